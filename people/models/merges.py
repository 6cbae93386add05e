"""What editors said about possible duplicates: the same, and merged; or not the same, and never asked again."""

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


def require(by: Any, permission: str, told: str) -> None:
    """`by` is a user, or None for somebody at the server's own command line. Raises PermissionDenied."""
    if by is not None and not by.has_perm(permission):
        raise PermissionDenied(told)


class OfKind(models.QuerySet):
    def of(self, model: type[models.Model]) -> Self:
        """Those about persons, or about organizations."""
        return self.filter(content_type=ContentType.objects.get_for_model(model))


class NotTheSame(models.Model):
    """Two persons, or two organizations, that look alike and are not the same. Kept by number, the lower first."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    first = models.PositiveBigIntegerField()
    second = models.PositiveBigIntegerField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now_add=True)

    objects = OfKind.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "not the same"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "first", "second"],
                name="not_the_same_once",
                violation_error_message="This has been said already.",
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")),
                name="not_the_same_lower_first",
                violation_error_message="Name two different records, the lower number first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} is not {self.second}"

    @classmethod
    def say(cls, one: models.Model, other: models.Model, *, by: Any) -> "NotTheSame":
        """Remember that these two are not the same. Raises PermissionDenied."""
        require(by, f"people.change_{one._meta.model_name}", "Only an editor says who is not the same.")
        first, second = sorted([one.pk, other.pk])
        content_type = ContentType.objects.get_for_model(one)
        said, _ = cls.objects.get_or_create(
            content_type=content_type, first=first, second=second, defaults={"decided_by": by}
        )
        return said

    @classmethod
    def pairs(cls, model: type[models.Model]) -> set[tuple[int, int]]:
        return set(cls.objects.of(model).values_list("first", "second"))


class MergeQuerySet(OfKind):
    def standing(self) -> Self:
        return self.filter(undone_at=None)


class Merge(models.Model):
    """One record found to be another: what moved, so that it can be undone. Written by `people/merging.py`.

    `moved` holds [model, number, {column: value before}, digest after] for each row; `folded` what two rows said
    alike and one says now, [model, its values]; `created` [model, number] what keeps the other's name and addresses;
    `kept_fields` and `other_fields` {column: [before, after]} of the two records themselves.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, editable=False)
    kept_id = models.PositiveBigIntegerField(editable=False)
    other_id = models.PositiveBigIntegerField(editable=False)
    kept_name = models.CharField(max_length=160, editable=False)
    other_name = models.CharField(max_length=160, editable=False)
    moved = models.JSONField(default=list, editable=False, encoder=DjangoJSONEncoder)
    folded = models.JSONField(default=list, editable=False, encoder=DjangoJSONEncoder)
    created = models.JSONField(default=list, editable=False, encoder=DjangoJSONEncoder)
    kept_fields = models.JSONField(default=dict, editable=False, encoder=DjangoJSONEncoder)
    other_fields = models.JSONField(default=dict, editable=False, encoder=DjangoJSONEncoder)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    merged_at = models.DateTimeField(default=timezone.now, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-merged_at", "-pk"]
        indexes = [models.Index(fields=["content_type", "other_id"]), models.Index(fields=["content_type", "kept_id"])]

    def __str__(self) -> str:
        return f"{self.other_name} into {self.kept_name}"

    @property
    def model(self) -> type[models.Model]:
        return self.content_type.model_class()
