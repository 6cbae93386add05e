from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class OldAddress(models.Model):
    """A path that once stood for something: it leads there in one hop, or says why it is gone.

    It points to the thing, not to its next path: however often the slug changes, one hop is enough.
    """

    path = models.CharField(max_length=500, unique=True, help_text="As it was, from the first slash on.")
    content_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    target = GenericForeignKey()
    reason = models.TextField(blank=True, help_text="Why it is gone, for readers, when it leads nowhere.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "old addresses"
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(content_type__isnull=False, object_id__isnull=False) | ~models.Q(reason=""),
                name="old_address_leads_or_tells",
                violation_error_message="Say where this address leads now, or why it is gone.",
            )
        ]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return self.path

    @classmethod
    def leave(cls, path: str, target: models.Model) -> None:
        """Remember that `target` stood at `path`. The path it stands at now stops being an old one."""
        cls.objects.filter(path=target.get_absolute_url()).delete()
        if path != target.get_absolute_url():
            content_type = ContentType.objects.get_for_model(target)
            cls.objects.update_or_create(
                path=path, defaults={"content_type": content_type, "object_id": target.pk, "reason": ""}
            )
