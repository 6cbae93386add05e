from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models.articles import Article

SAME_OPENING = timedelta(minutes=1)


class OpeningQuerySet(models.QuerySet):
    def by_others(self, user: Any) -> Self:
        """Those of everybody else, the latest first."""
        return self.exclude(user=user).select_related("user").order_by("-opened_at", "-pk")

    def note(self, article: Article, user: Any) -> None:
        """Remember that this user has the story open now: written at most once a minute, without the story's lock."""
        now = timezone.now()
        if not self.filter(article=article, user=user, opened_at__gt=now - SAME_OPENING).exists():
            self.bulk_create(
                [Opening(article=article, user=user, opened_at=now)],
                update_conflicts=True,
                unique_fields=["article", "user"],
                update_fields=["opened_at"],
            )


class Opening(models.Model):
    """When somebody who may edit a story last had it open: so that two do not work on it unawares."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()

    objects = OpeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "user"],
                name="one_opening_of_a_story_by_a_user",
                violation_error_message="That this user opened the story is remembered already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} opened {self.article}"
