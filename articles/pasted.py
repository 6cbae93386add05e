"""What word processors and mail programs mean by their markup, said in plain HTML.

Word and Outlook write lists as paragraphs with a bullet in them, keep colleagues' comments and deleted words in the
copy, and put lengths, fonts and weights into styles; LibreOffice sets the numbers of footnotes beside words without
a bracket. Markup of other origin passes unchanged, so that doing this again changes nothing.
`static/js/editor-paste.js` does the same in the browser; the samples in tests/articles/pasted hold both to it.
"""

import re
from collections.abc import Iterator, Sequence

from articles.markup import Tag

Pieces = Sequence[str | Tag]

_DECLARATION = re.compile(r"(?:^|;)\s*([a-z-]+)\s*:\s*([^;]*)")
_LEVEL = re.compile(r"\blevel([1-9])")
_NUMBERED = re.compile(r"\W?(?:\d{1,3}|[a-z]{1,4})[.)\]]", re.IGNORECASE)
# A bullet or number that is only text: Word sets it off by no-break spaces.
_MARKER = re.compile(r"\s*(?:[·•§▪o–-]|(?:\d{1,3}|[a-zA-Z]{1,4})[.)])[ \n]*\xa0\s*")
_DEEPEST_LIST = 6

_LISTS = frozenset({"ul", "ol"})
_BLOCKS = frozenset("p div h1 h2 h3 h4 h5 h6 ul ol li table tr td th blockquote pre hr section article".split())
# Word's comments and deletions; and the space that Word in a browser puts at the end of a paragraph.
_NO_COPY = frozenset("msocomanchor msocomtxt msocommentreference msocommenttext msocommentsubject msodel eop".split())
_FOOTNOTE_NUMBERS = frozenset({"sdfootnoteanc", "sdfootnotesym", "sdendnoteanc", "sdendnotesym"})
# A row of a table is told in one line if its cells are data: one short line each.
_LONGEST_CELL = 200
_ROW_ENDS = frozenset({"tr", "table", "thead", "tbody", "tfoot"})
_NOT_IN_A_CELL_OF_DATA = frozenset("ul ol li h1 h2 h3 h4 h5 h6 blockquote figure dl".split())
_LINES = frozenset("p div br pre center address section article".split())
BETWEEN_CELLS = " | "


def style_of(tag: Tag) -> dict[str, str]:
    """The declarations of a style attribute, in lower case."""
    return dict(_DECLARATION.findall(tag.attributes.get("style", "").lower())) if "tyle" in tag.source.lower() else {}


def classes_of(tag: Tag) -> set[str]:
    return set(tag.attributes.get("class", "").lower().split()) if "lass" in tag.source.lower() else set()


def weight_and_slant(tag: Tag) -> tuple[bool | None, bool | None]:
    """Whether a style asks for bold and for italic; None where it says nothing."""
    style = style_of(tag)
    weight, slant = style.get("font-weight", "").strip(), style.get("font-style", "").strip()
    bold = italic = None
    if weight.isascii() and weight.isdigit():
        bold = int(weight[:5]) >= 600
    elif weight in ("bold", "bolder", "normal", "lighter"):
        bold = weight.startswith("bold")
    if slant in ("italic", "oblique", "normal"):
        italic = slant != "normal"
    return bold, italic


def is_hidden(tag: Tag) -> bool:
    """Whether an element is no part of the copy: deleted words, colleagues' comments, what Word shows nobody."""
    if tag.name in ("del", "xml"):
        return True
    classes = classes_of(tag)
    if classes & _NO_COPY:
        return True
    style = style_of(tag)
    return (
        style.get("display", "").strip() == "none"
        or style.get("mso-hide", "").strip() == "all"
        or style.get("mso-element", "").strip().startswith("comment")
        or style.get("mso-list", "").strip() == "ignore"
    )


def plain(pieces: Pieces) -> Iterator[str | Tag]:
    """The pieces with lists, headings, footnotes and rows of tables as plain HTML has them."""
    return _footnotes(list(_rows(list(_one_list(list(_word_lists(pieces)))))))


# Lists


def _word_lists(pieces: Pieces) -> Iterator[str | Tag]:
    """Word's list paragraphs as lists, one inside the other by their levels; its title as a heading."""
    open_lists: list[str] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if isinstance(piece, Tag) and piece.name == "p" and not piece.closing:
            end = _end_of_paragraph(pieces, at)
            item = _item(piece, pieces[at + 1 : end])
            if item is not None:
                yield from _placed(item, open_lists)
                at = end
                continue
        if open_lists and _ends_lists(piece):
            while open_lists:
                yield Tag(open_lists.pop(), closing=True)
        yield _as_heading(piece) if isinstance(piece, Tag) and not piece.closing else piece
        at += 1


def _ends_lists(piece: str | Tag) -> bool:
    if isinstance(piece, str):
        return bool(piece.strip())
    return piece.name in _BLOCKS and not (piece.name == "p" and piece.closing)


def _end_of_paragraph(pieces: Pieces, start: int) -> int:
    at = start + 1
    while at < len(pieces):
        piece = pieces[at]
        if isinstance(piece, Tag) and piece.name in _BLOCKS:
            break
        at += 1
    return at


_Item = tuple[int, str, list[str | Tag]]  # its level, the list it stands in, and what it holds


def _item(paragraph: Tag, held: Pieces) -> _Item | None:
    """A paragraph of Word as an item of a list, without its bullet or number; None if it is no item."""
    listed = style_of(paragraph).get("mso-list", "").strip()
    if listed == "none" or not (listed or any(name.startswith("msolistparagraph") for name in classes_of(paragraph))):
        return None
    marker, rest = _without_ignored(held)
    if not marker:
        found = _MARKER.match("".join(piece for piece in held if isinstance(piece, str)))
        if found:
            marker, rest = found[0], _without_start(held, found.end())
    if not (marker or listed):
        return None
    level = _LEVEL.search(listed)
    return int(level[1]) if level else 1, "ol" if _NUMBERED.match(marker.strip()) else "ul", rest


