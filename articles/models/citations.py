import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, Min, OuterRef, ProtectedError, Q, Subquery
from django.utils import timezone
from simple_history.models import HistoricalRecords

from articles.anchors import Following, Span, covers, shown_words
from articles.introducing import introduction
from articles.models.anchors import Anchor
from articles.models.articles import Article
from articles.models.record_lines import RecordLine
from articles.models.search_entries import SearchEntry
from articles.models.telling_words import TellingWord
from newsroom.models import OldAddress
from people.models import Office, Organization, Person
from people.names import folded_words

# Through which relations a statement brings somebody into public view.
_BROUGHT_IN = {
    Person: ["statements", "statements_for"],
    Organization: ["statements", "statements_for", "offices__positions__statements"],
    Office: ["positions__statements"],
}


Concerned = dict[type[models.Model], set[int]]


def brought_in_by(statements: Iterable[int | None]) -> Concerned:
    """The persons, organizations and offices behind these statements as they stand now."""
    statements = set(statements) - {None}
    return {
        model: {
            pk
            for relation in relations
            for pk in model.objects.filter(**{f"{relation}__in": statements}).values_list("pk", flat=True)
        }
        for model, relations in _BROUGHT_IN.items()
    }


def earliest_stories(model: type[models.Model], concerned: set[int]) -> dict[int, datetime]:
    """For those of `concerned` that a confirmed citation brings in, when the first such story is published."""
    bringing = Citation.objects.out_or_due()
    earliest: dict[int, datetime] = {}
    for relation in _BROUGHT_IN[model] if concerned else ():
        rows = model.objects.filter(pk__in=concerned, **{f"{relation}__citations__in": bringing}).order_by()
        story_time = Min(f"{relation}__citations__article__published_at")
        for pk, first in rows.values("pk").annotate(first=story_time).values_list("pk", "first"):
            earliest[pk] = min(first, earliest.get(pk, first))
    return earliest


def refresh_releases(statements: Iterable[int | None], before: Concerned | None = None) -> None:
    """Bring up to date how these statements are counted, since when the persons, organizations and offices behind them
    are public, and what all of them are found by.

    `before` are those that `brought_in_by` gave ahead of a change that may have let go of some.
    """
    statements = set(statements) - {None}
    RecordLine.objects.keep(statements)
    for model, concerned in brought_in_by(statements).items():
        concerned |= (before or {}).get(model, set())
        earliest = earliest_stories(model, concerned)
        things = list(model.objects.filter(pk__in=concerned))
        for brought_in in things:
            brought_in.release(earliest.get(brought_in.pk))
        SearchEntry.objects.keep_names(things)
    SearchEntry.objects.keep_citations(Citation.objects.filter(statement__in=statements))


def protect_confirmed(collector: Any, field: Any, citations: Any, using: str) -> None:
    """On deletion of a story: confirmed citations forbid it, suggestions and rejected ones go with it."""
    confirmed = [citation for citation in citations if citation.status == Citation.Status.CONFIRMED]
    if confirmed:
        raise ProtectedError("Confirmed statements rest on this story. Withdraw it instead.", set(confirmed))
    models.CASCADE(collector, field, citations, using)


