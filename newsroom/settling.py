"""Two people changed one form: what only one of them changed is so; what both changed is put beside each other, and
whoever saves second takes either or both. Nothing typed is lost."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from taggit.forms import TagField

from newsroom.comparing import Piece, compare_words
from newsroom.forms import read_tags, row_number

VERSION = "_version"
CHOICE = "_settle-"
MINE, THEIRS, BOTH = "mine", "theirs", "both"

Version = Mapping[str, Any]  # a digest of each field's value

_PARTS = "\x1f"  # between the inputs of one field


class Stale(ValidationError):
    """Something was changed since it was looked at, so nothing was stored."""


def digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode(errors="replace")).hexdigest()[:12]


def read_version(typed: str) -> Version:
    """The version a form was loaded with; nothing when it came without one, or with something else."""
    try:
        version = json.loads(typed)
    except (ValueError, RecursionError):
        return {}
    return version if isinstance(version, dict) else {}


@dataclass(frozen=True)
class ComparedValue:
    """A value beside another, in words: those only in theirs are gone, those only in mine are new."""

    pieces: list[Piece]


@dataclass(frozen=True)
class ComparedPassage:
    blocks: Sequence[Any]
    folded: bool = False


@dataclass(frozen=True)
class Together:
    """Both values as one; `contested` when somebody should look whether that makes sense."""

    text: str
    contested: bool = True


class Values:
    """How the values of a form's fields are compared and put together. A form with richer fields has its own."""

    def kept(self, name: str, text: str) -> str:
        """What would be kept of a typed text: compared instead of what a browser made of it."""
        return text

    def together(self, bound: forms.BoundField, theirs: str, mine: str, loaded: str) -> Together | None:
        """Both values as one; None where they exclude each other. `loaded` is the digest of what both began with."""
        if not theirs or not mine:
            return None
        if isinstance(bound.field, forms.ModelMultipleChoiceField):
            return Together(",".join(dict.fromkeys([*theirs.split(","), *mine.split(",")])))
        if isinstance(bound.field, TagField):
            return Together(_written_tags([*read_tags(theirs), *read_tags(mine)]))
        if type(bound.field) is forms.CharField:
            between = "\n\n" if isinstance(own_widget(bound), forms.Textarea) else " "
            return Together(f"{theirs}{between}{mine}")
        return None

    def compared(self, bound: forms.BoundField, theirs: str, mine: str) -> list[ComparedPassage]:
        pieces = compare_words(shown(bound, theirs), shown(bound, mine))
        return [ComparedPassage([ComparedValue(pieces)])]


def _written_tags(names: Sequence[str]) -> str:
    unlike = {name.casefold(): name for name in reversed(names)}
    return ", ".join(f'"{name}"' if "," in name else name for name in sorted(unlike.values()))


@dataclass(frozen=True)
class Conflict:
    """A field that both changed, for whoever saves second to settle."""

    name: str
    label: str
    passages: list[ComparedPassage]
    choices: list[tuple[str, str]]  # none where mine cannot be shown again: of a file


@dataclass
class Settling:
    """What became of a form that was saved by somebody else meanwhile."""

    taken: list[str] = field(default_factory=list)  # labels of fields that only the other one changed
    merged: list[str] = field(default_factory=list)  # labels of those where both changes fit into each other
    conflicts: list[Conflict] = field(default_factory=list)


def together(*settlings: Settling) -> Settling:
    """What became of a form and of all its rows."""
    return Settling(
        [label for one in settlings for label in one.taken],
        [label for one in settlings for label in one.merged],
        [conflict for one in settlings for conflict in one.conflicts],
    )


def own_widget(bound: forms.BoundField) -> forms.Widget:
    """A field's own widget, out of the admin's wrapper around it."""
    return getattr(bound.field.widget, "widget", bound.field.widget)


def text_of(bound: forms.BoundField, value: Any) -> str:
    """A value as its inputs would send it."""
    widget = own_widget(bound)
    if isinstance(bound.field, forms.FileField):
        return str(getattr(value, "name", "") or "")
    if isinstance(widget, forms.CheckboxInput):
        return "on" if value else ""
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, list | tuple) else widget.decompress(value)
        return _PARTS.join(
            str(one.format_value(part) or "") for one, part in zip(widget.widgets, parts, strict=True)
        ).strip(_PARTS)
    formatted = widget.format_value(value)
    if isinstance(formatted, list | tuple):
        return ",".join(str(one) for one in formatted)
    return str(formatted or "").replace("\r\n", "\n")


