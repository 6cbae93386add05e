"""The lines around a story that are not its text: bylines, datelines, dates, slugs and end marks."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.markup import printable
from newsroom.dates import DAY, MONTH, YEAR, PartialDate, read_partial_date

# No line of furniture is longer; the patterns below are only tried on such.
_LONGEST = 200

_ODD_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_ODD_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Nothing to see: zero-width spaces, soft hyphens, direction marks. Joiners only where no script needs them.
_INVISIBLE = re.compile(
    "[\xad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    "|(?<=[\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\x00-\u024f])"
)


def tidy(text: str) -> str:
    """`text` with ordinary spaces and newlines, without invisible characters."""
    return printable(_INVISIBLE.sub("", _ODD_SPACES.sub(" ", _ODD_BREAKS.sub("\n", text))))


def one_line(text: str) -> str:
    """`text` tidied, on one line, with single spaces."""
    return " ".join(tidy(text).split())


def folded(text: str) -> str:
    """The words of `text` alone, for comparing: without case, marks, spacing and ways of writing one letter."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


# Dates

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_WRITTEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"{_YEAR}",
    )
)
_ISO = re.compile(r"(\d{4}-\d\d(?:-\d\d)?)(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?")
_NUMBERS = re.compile(r"(\d{1,2})([/.])(\d{1,2})[/.]((?:18|19|20)\d\d)")
_WITHOUT_YEAR = re.compile(
    rf"{_MONTH}\s+{_DAY}|{_DAY}\s+{_MONTH}".replace("?P<day>", "").replace("?P<month>", ""), re.I
)

