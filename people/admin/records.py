from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models, transaction
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from newsroom.desk import VersionedAdmin, VersionedForm
from newsroom.forms import PartialDateField
from newsroom.models import OldAddress
from people.admin.identifiers import IdentifierInline
from people.admin.importing import ImportingAdmin
from people.admin.merging import MergedFilter, MergingAdmin
from people.admin.redating import DEPENDS_ON, Asking, AskingAdmin, AskingFormSet, told
from people.models import Office, Organization, OrganizationName, Person, PersonName, Position
from people.models.persons import sort_name
from people.names import phrase_key
from people.record import keep_findable, statements_bringing_in
from people.registering import keep_old_name, keep_title_of_then
from people.releasing import named, release_what_stands_with

DECIDES_RELEASE = {"released_at", "released_by_hand", "is_private"}
NOT_TAKEN_BACK = "Taking it back does not take those back: each has its own page."


class PositionForm(VersionedForm):
    """Start and end in one input each; what cannot be read is said beside it."""

    started = PartialDateField(label="From")
    ended = PartialDateField(label="Until", may_be_ongoing=True)

    class Meta:
        model = Position
        fields = ["person", "office", "title_as_held"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.update(started=self.instance.started, ended=self.instance.ended)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "started" in cleaned and "ended" in cleaned:
            self.instance.started, self.instance.ended = cleaned["started"], cleaned["ended"]
        return cleaned


class AskingPositionForm(Asking, PositionForm):
    """A position on a page of its own."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors and DEPENDS_ON & set(self.changed_data) and self.ask([self.instance], []):
            self.add_error(None, told(self.asks))


class PositionInline(admin.TabularInline):
    model = Position
    form = PositionForm
    formset = AskingFormSet
    fields = ["office", "title_as_held", "started", "ended"]
    autocomplete_fields = ["office"]
    extra = 0


class HolderInline(PositionInline):
    fields = ["person", "title_as_held", "started", "ended"]
    autocomplete_fields = ["person"]


class PersonNameInline(admin.TabularInline):
    model = PersonName
    extra = 0


class OrganizationNameInline(admin.TabularInline):
    model = OrganizationName
    extra = 0


class OfficeFormSet(forms.BaseInlineFormSet):
    """New offices are compared with each other too; with those on file the constraint does it."""

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            key = (
                "" if form.errors or form.cleaned_data.get("DELETE") else phrase_key(form.cleaned_data.get("title", ""))
            )
            if key in seen:
                form.add_error("title", "This office is here twice.")
            seen |= {key} - {""}


class OfficeInline(admin.TabularInline):
    model = Office
    formset = OfficeFormSet
    fields = ["title"]
    show_change_link = True
    extra = 0


def warn_of_overlaps(model_admin: admin.ModelAdmin, request: HttpRequest, position: Position) -> None:
    for other in position.others_then().select_related("person")[:5]:
        told = f"By these dates {other.person} and {position.person} held the same office at the same time."
        model_admin.message_user(request, told, messages.WARNING)


class RecordAdmin(AskingAdmin, VersionedAdmin):
    """For what statements may rest on."""

    desk_group = "People"

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """What rests on these is listed to everybody who would delete them, not only to who may delete that too."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, set() if protected else lacking, protected


class ReleasedAdmin(RecordAdmin):
    """For what has an address and is public from a day on: a date filled in by hand stays; an address that
    readers knew leads on after the slug has changed."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Who may add but not change (a reporter) does not decide what is public."""
        public = [] if self.has_change_permission(request) else ["released_at", "released_by_hand"]
        return [*super().get_readonly_fields(request, obj), *public]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        before = type(obj).objects.filter(pk=obj.pk).first() if change else None
        if "released_at" in form.changed_data:
            obj.released_by_hand = obj.released_at is not None
        elif "released_by_hand" in form.changed_data and not obj.released_by_hand:
            obj.released_at = None  # from now on the stories decide again
        super().save_model(request, obj, form, change)
        if DECIDES_RELEASE & set(form.changed_data):
            statements_bringing_in(obj).refresh_releases()
            obj.refresh_from_db(fields=["released_at"])
        if before is not None and before.slug != obj.slug and before.is_released:
            OldAddress.leave(before.get_absolute_url(), obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        self.give_offices(request, formset)
        if formset.model is Position:
            for position in [*formset.new_objects, *(one for one, _ in formset.changed_objects)]:
                warn_of_overlaps(self, request, position)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """With its other names, and those of its offices, in place: from now on it is found by these."""
        super().save_related(request, form, formsets, change)
        was_renamed = change and bool({"name", "short_name"} & set(form.changed_data))
        offices = form.instance.offices.all() if isinstance(form.instance, Organization) else ()
        keep_findable([form.instance, *offices], renamed=form.instance if was_renamed else None)
        if form.instance.released_by_hand and DECIDES_RELEASE & set(form.changed_data):
            self.release_with(request, [form.instance])

    def view_on_site(self, obj: Any) -> str | None:
        return obj.get_absolute_url() if obj.is_released else None

    @admin.display(boolean=True, description="public")
    def is_public(self, obj: Any) -> bool:
        return obj.is_released

    @admin.action(description="Release by hand: readers see the page from now on", permissions=["change"])
    def release_by_hand(self, request: HttpRequest, queryset: QuerySet) -> None:
        with transaction.atomic():
            for obj in queryset:
                obj.release_by_hand(timezone.now())
                self.log_change(request, obj, "Released by hand.")
            keep_findable(queryset)
            self.message_user(request, f"{len(queryset)} released.", messages.SUCCESS)
            self.release_with(request, queryset)

    def release_with(self, request: HttpRequest, things: Collection[Any]) -> None:
        """A position is public only with its office, and an office with its organization."""
        if not request.user.has_perms(["people.change_office", "people.change_organization"]):
            return
        if released := release_what_stands_with(things):
            for one in released:
                self.log_change(request, one, "Released by hand with whom or what stands there.")
            keep_findable(released)
            self.message_user(request, f"Released by hand as well: {named(released)}.", messages.SUCCESS)


class OfficeHeldFilter(admin.SimpleListFilter):
    title = "office"
    parameter_name = "office"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", "without an office")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.without_office() if self.value() == "none" else queryset


@admin.register(Person)
class PersonAdmin(ImportingAdmin, MergingAdmin, ReleasedAdmin):
    ordering = ["sort_name", "pk"]  # counted rows have no order of their own
    list_display = ["name", "positions_now", "statement_count", "is_public", "is_shielded"]
    list_filter = [
        MergedFilter,
        "is_private",
        OfficeHeldFilter,
        "released_by_hand",
        "released_at",
        "positions__office__organization",
    ]
    search_fields = ["name", "sort_name", "name_key", "names__name", "names__key", "wikidata_id", "identifiers__value"]
    autocomplete_fields = ["portrait"]
    inlines = [PersonNameInline, PositionInline, IdentifierInline]
    actions = ["release_by_hand"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fieldsets = [
        (None, {"fields": ["name", "sort_name", "slug", "summary", "portrait", "tags"]}),
        ("Elsewhere", {"fields": ["wikidata_id", "website"]}),
        (
            "Public",
            {
                "fields": ["released_at", "released_by_hand", "is_private"],
                "description": "To release a person by hand releases their offices, and the organizations of these, "
                f"too. {NOT_TAKEN_BACK}",
            },
        ),
    ]

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        """Another name is a new one: the old one is still found, and the index goes by the new one."""
        old = Person.objects.filter(pk=obj.pk).first() if "name" in form.changed_data else None
        if old is not None and "sort_name" not in form.changed_data and old.sort_name == sort_name(old.name):
            obj.sort_name = ""
        super().save_model(request, obj, form, change)
        if old is not None:
            keep_old_name(obj, old.name)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        current = Position.objects.current().select_related("office__organization")
        return (
            super()
            .get_queryset(request)
            .annotate(statement_count=Count("statements", distinct=True))
            .prefetch_related(Prefetch("positions", current, to_attr="current_positions"))
        )

    @admin.display(description="in office")
    def positions_now(self, person: Any) -> str:
        return "; ".join(position.label for position in person.current_positions) or "—"

    @admin.display(description="private", empty_value="", ordering="is_private")
    def is_shielded(self, person: Person) -> str | None:
        return "private" if person.is_private else None

    @admin.display(description="statements", ordering="statement_count")
    def statement_count(self, person: Any) -> int:
        return person.statement_count


@admin.register(Organization)
class OrganizationAdmin(MergingAdmin, ReleasedAdmin):
    ordering = ["name", "pk"]
    list_display = ["name", "short_name", "kind", "country", "office_count", "is_public"]
    list_filter = [MergedFilter, "kind", "country", "released_by_hand"]
    search_fields = ["name", "name_key", "short_name", "names__name", "country"]
    autocomplete_fields = ["parent", "logo"]
    inlines = [OrganizationNameInline, OfficeInline, IdentifierInline]
    actions = ["release_by_hand"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    "short_name",
                    "slug",
                    "kind",
                    "country",
                    "country_code",
                    "parent",
                    "summary",
                ]
            },
        ),
        ("Elsewhere", {"fields": ["logo", "wikidata_id", "tags"]}),
        ("Public", {"fields": ["released_at", "released_by_hand"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(office_count=Count("offices", distinct=True))

    @admin.display(description="offices", ordering="office_count")
    def office_count(self, organization: Any) -> int:
        return organization.office_count


@admin.register(Office)
class OfficeAdmin(ReleasedAdmin):
    ordering = ["title", "pk"]
    list_display = ["title", "organization", "holder_count", "is_public"]
    list_filter = ["organization__kind", "organization__country"]
    list_select_related = ["organization"]
    search_fields = ["title", "organization__name", "organization__short_name"]
    autocomplete_fields = ["organization"]
    inlines = [HolderInline, IdentifierInline]
    actions = ["release_by_hand"]
    fieldsets = [
        (None, {"fields": ["title", "organization", "slug", "summary"]}),
        (
            "Public",
            {
                "fields": ["released_at", "released_by_hand"],
                "description": f"To release an office by hand releases its organization, too. {NOT_TAKEN_BACK}",
            },
        ),
    ]

    def save_model(self, request: HttpRequest, obj: Office, form: Any, change: bool) -> None:
        """A renamed office does not rename the past: who held it before held it under its title of then."""
        old = Office.objects.filter(pk=obj.pk).first() if "title" in form.changed_data else None
        super().save_model(request, obj, form, change)
        if old is not None:
            keep_title_of_then(obj, old.title)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        holders = Count("positions", distinct=True)
        return super().get_queryset(request).select_related("organization").annotate(holder_count=holders)

    @admin.display(description="holders", ordering="holder_count")
    def holder_count(self, office: Any) -> int:
        return office.holder_count


@admin.register(Position)
class PositionAdmin(RecordAdmin):
    form = AskingPositionForm
    fields = ["person", "office", "title_as_held", "started", "ended"]
    list_display = ["person", "office", "title_as_held", "started", "ended", "is_current"]
    list_filter = ["end_precision", "office__organization"]
    list_select_related = ["person", "office__organization"]
    search_fields = ["person__name", "person__names__name", "office__title", "title_as_held"]
    autocomplete_fields = ["person", "office"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("person", "office__organization")

    @admin.display(boolean=True, description="now")
    def is_current(self, position: Position) -> bool:
        return position.is_current

    def save_model(self, request: HttpRequest, obj: Position, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self.give_offices(request, form)
        warn_of_overlaps(self, request, obj)
