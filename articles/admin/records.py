from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin import merging, retracting
from articles.admin.reattributing import GivingAdmin
from articles.models import Article, Byline, Citation, SearchEntry, Section, SourceDocument, Statement
from articles.models.citations import brought_in_by, refresh_releases
from articles.wording import shortened
from newsroom.desk import DeskAdmin, VersionedAdmin, VersionedForm
from newsroom.forms import PartialDateField
from newsroom.models import OldAddress


@admin.register(Section)
class SectionAdmin(VersionedAdmin):
    desk_group = "Stories"
    list_display = ["name", "slug", "order", "article_count"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:
        before = Section.objects.filter(pk=obj.pk).first()
        super().save_model(request, obj, form, change)
        if before is not None and before.slug != obj.slug:
            OldAddress.leave(before.get_absolute_url(), obj)

    @admin.display(description="stories", ordering="article_count")
    def article_count(self, section: Any) -> int:
        return section.article_count


@admin.register(Byline)
class BylineAdmin(VersionedAdmin):
    desk_group = "Stories"
    list_display = ["name", "kind", "user"]
    list_filter = ["kind"]
    list_select_related = ["user"]
    search_fields = ["name"]

    def save_model(self, request: HttpRequest, obj: Byline, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            signed = Article.objects.filter(live_revision__byline_entries__byline=obj)
            SearchEntry.objects.keep_stories(signed)


class ReadOnly:
    """Rows that are made elsewhere and only looked at here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(SourceDocument)
class SourceDocumentAdmin(ReadOnly, DeskAdmin):
    desk_group = "Stories"
    list_display = ["file_name", "story", "received_at"]
    list_select_related = ["article__latest_revision"]
    search_fields = ["file_name", "identifier", "sha256"]
    fields = ["file_name", "story", "identifier", "sha256", "fingerprint", "received_at", "as_received"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("content")

    @admin.display
    def story(self, document: SourceDocument) -> SafeString | str:
        article = getattr(document, "article", None)
        if article is None:
            return "–"
        address = reverse("admin:articles_article_change", args=[article.pk])
        return format_html('<a href="{}">{}</a>', address, article)

    @admin.display(description="as received")
    def as_received(self, document: SourceDocument) -> SafeString:
        return format_html("<pre>{}</pre>", bytes(document.content).decode("utf-8", "replace")[:20_000])


class CitationInline(ReadOnly, admin.TabularInline):
    model = Citation
    verbose_name_plural = "reports"
    fields = ["story", "kind", "status", "full_name", "printed_title", "decided_by"]
    readonly_fields = [*fields, "wrongly_linked"]
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        together = Count("statement__citations", filter=Q(statement__citations__status=Citation.Status.CONFIRMED))
        return (
            super()
            .get_queryset(request)
            .select_related("article__latest_revision", "decided_by")
            .annotate(reports_together=together)
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        may_detach = request.user.has_perm("articles.merge_statement")
        return [*self.fields, "wrongly_linked"] if may_detach else self.fields

    @admin.display
    def story(self, citation: Citation) -> SafeString:
        return review_link(citation)

    @admin.display(description="wrongly linked?")
    def wrongly_linked(self, citation: Any) -> SafeString | str:
        """A way to make it a statement of its own, where other reports would be left."""
        if citation.reports_together < 2 or citation.status != Citation.Status.CONFIRMED:
            return "–"
        address = reverse("admin:articles_statement_detach", args=[citation.statement_id, citation.pk])
        return format_html('<a href="{}">Detach</a>', address)


def review_link(citation: Citation) -> SafeString:
    address = reverse("admin:articles_article_statements", args=[citation.article_id])
    return format_html('<a href="{}#c{}">{}</a>', address, citation.pk, citation.article)


class FilledFilter(admin.EmptyFieldListFilter):
    """Whether a field is filled in, in words of its own."""

    name, filled, empty = "", "yes", "no"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = self.name

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        for choice, words in zip(super().choices(changelist), ("All", self.empty, self.filled), strict=True):
            yield {**choice, "display": words.capitalize()}


class RetractedFilter(FilledFilter):
    name = "retracted"


class OfficeFilter(FilledFilter):
    name, filled, empty = "office", "settled", "open"


class DisputedFilter(FilledFilter):
    name = "disputed"


class OnFileFilter(FilledFilter):
    name = "speaker on file"


@admin.register(Citation)
class CitationAdmin(ReadOnly, VersionedAdmin):
    """To find suggestions and decisions by; they are decided on at their story's page of statements."""

    desk_group = "Record"
    list_display = ["words", "speaker_shown", "kind", "status", "confidence", "where"]
    list_display_links = None
    list_filter = [
        "status",
        "kind",
        "confidence",
        ("matched_person", OnFileFilter),
        "created_at",
    ]
    list_select_related = ["article__latest_revision", "matched_person", "statement__speaker_person"]
    search_fields = ["full_name", "printed_name", "printed_title", "anchors__words"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("anchors")

    @admin.display
    def words(self, citation: Citation) -> str:
        anchors = sorted(citation.anchors.all(), key=lambda anchor: anchor.revision_id)
        return shortened(anchors[-1].words) if anchors else "(lost its words)"

    @admin.display(description="speaker", ordering="full_name")
    def speaker_shown(self, citation: Citation) -> str:
        matched = (citation.statement and citation.statement.speaker_person) or citation.matched_person
        return str(matched or citation.full_name or citation.printed_name or "–")

    @admin.display(description="story")
    def where(self, citation: Citation) -> SafeString:
        return review_link(citation)


class StatementForm(VersionedForm):
    """What an editor may change of a statement on record; who said it is changed where it was confirmed."""

    said = PartialDateField(label="Said on")

    class Meta:
        model = Statement
        fields = ["venue", "position", "dispute_note", "tags"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["said"] = self.instance.said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "said" in cleaned:
            self.instance.said = cleaned["said"]
        if "position" in self.changed_data:
            self.instance.office_label = ""  # frozen again from the position chosen
        return cleaned


@admin.register(Statement)
class StatementAdmin(GivingAdmin, VersionedAdmin):
    desk_group = "Record"
    form = StatementForm
    actions = ["merge_two", "give_to_another"]
    list_display = ["number", "speaker_shown", "words", "office_shown", "said_shown", "citation_count", "is_retracted"]
    list_display_links = ["words"]
    list_filter = [
        ("retracted_at", RetractedFilter),
        ("position", OfficeFilter),
        ("dispute_note", DisputedFilter),
        "said_on",
    ]
    list_select_related = ["speaker_person", "speaker_organization"]
    ordering = ["-pk"]
    search_fields = [
        "speaker_person__name",
        "speaker_organization__name",
        "speaker_source",
        "citations__anchors__words",
    ]
    autocomplete_fields = ["position"]
    readonly_fields = ["speaker_shown", "office_shown", "retracted_at", "retraction_reason"]
    fields = [
        "speaker_shown",
        "position",
        "office_shown",
        "said",
        "venue",
        "tags",
        "dispute_note",
        "retracted_at",
        "retraction_reason",
    ]
    inlines = [CitationInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a statement comes from a story, where it was confirmed

    def has_change_permission(self, request: HttpRequest, obj: Statement | None = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or obj.may_be_decided_on(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Statement | None = None) -> bool:
        return False  # it is retracted, with a reason

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.merge_statement")

    @admin.action(description="Merge these two statements", permissions=["merge"])
    def merge_two(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """To the page on which an editor looks at both."""
        chosen = sorted(queryset, key=lambda statement: statement.pk)
        if len(chosen) == 2:
            return redirect(merging.merge_address(*chosen))
        self.message_user(request, "Choose exactly two statements to merge.", messages.ERROR)
        return None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .annotate(citation_count=Count("citations", distinct=True))
            .prefetch_related("citations__anchors")
        )

    @admin.display
    def words(self, statement: Statement) -> str:
        anchors = [anchor for citation in statement.citations.all() for anchor in citation.anchors.all()]
        return shortened(max(anchors, key=lambda anchor: anchor.revision_id).words) if anchors else "–"

    @admin.display(description="stories", ordering="citation_count")
    def citation_count(self, statement: Any) -> int:
        return statement.citation_count

    @admin.display(description="No.", ordering="pk")
    def number(self, statement: Statement) -> int:
        return statement.pk

    @admin.display(description="speaker")
    def speaker_shown(self, statement: Statement) -> str:
        return statement.speaker_label

    @admin.display(description="office then", empty_value="", ordering="office_label")
    def office_shown(self, statement: Statement) -> str | None:
        return statement.office_label or None

    @admin.display(description="said on", empty_value="", ordering="said_on")
    def said_shown(self, statement: Statement) -> str | None:
        return str(statement.said or "") or None

    @admin.display(description="retracted", empty_value="", ordering="retracted_at")
    def is_retracted(self, statement: Statement) -> str | None:
        return "retracted" if statement.retracted_at else None

    def save_model(self, request: HttpRequest, obj: Statement, form: Any, change: bool) -> None:
        before = brought_in_by([obj.pk])
        super().save_model(request, obj, form, change)
        refresh_releases([obj.pk], before)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if kwargs.get("obj") is not None:
            context["reports"] = retracting.reports_of(kwargs["obj"])
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        view, given = self.admin_site.admin_view, {"model_admin": self}
        return [
            path("<int:pk>/retract/", view(retracting.retract), given, name="articles_statement_retract"),
            path("<int:pk>/merge/", view(merging.merge_statements), given, name="articles_statement_merge"),
            path(
                "<int:pk>/detach/<int:citation>/",
                view(merging.detach_report),
                given,
                name="articles_statement_detach",
            ),
            *super().get_urls(),
        ]
