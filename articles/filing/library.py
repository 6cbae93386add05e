"""The pictures that stories bring along, into the library."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from articles.exporting.records import PictureRecord
from newsroom.models import Image
from people.filing.pictures import Pictures, is_same
from people.importing.records import Picture


class Library:
    """Those below `folder`. With `dry_run` they are looked at and not kept."""

    def __init__(self, folder: Path, dry_run: bool = False) -> None:
        self.pictures, self.dry_run = Pictures(folder), dry_run

    def image(self, told: PictureRecord) -> Image | None:
        """The picture with these bytes and these words beside it, made unless the library has it; None in a dry run of
        one to be made. Raises ValidationError for what is no picture in the folder."""
        content = self.pictures.read(Picture(told.file))
        beside = {name: getattr(told, name) for name in ("alt", "caption", "credit", "focal_x", "focal_y")}
        for image in Image.objects.filter(**beside).order_by("pk"):
            if is_same(image, content):
                return image
        image = Image(file=ContentFile(content, name=Path(told.file).name), **beside)
        try:
            image.full_clean()
        except ValidationError as problem:
            raise ValidationError(f"The picture {told.file}: {' '.join(problem.messages)}") from None
        if self.dry_run:
            return None
        image._change_reason = "imported"
        image.save()
        return image
