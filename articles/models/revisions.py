from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse_lazy
from django_prose_editor.fields import ProseEditorField

from articles.body import canonical_text, sanitise
from newsroom.models import Image

# The editor offers what `articles.body.sanitise` keeps, so that opening a story drops nothing.
BODY_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "HardBreak": True,
    "Blockquote": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Heading": {"levels": [2, 3, 4]},
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "LibraryPicture": {"chooser": reverse_lazy("admin:newsroom_image_choose")},
    "PlainPaste": True,
}


class Revision(models.Model):
    """A saved version of a story; never changed after it is written.

    `text` is the canonical text of the body: what every anchor's offsets count code points of.
    """

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    headline = models.CharField(max_length=250)
    deck = models.TextField(blank=True, help_text="The lines under the headline.")
    dateline = models.CharField(max_length=120, blank=True, help_text="TOKYO, Jan. 7")
    body = ProseEditorField(blank=True, extensions=BODY_EXTENSIONS, sanitize=sanitise)
    lead_image = models.ForeignKey("newsroom.Image", null=True, blank=True, on_delete=models.PROTECT)
    bylines = models.ManyToManyField("articles.Byline", through="articles.RevisionByline", blank=True)
    pictures = models.ManyToManyField(
        "newsroom.Image", through="articles.RevisionPicture", related_name="shown_in", editable=False
    )
    text = models.TextField(editable=False, blank=True)
    note = models.CharField(max_length=200, blank=True, help_text="What changed, for colleagues.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"],
                name="revision_number_once",
                violation_error_message="Somebody saved this story at the same moment. Reload it and save again.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.headline} (version {self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A revision is never changed. Write a new one.")
        self.body = sanitise(self.body)
        self.text = canonical_text(self.body)
        super().save(*args, **kwargs)

    def all_pictures(self) -> models.QuerySet:
        """Above the body and in it."""
        return Image.objects.filter(models.Q(pk=self.lead_image_id) | models.Q(pk__in=self.pictures.values("pk")))

    def byline_names(self) -> list[str]:
        return [entry.byline.name for entry in self.byline_entries.all()]


class RevisionPicture(models.Model):
    """A picture that stands in the body of a revision; as long as it does, the library keeps it."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="picture_entries")
    image = models.ForeignKey("newsroom.Image", on_delete=models.PROTECT, related_name="entries")

    class Meta:
        verbose_name = "picture in a story"
        verbose_name_plural = "pictures in stories"
        constraints = [models.UniqueConstraint(fields=["revision", "image"], name="picture_once_in_a_revision")]

    def __str__(self) -> str:
        return str(self.revision)


class RevisionByline(models.Model):
    """A byline over one revision, in its place in the row."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="byline_entries")
    byline = models.ForeignKey("articles.Byline", on_delete=models.PROTECT, related_name="entries")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["revision", "byline"], name="byline_once_in_a_revision")]

    def __str__(self) -> str:
        return self.byline.name