class CitationQuerySet(models.QuerySet):
    def published(self) -> Self:
        """The citations readers may see: confirmed, their words in the live version of a public story,
        the statement not retracted, its speaker not private."""
        return self.printed().filter(statement__retracted_at=None)

    def printed(self) -> Self:
        """The published ones, and those that would be if their statement were not retracted: readers find the words
        in the story's text all the same, and what is corrected of them stays corrected."""
        is_out = Exists(
            Article.objects.published().filter(pk=OuterRef("article"))
        )  # a list of all would be made each time
        return self._not_private().filter(is_out, anchors__revision=F("article__live_revision"))

    def out_or_due(self) -> Self:
        """Those that readers see, or will once their story's time has come."""
        return self._not_private().filter(
            article__in=Article.objects.out_or_due(),
            anchors__revision=F("article__live_revision"),
            statement__retracted_at=None,
        )

    def would_be_public_in(self, revision: Any) -> Self:
        """Those that readers would see if this version of its story were live."""
        return self._not_private().filter(
            statement__retracted_at=None, article=revision.article_id, anchors__revision=revision
        )

    def _not_private(self) -> Self:
        return self.confirmed().exclude(statement__speaker_person__is_private=True)

    def reworded(self) -> Self:
        """The published ones that have other words in the latest version than readers see, as `words` and
        `newer_words`."""
        newer = Anchor.objects.filter(citation=OuterRef("pk"), revision=OuterRef("article__latest_revision"))
        return (
            self.published()
            .annotate(words=F("anchors__words"), newer_words=Subquery(newer.values("words")[:1]))
            .exclude(newer_words=None)
            .exclude(words=F("newer_words"))
        )

    def confirmed(self) -> Self:
        return self.filter(status=Citation.Status.CONFIRMED)

    def suggested(self) -> Self:
        return self.filter(status=Citation.Status.SUGGESTED)

    def orphaned(self) -> Self:
        """Confirmed, and their words do not stand in the latest version of the story."""
        return self.confirmed().exclude(anchors__revision=F("article__latest_revision"))

    def undated(self) -> Self:
        """Of statements whose day nobody knows."""
        return self.filter(statement__said_on=None)

    def lost_between(self, old: Any, new: Any) -> Self:
        """Suggested and confirmed, with their `words` in the one version, and without any in the other."""
        return (
            self.exclude(status=Citation.Status.REJECTED)
            .filter(anchors__revision=old)
            .exclude(pk__in=Anchor.objects.filter(revision=new).values("citation"))
            .annotate(words=F("anchors__words"))
            .select_related("statement__speaker_person", "statement__speaker_organization")
            .order_by("pk")
        )

    def with_last_words(self) -> Self:
        """With `last_words`: those each had in the last version that had any."""
        anchors = Anchor.objects.filter(citation=OuterRef("pk")).order_by("-revision__number")
        return self.annotate(last_words=Subquery(anchors.values("words")[:1])).order_by("pk")

    def to_decide(self) -> Self:
        """Suggested in stories that somebody took up, on their way to readers or there."""
        return self.suggested().filter(article__in=Article.objects.going().exclude(owner=None))

    def for_lists(self) -> Self:
        """After `published()`: with the words, where they stand, and the story without its body."""
        return (
            self.annotate(words=F("anchors__words"), segments=F("anchors__segments"))
            .select_related("article__live_revision")
            .defer("article__live_revision__body", "article__live_revision__text")
            .order_by("article__published_at", "pk")
        )

    def for_story(self) -> Self:
        """After `published()`: the marks of one story, with the words, where they stand and who spoke."""
        return self.annotate(words=F("anchors__words"), segments=F("anchors__segments")).select_related(
            "statement__speaker_person__portrait",
            "statement__speaker_organization",
            "statement__behalf_person",
            "statement__behalf_organization",
        )

    def refresh_releases(self) -> None:
        refresh_releases(self.values_list("statement", flat=True))


