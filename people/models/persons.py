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
from people.models.release import Released, ReleasedQuerySet
from people.names import LONGEST_KEY, initials, is_written_family_first, name_key

validate_wikidata_id = RegexValidator(r"^Q[1-9]\d*$", "A Wikidata id is a Q and a number, like Q42.")


def sort_name(name: str) -> str:
    """As in an index: `Blinken, Antony`; a guess, for an editor to mend."""
    if is_written_family_first(name):
        return " ".join(name.split())
    *given, family = name.split()
    return f"{family}, {' '.join(given)}" if given else family


def wikidata_id_once(model: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["wikidata_id"],
        condition=~Q(wikidata_id=""),
        name=f"{model}_wikidata_id_once",
        violation_error_message="Another record has this Wikidata id. Is it the same?",
    )


class PersonQuerySet(ReleasedQuerySet):
    def published(self) -> Self:
        """The persons readers may see."""
        return self.filter(released_at__lte=timezone.now(), is_private=False, merged_into=None)

    def reachable(self) -> Self:
        return self.published()

    def without_office(self) -> Self:
        """Those who may be officials, and no office of theirs is known."""
        return self.filter(positions=None, is_private=False, merged_into=None)

    def known_as(self, *names: str) -> Self:
        """The persons who bear any of these names in any form, order of words, case or accents."""
        keys = {name_key(name) for name in names} - {""}
        bears = Q(name_key__in=keys) | Q(pk__in=PersonName.objects.filter(key__in=keys).values("person"))
        return self.filter(bears, merged_into=None)


class Person(Released):
    """Somebody whose statements are kept: an official, as a rule. Reporters are bylines, not persons."""

    name = models.CharField(max_length=120, help_text="As you publish it: Antony Blinken.")
    sort_name = models.CharField(
        max_length=125,
        blank=True,
        db_index=True,
        help_text="As in an index: Blinken, Antony. Filled in for you.",
    )
    name_key = models.CharField(max_length=LONGEST_KEY, editable=False, db_index=True)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True, blank=True)
    summary = models.TextField(blank=True, help_text="One or two sentences for the head of the page.")
    portrait = models.ForeignKey("newsroom.Image", null=True, blank=True, on_delete=models.PROTECT)
    wikidata_id = models.CharField(
        "Wikidata id", max_length=20, blank=True, validators=[validate_wikidata_id], help_text="Like Q42."
    )
    website = models.URLField(blank=True)
    is_private = models.BooleanField(
        "private person",
        default=False,
        help_text="Never shown as a speaker, whatever is confirmed: a witness, a minor, somebody under threat.",
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    tags = TaggableManager(through="newsroom.TaggedItem", blank=True)

    identifiers = GenericRelation("people.Identifier")
    imported = GenericRelation("people.ImportedRecord")

    objects = PersonQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["name_key"])

    reference_labels = {"merged_into": "records merged into it"}

    class Meta:
        verbose_name_plural = "persons"
        ordering = ["sort_name", "pk"]
        permissions = [("merge_person", "Can merge persons, and undo it")]
        constraints = [*Released.Meta.constraints, wikidata_id_once("person")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        require_wikidata_id_to_be_free(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = name_key(self.name)
        if not self.sort_name:
            self.sort_name = sort_name(self.name)
        if not self.slug:
            self.slug = slug_among(Person.objects, make_slug(self.name))
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("people:person_detail", args=[self.slug])

    @property
    def is_released(self) -> bool:
        return super().is_released and not self.is_private and self.merged_into_id is None

    @property
    def initials(self) -> str:
        return initials(self.name, self.sort_name)

    def also_known_as(self) -> "list[PersonName]":
        """The other forms of the name that readers see; misspellings stay in the newsroom."""
        return [form for form in self.names.all() if form.kind != PersonName.Kind.MISSPELLING]


class PersonName(models.Model):
    """Another form of a person's name. One form may belong to several persons: then nothing is matched."""

    class Kind(models.TextChoices):
        ALIAS = "alias", "also known as"
        FORMER = "former", "former name"
        NATIVE = "native", "in native script"
        TRANSLITERATION = "transliteration", "transliteration"
        MISSPELLING = "misspelling", "misspelling (matched, never shown)"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=LONGEST_KEY, editable=False, db_index=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.ALIAS)
    start_date = models.DateField("used from", null=True, blank=True)
    end_date = models.DateField("used until", null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["key"])

    reference_labels = {"person": "other names"}

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"],
                name="person_name_once",
                violation_error_message="This form is there already.",
            ),
            models.CheckConstraint(
                condition=Q(start_date=None) | Q(end_date=None) | Q(end_date__gte=models.F("start_date")),
                name="person_name_dates_in_order",
                violation_error_message="The name ends before it begins.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = name_key(self.name)
        super().save(*args, **kwargs)
