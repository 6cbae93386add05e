"""Which quotation marks in printed words belong together; whole words without stray ones."""

import re
from collections import deque
from dataclasses import dataclass

# What stands at the ends of a quotation without belonging to it.
STRAY = " \t\n,;:"

_MARK = re.compile(r"``|''|[“”„«»\"]")
_CLOSING = {"“": "”", "„": "“", "«": "»", '"': '"', "``": "''", "''": "''"}
_OPENING = {"”": "“", "»": "«", '"': '"', "''": "''", "“": "„"}
_BEFORE_OPENING = " ([{—–-/‘“„«"


@dataclass(slots=True)
class _Mark:
    text: str
    start: int
    end: int
    opens: bool
    partner: "_Mark | None" = None


def without_outer_marks(words: str) -> str:
    """Words without the pair of marks around them, marks at the ends that have no partner, and stray commas."""
    marks = _marks(words)
    by_start = {mark.start: mark for mark in marks}
    by_end = {mark.end: mark for mark in marks}
    low, high, before = 0, len(words), None
    while (low, high) != before:
        before = (low, high)
        low, high = _trimmed(words, low, high)
        first, last = by_start.get(low), by_end.get(high)
        if first and first.partner is None:
            low = first.end
        elif last and last.partner is None:
            high = last.start
        elif first and first.partner is last and first is not last:
            low, high = first.end, last.start if last else high
        elif words[low : low + 1] == "‘" and "’" not in words[low:high]:
            low += 1
        elif high - low > 1 and words[low] + words[high - 1] in ("‘’", "''") and words[low + 1].isalnum():
            low, high = low + 1, high - 1
    return words[low : max(low, high)]


def _trimmed(words: str, low: int, high: int) -> tuple[int, int]:
    while low < high and words[low] in STRAY:
        low += 1
    while low < high and words[high - 1] in STRAY:
        high -= 1
    return low, high


def completed_marks(words: str) -> str:
    """Words whose every mark has its partner: a mark without one is left off at the end it points away from,
    and otherwise gets one where the words begin or end."""
    words = words.strip(STRAY)
    marks = deque(_marks(words))
    low, high = 0, len(words)
    while marks and marks[-1].opens and marks[-1].end == high:
        low, high = _trimmed(words, low, marks.pop().start)
    while marks and not marks[0].opens and marks[0].start == low:
        low, high = _trimmed(words, marks.popleft().end, high)
    alone = [mark for mark in marks if mark.partner is None]
    opening = [_OPENING[mark.text] for mark in alone if not mark.opens]
    closing = [_CLOSING[mark.text] for mark in alone if mark.opens]
    return "".join([*reversed(opening), words[low:high], *reversed(closing)])


def _marks(words: str) -> list[_Mark]:
    """The double quotation marks, each with its partner where it has one. A straight one is judged by its context."""
    marks: list[_Mark] = []
    waiting: list[_Mark] = []
    for found in _MARK.finditer(words):
        text, start, end = found[0], found.start(), found.end()
        if text in ('"', "''"):
            opens = (start == 0 or words[start - 1] in _BEFORE_OPENING) and words[end : end + 1] != " "
        else:
            opens = text in "„«``" or (text == "“" and not (waiting and waiting[-1].text == "„"))
        mark = _Mark(text, start, end, opens)
        marks.append(mark)
        if opens:
            waiting.append(mark)
        elif waiting:
            mark.partner = waiting.pop()
            mark.partner.partner = mark
    return marks
