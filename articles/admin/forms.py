from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.utils import timezone
from django_prose_editor.widgets import AdminProseEditorWidget

from articles.admin.owners import possible_owners
from articles.body import sanitise, typed_to_html
from articles.comparing import compare_bodies, folded
from articles.models import Article, Byline, Revision, Section
from articles.three_way import merge_bodies
from newsroom.clock import FIRST, SECOND, ComesTwice, NoSuchTime, moment
from newsroom.desk import VersionedForm
from newsroom.forms import PartialDateField
from newsroom.models import Image
from newsroom.settling import Together, Values, digest

LOOKED_BACK = 100  # versions among which the one is looked for that two editors began with


class StoryValues(Values):
    """The body is compared by paragraphs, and changes of different paragraphs are put together."""

    def __init__(self, article: Article) -> None:
        self.article = article

    def kept(self, name: str, text: str) -> str:
        return sanitise(text) if name == "body" else text

    def together(self, bound: forms.BoundField, theirs: str, mine: str, loaded: str) -> Together | None:
        if bound.name != "body":
            return super().together(bound, theirs, mine, loaded)
        merged = merge_bodies(self._body_of(loaded), theirs, mine)
        return Together(merged.body, contested=merged.contested > 0)

    def _body_of(self, loaded: str) -> str:
        """The body that both editors began with; nothing, if it is none of the last versions'."""
        bodies = self.article.revisions.order_by("-number").values_list("body", flat=True)[:LOOKED_BACK]
        return next((body for body in bodies if digest(body) == loaded), "")

    def compared(self, bound: forms.BoundField, theirs: str, mine: str) -> list[Any]:
        return folded(compare_bodies(theirs, mine)) if bound.name == "body" else super().compared(bound, theirs, mine)


class ArticleForm(VersionedForm):
    """A story's words (saved as a new version) and what is kept beside them (which takes effect at once)."""

    headline = forms.CharField(max_length=250, widget=forms.TextInput(attrs={"class": "vLargeTextField"}))
    deck = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}))
    dateline = forms.CharField(required=False, max_length=120)
    body = Revision._meta.get_field("body").formfield(required=False, widget=AdminProseEditorWidget)
    bylines = forms.ModelMultipleChoiceField(Byline.objects, required=False)
    lead_image = forms.ModelChoiceField(Image.objects, required=False, label="Lead picture")
    note = forms.CharField(required=False, max_length=200, help_text="What changed, for colleagues.")
    dated = PartialDateField(
        label="Date of the story",
        help_text="Its statements take their day from it. 2026-03-12, 2026-03 or 2026.",
    )

    class Meta:
        model = Article
        fields = ["slug", "section", "tags", "language", "source", "owner", "people", "organizations"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, counted in {"headline": "words characters", "deck": "words", "body": "words html"}.items():
            self.fields[name].widget.attrs["data-word-count"] = counted
        self.fields["bylines"].widget = AutocompleteSelectMultiple(
            Revision._meta.get_field("bylines"), admin.site, choices=self.fields["bylines"].choices
        )
        self.fields["lead_image"].widget = AutocompleteSelect(
            Revision._meta.get_field("lead_image"), admin.site, choices=self.fields["lead_image"].choices
        )
        if "owner" in self.fields:
            self.fields["owner"].queryset = possible_owners(self.instance)
        self.values = StoryValues(self.instance)
        revision = self.instance.latest_revision
        if revision:
            for name in ["headline", "deck", "dateline", "body", "lead_image"]:
                self.initial.setdefault(name, getattr(revision, name))
            self.initial.setdefault("bylines", [entry.byline_id for entry in revision.byline_entries.all()])
            self.initial["dated"] = self.instance.dated

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "dated" in cleaned and "dated" in self.fields:
            self.instance.dated = cleaned["dated"]
        return cleaned

    def clean_body(self) -> str:
        """Without the editor somebody types lines; with it comes HTML, which `revise` sanitises."""
        return typed_to_html(self.cleaned_data["body"])

    def clean_slug(self) -> str:
        slug, day = self.cleaned_data["slug"], self.instance.publication_date
        if day and not slug:
            raise forms.ValidationError("A published story keeps an address. Write a slug.")
        if day and Article.objects.filter(publication_date=day, slug=slug).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Another story of that day has this slug. Change one of them.")
        return slug

    def clean_section(self) -> Any:
        if self.instance.is_out and self.cleaned_data["section"] is None:
            raise forms.ValidationError("A published story stands in a section.")
        return self.cleaned_data["section"]

    def revision_fields(self) -> dict[str, Any]:
        """What `revise` takes."""
        names = ["headline", "deck", "dateline", "body", "lead_image", "note"]
        return {name: self.cleaned_data[name] for name in names} | {"bylines": list(self.cleaned_data["bylines"])}


class WorkflowForm(forms.Form):
    """What a verb may need: a time, a reason, a note, a section."""

    day = forms.DateField(required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    time = forms.TimeField(required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    which = forms.ChoiceField(
        required=False,
        choices=[(FIRST, "the first time, before the clock is set back"), (SECOND, "the second time, after it")],
        widget=forms.RadioSelect,
        label="Which of the two",
    )
    reason = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    note = forms.CharField(required=False, max_length=300, widget=forms.TextInput(attrs={"size": 60}))
    section = forms.ModelChoiceField(Section.objects, required=False, empty_label="Choose one")

    comes_twice = False

    def clean(self) -> dict[str, Any]:
        """`at` is the moment that day and time mean on the newsroom's clock; None without them."""
        cleaned = super().clean()
        day, time = cleaned.get("day"), cleaned.get("time")
        cleaned["at"] = None
        if day and time:
            try:
                cleaned["at"] = moment(day, time, timezone.get_current_timezone(), cleaned.get("which", ""))
            except NoSuchTime as problem:
                self.add_error("time", str(problem))
            except ComesTwice as problem:
                self.comes_twice = True
                self.add_error("which", str(problem))
        return cleaned
