"""What WordPress keeps as a post's content, in block and in classic markup, as plain HTML."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.importing.illustrations import figure_of
from articles.importing.stories import Picture
from articles.markup import Tag

_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_IS_BLOCKS = re.compile(r"<!--\s*/?wp:[a-z]")
_TAG = re.compile(r"(<[^<>]{0,10000}>)")
_PREFORMATTED = frozenset({"pre", "script", "style", "textarea", "code"})
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")

# Every pattern is bounded and stops where the next one could begin, so that hostile markup takes no longer than other.
_REST = r"([^\[\]]{0,2000})\]"
_CAPTION = re.compile(rf"\[(?:wp_)?caption\b{_REST}", re.IGNORECASE)
_CAPTION_END = re.compile(r"\[/(?:wp_)?caption\]", re.IGNORECASE)
_GALLERY = re.compile(rf"\[gallery\b{_REST}", re.IGNORECASE)
_MEDIA = re.compile(rf"\[(embed|audio|video|playlist)\b{_REST}(?:[^\[]{{0,500}}\[/\1\])?", re.IGNORECASE)
# A word in brackets is the paper's own ("[sic]"); with attributes, or with an end, it is a plugin's.
_SHORTCODE = re.compile(rf"\[([a-z][\w-]{{0,40}})\s(?=[^\[\]]{{0,2000}}=){_REST}", re.IGNORECASE)
_BARE_SHORTCODE = re.compile(r"\[([a-z][\w-]{0,40})\]", re.IGNORECASE)
_SHORTCODE_END = re.compile(r"\[/([a-z][\w-]{0,40})\]", re.IGNORECASE)
_SHORTCODE_ATTRIBUTE = re.compile(r"""\b([\w-]{1,40})\s?=\s?(?:"([^"]*)"|'([^']*)'|(\S+))""")
_IMAGE = re.compile(r"<img\b[^<>]{0,5000}>", re.IGNORECASE)
_LINK = re.compile(r"</?a\b[^<>]{0,5000}>", re.IGNORECASE)
_IMAGE_NUMBER = re.compile(r"\bwp-image-(\d{1,10})\b")
_EMBEDDED = re.compile(
    r"<(?:iframe|embed|object|video|audio)\b[^<>]{0,2000}?\bsrc\s?=\s?[\"']?([^\"'\s<>]{1,2000})", re.IGNORECASE
)
_EMBED_BLOCK = re.compile(r"<!--\s?wp:(?:core-)?embed\S{0,40}\s(\{[^<>]{0,2000}\})\s?/?-->")
_ADDRESS = re.compile(r'"url":"([^"]{1,500})"')
_MOST_NOTES = 10
# More shortcodes of one post are left as they stand.
_MOST_CAPTIONS = 500


@dataclass
class Library:
    """What an export knows of its pictures: by their number, and by the post they hang on."""

    pictures: dict[int, Picture] = field(default_factory=dict)
    of_post: dict[int, list[int]] = field(default_factory=dict)


@dataclass
class Markup:
    """A post's content as HTML, and what of it could not be taken along."""

    html: str
    warnings: list[str]


def as_html(content: str, library: Library, post: int = 0) -> Markup:
    """Blocks as they are, classic text with its blank lines as paragraphs, captions and galleries as figures."""
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    embedded = [address for one in _EMBED_BLOCK.findall(content) for address in _ADDRESS.findall(one)]
    is_blocks = bool(_IS_BLOCKS.search(content))
    content = _COMMENT.sub("", content)
    embedded += [html.unescape(one) for one in _EMBEDDED.findall(content)]
    content = _with_captions(content)
    content = _GALLERY.sub(lambda found: _gallery(_attributes(found[1]), library, post), content)
    content, shortcodes = _without_shortcodes(content)
    content = _IMAGE.sub(lambda found: _image(found[0], library), content)
    left_out = [*dict.fromkeys(embedded), *(f"[{name}]" for name in dict.fromkeys(shortcodes))]
    warnings = [f"left out: {one.replace(chr(92), '')}" for one in left_out[:_MOST_NOTES]]
    return Markup(content if is_blocks else _paragraphs(content), warnings)


def _attributes(source: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(double or single or bare)
        for name, double, single, bare in _SHORTCODE_ATTRIBUTE.findall(source)
    }


def _with_captions(content: str) -> str:
    """`[caption]<img> Words[/caption]`, and the older `[caption caption="Words"]<img>[/caption]`, as figures."""
    parts, at = [], 0
    for begin in list(_CAPTION.finditer(content))[:_MOST_CAPTIONS]:
        if begin.start() < at:
            continue
        end = _CAPTION_END.search(content, begin.end())
        if end is None:
            break
        held = content[begin.end() : end.start()]
        images = _IMAGE.findall(held)
        words = _attributes(begin[1]).get("caption") or ""
        caption = html.escape(words) if words else _LINK.sub("", _IMAGE.sub("", held)).strip()
        parts += [content[at : begin.start()], f"<figure>{''.join(images)}<figcaption>{caption}</figcaption></figure>"]
        at = end.end()
    return "".join([*parts, content[at:]])


def _gallery(attributes: dict[str, str], library: Library, post: int) -> str:
    """The pictures that a gallery names, or all that hang on its post."""
    named = attributes.get("ids") or attributes.get("include") or ""
    numbers: Sequence[int] = [int(one) for one in re.findall(r"\d{1,10}", named)] or library.of_post.get(post, [])
    return "".join(figure_of(library.pictures[number]) for number in numbers if number in library.pictures)


def _without_shortcodes(content: str) -> tuple[str, list[str]]:
    """Without what only plugins and players understand, the words between stay; and the names of what went."""
    gone: list[str] = []

    def go(found: re.Match[str]) -> str:
        gone.append(found[1].lower())
        return ""

    content = _MEDIA.sub(go, content)
    content = _SHORTCODE.sub(go, content)
    ended = {name.lower() for name in _SHORTCODE_END.findall(content)}
    content = _SHORTCODE_END.sub(go, content)
    if ended:
        content = re.sub(
            r"\[([a-z][\w-]*)\]",
            lambda found: go(found) if found[1].lower() in ended else found[0],
            content,
            flags=re.I,
        )
    return content, gone


def _image(source: str, library: Library) -> str:
    """An image as the library has it: whole and not scaled down, with its alternative text where the post has none."""
    tag = Tag("img", source=source[4:].removesuffix(">"))
    attributes = tag.attributes
    found = _IMAGE_NUMBER.search(attributes.get("class", ""))
    known = library.pictures.get(int(found[1])) if found else None
    if known is None:
        return source
    alt = attributes.get("alt", "").strip() or known.alt
    return f'<img src="{html.escape(known.address)}" alt="{html.escape(alt)}">'


def _paragraphs(content: str) -> str:
    """Classic markup: a blank line parts paragraphs, a single one breaks the line, as WordPress shows them."""
    written, within = ["<p>"], 0
    for part in _TAG.split(content):
        if part.startswith("<") and part.endswith(">"):
            name = part.strip("</>").split(None, 1)[0].lower() if part.strip("</>") else ""
            if name in _PREFORMATTED:
                within = max(0, within + (-1 if part.startswith("</") else 1))
            written.append(part)
        elif within:
            written.append(part)
        else:
            written.append(_BLANK_LINES.sub("</p><p>", part).replace("\n", "<br>"))
    return "".join([*written, "</p>"])
