"""What a story is before it is a row: what was read from a file, and why one could not be read."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from newsroom.dates import UNKNOWN


@dataclass(frozen=True)
class Picture:
    """A picture of a story. `address` is as printed: a path beside the file, or an absolute address.

    `content` is the picture itself where it travelled inside the file; nothing is ever fetched.
    """

    address: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    content: bytes | None = None


@dataclass(frozen=True)
class Story:
    """A story as received, cleaned. `body` is sanitised HTML; `warnings` tell an editor what was left out or guessed.

    `date` is the first day it can mean, `date_precision` (day, month, year) how much of it is known.
    `held_back` says why it was not for readers at its source (a draft, private); empty where it was, or nobody knows.
    `embargo` is a line over the copy that says it is under one.
    `published_at` and `embargoed_until` without a zone are in the paper's own. `identifier` is what its source calls it
    for ever, `address` where it stood there. A figure in the body names one of `pictures` by its place, beginning with
    1; `lead` names the picture above the body likewise, 0 is none.
    """

    headline: str
    body: str
    deck: str = ""
    dateline: str = ""
    bylines: tuple[str, ...] = ()
    date: datetime.date | None = None
    date_precision: str = UNKNOWN
    language: str | None = None
    source: str = ""
    warnings: tuple[str, ...] = ()
    held_back: str = ""
    published_at: datetime.datetime | None = None
    embargo: str = ""
    embargoed_until: datetime.datetime | None = None
    section: str = ""
    tags: tuple[str, ...] = ()
    identifier: str = ""
    address: str = ""
    pictures: tuple[Picture, ...] = ()
    lead: int = 0


@dataclass(frozen=True)
class Received:
    """One story of a file, and the bytes it was read from: the whole file, or its own part of an archive.

    `name` tells it from the others of its archive; a story that is a file of its own has none.
    """

    story: Story
    content: bytes
    name: str = ""


@dataclass(frozen=True)
class Unread:
    """One story of an archive that could not be read, and why; the others can."""

    name: str
    reason: str


@dataclass(frozen=True)
class LeftOut:
    """What an archive holds beside stories: so many of a kind, as a plural: pages, comments."""

    kind: str
    count: int = 1


Found = Received | Unread | LeftOut
# A parser: from an open file (to be read from its beginning, as often as needed) to what is in it, one after the other.
# It raises UnreadableStory, at any point, and nothing else.
Reader = Callable[[BinaryIO], Iterator[Found]]


class UnreadableStory(Exception):
    """A file that is no story we can read. The message tells an editor what to do."""
