"""Where the files of pictures are looked for: beside what is imported and in a folder of uploads, never elsewhere."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol
from urllib.parse import unquote, urlsplit

from articles.importing.reporting import shown_path
from newsroom.pictures import MAX_BYTES

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".tif", ".tiff"})
_UPLOADS = "uploads"
# A picture scaled down by WordPress, `gate-300x200.jpg`; the whole one has no size in its name.
_SIZE = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w{3,4}$)")


class NoPictureFile(Exception):
    """There is no file for this picture, or none that may be taken. The message tells an editor why."""


class PictureFiles(Protocol):
    def content_of(self, address: str) -> bytes:
        """The bytes of the file that is meant by this address. Raises NoPictureFile."""


class FolderPictures:
    """Pictures in folders: a relative path counts from `beside`, an absolute address leads into `uploads`.

    Nothing outside the folder is opened, whatever a path says and wherever a link leads; nothing is fetched.
    `called` is what an editor knows the folders by.
    """

    def __init__(self, beside: Path | None = None, uploads: Path | None = None, called: str = "") -> None:
        self.beside = beside
        self.uploads = uploads
        self.called = called

    def content_of(self, address: str) -> bytes:
        path, is_absolute = _path_of(address)
        folder = self.uploads if is_absolute else self.beside
        if folder is None:
            raise NoPictureFile("its file is not here; say where with --uploads" if is_absolute else "it has no file")
        for candidate in _candidates(path) if is_absolute else [path]:
            if (found := _inside(folder, candidate)) is not None:
                return _read(found)
        raise NoPictureFile(f"there is no such file in {self.called or shown_path(folder)}")


class SentPictures:
    """Pictures that were sent along with the files of stories, by their names alone, case apart."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self.contents = {name.casefold(): content for name, content in contents.items()}

    def content_of(self, address: str) -> bytes:
        path, _ = _path_of(address)
        try:
            return self.contents[path.name.casefold()]
        except KeyError:
            raise NoPictureFile("its file was not sent along") from None


def _path_of(address: str) -> tuple[PurePosixPath, bool]:
    """The path an address names, and whether it is absolute: of a site, or from the root of one."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        raise NoPictureFile("its address is none") from None
    if parts.scheme not in ("", "http", "https"):
        raise NoPictureFile(f"it is of the kind “{parts.scheme[:20]}:”, which is not taken")
    path = unquote(parts.path)
    is_absolute = bool(parts.netloc) or path.startswith("/")
    pieces = PurePosixPath(path.lstrip("/")).parts
    if "\\" in path or "\x00" in path or ":" in path or ".." in pieces:
        raise NoPictureFile("its path leads out of the folder")
    if not pieces:
        raise NoPictureFile("its address names no file")
    return PurePosixPath(*pieces), is_absolute


def _candidates(path: PurePosixPath) -> Iterator[PurePosixPath]:
    """`2019/03/gate.jpg` for `/wp-content/uploads/2019/03/gate-300x200.jpg`, and less likely ones behind it."""
    parts = path.parts
    tails = [path]
    if _UPLOADS in parts[:-1]:
        last = len(parts) - 1 - parts[::-1].index(_UPLOADS)
        tails.insert(0, PurePosixPath(*parts[last + 1 :]))
    for tail in tails:
        whole = tail.with_name(_SIZE.sub("", tail.name))
        yield from dict.fromkeys((whole, tail))


def _inside(folder: Path, path: PurePosixPath) -> Path | None:
    """The regular file at this path below the folder; None where there is none, or a link leads out."""
    try:
        root = folder.resolve(strict=True)
        found = (root / path).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return None
    return found if found.is_relative_to(root) and found.is_file() else None


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > MAX_BYTES:
                raise NoPictureFile(f"its file is larger than {MAX_BYTES // 1024**2} MB")
            return file.read(MAX_BYTES + 1)
    except OSError as problem:
        raise NoPictureFile(problem.strerror or "its file cannot be read") from None
