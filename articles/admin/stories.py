from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.forms import Media
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from js_asset import InlineStyle
from js_asset import Media as NonceMedia

from articles.admin import importing, previews, review, several, versions, workflow
from articles.admin.forms import ArticleForm
from articles.admin.opened import opened_context
from articles.admin.owners import OwnerSelect, OwnersView
from articles.admin.states import STATES, in_state
from articles.models import Article, Citation, Correction
from articles.revising import revise
from articles.suggesting import suggest
from newsroom.models import OldAddress
from people.admin import RecordAdmin

PAGES = [
    ("<int:pk>/statements/", review.statements, "statements"),
    ("<int:pk>/workflow/", workflow.workflow, "workflow"),
    ("<int:pk>/versions/", versions.versions, "versions"),
    ("<int:pk>/versions/compare/", versions.compare, "compare"),
    ("<int:pk>/versions/<int:number>/restore/", versions.go_back, "restore"),
    ("<int:pk>/versions/<int:number>/preview/", previews.preview_version, "preview"),
    ("<int:pk>/preview-links/", previews.preview_links, "preview_links"),
    ("spike-several/", several.spike_several, "spike_several"),
    ("import/", importing.import_stories, "import"),
]


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(STATES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return in_state(queryset, self.value(), request.user) if self.value() in STATES else queryset


class CorrectionInline(admin.StackedInline):
    model = Correction
    fields = ["kind", "text", "citations", "corrected_at"]
    extra = 0
    show_change_link = True

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "citations":
            story = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            kwargs["queryset"] = Citation.objects.confirmed().filter(article=story)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(Article)
class ArticleAdmin(RecordAdmin):
    desk_group = "Stories"
    form = ArticleForm
    list_display = [
        "headline",
        "state",
        "section",
        "owner",
        "to_confirm",
        "confirmed",
        "published_at",
        "created_at",
    ]
    list_filter = [StateFilter, "status", "section", "language", "owner", "created_at"]
    list_select_related = ["latest_revision", "section", "owner"]
    search_fields = ["latest_revision__headline", "slug", "source"]
    autocomplete_fields = ["section", "people", "organizations"]
    inlines = [CorrectionInline]
    actions = ["take_stories", "spike_stories"]
    date_hierarchy = "published_at"
    fieldsets = [
        (
            "The words",
            {
                "fields": ["headline", "deck", "dateline", "body", "bylines", "lead_image", "note"],
                "description": "Saved as a new version. Readers see it when you publish it.",
            },
        ),
        (
            "Beside the words",
            {
                "fields": [
                    "dated",
                    "section",
                    "tags",
                    "people",
                    "organizations",
                    "source",
                    "language",
                    "owner",
                    "slug",
                ],
                "description": "These take effect at once, on a published story too.",
            },
        ),
    ]

    class Media:
        css = {"all": ["css/desk.css", "css/desk-writing.css", "css/desk-versions.css"]}
        js = [Script("js/word-count.js", type="module")]

    # Lists

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .select_related("latest_revision")  # a story is called by its headline, in every list
            .defer("latest_revision__body", "latest_revision__text")
            .annotate(
                suggested_count=Count("citations", filter=Q(citations__in=Citation.objects.suggested()), distinct=True),
                confirmed_count=Count("citations", filter=Q(citations__in=Citation.objects.confirmed()), distinct=True),
            )
        )

    @admin.display(ordering="latest_revision__headline")
    def headline(self, article: Article) -> str:
        return str(article)

    @admin.display(ordering="status")
    def state(self, article: Article) -> str:
        if article.is_scheduled:
            return "scheduled"
        if article.is_public and article.has_newer_draft:
            return "published, newer draft waits"
        return article.get_status_display()

    @admin.display(description="to confirm", ordering="suggested_count")
    def to_confirm(self, article: Any) -> SafeString | str:
        return self._statements_link(article, article.suggested_count)

    @admin.display(description="confirmed", ordering="confirmed_count")
    def confirmed(self, article: Any) -> SafeString | str:
        return self._statements_link(article, article.confirmed_count)

    def _statements_link(self, article: Article, count: int) -> SafeString | str:
        address = reverse("admin:articles_article_statements", args=[article.pk])
        return format_html('<a href="{}">{}</a>', address, count) if count else "–"

    def view_on_site(self, article: Article) -> str | None:
        return article.get_absolute_url() if article.is_public else None

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "owner":
            kwargs["widget"] = OwnerSelect()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def desk_links(self, request: HttpRequest) -> list[tuple[str, str]]:
        """Other ways to new stories than the form, for the front desk."""
        return [("Import", reverse("admin:articles_article_import"))] if self.has_add_permission(request) else []

    # Rights

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.may_be_edited(request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        never_out = obj is None or obj.publication_date is None
        return never_out and super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """What goes with a story that was never out is its own: who may delete it needs no right to each part."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        may_go = all(self.has_delete_permission(request, story) for story in objs)
        return to_delete, counts, set() if may_go else lacking, protected

    def has_spike_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.spike_article")

    def get_form(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)
        for name in self._kept_from(request, obj):
            form.base_fields.pop(name, None)
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        kept_from = self._kept_from(request, obj)
        left = [
            (title, {**options, "fields": [name for name in options["fields"] if name not in kept_from]})
            for title, options in self.fieldsets
        ]
        return [(title, options) for title, options in left if options["fields"]]

    def _kept_from(self, request: HttpRequest, obj: Article | None) -> list[str]:
        """The fields a reporter does not touch: the owner, and all that would reach readers at once."""
        if request.user.has_perm("articles.edit_any_article"):
            return []
        return self.fieldsets[1][1]["fields"] if obj is not None and obj.is_out else ["owner"]

    # Saving

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool) -> None:
        before = Article.objects.get(pk=obj.pk) if change else None
        if before is None and obj.owner_id is None:
            obj.owner = request.user
        beside = {"slug", "section", "language", "source", "owner", "dated"}
        if before is None or beside & set(form.changed_data):
            obj.record(request.user, "changed" if change else "written")
        if before is not None and before.publication_date and not before.is_scheduled and before.slug != obj.slug:
            OldAddress.leave(before.get_absolute_url(), obj)
        written = revise(obj, by=request.user, **form.revision_fields())
        if before is not None:
            versions.tell_lost(request, obj, before.latest_revision, written)
        if before is not None and before.language != obj.language:
            suggest(obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for correction in formset.save(commit=False):
            correction.created_by = correction.created_by or request.user
            correction.save()
        for gone in formset.deleted_objects:
            gone.delete()
        formset.save_m2m()

    def response_post_save_add(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._to_statements(request, obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._to_statements(request, obj) or super().response_post_save_change(request, obj)

    def _to_statements(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        wanted = "_statements" in request.POST
        return redirect("admin:articles_article_statements", article.pk) if wanted else None

    # Bulk actions

    @admin.action(description="Take these stories: they become mine", permissions=["change"])
    def take_stories(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._each(request, queryset, lambda article: article.take(by=request.user), "taken")

    @admin.action(description="Spike these stories", permissions=["spike"])
    def spike_stories(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._each(request, queryset, lambda article: article.spike(by=request.user), "spiked")

    def _each(self, request: HttpRequest, queryset: QuerySet, verb: Any, done: str) -> None:
        """All of them or none."""
        stories = list(Article.objects.filter(pk__in=queryset.values("pk")))
        try:
            with transaction.atomic():
                for article in stories:
                    verb(article)
                    self.log_change(request, article, done)
        except (ValidationError, PermissionDenied) as problem:
            told = " ".join(getattr(problem, "messages", [str(problem)]))
            self.message_user(request, f"Nothing was changed. {told}", messages.ERROR)
        else:
            self.message_user(request, f"{len(stories)} {done}.", messages.SUCCESS)

    # Pages of our own

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        owners = path("owners/", view(OwnersView.as_view(admin_site=self.admin_site)), name="articles_article_owners")
        own = [
            path(address, view(page), {"model_admin": self}, name=f"articles_article_{name}")
            for address, page, name in PAGES
        ]
        return [owners, *own, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = kwargs.get("obj")
        if article is not None:
            context["counts"] = article.citations.aggregate(
                suggested=Count("pk", filter=Q(pk__in=Citation.objects.suggested())),
                confirmed=Count("pk", filter=Q(pk__in=Citation.objects.confirmed())),
            )
            context |= opened_context(request, article)
            context["orphans"] = article.citations.orphaned().with_last_words()
        context["media"] = with_nonce(context["media"], request)
        return super().render_change_form(request, context, *args, **kwargs)

    def render_history_view(
        self, request: HttpRequest, template: str, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        """An earlier state is shown in the same editor."""
        if "media" in context:
            context["media"] = with_nonce(context["media"], request)
        return super().render_history_view(request, template, context, **kwargs)


def with_nonce(media: Media, request: HttpRequest) -> Media:
    """The rich-text editor's import map is an inline script; it carries the request's nonce. The empty style
    element keeps the editor from writing one of its own, which the policy forbids; its rules are in desk.css."""
    own = Media(css={"all": [InlineStyle("", **{"data-tiptap-style": ""})]})
    return (NonceMedia.from_media(media) + own).with_nonce(str(request.csp_nonce))
