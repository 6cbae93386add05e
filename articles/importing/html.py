"""A web page or a piece of one to a story."""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, takewhile
from urllib.parse import urljoin

from articles.body import Mark, canonical_text, figure, mark, sanitise
from articles.importing.furniture import folded, one_line, read_byline, read_date, read_dateline, tidy
from articles.importing.illustrations import Element, illustrations
from articles.importing.pages import Head
from articles.importing.stories import Story, UnreadableStory
from articles.importing.text import (
    Furniture,
    StoryHead,
    first_sentence,
    headline_of,
    kept_paragraphs,
    reads_as_headline,
    take_head,
)
from articles.markup import Tag, pieces
from newsroom.dates import UNKNOWN, PartialDate

_RAW = frozenset("iframe noembed noframes script style textarea title xmp".split())
_WITHOUT_END = _RAW | frozenset("area base br col embed hr img input link meta param source track wbr".split())
_ENDS_PARAGRAPH = frozenset(
    "address article aside blockquote div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header main nav ol p pre "
    "section table ul".split()
)
# What stands in or beside a story and is none of its text. A form or header may hold the whole page, though.
_ASIDE = frozenset("aside button dialog figure footer menu nav noscript object select svg template".split())
_PERHAPS_ASIDE = frozenset("form header".split())
_ASIDE_CLASSES = frozenset(
    "advert advertisement breadcrumb breadcrumbs comments newsletter promo related related-articles related-content "
    "share share-tools social".split()
)
_BYLINE_CLASSES = frozenset("byline by-line article-byline author article-author author-name".split())
_DECK_CLASSES = frozenset("deck dek standfirst subtitle sub-title subhead subheadline subheading article-deck".split())
_TOP_LEVEL = re.compile(r"<(/?)(p|h[234]|ul|ol|blockquote|figure)\b[^>]*>")

# Headlines, bylines and decks are looked for in so many elements at the most, of so many pieces at the most.
_MOST_ELEMENTS = 50
_MOST_PIECES = 400
_LONGEST_HEADLINE = 300
_LONGEST_DECK = 500


def read_html(source: str) -> Story:
    """A story from a web page or a part of one. Raises UnreadableStory when there is no text of a story in it."""
    page = _Page(source)
    return _story(page, page.headline(), page.deck())


def read_piece(source: str, headline: str = "", deck: str = "") -> Story:
    """A story from the HTML of its text alone, as archives keep it: what stands over it is given beside it.

    Raises UnreadableStory when there is no text in it.
    """
    headline = one_line(headline)
    return _story(_Page(source, is_piece=True), headline, one_line(deck))


def words_of(markup: str) -> str:
    """The words of HTML on one line: of a title or a summary, which may hold some, and entities."""
    return one_line("".join(piece if isinstance(piece, str) else _space(piece) for piece in pieces(markup)))


def _story(page: "_Page", headline: str, deck: str) -> Story:
    furnished = Furniture()
    page.take_authors(furnished)
    page.take_dates(furnished)
    blocks = _blocks(page.body())
    worded = [at for at, block in enumerate(blocks) if not _is_figure(block)]
    if not headline and len(worded) > 1 and blocks[worded[0]].startswith("<h"):
        headline = _line(blocks.pop(worded[0]))
    if not headline and not page.is_piece and (head := _plain_head([blocks[at] for at in worded], furnished)):
        headline, deck = head.headline, deck or head.deck
        above = set(worded[: head.length])
        blocks = [block for at, block in enumerate(blocks) if at not in above]
    blocks = _without_furniture(blocks, furnished, headline, deck)
    words = [block for block in blocks if not _is_figure(block)]
    if not words:
        raise UnreadableStory("There is no text of a story in it.")
    if not headline:
        headline = first_sentence(_line(words[0]))
        furnished.warnings.insert(0, "the headline was made from the first sentence")
    return Story(
        headline=headline_of(headline),
        body="".join(blocks),
        deck=deck,
        dateline=furnished.dateline,
        bylines=tuple(furnished.names),
        date=furnished.date.first if furnished.date else None,
        date_precision=furnished.date.precision if furnished.date else UNKNOWN,
        language=page.head.language(),
        source=furnished.source or page.head.publisher(),
        embargo=furnished.embargo,
        warnings=(*furnished.warnings, *(("a table became paragraphs",) if page.has_table() else ())),
        published_at=page.head.published_at(),
        pictures=tuple(one.picture for one in page.placed),
    )


