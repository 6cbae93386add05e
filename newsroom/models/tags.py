import unicodedata
from collections.abc import Collection
from typing import Any

from django.db import models
from django.urls import reverse
from taggit.models import GenericTaggedItemBase, TagBase

from newsroom.slugs import make_slug, slug_among

LONGEST_KEY = 200


def tag_key(name: str) -> str:
    """What two spellings of one tag share: Unicode-folded case and single spaces, in every script."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(folded.split())[:LONGEST_KEY]


class TagQuerySet(models.QuerySet):  # not a manager: taggit asks `objects.using(…)`, which is a plain queryset
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

    key = models.CharField(max_length=LONGEST_KEY, editable=False)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                name="tag_once",
                violation_error_message="There is this tag already, perhaps in another spelling.",
            )
        ]

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Of the key too: no form shows it, but it follows from the name."""
        self.key = tag_key(self.name)
        excluded = set(exclude or ())
        super().validate_constraints(excluded if "name" in excluded else excluded - {"key"})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = tag_key(self.name)
        if not self.slug:
            self.slug = slug_among(Tag.objects, make_slug(self.name))
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("articles:tag_detail", args=[self.slug])


def names_of_tags(row: Any) -> list[str]:
    return sorted(row.tags.values_list("name", flat=True), key=tag_key)


def told_change(before: Collection[str], after: Collection[str]) -> str:
    """A change of tags in words, for the history of a record: tags stand in no column of it."""
    return f"tags: {', '.join(before) or 'none'} → {', '.join(after) or 'none'}"


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
