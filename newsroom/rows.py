"""The inline rows of a form that two people had open: each row is settled by itself, none is lost."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from newsroom.settling import (
    Settling,
    Values,
    Version,
    apply_choices,
    digest,
    fields_of,
    put,
    reconcile,
    text_of,
    version_of,
)

VALUES = Values()


def owner_field(formset: Any) -> str:
    """The name of the field by which a row belongs to the record of the form; generic rows have a number there."""
    return str(formset.fk.name if hasattr(formset, "fk") else formset.ct_fk_field.name)


def row_key(formset: Any, pk: Any) -> str:
    return f"{formset.model._meta.model_name}.{owner_field(formset)}-{pk}"


def versions_of_rows(fresh: Any) -> dict[str, dict[str, str]]:
    """The version of every row of an unbound formset."""
    return {row_key(fresh, form.instance.pk): version_of(form) for form in fresh.initial_forms}


def settle_rows(typed: Any, fresh: Any, loaded: Mapping[str, Version]) -> tuple[QueryDict, Settling]:
    """What a bound formset should hold after others have saved: their changes, new and deleted rows beside mine.

    Gives the data, and what became of it. A row that somebody else deleted and I changed is kept, as a new one.
    """
    data: QueryDict = typed.data
    settling = Settling()
    rows_now = {str(form.instance.pk): form for form in fresh.initial_forms}
    kept, orphaned, seen = [], [], set()
    for form in typed.forms[: typed.initial_form_count()]:
        pk = data.get(form.add_prefix(typed.model._meta.pk.name), "")
        began = _row_version(loaded, row_key(typed, pk))
        seen.add(pk)
        if pk in rows_now:
            apply_choices(form, rows_now[pk], began, VALUES)
            _add(settling, reconcile(form, rows_now[pk], began, VALUES), str(form.instance))
            kept.append(form)
        elif _is_changed(form, began):
            orphaned.append(form)
            settling.taken.append("a row you changed was deleted and is here as a new one")
        else:
            settling.taken.append("a row was deleted")
    new_rows = [form for pk, form in rows_now.items() if pk not in seen]
    settling.taken += [f"new: {form.instance}" for form in new_rows]
    if new_rows or len(kept) != typed.initial_form_count():
        data = _renumbered(typed, kept, new_rows, [*orphaned, *typed.forms[typed.initial_form_count() :]])
    return data, settling


def _row_version(loaded: Mapping[str, Version], key: str) -> Version:
    version = loaded.get(key)
    return version if isinstance(version, dict) else {}


def _is_changed(form: forms.BaseForm, began: Version) -> bool:
    typed = {bound.name: text_of(bound, bound.data) for bound in fields_of(form)}
    return any(digest(text) != began.get(name) for name, text in typed.items())


def _add(settling: Settling, of_row: Settling, row: str) -> None:
    settling.taken += [f"{label.lower()} of {row}" for label in of_row.taken]
    settling.merged += [f"{label.lower()} of {row}" for label in of_row.merged]
    settling.conflicts += of_row.conflicts


def _renumbered(typed: Any, kept: list[Any], new_rows: list[Any], extra: list[Any]) -> QueryDict:
    """The data with its rows counted anew: those on file, those others added, those that are still to be made."""
    data: QueryDict = typed.data
    prefix, key = typed.prefix, typed.model._meta.pk.name
    renumbered = data.copy()
    for name in data:
        if re.match(rf"{re.escape(prefix)}-\d+-", name):
            del renumbered[name]
    for at, form in enumerate([*kept, *new_rows, *extra]):
        if form in new_rows:
            form.prefix = f"{prefix}-{at}"
            for bound in fields_of(form):
                put(renumbered, bound, text_of(bound, bound.value()))
            renumbered[form.add_prefix(key)] = str(form.instance.pk)
            renumbered[form.add_prefix(owner_field(typed))] = str(typed.instance.pk)
            continue
        for name in [name for name in data if name.startswith(f"{form.prefix}-")]:
            renumbered.setlist(f"{prefix}-{at}-{name.removeprefix(f'{form.prefix}-')}", data.getlist(name))
        if form in extra:
            renumbered[f"{prefix}-{at}-{key}"] = ""
    renumbered[f"{prefix}-TOTAL_FORMS"] = str(len(kept) + len(new_rows) + len(extra))
    renumbered[f"{prefix}-INITIAL_FORMS"] = str(len(kept) + len(new_rows))
    return renumbered
