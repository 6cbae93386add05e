from typing import Any
from urllib.parse import unquote

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models


class OldAddress(models.Model):
    """A path that once stood for something: it leads there in one hop, or says why it is gone.

    It points to the thing, not to its next path: however often the slug changes, one hop is enough. Paths are kept
    as requests have them, with the letters of every script, not percent-encoded.
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

    def clean(self) -> None:
        if not self.path.startswith("/"):
            raise ValidationError({"path": "Begin with a slash, without the name of the site: /people/ada-brun/."})
        model = self.content_type.model_class() if self.content_type else None
        if self.content_type and not hasattr(getattr(model, "objects", None), "reachable"):
            raise ValidationError({"content_type": "Choose a kind of thing that has a page of its own."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.path = unquote(self.path)
        super().save(*args, **kwargs)

    def leads_to(self) -> str | None:
        """Where the thing stands now; None when it is gone, or readers may not open it."""
        target = self.target
        reachable = getattr(type(target).objects, "reachable", None) if target is not None else None
        if reachable is None or not reachable().filter(pk=target.pk).exists():
            return None
        return target.get_absolute_url()

    @classmethod
    def pass_on(cls, gone: models.Model, heir: models.Model) -> None:
        """All that led to `gone`, which is about to be deleted, leads to `heir` in one hop."""
        content_type = ContentType.objects.get_for_model(gone)
        cls.objects.filter(content_type=content_type, object_id=gone.pk).update(
            content_type=ContentType.objects.get_for_model(heir), object_id=heir.pk
        )
        cls.leave(gone.get_absolute_url(), heir)

    @classmethod
    def leave(cls, path: str, target: models.Model) -> None:
        """Remember that `target` stood at `path`. The path it stands at now stops being an old one."""
        path, path_now = unquote(path), unquote(target.get_absolute_url())
        cls.objects.filter(path=path_now).delete()
        if path != path_now:
            content_type = ContentType.objects.get_for_model(target)
            cls.objects.update_or_create(
                path=path, defaults={"content_type": content_type, "object_id": target.pk, "reason": ""}
            )

    @classmethod
    def say_gone(cls, path: str, reason: str) -> None:
        """What stood at `path` was public and is no more: 410, with the reason."""
        cls.objects.update_or_create(
            path=unquote(path), defaults={"content_type": None, "object_id": None, "reason": reason}
        )
