import re
import zoneinfo
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords


def validate_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"“{name}” is not a time zone. Write one like Europe/Lisbon or Asia/Tokyo.")


def common_time_zones() -> list[str]:
    """Those named after a place, and UTC: what an administrator chooses from. Any other is taken when typed."""
    places = (name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith(("Etc/", "US/")))
    return ["UTC", *sorted(places)]


LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def validate_language(tag: str) -> None:
    if not LANGUAGE_TAG.fullmatch(tag):
        raise ValidationError(f"“{tag}” is not a language tag. Write one like en, de or pt-BR.")


class Publication(models.Model):
    """The paper itself: one row. Every page for readers, and every mail, is in its name."""

    name = models.CharField(max_length=80, default="The Record")
    tagline = models.CharField(max_length=160, blank=True, help_text="Under the name on the front page.")
    logo = models.ForeignKey(
        "newsroom.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text="Stands in the masthead instead of the name.",
    )
    time_zone = models.CharField(
        max_length=64,
        default="UTC",
        validators=[validate_time_zone],
        help_text="The newsroom's own: it decides on which day a story was published. Like Europe/Lisbon.",
    )
    language = models.CharField(
        max_length=20,
        default="en",
        validators=[validate_language],
        help_text="Language tag, like en or pt-BR: screen readers pronounce the pages by it.",
    )
    contact_email = models.EmailField(blank=True, help_text="Where readers write to. Shown at the foot of each page.")
    imprint = models.TextField(blank=True, help_text="Who publishes this, and where. Shown at the foot of each page.")

    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "publication"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="one_publication",
                violation_error_message="There is one publication. Change that one.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> "Publication":
        """The publication; defaults, not saved, before an administrator has written anything."""
        return cls.objects.select_related("logo").filter(pk=1).first() or cls()

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)
