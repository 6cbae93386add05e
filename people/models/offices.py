from collections.abc import Collection
from typing import Any, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from newsroom.slugs import make_slug, slug_among
from people.models.organizations import Organization
from people.models.release import Released, ReleasedQuerySet
from people.names import LONGEST_KEY, phrase_key


class OfficeQuerySet(ReleasedQuerySet):
    def published(self) -> Self:
        """The offices readers may see: released, in an organization that is."""
        return self.filter(released_at__lte=timezone.now(), organization__in=Organization.objects.published())

    def reachable(self) -> Self:
        return self.published()


class Office(Released):
    """A title in an organization; it exists when nobody holds it (Popolo's Post)."""

    title = models.CharField(max_length=120, help_text="Foreign Minister, Secretary of State, Member for Eastmouth.")
    title_key = models.CharField(max_length=LONGEST_KEY, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="offices", limit_choices_to={"merged_into": None}
    )
    slug = models.SlugField(max_length=140, unique=True, allow_unicode=True, blank=True)
    summary = models.TextField(blank=True)

    identifiers = GenericRelation("people.Identifier")
    imported = GenericRelation("people.ImportedRecord")

    objects = OfficeQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["title_key"])

    reference_labels = {"organization": "offices"}

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            *Released.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "title_key"],
                name="office_once_in_an_organization",
                violation_error_message="That organization has this office already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.organization.name}"

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Of the key too, which no form shows, and of the organization, which inline forms do not show."""
        self.title_key = phrase_key(self.title)
        excluded = set(exclude or ())
        super().validate_constraints(excluded if "title" in excluded else excluded - {"title_key", "organization"})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title_key = phrase_key(self.title)
        if not self.slug:
            wanted = make_slug(f"{self.title} {self.organization.short_name or self.organization.name}", 120)
            self.slug = slug_among(Office.objects, wanted)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("people:office_detail", args=[self.slug])

    @property
    def is_released(self) -> bool:
        return super().is_released and self.organization.is_released
