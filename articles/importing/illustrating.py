"""Pictures of stories on their way into the library."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from articles.importing.furniture import one_line
from articles.importing.picture_files import NoPictureFile, PictureFiles
from articles.importing.stories import Picture, Story
from newsroom import pictures
from newsroom.models import Image

_LONGEST_NAME = 100


@dataclass(frozen=True)
class Ready:
    """A picture whose file is there and whole. The bytes are read again when it is stored: one at a time is enough."""

    picture: Picture
    size: tuple[int, int]
    alt: str

    def into_library(self, files: PictureFiles) -> Image:
        """The picture as the library has it. Raises NoPictureFile when its file has gone meanwhile."""
        said = self.picture
        return Image.keep(
            _content(said, files),
            self.size,
            alt=_cut(said.alt, 250),
            caption=one_line(said.caption),
            credit=_cut(said.credit, 120),
        )


def ready_pictures(story: Story, files: PictureFiles) -> tuple[dict[int, Ready], list[str]]:
    """The pictures of a story that can come along, by their place, and a note for each that cannot."""
    ready, notes = {}, []
    for place, picture in enumerate(story.pictures, 1):
        try:
            content = _content(picture, files)
            size = pictures.decode(io.BytesIO(content)).size
        except (NoPictureFile, pictures.BadPicture) as problem:
            notes.append(f"the picture {picture.address[:_LONGEST_NAME]} did not come along: {problem}")
        else:
            known = Image.with_bytes(content)
            ready[place] = Ready(picture, size, known.alt if known else _cut(picture.alt, 250))
    return ready, notes


def without_words(ready: dict[int, Ready]) -> Iterator[str]:
    """The addresses of pictures that nobody who cannot see them would know of."""
    return (one.picture.address[:_LONGEST_NAME] for one in ready.values() if not one.alt)


def _content(picture: Picture, files: PictureFiles) -> bytes:
    return files.content_of(picture.address) if picture.content is None else picture.content


def _cut(words: str, longest: int) -> str:
    return one_line(words)[:longest]
