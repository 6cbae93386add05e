"""Any HTML built anew as a flat story body: paragraphs, headings, lists and quotations, well nested and escaped."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from articles.markup import SPACE, Tag, pieces, printable
from articles.pasted import is_hidden, plain, weight_and_slant

BLOCKS = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote"})

_LEAVES = {"p": "p", "h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_LISTS = ("ul", "ol")
_FORMATS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "a": "a"}
_STYLED = frozenset({*_FORMATS, "span", "font"})
_MOST_FORMATS = 40  # more at once are not looked at: no copy has them, and the time would grow with their square
# Elements that part paragraphs and are not kept themselves.
_PARTING = frozenset(
    """address article aside body caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form header hgroup hr html legend main menu nav option pre search section summary
    table tbody td tfoot th thead tr""".split()
)
# Elements that vanish with what they hold.
_HIDDEN = frozenset(
    """audio canvas head iframe math noembed noframes noscript object script select style svg template
    textarea title video xmp""".split()
)
_ENDED_BY_THE_NEXT = frozenset({"p", "li", "td", "th", "tr", "dd", "dt"})
# Lists and quotations deeper than this become paragraphs: no story needs them, and browsers are slow with them.
_DEEPEST = 6

_PICTURE = re.compile("[1-9][0-9]{0,17}")
_BREAK = object()
_QUOTATION_MARKS = (("“", "”"), ("‘", "’"))
_SPACES = re.compile(f"[{SPACE}]+")

_Format = tuple[str, str]  # a tag and, of a link, its address
_Line = list[tuple[str, tuple[_Format, ...]]]


def build(source: str, kept_address: Callable[[str], str]) -> str:
    """`source` as well-formed HTML of the few elements a body may hold; building that again changes nothing.

    White space is collapsed as browsers do, two line breaks part a paragraph, empty blocks go. A link whose
    address `kept_address` answers with nothing is not kept, its words are. A figure that names a picture of the
    library by its number stands between the outermost blocks and holds nothing.
    """
    builder = _Builder(kept_address)
    for piece in _visible(list(plain(list(pieces(source))))):
        if isinstance(piece, str):
            builder.text(printable(piece))
        elif piece.closing:
            builder.end(piece.name)
        else:
            builder.start(piece)
    builder.close_to(0)
    return "".join(builder.written)


def _visible(all_pieces: list[str | Tag]) -> Iterator[str | Tag]:
    """Without the elements that vanish. One that is never closed hides nothing but itself; a hidden paragraph, item
    or cell, whose end tag may be missing, ends where the next one begins."""
    last_end = {piece.name: at for at, piece in enumerate(all_pieces) if isinstance(piece, Tag) and piece.closing}
    hiding, depth, until = "", 0, 0
    for at, piece in enumerate(all_pieces):
        if hiding and not (isinstance(piece, Tag) and piece.name == hiding):
            continue
        if hiding and isinstance(piece, Tag):
            ends_by_itself = hiding in _ENDED_BY_THE_NEXT
            depth += -1 if piece.closing or ends_by_itself else 1
            if depth == 0 or at == until:
                hiding = ""
            if hiding or piece.closing or not ends_by_itself:
                continue
        if isinstance(piece, Tag) and (piece.name in _HIDDEN or is_hidden(piece)):
            if not piece.closing and last_end.get(piece.name, -1) > at:
                hiding, depth, until = piece.name, 1, last_end[piece.name]
        else:
            yield piece


@dataclass
class _Container:
    """A list, list item or quotation that is open. Too deep a one is counted, so that its end is known, not kept."""

    name: str
    kept: bool
    written: bool = False


@dataclass
class _Asked:
    """An element that was begun and not ended: which formats it turns on or off, and where it began."""

    element: str
    formats: list[tuple[_Format, bool]]
    depth: int
    in_leaf: bool


@dataclass
class _Builder:
    kept_address: Callable[[str], str]
    written: list[str] = field(default_factory=list)
    containers: list[_Container] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    asked: list[_Asked] = field(default_factory=list)
    passed_over: dict[str, int] = field(default_factory=dict)
    waiting_pictures: list[str] = field(default_factory=list)
    leaf: str | None = None  # the block that text goes to; "" is text directly in a list item or quotation
    paragraph_wanted: bool = False
    bare_text_last: bool = False
    run: list[tuple[object, tuple[_Format, ...]]] = field(default_factory=list)
    quotations: int = 0
    preformatted: int = 0

    def start(self, tag: Tag) -> None:
        name = tag.name
        if name == "br":
            self.line_break()
        elif name in _STYLED:
            self.ask(_FORMATS.get(name, name), tag)
        elif name == "q":
            self.text(_QUOTATION_MARKS[self.quotations % 2][0])
            self.quotations += 1
        elif name in _LISTS or name == "blockquote":
            self.end_leaf()
            self.open_container(name)
        elif name == "li" and self.counts.get("ul", 0) + self.counts.get("ol", 0):
            self.end_leaf()
            self.close_item()
            self.open_container("li")
        elif name in _LEAVES:
            self.end_leaf()
            self.begin_leaf(_LEAVES[name])
        elif name in _PARTING or name == "li":
            self.end_leaf()
            if name == "figure" and _PICTURE.fullmatch(number := tag.attributes.get("data-image", "")):
                self.place_picture(f'<figure data-image="{number}"></figure>')
            self.paragraph_wanted = True
            self.preformatted += name == "pre"

    def end(self, name: str) -> None:
        if name in _STYLED:
            self.no_longer(_FORMATS.get(name, name))
        elif name == "q" and self.quotations:
            self.quotations -= 1
            self.text(_QUOTATION_MARKS[self.quotations % 2][1])
        elif name in BLOCKS or name in _LEAVES or name in _PARTING:
            self.end_leaf()
            if name == "li":
                self.close_item()
            elif name in _LISTS or name == "blockquote":
                self.close_container(name)
            elif name == "pre" and self.preformatted:
                self.preformatted -= 1

    def text(self, text: str) -> None:
        if self.leaf is None:
            if not text.strip(SPACE):
                return
            self.begin_leaf("p" if self.paragraph_wanted or not self.containers else "")
        formats = self.formats()
        if self.preformatted:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.run.append((_BREAK, ()))
                self.run.append((line, formats))
        else:
            self.run.append((text, formats))

    def line_break(self) -> None:
        if self.leaf is not None:
            self.run.append((_BREAK, ()))

    def ask(self, name: str, tag: Tag) -> None:
        if len(self.asked) >= _MOST_FORMATS:
            self.passed_over[name] = self.passed_over.get(name, 0) + 1
            return
        asked: list[tuple[_Format, bool]] = []
        if name == "a":
            self.asked = [one for one in self.asked if one.element != "a"]
            if address := self.kept_address(tag.attributes.get("href", "")):
                asked.append((("a", address), True))
        else:
            for format, styled in zip(("strong", "em"), weight_and_slant(tag), strict=True):
                wanted = styled if styled is not None else name == format or None
                if wanted is not None:
                    asked.append(((format, ""), wanted))
        self.asked.append(_Asked(name, asked, len(self.containers), self.leaf is not None))

    def no_longer(self, name: str) -> None:
        if self.passed_over.get(name):
            self.passed_over[name] -= 1
            return
        for at in range(len(self.asked) - 1, -1, -1):
            if self.asked[at].element == name:
                del self.asked[at]
                return

    def formats(self) -> tuple[_Format, ...]:
        """What text is in now: of two elements that disagree, the inner one counts."""
        now: list[_Format] = []
        for one in self.asked:
            for format, wanted in one.formats:
                if not wanted and format in now:
                    now.remove(format)
                elif wanted and format not in now:
                    now.append(format)
        return tuple(now)

    def place_picture(self, figure: str) -> None:
        """Between the outermost blocks: inside a list or quotation it waits for the end of that."""
        if self.containers:
            self.waiting_pictures.append(figure)
        else:
            self.written.append(figure)

    def begin_leaf(self, leaf: str) -> None:
        if self.containers and self.containers[-1].name in _LISTS:
            self.open_container("li")
        if not leaf and not self.containers[-1].kept:
            leaf = "p"
        self.leaf, self.paragraph_wanted = leaf, False

    def end_leaf(self) -> None:
        """Write the block that has ended, if it has words."""
        leaf, run = self.leaf, self.run
        self.leaf, self.run, self.paragraph_wanted = None, [], False
        if leaf is None:
            return
        self.asked = [one for one in self.asked if not one.in_leaf]
        self.passed_over.clear()
        paragraphs = list(_paragraphs(run))
        if not paragraphs:
            return
        for container in self.containers[: 2 * _DEEPEST + 1]:
            if container.kept and not container.written:
                container.written, self.bare_text_last = True, False
                self.written.append(f"<{container.name}>")
        if leaf == "" and not self.bare_text_last:
            self.written.append(_joined(line for lines in paragraphs for line in lines))
            self.bare_text_last = True
            return
        if leaf not in ("", "p"):
            paragraphs = [[line for lines in paragraphs for line in lines]]
        for lines in paragraphs:
            self.written.append(f"<{leaf or 'p'}>{_joined(lines)}</{leaf or 'p'}>")
        self.bare_text_last = False

    def open_container(self, name: str) -> None:
        if name != "li" and self.containers and self.containers[-1].name in _LISTS:
            self.open_item_again()
        if name == "li":
            kept = self.containers[-1].kept
        else:
            kept = len(self.containers) < 2 * _DEEPEST
        self.containers.append(_Container(name, kept))
        self.counts[name] = self.counts.get(name, 0) + 1

    def open_item_again(self) -> None:
        """For a list directly in a list, as Google Docs writes them: it belongs to the item before."""
        self.open_container("li")
        if self.containers[-2].written and self.written[-1] == "</li>":
            self.written.pop()
            self.containers[-1].written = True

    def close_container(self, name: str) -> None:
        if self.counts.get(name):
            depth = len(self.containers) - 1
            while self.containers[depth].name != name:
                depth -= 1
            self.close_to(depth)

    def close_item(self) -> None:
        """Close the item that is open in the innermost list, if there is one."""
        if not self.counts.get("li"):
            return
        for depth in range(len(self.containers) - 1, -1, -1):
            name = self.containers[depth].name
            if name == "li":
                self.close_to(depth)
            if name == "li" or name in _LISTS:
                return

    def close_to(self, depth: int) -> None:
        self.end_leaf()
        while len(self.containers) > depth:
            container = self.containers.pop()
            self.counts[container.name] -= 1
            if container.written:
                self.written.append(f"</{container.name}>")
                self.bare_text_last = False
        self.asked = [one for one in self.asked if one.depth <= depth]
        if not self.containers:
            self.written += self.waiting_pictures
            self.waiting_pictures.clear()


def _paragraphs(run: Iterable[tuple[object, tuple[_Format, ...]]]) -> Iterator[list[_Line]]:
    """The lines of a block with words in them, parted where a line is empty."""
    lines: list[_Line] = []
    for line in _lines(run):
        if any(text.strip() for text, _ in line):
            lines.append(line)
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _lines(run: Iterable[tuple[object, tuple[_Format, ...]]]) -> Iterator[_Line]:
    """The run cut at its line breaks, its white space collapsed as browsers do."""
    line: _Line = []
    for text, formats in run:
        if not isinstance(text, str):
            yield _without_end_space(line)
            line = []
            continue
        text = _SPACES.sub(" ", text)
        if text.startswith(" ") and (not line or line[-1][0].endswith(" ")):
            text = text[1:]
        if text:
            line.append((text, formats))
    yield _without_end_space(line)


def _without_end_space(line: _Line) -> _Line:
    if line and line[-1][0].endswith(" "):
        text, formats = line.pop()
        if text != " ":
            line.append((text[:-1], formats))
    return line


def _joined(lines: Iterable[_Line]) -> str:
    """The lines as HTML, `<br>` between them; formats stay open from text to text as far as both have them."""
    written: list[str] = []
    open_now: list[_Format] = []
    for number, line in enumerate(lines):
        for at, (text, formats) in enumerate(line):
            kept = 0
            while kept < min(len(open_now), len(formats)) and open_now[kept] == formats[kept]:
                kept += 1
            while len(open_now) > kept:
                written.append(f"</{open_now.pop()[0]}>")
            if number and at == 0:
                written.append("<br>")
            for name, address in formats[kept:]:
                written.append(f'<a href="{html.escape(address)}">' if name == "a" else f"<{name}>")
                open_now.append((name, address))
            written.append(html.escape(text, quote=False))
    written += [f"</{name}>" for name, _ in reversed(open_now)]
    return "".join(written)
