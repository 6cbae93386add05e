"""The JSON values of a file of any size, one after the other: one alone, an array of them, or one on each line."""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from articles.importing.stories import UnreadableStory

CHUNK = 64 * 1024
MAX_VALUE = 8 * 1024**2  # characters

_SPACE = re.compile(r"[\s\ufeff]*")
_SCAN = json.JSONDecoder().raw_decode


@dataclass(frozen=True)
class Value:
    """A value, and its own bytes as UTF-8."""

    value: object
    content: bytes


@dataclass(frozen=True)
class BrokenValue:
    """A line that holds no value; the others do."""

    line: int
    reason: str


def values(file: BinaryIO) -> Iterator[Value | BrokenValue]:
    """The values of a file; memory is needed for one at a time.

    A broken line among others is told and passed over. Raises UnreadableStory for what is no JSON, breaks off, or
    holds a value that is too large; the values before are yielded first.
    """
    file.seek(0)
    beginning = [file.readline(MAX_VALUE), file.readline(MAX_VALUE)]
    file.seek(0)
    is_lines = all(line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") for line in beginning) and any(
        map(_is_whole, beginning)
    )
    yield from _lines(file) if is_lines else _stream(file)


def _is_whole(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _lines(file: BinaryIO) -> Iterator[Value | BrokenValue]:
    number = 0
    while line := file.readline(MAX_VALUE):
        number += 1
        if len(line) == MAX_VALUE:
            raise UnreadableStory(f"Line {number} is longer than a story.")
        try:
            text = line.decode("utf-8-sig").strip()
            if text:
                yield Value(json.loads(text), text.encode())
        except (ValueError, RecursionError) as problem:
            yield BrokenValue(number, _told(problem))


def _stream(file: BinaryIO) -> Iterator[Value]:
    """One value, or the values of one array; whatever stands on which line."""
    text = _Text(file)
    text.skip_space()
    is_array = text.has("[")
    if is_array:
        text.at += 1
    is_first = True
    while True:
        text.skip_space()
        if is_array and text.has("]"):
            return
        if not is_first:
            if not text.has(","):
                raise UnreadableStory("The JSON is broken: a comma is missing between two values, or its end.")
            text.at += 1
            text.skip_space()
        value, source = text.take_value()
        yield Value(value, source.encode("utf-8", "replace"))
        is_first = False
        if not is_array:
            return


class _Text:
    """The text of a file from where it is read now: `held[at:]` and what is still to come."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.held = ""
        self.at = 0
        self.is_whole = False

    def more(self, wanted: int) -> None:
        """So many characters ahead, as far as the file has them."""
        self.held, self.at = self.held[self.at :], 0
        parts, length = [self.held], len(self.held)
        while length < wanted and not self.is_whole:
            chunk = self.file.read(CHUNK)
            self.is_whole = not chunk
            parts.append(self.decoder.decode(chunk, self.is_whole))
            length += len(parts[-1])
        self.held = "".join(parts)

    def has(self, character: str) -> bool:
        return self.held.startswith(character, self.at)

    def skip_space(self) -> None:
        while True:
            found = _SPACE.match(self.held, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.held) or self.is_whole:
                return
            self.more(1)

    def take_value(self) -> tuple[object, str]:
        """The value that begins here, and its text. Raises UnreadableStory."""
        begin = self.at
        while True:
            try:
                value, self.at = _SCAN(self.held, begin)
            except (ValueError, RecursionError) as problem:
                if self.is_whole or isinstance(problem, RecursionError):
                    raise UnreadableStory(f"The JSON breaks off or is broken: {_told(problem)}.") from None
                if len(self.held) - begin > MAX_VALUE:
                    raise UnreadableStory("It holds a value larger than any story.") from None
                self.at = begin
                self.more(max(2 * (len(self.held) - begin), CHUNK))  # cut off, perhaps; a few tries will tell
                begin = self.at
            else:
                return value, self.held[begin : self.at]


def _told(problem: Exception) -> str:
    if isinstance(problem, RecursionError):
        return "it is nested too deep"
    if isinstance(problem, json.JSONDecodeError):
        return f"{problem.msg.lower()} at character {problem.pos}"
    return "it is no UTF-8" if isinstance(problem, UnicodeDecodeError) else "a number is too long"
