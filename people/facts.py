"""What lists of statements are narrowed, counted and drawn by: one light row for each. Knows no Django."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from newsroom.dates import DAY, MONTH, UNKNOWN, YEAR, PartialDate
from people.names import folded_words

NO_YEAR = "unknown"
# The kinds as an address and a list have them, those that stand for a statement before others first.
KINDS = {"direct": "quoted", "mixed": "partly-quoted", "indirect": "reported"}
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


class Fact(NamedTuple):
    """A public statement. The numbers are those of rows; `kind` is that of the words that stand for it."""

    statement: int
    kind: str
    said_on: datetime.date | None
    precision: str
    speaker: int | None
    organization: int | None
    behalf_organization: int | None
    office: int | None
    of_the_office: int | None
    stories: frozenset[int]

    @property
    def year(self) -> str:
        return str(self.said_on.year) if self.said_on else NO_YEAR

    @property
    def said(self) -> PartialDate:
        return PartialDate(self.said_on, self.precision if self.said_on else UNKNOWN)

    def organizations(self) -> list[int]:
        """Whose it is: of the organization that speaks, is spoken for, or whose office the speaker held."""
        numbers = (self.organization, self.behalf_organization, self.of_the_office)
        return [number for number in numbers if number is not None]


def is_made_for(organization: int, fact: Fact) -> bool:
    """Whether the organization itself speaks, or is spoken for; not an official of it in their own name."""
    return organization in (fact.organization, fact.behalf_organization)


def gather(reports: Iterable[tuple[Any, ...]]) -> list[Fact]:
    """One fact for each statement from rows of one report each: statement, kind, story, and then as in Fact."""
    found: dict[int, tuple[int, set[int], tuple[Any, ...]]] = {}
    for statement, kind, story, *told in reports:
        rank = _RANK[kind]
        if (before := found.get(statement)) is None:
            found[statement] = (rank, {story}, tuple(told))
        else:
            before[1].add(story)
            if rank < before[0]:
                found[statement] = (rank, before[1], before[2])
    kinds = list(KINDS.values())
    return [Fact._make((pk, kinds[rank], *told, frozenset(stories))) for pk, (rank, stories, told) in found.items()]


def newest_first(facts: Iterable[Fact]) -> list[Fact]:
    """By the day, those of an unknown day last; of one day those recorded last come first."""
    return sorted(facts, key=lambda one: (one.said_on or datetime.date.min, one.statement), reverse=True)


def oldest_first(facts: Iterable[Fact]) -> list[Fact]:
    """The other way round, and those of an unknown day still last."""
    return sorted(facts, key=lambda one: (one.said_on or datetime.date.max, one.statement))


def coverage(facts: Sequence[Fact]) -> dict[str, Any]:
    """How much of the record these are: `statements`, `articles` that report them, `since` which date."""
    rank = [YEAR, MONTH, DAY].index
    dated = [one for one in facts if one.said_on]
    first = min(dated, key=lambda one: (one.said_on, rank(one.precision)), default=None)
    stories = set().union(*(one.stories for one in facts))
    return {"statements": len(facts), "articles": len(stories), "since": first.said if first else PartialDate()}


def folded(text: str) -> str:
    """Without case, accents and marks, in every script: what is typed finds what was printed."""
    return " ".join(folded_words(text))


def with_words(words: str, printed: Mapping[int, Sequence[str]]) -> set[int]:
    """The numbers of those in whose printed words these stand, as a part of them, however they are written."""
    wanted = folded(words)
    if not wanted:
        return set()
    return {number for number, texts in printed.items() if any(wanted in folded(text) for text in texts)}
