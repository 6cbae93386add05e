"""What a merge of two persons or organizations would move, fold and change; nothing is changed here."""

import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from newsroom.settling import digest
from people.models import NotTheSame, Office, Organization, OrganizationName, Person, PersonName, Position
from people.names import may_be_spelling_of, phrase_key
from people.references import references_to

# What is not chosen between the two: it follows from the rest, or stays with whom it belongs to.
NOT_CHOSEN = {"slug", "sort_name", "released_at", "released_by_hand"}
# What stories and imports change of their own accord; a row is not touched by that.
FOLLOWS = {"released_at", "values", "imported_at"}
NAMES = (PersonName, OrganizationName)


@dataclass(frozen=True)
class Choices:
    """What the editor chose in the preview. What is left out goes the likely way.

    `of_other` are the fields whose value the other one gives; `name_kind` what the name given up is kept as;
    `offices_apart` the offices (by number) that stay beside those of the same title.
    """

    of_other: frozenset[str] | None = None
    name_kind: str = ""
    offices_apart: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Difference:
    """A field in which the two differ. `take_other` is what is chosen."""

    name: str
    label: str
    kept: Any
    other: Any
    take_other: bool


@dataclass
class Change:
    """A row that will point elsewhere: the columns to set."""

    row: models.Model
    columns: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Fold:
    """A row that says what `twin` says already; without a twin it says what the kept record says itself."""

    row: models.Model
    twin: models.Model | None


@dataclass
class Group:
    """The rows of one kind that move, and those that fold, for the preview."""

    label: str
    moved: list[models.Model] = field(default_factory=list)
    folded: list[Fold] = field(default_factory=list)


def column_values(row: models.Model) -> dict[str, Any]:
    return {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}


def row_digest(row: models.Model) -> str:
    """Tells whether somebody touched the row since."""
    return digest([(name, str(value)) for name, value in column_values(row).items() if name not in FOLLOWS])


