"""Changing a position asks first what becomes of the statements made in it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from people.models import Person, Position
from people.redating import OfficeChange, office_changes, take_offices, version_of

ANSWER, VERSION = "_offices", "_offices_version"
CHANGE, KEEP = "change", "keep"
DEPENDS_ON = {"person", "office", "title_as_held", "started", "ended"}


class Asking:
    """For a form or a set of forms of positions: not valid until the editor has said what becomes of the statements."""

    asks: list[OfficeChange] = []  # the statements whose office would change, for the page
    data: Any

    def changes_of(self, changed: list[Position], removed: list[Position]) -> list[OfficeChange]:
        numbers = {position.person_id for position in [*changed, *removed]}
        before = Position.objects.filter(pk__in=[one.pk for one in changed if one.pk]).values_list("person", flat=True)
        people = Person.objects.filter(pk__in=numbers | set(before)).order_by("pk")
        return [change for person in people for change in office_changes(person, changed, removed)]

    def ask(self, changed: list[Position], removed: list[Position]) -> bool:
        """Whether the editor has to be asked, with the list that is true now."""
        self.asks = self.changes_of(changed, removed) if changed or removed else []
        answered = self.data.get(ANSWER) in (CHANGE, KEEP) and self.data.get(VERSION) == version_of(self.asks)
        return bool(self.asks) and not answered

    @property
    def wanted(self) -> list[OfficeChange]:
        return self.asks if self.data.get(ANSWER) == CHANGE else []


def told(changes: list[OfficeChange]) -> str:
    count = len(changes)
    some, them = (f"{count} statements", "them") if count > 1 else ("1 statement", "it")
    return f"Nothing is saved yet: {some} would stand in another office. Say what becomes of {them}, then save again."


class AskingFormSet(Asking, forms.BaseInlineFormSet):
    """The positions of a person, or the holders of an office, looked at together."""

    def clean(self) -> None:
        super().clean()
        if any(form.errors for form in self.forms):
            return
        deleted = [form.instance for form in self.deleted_forms if form.instance.pk]
        changed = [
            form.instance
            for form in self.forms
            if form.has_changed() and form not in self.deleted_forms and DEPENDS_ON & set(form.changed_data)
        ]
        if self.ask([one for one in changed if one.person_id and one.office_id], deleted):
            raise forms.ValidationError(told(self.asks))


class AskingAdmin:
    """For the admin of positions, and of what has them in its form."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        sets = [one.formset for one in context.get("inline_admin_formsets", ())]
        asking = [one for one in [context["adminform"].form, *sets] if isinstance(one, Asking) and one.asks]
        changes = [change for one in asking for change in one.asks]
        if changes and request.method == "POST":
            context |= {"office_changes": changes, "office_changes_version": version_of(changes)}
        return super().render_change_form(request, context, *args, **kwargs)

    @staticmethod
    def give_offices(request: HttpRequest, asking: Any) -> None:
        if isinstance(asking, Asking):
            take_offices(asking.wanted, by=request.user)
