"""Files of any known format to stories; which files to read; how the same copy is known again."""

import hashlib
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from articles.body import canonical_text
from articles.importing.decoding import decode
from articles.importing.feeds import read_feed
from articles.importing.furniture import folded
from articles.importing.html import read_html
from articles.importing.markdown import read_markdown
from articles.importing.ninjs import read_ninjs
from articles.importing.stories import Found, Reader, Received, Story, UnreadableStory
from articles.importing.text import read_text
from articles.importing.word import read_word
from articles.importing.wordpress import read_wordpress

MAX_BYTES = 5 * 1024**2  # of a file that is one story; archives have no limit, their stories do

_BEGINNING = 16 * 1024  # so many bytes tell a format: WordPress begins with a long comment


def _never(beginning: bytes) -> bool:
    return False


@dataclass(frozen=True)
class Format:
    """A kind of file that stories come in: what an editor calls it, how its files are named, and who reads it.

    `shows` answers whether a file with this beginning is one, whatever its name, and `may_be` where the name tells
    nothing; the beginning is in lower case.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Reader
    shows: Callable[[bytes], bool] = _never
    may_be: Callable[[bytes], bool] = _never


def _one_story(read: Callable[[str], Story], *, is_page: bool = False) -> Reader:
    """A reader of files that are one story each, from one of its text."""

    def reader(file: BinaryIO) -> Iterator[Found]:
        content = whole(file)
        decoded = decode(content, is_page)
        story = read(decoded.text)
        yield Received(replace(story, warnings=(*decoded.warnings, *story.warnings)), content)

    return reader


def whole(file: BinaryIO, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file. Raises UnreadableStory when there are more than a single story has."""
    file.seek(0)
    content = file.read(most + 1)
    if len(content) > most:
        raise UnreadableStory(f"The file is larger than {most // 1024**2} MB: not a single story.")
    return content


def _root(*names: bytes) -> Callable[[bytes], bool]:
    """Whether the first element of an XML file is one of these."""
    # each declaration and comment is matched once, without a way back: there may be thousands
    pattern = re.compile(rb"(?:(?><\?[^>]*>|<!--.*?-->)\s*+)*+<(?:" + b"|".join(names) + rb")[\s>]", re.DOTALL)
    return lambda beginning: bool(pattern.match(beginning))


def _is_wordpress(beginning: bytes) -> bool:
    return _root(b"rss")(beginning) and b"wordpress.org/export/" in beginning


def _begins(*beginnings: bytes) -> Callable[[bytes], bool]:
    return lambda beginning: beginning.startswith(beginnings)


def _is_piece_of_a_page(beginning: bytes) -> bool:
    tags = (b"<p>", b"<p ", b"<h1", b"<div", b"<article")
    return beginning.startswith(b"<") and any(tag in beginning[:2048] for tag in tags)


def _is_json(beginning: bytes) -> bool:
    return bool(re.match(rb'\[?\s*\{\s*"', beginning))


# The first that knows a file by its beginning takes it, else the first that knows its suffix, else the first it may
# be; what is none of them is plain text.
FORMATS = [
    Format("a WordPress export", (), read_wordpress, shows=_is_wordpress),
    Format(
        "a feed",
        (".rss", ".atom", ".xml"),
        read_feed,
        shows=_root(b"rss", rb"(?:\w+:)?feed", rb"(?:\w+:)?rdf"),
    ),
    Format("a Word document", (".docx",), read_word, shows=_begins(b"pk\x03\x04")),
    Format("ninjs", (".json", ".jsonl", ".ndjson", ".ninjs"), read_ninjs, may_be=_is_json),
    Format("Markdown", (".md", ".markdown"), read_markdown, may_be=_begins(b"---\n", b"---\r\n", b"+++\n")),
    Format(
        "a web page",
        (".html", ".htm", ".xhtml"),
        _one_story(read_html, is_page=True),
        shows=_begins(b"<!doctype html", b"<html", b"<?xml", b"<!--"),
        may_be=_is_piece_of_a_page,
    ),
    Format("plain text", (".txt", ".text"), _one_story(read_text)),
]


def read_stories(file: BinaryIO, file_name: str) -> Iterator[Found]:
    """What is in a file, one after the other; never all of it in memory. Its bytes tell the format, else its name.

    Raises UnreadableStory, with words for an editor, and nothing else; stories that were read before it stay read.
    """
    yield from format_of(file, file_name).read(file)


def read_story(content: bytes, file_name: str) -> Story:
    """The one story in these bytes. Raises UnreadableStory, also where there is none or there are several."""
    found = [one for one in read_stories(io.BytesIO(content), file_name) if isinstance(one, Received)]
    if len(found) != 1:
        raise UnreadableStory("There is not exactly one story in it.")
    return found[0].story


def format_of(file: BinaryIO, file_name: str) -> Format:
    file.seek(0)
    beginning = file.read(_BEGINNING).replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    file.seek(0)
    suffix = Path(file_name).suffix.lower()
    tests: tuple[Callable[[Format], bool], ...] = (
        lambda one: one.shows(beginning),
        lambda one: suffix in one.suffixes,
        lambda one: one.may_be(beginning),
    )
    return next((one for fits in tests for one in FORMATS if fits(one)), FORMATS[-1])


def suffixes() -> frozenset[str]:
    """How the files of stories are named."""
    return frozenset(suffix for one in FORMATS for suffix in one.suffixes)


PACKED_SUFFIX = ".zip"  # a folder of them, looked for in folders but not in packed ones


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
        elif entry.is_file() and path.suffix.lower() in suffixes() | {PACKED_SUFFIX}:
            yield path


def fingerprint(story: Story) -> str:
    """The same for the same words, whatever the encoding, line ends, marks, spacing, case or format of the file."""
    words = f"{folded(story.headline)} {folded(canonical_text(story.body))}"
    return hashlib.sha256(words.encode()).hexdigest()
