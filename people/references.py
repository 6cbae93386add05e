"""What points at a row, found by looking at the models: a relation added later is found, too.

Foreign keys, lists of many, and generic ones (tags, old addresses). Histories are left out: the past stays as it was.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet

from newsroom.models import TaggedItem

# Rows that nothing forbids to stand twice, but that say the same when all of these are equal.
IDENTICAL = {
    "people.Position": ("person_id", "office_id", "title_as_held", "start", "start_precision", "end", "end_precision")
}


@dataclass(frozen=True)
class Reference:
    """A column of `model` that names rows of another; with `content_type` where the column serves several models."""

    model: type[models.Model]
    column: str
    label: str
    content_type: ContentType | None = None
    content_type_column: str = ""

    def rows(self, pks: Collection[int]) -> QuerySet:
        """The rows that point at any of these, in the order they were made."""
        found = self.model._base_manager.filter(**{f"{self.column}__in": pks})
        if self.content_type:
            found = found.filter(**{self.content_type_column: self.content_type.pk})
        return found.order_by("pk")

    def keys(self) -> list[tuple[str, ...]]:
        """The columns of which each set may stand but once beside the same target."""
        meta = self.model._meta
        sets = [unique.fields for unique in meta.constraints if isinstance(unique, models.UniqueConstraint)]
        together = [*sets, *meta.unique_together, *([[self.column]] if meta.get_field(self.column).unique else [])]
        columns = [{meta.get_field(name).attname for name in names} for names in together]
        columns.append(set(IDENTICAL.get(meta.label, ())))
        own = {self.column, self.content_type_column}
        return [tuple(sorted(key - own)) for key in columns if self.column in key]

    def twins(self, rows: Sequence[models.Model], target: int) -> dict[int, models.Model]:
        """For those of `rows` that `target` has already, its own row that says the same."""
        twins: dict[int, models.Model] = {}
        keys = self.keys() if rows else []
        there = list(self.rows([target])) if keys else []
        for key in keys:
            known = {tuple(getattr(row, name) for name in key): row for row in there}
            for row in rows:
                if twin := known.get(tuple(getattr(row, name) for name in key)):
                    twins.setdefault(row.pk, twin)
        return twins


def references_to(model: type[models.Model]) -> list[Reference]:
    """Everything that can point at a row of this model, the records first, in a stable order."""
    return [*_keys_to(model), *_generic_to(model)]


def _keys_to(model: type[models.Model]) -> list[Reference]:
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or hasattr(relation.related_model, "instance_type"):
            continue  # what has an `instance_type` is a history
        there, field = relation.related_model, relation.field
        owner = there._meta.auto_created or there  # the list of many that this table holds
        role = _list_through(owner, there) if owner is not there else field
        called = f"{owner._meta.verbose_name_plural}: {role.verbose_name}"
        # what an editor calls these rows is said by their model
        label = getattr(owner, "reference_labels", {}).get(role.name, called)
        found.append(Reference(there, field.attname, label))
    return sorted(found, key=lambda one: (one.model._meta.label, one.column))


def _list_through(owner: Any, through: type[models.Model]) -> models.ManyToManyField:
    return next(field for field in owner._meta.many_to_many if field.remote_field.through is through)


def _generic_to(model: type[models.Model]) -> list[Reference]:
    content_type = ContentType.objects.get_for_model(model)
    found = []
    for there in apps.get_models():
        for field in there._meta.private_fields:
            if isinstance(field, GenericForeignKey):
                by = there._meta.get_field(field.ct_field).attname
                label = "topics" if there is TaggedItem else str(there._meta.verbose_name_plural)
                found.append(Reference(there, field.fk_field, label, content_type, by))
    return sorted(found, key=lambda one: one.model._meta.label)
