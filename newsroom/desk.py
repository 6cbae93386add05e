"""What every form of the desk keeps to: it carries the version it was loaded with, and the past is only read."""

import json
from functools import cache
from typing import Any, Self

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin
from taggit.managers import TaggableManager

from newsroom.forms import TagInput
from newsroom.models.tags import names_of_tags, told_change
from newsroom.rows import settle_rows, versions_of_rows
from newsroom.settling import (
    VERSION,
    Settling,
    Values,
    Version,
    apply_choices,
    read_version,
    reconcile,
    together,
    version_of,
)

CONFLICT = 409
MOST_AT_ONCE = 1_000  # rows that one bulk action may touch
ROWS = "rows"  # under this the version of a form holds those of its inline rows
STALE = (
    "Somebody else saved this while you had it open, so nothing was saved. What you typed is still here. "
    "Look it over and save again."
)
LOOK = "_look"  # pressed to see one's choices in the form before it is saved


class VersionedForm(forms.ModelForm):
    """Not valid when the row was changed since the form was loaded.

    A field that somebody else changed and this editor did not is taken over into the form; where both changed it, the
    other value is put beside it, to take either or both. Nothing typed is lost.
    """

    row_now: Any = None  # the row as the database has it; None for a new one
    values = Values()
    is_stale = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settling = Settling()

    @staticmethod
    def read_rows() -> dict[str, Any]:
        """The versions of the inline rows as the database has them."""
        return {}

    def fresh(self) -> Self:
        """The form as somebody who opens it now would get it."""
        return type(self)(instance=self.row_now)

    def version_now(self) -> dict[str, Any]:
        """A digest of every field as the database has it, and of those of the inline rows.

        Of a field that waits to be settled also of what both editors began with.
        """
        began = {f"began {one.name}": self.loaded.get(one.name, "") for one in self.settling.conflicts}
        return {**began, **version_of(self.fresh()), ROWS: self.read_rows()}

    @property
    def loaded(self) -> Version:
        return read_version(self.data.get(VERSION, "")) if self.is_bound else {}

    def full_clean(self) -> None:
        if self.is_bound and self.row_now is not None:
            self.data = self.data.copy()
            apply_choices(self, self.fresh(), self.loaded, self.values)
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.row_now is not None:
            loaded, now = self.loaded, self.version_now()
            self.is_stale = any(loaded.get(name) != value for name, value in now.items())
            if self.is_stale:
                self.settling = reconcile(self, self.fresh(), loaded, self.values)
                self.add_error(None, STALE)
                for conflict in self.settling.conflicts:
                    self.add_error(conflict.name, "Somebody else changed this, too. Choose above which to keep.")
            elif LOOK in self.data:
                self.add_error(None, "What you chose is in the form now, and not saved yet.")
        return cleaned


class PatientChangeList(ChangeList):
    """A filter that cannot be, like the year 0, is an invalid filter and no failure of the server."""

    def get_results(self, request: HttpRequest) -> None:
        try:
            super().get_results(request)
        except ValueError as error:
            raise IncorrectLookupParameters(error) from error


class DeskAdmin(admin.ModelAdmin):
    """What every list of the desk keeps to."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, TaggableManager):
            kwargs["widget"] = TagInput
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PatientChangeList

    def response_action(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """No action on more rows than anybody has looked at."""
        is_all = request.POST.get("select_across") == "1"
        many = queryset.count() if is_all else len(request.POST.getlist(ACTION_CHECKBOX_NAME))
        if many > MOST_AT_ONCE:
            self.message_user(request, f"Nothing was changed. At most {MOST_AT_ONCE} at once.", messages.ERROR)
            return None
        return super().response_action(request, queryset)


class CheckedAdmin(DeskAdmin):
    """A stale form is refused with 409, with the typed values in it and what others saved beside them."""

    form = VersionedForm

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """While a form is saved the row is held, and read afresh: nobody saves between the look and the leap."""
        found = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "POST" and connection.in_atomic_block:
            self.model._base_manager.select_for_update().get(pk=found.pk)
            return super().get_object(request, object_id, from_field)
        return found

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if not change or obj is None:
            return form
        row_now = self.model._base_manager.get(pk=obj.pk)
        read_rows = staticmethod(cache(lambda: self._rows_now(request, row_now)))
        return type(form.__name__, (form,), {"row_now": row_now, "read_rows": read_rows})

    def _rows_now(self, request: HttpRequest, row_now: Any) -> dict[str, Any]:
        versions: dict[str, Any] = {}
        for formset, inline in self.get_formsets_with_inlines(request, row_now):
            if inline.has_change_permission(request, row_now):
                fresh = formset(instance=row_now, queryset=inline.get_queryset(request))
                versions |= versions_of_rows(fresh)
        return versions

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """The rows as they were sent, settled with what others have saved meanwhile."""
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method != "POST" or obj.pk is None or not inline.has_change_permission(request, obj):
            return given
        formset = inline.get_formset(request, obj)
        typed = formset(**given)
        if typed.management_form.is_valid():
            loaded = read_version(request.POST.get(VERSION, "")).get(ROWS)
            fresh = formset(instance=self.model._base_manager.get(pk=obj.pk), queryset=given["queryset"])
            given["data"], settling = settle_rows(typed, fresh, loaded if isinstance(loaded, dict) else {})
            request.settled_rows = [*getattr(request, "settled_rows", []), settling]
        return given

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        if getattr(form, "row_now", None) is not None:
            context["version"] = json.dumps(form.version_now())
            context["settling"] = together(form.settling, *getattr(request, "settled_rows", []))
        response = super().render_change_form(request, context, *args, **kwargs)
        if getattr(form, "is_stale", False):
            response.status_code = CONFLICT
        return response


class VersionedAdmin(CheckedAdmin, SimpleHistoryAdmin):
    """With a history, which is read and never written."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A change of the tags gets a line of its own in the history."""
        row, follows = form.instance, change and "tags" in form.fields
        before = names_of_tags(row) if follows else []
        super().save_related(request, form, formsets, change)
        if follows and (after := names_of_tags(row)) != before:
            row._change_reason = told_change(before, after)
            row.save()

    def history_form_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An earlier state is looked at. Going back to it is a new change, made in the form."""
        if request.method == "POST":
            raise PermissionDenied("The past is not changed.")
        return super().history_form_view(request, *args, **kwargs)
