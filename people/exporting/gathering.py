"""What is on file as the records that a file of officials holds: the public ones, or all."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import models

from newsroom.models import Image
from newsroom.models.tags import tag_key
from newsroom.pictures import suffix_of
from people.importing.records import Identifier as Told
from people.importing.records import (
    OfficeRecord,
    OrganizationRecord,
    OtherName,
    PeopleFile,
    PersonRecord,
    Picture,
    PositionRecord,
    clean_line,
    clean_paragraphs,
)
from people.models import Identifier, Office, Organization, Person, PersonName, Position
from people.models.identifiers import WIKIDATA

Row = TypeVar("Row", bound=models.Model)


class Pictures:
    """Copies of the originals below a folder, named after whom they show; without a folder there are none."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder

    def picture(self, image: Image | None, address: str) -> Picture | None:
        if self.folder is None or image is None:
            return None
        with image.file.open("rb") as file:
            path = Path("pictures") / f"{address}{suffix_of(file)}"
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            file.seek(0)
            target.write_bytes(file.read())
        return Picture(path.as_posix(), clean_line(image.alt), clean_line(image.credit))


def gather(*, everything: bool, pictures: Pictures | None = None) -> PeopleFile:
    """The public rows, or with `everything` all that are on file and not merged into others; a fixed number of queries.

    Misspellings and who is private are in a file of everything only. Every list is in a stable order.
    """
    return _Gathering(everything, pictures or Pictures()).gather()


class _Gathering:
    def __init__(self, everything: bool, pictures: Pictures) -> None:
        self.everything, self.pictures = everything, pictures

    def gather(self) -> PeopleFile:
        organizations = self._rows(Organization).select_related("logo").prefetch_related("names", "tags")
        by_number = {one.pk: one for one in organizations}
        offices = self._rows(Office).select_related("organization")
        persons = self._rows(Person).select_related("portrait").prefetch_related("names", "tags")
        positions = Position.objects.all() if self.everything else Position.objects.published()
        held: dict[int, list[Position]] = defaultdict(list)
        for position in positions.select_related("office"):
            held[position.person_id].append(position)
        identifiers = {model: _identifiers(model) for model in (Person, Organization, Office)}
        return PeopleFile(
            source=settings.SITE_URL.lower(),
            organizations=tuple(
                self._organization(one, by_number, identifiers[Organization][one.pk]) for one in organizations
            ),
            offices=tuple(_office(one, identifiers[Office][one.pk]) for one in offices),
            persons=tuple(self._person(one, held[one.pk], identifiers[Person][one.pk]) for one in persons),
        )

    def _rows(self, model: type[Any]) -> Any:
        rows = model.objects.all() if self.everything else model.objects.published()
        if self.everything and hasattr(model, "merged_into"):
            rows = rows.filter(merged_into=None)
        return rows.order_by("slug")

    def _organization(
        self, row: Organization, public: dict[int, Organization], identifiers: Iterable[Told]
    ) -> OrganizationRecord:
        address = f"organizations/{row.slug}"
        parent = public.get(row.parent_id or -1)
        return OrganizationRecord(
            place="",
            key=address,
            name=clean_line(row.name),
            identifiers=_with_own(row, identifiers, address),
            short_name=clean_line(row.short_name),
            kind=row.kind,
            country=clean_line(row.country),
            country_code=row.country_code,
            parent=f"organizations/{parent.slug}" if parent else "",
            summary=clean_paragraphs(row.summary),
            other_names=_names(row.names.all()),
            tags=_tags(row),
            picture=self.pictures.picture(row.logo, address),
        )

    def _person(self, row: Person, positions: Iterable[Position], identifiers: Iterable[Told]) -> PersonRecord:
        address = f"people/{row.slug}"
        return PersonRecord(
            place="",
            name=clean_line(row.name),
            identifiers=_with_own(row, identifiers, address),
            sort_name=clean_line(row.sort_name),
            summary=clean_paragraphs(row.summary),
            website=row.website,
            is_private=row.is_private,
            other_names=_names(row.names.all() if self.everything else row.also_known_as()),
            tags=_tags(row),
            picture=self.pictures.picture(row.portrait, address),
            positions=tuple(sorted(map(position_record, positions), key=_in_order)),
        )


def _identifiers(model: type[models.Model]) -> dict[int, list[Told]]:
    found: dict[int, list[Told]] = defaultdict(list)
    for number, scheme, value in Identifier.objects.of(model).values_list("object_id", "scheme", "value"):
        found[number].append(Told(scheme, value))
    return found


def _with_own(row: Any, others: Iterable[Told], address: str) -> tuple[Told, ...]:
    """The Wikidata id first, then the others, our own address last."""
    first = [Told(WIKIDATA, row.wikidata_id)] if getattr(row, "wikidata_id", "") else []
    return (*first, *sorted(others), Told(settings.SITE_URL.lower(), address))


def _names(forms: Iterable[Any]) -> tuple[OtherName, ...]:
    told = [
        OtherName(clean_line(one.name), getattr(one, "kind", PersonName.Kind.ALIAS.value), one.start_date, one.end_date)
        for one in forms
    ]
    return tuple(sorted(told, key=lambda one: (one.kind, one.name)))


def _tags(row: Person | Organization) -> tuple[str, ...]:
    return tuple(sorted((clean_line(tag.name) for tag in row.tags.all()), key=tag_key))


def _office(row: Office, identifiers: Iterable[Told]) -> OfficeRecord:
    address = f"offices/{row.slug}"
    return OfficeRecord(
        place="",
        key=address,
        title=clean_line(row.title),
        organization=f"organizations/{row.organization.slug}",
        identifiers=_with_own(row, identifiers, address),
        summary=clean_paragraphs(row.summary),
    )


def position_record(row: Position) -> PositionRecord:
    """A position as files have it; by its office, its dates and its title it is known among those of its person."""
    title = clean_line(row.title_as_held)
    title = "" if title == clean_line(row.office.title) else title
    return PositionRecord("", f"offices/{row.office.slug}", row.started, row.ended, title)


def _in_order(one: PositionRecord) -> tuple[str, ...]:
    return one.started.typed(), one.office, one.ended.typed(), one.title_as_held
