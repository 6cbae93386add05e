import unicodedata
from typing import Any

from django.db import models
from django.urls import reverse
from taggit.models import GenericTaggedItemBase, TagBase

from newsroom.slugs import free_slug, make_slug


def tag_key(name: str) -> str:
    """What two spellings of one tag share: Unicode-folded case and single spaces, in every script."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class TagManager(models.Manager):
    def get_or_create(self, defaults: dict[str, Any] | None = None, **lookup: Any) -> tuple["Tag", bool]:
        """Find by the folded name, so that "Élection" and "élection" are one tag on every database."""
        if "name" in lookup:
            name = lookup.pop("name")
            defaults = {**(defaults or {}), "name": name}
            lookup["key"] = tag_key(name)
        return super().get_or_create(defaults, **lookup)

    def get_by_natural_key(self, name: str) -> "Tag":
        return self.get(key=tag_key(name))


class Tag(TagBase):
    """A topic, shared by stories, statements, persons and organizations."""

    key = models.CharField(max_length=200, unique=True, editable=False)

    objects = TagManager()

    class Meta:
        ordering = ["key"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = tag_key(self.name)
        if not self.slug:
            taken = set(Tag.objects.values_list("slug", flat=True))
            self.slug = free_slug(make_slug(self.name), taken.__contains__)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("articles:tag_detail", args=[self.slug])


class TaggedItem(GenericTaggedItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="items")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "tag"],
                name="tagged_once",
                violation_error_message="This already has that tag.",
            )
        ]