class Plan:
    """A merge of `other` into `kept`, thought through. With `locking` the rows are held until the transaction ends."""

    def __init__(
        self, kept: models.Model, other: models.Model, choices: Choices = Choices(), *, locking: bool = False
    ) -> None:
        self.kept, self.other, self.choices, self.locking = kept, other, choices, locking
        self.changes: dict[tuple[str, int], Change] = {}
        self.folds: list[Fold] = []
        self.groups: list[Group] = []
        self.kept_apart: list[Office] = []
        self._gather(other, kept, depth=0)

    # What moves

    def _gather(self, other: models.Model, kept: models.Model, depth: int) -> None:
        """What points at `other` will point at `kept`, or folds into what `kept` has; folded rows likewise."""
        for reference in references_to(type(kept)):
            found = reference.rows([other.pk])
            rows = list(found.select_for_update() if self.locking else found)
            rows = [row for row in rows if not self._is_one_of_the_two(row)]
            twins = reference.twins(rows, kept.pk)
            group = Group(reference.label if depth == 0 else f"{reference.label} (of “{kept}”)")
            for row in rows:
                if self._says_nothing_more(row):
                    group.folded.append(Fold(row, None))
                elif row.pk in twins and not self._stays_apart(row):
                    group.folded.append(Fold(row, twins[row.pk]))
                    self._gather(row, twins[row.pk], depth + 1)
                else:
                    self._change(row, {reference.column: kept.pk})
                    group.moved.append(row)
            self.folds += group.folded
            if group.moved or group.folded:
                self.groups.append(group)

    def _is_one_of_the_two(self, row: models.Model) -> bool:
        return type(row) is type(self.kept) and row.pk in (self.kept.pk, self.other.pk)

    def _says_nothing_more(self, row: models.Model) -> bool:
        """A form of the name that the kept record bears itself."""
        return isinstance(row, NAMES) and row.name == self.final("name")

    def _change(self, row: models.Model, columns: dict[str, Any]) -> None:
        change = self.changes.setdefault((row._meta.label, row.pk), Change(row))
        change.columns |= columns

    def _stays_apart(self, row: models.Model) -> bool:
        """An office that the editor keeps beside the one of the same title gets the other organization into its
        title; who held it held it under the title of then."""
        if not isinstance(row, Office) or row.pk not in self.choices.offices_apart:
            return False
        title = f"{row.title} ({self.other.short_name or self.other.name})"[
            : Office._meta.get_field("title").max_length
        ]
        self._change(row, {"title": title, "title_key": phrase_key(title)})
        for position in Position.objects.filter(office=row, title_as_held=""):
            self._change(position, {"title_as_held": row.title})
        self.kept_apart.append(row)
        return True

    # What the kept record says afterwards

    @cached_property
    def differences(self) -> list[Difference]:
        """The fields in which the two differ, with what is chosen."""
        found = []
        for one in self.kept._meta.concrete_fields:
            if one.primary_key or not one.editable or one.name in NOT_CHOSEN:
                continue
            ours, theirs = (getattr(side, one.attname) for side in (self.kept, self.other))
            if ours == theirs or theirs in ("", None) or self._is_other(one, ours) or self._is_kept(one, theirs):
                continue
            likely = theirs is True or ours in ("", None)  # who is private on either side stays private
            chosen = self.choices.of_other
            shown = [self._shown(side, one) for side in (self.kept, self.other)]
            take = likely if chosen is None else one.name in chosen
            found.append(Difference(one.name, str(one.verbose_name), *shown, take))
        return found

    def _is_other(self, one: models.Field, value: Any) -> bool:
        return one.related_model is type(self.kept) and value == self.other.pk

    def _is_kept(self, one: models.Field, value: Any) -> bool:
        return one.related_model is type(self.kept) and value == self.kept.pk

    @staticmethod
    def _shown(side: models.Model, one: models.Field) -> str:
        if isinstance(one, models.BooleanField):
            return "yes" if getattr(side, one.name) else "no"
        if one.choices:
            return str(getattr(side, f"get_{one.name}_display")())
        return str(getattr(side, one.name) or "")

    def final(self, name: str) -> Any:
        """What the kept record has in this field afterwards."""
        taken = any(one.take_other for one in self.differences if one.name == name)
        column = self.kept._meta.get_field(name).attname
        return getattr(self.other if taken else self.kept, column)

    def final_fields(self) -> dict[str, Any]:
        """{column: value} of every field of the kept record that changes."""
        values = {
            self.kept._meta.get_field(one.name).attname: self.final(one.name)
            for one in self.differences
            if one.take_other
        }
        if isinstance(self.kept, Organization):
            values["parent_id"] = self._parent_after(values.get("parent_id", self.kept.parent_id))
        if isinstance(self.kept, Person) and "name" in values:
            values["sort_name"] = self.other.sort_name
        if self.other.released_by_hand and not getattr(self.other, "is_private", False):
            dates = [side.released_at for side in (self.kept, self.other) if side.released_at]
            values |= {"released_by_hand": True, "released_at": min(dates)}
        return {name: value for name, value in values.items() if value != getattr(self.kept, name)}

    def _parent_after(self, parent: int | None) -> int | None:
        """Never itself, nor a part of itself: then it belongs where the other one did, or nowhere."""
        for candidate in (parent, self.kept.parent_id, self.other.parent_id):
            seen, above = set(), candidate
            while above is not None and above not in seen and above not in (self.kept.pk, self.other.pk):
                seen.add(above)
                above = Organization.objects.values_list("parent_id", flat=True).get(pk=above)
            if candidate is not None and above is None:
                return candidate
        return None

    def names_given_up(self) -> list[str]:
        """The names that the kept record is found by, beside its own, from now on."""
        names = [side.name for side in (self.kept, self.other) if side.name != self.final("name")]
        if isinstance(self.kept, Organization):
            short = self.final("short_name")
            names += [side.short_name for side in (self.kept, self.other) if side.short_name not in ("", short)]
        moving = {change.row.name for change in self.changes.values() if isinstance(change.row, NAMES)}
        there = {form.name for form in self.kept.names.all()}
        return [name for name in dict.fromkeys(names) if name not in moving | there]

    @property
    def name_kind(self) -> str:
        """What a person's name given up is kept as, if nothing else is chosen; a private name is never shown."""
        if self.choices.name_kind:
            return self.choices.name_kind
        given_up, name = (self.kept, self.other)[self.final("name") == self.kept.name].name, self.final("name")
        if getattr(self.other, "is_private", False) or may_be_spelling_of(given_up, name):
            return PersonName.Kind.MISSPELLING
        return PersonName.Kind.ALIAS if given_up.isascii() else PersonName.Kind.NATIVE

    # What stands in the way, and whether it is still what was looked at

    @cached_property
    def said_not_the_same(self) -> bool:
        return tuple(sorted([self.kept.pk, self.other.pk])) in NotTheSame.pairs(type(self.kept))

    @cached_property
    def blocked(self) -> list[tuple[models.Model, str]]:
        """The rows that cannot name one record on both sides, each with the rule against it."""
        columns: dict[type[models.Model], set[str]] = {}
        for reference in references_to(type(self.kept)):
            columns.setdefault(reference.model, set()).add(reference.column)
        found = []
        for change in self.changes.values():
            named = columns.get(type(change.row), set())
            after = copy.copy(change.row)
            for name, value in change.columns.items():
                setattr(after, name, value)
            if sum(getattr(after, name) == self.kept.pk for name in named) > 1:
                found += [(change.row, told) for told in _broken_rules(after)]
        return found

    @cached_property
    def version(self) -> str:
        """A digest of the two and of all that moves or folds, as it is now. Whatever is chosen, it is the same."""
        if self.choices != Choices():
            return Plan(self.kept, self.other, locking=self.locking).version
        rows = [self.kept, self.other, *(change.row for change in self.changes.values())]
        rows += [row for fold in self.folds for row in (fold.row, fold.twin) if row is not None]
        return digest(sorted({(row._meta.label, row.pk): row_digest(row) for row in rows}.items()))


def _broken_rules(row: models.Model) -> list[str]:
    try:
        row.validate_constraints()
    except ValidationError as problem:
        told = problem.message_dict.get(NON_FIELD_ERRORS, problem.messages)
        return [str(one) for one in told]
    return []
