"""Pictures that a file of officials names by their paths: taken from its own folder, and from nowhere else."""

import hashlib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from newsroom.models import Image
from newsroom.pictures import MAX_BYTES
from people.importing.records import Picture


class Pictures:
    """Those below `folder`; without a folder there are none. With `dry_run` they are looked at and not kept."""

    def __init__(self, folder: Path | None, dry_run: bool = False) -> None:
        self.folder = folder.resolve() if folder else None
        self.dry_run = dry_run

    def read(self, picture: Picture) -> bytes:
        """Raises ValidationError for what is not a file in the folder."""
        if self.folder is None:
            raise ValidationError(f"The picture {picture.path} is taken in only by the command import_people.")
        try:
            path = (self.folder / picture.path).resolve(strict=True)
            if not path.is_relative_to(self.folder) or not path.is_file():
                raise ValidationError(f"The picture {picture.path} is not a file in the folder of this one.")
            if path.stat().st_size > MAX_BYTES:
                raise ValidationError(f"The picture {picture.path} is larger than {MAX_BYTES // 1024**2} MB.")
            return path.read_bytes()
        except (OSError, RuntimeError, ValueError):  # RuntimeError: links that lead to themselves
            raise ValidationError(f"The picture {picture.path} cannot be read.") from None

    def keep(self, content: bytes, picture: Picture, alt: str) -> Image | None:
        """Into the library like one that is uploaded. Raises ValidationError for what is no whole picture."""
        file = ContentFile(content, name=Path(picture.path).name)
        image = Image(file=file, alt=picture.alt or alt, credit=picture.credit)
        try:
            image.full_clean()
        except ValidationError as problem:
            raise ValidationError(f"The picture {picture.path}: {' '.join(problem.messages)}") from None
        if self.dry_run:
            return None
        image._change_reason = "imported"
        image.save()
        return image


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def is_same(image: Image | None, content: bytes) -> bool:
    """Whether the library has these very bytes as this picture."""
    if image is None or image.file.size != len(content):
        return False
    with image.file.open("rb") as file:
        return bool(file.read() == content)
