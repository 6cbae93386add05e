"""What exports of stories and of statements share: rows in chunks, and how records name others."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from articles.exporting.records import Reference
from newsroom.models import OldAddress
from people.importing.records import clean_line
from people.models import Organization, Person

CHUNK = 100  # so many rows are looked up, and held, at once


def in_chunks(rows: Any) -> Iterator[list[Any]]:
    """The rows of a queryset by their numbers, read as they are needed."""
    waiting = rows.order_by("pk").iterator(chunk_size=CHUNK)
    while some := list(islice(waiting, CHUNK)):
        yield some


def reference(row: Person | Organization | None) -> Reference | None:
    """As the export of people names somebody."""
    if row is None:
        return None
    return Reference(clean_line(row.name), f"{'people' if isinstance(row, Person) else 'organizations'}/{row.slug}")


def references(rows: Collection[Any]) -> tuple[Reference, ...]:
    """In a stable order."""
    return tuple(Reference(*told) for told in sorted((one.name, one.id) for one in map(reference, rows) if one))


def old_addresses(model: type[models.Model], numbers: Collection[int]) -> dict[int, tuple[str, ...]]:
    """By the number of the row, the paths that lead to it. One query."""
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    kind = ContentType.objects.get_for_model(model)
    rows = OldAddress.objects.filter(content_type=kind, object_id__in=numbers).order_by("path")
    for number, path in rows.values_list("object_id", "path"):
        found[number] += (path,)
    return {number: tuple(sorted(paths)) for number, paths in found.items()}  # databases sort letters differently
