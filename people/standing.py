"""Who is meant now, when somebody chose a record that has been merged into another meanwhile."""

from typing import TypeVar

from people.models import Organization, Person

Record = TypeVar("Record", Person, Organization)


def standing(record: Record) -> Record:
    """The record, or the one it was merged into; held until the transaction ends, so that no merge comes between."""
    found = type(record)._base_manager.select_for_update().get(pk=record.pk)
    while found.merged_into_id is not None:
        found = type(record)._base_manager.select_for_update().get(pk=found.merged_into_id)
    return found