class Citation(models.Model):
    """One story's report of a statement: suggested by the finder or made by an editor, then decided on."""

    class Kind(models.TextChoices):
        DIRECT = "direct", "quoted"
        MIXED = "mixed", "partly quoted"
        INDIRECT = "indirect", "reported"

    class Status(models.TextChoices):
        SUGGESTED = "suggested", "suggested"
        CONFIRMED = "confirmed", "confirmed"
        REJECTED = "rejected", "rejected"

    class Confidence(models.TextChoices):
        HIGH = "high", "high"
        MEDIUM = "medium", "medium"
        LOW = "low", "low"

    article = models.ForeignKey(Article, on_delete=protect_confirmed, related_name="citations")
    statement = models.ForeignKey(
        "articles.Statement", null=True, blank=True, on_delete=models.PROTECT, related_name="citations"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    full_name = models.CharField(max_length=200, blank=True, help_text="The speaker's full name, as this story has it.")
    printed_name = models.CharField(max_length=300, blank=True, help_text="The mention beside the words: “He”.")
    printed_title = models.CharField(max_length=300, blank=True)
    printed_organization = models.CharField(max_length=300, blank=True)
    printed_on_behalf_of = models.CharField(max_length=300, blank=True)
    cue = models.CharField(max_length=120, blank=True, help_text="The word that attributes it: said, according to.")
    is_translated = models.BooleanField("translated", default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.SUGGESTED, db_index=True)
    confidence = models.CharField(max_length=10, choices=Confidence, blank=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why the finder suggested it.")
    words_key = models.CharField(max_length=64, editable=False, help_text="Tells the same words again.")
    matched_person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="suggested_citations"
    )
    matched_organization = models.ForeignKey(
        "people.Organization",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="suggested_citations",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CitationQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["words_key"])

    reference_labels = {
        "matched_person": "suggestions that name them",
        "matched_organization": "suggestions that name them",
    }

    class Meta:
        ordering = ["article", "pk"]
        indexes = [models.Index(fields=["article", "words_key"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="confirmed") | Q(statement__isnull=False, decided_at__isnull=False),
                name="confirmed_citation_has_statement",
                violation_error_message="Say who spoke before you confirm.",
            ),
            models.CheckConstraint(
                condition=~Q(status="suggested") | Q(statement=None, decided_at=None),
                name="suggested_citation_is_undecided",
                violation_error_message="A suggestion has no statement yet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name or self.printed_name or 'Somebody'}, {self.get_kind_display()}"

    @staticmethod
    def key_of(words: str) -> str:
        """What two spellings of the same words share: folded, as a hash."""
        return hashlib.sha256(" ".join(folded_words(words)).encode()).hexdigest()

    @property
    def introduction(self) -> str:
        """The verb before words that are not the speaker's own; nothing before those that are."""
        return "" if self.kind == self.Kind.DIRECT else introduction(self.cue, self.article.language)

    @staticmethod
    def decided_now() -> datetime:
        return timezone.now().replace(microsecond=0)

    def precedence(self) -> tuple[Any, ...]:
        """Sorts citations of one statement: direct words first, then the earliest story."""
        return (list(self.Kind).index(self.Kind(self.kind)), self.article.published_at, self.pk)

    def get_absolute_url(self) -> str:
        """Where it stands: the story, at the first of its words."""
        return f"{self.article.get_absolute_url()}#{self.mark_id}"

    @property
    def is_confirmed(self) -> bool:
        return self.status == self.Status.CONFIRMED

    @property
    def mark_id(self) -> str:
        return f"st-{self.pk}"

    # Verbs

    def decide(self, by: Any, status: str) -> None:
        self.status = status
        self.decided_by, self.decided_at = by, self.decided_now()
        self._history_user, self._change_reason = by, status
        self.save()

    def refresh_releases(self, before: Concerned | None = None) -> None:
        """Bring up to date who is public through this citation, or was `before`; a story that is not out, and has
        no time to be, brings in nobody."""
        if self.article.status == Article.Status.PUBLISHED:
            refresh_releases([self.statement_id], before)

    @transaction.atomic
    def confirm(self, *, by: Any, statement: Any) -> None:
        """This story reports that statement. Raises PermissionDenied, or ValidationError without words."""
        self.article.require_decidable(by)
        if not self.anchors.filter(revision=self.article.latest_revision_id).exists():
            raise ValidationError("The words do not stand in the latest version. Give the words first.")
        if statement.retracted_at and statement.pk != self.statement_id:
            raise ValidationError("That statement was retracted. Take the retraction back, or confirm a new one.")
        before, left = brought_in_by([self.statement_id]), self.statement
        self.statement = statement
        self.decide(by, self.Status.CONFIRMED)
        if left is not None and left != statement and not left.citations.exists():
            OldAddress.pass_on(left, statement)  # nobody reports it any more but as this one
            left.reattributions.update(statement=statement)
            left.delete()
        self.refresh_releases(before)
        if statement.speaker_person:
            self.article.people.add(statement.speaker_person)
        if statement.speaker_organization:
            self.article.organizations.add(statement.speaker_organization)

    @transaction.atomic
    def reject(self, *, by: Any) -> None:
        """Not a statement, or not to be kept. The finder will not suggest these words in this story again."""
        self.article.require_decidable(by)
        self.decide(by, self.Status.REJECTED)
        self.refresh_releases()

    @transaction.atomic
    def reopen(self, *, by: Any) -> None:
        """Nothing is decided any more: the suggestion waits again."""
        self.article.require_decidable(by)
        self.statement, self.status = None, self.Status.SUGGESTED
        self.decided_by = self.decided_at = None
        self._history_user, self._change_reason = by, "taken back"
        self.save()

    @transaction.atomic
    def place(self, segments: Sequence[Span], *, by: Any) -> None:
        """Say where the words stand in the latest revision. The live one follows where it has the same words."""
        self.article.require_editable(by)
        latest, live = self.article.latest_revision, self.article.live_revision
        if not covers(segments, latest.text):
            raise ValidationError("These words do not stand in the story.")
        self._write_anchor(latest, segments)
        if live and live != latest:
            there = Following(latest.text, live.text).follow(segments)
            if there:
                self._write_anchor(live, there)
        words = " ".join(latest.text[start:end] for start, end in segments)
        self.words_key = self.key_of(words)
        TellingWord.objects.remember({self.pk: words})

    def _write_anchor(self, revision: Any, segments: Sequence[Span]) -> None:
        Anchor.objects.update_or_create(
            citation=self,
            revision=revision,
            defaults={
                "segments": [list(span) for span in segments],
                "words": shown_words(revision.text, segments, self.kind),
            },
        )