def _plain_head(blocks: Sequence[str], furnished: Furniture) -> StoryHead | None:
    """The head of a text whose headline is a paragraph like the others, as in plain text: of Word without styles."""
    texts = [_line(block) for block in takewhile(lambda block: block.startswith("<p>"), blocks)]
    tried = take_head(texts, Furniture())
    if not tried.headline or tried.length == len(blocks):
        return None
    after = texts[texts.index(tried.headline) + 1 :]
    return take_head(texts, furnished) if reads_as_headline(tried.headline, *after[:1]) else None


class _Page:
    """A page as its pieces, and the elements they make; what to leave out is marked piece by piece."""

    def __init__(self, source: str, *, is_piece: bool = False) -> None:
        self.is_piece = is_piece
        self.pieces = [tidy(piece) if isinstance(piece, str) else piece for piece in pieces(source)]
        self.head = Head([piece for piece in self.pieces if isinstance(piece, Tag)])
        self.elements = list(_elements(self.pieces))
        lengths = [len(piece.strip()) if isinstance(piece, str) else 0 for piece in self.pieces]
        self.lengths = [0, *accumulate(lengths)]
        self.aside = bytearray(len(self.pieces))  # 1: no text of the story; 2: nothing of the story at all
        figures = []
        for element in self.elements:
            if element.tag.name == "figure":
                figures.append(element)
            elif reason := self._is_aside(element):
                self._leave_out(element, reason)
        aside_without_figures = bytes(self.aside)
        for element in figures:
            if reason := self._is_aside(element):
                self._leave_out(element, reason)
        visible = (0 if aside else length for aside, length in zip(self.aside, lengths, strict=True))
        self.lengths = [0, *accumulate(visible)]
        whole = Element(Tag("html"), {}, 0, len(self.pieces))
        self.region = whole if is_piece else self._region(whole)
        most = 2 if self.region is not whole else 1  # a picture over a story stands in its header; over a page, a logo
        self.placed = illustrations(
            self.elements,
            lambda image: self.region.holds(image) and aside_without_figures[image.start] < most,
            self._text,
        )

    def _is_aside(self, element: Element) -> int:
        if element.tag.name == "figure":
            return 0 if self._holds_table(element) else 2
        if element.tag.name in _ASIDE:
            return 2
        if element.classes & _ASIDE_CLASSES or "hidden" in element.attributes:
            return 0 if self._holds_most(element) else 2
        return int(element.tag.name in _PERHAPS_ASIDE and not self._holds_most(element))

    def _holds_table(self, element: Element) -> bool:
        held = self.pieces[element.start + 1 : min(element.end, element.start + 10)]
        return any(isinstance(piece, Tag) and piece.name == "table" for piece in held)

    def _holds_most(self, element: Element) -> bool:
        return 2 * self._length(element) > self.lengths[-1]

    def _length(self, element: Element) -> int:
        return self.lengths[element.end] - self.lengths[element.start]

    def _leave_out(self, element: Element, reason: int = 2) -> None:
        if self.aside[element.start] < reason:  # else it lies in what is left out already
            self.aside[element.start : element.end] = bytes([reason]) * (element.end - element.start)

    def _region(self, whole: Element) -> Element:
        """The element that holds the story: the articleBody, the longest article, the main element, the page."""
        tests: tuple[Callable[[Element], bool], ...] = (
            lambda element: element.says("itemprop", "articlebody"),
            lambda element: element.tag.name == "article",
            lambda element: element.tag.name == "main" or element.says("role", "main"),
        )
        for test in tests:
            fitting = [element for element in self.elements if test(element) and self._length(element)]
            if fitting:
                return max(fitting, key=self._length)
        return whole

    def _text(self, element: Element) -> str:
        parts = self.pieces[element.start : element.end]
        return " ".join("".join(part if isinstance(part, str) else _space(part) for part in parts).split())

    def _short(self, test: Callable[[Element], bool]) -> Iterator[tuple[Element, str]]:
        """The first elements that fit and are short, with their text."""
        found = 0
        for element in self.elements:
            if self.aside[element.start] < 2 and element.end - element.start <= _MOST_PIECES and test(element):
                if text := self._text(element):
                    yield element, text
                found += 1
                if found == _MOST_ELEMENTS:
                    return

    def headline(self) -> str:
        """The h1 of the story, else what the page calls itself; the h1 is left out of the body."""
        own = [title for title in self.head.titles() if 0 < len(title) <= _LONGEST_HEADLINE]
        named = {folded(title) for title in own}
        headings = [
            (element, text)
            for element, text in self._short(lambda element: element.tag.name == "h1")
            if len(text) <= _LONGEST_HEADLINE
        ]
        around = [one for one in self.elements if one.tag.name in ("article", "main") and one.holds(self.region)]
        tests: tuple[Callable[[Element, str], bool], ...] = (
            lambda element, text: folded(text) in named,
            lambda element, text: any(one.holds(element) for one in around),
            lambda element, text: not self.aside[element.start] or not own,
        )
        for fits in tests:
            for element, text in headings:
                if fits(element, text):
                    self._leave_out(element)
                    return text
        return own[0] if own else ""

    def deck(self) -> str:
        for element, text in self._short(
            lambda element: bool(element.classes & _DECK_CLASSES) or element.says("itemprop", "alternativeheadline")
        ):
            if len(text) <= _LONGEST_DECK:
                self._leave_out(element)
                return text
        return ""

    def take_authors(self, furnished: Furniture) -> None:
        for element, text in self._short(
            lambda element: (
                bool(element.classes & _BYLINE_CLASSES)
                or element.says("rel", "author")
                or element.says("itemprop", "author")
            )
        ):
            if byline := read_byline(text, by_is_missing=True):
                furnished.take_byline(byline)
                if element.tag.name != "a":  # the words around a link are taken for a byline with it
                    self._leave_out(element)
        if not furnished.names:
            for name in self.head.authors():
                if byline := read_byline(name, by_is_missing=True):
                    furnished.take_byline(byline)

    def take_dates(self, furnished: Furniture) -> None:
        for written in self.head.dates():
            furnished.take_date(_date(written))
        for element, text in self._short(lambda element: element.tag.name == "time"):
            is_update = element.says("itemprop", "datemodified") or bool(element.classes & {"updated", "modified"})
            furnished.take_date(_date(element.attributes.get("datetime") or text), is_update)

    def has_table(self) -> bool:
        """Whether cells of a table stand in the text; a cell that holds most of a page only lays it out."""
        cells = (element for element in self.elements if element.tag.name in ("td", "th") and self._length(element))
        in_text = (one for one in cells if self.region.holds(one) and not self.aside[one.start])
        return sum(not self._holds_most(one) for one in in_text) > 1

    def body(self) -> str:
        """The text of the story, sanitised, and where its pictures stand: no other figure, so none of our library."""
        base = self.head.address()
        written: list[str] = []
        waiting: list[str] = []  # a picture amid words stands behind their paragraph
        standing: dict[int, list[tuple[str, bool]]] = {}
        for number, one in enumerate(self.placed, 1):
            standing.setdefault(one.at, []).append((figure(number), one.is_inline))
        for at in range(self.region.start, self.region.end):
            piece = self.pieces[at]
            for drawn, is_inline in standing.get(at, ()):
                (waiting if is_inline else written).append(drawn)
            if self.aside[at]:
                continue
            if isinstance(piece, str):
                written.append(html.escape(piece))
            elif piece.name == "a" and not piece.closing:
                written.append(f'<a href="{html.escape(_absolute(base, piece.attributes.get("href", "")))}">')
            elif piece.name not in _RAW and piece.name not in ("figure", "figcaption"):
                written.append(f"<{'/' * piece.closing}{piece.name}>")
                if waiting and piece.name in _ENDS_PARAGRAPH:
                    at_front = 0 if piece.closing else -1
                    written[len(written) + at_front : len(written) + at_front] = waiting
                    waiting.clear()
        return sanitise("".join([*written, *waiting]))


