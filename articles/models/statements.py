from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, F, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_update_with_history
from taggit.managers import TaggableManager

from articles.models.articles import Article
from articles.models.citations import Citation, brought_in_by, refresh_releases
from articles.models.search_entries import SearchEntry
from articles.models.statement_lists import RecordQuerySet
from newsroom.dates import DAY, MONTH, PRECISIONS, UNKNOWN, YEAR, in_two_columns
from people.names import titles_agree


class StatementQuerySet(RecordQuerySet):
    def refresh_releases(self) -> None:
        """Bring up to date who is public through these statements."""
        refresh_releases(self.values_list("pk", flat=True))

    def keep_findable(self, names: Iterable[Any] = ()) -> None:
        """Bring up to date what these statements are found by, and `names`: persons, organizations and offices."""
        SearchEntry.objects.keep_citations(Citation.objects.filter(statement__in=self.values("pk")))
        SearchEntry.objects.keep_names(names)

    def with_printed_titles(self) -> Self:
        """Each with `printed_title`, that of the first story that reports it with one; empty where none does."""
        printed = Citation.objects.confirmed().filter(statement=OuterRef("pk")).exclude(printed_title="").order_by("pk")
        return self.annotate(printed_title=Coalesce(Subquery(printed.values("printed_title")[:1]), Value("")))

    def take_offices(self, offices: dict[int, Any], *, by: Any) -> None:
        """Put these statements (by number) into these positions, or into none, with the labels of now.

        Raises PermissionDenied. To be called in a transaction.
        """
        Article.require(by, "edit_any_article", "Only an editor changes the offices of statements.")
        before = brought_in_by(offices)
        statements = list(self.filter(pk__in=offices).order_by("pk").select_for_update())
        for statement in statements:
            position = offices[statement.pk]
            statement.position, statement.office_label = position, position.label if position else ""
        bulk_update_with_history(
            statements,
            Statement,
            ["position", "office_label"],
            batch_size=500,
            default_user=by,
            default_change_reason="office changed with the position",
        )
        refresh_releases(offices, before)


