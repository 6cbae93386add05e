from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from articles.models.articles import Article

IN_AN_HOUR = 5  # from one address


class TooManyReports(Exception):
    """This address has sent as many reports as anybody sends in an hour."""


class ReaderReportQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Not settled yet, the oldest first."""
        return self.filter(status=ReaderReport.Status.OPEN).order_by("received_at", "pk")


class ReaderReport(models.Model):
    """What a reader says is wrong in a story or a statement. For the desk alone: no page shows it."""

    class Status(models.TextChoices):
        OPEN = "open", "open"
        SETTLED = "settled", "settled"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="reader_reports", verbose_name="story")
    statement = models.ForeignKey(
        "articles.Statement", null=True, blank=True, on_delete=models.SET_NULL, related_name="reader_reports"
    )
    text = models.TextField("what is wrong", max_length=3000)
    email = models.EmailField("e-mail", blank=True, help_text="Forgotten as soon as the report is settled.")
    sender = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN, editable=False, db_index=True)
    outcome = models.TextField("what was done", max_length=1000, blank=True)
    correction = models.ForeignKey(
        "articles.Correction", null=True, blank=True, on_delete=models.SET_NULL, related_name="reader_reports"
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReaderReportQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["email", "sender"])

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", settled_at=None)
                | Q(status="settled", settled_at__isnull=False, email="") & ~Q(outcome=""),
                name="settled_report_says_what_was_done",
                violation_error_message="Say what was done. A settled report keeps no e-mail address.",
            )
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @classmethod
    def receive(cls, *, article: Article, statement: Any, text: str, email: str, sender: str) -> "ReaderReport":
        """Keep what a reader wrote. Raises TooManyReports."""
        lately = cls.objects.filter(sender=sender, received_at__gt=timezone.now() - timedelta(hours=1))
        if lately.count() >= IN_AN_HOUR:
            raise TooManyReports
        return cls.objects.create(article=article, statement=statement, text=text, email=email, sender=sender)

    @transaction.atomic
    def settle(self, *, by: Any, outcome: str, correction: Any = None) -> None:
        """Say what was done about it, for colleagues. The reader's address is forgotten."""
        if by is not None and not by.has_perm("articles.change_readerreport"):
            raise PermissionDenied("An editor settles what readers report.")
        now = ReaderReport.objects.select_for_update().get(pk=self.pk)
        if not now.is_open:
            raise ValidationError(f"{now.settled_by or 'Somebody'} has settled this report already.")
        if not outcome.strip():
            raise ValidationError("Say what was done.")
        if correction is not None and correction.article_id != self.article_id:
            raise ValidationError("That correction stands on another story.")
        self.status, self.settled_at, self.settled_by = self.Status.SETTLED, timezone.now(), by
        self.outcome, self.correction = outcome.strip(), correction
        self.email = self.sender = ""
        self._history_user, self._change_reason = by, "settled"
        self.save()
