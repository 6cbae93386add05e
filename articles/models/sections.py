from typing import Any, Self

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from newsroom.slugs import make_slug, slug_among


class SectionQuerySet(models.QuerySet):
    def reachable(self) -> Self:
        return self.all()


class Section(models.Model):
    """A part of the paper: World, Politics, Harbour."""

    class Colour(models.TextChoices):
        """Each has a token `--hue-…` and a class `hue-…` in the stylesheets."""

        SEA = "sea", "sea blue"
        MOSS = "moss", "moss green"
        OCHRE = "ochre", "ochre"
        PLUM = "plum", "plum"
        TEAL = "teal", "teal"

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=80, unique=True, allow_unicode=True, blank=True)
    description = models.CharField(max_length=200, blank=True)
    colour = models.CharField(
        max_length=10,
        choices=Colour,
        blank=True,
        help_text="Of the section's name over its stories, and of the line over its page. Empty: the paper's red.",
    )
    order = models.PositiveSmallIntegerField(default=0, help_text="Smaller numbers come first in the menu.")

    objects = SectionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = slug_among(Section.objects, make_slug(self.name))
        super().save(*args, **kwargs)

    @property
    def hue(self) -> str:
        """The class that gives what it stands on the section's colour."""
        return f"hue-{self.colour}" if self.colour else ""

    def get_absolute_url(self) -> str:
        return reverse("articles:section_detail", args=[self.slug])
