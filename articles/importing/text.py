"""Plain text of wire copy, with all its usual faults, to a story."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from articles.body import text_to_html
from articles.importing.furniture import (
    Byline,
    Dateline,
    embargo_in,
    folded,
    is_slug,
    is_source,
    is_trailer,
    read_byline,
    read_date_line,
    read_dateline,
    read_dateline_line,
    tidy,
)
from articles.importing.stories import Story, UnreadableStory
from newsroom.dates import UNKNOWN, PartialDate

# A first line that is longer is no headline but a paragraph; a wrapped line is not longer than that.
_LONGEST_HEADLINE = 200
_LONGEST_STOPPED_HEADLINE = 100
_LONGEST_WRAPPED_LINE = 100
_LONGEST_DECK = 300
# Bylines and dates are looked for below the text, too, in so many last paragraphs.
_FOOT = 3

# A short word with a capital before the stop ("Sen.", "Jr.") does not end a sentence.
_SENTENCE = re.compile(
    r".{12,}?\w{2}(?<!\b[A-Z]\w)(?<!\b[A-Z]\w\w)[.!?]+[”\"’')]*(?=\s+[“\"‘'(]?[^\W\d_a-z]|\s*$)", re.DOTALL
)
_STOP = re.compile(r"(?<=\w)\.$")
_ABBREVIATION = re.compile(r"(?:^|\s)(?:\w+\.\w+|jr|sr|inc|corp|ltd|co|st|no|etc|\w)\.$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?。؟][”\"’')]*$")
_FULL_STOP = re.compile(r"[.。][”\"’')]*$")
_BROKEN_WORD = re.compile(r"\w-$")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(?=\S)")


def read_text(text: str) -> Story:
    """A story from plain text: its headline, byline, dateline and date told apart from its paragraphs.

    Raises UnreadableStory when there is no text.
    """
    paragraphs = list(paragraphs_of(tidy(text)))
    furnished = Furniture()
    head = take_head(paragraphs, furnished)
    rest = paragraphs[head.length :]
    body = [rest[number] for number in kept_paragraphs(rest, furnished)]
    headline, warning = head.headline, ""
    if body:
        body[0] = furnished.without_dateline(body[0])
    if not headline and body:
        headline, warning = first_sentence(body[0]), "the headline was made from the first sentence"
    elif not body:
        body, warning = [headline] if headline else [], "there is one paragraph only: it is headline and text"
    if not body:
        raise UnreadableStory("There is no text of a story in this file.")
    return Story(
        headline=headline_of(headline),
        body=text_to_html("\n\n".join(body)),
        deck=head.deck,
        dateline=furnished.dateline,
        bylines=tuple(furnished.names),
        date=furnished.date.first if furnished.date else None,
        date_precision=furnished.date.precision if furnished.date else UNKNOWN,
        source=furnished.source,
        embargo=furnished.embargo,
        warnings=(*((warning,) if warning else ()), *furnished.warnings),
    )


# Lines to paragraphs


def paragraphs_of(text: str) -> Iterator[str]:
    """The paragraphs of a text whose lines may be wrapped, or parted by blank lines, or one for each."""
    lines = [line.rstrip() for line in text.split("\n")]
    width = _wrapped_at(lines)
    paragraph: list[str] = []
    for before, line in pairwise(["", *lines, ""]):
        words = line.strip()
        if paragraph and words and width and _goes_on(before, line, width):
            paragraph += [words] if _BROKEN_WORD.search(before) else [" ", words]
            continue
        if paragraph:
            yield re.sub(r" {2,}", " ", "".join(paragraph))
        paragraph = [words] if words else []


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether a wrapped paragraph goes on in this line: its first word had no room in the line before."""
    if line.startswith(("  ", "•", "* ")) and not before.startswith("  "):
        return False
    return _BROKEN_WORD.search(before) is not None or len(before) + 1 + len(line.split(None, 1)[0]) > width - 6


