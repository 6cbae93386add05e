from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords
from taggit.managers import TaggableManager

from articles.models import readiness
from articles.models.revisions import Revision
from articles.models.search_entries import SearchEntry
from articles.models.sections import Section
from newsroom.dates import DAY, MONTH, PRECISIONS, UNKNOWN, YEAR, in_two_columns
from newsroom.models import Publication
from newsroom.slugs import make_slug, slug_among


class NoAddress(Http404):
    """Asked for the address of a story that has none."""


class ArticleQuerySet(models.QuerySet):
    def published(self) -> Self:
        """The stories readers may see: published, and their time has come."""
        return self.filter(
            status=Article.Status.PUBLISHED, published_at__lte=timezone.now(), live_revision__isnull=False
        )

    def out_or_due(self) -> Self:
        """Public, or approved to be at its time."""
        return self.filter(status=Article.Status.PUBLISHED)

    def scheduled(self) -> Self:
        return self.filter(status=Article.Status.PUBLISHED, published_at__gt=timezone.now())

    def in_work(self) -> Self:
        """Drafts, and what waits for review."""
        return self.filter(status__in=[Article.Status.DRAFT, Article.Status.IN_REVIEW])

    def going(self) -> Self:
        """On their way to readers, or there: neither withdrawn nor spiked."""
        return self.in_work() | self.out_or_due()

    def unclaimed(self) -> Self:
        """Copy that came in and nobody has taken up."""
        return self.in_work().filter(owner=None)

    def with_newer_draft(self) -> Self:
        """Out or due, and saved again since: readers do not see the newest version."""
        return self.out_or_due().exclude(live_revision=F("latest_revision"))

    def withdrawn(self) -> Self:
        """Once public, taken back with a reason: a stub stands in their place."""
        return self.filter(status=Article.Status.WITHDRAWN)

    def reachable(self) -> Self:
        """Those with a page or a stub."""
        return self.published() | self.withdrawn()

    def for_lists(self) -> Self:
        """With what a list shows, without whole bodies; newest first."""
        return (
            self.with_bylines()
            .select_related("section", "live_revision__lead_image")
            .defer("live_revision__body", "live_revision__text")
            .order_by("-published_at", "-pk")
        )

    def with_bylines(self) -> Self:
        return self.prefetch_related("live_revision__byline_entries__byline")


