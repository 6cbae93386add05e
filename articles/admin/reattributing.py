"""Moving chosen statements to another person: from the list of statements, by a preview, in one transaction."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles.models import Statement
from articles.reattributing import MOST, TOO_MANY, Giving, give
from newsroom.desk import CONFLICT
from newsroom.forms import row_number
from newsroom.settling import Stale
from people.matching import people_like, people_named
from people.models import Person


class GivingForm(forms.Form):
    """Which statements, to whom by name, and once a name is borne by several, to which of them."""

    statements = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(max_length=160, label="Who said them", help_text="A name on file, in any form.")
    person = forms.ModelChoiceField(Person.objects.filter(merged_into=None), required=False)

    def clean_statements(self) -> list[int]:
        typed = self.cleaned_data["statements"].split(",")
        numbers = [number for number in map(row_number, typed) if number is not None]
        if len(numbers) < len(typed):
            raise ValidationError("Choose the statements in the list again.")
        if len(set(numbers)) > MOST:
            raise ValidationError(TOO_MANY)
        return numbers

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        name = cleaned.get("name", "")
        if not name or self.errors:
            return cleaned
        exact = people_named([name])[name]
        self.bearers = exact or [one.person for one in people_like([name]).get(name, [])]
        if cleaned.get("person") not in self.bearers:
            cleaned["person"] = exact[0] if len(exact) == 1 else None
        if cleaned["person"] is None:
            told = "Several are called that. Choose one." if exact else f"Nobody on file is called “{name}”."
            self.add_error("name", f"{told} Did you mean one of these?" if self.bearers and not exact else told)
        return cleaned

    bearers: list[Person] = []  # whom the name may mean


class GivingAdmin(admin.ModelAdmin):
    """For statements: the action of the list, and the page it leads to."""

    def has_reattribute_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.reattribute_statement")

    @admin.action(description="Give to another speaker…", permissions=["reattribute"])
    def give_to_another(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        numbers = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
        if len(numbers) > MOST:
            self.message_user(request, TOO_MANY, messages.ERROR)
            return None
        form = GivingForm(initial={"statements": ",".join(map(str, numbers))})
        return self._giving_page(request, form, count=len(numbers))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.give)
        return [path("give/", view, name="articles_statement_give"), *super().get_urls()]

    def give(self, request: HttpRequest) -> HttpResponse:
        """First whom, then the preview, then done."""
        if not self.has_reattribute_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return redirect("admin:articles_statement_changelist")
        form = GivingForm(request.POST)
        if not form.is_valid():
            return self._giving_page(request, form)
        numbers, person = form.cleaned_data["statements"], form.cleaned_data["person"]
        problems, status = [], None
        if "confirmed" in request.POST:
            try:
                moved = give(numbers, person, by=request.user, version=request.POST.get("version", ""))
            except ValidationError as refused:
                problems, status = refused.messages, CONFLICT if isinstance(refused, Stale) else None
            else:
                self.log_change(request, person, f"{moved} statements given to {person}.")
                messages.success(request, f"{moved} statement{'s are' if moved > 1 else ' is'} {person}’s now.")
                return redirect("admin:articles_statement_changelist")
        giving = Giving(numbers, person)
        context = {"giving": giving, "from_whom": _from_whom(giving), "problems": problems or giving.problems}
        return self._giving_page(request, form, status, count=len(giving.statements), **context)

    def _giving_page(
        self, request: HttpRequest, form: GivingForm, status: int | None = None, **context: Any
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "Give statements to another speaker",
            "opts": Statement._meta,
            "form": form,
            "address": reverse("admin:articles_statement_give"),
            **context,
        }
        return TemplateResponse(request, "admin/articles/statement/give.html", context, status=status)


def _from_whom(giving: Giving) -> list[tuple[str, int]]:
    return Counter(one.speaker_label for one in giving.statements).most_common()