def _elements(all_pieces: Sequence[str | Tag]) -> Iterator[Element]:
    """The elements of a page in the order of their start tags; what is never closed ends with what it stands in."""
    found: list[Element] = []
    open_now: list[Element] = []
    counts: Counter[str] = Counter()

    def close(at: int) -> str:
        element = open_now.pop()
        element.end = at
        counts[element.tag.name] -= 1
        return element.tag.name

    for at, piece in enumerate(all_pieces):
        if isinstance(piece, str):
            continue
        if piece.closing:
            while counts[piece.name] and close(at) != piece.name:
                pass
            continue
        if piece.name in _ENDS_PARAGRAPH and open_now and open_now[-1].tag.name == "p":
            close(at)
        element = Element(piece, piece.attributes if piece.source.strip(" /") else {}, at, at + 1)
        found.append(element)
        if piece.name not in _WITHOUT_END:
            open_now.append(element)
            counts[piece.name] += 1
    while open_now:
        close(len(all_pieces))
    return iter(found)


def _space(tag: Tag) -> str:
    return " " if tag.name in _ENDS_PARAGRAPH or tag.name in ("br", "li", "td") else ""


def _absolute(base: str, address: str) -> str:
    """A link's address; a relative one counts from the page's own, and is none when that is not known."""
    address = address.strip()
    if re.match(r"https?://|mailto:", address, re.IGNORECASE):
        return address
    try:
        return urljoin(base, address) if base else ""
    except ValueError:
        return ""


