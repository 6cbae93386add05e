"""What every form of the desk keeps to: it carries the version it was loaded with, and the past is only read."""

import hashlib
import json
from typing import Any

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

CONFLICT = 409
VERSION = "_version"
BESIDE = "rows beside"  # the inline rows, as one thing
MOST_AT_ONCE = 1_000  # rows that one bulk action may touch

Version = dict[str, str]


def digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode(errors="replace")).hexdigest()[:12]


def read_version(typed: str) -> Version:
    """The version a form was loaded with; nothing when it came without one, or with something else."""
    try:
        version = json.loads(typed)
    except (ValueError, RecursionError):
        return {}
    return version if isinstance(version, dict) else {}


class VersionedForm(forms.ModelForm):
    """Not valid when the row was changed since the form was loaded.

    A field that somebody else changed and this editor did not is taken over into the form; where both changed it, the
    other value is told beside it. Nothing typed is lost.
    """

    row_now: Any = None  # the row as the database has it; None for a new one
    beside_now = ""  # a digest of its inline rows
    is_stale = False

    def version_now(self) -> Version:
        """A digest of every field as the database has it, and of the inline rows."""
        fresh = type(self)(instance=self.row_now)
        return {
            **{name: digest(_text(fresh[name], fresh[name].value())) for name in fresh.fields},
            BESIDE: self.beside_now,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.row_now is not None:
            loaded, now = read_version(self.data.get(VERSION, "")), self.version_now()
            changed = {name for name in now if loaded.get(name) != now[name]}
            if changed:
                self.is_stale = True
                self._tell(changed, loaded)
        return cleaned

    def _tell(self, changed: set[str], loaded: Version) -> None:
        fresh = type(self)(instance=self.row_now)
        self.data = self.data.copy()
        taken = []
        for name in (name for name in self.fields if name in changed):
            typed, theirs = _text(self[name], self[name].data), _text(fresh[name], fresh[name].value())
            if typed == theirs:
                continue
            if digest(typed) == loaded.get(name) and not isinstance(_widget(self[name]), forms.MultiWidget):
                self._take_over(name, theirs)
                taken.append(str(self[name].label).lower())
            else:
                self.add_error(name, f"Somebody else saved meanwhile: {_shown(fresh[name], theirs)}")
        told = "Somebody else saved this while you had it open, so nothing was saved. What you typed is still here."
        if taken:
            told += f" Taken over from the other version: {', '.join(taken)}."
        if BESIDE in changed:
            told += " The rows below the form were changed, too."
        self.add_error(None, f"{told} Look it over and save again.")

    def _take_over(self, name: str, text: str) -> None:
        key = self.add_prefix(name)
        if isinstance(_widget(self[name]), forms.widgets.ChoiceWidget):
            self.data.setlist(key, [one for one in text.split(",") if one])
        elif isinstance(_widget(self[name]), forms.CheckboxInput) and not text:
            self.data.pop(key, None)
        else:
            self.data[key] = text


def _widget(field: forms.BoundField) -> forms.Widget:
    """A field's own widget, out of the admin's wrapper around it."""
    return getattr(field.field.widget, "widget", field.field.widget)


def _text(field: forms.BoundField, value: Any) -> str:
    """A value as its input would send it."""
    widget = _widget(field)
    if isinstance(widget, forms.CheckboxInput):
        return "on" if value else ""
    if isinstance(widget, forms.MultiWidget):
        return str(value)
    formatted = widget.format_value(value)
    if isinstance(formatted, list | tuple):
        return ",".join(str(one) for one in formatted)
    return str(formatted or "").replace("\r\n", "\n")


def _shown(field: forms.BoundField, text: str) -> str:
    """What `_text` gave, as a person reads it."""
    keys = [one for one in text.split(",") if one]
    if isinstance(field.field, forms.ModelChoiceField):
        text = ", ".join(str(row) for row in field.field.queryset.filter(pk__in=keys))
    elif isinstance(field.field, forms.ChoiceField):
        text = ", ".join(str(label) for key, label in field.field.choices if str(key) in keys)
    return text or "nothing"


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


class VersionedAdmin(DeskAdmin, SimpleHistoryAdmin):
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
        return type(form.__name__, (form,), {"row_now": row_now, "beside_now": self.beside(request, obj)})

    def beside(self, request: HttpRequest, obj: Any) -> str:
        """A digest of the inline rows as they are."""
        rows = []
        for formset, inline in self.get_formsets_with_inlines(request, obj):
            names = [field.attname for field in inline.model._meta.concrete_fields]
            mine = inline.model._base_manager.filter(**{formset.fk.name: obj})
            rows.append(list(mine.order_by("pk").values_list(*names)))
        return digest(rows)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        if getattr(form, "row_now", None) is not None:
            context["version"] = json.dumps(form.version_now())
        response = super().render_change_form(request, context, *args, **kwargs)
        if getattr(form, "is_stale", False):
            response.status_code = CONFLICT
        return response

    def history_form_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An earlier state is looked at. Going back to it is a new change, made in the form."""
        if request.method == "POST":
            raise PermissionDenied("The past is not changed.")
        return super().history_form_view(request, *args, **kwargs)
