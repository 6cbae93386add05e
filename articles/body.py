"""What the body of a story is: the HTML it may hold, its canonical text, and marks put into it for readers.

Canonical text is the text of the body's innermost blocks in order, joined by blank lines, with `<br>` as a
newline and nothing else normalised. Every anchor counts its code points.
"""

import html
import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from os.path import commonprefix

import nh3

from articles.markup import printable, unescaped
from articles.structure import BLOCKS, build

_TAGS = {*BLOCKS, "strong", "em", "br", "a", "figure"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}, "figure": {"data-image"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener",
)

_BETWEEN_BLOCKS = "\n\n"
_MARKUP = re.compile(r"<(/?)([a-z][a-z0-9]*)?[^>]*>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]*);")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_FIGURE = re.compile(r'<figure data-image="([0-9]+)"></figure>')
_PARTING_TAG = re.compile(r"<(?:p|div|br|h[1-6]|[uo]l|li|blockquote|table|figure|pre|section|article)\b", re.IGNORECASE)


def sanitise(html: str) -> str:
    """Any HTML as a story's body: paragraphs, headings 2-4, lists, quotations, strong, em, br, links and pictures.

    The result holds no other element, no attribute but a link's `href` (http, https, mailto or a path of this
    site) and its `rel`, no loose text and no empty block. A picture is an empty figure between the outermost
    blocks that names one of the library by its number; whether there is one is not known here.
    `sanitise(sanitise(x)) == sanitise(x)`. Never raises.
    """
    # Built anew first, so that nh3, which is quadratic in depth, gets small, well-formed HTML; and nh3 last, so
    # that what readers get was written by a sanitiser and not by us.
    return str(_CLEANER.clean(build(html, _kept_address)))


def _kept_address(address: str) -> str:
    """A link's address as it may stand in a story; empty when it may not."""
    address = re.sub(r"[\t\r\n]", "", printable(address)).strip()
    for character, code in ((" ", "%20"), ("<", "%3C"), (">", "%3E"), ('"', "%22")):
        address = address.replace(character, code)
    if not re.match(r"(?:https?://|mailto:)[^/\\]|/(?![/\\])", address, re.IGNORECASE):
        return ""
    # nh3 drops addresses that no browser can parse and keeps the link; ask it beforehand.
    return address if " href=" in _CLEANER.clean(f'<a href="{html.escape(address)}">x</a>') else ""


def text_to_html(text: str) -> str:
    """Plain text as a body: blank lines part paragraphs, a single newline is a `<br>`."""
    paragraphs = (paragraph.strip() for paragraph in _BLANK_LINES.split(text))
    return sanitise(
        "".join(
            f"<p>{html.escape(paragraph, quote=False)}</p>".replace("\n", "<br>")
            for paragraph in paragraphs
            if paragraph
        )
    )


def typed_to_html(typed: str) -> str:
    """What came from the form's text area: HTML, or what somebody typed without the editor, read by its lines."""
    if _PARTING_TAG.search(typed):
        return typed
    lines = typed.replace("\r\n", "\n").strip()
    return "".join(f"<p>{part}</p>".replace("\n", "<br>") for part in _BLANK_LINES.split(lines) if part)


def pictures_in(html: str) -> list[int]:
    """The numbers of the pictures a sanitised body names, in its order, each once."""
    return list(dict.fromkeys(int(number) for number in _FIGURE.findall(html)))


def figure(number: int) -> str:
    """How a body names a picture."""
    return f'<figure data-image="{number}"></figure>'


def with_pictures(html: str, drawn: Callable[[int], str]) -> str:
    """A sanitised body, marked or not, with every figure replaced by what `drawn` answers for its picture."""
    return _FIGURE.sub(lambda found: drawn(int(found[1])), html)


def canonical_text(html: str) -> str:
    """The text that anchors count in, of a sanitised body."""
    return _BETWEEN_BLOCKS.join("".join(text for _, _, text in block) for block in _blocks(html))


_Piece = tuple[int, int, str]  # where a text or a <br> begins and ends in the HTML, and what it is as text


def _blocks(html: str) -> Iterator[list[_Piece]]:
    """The innermost blocks of a body that hold words, each as its pieces in order."""
    block: list[_Piece] = []
    at = 0
    for tag in _MARKUP.finditer(html):
        if at < tag.start():
            block.append((at, tag.start(), _plain(html[at : tag.start()])))
        at = tag.end()
        if tag[2] == "br":
            block.append((tag.start(), at, "\n"))
        elif tag[2] in BLOCKS:
            if _has_words(block):
                yield block
            block = []
    if at < len(html):
        block.append((at, len(html), _plain(html[at:])))
    if _has_words(block):
        yield block


def _has_words(block: Sequence[_Piece]) -> bool:
    return any(text.strip() for _, _, text in block)


def _plain(source: str) -> str:
    return _ENTITY.sub(lambda entity: unescaped(entity[0]), source)


@dataclass(frozen=True)
class Mark:
    """A statement to be shown in a body. `segments` are ordered (start, end) code points of its canonical text.

    The tags are trusted HTML: `open_first` opens the first piece only (it carries the id), `open_other` all
    others. `before_first` comes before the first piece and `after_last` behind the last, outside the link that the
    piece may stand in.
    """

    segments: tuple[tuple[int, int], ...]
    open_first: str
    open_other: str
    close: str
    after_last: str = ""
    before_first: str = ""


