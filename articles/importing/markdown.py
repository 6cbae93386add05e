"""Markdown, with or without lines about itself at its head, to a story."""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from articles.importing.decoding import decode
from articles.importing.front_matter import BrokenFrontMatter, FrontMatter, split
from articles.importing.furniture import read_byline, read_date
from articles.importing.html import read_html, read_piece
from articles.importing.languages import primary_language
from articles.importing.moments import read_moment
from articles.importing.stories import Found, Picture, Received, Story, UnreadableStory
from articles.importing.text import read_text
from newsroom.dates import DAY

MAX_BYTES = 2 * 1024**2

# HTML is let through: what may stay of it is decided where all HTML is read.
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def read_markdown(file: BinaryIO) -> Iterator[Found]:
    """The story of a Markdown file."""
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise UnreadableStory(f"The file is larger than {MAX_BYTES // 1024**2} MB: not a single story.")
    decoded = decode(content)
    story = _read(decoded.text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"))
    yield Received(replace(story, warnings=(*decoded.warnings, *story.warnings)), content)


def _read(text: str) -> Story:
    try:
        about, text = split(text)
        broken: tuple[str, ...] = ()
    except BrokenFrontMatter as problem:
        about, text = FrontMatter({}), problem.rest
        broken = (f"the lines at the head cannot be read: {problem}",)
    html = _as_html(text)
    headline = about.text("title", "headline")
    if not headline and "<h" not in html:
        headline = read_text(text).headline  # its first line, as in plain text
    deck = about.text("deck", "subtitle", "standfirst", "description", "excerpt", "summary")
    story = read_piece(html, headline, deck) if headline else replace(read_html(html), deck=deck)
    story = _dated(_with_lead(story, about), about)
    return replace(
        story,
        bylines=_names(about) or story.bylines,
        language=primary_language(about.text("lang", "language")) or story.language,
        source=about.text("source") or story.source,
        warnings=(*broken, *story.warnings),
        held_back=_held_back(about),
        section=next(iter(about.texts("section", "category", "categories")), ""),
        tags=(*about.texts("category", "categories")[1:], *about.texts("tags", "keywords")),
        identifier=about.text("guid", "uuid"),
        address=about.text("permalink", "url"),
    )


def _dated(story: Story, about: FrontMatter) -> Story:
    """With the moment of publication, or the day alone where that is all there is."""
    said = (about.text(key) for key in ("date", "published", "pubdate"))
    written = next((one for one in said if one[:1].isdigit()), "")
    if moment := read_moment(written):
        return replace(story, published_at=moment)
    day = read_date(written)
    return replace(story, date=day.first, date_precision=day.precision) if day and day.precision == DAY else story


def _held_back(about: FrontMatter) -> str:
    status = about.text("status").lower()
    if about.says("draft") or about.says("published") is False or status in ("draft", "pending", "hidden"):
        return "a draft in the archive"
    return "private in the archive" if about.says("private") or status == "private" else ""


def _names(about: FrontMatter) -> tuple[str, ...]:
    """Those named as authors: `By Ada Brun and Tom Lind` as well as a list, or mappings with names."""
    names: list[str] = []
    for written in about.texts("byline", "author", "authors") or (about.within("author").text("name"),):
        byline = read_byline(written, by_is_missing=True)
        names += byline.names if byline and byline.names else [written] if written else []
    return tuple(dict.fromkeys(names))


def _with_lead(story: Story, about: FrontMatter) -> Story:
    """With the picture that the head names to stand above the text."""
    for key in ("image", "featured_image", "cover", "thumbnail"):
        within = about.within(key)
        address = about.text(key) or within.text("src", "path", "image", "url")
        if not address:
            continue
        for place, picture in enumerate(story.pictures, 1):
            if picture.address == address:
                return replace(story, lead=place)
        alt = within.text("alt") or about.text(f"{key}_alt", "image_alt")
        caption = within.text("caption") or about.text(f"{key}_caption", "image_caption")
        lead = Picture(address, alt=alt, caption=caption, credit=within.text("credit") or about.text("image_credit"))
        return replace(story, pictures=(*story.pictures, lead), lead=len(story.pictures) + 1)
    return story


def _as_html(text: str) -> str:
    try:
        tokens = _MARKDOWN.parse(text)
        for token in tokens:
            for inner in token.children or ():
                _as_picture(inner)
        return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))
    except (RecursionError, ValueError, IndexError) as problem:
        raise UnreadableStory("The Markdown is nested too deep, or damaged.") from problem


def _as_picture(token: Token) -> None:
    """What Markdown calls the title of a picture is its caption; and addresses are kept as they were written."""
    if token.type == "image":
        if title := token.attrs.pop("title", ""):
            token.attrs["data-caption"] = title
        token.attrs["src"] = unquote(str(token.attrs.get("src", "")))