_DAY_NAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = r"(?:[\s,|@–—-]+(?:at\s+)?\d{1,2}(?:[:.]\d\d){1,2}(?:\s?[ap]\.?m\.?)?(?:\s?\(?[A-Z]{2,5}(?:[+-]\d{1,2})?\)?)?)?"
_DATE_LINE = re.compile(
    r"(?P<label>(?:first\s+|last\s+)?(?:published|updated|posted|issued|filed|modified|date)\b(?:\s+(?:on|at))?\s*:?\s*)?"
    rf"{_DAY_NAME}(?P<date>[\w./,:+\s-]{{4,40}}?){_TIME}\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class DateLine:
    """A line that is a date and nothing else; without a date when it can be read in two ways."""

    date: PartialDate | None
    is_update: bool


def read_date(text: str) -> PartialDate | None:
    """A date with its year, as written in words, as ISO or with dots; None when there is none or it is not certain."""
    text = text.strip()
    if found := _ISO.fullmatch(text):
        return _real(found[1])
    if found := _NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        if found[2] == "." or first > 12 or first == second:
            return _real(f"{found[4]}-{second}-{first}")
        return _real(f"{found[4]}-{first}-{second}") if second > 12 else None
    for pattern in _WRITTEN:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            written = parts["year"]
            if "month" in parts:
                written += f"-{_MONTHS.index(parts['month'][:3].lower()) + 1}"
            if "day" in parts:
                written += f"-{parts['day']}"
            return _real(written)
    return None


def _real(written: str) -> PartialDate | None:
    try:
        date = read_partial_date(written)
    except ValueError:
        return None
    return date if date.precision in (DAY, MONTH, YEAR) else None


def read_date_line(line: str) -> DateLine | None:
    """`Published: Tuesday, 3 March 2026, 10:15 GMT`. A year alone needs the label."""
    found = _DATE_LINE.fullmatch(line.strip()) if len(line) <= _LONGEST else None
    if not found:
        return None
    label = (found["label"] or "").lower()
    date = read_date(found["date"])
    if date is None and not _NUMBERS.fullmatch(found["date"].strip()):
        return None
    if date and date.precision == YEAR and not label:
        return None
    return DateLine(date, "updated" in label or "modified" in label)


# Bylines

_PARTICLES = frozenset(
    "de da di du del della dos van von der den ter ten la le el al bin ibn bint y e af av zu".split()
)
_ROLES = frozenset(
    "writer writers reporter reporters correspondent correspondents editor editors staff columnist contributor bureau "
    "chief journalist journalists desk newsroom".split()
)
_AGENCIES = frozenset("wire newswire press news agency service media times post herald tribune gazette".split())
_NOT_IN_NAMES = frozenset(
    "the a an this that monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december".split()
)
_BY = re.compile(r"(?:(?:written|story|report)\s+)?by\b:?\s*(?P<rest>\S.*)", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[|•·–—/]\s*|\s+-\s+")
_AND = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+(?:and|&)\s+", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?(?=\S)", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


@dataclass(frozen=True)
class Byline:
    names: tuple[str, ...]
    source: str = ""
    date: PartialDate | None = None


def read_byline(line: str, by_is_missing: bool = False) -> Byline | None:
    """`By MARA QUILL and Tom Ashdown, Staff Writer | Velmark Wire`, or `Mara Quill, Staff Writer`.

    With `by_is_missing` the line is known to be a byline and may be names alone.
    """
    line = line.strip(" *_")
    by = _BY.fullmatch(line) if len(line) <= _LONGEST else None
    if len(line) > _LONGEST or not (by or by_is_missing or "," in line or "|" in line):
        return None
    rest, *asides = _ASIDE.split(by["rest"] if by else line)
    if bracket := re.search(r"\s*\(([^()]+)\)$", rest):
        rest, asides = rest[: bracket.start()], [bracket[1], *asides]
    rest, *employers = _OF.split(rest, maxsplit=1)
    found = _Credits()
    fit = all(found.take(part) for part in _AND.split(rest.rstrip(" .,;")) if part) and all(
        found.take_aside(part) for part in (*employers, *asides)
    )
    if not fit or not (found.names or found.role or found.sources) or not (by or by_is_missing or found.role):
        return None
    return Byline(tuple(dict.fromkeys(found.names)), "".join(found.sources[:1]), found.date)


@dataclass
class _Credits:
    """What the parts of a byline say; each taking answers whether its part may stand in one."""

    names: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    role: bool = False
    date: PartialDate | None = None

    def take(self, part: str) -> bool:
        words = {word.lower().strip(".") for word in part.split()}
        if words & _ROLES:
            self.role = True
        elif self.names and words & _AGENCIES:
            self.sources.append(part)
        elif _is_name(part := re.sub(r"\s+in\s+\S.*", "", part)):
            self.names.append(_in_mixed_case(part))
        else:
            return bool(self.names) and part.lower().startswith("in ")
        return True

    def take_aside(self, part: str) -> bool:
        words = {word.lower().strip(".") for word in part.split()}
        if dated := read_date_line(part):
            self.date = self.date or dated.date
        elif words & _ROLES:
            self.role = True
        elif words & _AGENCIES or part.isupper():
            self.sources.append(part)
        else:
            return False
        return True


def _is_name(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 6 or words[-1].lower() in _PARTICLES:
        return False
    return all(
        _NAME_WORD.fullmatch(word)
        and word.lower() not in _NOT_IN_NAMES
        and (not word[0].islower() or word in _PARTICLES or "-" in word)
        for word in words
    )


def _in_mixed_case(name: str) -> str:
    """MARA O'NEIL-MCKAY as Mara O'Neil-McKay; names in mixed case stay as printed."""
    if not name.isupper():
        return name
    words = [word if "." in word else word.title().replace("’S", "’s") for word in name.split()]
    return re.sub(r"\bMc([a-z])", lambda found: f"Mc{found[1].upper()}", " ".join(words))


# Datelines

_DATELINE = re.compile(r"(?P<head>[^—–]{2,120}?)\s*(?:—|–|--|\s-)(?:\s+|(?=[“\"A-Z]))(?P<rest>\S.*)", re.DOTALL)


@dataclass(frozen=True)
class Dateline:
    """`PORT ELISE, March 3` as printed, its source and date, and how many characters it took with its dash.

    A bare one is a place in capitals with neither.
    """

    text: str
    source: str
    date: PartialDate | None
    length: int
    is_bare: bool


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline that a paragraph begins with: `PORT ELISE, March 3 (Velmark Wire) — `."""
    found = _DATELINE.match(paragraph[: _LONGEST + 50])
    if not found:
        return None
    dateline = _dateline(found["head"], found.start("rest"))
    # NATO - the alliance - is no place: a bare place is followed by a sentence
    return None if dateline and dateline.is_bare and found["rest"][0].islower() else dateline


def read_dateline_line(line: str) -> Dateline | None:
    """A line that is a dateline and nothing else."""
    if len(line) > _LONGEST:
        return None
    dateline = _dateline(re.sub(r"\s*(?:—|–|--|-)\s*$", "", line), len(line))
    return None if dateline and dateline.is_bare else dateline


def _dateline(head: str, length: int) -> Dateline | None:
    """A place in capitals, or any place with a date or a source."""
    source = ""
    place = head.strip()
    if bracket := re.search(r"\s*\(([^()]{2,60})\)$", place):
        place, source = place[: bracket.start()], bracket[1].strip()
    parts = [part.strip() for part in place.split(",")]
    date = None
    dated = False
    for count in (2, 1):  # the year may stand behind a comma
        tail = ", ".join(parts[-count:])
        if not dated and len(parts) > count and (read_date(tail) or _WITHOUT_YEAR.fullmatch(tail)):
            dated, date, parts = True, read_date(tail), parts[:-count]
    words = " ".join(parts).split()
    if not 1 <= len(words) <= 6 or len(parts) > 3 or not all(word[0].isupper() or word in _PARTICLES for word in words):
        return None
    in_capitals = parts[0].isupper() and sum(letter.isalpha() for letter in parts[0]) >= 4
    is_place = in_capitals or (dated and len(words) <= 4) or (source and len(words) <= 3)
    if not is_place or re.search(r"\w{4}[.!?]\s", place):
        return None
    return Dateline(place, source, date, length, is_bare=not (dated or source))


# Slugs, notes to editors, end marks

_SLUG = re.compile(
    r"(?:[A-Z]{2}-[A-Z0-9]{3,}|[A-Z0-9]{2,}[-/][A-Z0-9]+[-/][A-Z0-9]+)(?:[-/][A-Z0-9]+)*"
    r"(?:,?\s+(?:\d+(?:st|nd|rd|th)\s+)?[\w-]*(?:Ld|Writethru|Take)[\w-]*)*"
)
_ALERT = re.compile(r"\W*(?:urgent|breaking|alert|bulletin|flash|attn:?\s+editors)\W*", re.IGNORECASE)
_EMBARGO = re.compile(r"\W*(?:under\s+)?embargo(?:ed)?\b.*", re.IGNORECASE)
_END_MARK = re.compile(
    r"\W*(?:ENDS?|End of (?:story|text)|MORE|[(\[]\s*(?:end|more)\s*[)\]])\W*"
    r"|[\s(\[–—-]+(?:30|ends?|more)[\s)\]–—-]+"
    r"|(?:[#*=~_–—-]\s*){2,}"
)
_CREDIT = re.compile(r"\W*(?:additional\s+)?(?:reporting|editing|writing)\s+by\s.*", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b).*|all rights reserved\W*", re.IGNORECASE)


_NOT_YET = re.compile(
    r"\W*(?:strictly\s+)?(?:under\s+embargo|embargoed|embargo\s*(?:until|till|:)"
    r"|not\s+for\s+(?:release|publication)\s+(?:before|until))\b.*",
    re.IGNORECASE,
)


def embargo_in(lines: Iterable[str]) -> str:
    """The first of these lines that says the copy must not be published yet; nothing where none does."""
    return next((line for line in lines if len(line) <= _LONGEST and _NOT_YET.fullmatch(line)), "")


def is_slug(line: str) -> bool:
    """A wire's name for the story, an alert or an embargo: what stands over a headline."""
    return len(line) <= _LONGEST and any(one.fullmatch(line) for one in (_SLUG, _ALERT, _EMBARGO, _NOT_YET))


def is_source(line: str) -> bool:
    """An agency's name, and perhaps its town: `Velmark Wire, Port Elise`."""
    words = line.replace(",", " ").split()
    agency = line.split(",")[0].lower().split()
    return (
        2 <= len(words) <= 6
        and not _AGENCIES.isdisjoint(agency[-1:])
        and all(_NAME_WORD.fullmatch(word) and not word[0].islower() for word in words)
    )


def is_trailer(line: str) -> bool:
    """An end mark, a credit to the desk or a copyright line."""
    return len(line) <= _LONGEST and any(one.fullmatch(line) for one in (_END_MARK, _CREDIT, _COPYRIGHT))
