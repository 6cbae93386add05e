"""The desk's pages of possible duplicates, of merging two records, and of taking a merge back."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from newsroom.desk import CONFLICT
from newsroom.forms import row_number
from newsroom.pagination import page_of
from newsroom.settling import Stale, digest
from people.duplicates import likely_pairs, with_evidence
from people.merge_plans import Choices, Fold, Group, Plan
from people.merging import merge
from people.models import Merge, NotTheSame, Office, Person, PersonName
from people.models.identifiers import WIKIDATA
from people.unmerging import touched_since, undo

SHOWN = 50


@dataclass(frozen=True)
class Told:
    """A row as the preview names it, with its page of the desk where it has one."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class ToldGroup:
    label: str
    count: int
    rows: list[Told]
    folded: list[Told]
    folded_count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


def told_group(site: admin.AdminSite, request: HttpRequest, group: Group) -> ToldGroup:
    folded = [fold.row for fold in group.folded]
    return ToldGroup(
        label=group.label,
        count=len(group.moved),
        rows=told_rows(site, request, group.moved[:SHOWN]),
        folded=told_rows(site, request, folded[:SHOWN]),
        folded_count=len(folded),
    )


def told_rows(site: admin.AdminSite, request: HttpRequest, rows: Sequence[models.Model]) -> list[Told]:
    """The rows as the desk's own lists have them: with what these load, and the words of a statement."""
    if not rows:
        return []
    model = type(rows[0])
    numbers = [row.pk for row in rows]
    if owner := model._meta.auto_created:  # a table between two: what is on the other side is told
        own = next(one for one in model._meta.fields if one.related_model is owner)
        model, numbers = owner, [getattr(row, own.attname) for row in rows]
    desk = site._registry.get(model)
    if desk is None:
        models.prefetch_related_objects(rows, *(one.name for one in model._meta.fields if one.is_relation))
        return [Told(str(getattr(row, "tag", row))) for row in rows]
    loaded = desk.get_queryset(request).filter(pk__in=numbers)
    if isinstance(desk.list_select_related, list | tuple):
        loaded = loaded.select_related(*desk.list_select_related)
    return [Told(_text(desk, row), _page(row)) for row in loaded.order_by("pk")]


def _text(desk: Any, row: models.Model) -> str:
    return f"{row}: {desk.words(row)}" if hasattr(desk, "words") else str(row)


def _page(row: models.Model) -> str:
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""


def choices_of(request: HttpRequest, plan: Plan) -> Choices:
    """What was chosen in the preview's form."""
    return Choices(
        of_other=frozenset(one.name for one in plan.differences if request.POST.get(f"field-{one.name}") == "other"),
        name_kind=request.POST.get("name_kind", "") if request.POST.get("name_kind") in PersonName.Kind else "",
        offices_apart=frozenset(
            fold.row.pk for fold in offices_alike(plan) if request.POST.get(f"office-{fold.row.pk}") == "apart"
        ),
    )


def offices_alike(plan: Plan) -> list[Fold]:
    """The offices of the other organization whose title the kept one has, too."""
    return [fold for fold in plan.folds if isinstance(fold.row, Office)]


