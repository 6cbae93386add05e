"""What is released by hand comes with what its page rests on: a person with their offices, those with organizations."""

from collections.abc import Collection, Iterator
from datetime import datetime

from people.models import Office, Organization, Person, Position

MOST_NAMED = 20


def release_what_stands_with(things: Collection[Person | Office | Organization]) -> list[Office | Organization]:
    """Released by hand since these are; gives what was not before. A position is public only in a public office.

    Who is private, or merged into somebody, brings in nothing. To be called in a transaction.
    """
    since: dict[Office | Organization, datetime] = {}
    for one, needed in _needed(things):
        if one.released_at is not None:
            since[needed] = min(one.released_at, since.get(needed, one.released_at))
    return [needed for needed, day in since.items() if needed.release_by_hand(day)]


def _needed(
    things: Collection[Person | Office | Organization],
) -> Iterator[tuple[Person | Office, Office | Organization]]:
    persons = {one.pk: one for one in things if isinstance(one, Person) and not (one.is_private or one.merged_into_id)}
    held = Position.objects.filter(person__in=persons).select_related("office__organization").order_by("pk")
    for position in held if persons else ():
        yield persons[position.person_id], position.office
        yield persons[position.person_id], position.office.organization
    for one in things:
        if isinstance(one, Office):
            yield one, one.organization


def named(things: Collection[Office | Organization]) -> str:
    names = [str(one) for one in things]
    more = f"; and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return "; ".join(names[:MOST_NAMED]) + more
