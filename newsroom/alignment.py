"""Aligning two sequences in order, by what occurs once in each (patience diff). Near linear in their length."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

# A pass splits every stretch at its unique items; real texts need three or four.
_PASSES = 40


def longest_in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs`, sorted by their first number, in which the second numbers ascend too."""
    tails: list[int] = []  # the least second number that a part of this length can end with
    tail_at: list[int] = []
    before: list[int] = []
    for at, (_, second) in enumerate(pairs):
        length = bisect_left(tails, second)
        before.append(tail_at[length - 1] if length else -1)
        tails[length : length + 1] = [second]
        tail_at[length : length + 1] = [at]
    found = []
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def align(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """For every item of `old` the place of the same item in `new`, ascending, or -1 where there is none.

    What is not aligned is not always gone: where a stretch has no item that occurs once on both sides, only
    its equal beginning and end are aligned.
    """
    images = [-1] * len(old)
    stretches = [(0, len(old), 0, len(new))]
    for _ in range(_PASSES):
        stretches = [rest for stretch in stretches for rest in _align_stretch(old, new, stretch, images)]
    return images


_Stretch = tuple[int, int, int, int]


def _align_stretch(old: Sequence[str], new: Sequence[str], stretch: _Stretch, images: list[int]) -> list[_Stretch]:
    """Align around the unique items of a stretch; the stretches left between them."""
    old_start, old_end, new_start, new_end = stretch
    landmarks = longest_in_order(_once_in_both(old, new, stretch))
    if not landmarks:
        old_start, new_start = _forward(old, new, stretch, images)
        _back(old, new, (old_start, old_end, new_start, new_end), images)
        return []
    left = []
    for old_at, new_at in landmarks:
        if old_at < old_start:  # reached from the landmark before
            continue
        old_back, new_back = _back(old, new, (old_start, old_at, new_start, new_at), images)
        left.append((old_start, old_back, new_start, new_back))
        old_start, new_start = _forward(old, new, (old_at, old_end, new_at, new_end), images)
    left.append((old_start, old_end, new_start, new_end))
    return [one for one in left if one[0] < one[1] and one[2] < one[3]]


def _once_in_both(old: Sequence[str], new: Sequence[str], stretch: _Stretch) -> list[tuple[int, int]]:
    old_start, old_end, new_start, new_end = stretch
    old_counts = Counter(old[old_start:old_end])
    new_counts = Counter(new[new_start:new_end])
    new_at = {new[at]: at for at in range(new_start, new_end)}
    return [
        (at, new_at[old[at]])
        for at in range(old_start, old_end)
        if old_counts[old[at]] == 1 and new_counts[old[at]] == 1
    ]


def _forward(old: Sequence[str], new: Sequence[str], stretch: _Stretch, images: list[int]) -> tuple[int, int]:
    old_at, old_end, new_at, new_end = stretch
    while old_at < old_end and new_at < new_end and old[old_at] == new[new_at]:
        images[old_at] = new_at
        old_at, new_at = old_at + 1, new_at + 1
    return old_at, new_at


def _back(old: Sequence[str], new: Sequence[str], stretch: _Stretch, images: list[int]) -> tuple[int, int]:
    old_start, old_at, new_start, new_at = stretch
    while old_at > old_start and new_at > new_start and old[old_at - 1] == new[new_at - 1]:
        old_at, new_at = old_at - 1, new_at - 1
        images[old_at] = new_at
    return old_at, new_at
