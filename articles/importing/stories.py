"""What a story is before it is a row: what was read from a file, and why one could not be read."""

import datetime
from dataclasses import dataclass

from newsroom.dates import UNKNOWN


@dataclass(frozen=True)
class Story:
    """A story as received, cleaned. `body` is sanitised HTML; `warnings` tell an editor what was left out or guessed.

    `date` is the first day it can mean, `date_precision` (day, month, year) how much of it is known.
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


class UnreadableStory(Exception):
    """A file that is no story we can read. The message tells an editor what to do."""
