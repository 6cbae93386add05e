"""A packed folder (.zip) of stories and their pictures, unpacked where it harms nobody."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import BinaryIO

from articles.importing.stories import UnreadableStory

PACKED = b"PK\x03\x04"
MAX_UNPACKED = 4 * 1024**3
_MOST_MEMBERS = 100_000
_PORTION = 256 * 1024
# What a damaged package or a lying one makes the packing raise.
DAMAGED = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, OSError, EOFError, LookupError, ValueError,
    NotImplementedError, RuntimeError,
)  # fmt: skip


def is_packed_folder(file: BinaryIO, file_name: str) -> bool:
    """Whether a file is a package, and not a document that is one within; of a damaged one only its name tells."""
    file.seek(0)
    if file.read(len(PACKED)) != PACKED:
        return False
    try:
        with zipfile.ZipFile(file) as package:
            return "[Content_Types].xml" not in package.namelist()
    except DAMAGED:
        return not file_name.lower().endswith(".docx")


@contextmanager
def unpacked(file: BinaryIO, suffixes: frozenset[str], most: int = MAX_UNPACKED) -> Iterator[Path]:
    """A folder with the members that are named so, as long as it is looked at.

    Raises UnreadableStory for a package that is damaged, locked, leads out of its folder or unpacks to more than
    `most` bytes. The sizes are counted while unpacking: a package may lie about them.
    """
    with TemporaryDirectory(prefix="stories-") as name:
        folder = Path(name)
        try:
            _unpack(file, folder, suffixes, most)
        except DAMAGED as problem:
            why = problem.strerror if isinstance(problem, OSError) and problem.strerror else "it is damaged"
            raise UnreadableStory(f"The package was not unpacked: {why}. Pack its folder again and retry.") from None
        yield folder


def _unpack(file: BinaryIO, folder: Path, suffixes: frozenset[str], most: int) -> None:
    file.seek(0)
    with zipfile.ZipFile(file) as package:
        members = package.infolist()
        if len(members) > _MOST_MEMBERS:
            raise UnreadableStory(f"The package holds more than {_MOST_MEMBERS} files. Import it in several.")
        for member in members:
            if problem := danger_of(member):
                raise UnreadableStory(f"Nothing of the package was taken: a part of it {problem}.")
        left = most
        for member in members:
            if _is_wanted(member, suffixes):
                left = _write(package, member, folder / member.filename, left)


def danger_of(member: zipfile.ZipInfo) -> str:
    """Why a package with this member is not unpacked; empty when it may be."""
    path = member.filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or path[1:2] == ":":
        return "leads out of its folder"
    return "is locked with a password" if member.flag_bits & 1 else ""


def _is_wanted(member: zipfile.ZipInfo, suffixes: frozenset[str]) -> bool:
    """Whether it is a file of a known kind: none that is hidden, and no link."""
    path = PurePosixPath(member.filename)
    is_hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return not (member.is_dir() or is_hidden or is_link) and path.suffix.lower() in suffixes


def _write(package: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, left: int) -> int:
    """Unpack one member, and give how many bytes may follow."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with package.open(member) as unpacking, path.open("xb") as written:
        while portion := unpacking.read(_PORTION):
            left -= len(portion)
            if left < 0:
                raise UnreadableStory("The package unpacks to more than is taken at once. Import it in several.")
            written.write(portion)
    return left
