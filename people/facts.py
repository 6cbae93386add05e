"""What lists of statements are narrowed, counted and drawn by: how many there are of each sort. Knows no Django."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from newsroom.dates import YEAR
from people.names import folded_words

NO_YEAR, NO_DAY = "unknown", datetime.date.min
# The kinds as an address and a list have them, those that stand for a statement before others first.
KINDS = {"direct": "quoted", "mixed": "partly-quoted", "indirect": "reported"}
RANK = {kind: rank for rank, kind in enumerate(KINDS)}


def month_of(day: datetime.date) -> int:
    """Months counted through, so that years, quarters and spans are plain numbers: twelve times the year and the
    month, January as 0."""
    return 12 * day.year + day.month - 1


class Fact(NamedTuple):
    """So many public statements, the same in all that was asked of them. What was not asked is None or empty.

    The numbers are those of rows; `kind` is that of the words that stand for a statement, `month` is counted through,
    or the first of a year where only years were asked, and None where the day is not known.
    """

    statements: int
    kind: str = ""
    month: int | None = None
    precision: str = ""
    speaker: int | None = None
    organization: int | None = None
    behalf_organization: int | None = None
    office: int | None = None
    of_the_office: int | None = None

    @property
    def year(self) -> str:
        return NO_YEAR if self.month is None else str(self.month // 12)

    @property
    def is_known_by_year_only(self) -> bool:
        return self.precision == YEAR

    def organizations(self) -> set[int]:
        """Whose they are: of the organization that speaks, is spoken for, or whose office the speaker held."""
        return {self.organization, self.behalf_organization, self.of_the_office} - {None}  # type: ignore[return-value]


class Topic(NamedTuple):
    """So many public statements on a topic."""

    statements: int
    slug: str
    name: str


def total(facts: Iterable[Fact]) -> int:
    """How many statements these are."""
    return sum(fact.statements for fact in facts)


def is_made_for(organization: int, fact: Fact) -> bool:
    """Whether the organization itself speaks, or is spoken for; not an official of it in their own name."""
    return organization in (fact.organization, fact.behalf_organization)


def folded(text: str) -> str:
    """Without case, accents and marks, in every script: what is typed finds what was printed."""
    return " ".join(folded_words(text))
