"""Pictures that a file of officials names by their paths: taken from its own folder, and from nowhere else."""

import hashlib
import io
from pathlib import Path

from django.core.exceptions import ValidationError

from newsroom import pictures
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
        """The one of the library with these bytes. Raises ValidationError for what is no whole picture, or told at
        too great a length."""
        said = Image(alt=picture.alt or alt, credit=picture.credit)
        try:
            size = pictures.decode(io.BytesIO(content)).size
            said.clean_fields(exclude=["file"])
        except (pictures.BadPicture, ValidationError) as problem:
            told = " ".join(problem.messages) if isinstance(problem, ValidationError) else problem
            raise ValidationError(f"The picture {picture.path}: {told}") from None
        return None if self.dry_run else Image.keep(content, size, alt=said.alt, credit=said.credit)


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def is_same(image: Image | None, content: bytes) -> bool:
    """Whether the library has these very bytes as this picture; of one whose file is lost nobody can say so."""
    try:
        if image is None or image.file.size != len(content):
            return False
        with image.file.open("rb") as file:
            return bool(file.read() == content)
    except FileNotFoundError:
        return False
