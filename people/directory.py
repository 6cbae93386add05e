"""The directories A to Z: persons and organizations as light rows, narrowed like every list."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from newsroom.filters import Filter, Group, Narrowed
from people.facts import folded
from people.models import Organization, OrganizationName, Person, PersonName, Position
from people.names import folded_words
from people.narrowing import canonical_page, narrowed, typed_words
from people.record import with_statement_counts

OTHER = "other"
NOW = "now"
ORDER = ("letter", "office", "kind", "country", "name")
KIND_LABELS = {kind: str(label).capitalize() for kind, label in Organization.Kind.choices}


@dataclass
class Entry:
    """One person or organization: what it is sorted by and told apart by."""

    pk: int
    sort_name: str
    kinds: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    in_office: bool = False

    @property
    def letter(self) -> str:
        return letter_of(self.sort_name)

    @property
    def place(self) -> tuple[bool, str, int]:
        return (self.letter == OTHER, _folded_once(self.sort_name), self.pk)


KEPT_IN_MIND = 20_000  # names, which are folded over and over
_folded_once = lru_cache(KEPT_IN_MIND)(folded)


@lru_cache(KEPT_IN_MIND)
def letter_of(sort_name: str) -> str:
    """Under which letter an index has a name: without accent, in small; of scripts written in thousands of characters,
    and of what begins with no letter, OTHER."""
    first = next(iter("".join(folded_words(sort_name[:20]))), "")
    if not first.isalpha() or unicodedata.name(first, "").startswith(("CJK", "HANGUL", "HIRAGANA", "KATAKANA")):
        return OTHER
    return first


@dataclass(frozen=True)
class Directory:
    """What a template shows: `page` holds rows of the model."""

    narrowed: Narrowed[Entry]
    letters: Group
    groups: Sequence[Group]
    page: Any
    total: int

    @property
    def name(self) -> str:
        return self.narrowed.asked.get("name", "")

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What else the form for the name has to send."""
        return [(name, value) for name, value in self.narrowed.asked.items() if name != "name"]

    @property
    def chosen(self) -> list[Group]:
        return [group for group in (self.letters, *self.groups) if group.chosen]

    @property
    def without_name(self) -> str:
        return self.narrowed.address({"name": ""})

    @property
    def cleared(self) -> str:
        return self.narrowed.path if self.chosen or self.name else ""


def people_directory(request: HttpRequest) -> Directory:
    """Everybody readers may see. Raises Http404."""
    everybody = Person.objects.published().order_by()
    entries = {pk: Entry(pk, sort_name) for pk, sort_name in everybody.values_list("pk", "sort_name")}
    current = set(Position.objects.published().current().order_by().values_list("pk", flat=True))
    place = ("office__organization__kind", "office__organization__country")
    held = Position.objects.published().order_by().values_list("pk", "person", *place)
    for position, person, kind, country in sorted(held, key=lambda row: row[0] not in current):
        entry = entries.get(person)
        if entry is None or (entry.in_office and position not in current):
            continue  # of those in office now the offices of now count, of others all they held
        entry.in_office = entry.in_office or position in current
        entry.kinds.add(kind)
        entry.countries |= {country} - {""}
    names = PersonName.objects.filter(person__in=everybody).values_list("person", "name")
    found = _bearing(request, entries, everybody.values_list("pk", "name"), names)
    filters = [_letters(entries), _office(entries), _kinds(entries), _countries(entries)]
    current_rows = Position.objects.published().current().select_related("office__organization")
    rows = with_statement_counts(Person.objects.published(), "speaker_person").select_related("portrait")
    rows = rows.prefetch_related(Prefetch("positions", current_rows, to_attr="current_positions"))
    return _directory(request, entries, found, filters, rows)


def organizations_directory(request: HttpRequest) -> Directory:
    """All that readers may see. Raises Http404."""
    bodies = Organization.objects.published().order_by()
    entries = {
        pk: Entry(pk, name, {kind}, {country} - {""})
        for pk, name, kind, country in bodies.values_list("pk", "name", "kind", "country")
    }
    names = OrganizationName.objects.filter(organization__in=bodies).values_list("organization", "name")
    own = [*bodies.values_list("pk", "name"), *bodies.values_list("pk", "short_name")] if "name" in request.GET else []
    found = _bearing(request, entries, own, names)
    filters = [_letters(entries), _kinds(entries), _countries(entries)]
    rows = with_statement_counts(Organization.objects.published(), "speaker_organization").select_related("logo")
    return _directory(request, entries, found, filters, rows)


def _bearing(request: HttpRequest, entries: dict[int, Entry], *names: Iterable[tuple[int, str]]) -> list[Entry]:
    """Those one of whose names has every word that is asked for, or its beginning or a part of it."""
    wanted = folded_words(typed_words(request, "name"))
    if not request.GET.get("name", "").strip("\x00 "):
        return list(entries.values())
    forms = [(pk, _folded_once(name)) for some in names for pk, name in some]
    bearing = {pk for pk, name in forms if wanted and all(word in name for word in wanted)}
    return [entry for pk, entry in entries.items() if pk in bearing]


def _directory(
    request: HttpRequest,
    entries: dict[int, Entry],
    found: Sequence[Entry],
    filters: Sequence[Filter[Entry]],
    rows: QuerySet,
) -> Directory:
    asked_for = narrowed(request, found, filters, ORDER)
    page = canonical_page(request, asked_for, sorted(asked_for.rows, key=lambda entry: entry.place))
    by_number = rows.in_bulk([entry.pk for entry in page.object_list])
    page.object_list = [by_number[entry.pk] for entry in page.object_list if entry.pk in by_number]
    letters, *others = (asked_for.group(one) for one in filters)
    return Directory(asked_for, letters, [group for group in others if group.is_of_use], page, len(entries))


def _letters(entries: dict[int, Entry]) -> Filter[Entry]:
    there = sorted({entry.letter for entry in entries.values()}, key=lambda letter: (letter == OTHER, letter))
    labels = {letter: letter.upper() if letter != OTHER else "Other" for letter in there}
    return Filter("letter", "First letter", lambda entry: (entry.letter,), labels)


def _office(entries: dict[int, Entry]) -> Filter[Entry]:
    labels = {NOW: "In office now"} if any(entry.in_office for entry in entries.values()) else {}
    return Filter("office", "In office", lambda entry: (NOW,) if entry.in_office else (), labels)


def _kinds(entries: dict[int, Entry]) -> Filter[Entry]:
    return Filter(
        "kind",
        "Kind of organization",
        lambda entry: entry.kinds,
        _there(entries, lambda entry: entry.kinds, KIND_LABELS),
    )


def _countries(entries: dict[int, Entry]) -> Filter[Entry]:
    there = sorted({country for entry in entries.values() for country in entry.countries}, key=folded)
    return Filter("country", "Country", lambda entry: entry.countries, {country: country for country in there})


def _there(entries: dict[int, Entry], of: Callable[[Entry], set[str]], labels: dict[str, str]) -> dict[str, str]:
    """The labels of what at least one has."""
    there = {value for entry in entries.values() for value in of(entry)}
    return {value: label for value, label in labels.items() if value in there}
