"""Files of any known format to stories; which files to read; how the same copy is known again."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from articles.body import canonical_text
from articles.importing.decoding import decode
from articles.importing.furniture import folded
from articles.importing.html import read_html
from articles.importing.stories import Story, UnreadableStory
from articles.importing.text import read_text

MAX_BYTES = 5 * 1024**2

_TEXT = (".txt", ".text", ".md", ".markdown")
_PAGES = (".html", ".htm", ".xhtml")


def read_story(content: bytes, file_name: str) -> Story:
    """A story from the bytes of a file. The name tells the format; where it does not, the bytes do.

    Raises UnreadableStory, with words for an editor, and nothing else.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableStory(f"The file is larger than {MAX_BYTES // 1024**2} MB: not a single story.")
    is_page = _is_page(content, Path(file_name).suffix.lower())
    decoded = decode(content, is_page)
    story = read_html(decoded.text) if is_page else read_text(decoded.text)
    return replace(story, warnings=(*decoded.warnings, *story.warnings))


def _is_page(content: bytes, suffix: str) -> bool:
    beginning = content[:2048].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if beginning.startswith((b"<!doctype html", b"<html", b"<?xml", b"<!--")):
        return True
    if suffix in _TEXT + _PAGES:
        return suffix in _PAGES
    return beginning.startswith(b"<") and any(
        tag in beginning for tag in (b"<p>", b"<p ", b"<h1", b"<div", b"<article")
    )


def story_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to read: those named, and below folders all of a known format, in a stable order.

    Hidden files and links in folders are left alone. A path that does not exist, or a folder that may not be read,
    comes as it is: opening it tells the reason.
    """
    for path in paths:
        if path.is_dir():
            yield from _files_below(path)
        else:
            yield path


def _files_below(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        path = Path(entry.path)
        if entry.is_dir():
            yield from _files_below(path)
        elif entry.is_file() and path.suffix.lower() in _TEXT + _PAGES:
            yield path


def fingerprint(story: Story) -> str:
    """The same for the same words, whatever the encoding, line ends, marks, spacing, case or format of the file."""
    words = f"{folded(story.headline)} {folded(canonical_text(story.body))}"
    return hashlib.sha256(words.encode()).hexdigest()
