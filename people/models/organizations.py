from typing import Any, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords
from taggit.managers import TaggableManager

from newsroom.slugs import make_slug, slug_among
from people.models.identifiers import require_wikidata_id_to_be_free
from people.models.persons import validate_wikidata_id, wikidata_id_once
from people.models.release import Released, ReleasedQuerySet
from people.names import LONGEST_KEY, phrase_key


class OrganizationQuerySet(ReleasedQuerySet):
    def published(self) -> Self:
        """The organizations readers may see."""
        return self.filter(released_at__lte=timezone.now(), merged_into=None)

    def reachable(self) -> Self:
        return self.published()

    def known_as(self, *names: str) -> Self:
        """The organizations that bear any of these names or short names."""
        keys = {phrase_key(name) for name in names} - {""}
        bears = (
            Q(name_key__in=keys)
            | Q(short_name_key__in=keys)
            | Q(pk__in=OrganizationName.objects.filter(key__in=keys).values("organization"))
        )
        return self.filter(bears, merged_into=None)


class Organization(Released):
    """What officials belong to and speak for: a ministry, a parliament, a party, a company."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", "government"
        MINISTRY = "ministry", "ministry"
        AGENCY = "agency", "agency"
        LEGISLATURE = "legislature", "legislature"
        JUDICIARY = "judiciary", "judiciary"
        LOCAL_GOVERNMENT = "local_government", "local government"
        PARTY = "party", "party"
        ARMED_FORCES = "armed_forces", "armed forces"
        COMPANY = "company", "company"
        NGO = "ngo", "non-governmental organization"
        MEDIA = "media", "media"
        INTERNATIONAL = "international", "international organization"

    name = models.CharField(max_length=160)
    name_key = models.CharField(max_length=LONGEST_KEY, editable=False, db_index=True)
    short_name = models.CharField(max_length=60, blank=True, help_text="As in headlines: MOFA, the Diet.")
    short_name_key = models.CharField(max_length=LONGEST_KEY, editable=False, db_index=True)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True, blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.GOVERNMENT)
    country = models.CharField(max_length=80, blank=True)
    country_code = models.CharField(
        max_length=2, blank=True, validators=[RegexValidator("^[A-Z]{2}$", "Two capital letters, like JP.")]
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        limit_choices_to={"merged_into": None},
    )
    summary = models.TextField(blank=True)
    logo = models.ForeignKey("newsroom.Image", null=True, blank=True, on_delete=models.PROTECT)
    wikidata_id = models.CharField("Wikidata id", max_length=20, blank=True, validators=[validate_wikidata_id])
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    tags = TaggableManager(through="newsroom.TaggedItem", blank=True)

    identifiers = GenericRelation("people.Identifier")
    imported = GenericRelation("people.ImportedRecord")

    objects = OrganizationQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["name_key", "short_name_key"])

    reference_labels = {"merged_into": "records merged into it", "parent": "organizations below it"}

    class Meta:
        ordering = ["name", "pk"]
        permissions = [("merge_organization", "Can merge organizations, and undo it")]
        constraints = [
            wikidata_id_once("organization"),
            *Released.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")),
                name="organization_is_not_its_own_parent",
                violation_error_message="An organization cannot be a part of itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.country})" if self.country and self.country not in self.name else self.name

    def clean(self) -> None:
        require_wikidata_id_to_be_free(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = phrase_key(self.name)
        self.short_name_key = phrase_key(self.short_name)
        if not self.slug:
            self.slug = slug_among(Organization.objects, make_slug(self.name))
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("people:organization_detail", args=[self.slug])

    @property
    def initials(self) -> str:
        return self.name[:1].upper()

    @property
    def is_released(self) -> bool:
        return super().is_released and self.merged_into_id is None


class OrganizationName(models.Model):
    """Another name of an organization, past or present."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=160)
    key = models.CharField(max_length=LONGEST_KEY, editable=False, db_index=True)
    start_date = models.DateField("used from", null=True, blank=True)
    end_date = models.DateField("used until", null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["key"])

    reference_labels = {"organization": "other names"}

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="organization_name_once",
                violation_error_message="This name is there already.",
            ),
            models.CheckConstraint(
                condition=Q(start_date=None) | Q(end_date=None) | Q(end_date__gte=models.F("start_date")),
                name="organization_name_dates_in_order",
                violation_error_message="The name ends before it begins.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = phrase_key(self.name)
        super().save(*args, **kwargs)