class Statement(models.Model):
    """What somebody said once, however many stories report it."""

    speaker_person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="statements"
    )
    speaker_organization = models.ForeignKey(
        "people.Organization", null=True, blank=True, on_delete=models.PROTECT, related_name="statements"
    )
    speaker_source = models.CharField(
        "source as printed",
        max_length=160,
        blank=True,
        help_text="A speaker without a name: “a senior official”.",
    )
    behalf_person = models.ForeignKey(
        "people.Person",
        verbose_name="on behalf of (person)",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements_for",
    )
    behalf_organization = models.ForeignKey(
        "people.Organization",
        verbose_name="on behalf of (organization)",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements_for",
    )
    position = models.ForeignKey(
        "people.Position", null=True, blank=True, on_delete=models.PROTECT, related_name="statements"
    )
    office_label = models.CharField("office, as it was", max_length=300, blank=True, editable=False)
    said_on = models.DateField(null=True, blank=True)
    said_on_precision = models.CharField(max_length=10, choices=PRECISIONS, default=UNKNOWN)
    said = in_two_columns("said_on")
    venue = models.CharField(max_length=160, blank=True, help_text="Where it was said: a press conference, a letter.")
    dispute_note = models.TextField(
        blank=True, help_text="Shown beside the statement: who disputes or denies it, and how."
    )
    retracted_at = models.DateTimeField(null=True, blank=True, editable=False)
    retraction_reason = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    tags = TaggableManager("topics", through="newsroom.TaggedItem", blank=True)

    objects = StatementQuerySet.as_manager()
    history = HistoricalRecords()

    reference_labels = {
        "behalf_person": "statements made for them",
        "behalf_organization": "statements made for them",
        "speaker_person": "statements they made",
        "speaker_organization": "statements they made",
        "position": "statements made in office",
    }

    class Meta:
        ordering = ["-pk"]
        permissions = [
            ("retract_statement", "Can retract statements"),
            ("merge_statement", "Can merge statements and detach reports from them"),
            ("reattribute_statement", "Can give statements to another speaker, several at once"),
        ]
        indexes = [models.Index(fields=["speaker_person", "-said_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(speaker_person__isnull=False, speaker_organization=None, speaker_source="")
                | Q(speaker_person=None, speaker_organization__isnull=False, speaker_source="")
                | Q(speaker_person=None, speaker_organization=None) & ~Q(speaker_source=""),
                name="statement_has_one_speaker",
                violation_error_message="One speaker: a person, an organization, or a source as printed.",
            ),
            models.CheckConstraint(
                condition=Q(behalf_person=None) | Q(behalf_organization=None),
                name="statement_on_behalf_of_one",
                violation_error_message="On behalf of a person or of an organization, not both.",
            ),
            models.CheckConstraint(
                condition=Q(behalf_person=None) | ~Q(behalf_person=F("speaker_person")) | Q(speaker_person=None),
                name="statement_not_on_own_behalf",
                violation_error_message="Nobody speaks on their own behalf. Leave that field empty.",
            ),
            models.CheckConstraint(
                condition=Q(position=None) | Q(speaker_person__isnull=False),
                name="statement_position_is_a_persons",
                violation_error_message="Only a person speaks in an office.",
            ),
            models.CheckConstraint(
                condition=Q(said_on__isnull=True, said_on_precision=UNKNOWN)
                | Q(said_on__isnull=False, said_on_precision__in=[DAY, MONTH, YEAR]),
                name="statement_said_on_fits_precision",
                violation_error_message="The day it was said and its precision do not fit each other.",
            ),
            models.CheckConstraint(
                condition=Q(retracted_at=None) | ~Q(retraction_reason=""),
                name="retracted_statement_says_why",
                violation_error_message="Say why the statement is retracted: readers will see it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker_label}, {self.said or 'day unknown'}"

    def get_absolute_url(self) -> str:
        return reverse("articles:statement_detail", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.position and not self.office_label:
            self.office_label = self.position.label
        if not self.position:
            self.office_label = ""
        super().save(*args, **kwargs)

    @property
    def speaker(self) -> Any:
        """The person or organization; None for a source without a name."""
        return self.speaker_person or self.speaker_organization

    @property
    def speaker_label(self) -> str:
        person, organization = self.speaker_person, self.speaker_organization
        return person.name if person else organization.name if organization else self.speaker_source

    @property
    def speaker_initials(self) -> str:
        """What stands where a picture of the speaker would; of who is no person the first letter."""
        return self.speaker_person.initials if self.speaker_person else self.speaker_label[:1].upper()

    @property
    def behalf(self) -> Any:
        return self.behalf_person or self.behalf_organization

    @property
    def lead_citation(self) -> "Citation | None":
        """Whose words stand for the statement: the first, direct ones first. Needs `for_lists()`."""
        return min(self.public_citations, key=Citation.precedence, default=None)

    @property
    def other_story_count(self) -> int:
        """How many public stories report it beside the one whose words stand for it. Needs `for_lists()`."""
        return len({citation.article_id for citation in self.public_citations}) - 1

    def reason_gone(self) -> str:
        """Why a statement that readers once saw is not shown any more, for its stub."""
        if self.retraction_reason:
            return self.retraction_reason
        withdrawn = Article.objects.withdrawn().filter(citations__in=self.citations.confirmed()).first()
        return withdrawn.withdrawal_reason if withdrawn else ""

    def title_disagrees(self, printed_title: str) -> bool:
        """Whether the print gives a title that the office held that day does not bear out."""
        return bool(self.position and printed_title and not titles_agree(printed_title, self.position.title))

    @property
    def version(self) -> str:
        """Tells one state of the statement and of its reports from another: forms carry the one they were loaded
        with."""
        own = self.history.aggregate(last=Max("pk"))["last"]
        reports = Citation.history.filter(id__in=self.citations.values("pk")).aggregate(
            last=Max("pk"), count=Count("id", distinct=True)
        )
        return f"{own}-{reports['count']}-{reports['last']}"

    def may_be_decided_on(self, by: Any) -> bool:
        """Whether somebody may change what is on record: who may decide in every story that reports it."""
        return all(citation.article.may_be_decided_on(by) for citation in self.citations.select_related("article"))

    # Verbs

    def lock(self) -> None:
        """Hold the row for the rest of the transaction and read it afresh."""
        Statement.objects.select_for_update().get(pk=self.pk)
        self.refresh_from_db()

    @transaction.atomic
    def retract(self, *, by: Any, reason: str) -> None:
        """Take the statement off the record, with the reason on its stub; the stories keep their text.

        Raises PermissionDenied, or ValidationError without a reason or when it is retracted already.
        """
        Article.require(by, "retract_statement", "You may not retract statements.")
        self.lock()
        if self.retracted_at:
            raise ValidationError("This statement is retracted already. Its reason stays as it is.")
        self.retracted_at, self.retraction_reason = Citation.decided_now(), reason.strip()
        self._history_user, self._change_reason = by, "retracted"
        self.full_clean(validate_unique=False)
        self.save()
        refresh_releases([self.pk])

    @transaction.atomic
    def reinstate(self, *, by: Any, reason: str) -> None:
        """Take a retraction back: the statement is on the record again. The reason stays in the history.

        Raises PermissionDenied, or ValidationError without a reason or when it is not retracted.
        """
        Article.require(by, "retract_statement", "You may not take retractions back.")
        self.lock()
        if not self.retracted_at:
            raise ValidationError("This statement is not retracted.")
        if not reason.strip():
            raise ValidationError("Say why the retraction is taken back: colleagues find it in the history.")
        self.retracted_at, self.retraction_reason = None, ""
        self._history_user, self._change_reason = by, f"retraction taken back: {reason.strip()}"
        self.save()
        refresh_releases([self.pk])
