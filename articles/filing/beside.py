"""What stands beside stories and statements alike: topics, and addresses they once had."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType

from newsroom.models import OldAddress, Tag
from people.filing.report import Difference


def tag(row: Any, names: Iterable[str]) -> None:
    """Raises ValidationError for a name that no tag may have."""
    names = list(names)
    for name in names:
        Tag._meta.get_field("name").clean(name, None)
    row.tags.set(names)


def lead_here(row: Any, paths: Iterable[str]) -> list[Difference]:
    """From its old addresses to this row; one that leads elsewhere already stays, and is told.

    Raises ValidationError for what is no path.
    """
    kind, taken = ContentType.objects.get_for_model(row), []
    for path in paths:
        there = OldAddress.objects.filter(path=path).first()
        if there is None:
            address = OldAddress(path=path, content_type=kind, object_id=row.pk)
            address.full_clean()
            address.save()
        elif (there.content_type_id, there.object_id) != (kind.pk, row.pk):
            taken.append(Difference(f"old address {path}", str(there.target or there.reason), str(row)))
    return taken
