"""Merging two persons or organizations into one. Administrators only.

Everything that points at the other one moves (`references.py` finds it), in one transaction; what moved is written
down, so that it can be undone (`unmerging.py`) as long as nobody has touched it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from simple_history.utils import bulk_update_with_history

from newsroom.models import OldAddress
from newsroom.settling import Stale
from people.merge_plans import Change, Choices, Plan, column_values, row_digest
from people.models import Identifier, Merge, NotTheSame, Office, Organization, OrganizationName, Person, PersonName
from people.models.identifiers import WIKIDATA
from people.models.merges import require
from people.record import refresh_releases_of

BATCH = 500
THE_LIKELY_WAY = Choices()


def require_merging(by: Any, model: type[models.Model]) -> None:
    require(by, f"people.merge_{model._meta.model_name}", "Only an administrator may merge records, or undo it.")


def hold(model: type[models.Model], *pks: int) -> dict[int, Any]:
    """These rows, held until the transaction ends; one merge at a time."""
    kind = ContentType.objects.get_for_model(model).pk
    list(ContentType.objects.select_for_update(no_key=True).filter(pk=kind))
    return {row.pk: row for row in model._base_manager.select_for_update().filter(pk__in=pks).order_by("pk")}


@transaction.atomic
def merge(
    kept: models.Model, other: models.Model, *, by: Any, choices: Choices = THE_LIKELY_WAY, version: str | None = None
) -> Merge:
    """Give all that is `other`'s to `kept`. `version` is that of the plan the editor looked at.

    Raises PermissionDenied, Stale when it is not the same any more, or ValidationError with what is in the way;
    then nothing is stored.
    """
    model = type(kept)
    require_merging(by, model)
    if kept == other:
        raise ValidationError("This is one record already.")
    held = hold(model, kept.pk, other.pk)
    kept, other = held[kept.pk], held[other.pk]
    plan = Plan(kept, other, choices, locking=True)
    if kept.merged_into_id or other.merged_into_id or version not in (None, plan.version):
        raise Stale("Something was changed since you looked, so nothing was merged. Look again, then decide.")
    if plan.blocked:
        raise ValidationError([f"{row}: {told}" for row, told in plan.blocked])
    return _carry_out(plan, by)


def _carry_out(plan: Plan, by: Any) -> Merge:
    kept, other, why = plan.kept, plan.other, f"merged: {plan.other} into {plan.kept}"
    names, kind, fields = plan.names_given_up(), plan.name_kind, plan.final_fields()
    done = Merge(content_type=ContentType.objects.get_for_model(kept), kept_id=kept.pk, other_id=other.pk)
    done.kept_name, done.other_name, done.merged_by = kept.name, other.name, by
    ids = {kept.wikidata_id, other.wikidata_id}
    before = {key: {name: getattr(change.row, name) for name in change.columns} for key, change in plan.changes.items()}
    store_changes(plan.changes.values(), by, why)
    created = [*_leave_addresses(plan), *_keep_apart(kept, other)]
    for fold in plan.folds:
        done.folded.append([fold.row._meta.label, column_values(fold.row)])
        fold.row._history_user, fold.row._change_reason = by, why
        fold.row.delete()
    given_up = {"merged_into_id": kept.pk, "wikidata_id": "", "released_at": None, "released_by_hand": False}
    done.other_fields = set_columns(other, given_up, by, why)
    done.kept_fields = set_columns(kept, fields, by, why)
    created += _keep_names(kept, names, kind, by, why)
    created += _keep_wikidata_ids(kept, ids - {kept.wikidata_id, ""}, by, why)
    done.created = [[row._meta.label, row.pk] for row in created]
    done.moved = [[*key, before[key], row_digest(change.row)] for key, change in plan.changes.items()]
    done.save()
    refresh_releases_of([kept, other, *offices_of(kept, other)])
    return done


def offices_of(*sides: models.Model) -> list[Office]:
    """The offices whose release may change with a merge of these."""
    by = "organization" if isinstance(sides[0], Organization) else "positions__person"
    return list(Office.objects.filter(**{f"{by}__in": sides}).distinct())


def store_changes(changes: Iterable[Change], by: Any, why: str) -> None:
    """A fixed number of queries for each kind of row, with a line in the history of each row that has one."""
    alike: dict[tuple[type[models.Model], tuple[str, ...]], list[models.Model]] = defaultdict(list)
    for change in changes:
        for name, value in change.columns.items():
            setattr(change.row, name, value)
        alike[type(change.row), tuple(sorted(change.columns))].append(change.row)
    for (model, columns), rows in alike.items():
        fields = [model._meta.get_field(name).name for name in columns]
        if hasattr(model, "history"):
            bulk_update_with_history(
                rows,
                model,
                fields,
                batch_size=BATCH,
                default_user=by,
                default_change_reason=why,
                manager=model._base_manager,
            )
        else:
            model._base_manager.bulk_update(rows, fields, batch_size=BATCH)


def set_columns(row: models.Model, values: dict[str, Any], by: Any, why: str) -> dict[str, list[Any]]:
    """Store these columns, with a line in the history; gives [before, after] of each that changed."""
    changed = {name: [getattr(row, name), value] for name, value in values.items() if getattr(row, name) != value}
    for name, (_, value) in changed.items():
        setattr(row, name, value)
    row._history_user, row._change_reason = by, why
    row.save()
    return changed


def _leave_addresses(plan: Plan) -> list[OldAddress]:
    """An office that folds into another leaves its address; the record's own leads on from its row."""
    left = []
    for fold in plan.folds:
        if isinstance(fold.row, Office) and fold.row.is_released:
            OldAddress.leave(fold.row.get_absolute_url(), fold.twin)
            left += OldAddress.objects.filter(path=fold.row.get_absolute_url())
    return left


def _keep_apart(kept: models.Model, other: models.Model) -> list[NotTheSame]:
    """Who is not the one is not the other either."""
    known, said = NotTheSame.pairs(type(kept)), []
    content_type = ContentType.objects.get_for_model(kept)
    for pair in known:
        if other.pk in pair and kept.pk not in pair:
            third = pair[0] if pair[1] == other.pk else pair[1]
            first, second = sorted([kept.pk, third])
            if (first, second) not in known:
                said.append(NotTheSame.objects.create(content_type=content_type, first=first, second=second))
    return said


def _keep_names(kept: models.Model, names: Sequence[str], kind: str, by: Any, why: str) -> list[models.Model]:
    forms = []
    for name in names:
        form = PersonName(person=kept, name=name, kind=kind) if isinstance(kept, Person) else None
        form = form or OrganizationName(organization=kept, name=name)
        form._history_user, form._change_reason = by, why
        form.save()
        forms.append(form)
    return forms


def _keep_wikidata_ids(kept: models.Model, given_up: set[str], by: Any, why: str) -> list[models.Model]:
    """An id that has no place in the field stays an identifier, by which an import knows the record again."""
    same = Identifier.objects.of(type(kept)).filter(scheme=WIKIDATA, value__in=given_up)
    taken = set(same.values_list("value", flat=True))
    kept_ids = []
    for value in sorted(given_up - taken):
        identifier = Identifier(target=kept, scheme=WIKIDATA, value=value)
        identifier._history_user, identifier._change_reason = by, why
        identifier.save()
        kept_ids.append(identifier)
    return kept_ids
