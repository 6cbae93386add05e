"""Whom a record names: by the address that exports of people know them by, if the name is theirs."""

from typing import Any

from django.core.exceptions import ValidationError

from articles.exporting.records import HeldPosition, Reference
from articles.exporting.statements import held_position
from people.models import Organization, Person, Position
from people.names import name_key, phrase_key

_FOLDERS: dict[str, tuple[type[Person] | type[Organization], Any]] = {
    "people": (Person, name_key),
    "organizations": (Organization, phrase_key),
}


class Named:
    """Looks persons, organizations and positions up, each once."""

    def __init__(self) -> None:
        self._rows: dict[Reference, Person | Organization] = {}
        self._positions: dict[int, list[Position]] = {}

    def meant(self, told: Reference) -> Any:
        """The person or organization. Raises ValidationError when nobody is there, or somebody else."""
        if told not in self._rows:
            self._rows[told] = _look_up(told)
        return self._rows[told]

    def person(self, told: Reference | None) -> Person | None:
        return self._of(told, Person)

    def organization(self, told: Reference | None) -> Organization | None:
        return self._of(told, Organization)

    def _of(self, told: Reference | None, model: type[Any]) -> Any:
        row = self.meant(told) if told else None
        if told and not isinstance(row, model):
            raise ValidationError(f"“{told.id}” is no {model._meta.verbose_name}.")
        return row

    def position(self, person: Person, told: HeldPosition) -> Position:
        """The position of the person that an export of people would tell so. Raises ValidationError for none."""
        if person.pk not in self._positions:
            held = person.positions.select_related("office").order_by("pk")
            self._positions[person.pk] = list(held)
        found = next((one for one in self._positions[person.pk] if held_position(one) == told), None)
        if found is None:
            dates = f"from {told.started.typed() or 'unknown'} until {told.ended.typed() or 'unknown'}"
            raise ValidationError(f"{person.name} has no position in “{told.office}” {dates} on file.")
        return found


def _look_up(told: Reference) -> Person | Organization:
    folder, _, slug = told.id.partition("/")
    model, key = _FOLDERS.get(folder, (None, None))
    found: Any = model._base_manager.filter(slug=slug).first() if model else None
    if found is None or key is None:
        raise ValidationError(f"“{told.id}” ({told.name}) is not on file. Import the people first.")
    while found.merged_into is not None:
        found = found.merged_into
    keys = {found.name_key, *found.names.values_list("key", flat=True)}
    if key(told.name) not in keys:
        raise ValidationError(f"“{told.id}” is {found.name} here, not {told.name}.")
    return found  # type: ignore[no-any-return]
