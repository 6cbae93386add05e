from collections.abc import Collection
from typing import Any, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from simple_history.models import HistoricalRecords

WIKIDATA = "wikidata"


class OfModel(models.QuerySet):
    def of(self, model: type[models.Model]) -> Self:
        """Those of persons, of organizations, or of offices."""
        return self.filter(content_type=ContentType.objects.get_for_model(model))


def require_wikidata_id_to_be_free(record: models.Model) -> None:
    """Raises ValidationError where the id in a record's field is the second one of another record."""
    bearers = Identifier.objects.of(type(record)).filter(scheme=WIKIDATA, value=record.wikidata_id)
    if record.wikidata_id and bearers.exclude(object_id=record.pk).exists():
        raise ValidationError({"wikidata_id": "Another record has this Wikidata id. Is it the same?"})


class Identifier(models.Model):
    """A number or a name in a scheme of others, `bioguide` `C000127`: what is imported again is known by it.

    One record may have several of one scheme: its source had it twice. The Wikidata id of a person or an organization
    has a field of its own; only a second one, as a merge or a source may leave it, stands here.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    scheme = models.CharField(
        max_length=80,
        validators=[RegexValidator(r"^[^\s=;]+$", "A scheme has no spaces, “=” or “;”.")],
        help_text="Whose it is, like bioguide.",
    )
    value = models.CharField(
        max_length=200,
        validators=[RegexValidator(r"^[^;\n]+$", "An identifier is one line without “;”.")],
        help_text="Like C000127.",
    )

    objects = OfModel.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["scheme", "value"]
        indexes = [models.Index(fields=["content_type", "object_id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "scheme", "value"],
                name="identifier_once",
                violation_error_message="Another record has this identifier. Is it the same?",
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}={self.value}"

    def clean(self) -> None:
        self.scheme = self.scheme.lower()
        model = self.content_type.model_class() if self.content_type_id else None
        if self.scheme == WIKIDATA and hasattr(model, "wikidata_id") and not getattr(self.target, "wikidata_id", ""):
            raise ValidationError({"scheme": "Write it into the field “Wikidata id”, where it has its place."})

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Of the kind of record too, which inline forms do not show."""
        super().validate_constraints(set(exclude or ()) - {"content_type"})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.scheme = self.scheme.lower()
        super().save(*args, **kwargs)
