from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from articles.models import Article, Citation, Correction
from newsroom.desk import VersionedAdmin, VersionedForm
from newsroom.forms import row_number


def add_correction_address(article: Article, *citations: Citation) -> str:
    """The form of a new correction with the story, and the statements in it, filled in."""
    given = QueryDict(mutable=True)
    given["article"] = article.pk
    if citations:
        given["citations"] = ",".join(str(citation.pk) for citation in citations)
    return f"{reverse('admin:articles_correction_add')}?{given.urlencode()}"


def correction_address(article: Article, user: Any) -> str:
    """For a button beside a story: empty where this user cannot correct it, or readers never saw it."""
    may_correct = user.has_perm("articles.add_correction") and article.publication_date is not None
    return add_correction_address(article) if may_correct and not article.is_scheduled else ""


class StatementsField(forms.ModelMultipleChoiceField):
    """Statements of one story, each called by its speaker and its words."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Citation.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, **options)

    def offer_those_of(self, article: int | None) -> None:
        """The confirmed ones, in the order they were found."""
        confirmed = Citation.objects.confirmed().filter(article=article)
        self.queryset = confirmed.select_related(
            "statement__speaker_person", "statement__speaker_organization"
        ).prefetch_related("anchors")

    def label_from_instance(self, citation: Any) -> str:
        anchors = sorted(citation.anchors.all(), key=lambda anchor: anchor.revision_id)
        return f"{citation.statement.speaker_label}: {anchors[-1].words if anchors else '(lost its words)'}"


class CorrectionForm(VersionedForm):
    citations = StatementsField(label="Statements it concerns", help_text="None, if it concerns none.")

    class Meta:
        model = Correction
        fields = ["article", "citations", "kind", "text", "corrected_at"]
        labels = {"article": "Story"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["citations"].offer_those_of(self._story())
        if not self.fields["citations"].queryset:
            self.fields[
                "citations"
            ].help_text = (
                "The statements confirmed in the story are offered here once the story is chosen and this is saved."
            )

    def _story(self) -> int | None:
        """The story chosen so far."""
        typed = self.data.get(self.add_prefix("article")) if self.is_bound else self.initial.get("article")
        return row_number(str(typed or "")) or self.instance.article_id

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        article = cleaned.get("article")
        if article and article.publication_date is None:
            self.add_error("article", "Readers have never seen this story. Change the story itself.")
        return cleaned


@admin.register(Correction)
class CorrectionAdmin(VersionedAdmin):
    desk_group = "Stories"
    list_display = ["text", "kind", "story", "corrected_at"]
    list_filter = ["kind", "corrected_at"]
    list_select_related = ["article__latest_revision"]
    search_fields = ["text", "article__latest_revision__headline"]
    autocomplete_fields = ["article"]
    form = CorrectionForm

    class Media:
        css = {"all": ["css/desk-statements.css"]}

    @admin.display(ordering="article")
    def story(self, correction: Correction) -> str:
        return str(correction.article)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The story and the statements that the address names; what cannot be one is left out."""
        statements = map(row_number, request.GET.get("citations", "").split(","))
        return {
            "article": row_number(request.GET.get("article", "")),
            "citations": [number for number in statements if number],
        }

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        obj.created_by = obj.created_by or request.user
        super().save_model(request, obj, form, change)

    def view_on_site(self, obj: Correction) -> str | None:
        return obj.get_absolute_url() if Correction.objects.published().filter(pk=obj.pk).exists() else None