def mark(html: str, marks: Sequence[Mark]) -> str:
    """A sanitised body with these ranges of its canonical text wrapped in their tags.

    Nothing else of the body changes by a byte. Marks close and open again at the borders of elements and where
    they overlap, so the result is always well nested; what lies between blocks is not wrapped.
    """
    return _Writer(html, marks).write(_shares(html, marks))


# A range of a mark: its start, its negated end and the number of the mark. Sorted, outer ones come first.
_Range = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Share:
    """A text that lies in the same ranges from its first code point to its last; begin and end in the HTML."""

    begin: int
    end: int
    ranges: tuple[_Range, ...]


def _shares(html: str, marks: Sequence[Mark]) -> list[_Share]:
    ranges = [(start, -end, which) for which, one in enumerate(marks) for start, end in _tidy(one.segments)]
    events = sorted([(one[0], 1, one) for one in ranges] + [(-one[1], 0, one) for one in ranges])
    borders = sorted({position for position, _, _ in events})
    active: list[_Range] = []
    shares, happened = [], 0
    for offset, begin, end, text in _placed(html):
        cuts = borders[bisect_left(borders, offset + 1) : bisect_left(borders, offset + len(text))]
        for start, share_begin, share_end in _cut(html[begin:end], [cut - offset for cut in cuts]):
            while happened < len(events) and events[happened][0] <= offset + start:
                _, starts, one = events[happened]
                if starts:
                    insort(active, one)
                else:
                    del active[bisect_left(active, one)]
                happened += 1
            if active and text != "\n":
                shares.append(_Share(begin + share_begin, begin + share_end, tuple(active)))
    return shares


def _tidy(segments: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ordered, without empty ones, overlapping ones joined."""
    tidy: list[tuple[int, int]] = []
    for start, end in sorted(segments):
        if tidy and start < tidy[-1][1]:
            tidy[-1] = (tidy[-1][0], max(end, tidy[-1][1]))
        elif start < end:
            tidy.append((start, end))
    return tidy


def _placed(html: str) -> Iterator[tuple[int, int, int, str]]:
    """Every piece of the canonical text: its offset there, where it begins and ends in the HTML, its text."""
    offset = 0
    for block in _blocks(html):
        for begin, end, text in block:
            yield offset, begin, end, text
            offset += len(text)
        offset += len(_BETWEEN_BLOCKS)


def _cut(source: str, cuts: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Cut an HTML text before these code points of its plain form: (plain offset, begin, end) of every part."""
    entities = _ENTITY.finditer(source) if cuts else iter(())
    entity = next(entities, None)
    plain = at = last_plain = last_at = 0
    for cut in cuts:
        while entity and plain + entity.start() - at < cut:
            plain += entity.start() - at + len(unescaped(entity[0]))
            at, entity = entity.end(), next(entities, None)
        at, plain = at + max(0, cut - plain), max(cut, plain)
        yield last_plain, last_at, at
        last_plain, last_at = plain, at
    yield last_plain, last_at, len(source)


class _Writer:
    """Copies a body and puts the marks in."""

    def __init__(self, html: str, marks: Sequence[Mark]) -> None:
        self.html = html
        self.marks = marks
        self.written: list[str] = []
        self.at = 0
        self.open: list[_Range] = []
        self.begun: set[int] = set()
        self.in_link = False
        self.link_at = 0  # where in what is written the link begins that is open
        self.waiting: list[str] = []  # what comes behind marks that have ended inside a link

    def write(self, shares: Sequence[_Share]) -> str:
        last = {which: number for number, share in enumerate(shares) for _, _, which in share.ranges}
        for number, share in enumerate(shares):
            self.copy_to(share.begin)
            kept = len(commonprefix([self.open, list(share.ranges)]))
            self.close_down_to(kept)
            self.open_up(share.ranges[kept:])
            self.written.append(self.html[share.begin : share.end])
            self.at = share.end
            for position in range(len(self.open) - 1, -1, -1):
                which = self.open[position][2]
                if last[which] == number:
                    self.close_down_to(position)
                    self.waiting.append(self.marks[which].after_last)
            if not self.in_link:
                self.release()
        self.copy_to(len(self.html))
        self.release()
        return "".join(self.written)

    def copy_to(self, end: int) -> None:
        """Everything up to the next marked text; marks do not reach over an element's border."""
        if end == self.at:
            return
        self.close_down_to(0)
        between, self.at = self.html[self.at : end], end
        if self.waiting and "</a>" in between:
            before, link_end, between = between.partition("</a>")
            self.written.append(before + link_end)
            self.in_link = False
            self.release()
        link = between.rfind("<a ")
        if link > between.rfind("</a>"):
            self.written.append(between[:link])
            self.in_link, self.link_at, between = True, len(self.written), between[link:]
        elif "</a>" in between:
            self.in_link = False
        self.written.append(between)

    def open_up(self, ranges: Sequence[_Range]) -> None:
        before = "".join(self.marks[which].before_first for _, _, which in ranges if which not in self.begun)
        if before:
            self.written.insert(self.link_at if self.in_link else len(self.written), before)
            self.link_at += 1
        for one in ranges:
            which = one[2]
            self.written.append(self.marks[which].open_other if which in self.begun else self.marks[which].open_first)
            self.begun.add(which)
            self.open.append(one)

    def close_down_to(self, kept: int) -> None:
        while len(self.open) > kept:
            self.written.append(self.marks[self.open.pop()[2]].close)

    def release(self) -> None:
        self.written += self.waiting
        self.waiting.clear()