def _blocks(body: str) -> list[str]:
    """The outermost blocks of a sanitised body."""
    blocks, depth, start = [], 0, 0
    for tag in _TOP_LEVEL.finditer(body):
        depth += -1 if tag[1] else 1
        if depth == 0:
            blocks.append(body[start : tag.end()])
            start = tag.end()
    return blocks


def _is_figure(block: str) -> bool:
    return block.startswith("<figure")


def _line(block: str) -> str:
    return " ".join(canonical_text(block).split())


def _without_furniture(blocks: Sequence[str], furnished: Furniture, headline: str, deck: str) -> list[str]:
    """The blocks of the text and its pictures: what stands above and below the text is taken or left out."""
    worded = [at for at, block in enumerate(blocks) if not _is_figure(block)]
    texts = [_line(blocks[at]) for at in worded]
    headings = {folded(headline), folded(deck)} - {""}
    start = 0
    while start < len(texts) and (
        folded(texts[start]) in headings or furnished.left_out(texts[start]) or furnished.take(texts[start])
    ):
        start += 1
    kept = {worded[start + number] for number in kept_paragraphs(texts[start:], furnished)}
    first = min(kept, default=0)
    written = []
    for at, block in enumerate(blocks):
        if at == first and block.startswith("<p>") and (dateline := read_dateline(canonical_text(block))):
            furnished.take_dateline(dateline)
            # what a template element holds does not survive the sanitiser
            hidden = Mark(((0, dateline.length),), "<template>", "<template>", "</template>")
            written.append(sanitise(mark(block, [hidden])))
        elif at in kept or _is_figure(block):
            written.append(block)
    return written


def _date(written: str) -> PartialDate | None:
    return read_date(written[:10]) or read_date(written)
