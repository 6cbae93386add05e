"""The originals that stories show, as an export names them and takes them along."""

import hashlib
from pathlib import Path

from articles.exporting.records import PictureRecord
from newsroom.models import Image

FOLDER = "pictures"


class Pictures:
    """Names pictures by their bytes, the same in every newsroom; with a folder it puts copies there, each once."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._files: dict[int, str] = {}

    def picture(self, image: Image) -> PictureRecord:
        """Raises OSError where the library has lost the file."""
        return PictureRecord(
            file=self._file(image),
            alt=image.alt,
            caption=image.caption,
            credit=image.credit,
            focal_x=image.focal_x,
            focal_y=image.focal_y,
        )

    def _file(self, image: Image) -> str:
        if image.pk not in self._files:
            with image.file.open("rb") as file:
                content = file.read()
            name = f"{hashlib.sha256(content).hexdigest()}{Path(image.file.name).suffix}"
            if self.folder is not None:
                (self.folder / FOLDER).mkdir(parents=True, exist_ok=True)
                (self.folder / FOLDER / name).write_bytes(content)
            self._files[image.pk] = f"{FOLDER}/{name}"
        return self._files[image.pk]
