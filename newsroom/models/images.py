import hashlib
import secrets
from itertools import product
from pathlib import Path
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from newsroom import pictures
from newsroom.storing import store_whole


def validate_picture(file: Any) -> None:
    """What is uploaded must be a whole picture, not only begin like one. One in the store was looked at before."""
    if file._committed:
        return
    try:
        pictures.decode(file)
    except pictures.BadPicture as problem:
        raise ValidationError(str(problem)) from problem


def new_key() -> str:
    return secrets.token_urlsafe(12)


def original_path(image: "Image", file_name: str) -> str:
    """A random name inside the store: nothing of the uploaded name reaches the disk but a known suffix."""
    suffix = Path(file_name).suffix.lower()
    known = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".tif", ".tiff"}
    return f"originals/{secrets.token_hex(16)}{suffix if suffix in known else '.bin'}"


def path_of_bytes(content: bytes) -> str:
    """A name inside the store that the same bytes always have."""
    return f"originals/{hashlib.sha256(content).hexdigest()}"


_ZERO_TO_ONE = [MinValueValidator(0), MaxValueValidator(1)]


class Image(models.Model):
    """A picture in the library. Readers get renditions by `key`, which changes when the pixels would."""

    file = models.ImageField(upload_to=original_path, validators=[validate_picture])
    # As readers see it. Django's own `width_field` knows nothing of how the camera was held.
    width = models.PositiveIntegerField(editable=False, null=True)
    height = models.PositiveIntegerField(editable=False, null=True)
    key = models.CharField(max_length=32, unique=True, editable=False, default=new_key)
    alt = models.CharField(
        "alternative text",
        max_length=250,
        blank=True,
        help_text="What the picture shows, for readers who cannot see it.",
    )
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=120, blank=True)
    focal_x = models.FloatField(default=0.5, validators=_ZERO_TO_ONE, help_text="0 is the left edge, 1 the right.")
    focal_y = models.FloatField(default=0.4, validators=_ZERO_TO_ONE, help_text="0 is the top, 1 the bottom.")
    created_at = models.DateTimeField(auto_now_add=True)

    history = HistoricalRecords(excluded_fields=["width", "height"])

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.alt or self.caption[:60] or f"Picture {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises BadPicture for a new file that is none."""
        if not self.file._committed:
            self.width, self.height = pictures.upright_size(self.file)
        super().save(*args, **kwargs)

    @classmethod
    def with_bytes(cls, content: bytes) -> Self | None:
        """The picture that was taken in with these very bytes by `keep`, if there is one."""
        return cls.objects.filter(file=path_of_bytes(content)).order_by("pk").first()

    @classmethod
    def keep(cls, content: bytes, size: tuple[int, int], *, alt: str = "", caption: str = "", credit: str = "") -> Self:
        """The picture of the library with these bytes, as it is there; else a new one with these words.

        `size` is that of the decoded picture: whoever calls this has looked at it whole. The file has its name from
        its bytes: one that was left by a process that died is written over by the next, and never stands twice.
        """
        if known := cls.with_bytes(content):
            return known
        path = path_of_bytes(content)
        store_whole(path, content)
        width, height = size
        image = cls(file=path, width=width, height=height, alt=alt, caption=caption, credit=credit)
        image._change_reason = "imported"
        image.save()
        return image

    def rendition_path(self, spec_name: str, encoding: str = "webp") -> str:
        return f"renditions/{self.key}/{spec_name}.{encoding}"

    def url(self, spec_name: str, encoding: str = "webp") -> str:
        return reverse("newsroom:rendition", args=[self.key, spec_name, encoding])

    def make_rendition(self, spec_name: str, encoding: str = "webp") -> str:
        """Draw one rendition unless it is there; gives its path in the store. Raises BadPicture, KeyError."""
        path = self.rendition_path(spec_name, encoding)
        if not default_storage.exists(path):
            with self.file.open("rb") as file:
                self._keep(path, pictures.decode(file), spec_name, encoding)
        return path

    def make_renditions(self) -> None:
        """Draw all that readers may ask for, so that none of them waits. Raises BadPicture."""
        with self.file.open("rb") as file:
            picture = pictures.decode(file)
        for spec_name, encoding in product(pictures.SPECS, pictures.ENCODINGS):
            self._keep(self.rendition_path(spec_name, encoding), picture, spec_name, encoding)

    def _keep(self, path: str, picture: Any, spec_name: str, encoding: str) -> None:
        spec, focal_point = pictures.SPECS[spec_name], (self.focal_x, self.focal_y)
        store_whole(path, pictures.render(picture, spec, focal_point, encoding))

    @property
    def small_url(self) -> str:
        return self.url("square160")

    @property
    def square_url(self) -> str:
        return self.url("square480")

    @property
    def medium_url(self) -> str:
        return self.url("w960")

    @property
    def large_url(self) -> str:
        return self.url("w1600")

    @property
    def square_avif_url(self) -> str:
        return self.url("square480", "avif")

    @property
    def avif_srcset(self) -> str:
        return self._srcset("avif")

    @property
    def webp_srcset(self) -> str:
        return self._srcset("webp")

    def _srcset(self, encoding: str) -> str:
        widths = [(name, spec.width) for name, spec in pictures.SPECS.items() if not spec.height]
        return ", ".join(f"{self.url(name, encoding)} {width}w" for name, width in widths)