def _without_ignored(held: Pieces) -> tuple[str, list[str | Tag]]:
    """The text of the span that Word tells readers of HTML to ignore, and the rest."""
    marker, rest, depth, done = "", [], 0, False
    for piece in held:
        if isinstance(piece, Tag) and piece.name == "span":
            if depth:
                depth += -1 if piece.closing else 1
                done = depth == 0
                continue
            if not done and not piece.closing and style_of(piece).get("mso-list", "").strip() == "ignore":
                depth = 1
                continue
        if depth and isinstance(piece, str):
            marker += piece
        elif not depth:
            rest.append(piece)
    return ("", list(held)) if depth else (marker, rest)


def _without_start(held: Pieces, length: int) -> list[str | Tag]:
    left: list[str | Tag] = []
    for piece in held:
        if isinstance(piece, str):
            taken = min(length, len(piece))
            piece, length = piece[taken:], length - taken
        left.append(piece)
    return left


def _placed(item: _Item, open_lists: list[str]) -> Iterator[str | Tag]:
    level, name, held = item
    level = min(level, len(open_lists) + 1, _DEEPEST_LIST)
    while len(open_lists) > level or (len(open_lists) == level and open_lists[-1] != name):
        yield Tag(open_lists.pop(), closing=True)
    if len(open_lists) < level:
        open_lists.append(name)
        yield Tag(name)
    yield Tag("li")
    yield from held


def _as_heading(tag: Tag) -> Tag:
    """Word's title, and what Word in a browser calls a heading, as one."""
    if tag.name in ("p", "div"):
        level = tag.attributes.get("aria-level", "") if "heading" in tag.source else ""
        if level in ("1", "2", "3", "4", "5", "6") and tag.attributes.get("role") == "heading":
            return Tag(f"h{level}")
        if "msotitle" in classes_of(tag):
            return Tag("h2")
    return tag


def _one_list(pieces: Pieces) -> Iterator[str | Tag]:
    """Word in a browser gives every item a list of its own: those that follow each other are one."""
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if isinstance(piece, Tag) and piece.closing and piece.name in _LISTS:
            end = at + 1
            while end < len(pieces) and _is_between_lists(pieces[end]):
                end += 1
            follows = pieces[end] if end < len(pieces) else ""
            if isinstance(follows, Tag) and _goes_on(follows, piece.name):
                at = end + 1
                continue
        yield piece
        at += 1


def _goes_on(tag: Tag, name: str) -> bool:
    return tag.name == name and not tag.closing and any("liststyle" in one for one in classes_of(tag))


def _is_between_lists(piece: str | Tag) -> bool:
    return not piece.strip() if isinstance(piece, str) else piece.name == "div"


# Tables


def _rows(pieces: Pieces) -> Iterator[str | Tag]:
    """A row of data as one paragraph, its cells parted by a bar; tables that only lay out a page stay as they are."""
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if isinstance(piece, Tag) and piece.name == "tr" and not piece.closing:
            end = at + 1
            while end < len(pieces) and not _ends_row(pieces[end]):
                end += 1
            row = _row_of_data(pieces[at + 1 : end]) if not _opens_table(pieces, end) else None
            if row is not None:
                yield from row
                at = end
                continue
        yield piece
        at += 1


def _ends_row(piece: str | Tag) -> bool:
    return isinstance(piece, Tag) and piece.name in _ROW_ENDS


def _opens_table(pieces: Pieces, at: int) -> bool:
    piece = pieces[at] if at < len(pieces) else ""
    return isinstance(piece, Tag) and piece.name == "table" and not piece.closing


def _row_of_data(held: Pieces) -> list[str | Tag] | None:
    cells: list[list[str | Tag]] = [[]]
    for piece in held:
        if isinstance(piece, Tag) and piece.name in ("td", "th"):
            cells.append([])
        else:
            cells[-1].append(piece)
    told: list[str | Tag] = []
    how_many = 0
    for cell in cells:
        lines = _lines_of(cell)
        if lines is None or lines > 1:
            return None
        if lines:
            how_many += 1
            told += [BETWEEN_CELLS] if told else []
            told += [piece for piece in cell if isinstance(piece, str) or piece.name not in _LINES]
    return [Tag("p"), *told, Tag("p", closing=True)] if how_many > 1 else None


def _lines_of(cell: Pieces) -> int | None:
    """How many lines of words a cell has; None for what is no cell of data."""
    lines, on_a_line, length = 0, False, 0
    for piece in cell:
        if isinstance(piece, str):
            length += len(piece)
            if piece.strip() and not on_a_line:
                lines, on_a_line = lines + 1, True
        elif piece.name in _NOT_IN_A_CELL_OF_DATA:
            return None
        elif piece.name in _LINES:
            on_a_line = False
    return lines if length <= _LONGEST_CELL else None


# Footnotes


def _footnotes(pieces: Pieces) -> Iterator[str | Tag]:
    """LibreOffice's footnote numbers in brackets, as Word and Google Docs have them: “talks[1]” and not “talks1”."""
    closes = ""
    for piece in pieces:
        if isinstance(piece, Tag) and piece.name == "a":
            if closes:
                yield closes
                closes = ""
            if not piece.closing and classes_of(piece) & _FOOTNOTE_NUMBERS:
                yield "["
                closes = "] " if "sym" in "".join(classes_of(piece)) else "]"
        yield piece
    if closes:
        yield closes