class Article(models.Model):
    """A story. Its words stand in revisions; readers see the live one."""

    class Status(models.TextChoices):
        DRAFT = "draft", "draft"
        IN_REVIEW = "in_review", "in review"
        PUBLISHED = "published", "published"
        WITHDRAWN = "withdrawn", "withdrawn"
        SPIKED = "spiked", "spiked"

    slug = models.SlugField(max_length=100, allow_unicode=True, blank=True, help_text="From the headline, if empty.")
    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.PROTECT, related_name="articles")
    language = models.CharField(max_length=20, default="en", help_text="Language tag of the story, like en or ja.")
    source = models.CharField(max_length=120, blank=True, help_text="Where the copy came from, as readers see it.")
    source_document = models.OneToOneField(
        "articles.SourceDocument", null=True, blank=True, editable=False, on_delete=models.PROTECT
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text="Who works on it.",
    )
    people = models.ManyToManyField(
        "people.Person", blank=True, related_name="articles", limit_choices_to={"merged_into": None}
    )
    organizations = models.ManyToManyField(
        "people.Organization", blank=True, related_name="articles", limit_choices_to={"merged_into": None}
    )
    story_date = models.DateField(null=True, blank=True)
    story_date_precision = models.CharField(max_length=10, choices=PRECISIONS, default=UNKNOWN)
    dated = in_two_columns("story_date")  # the day the story is about, from which its statements take theirs
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, editable=False, db_index=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    publication_date = models.DateField(null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(blank=True, editable=False)
    changes_requested = models.TextField(blank=True, editable=False)
    live_revision = models.ForeignKey(
        Revision, null=True, blank=True, editable=False, on_delete=models.RESTRICT, related_name="live_in"
    )
    latest_revision = models.ForeignKey(
        Revision, null=True, blank=True, editable=False, on_delete=models.RESTRICT, related_name="latest_in"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    tags = TaggableManager(through="newsroom.TaggedItem", blank=True)

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords()

    reference_labels = {"people": "stories they are in", "organizations": "stories they are in"}

    class Meta:
        verbose_name = "story"
        verbose_name_plural = "stories"
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("edit_any_article", "Can work on any story, not only their own"),
            ("publish_article", "Can publish, schedule and withdraw stories"),
            ("spike_article", "Can spike stories and take them back"),
        ]
        indexes = [models.Index(fields=["status", "-published_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["publication_date", "slug"],
                name="article_slug_once_a_day",
                violation_error_message="Another story of that day has this slug. Change one of them.",
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | Q(
                    published_at__isnull=False,
                    publication_date__isnull=False,
                    live_revision__isnull=False,
                    section__isnull=False,
                )
                & ~Q(slug=""),
                name="published_article_is_complete",
                violation_error_message="A published story needs a section, a slug and a time.",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | ~Q(withdrawal_reason=""),
                name="withdrawn_article_says_why",
                violation_error_message="Say why the story is withdrawn: readers will see it.",
            ),
            models.CheckConstraint(
                condition=Q(story_date__isnull=True, story_date_precision=UNKNOWN)
                | Q(story_date__isnull=False, story_date_precision__in=[DAY, MONTH, YEAR]),
                name="article_story_date_fits_precision",
                violation_error_message="The date of the story and its precision do not fit each other.",
            ),
        ]

    def __str__(self) -> str:
        revision = self.latest_revision
        return revision.headline if revision else self.slug or "Untitled story"

    def get_absolute_url(self) -> str:
        """The public address; only a story that has been given a day has one."""
        day = self.publication_date
        if day is None:
            raise NoAddress("a story that was never published has no address")
        return reverse(
            "articles:article_detail", args=[f"{day.year:04}", f"{day.month:02}", f"{day.day:02}", self.slug]
        )

    # What it is right now

    @property
    def is_public(self) -> bool:
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at is not None
            and self.published_at <= timezone.now()
        )

    @property
    def is_scheduled(self) -> bool:
        return self.status == self.Status.PUBLISHED and not self.is_public

    @property
    def version(self) -> str:
        """Tells one state of the story from another: forms carry the one they were loaded with."""
        stands = (self.latest_revision_id, self.live_revision_id, self.status, self.published_at, self.owner_id)
        return "-".join(str(part) for part in (*stands, self.section_id))

    @property
    def is_out(self) -> bool:
        """Public, or approved to be at its time: what is changed now reaches readers without a further look."""
        return self.status == self.Status.PUBLISHED

    @property
    def has_newer_draft(self) -> bool:
        return self.live_revision_id is not None and self.live_revision_id != self.latest_revision_id

    # Who may do what. `by` is a user, or None for somebody at the server's own command line.

    def may_be_edited(self, by: Any) -> bool:
        if by is None:
            return True
        mine = self.owner_id is not None and self.owner_id == by.pk
        return by.has_perm("articles.change_article") and (mine or by.has_perm("articles.edit_any_article"))

    def require_editable(self, by: Any) -> None:
        if not self.may_be_edited(by):
            raise PermissionDenied("This is not your story. Its owner or an editor may change it.")

    def may_be_decided_on(self, by: Any) -> bool:
        """Whether somebody may confirm and reject its statements: of a story that is out only who may publish."""
        return self.may_be_edited(by) and (not self.is_out or by is None or by.has_perm("articles.publish_article"))

    def may_be_filed(self, by: Any) -> bool:
        """Whether somebody may choose its section: it takes effect at once, so on a story that is out an editor."""
        return self.may_be_edited(by) and (not self.is_out or by is None or by.has_perm("articles.edit_any_article"))

    def require_decidable(self, by: Any) -> None:
        self.require_editable(by)
        if not self.may_be_decided_on(by):
            raise PermissionDenied("Readers see this story, so an editor decides on its statements.")

    @staticmethod
    def require(by: Any, permission: str, message: str) -> None:
        if by is not None and not by.has_perm(f"articles.{permission}"):
            raise PermissionDenied(message)

    # Verbs

    def lock(self) -> None:
        """Hold the row for the rest of the transaction and read it afresh."""
        Article.objects.select_for_update().get(pk=self.pk)
        self.refresh_from_db()

    def record(self, by: Any, what: str) -> None:
        """Store, with a line in the history."""
        self._history_user = by
        self._change_reason = what
        self.save()

    def _expect(self, *statuses: str, otherwise: str) -> None:
        if self.status not in statuses:
            raise ValidationError(f"The story is {self.get_status_display()}. {otherwise}")

    @transaction.atomic
    def take(self, *, by: Any) -> None:
        """Make unclaimed copy one's own."""
        self.require(by, "change_article", "You may not work on stories.")
        self.lock()
        if self.owner_id not in (None, by.pk):
            raise ValidationError(f"{self.owner} has taken this story already.")
        self.owner = by
        self.record(by, "taken")

    @transaction.atomic
    def submit(self, *, by: Any) -> None:
        self.lock()
        self.require_editable(by)
        self._expect(self.Status.DRAFT, otherwise="Only a draft can be sent to review.")
        self.status, self.changes_requested = self.Status.IN_REVIEW, ""
        self.record(by, "sent to review")

    @transaction.atomic
    def request_changes(self, *, by: Any, note: str) -> None:
        """Back to its owner, who reads the note until the story is sent to review again, or published."""
        self.require(by, "publish_article", "Only an editor can send a story back.")
        self.lock()
        self._expect(self.Status.IN_REVIEW, otherwise="Only a story in review can be sent back.")
        if not note.strip():
            raise ValidationError("Say what should change: its owner reads it.")
        self.status, self.changes_requested = self.Status.DRAFT, note.strip()
        self.record(by, f"changes requested: {self.changes_requested}")

    @transaction.atomic
    def file_under(self, *, by: Any, section: Section | None) -> None:
        """Choose the section. Readers of a story that is out see it at once, so there an editor does."""
        self.lock()
        self.require_editable(by)
        if not self.may_be_filed(by):
            raise PermissionDenied("Readers see this story, so an editor chooses its section.")
        if self.status == self.Status.SPIKED:
            raise ValidationError("The story is spiked. Take it back first.")
        if section is None:
            raise ValidationError("Choose a section.")
        self.section = section
        self.record(by, f"filed under {section}")

    def publishing_problems(self) -> list[str]:
        """What stands in the way of publishing the latest revision, in words for an editor."""
        return readiness.problems(self)

    def publishing_warnings(self) -> list[str]:
        """What an editor may want to see to before publishing, but need not."""
        return readiness.warnings(self)

    @transaction.atomic
    def publish(self, *, by: Any, at: datetime | None = None) -> None:
        """Make the latest revision live, now or at `at`; again, to let a newer draft replace the live one.

        Raises PermissionDenied, or ValidationError with all that is in the way.
        """
        self.require(by, "publish_article", "You may not publish stories.")
        self.lock()
        self._expect(
            self.Status.DRAFT,
            self.Status.IN_REVIEW,
            self.Status.PUBLISHED,
            self.Status.WITHDRAWN,
            otherwise="Take it back first.",
        )
        if problems := self.publishing_problems():
            raise ValidationError(problems)
        now = timezone.now().replace(microsecond=0)
        was_out = self.is_public or self.status == self.Status.WITHDRAWN
        if was_out and at is not None and at > now:
            raise ValidationError("This story is out already. Publish it now, or leave it as it is.")
        if was_out:
            if self.live_revision_id != self.latest_revision_id:
                self.updated_at = now
        else:
            self._give_address(at or now)
        self.live_revision = self.latest_revision
        self.status, self.changes_requested = self.Status.PUBLISHED, ""
        self.withdrawn_at, self.withdrawal_reason = None, ""
        self.record(by, "scheduled" if self.is_scheduled else "published")
        self._follow()

    def _follow(self) -> None:
        """What follows from readers seeing the story, or not any more: who is public, and what is found."""
        self.citations.refresh_releases()
        SearchEntry.objects.keep_stories(Article.objects.filter(pk=self.pk))

    def _give_address(self, at: datetime) -> None:
        """A time, the paper's day at that time, and a slug free on that day."""
        self.published_at = at
        self.publication_date = at.astimezone(Publication.current().zone).date()
        that_day = Article.objects.filter(publication_date=self.publication_date).exclude(pk=self.pk)
        self.slug = slug_among(that_day, self.slug or make_slug(str(self)))

    @transaction.atomic
    def unschedule(self, *, by: Any) -> None:
        """Back to review: a scheduled story that is not out yet."""
        self.require(by, "publish_article", "You may not change what is scheduled.")
        self.lock()
        if not self.is_scheduled:
            raise ValidationError("This story is not waiting for its time.")
        self.status = self.Status.IN_REVIEW
        self.published_at = self.publication_date = self.live_revision = None
        self.record(by, "taken off the schedule")
        self._follow()

    @transaction.atomic
    def withdraw(self, *, by: Any, reason: str) -> None:
        """Take a public story back. Its address keeps a stub with the reason; its statements leave the record."""
        self.require(by, "publish_article", "You may not withdraw stories.")
        self.lock()
        if not self.is_public:
            raise ValidationError("Only a story that readers can see can be withdrawn.")
        if not reason.strip():
            raise ValidationError("Say why the story is withdrawn: readers will see it.")
        self.status = self.Status.WITHDRAWN
        self.withdrawn_at = timezone.now().replace(microsecond=0)
        self.withdrawal_reason = reason.strip()
        self.record(by, "withdrawn")
        self._follow()

    @transaction.atomic
    def spike(self, *, by: Any) -> None:
        """Put copy aside that will not run. It stays known when it comes again."""
        self.require(by, "spike_article", "You may not spike stories.")
        self.lock()
        self._expect(self.Status.DRAFT, self.Status.IN_REVIEW, otherwise="Only unpublished copy can be spiked.")
        self.status = self.Status.SPIKED
        self.record(by, "spiked")

    @transaction.atomic
    def unspike(self, *, by: Any) -> None:
        self.require(by, "spike_article", "You may not take spiked stories back.")
        self.lock()
        self._expect(self.Status.SPIKED, otherwise="Only a spiked story can be taken back.")
        self.status = self.Status.DRAFT
        self.record(by, "taken back from the spike")
