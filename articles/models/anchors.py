from django.core.exceptions import ValidationError
from django.db import models

from articles.anchors import Span, covers


class Anchor(models.Model):
    """Where a citation stands in one revision: ordered (start, end) code points of the canonical text.

    `words` are the words there as readers see them, kept so that lists need not load whole stories.
    """

    citation = models.ForeignKey("articles.Citation", on_delete=models.CASCADE, related_name="anchors")
    revision = models.ForeignKey("articles.Revision", on_delete=models.CASCADE, related_name="anchors")
    segments = models.JSONField()
    words = models.TextField()

    class Meta:
        ordering = ["revision", "citation"]
        constraints = [
            models.UniqueConstraint(
                fields=["citation", "revision"],
                name="one_anchor_in_a_revision",
                violation_error_message="This statement is anchored in this version already.",
            )
        ]

    def __str__(self) -> str:
        return self.words[:80]

    @property
    def spans(self) -> list[Span]:
        return [(start, end) for start, end in self.segments]

    def clean(self) -> None:
        if not covers(self.spans, self.revision.text):
            raise ValidationError("These words do not stand in this version of the story.")
