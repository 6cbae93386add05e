"""Whom a record of a file means: by what its source knows them by, never by the name alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models

from people.alike import AT_LEAST, person_keys, person_likeness
from people.filing.report import Lookalike
from people.importing.records import Identifier as Told
from people.importing.records import PersonRecord
from people.matching import every_name
from people.models import Identifier, Person
from people.models.identifiers import WIKIDATA

MOST_ALIKE = 5
AT_ONCE = 1_000  # a database takes only so many values in one query


def own_slug(told: Iterable[Told], folder: str) -> str:
    """The address that this newsroom itself gave the record (`people/ada-brun` of its own export), or nothing."""
    own = settings.SITE_URL.lower()
    slugs = (one.value.removeprefix(f"{folder}/") for one in told if one.scheme == own)
    return next((slug for slug in slugs if slug and "/" not in slug), "")


def to_keep(told: Iterable[Told], model: type[models.Model]) -> list[Told]:
    """Those that stand as identifiers: not our own addresses, nor the first Wikidata id where it has a field."""
    others = [one for one in told if one.scheme != settings.SITE_URL.lower()]
    first = wikidata_id(others) if hasattr(model, "wikidata_id") else ""
    return [one for one in others if (one.scheme, one.value) != (WIKIDATA, first)]


def wikidata_id(told: Iterable[Told]) -> str:
    return next((one.value for one in told if one.scheme == WIKIDATA), "")


def unfiled_wikidata_id(told: Iterable[Told], borne: Iterable[Identifier]) -> str:
    """The one for the field: none that stands as an identifier of the record already."""
    there = {(one.scheme, one.value) for one in borne}
    return wikidata_id(one for one in told if (one.scheme, one.value) not in there)


def speaks_for(told: Iterable[Told], borne: Iterable[Told]) -> bool:
    """Whether more schemes say that the two are one than say that they are not.

    Our own address counts for a person as it stands, and never against: it may have been changed.
    """
    ours, theirs = _by_scheme(told), _by_scheme(borne)
    both = ours.keys() & theirs.keys()
    shared = {scheme for scheme in both if ours[scheme] & theirs[scheme]}
    return len(shared) > len(both - shared - {settings.SITE_URL.lower()})


def _by_scheme(told: Iterable[Told]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one in told:
        found[one.scheme].add(one.value)
    return found


class Known:
    """The numbers of the rows of a model that bear identifiers; asked for many records at once, kept up by hand."""

    def __init__(self, model: type[models.Model], folder: str) -> None:
        self.model, self.folder = model, folder
        self.numbers: dict[Told, int] = {}

    def load(self, told: Collection[Told]) -> None:
        """Three queries for each thousand identifiers, four where some records were merged into others."""
        told = list(told)
        for at in range(0, len(told), AT_ONCE):
            self._load(told[at : at + AT_ONCE])

    def _load(self, told: Collection[Told]) -> None:
        kept = Identifier.objects.of(self.model).filter(value__in={one.value for one in told})
        for scheme, value, pk in kept.values_list("scheme", "value", "object_id"):
            self.numbers[Told(scheme, value)] = pk
        if hasattr(self.model, "wikidata_id"):
            ids = {one.value for one in told if one.scheme == WIKIDATA}
            for value, pk in self.model._base_manager.filter(wikidata_id__in=ids).values_list("wikidata_id", "pk"):
                self.numbers[Told(WIKIDATA, value)] = pk
        slugs = {slug for one in told if (slug := own_slug([one], self.folder))}
        for slug, pk in self.model._base_manager.filter(slug__in=slugs).values_list("slug", "pk") if slugs else ():
            self.numbers[Told(settings.SITE_URL.lower(), f"{self.folder}/{slug}")] = self._standing(pk)

    def _standing(self, pk: int) -> int:
        """The number of what it was merged into, if it was."""
        while hasattr(self.model, "merged_into"):
            into = self.model._base_manager.values_list("merged_into_id", flat=True).get(pk=pk)
            if into is None:
                break
            pk = into
        return pk

    def bearers(self, told: Iterable[Told]) -> set[int]:
        return {self.numbers[one] for one in told if one in self.numbers}

    def add(self, told: Iterable[Told], pk: int) -> None:
        self.numbers |= dict.fromkeys(told, pk)


class Lookalikes:
    """The persons on file whose names are like those of a record, unless its source knows them for somebody else."""

    def __init__(self) -> None:
        self.blocks: dict[str, set[tuple[int, str]]] = defaultdict(set)
        for number, name in every_name():
            self.add(number, [name])

    def add(self, number: int, names: Iterable[str]) -> None:
        for name in names:
            for key in person_keys(name):
                self.blocks[key].add((number, name))

    def of(self, record: PersonRecord, told_apart: Collection[int]) -> tuple[Lookalike, ...]:
        """Most alike first. Who bears another identifier in a scheme of the record is another person, and so are those
        `told_apart`."""
        best: dict[int, tuple[int, str]] = {}
        for name in [record.name, *(other.name for other in record.other_names)]:
            for number, known_as in {form for key in person_keys(name) for form in self.blocks.get(key, ())}:
                likeness = person_likeness(name, known_as)
                if likeness >= AT_LEAST and number not in told_apart:
                    best[number] = max(best.get(number, (0, "")), (likeness, known_as))
        names = _others_than(record, best)
        found = [
            Lookalike(number, names[number], best[number][1], best[number][0]) for number in best if number in names
        ]
        return tuple(sorted(found, key=lambda one: (-one.likeness, one.name, one.person))[:MOST_ALIKE])


def _others_than(record: PersonRecord, numbers: Collection[int]) -> dict[int, str]:
    """{number: name} of those who are not known to be somebody else. Two queries, none where there are none."""
    if not numbers:
        return {}
    schemes = {one.scheme for one in to_keep(record.identifiers, Person)}
    kind = ContentType.objects.get_for_model(Person)
    borne = Identifier.objects.filter(content_type=kind, object_id__in=numbers, scheme__in=schemes)
    somebody_else = set(borne.values_list("object_id", flat=True))
    rows: Any = Person.objects.filter(pk__in=numbers, merged_into=None).exclude(pk__in=somebody_else)
    if wikidata_id(record.identifiers):
        rows = rows.filter(wikidata_id="")
    return dict(rows.values_list("pk", "name"))