def shown(bound: forms.BoundField, text: str) -> str:
    """What `text_of` gave, as a person reads it."""
    keys = [one for one in text.split(",") if one]
    if isinstance(bound.field, forms.ModelChoiceField):
        rows = {
            str(row.pk): str(row)
            for row in bound.field.queryset.filter(pk__in=[key for key in keys if row_number(key)])
        }
        return ", ".join(rows.get(key, key) for key in keys)
    if isinstance(bound.field, forms.ChoiceField):
        return ", ".join(str(label) for key, label in bound.field.choices if str(key) in keys)
    if isinstance(own_widget(bound), forms.CheckboxInput):
        return "yes" if text else "no"
    return text.replace(_PARTS, " ")


def put(data: QueryDict, bound: forms.BoundField, text: str) -> None:
    """Write into what was sent what the field's inputs would send for this text."""
    key, widget = bound.html_name, own_widget(bound)
    if isinstance(bound.field, forms.FileField):
        return  # the row has it, and no input can hold it
    if isinstance(widget, forms.MultiWidget):
        parts = [*text.split(_PARTS), *("" for _ in widget.widgets)]
        for suffix, part in zip(widget.widgets_names, parts, strict=False):
            data[key + suffix] = part
    elif isinstance(widget, forms.widgets.ChoiceWidget):
        data.setlist(key, [one for one in text.split(",") if one])
    elif isinstance(widget, forms.CheckboxInput) and not text:
        data.pop(key, None)
    else:
        data[key] = text


def fields_of(form: forms.BaseForm) -> Iterator[forms.BoundField]:
    """What a person types into: neither what is only shown nor the keys of a row."""
    for bound in form:
        if not bound.field.disabled and bound.name != forms.formsets.DELETION_FIELD_NAME and not _is_key(bound.field):
            yield bound


def _is_key(one: forms.Field) -> bool:
    is_own_key = isinstance(one, forms.ModelChoiceField) and isinstance(one.widget, forms.HiddenInput)
    return is_own_key or isinstance(one, forms.models.InlineForeignKeyField)


def version_of(fresh: forms.BaseForm) -> dict[str, str]:
    return {bound.name: digest(text_of(bound, bound.value())) for bound in fields_of(fresh)}


def apply_choices(form: Any, fresh: Any, loaded: Version, values: Values) -> None:
    """Put into a form what its sender chose beside each field, if that was chosen looking at what is there now."""
    for bound in fields_of(form):
        choice = form.data.get(CHOICE + bound.html_name)
        if choice not in (THEIRS, BOTH):
            continue
        theirs = text_of(fresh[bound.name], fresh[bound.name].value())
        if digest(theirs) != loaded.get(bound.name):
            continue
        mine = values.kept(bound.name, text_of(bound, bound.data))
        if choice == THEIRS:
            put(form.data, bound, theirs)
        elif both := values.together(bound, theirs, mine, loaded.get(f"began {bound.name}", "")):
            put(form.data, bound, both.text)


def reconcile(form: Any, fresh: Any, loaded: Version, values: Values) -> Settling:
    """Compare what was sent with what others have saved since; `form.data` gets what follows from both."""
    settling = Settling()
    for bound in fields_of(form):
        theirs = text_of(fresh[bound.name], fresh[bound.name].value())
        if digest(theirs) == loaded.get(bound.name):
            continue
        label = str(bound.label)
        mine = values.kept(bound.name, text_of(bound, bound.data))
        began = loaded.get(bound.name, "")
        if mine == theirs:
            continue
        is_mine = bool(bound.data) if isinstance(bound.field, forms.FileField) else digest(mine) != began
        if not is_mine:
            put(form.data, bound, theirs)
            settling.taken.append(label)
            continue
        together = values.together(bound, theirs, mine, began)
        if together and not together.contested:
            put(form.data, bound, together.text)
            settling.merged.append(label)
        else:
            settling.conflicts.append(_conflict(bound, theirs, mine, together, values))
    return settling


def _conflict(bound: forms.BoundField, theirs: str, mine: str, together: Together | None, values: Values) -> Conflict:
    choices = [(MINE, "Keep mine, as it is in the form"), (THEIRS, "Take theirs")]
    if together:
        choices.append((BOTH, "Take both"))
    if isinstance(bound.field, forms.FileField):
        choices = []
    return Conflict(bound.html_name, str(bound.label), values.compared(bound, theirs, mine), choices)
