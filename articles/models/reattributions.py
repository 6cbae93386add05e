from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from articles.models.statements import Statement


class ReattributionQuerySet(models.QuerySet):
    def published(self) -> Self:
        """The notices readers see on the page that a statement left, newest first, each with `is_told`: whether they
        may read whose it was. Not there any more where the statement has come back."""
        come_back = Q(from_person__isnull=False, statement__speaker_person=F("from_person")) | Q(
            from_organization__isnull=False, statement__speaker_organization=F("from_organization")
        )
        public = Statement.objects.published().filter(pk=OuterRef("statement"))
        here = self.exclude(pk__in=self.model.objects.filter(come_back).values("pk"))
        return here.annotate(is_told=Exists(public)).order_by("-reattributed_at", "-pk")

    def for_lists(self) -> Self:
        return self.select_related("statement__speaker_person", "statement__speaker_organization")


class Reattribution(models.Model):
    """A statement that readers found on the page of a person or an organization, and that was another's.

    The notice stays on the page it left. Whose it was is told as long as the statement is public: what is withdrawn,
    retracted or a private person's is not named.
    """

    statement = models.ForeignKey(Statement, null=True, on_delete=models.SET_NULL, related_name="reattributions")
    from_person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="reattributions")
    from_organization = models.ForeignKey(
        "people.Organization", null=True, on_delete=models.PROTECT, related_name="reattributions"
    )
    reattributed_at = models.DateTimeField(default=timezone.now)
    reattributed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ReattributionQuerySet.as_manager()

    reference_labels = {"from_person": "statements given to others", "from_organization": "statements given to others"}

    class Meta:
        ordering = ["-reattributed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_person__isnull=False, from_organization=None)
                | Q(from_person=None, from_organization__isnull=False),
                name="reattribution_from_one_page",
                violation_error_message="A notice stands on the page of a person or of an organization.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_person or self.from_organization}, {self.reattributed_at:%Y-%m-%d}"
