"""Taking a merge back: what moved goes where it was, as long as nobody has touched it since."""

from collections import defaultdict
from functools import cached_property
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from people.merge_plans import Change, row_digest
from people.merging import hold, offices_of, require_merging, set_columns, store_changes
from people.models import Merge, Person, Position
from people.record import refresh_releases_of, statements_in_positions


def touched_since(done: Merge) -> list[str]:
    """What was changed since the merge and stands in the way of undoing it, a sentence each."""
    return _Undoing(done).touched


@transaction.atomic
def undo(done: Merge, *, by: Any) -> None:
    """Give back what moved. Raises PermissionDenied, or ValidationError with the list of what was touched since."""
    require_merging(by, done.model)
    hold(done.model, done.kept_id, done.other_id)
    done = Merge.objects.select_for_update().get(pk=done.pk)
    if done.undone_at:
        raise ValidationError("This was undone already.")
    undoing = _Undoing(done, locking=True)
    if undoing.touched:
        raise ValidationError(undoing.touched)
    try:
        with transaction.atomic():
            undoing.carry_out(by)
    except IntegrityError as problem:
        raise ValidationError(
            "An address or a Wikidata id that would come back was given to another record."
        ) from problem


def read(model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    """{column: value} as written down in a merge, as the model has them."""
    return {name: model._meta.get_field(name).to_python(value) for name, value in values.items()}


class _Undoing:
    """The rows of a merge as they are now. With `locking` they are held until the transaction ends."""

    def __init__(self, done: Merge, *, locking: bool = False) -> None:
        self.done, self.locking = done, locking
        rows = done.model._base_manager.in_bulk([done.kept_id, done.other_id])
        self.kept, self.other = rows.get(done.kept_id), rows.get(done.other_id)
        self.moved = self._moved_rows()

    def _moved_rows(self) -> dict[tuple[str, int], models.Model]:
        """By [model, number]; what is gone is not in it. One query for each kind of row."""
        numbers: dict[str, list[int]] = defaultdict(list)
        for label, pk, _, _ in self.done.moved:
            numbers[label].append(pk)
        found = {}
        for label, pks in numbers.items():
            rows = apps.get_model(label)._base_manager.filter(pk__in=pks).order_by("pk")
            for row in rows.select_for_update() if self.locking else rows:
                found[label, row.pk] = row
        return found

    @cached_property
    def touched(self) -> list[str]:
        if self.kept is None or self.other is None:
            return ["One of the two has been deleted."]
        return [*self._sides_touched(), *self._rows_touched(), *self._resting_since()]

    def _sides_touched(self) -> list[str]:
        told = []
        if self.kept.merged_into_id:
            told.append(f"{self.kept} was merged into another record. Undo that first.")
        for side, fields in ((self.kept, self.done.kept_fields), (self.other, self.done.other_fields)):
            after = read(type(side), {name: after for name, (_, after) in fields.items()})
            changed = [name for name, value in after.items() if name != "released_at" and getattr(side, name) != value]
            told += [f"{side}: the {side._meta.get_field(name).verbose_name} was changed." for name in changed]
        return told

    def _rows_touched(self) -> list[str]:
        told = []
        for label, pk, _, after in self.done.moved:
            kind, row = apps.get_model(label)._meta.verbose_name.capitalize(), self.moved.get((label, pk))
            if row is None:
                told.append(f"{kind} {pk} is gone.")
            elif row_digest(row) != after:
                told.append(f"{kind} “{row}” was changed.")
        return told

    def _resting_since(self) -> list[str]:
        """Statements made since then by the kept person in a position that would go back to the other."""
        if not isinstance(self.kept, Person):
            return []
        positions = [row.pk for row in self.moved.values() if isinstance(row, Position)]
        since = statements_in_positions(positions, self.kept)
        label = since.model._meta.label
        return [
            f"Statement “{one}” rests on a position that would go back."
            for one in since
            if (label, one.pk) not in self.moved
        ]

    def carry_out(self, by: Any) -> None:
        done, why = self.done, f"merge undone: {self.done}"
        for label, pk in done.created:
            for row in apps.get_model(label)._base_manager.filter(pk=pk):
                row._history_user, row._change_reason = by, why
                row.delete()
        for label, values in reversed(done.folded):
            model = apps.get_model(label)
            row = model(**read(model, values))
            row._history_user, row._change_reason = by, why
            row.save(force_insert=True)
        back = [
            Change(self.moved[label, pk], read(apps.get_model(label), before)) for label, pk, before, _ in done.moved
        ]
        store_changes(back, by, why)
        for side, fields in ((self.kept, done.kept_fields), (self.other, done.other_fields)):
            set_columns(side, read(type(side), {name: before for name, (before, _) in fields.items()}), by, why)
        done.undone_by, done.undone_at = by, timezone.now()
        done.save()
        refresh_releases_of([self.kept, self.other, *offices_of(self.kept, self.other)])
