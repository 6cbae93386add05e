"""Two editors' changes to one body put together, block by block."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.matching_blocks import in_order, match_blocks

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")


@dataclass(frozen=True)
class Merged:
    """Both editors' changes in one body. `contested`: how many blocks both changed; these stand there twice."""

    body: str
    contested: int


@dataclass(frozen=True)
class _Changes:
    """What one editor did to the blocks of a body: rewrote some, took some out, put others in behind them."""

    rewritten: dict[int, str]
    gone: set[int]
    added: dict[int, list[str]]  # behind which block; -1 is the beginning

    def touches(self, at: int) -> bool:
        return at in self.rewritten or at in self.gone


def merge_bodies(base: str, theirs: str, mine: str) -> Merged:
    """The changes of both since `base`, all three sanitised bodies. Nothing that either wrote is lost.

    What one of the two changed or took out is so; what both put in at the same place stands there one after the
    other, theirs first, and so do the two forms of a block that both rewrote. One that was rewritten by one and
    taken out by the other stays, rewritten.
    """
    blocks = list(_outer_blocks(base))
    my_changes, their_changes = _changes(blocks, mine), _changes(blocks, theirs)
    merged: list[str] = []
    contested = 0
    for at in range(-1, len(blocks)):
        if at >= 0:
            merged += _forms(at, blocks[at], their_changes, my_changes)
            contested += _is_contested(at, their_changes, my_changes)
        their_added, my_added = their_changes.added.get(at, []), my_changes.added.get(at, [])
        merged += their_added if their_added == my_added else [*their_added, *my_added]
    return Merged("".join(merged), contested)


def _is_contested(at: int, one: _Changes, other: _Changes) -> bool:
    return one.touches(at) and other.touches(at) and one.rewritten.get(at) != other.rewritten.get(at)


def _forms(at: int, block: str, theirs: _Changes, mine: _Changes) -> list[str]:
    """The block as it is after both: once, twice, or not at all."""
    if not theirs.touches(at) and not mine.touches(at):
        return [block]
    forms = [changes.rewritten[at] for changes in (theirs, mine) if at in changes.rewritten]
    return list(dict.fromkeys(forms))


def _changes(base: Sequence[str], body: str) -> _Changes:
    blocks = list(_outer_blocks(body))
    stayed = in_order(match_blocks(base, blocks))
    rewritten = {old_at: blocks[new_at] for old_at, new_at in stayed if base[old_at] != blocks[new_at]}
    added: dict[int, list[str]] = defaultdict(list)
    old_at_of = {new_at: old_at for old_at, new_at in stayed}
    behind = -1
    for new_at, block in enumerate(blocks):
        if new_at in old_at_of:
            behind = old_at_of[new_at]
        else:
            added[behind].append(block)
    return _Changes(rewritten, set(range(len(base))) - {old_at for old_at, _ in stayed}, added)


def _outer_blocks(body: str) -> Iterator[str]:
    """The outermost elements of a sanitised body, each as its HTML."""
    depth = start = 0
    for tag in _TAG.finditer(body):
        if tag[2] != "br":
            depth += -1 if tag[1] else 1
        if depth == 0:
            yield body[start : tag.end()]
            start = tag.end()
    if start < len(body):
        yield body[start:]
