"""Who is meant now, when somebody asks for a record that has been merged into another meanwhile."""

from typing import TypeVar

from people.models import Organization, Person

Record = TypeVar("Record", Person, Organization)


def standing(record: Record) -> Record:
    """The record, or the one it was merged into; held until the transaction ends, so that no merge comes between."""
    found = type(record)._base_manager.select_for_update().get(pk=record.pk)
    while found.merged_into_id is not None:
        found = type(record)._base_manager.select_for_update().get(pk=found.merged_into_id)
    return found


def public_heir(model: type[Record], slug: str) -> Record | None:
    """Whom readers find in the place of the one who had this slug before a merge; None where nobody is."""
    merged = model._default_manager.filter(merged_into__in=model.objects.published(), slug=slug)
    if model is Person:
        merged = merged.filter(is_private=False)
    found = merged.select_related("merged_into").first()
    return found.merged_into if found else None
