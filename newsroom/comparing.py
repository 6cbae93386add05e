"""What changed between two texts, word by word, for people to read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from newsroom.alignment import align

Change = Literal["same", "gone", "new"]

_CHARACTERS_WITHOUT_SPACES = "぀-ヿ㐀-鿿豈-﫿"
# A word with its apostrophes and hyphens, and one by one the characters of scripts without spaces between words;
# white space; all the rest.
_TOKEN = re.compile(
    rf"[^\W{_CHARACTERS_WITHOUT_SPACES}]+(?:['’\-][^\W{_CHARACTERS_WITHOUT_SPACES}]+)*"
    rf"|[{_CHARACTERS_WITHOUT_SPACES}]|\s+|."
)

# Stretches in which no word occurs once are compared by every pair of words, if they are as short as this.
_SHORT = 40


@dataclass(frozen=True, slots=True)
class Piece:
    change: Change
    text: str


def tokens(text: str) -> list[str]:
    """The words, the white space and the marks of a text, in order; joined they are the text again."""
    return _TOKEN.findall(text)


def count_words(text: str) -> int:
    return sum(token[0].isalnum() for token in _TOKEN.findall(text))


def compare_words(old: str, new: str) -> list[Piece]:
    """What stayed, what is gone and what is new, in reading order; where words were exchanged, the old come first.

    The pieces without the new ones are the old text, those without the gone ones the new text. Near linear in time.
    """
    old_tokens, new_tokens = tokens(old), tokens(new)
    return pieces_of(old_tokens, new_tokens, pairs_of(old_tokens, new_tokens))


def pairs_of(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which token of the old text is which of the new one, both ascending."""
    images = align(old, new)
    pairs: list[tuple[int, int]] = []
    last_old = last_new = 0
    for old_at, new_at in [*((at, image) for at, image in enumerate(images) if image >= 0), (len(old), len(new))]:
        for left, right in _common_in_short(old[last_old:old_at], new[last_new:new_at]):
            pairs.append((last_old + left, last_new + right))
        if old_at < len(old):
            pairs.append((old_at, new_at))
        last_old, last_new = old_at + 1, new_at + 1
    return list(_without_lone_spaces(old, new, pairs))


def _common_in_short(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common subsequence of two short stretches; nothing for long ones."""
    if not old or not new or len(old) > _SHORT or len(new) > _SHORT:
        return []
    longest = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for left in range(len(old) - 1, -1, -1):
        for right in range(len(new) - 1, -1, -1):
            if old[left] == new[right]:
                longest[left][right] = longest[left + 1][right + 1] + 1
            else:
                longest[left][right] = max(longest[left + 1][right], longest[left][right + 1])
    found, left, right = [], 0, 0
    while left < len(old) and right < len(new):
        if old[left] == new[right]:
            found.append((left, right))
            left, right = left + 1, right + 1
        elif longest[left + 1][right] >= longest[left][right + 1]:
            left += 1
        else:
            right += 1
    return found


def _without_lone_spaces(
    old: Sequence[str], new: Sequence[str], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """A space that stayed between two exchanged words is no news: they are told as exchanged together."""
    for at, (left, right) in enumerate(pairs):
        before = pairs[at - 1] if at else (-1, -1)
        after = pairs[at + 1] if at + 1 < len(pairs) else (len(old), len(new))
        exchanged_before = before[0] + 1 < left and before[1] + 1 < right
        exchanged_after = left + 1 < after[0] and right + 1 < after[1]
        if not (old[left].isspace() and exchanged_before and exchanged_after):
            yield left, right


def pieces_of(old: Sequence[str], new: Sequence[str], pairs: Sequence[tuple[int, int]]) -> list[Piece]:
    """The pieces that two texts make when these of their tokens are the same."""
    pieces: list[Piece] = []
    same: list[str] = []
    last_old = last_new = 0
    for left, right in [*pairs, (len(old), len(new))]:
        if last_old < left or last_new < right:
            _add(pieces, "same", same)
            _add(pieces, "gone", old[last_old:left])
            _add(pieces, "new", new[last_new:right])
            same = []
        same += old[left : left + 1]
        last_old, last_new = left + 1, right + 1
    _add(pieces, "same", same)
    return pieces


def _add(pieces: list[Piece], change: Change, words: Sequence[str]) -> None:
    if words:
        pieces.append(Piece(change, "".join(words)))
