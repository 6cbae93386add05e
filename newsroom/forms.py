import csv
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from taggit.forms import TagWidget

from newsroom.dates import ONGOING, PartialDate, read_partial_date
from newsroom.models import Tag


def read_tags(typed: str) -> list[str]:
    """Tags divided by commas, so that one may be of several words; one in quotation marks may hold a comma.

    Raises ValidationError for a tag that is too long to be kept.
    """
    try:
        cells = next(csv.reader([" ".join(typed.split())], skipinitialspace=True), [])
    except csv.Error:
        raise ValidationError("Divide the tags by commas.") from None
    names = {" ".join(cell.replace('"', " ").split()) for cell in cells} - {""}
    longest = Tag._meta.get_field("name").max_length
    for name in names:
        if len(name) > longest:
            raise ValidationError(f"“{name[:40]}…” is too long for a tag. Divide the tags by commas.")
    return sorted(names)


class TagInput(TagWidget):
    """One line of tags divided by commas; where scripts run, the tags on file are offered while one is typed."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        offered = {"class": "vTextField", "data-tags": reverse_lazy("admin:newsroom_tag_suggest")}
        super().__init__({**offered, **(attrs or {})})


def row_number(typed: object) -> int | None:
    """The number of a row as somebody sent it; None for what is none, or more than a database counts to."""
    text = str(typed)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


class PartialDateField(forms.Field):
    """One input for a date of known precision: 2021, 2021-03 or 2021-03-12; empty is unknown."""

    def __init__(self, *, may_be_ongoing: bool = False, **kwargs: Any) -> None:
        self.may_be_ongoing = may_be_ongoing
        hint = "2021, 2021-03 or 2021-03-12" + (", or “ongoing”" if may_be_ongoing else "") + "; empty if unknown."
        super().__init__(**{"required": False, "help_text": hint, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return value.typed() if isinstance(value, PartialDate) else value

    def to_python(self, value: Any) -> PartialDate:
        try:
            date = read_partial_date(value or "")
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem
        if date.precision == ONGOING and not self.may_be_ongoing:
            raise ValidationError("This date cannot be “ongoing”.")
        return date

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != (initial or PartialDate())
        except ValidationError:
            return True
