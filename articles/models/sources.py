import hashlib
from typing import Any

from django.db import models


class SourceDocument(models.Model):
    """The bytes as they were received: a file, or the part of an archive that was one story.

    The same copy is known again by its bytes, by its words, or by what its source calls it. Where a document on file
    has its words under another name, its fingerprint is of its words and its name: the source tells the two apart.
    """

    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    sha256 = models.CharField("SHA-256 of the bytes", max_length=64, unique=True)
    fingerprint = models.CharField("SHA-256 of the words", max_length=64, unique=True)
    identifier = models.CharField("name at its source", max_length=255, unique=True, null=True, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sha256 = self.hash_of(self.content)
        super().save(*args, **kwargs)

    @staticmethod
    def hash_of(content: bytes) -> str:
        return hashlib.sha256(content).hexdigest()
