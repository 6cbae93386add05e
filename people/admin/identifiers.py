"""By what others know a record, in its form."""

from typing import Any

from django import forms
from django.contrib.contenttypes.admin import GenericTabularInline
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.contrib.contenttypes.models import ContentType

from people.models import Identifier


class IdentifierFormSet(BaseGenericInlineFormSet):
    """Each row knows of what kind of record it is before it is looked at, and no identifier stands twice."""

    def _construct_form(self, i: int, **kwargs: Any) -> forms.ModelForm:
        form = super()._construct_form(i, **kwargs)
        form.instance.content_type = ContentType.objects.get_for_model(self.instance)
        return form

    def clean(self) -> None:
        super().clean()
        seen: set[tuple[str, str]] = set()
        for form in self.forms:
            if form.errors or form.cleaned_data.get("DELETE") or not form.cleaned_data.get("value"):
                continue
            told = (form.instance.scheme, form.instance.value)
            if told in seen:
                form.add_error("value", "This identifier is here twice.")
            seen.add(told)


class IdentifierInline(GenericTabularInline):
    model = Identifier
    formset = IdentifierFormSet
    fields = ["scheme", "value"]
    extra = 0
