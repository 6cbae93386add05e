"""What imports of officials leave behind: what they set, and files that wait for a word."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from people.models.identifiers import OfModel


class ImportedRecord(models.Model):
    """What an import last set of a record on the word of one source: a value that is another now is an editor's.

    `values` holds {field: value as in JSON}; of persons also `names`, the forms that were added, and `positions`, each
    {position, office, started, ended, title}, the numbers those of rows. Written by `people/filing/`.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, editable=False)
    object_id = models.PositiveBigIntegerField(editable=False)
    target = GenericForeignKey()
    source = models.CharField(max_length=80, editable=False)
    values = models.JSONField(default=dict, editable=False)
    imported_at = models.DateTimeField(auto_now=True)

    objects = OfModel.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = "imported value"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "source"],
                name="imported_record_once",
                violation_error_message="The word of this source is remembered already.",
            )
        ]

    def __str__(self) -> str:
        return f"as {self.source} has it"


class UploadedPeople(models.Model):
    """A file of officials that somebody uploaded at the desk and has not confirmed yet; one for each user."""

    uploaded_by = models.OneToOneField(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.CASCADE, related_name="uploaded_people"
    )
    file_name = models.CharField(max_length=255, editable=False)
    source = models.CharField(max_length=80, blank=True, editable=False)
    content = models.BinaryField(editable=False)
    uploaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "uploaded people"

    def __str__(self) -> str:
        return self.file_name

    @property
    def version(self) -> str:
        """Which upload it is: the next one of the same user takes its row."""
        return f"{self.pk}-{self.uploaded_at.isoformat()}"
