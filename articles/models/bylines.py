from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords


class Byline(models.Model):
    """Who wrote it, as printed over the story: one of the staff or an agency. Not a person in the news."""

    class Kind(models.TextChoices):
        STAFF = "staff", "staff"
        AGENCY = "agency", "agency"

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STAFF)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
