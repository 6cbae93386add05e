from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
WIDTH = 30
LONG_RUN = 20


def with_progress(items: Sequence[Item], stream: Any) -> Iterator[Item]:
    """Go through the items and draw a bar for somebody who watches a long run; nothing into a file or a pipe."""
    total = len(items)
    watched = total >= LONG_RUN and stream.isatty()
    for number, item in enumerate(items, 1):
        yield item
        if watched:
            done = "█" * (WIDTH * number // total)
            stream.write(f"\r{done:░<{WIDTH}} {number}/{total}", ending="\n" if number == total else "")
