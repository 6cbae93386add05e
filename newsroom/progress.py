from collections.abc import Iterable, Iterator, Sized
from typing import Any, TypeVar

Item = TypeVar("Item")
WIDTH = 30
LONG_RUN = 20


def with_progress(items: Iterable[Item], stream: Any, total: int | None = None) -> Iterator[Item]:
    """Go through the items and draw a bar for somebody who watches a long run; nothing into a file or a pipe.

    `total` says how many they are, where they do not know it themselves.
    """
    if total is None:
        total = len(items) if isinstance(items, Sized) else 0
    watched = total >= LONG_RUN and stream.isatty()
    for number, item in enumerate(items, 1):
        yield item
        if watched:
            done = "█" * (WIDTH * number // total)
            stream.write(f"\r{done:░<{WIDTH}} {number}/{total}", ending="\n" if number == total else "")
