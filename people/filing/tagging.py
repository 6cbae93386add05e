"""Tags that a file gives a person or an organization: added, never taken away, and not again where an editor did."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import models

from newsroom.models import Tag
from newsroom.models.tags import TaggedItem, tag_key
from people.filing.comparing import to_add
from people.filing.report import Difference


def tags_of(model: type[models.Model], numbers: Collection[int]) -> dict[int, list[str]]:
    """{number of a row: names}; one query."""
    found: dict[int, list[str]] = defaultdict(list)
    label = {"content_type__app_label": model._meta.app_label, "content_type__model": model._meta.model_name}
    items = TaggedItem.objects.filter(**label, object_id__in=numbers)
    for number, name in items.values_list("object_id", "tag__name"):
        found[number].append(name)
    return found


def tags_to_add(
    told: Iterable[str], there: Collection[str], remembered: Mapping[str, Any]
) -> tuple[list[str], list[Difference], list[str]]:
    """The names to add, what an editor took away since, and all that the source ever told; spelling does not matter."""
    names = {tag_key(name): name for name in told}
    before = {tag_key(name): name for name in remembered.get("tags", ())}
    new, lost = to_add(list(names), list(map(tag_key, there)), list(before), "tag, taken away since")
    differences = [replace(one, in_file=names[one.in_file]) for one in lost]
    return [names[key] for key in new], differences, list((names | before).values())


def add_tags(row: Any, names: Collection[str]) -> None:
    """Raises ValidationError for a name that no tag may have."""
    for name in names:
        Tag._meta.get_field("name").clean(name, None)
    if names:
        row.tags.add(*names)
