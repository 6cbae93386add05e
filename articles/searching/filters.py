"""What a reader narrows a search by: read from the address, and what it means for each kind of thing.

The address has its parts in one order and none that are empty, so that one search has one address.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse

from articles.models import Article, RecordLine, SearchEntry, Statement
from articles.searching.words import Query, read_query
from articles.topics import topics_of_public
from newsroom.filters import address_of
from newsroom.models import Tag
from people.models import Office, Organization, Person, Position

TYPES = {"stories": "Stories", "statements": "Statements", "people": "Officials", "organizations": "Organizations"}
BEST, NEWEST, OLDEST = "", "newest", "oldest"
ORDERS = {BEST: "Best match", NEWEST: "Newest first", OLDEST: "Oldest first"}
NAMES = ("q", "type", "person", "organization", "topic", "from", "until", "order", "page")


@dataclass(frozen=True)
class Asked:
    """A search as it stands in the address."""

    query: Query
    type: str = ""
    person: Person | None = None
    organization: Organization | None = None
    topic: Tag | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    order: str = BEST
    unread: tuple[str, ...] = ()  # dates that are none

    def address(self, **other: Any) -> str:
        """The address of this search, or of one with other parts; without a page, so at its first."""
        return address_of(reverse("articles:search"), NAMES, {**self._parts(), **other})

    @property
    def hidden_parts(self) -> list[tuple[str, str]]:
        """What a form that asks for dates has to send along."""
        return [(name, value) for name, value in self._parts().items() if value and name not in ("from", "until")]

    def _parts(self) -> dict[str, str]:
        return {
            "q": self.query.typed,
            "type": self.type,
            "person": self.person.slug if self.person else "",
            "organization": self.organization.slug if self.organization else "",
            "topic": self.topic.slug if self.topic else "",
            "from": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "order": self.order,
        }

    @property
    def widest_address(self) -> str:
        """The same words with nothing to narrow them."""
        return Asked(self.query).address()

    @property
    def is_narrowed(self) -> bool:
        return any(value for name, value in self._parts().items() if name not in ("q", "order"))


def read_asked(sent: QueryDict) -> Asked:
    """Raises Http404 for a type or an order that is none, and for whom or what readers do not know."""
    given = {name: sent.get(name, "").replace("\x00", "") for name in NAMES}
    if given["type"] not in ("", *TYPES) or given["order"] not in ORDERS:
        raise Http404("no such search")
    dates = {name: _day(given[name]) for name in ("from", "until")}
    return Asked(
        query=read_query(given["q"]),
        type=given["type"],
        person=_named(Person.objects.published(), given["person"]),
        organization=_named(Organization.objects.published(), given["organization"]),
        topic=_named(topics_of_public(Article, Statement, Person, Organization), given["topic"]),
        since=dates["from"],
        until=dates["until"],
        order=given["order"],
        unread=tuple(given[name] for name, day in dates.items() if given[name] and day is None),
    )


def is_in_order(sent: QueryDict) -> bool:
    """Whether no part of the address is empty or out of its place; what is none of ours does not matter."""
    ours = [(name, value) for name, values in sent.lists() for value in values if name in NAMES]
    places = [NAMES.index(name) for name, value in ours]
    return places == sorted(set(places)) and all(value.replace("\x00", "").strip() for _, value in ours)


def _named(rows: QuerySet, slug: str) -> Any:
    return get_object_or_404(rows, slug=slug) if slug else None


def _day(written: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(written) if written else None
    except ValueError:
        return None


def public_lines(asked: Asked, type_: str) -> QuerySet:
    """The lines of the index whose things readers see, of one type and within what was asked for.

    What is public is asked at this moment: the index itself knows nothing of time.
    """
    kinds = Q()
    for kind, rows in _rows(asked)[type_].items():
        kinds |= Q(Exists(rows.filter(pk=OuterRef("number"))), kind=kind)
    lines = SearchEntry.objects.filter(kinds)
    if asked.since:
        lines = lines.filter(date__gte=asked.since)
    return lines.filter(date__lte=asked.until) if asked.until else lines


def _rows(asked: Asked) -> dict[str, dict[str, QuerySet]]:
    kind = SearchEntry.Kind
    return {
        "stories": {kind.STORY: _stories(asked)},
        "statements": {kind.STATEMENT: _reports(asked)},
        "people": {kind.PERSON: _people(asked)},
        "organizations": {kind.ORGANIZATION: _organizations(asked), kind.OFFICE: _offices(asked)},
    }


def _stories(asked: Asked) -> QuerySet:
    rows = Article.objects.published()
    rows = rows.filter(people=asked.person) if asked.person else rows
    rows = rows.filter(organizations=asked.organization) if asked.organization else rows
    return rows.filter(tags=asked.topic) if asked.topic else rows


def _reports(asked: Asked) -> QuerySet:
    """As lists count them: on PostgreSQL, asking `published()` of each would be asked of all on record first."""
    statements, person = Statement.objects.all(), asked.person
    if person:
        statements = statements.filter(Q(speaker_person=person) | Q(behalf_person=person))
    if asked.organization:
        statements = statements.said_for(asked.organization)
    if asked.topic:
        statements = statements.filter(tags=asked.topic)
    rows = RecordLine.objects.reported()
    narrowed = person or asked.organization or asked.topic
    return rows.filter(Exists(statements.filter(pk=OuterRef("statement")))) if narrowed else rows


def _people(asked: Asked) -> QuerySet:
    rows = Person.objects.none() if asked.person else Person.objects.published()
    if asked.organization:
        rows = rows.filter(positions__in=Position.objects.published().filter(office__organization=asked.organization))
    return rows.filter(tags=asked.topic) if asked.topic else rows


def _organizations(asked: Asked) -> QuerySet:
    rows = Organization.objects.none() if asked.person else Organization.objects.published()
    rows = rows.filter(parent=asked.organization) if asked.organization else rows
    return rows.filter(tags=asked.topic) if asked.topic else rows


def _offices(asked: Asked) -> QuerySet:
    rows = Office.objects.none() if asked.person or asked.topic else Office.objects.published()
    return rows.filter(organization=asked.organization) if asked.organization else rows
