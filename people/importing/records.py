"""What is read from a file of officials before it becomes rows. Nothing here knows Django.

Names and titles are cleaned as they come in; lengths and addresses are looked at when a record is filed.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from newsroom.dates import DAY, PartialDate, read_partial_date

_KEPT = "\n\t\u200c\u200d"  # the joiners are letters of Persian and of Indian scripts
_DIVIDES = re.compile(r"[\s=;]")


class UnreadablePeople(Exception):
    """A file that holds no officials we can read. The message tells an editor what to do."""


class BadRecord(Exception):
    """One record of a file that cannot be read; the others can. Never leaves the parsers."""


@dataclass(frozen=True, order=True)
class Identifier:
    """By what a source knows somebody: a scheme (`bioguide`, lower case) and a value in it (`C000127`)."""

    scheme: str
    value: str

    def __str__(self) -> str:
        return f"{self.scheme}={self.value}"


@dataclass(frozen=True)
class OtherName:
    """Another form of a name. `kind` is one of PersonName.Kind; organizations have no kinds."""

    name: str
    kind: str = "alias"
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Picture:
    """A picture by its path below the folder that the file is in, and what readers are told of it."""

    path: str
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True)
class OrganizationRecord:
    """`place` says where in the file it stands; `key` is what other records of the file call it."""

    place: str
    key: str
    name: str
    identifiers: tuple[Identifier, ...] = ()
    short_name: str = ""
    kind: str = ""
    country: str = ""
    country_code: str = ""
    parent: str = ""
    summary: str = ""
    other_names: tuple[OtherName, ...] = ()
    tags: tuple[str, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class OfficeRecord:
    """A title in the organization of that key."""

    place: str
    key: str
    title: str
    organization: str
    identifiers: tuple[Identifier, ...] = ()
    summary: str = ""


@dataclass(frozen=True)
class PositionRecord:
    """A time in the office of that key. A date that is unknown is one the file does not tell."""

    place: str
    office: str
    started: PartialDate = PartialDate()
    ended: PartialDate = PartialDate()
    title_as_held: str = ""


@dataclass(frozen=True)
class PersonRecord:
    """A person and all the positions that the file gives them."""

    place: str
    name: str
    identifiers: tuple[Identifier, ...] = ()
    sort_name: str = ""
    summary: str = ""
    website: str = ""
    is_private: bool = False
    other_names: tuple[OtherName, ...] = ()
    tags: tuple[str, ...] = ()
    picture: Picture | None = None
    positions: tuple[PositionRecord, ...] = ()


@dataclass(frozen=True)
class Problem:
    """A record that could not be read: where it stands, and why."""

    place: str
    reason: str


@dataclass(frozen=True)
class PeopleFile:
    """All that a file tells. `source` names whose word it is; `warnings` tell what was guessed."""

    source: str
    organizations: tuple[OrganizationRecord, ...] = ()
    offices: tuple[OfficeRecord, ...] = ()
    persons: tuple[PersonRecord, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


def clean_text(value: Any) -> str:
    """The text of a value without what no database or page can hold; its lines and spaces stay. Nothing for None."""
    text = "" if value is None else str(value)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in text if letter in _KEPT or not _is_unseen(letter))


def _is_unseen(letter: str) -> bool:
    """A control, a mark of direction, a lone surrogate, or a code point of no character."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs") or ord(letter) & 0xFFFE == 0xFFFE


def clean_line(value: Any) -> str:
    """The same in one line with single spaces."""
    return " ".join(clean_text(value).split())


def clean_paragraphs(value: Any) -> str:
    return clean_text(value).strip()


def identifier(scheme: Any, value: Any) -> Identifier:
    """Raises BadRecord for one without a scheme or a value, or with signs that divide a list of them."""
    found = Identifier(clean_line(scheme).lower(), clean_line(value))
    if not found.scheme or not found.value:
        raise BadRecord("An identifier needs a scheme and a value, like wikidata=Q42.")
    if _DIVIDES.search(found.scheme) or ";" in found.value:
        raise BadRecord(f"“{found}” is no identifier: a scheme has no spaces, “=” or “;”, and a value has no “;”.")
    return found


def only_once(identifiers: Iterable[Identifier]) -> tuple[Identifier, ...]:
    return tuple(dict.fromkeys(identifiers))


def partial_date(value: Any) -> PartialDate:
    """Raises BadRecord, with words for an editor, for what is no date."""
    try:
        return read_partial_date(clean_line(value))
    except ValueError as problem:
        raise BadRecord(str(problem)) from None


def whole_day(value: Any) -> date | None:
    """A date of a name, which is kept to the day; the first day where less is known."""
    return partial_date(value).first


def joined(positions: Iterable[PositionRecord], most_days_between: int = 31) -> tuple[PositionRecord, ...]:
    """Terms in the same office that follow each other as one position: who is elected again does not leave.

    Only terms whose dates are known to the day are joined, and only over a gap of at most that many days.
    """
    found: list[PositionRecord] = []
    for one in sorted(positions, key=lambda one: (one.started.first or date.min, one.place)):
        place = next((at for at, before in enumerate(found) if _follows(before, one, most_days_between)), None)
        if place is None:
            found.append(one)
        else:
            before = found[place]
            longer = max(before.ended, one.ended, key=lambda end: end.first or date.max)
            found[place] = PositionRecord(before.place, before.office, before.started, longer, before.title_as_held)
    return tuple(found)


def _follows(before: PositionRecord, after: PositionRecord, most_days: int) -> bool:
    if (before.office, before.title_as_held) != (after.office, after.title_as_held):
        return False
    last, first = before.ended, after.started
    if last.precision != DAY or first.precision != DAY or last.first is None or first.first is None:
        return False
    return (first.first - last.first).days <= most_days