class MergedFilter(admin.SimpleListFilter):
    """What was merged into another record is left out of the list, unless it is asked for."""

    title = "merged away"
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "merged into another")]

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        first, *others = super().choices(changelist)
        yield {**first, "display": "on file"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.exclude(merged_into=None) if self.value() == "yes" else queryset.filter(merged_into=None)


class MergingAdmin(admin.ModelAdmin):
    """For persons and organizations: possible duplicates, and merging two of them."""

    change_list_template = "admin/people/merging_change_list.html"
    change_form_template = "admin/people/merging_change_form.html"

    def get_urls(self) -> list[URLPattern]:
        name, view = f"people_{self.model._meta.model_name}", self.admin_site.admin_view
        return [
            path("duplicates/", view(self.duplicates), name=f"{name}_duplicates"),
            path("<int:pk>/merge/", view(self.choose_other), name=f"{name}_choose_other"),
            path("<int:pk>/merge/<int:other>/", view(self.merge_preview), name=f"{name}_merge"),
            *super().get_urls(),
        ]

    def may_merge(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"people.merge_{self.model._meta.model_name}")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was merged into another record is only looked at."""
        return super().has_change_permission(request, obj) and getattr(obj, "merged_into_id", None) is None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and getattr(obj, "merged_into_id", None) is None

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """From the address of what was merged readers are led on; it stays."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        merged = [f"{one}, merged into {one.merged_into}" for one in objs if one.merged_into_id]
        return to_delete, counts, lacking, [*protected, *merged]

    def _page(self, request: HttpRequest, template: str, status: int | None = None, **context: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.model._meta, **context}
        return TemplateResponse(request, f"admin/people/{template}.html", context, status=status)

    def _require_editor(self, request: HttpRequest) -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied

    def duplicates(self, request: HttpRequest) -> HttpResponse:
        """The pairs that may be one, with the evidence; POST says of a pair that it is not."""
        self._require_editor(request)
        status = None
        if request.method == "POST":
            if self._not_the_same(request):
                return redirect(request.get_full_path())
            status = CONFLICT
        page = page_of(request, likely_pairs(self.model))
        suggestions = with_evidence(self.model, page.object_list)
        versions = [_version_of(one.one, one.other) for one in suggestions]
        rows = list(zip(suggestions, versions, strict=True))
        title = f"Possible duplicates among {self.model._meta.verbose_name_plural}"
        return self._page(request, "duplicates", status, title=title, page=page, rows=rows)

    def _not_the_same(self, request: HttpRequest) -> bool:
        """Keep that these two are not the same; not when one of them was changed since."""
        numbers = [row_number(request.POST.get(name, "")) for name in ("one", "other")]
        one, other = (get_object_or_404(self.model, pk=number) for number in numbers)
        if one == other or request.POST.get("version") != _version_of(one, other):
            told = "One of the two was changed while you had the page open, so nothing was kept. Look again."
            messages.error(request, told)
            return False
        NotTheSame.say(one, other, by=request.user)
        self.log_change(request, one, f"Not the same as {other}.")
        messages.success(request, f"{one} and {other} are not suggested again.")
        return True

    def choose_other(self, request: HttpRequest, pk: int) -> HttpResponse:
        """By name, which record is the same as this one."""
        self._require_editor(request)
        record = get_object_or_404(self.model, pk=pk, merged_into=None)
        typed, found = request.GET.get("q", "").strip(), []
        if typed:
            everybody = self.model.objects.filter(merged_into=None).exclude(pk=pk)
            rows, doubled = self.get_search_results(request, everybody, typed)
            found = list((rows.distinct() if doubled else rows).order_by("name", "pk")[:SHOWN])
        title = f"Merge with “{record}”"
        return self._page(request, "choose_other", title=title, record=record, typed=typed, found=found)

    def merge_preview(self, request: HttpRequest, pk: int, other: int) -> HttpResponse:
        """All that would move from `other` to `pk`, what is chosen, and the button."""
        self._require_editor(request)
        rows = self.model.objects.select_related("merged_into").in_bulk([pk, other])
        if len(rows) < 2:
            raise Http404("one of the two is gone, or both are one")
        plan, problems, status = Plan(rows[pk], rows[other]), [], None
        alike = offices_alike(plan)
        if request.method == "POST":
            plan = Plan(rows[pk], rows[other], choices_of(request, plan))
            try:
                return self._merged(request, plan)
            except Stale as refused:
                problems, status = refused.messages, CONFLICT
            except ValidationError as refused:
                problems = refused.messages
            rows = self.model.objects.select_related("merged_into").in_bulk([pk, other])
            plan = Plan(rows[pk], rows[other], plan.choices)
        context = {
            "title": f"Merge two {self.model._meta.verbose_name_plural}",
            "plan": plan,
            "groups": [told_group(self.admin_site, request, group) for group in plan.groups],
            "blocked": [(*told_rows(self.admin_site, request, [row]), rule) for row, rule in plan.blocked],
            "alike": alike,
            "kinds": PersonName.Kind.choices if self.model is Person else [],
            "problems": problems,
            "may_merge": self.may_merge(request),
            "fields": dict(plan.final_fields()),
        }
        return self._page(request, "merge", status, **context)

    def _merged(self, request: HttpRequest, plan: Plan) -> HttpResponse:
        version = request.POST.get("version", "")
        done = merge(plan.kept, plan.other, by=request.user, choices=plan.choices, version=version)
        self.log_change(request, plan.kept, f"Merged with {plan.other}.")
        address = reverse("admin:people_merge_undo", args=[done.pk])
        told = format_html(
            '{} is now part of {}. <a href="{}">Look at the merge, or undo it</a>', plan.other, plan.kept, address
        )
        messages.success(request, told)
        return redirect(f"admin:people_{self.model._meta.model_name}_change", plan.kept.pk)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Beside the form: who bears the same Wikidata id, and of a record merged away which merge it was."""
        form, record = context["adminform"].form, kwargs.get("obj")
        typed = form.data.get("wikidata_id", "") if form.is_bound else ""
        if typed:
            second = Q(identifiers__scheme=WIKIDATA, identifiers__value=typed)
            bearers = self.model.objects.filter(Q(wikidata_id=typed) | second).distinct()
            context["bearer"] = bearers.exclude(pk=record.pk).first() if record else bearers.first()
        if record is not None and record.merged_into_id:
            context["merge"] = Merge.objects.of(self.model).standing().filter(other_id=record.pk).first()
        context["may_merge"] = self.may_merge(request)
        return super().render_change_form(request, context, *args, **kwargs)


def _version_of(one: Any, other: Any) -> str:
    return digest(sorted([(one.pk, one.name), (other.pk, other.name)]))


@admin.register(Merge)
class MergeAdmin(admin.ModelAdmin):
    """What was merged, by whom, and the way back."""

    desk_group = "People"
    list_display = ["merge", "content_type", "merged_by", "merged_at", "undone_by", "undone_at"]
    list_display_links = None
    list_filter = ["content_type", ("undone_at", admin.EmptyFieldListFilter)]
    list_select_related = ["content_type", "merged_by", "undone_by"]
    search_fields = ["kept_name", "other_name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).defer("moved", "folded", "created", "kept_fields", "other_fields")

    @admin.display(ordering="other_name")
    def merge(self, done: Merge) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("admin:people_merge_undo", args=[done.pk]), done)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.undo)
        return [path("<int:pk>/undo/", view, name="people_merge_undo"), *super().get_urls()]

    def undo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What a merge moved, whether that was touched since, and the button that takes it back."""
        done = get_object_or_404(Merge.objects.select_related("content_type", "merged_by", "undone_by"), pk=pk)
        if not self.has_view_permission(request, done):
            raise PermissionDenied
        status = None
        if request.method == "POST":
            try:
                undo(done, by=request.user)
            except ValidationError:
                status = CONFLICT  # the page tells what was touched
            else:
                self.log_change(request, done, "Undone.")
                messages.success(request, f"{done.other_name} stands for itself again.")
                return redirect(f"admin:people_{done.content_type.model}_change", done.other_id)
            done = Merge.objects.select_related("content_type", "merged_by", "undone_by").get(pk=pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge: {done}",
            "opts": Merge._meta,
            "done": done,
            "groups": moved_groups(self.admin_site, request, done),
            "folded_count": len(done.folded),
            "touched": [] if done.undone_at else touched_since(done),
            "may_undo": request.user.has_perm(f"people.merge_{done.content_type.model}"),
        }
        return TemplateResponse(request, "admin/people/undo_merge.html", context, status=status)


def moved_groups(site: admin.AdminSite, request: HttpRequest, done: Merge) -> list[ToldGroup]:
    """The rows that a merge moved, as far as they are still there."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for label, pk, _, _ in done.moved:
        numbers[label].append(pk)
    groups = []
    for label, pks in numbers.items():
        model = apps.get_model(label)
        rows = list(model._base_manager.filter(pk__in=pks[:SHOWN]).order_by("pk"))
        name = (model._meta.auto_created or model)._meta.verbose_name_plural
        groups.append(ToldGroup(str(name), len(pks), told_rows(site, request, rows), [], 0))
    return groups
