"""Which statements would stand in another office once a position is changed: asked before it is saved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from newsroom.settling import digest
from people.models import Person, Position
from people.models.positions import resolve


@dataclass(frozen=True)
class OfficeChange:
    """A statement whose office would be another. `position` is one saved or still to be saved, or None."""

    statement: Any
    position: Position | None

    @property
    def before(self) -> str:
        return self.statement.office_label

    @property
    def after(self) -> str:
        return self.position.label if self.position else ""


def office_changes(person: Person, changed: Iterable[Position], removed: Iterable[Position] = ()) -> list[OfficeChange]:
    """The person's statements whose office follows from the positions, and would be another after these changes.

    `changed` are positions as they would be, new ones without a number. An office that an editor chose by hand stays,
    unless the position does not allow the day any more. Three queries for any number of statements.
    """
    changed = list(changed)
    before = list(person.positions.select_related("office__organization"))
    gone = {position.pk for position in [*changed, *removed]}
    ours = [position for position in changed if position.person_id == person.pk]
    after = [held for held in before if held.pk not in gone] + ours
    for position in changed:
        position.set_window()
    found = []
    for statement in person.statements.with_printed_titles().order_by("pk"):
        position = _after(statement, before, after)
        if position is _SAME:
            continue
        label = position.label if position else ""
        if (_number(position), label) != (statement.position_id, statement.office_label):
            found.append(OfficeChange(statement, position))
    return found


_SAME = Position()  # the office stays as it is


def _number(position: Position | None) -> int | None:
    return position.pk if position else None


def _after(statement: Any, before: Sequence[Position], after: Sequence[Position]) -> Position | None:
    """The position that the statement would stand in; `_SAME` where the change has nothing to do with it."""
    by_rule = resolve(list(before), statement.said, statement.printed_title)
    will_be = resolve(list(after), statement.said, statement.printed_title)
    now = next((held for held in after if held.pk is not None and held.pk == statement.position_id), None)
    was = next((held for held in before if held.pk == statement.position_id), None)
    if now is not None and _allows(now, statement.said) and (was is None or _number(by_rule) != was.pk):
        will_be = now  # chosen by hand, and it may be
    is_new = will_be is not None and will_be.pk is None
    if is_new or _number(will_be) != statement.position_id:
        followed = statement.position_id == _number(by_rule) or (statement.position_id is not None and now is None)
        broken = now is not None and not _allows(now, statement.said)
        return will_be if followed or broken else _SAME
    if now is None or was is None or now.label == was.label or statement.office_label == now.label:
        return _SAME
    return now  # the title or the office was changed, and the frozen words with it


def _allows(position: Position, day: Any) -> bool:
    return day.first is None or (position.earliest <= day.last and position.latest >= day.first)


def version_of(changes: Sequence[OfficeChange]) -> str:
    """Tells the list that was shown from another one."""
    return digest([(change.statement.pk, change.before, change.after) for change in changes])


def take_offices(changes: Sequence[OfficeChange], *, by: Any) -> None:
    """Store the offices of the list. Raises PermissionDenied."""
    if changes:
        statements = type(changes[0].statement).objects
        statements.take_offices({change.statement.pk: change.position for change in changes}, by=by)