def _wrapped_at(lines: Sequence[str]) -> int:
    """The width at which lines were wrapped; 0 when they were not: they are long, or few of them are full."""
    filled = [line for line in lines if line]
    short = sorted(len(line) for line in filled if len(line) <= _LONGEST_WRAPPED_LINE)
    if len(short) < 3 or len(short) < 0.9 * len(filled):
        return 0
    width = short[-1 - len(short) // 50]  # a few may be longer by an address that cannot be broken
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    full = [line for line, after in pairs if _goes_on(line, after, width)]
    in_mid_sentence = sum(not _SENTENCE_END.search(line) for line in full)
    return width if width >= 40 and len(full) >= 2 and 2 * in_mid_sentence >= len(full) else 0


# Sentences and headlines


def first_sentence(paragraph: str) -> str:
    """The first sentence, at the most as long as a headline may be."""
    found = _SENTENCE.match(paragraph[:1000])
    sentence = found[0] if found else paragraph
    if len(sentence) <= _LONGEST_HEADLINE:
        return sentence
    return sentence[:_LONGEST_HEADLINE].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def headline_of(line: str) -> str:
    """A headline as printed, without the full stop of a single sentence."""
    line = _MARKDOWN_HEADING.sub("", line, count=1) if line.startswith("#") else line
    found = _SENTENCE.match(line)
    if found and found.end() < len(line.rstrip()):
        return line
    return line if _ABBREVIATION.search(line) else _STOP.sub("", line)


# Furniture


@dataclass
class Furniture:
    """What is known so far of who wrote the story, where and when; and lines to leave out when they come again."""

    names: list[str] = field(default_factory=list)
    dateline: str = ""
    source: str = ""
    date: PartialDate | None = None
    date_is_update: bool = False
    seen: set[str] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)
    embargo: str = ""

    def take(self, paragraph: str) -> bool:
        """Take a byline, dateline or date; whether the paragraph was one, or was seen before."""
        if self.has_seen(paragraph):
            return True
        if byline := read_byline(paragraph):
            self.take_byline(byline)
        elif dated := read_date_line(paragraph):
            if dated.date is None:
                self.warnings.append(f"the date “{paragraph}” can be read in two ways and was left out")
            self.take_date(dated.date, dated.is_update)
        elif dateline := read_dateline_line(paragraph):
            self.take_dateline(dateline)
        else:
            return False
        self.seen.add(_key(paragraph))
        return True

    def take_byline(self, byline: Byline) -> None:
        self.names += [name for name in byline.names if folded(name) not in self.seen]
        self.seen |= {folded(name) for name in byline.names}
        self.source = self.source or byline.source
        self.take_date(byline.date)

    def take_dateline(self, dateline: Dateline) -> None:
        self.dateline = self.dateline or dateline.text
        self.source = self.source or dateline.source
        self.take_date(dateline.date)

    def take_date(self, date: PartialDate | None, is_update: bool = False) -> None:
        """The first date counts; when it was that of an update, the first other one."""
        if date and (self.date is None or (self.date_is_update and not is_update)):
            self.date, self.date_is_update = date, is_update

    def without_dateline(self, paragraph: str) -> str:
        dateline = read_dateline(paragraph)
        if dateline is None:
            return paragraph
        self.take_dateline(dateline)
        return paragraph[dateline.length :]

    def has_seen(self, paragraph: str) -> bool:
        return _key(paragraph) in self.seen

    def left_out(self, paragraph: str) -> bool:
        """Whether the paragraph is an end mark, a credit or the like; the editor is told."""
        if is_trailer(paragraph):
            self.leave_out(paragraph)
            return True
        return False

    def leave_out(self, paragraph: str) -> None:
        if not self.has_seen(paragraph):
            self.warnings.append(f"left out: “{paragraph}”")
            self.embargo = self.embargo or embargo_in([paragraph])
            self.seen.add(_key(paragraph))


def _key(paragraph: str) -> str:
    return folded(paragraph) or paragraph


@dataclass
class StoryHead:
    """What stands over a text, and of how many paragraphs that is."""

    headline: str = ""
    deck: str = ""
    length: int = 0


def take_head(paragraphs: Sequence[str], furnished: Furniture) -> StoryHead:
    """The headline and all that stands between it and the text."""
    head = StoryHead()
    for number, paragraph in enumerate(paragraphs):
        if head.headline and folded(paragraph) == folded(head.headline):
            continue
        if not head.headline and is_slug(paragraph):
            furnished.leave_out(paragraph)
        elif not furnished.left_out(paragraph) and not furnished.take(paragraph):
            if not head.headline and len(paragraph) <= _LONGEST_HEADLINE and not read_dateline(paragraph):
                head.headline = paragraph
            elif head.headline and is_source(paragraph):
                furnished.source = furnished.source or paragraph.split(",")[0]
            elif (
                head.headline
                and not (head.deck or furnished.names)
                and _is_deck(paragraph, paragraphs[number + 1 : number + 2])
            ):
                head.deck = paragraph
            else:
                head.length = number
                return head
    head.length = len(paragraphs)
    return head


def reads_as_headline(line: str, after: str = "") -> bool:
    """Whether a first line is no sentence of the story: without a stop, or short and with the byline under it."""
    goes_on = line.endswith((":", ",", ";")) or (_FULL_STOP.search(line) and not _ABBREVIATION.search(line))
    return not goes_on or (len(line) <= _LONGEST_STOPPED_HEADLINE and read_byline(after) is not None)


def _is_deck(paragraph: str, after: Sequence[str]) -> bool:
    """What stands between headline and byline."""
    return len(paragraph) <= _LONGEST_DECK and bool(after) and read_byline(after[0]) is not None


def kept_paragraphs(paragraphs: Sequence[str], furnished: Furniture) -> Iterator[int]:
    """Which paragraphs are text: no end marks, no furniture that comes again, no bylines and dates below it."""
    for number, paragraph in enumerate(paragraphs):
        at_foot = 0 < len(paragraphs) - number <= _FOOT and number > 0
        if furnished.has_seen(paragraph) or furnished.left_out(paragraph) or (at_foot and furnished.take(paragraph)):
            continue
        yield number
