"""A person, an organization and an office become public when a story brings them in, or by hand."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone


class ReleasedQuerySet(models.QuerySet):
    def to_come(self) -> Self:
        """Those that readers will see by the clock alone, and do not see yet."""
        return self.filter(released_at__gt=timezone.now())


class Released(models.Model):
    """`released_at` says from when on readers see the page.

    Publishing a story sets it for whom its confirmed statements bring in (the earliest such story counts, and
    it is taken back when the last one goes); an editor who releases by hand keeps it.
    """

    released_at = models.DateTimeField(
        "public since", null=True, blank=True, db_index=True, help_text="From then on readers see this page."
    )
    released_by_hand = models.BooleanField(
        default=False,
        help_text="Stays public whatever becomes of the stories. Set when you fill in the date.",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(released_by_hand=False) | models.Q(released_at__isnull=False),
                name="%(class)s_released_by_hand_has_date",
                violation_error_message="Say since when this is public, or untick “released by hand”.",
            )
        ]

    @property
    def is_released(self) -> bool:
        """Whether readers may see the page now: what `published()` says of many, said of one."""
        return self.released_at is not None and self.released_at <= timezone.now()

    def release(self, earliest_story: datetime | None) -> bool:
        """Follow the earliest story that brings this in; None when there is none any more. Says if it changed."""
        if self.released_by_hand or self.released_at == earliest_story:
            return False
        self.released_at = earliest_story
        self.save(update_fields=["released_at"])
        return True

    def release_by_hand(self, since: datetime) -> bool:
        """Public since then, or earlier where it is, whatever becomes of the stories. Says if it changed."""
        before = self.released_at, self.released_by_hand
        self.released_at, self.released_by_hand = min(self.released_at or since, since), True
        if before == (self.released_at, True):
            return False
        self.save(update_fields=["released_at", "released_by_hand"])
        return True
