from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch
from django.utils import timezone
from simple_history.models import HistoricalRecords

from articles.models.articles import Article
from articles.models.citations import Citation


class CorrectionQuerySet(models.QuerySet):
    def published(self) -> Self:
        """The corrections readers may see: of public stories, and not of a time to come."""
        return self.filter(article__in=Article.objects.published(), corrected_at__lte=timezone.now())

    def to_come(self) -> Self:
        """Those of a time to come."""
        return self.filter(corrected_at__gt=timezone.now())

    def concerning(self, statements: Any) -> Self:
        """Those that concern any of these statements as a public story has them; each once. A statement that was
        retracted stays corrected."""
        printed = Citation.objects.printed().filter(statement__in=statements)
        return self.filter(
            pk__in=Correction.citations.through.objects.filter(citation__in=printed).values("correction")
        )

    def for_lists(self) -> Self:
        """With the story without its body, and `public_citations`: those it concerns that readers can see."""
        concerned = Citation.objects.published().select_related("article").order_by("pk")
        return (
            self.select_related("article__live_revision")
            .defer("article__live_revision__body", "article__live_revision__text")
            .prefetch_related(Prefetch("citations", concerned, to_attr="public_citations"))
        )


class Correction(models.Model):
    """What was wrong in a story and what is right; for everybody to see, for good."""

    class Kind(models.TextChoices):
        FACTUAL = "factual", "factual"
        MISQUOTE = "misquote", "misquote"
        MISATTRIBUTION = "misattribution", "misattribution"
        MISTRANSLATION = "mistranslation", "mistranslation"
        CLARIFICATION = "clarification", "clarification"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="corrections")
    citations = models.ManyToManyField(
        Citation,
        blank=True,
        related_name="corrections",
        help_text="The statements it concerns, where it concerns any.",
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.FACTUAL)
    text = models.TextField(help_text="What we wrote, and what is right.")
    corrected_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = CorrectionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-corrected_at", "-pk"]

    def clean(self) -> None:
        if self.corrected_at and self.corrected_at > timezone.now():
            raise ValidationError(
                {"corrected_at": "This time is still to come. A correction is dated when it is made."}
            )

    def get_absolute_url(self) -> str:
        """Where readers find it: at the foot of the story."""
        return f"{self.article.get_absolute_url()}#{self.mark_id}"

    @property
    def mark_id(self) -> str:
        return f"correction-{self.pk}"

    @property
    def last_changed(self) -> datetime:
        return max(self.corrected_at, self.updated_at)

    def __str__(self) -> str:
        return f"{self.get_kind_display().capitalize()}: {self.text[:60]}"
