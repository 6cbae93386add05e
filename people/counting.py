"""What is counted of many statements is counted once a minute: the rest of a page is as quick with many as with few.

A small record is counted whenever it is read. What a list shows is never kept, only how many there are.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from django.core.cache import caches

from people.facts import Fact, Topic

KEPT_FROM = 5_000  # statements
KEPT_FOR = 60  # seconds

Counted = TypeVar("Counted", Fact, Topic)


def counted(count: Callable[[], list[Counted]], *what: object) -> list[Counted]:
    """What `count` gives, or gave within the last minute of so many statements. `what` tells one count from another."""
    key = sha256(repr(what).encode("utf-8", "backslashreplace")).hexdigest()
    found: list[Counted] | None = caches["counts"].get(key)
    if found is None:
        found = count()
        if sum(row.statements for row in found) >= KEPT_FROM:
            caches["counts"].set(key, found, KEPT_FOR)
    return found
