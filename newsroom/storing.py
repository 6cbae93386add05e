"""Files that several workers read while one writes them."""

import os
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def store_whole(path: str, content: bytes) -> None:
    """Put `content` at `path` of the store all at once: whoever opens it finds the whole of it, or nothing.

    It is written beside, under a name that nobody asks for, and renamed; of two at the same time the last one stays.
    """
    beside = default_storage.save(f"{path}.{secrets.token_hex(8)}.part", ContentFile(content))
    os.replace(default_storage.path(beside), default_storage.path(path))
