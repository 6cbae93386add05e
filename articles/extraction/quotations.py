"""Quotations in a paragraph: which marks open, which close, and what to make of one that lost its partner.

Every mark is judged by its neighbours, never by counting marks over the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.extraction.vocabulary import CUES, TIME_WORDS
from articles.extraction.words import Words

_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_UNDIRECTED = frozenset(['"', "''", "’’"])
_MARKS = _OPENING | _CLOSING | _UNDIRECTED | {"``"}
_BEFORE_OPENING = frozenset("([{—–-/:‘'“\"")
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-…’'”\"")
_LONGEST_SPEAKER = 8
_SENTENCE_ENDS = frozenset([".", "!", "?", "…"])


@dataclass(slots=True)
class Quotation:
    """Tokens from `first` to before `after`, marks included.

    `opened` and `closed` say whether the marks are there; `goes_on` that the next paragraph continues it.
    """

    first: int
    after: int
    opened: bool = True
    closed: bool = True
    goes_on: bool = False
    words: int = 0

    @property
    def is_mended(self) -> bool:
        """Whether a mark is missing that should be there."""
        return not self.opened or not (self.closed or self.goes_on)

    @property
    def inner(self) -> tuple[int, int]:
        """The tokens between the marks."""
        return self.first + self.opened, self.after - self.closed


def quotations(words: Words, first: int, after: int, next_opens: bool = False) -> list[Quotation]:
    """The quotations of a paragraph in their order. `next_opens`: the next paragraph begins with an opening mark."""
    marks = [at for at in range(first, after) if words.low[at] in _MARKS]
    if not marks:
        return _single_quotations(words, first, after)
    found: list[Quotation] = []
    waiting: int | None = None
    nested = 0
    for number, at in enumerate(marks):
        if _opens(words, at, first, after, waiting is not None):
            if waiting is not None:
                if words.word[at] == "“" and [words.word[one] for one in marks[number + 1 : number + 3]] == ["”", "”"]:
                    nested = 1  # a quotation inside the quotation, in the same marks
                    continue
                found.append(_never_closed(words, waiting, at))
            waiting = at
        elif nested:
            nested = 0
        elif waiting is not None:
            found.append(Quotation(waiting, at + 1))
            waiting = None
        else:
            lost = _never_opened(words, found[-1].after if found else first, at)
            if lost:
                found.append(lost)
    if waiting is not None:
        last = _never_closed(words, waiting, after)
        last.goes_on = next_opens and last.after == after
        found.append(last)
    return [one for one in found if _count(words, one)]


def _count(words: Words, one: Quotation) -> int:
    inner_first, inner_after = one.inner
    one.words = sum(1 for at in range(inner_first, inner_after) if words.word[at][0].isalnum())
    return one.words


def opens_with_mark(words: Words, first: int, after: int) -> bool:
    """Whether a paragraph begins with a mark that can only open."""
    return first < after and words.low[first] in _MARKS - _CLOSING


def _opens(words: Words, at: int, first: int, after: int, is_open: bool) -> bool:
    mark, text = words.word[at], words.text
    space_before = at == first or words.end[at - 1] < words.start[at]
    space_after = at + 1 == after or words.end[at] < words.start[at + 1]
    before = "" if at == first else text[words.start[at] - 1]
    behind = "" if at + 1 == after else text[words.end[at]]
    if mark in ("“", "„", "«", "``"):
        return not (is_open and mark == "“" and space_after and not space_before)  # typed for a closing one
    if mark in _CLOSING:
        return not is_open and space_before and not space_after and mark == "”"
    if space_before != space_after:
        return space_before
    if before in _BEFORE_OPENING and behind not in _AFTER_CLOSING:
        return True
    if behind in _AFTER_CLOSING:
        return False
    return not is_open


def _never_closed(words: Words, opening: int, limit: int) -> Quotation:
    """It ends with the paragraph, with the last sentence before the next opening mark, or before the attribution
    that stands last in it: `"We will go, he said.`"""
    end = _before_attribution(words, opening, limit) or limit
    if end == limit and opening + 1 < limit and words.word[opening + 1][0].islower():
        return Quotation(opening, _end_of_part(words, opening, limit), closed=False)
    if end == limit and limit < len(words) and words.low[limit] in _MARKS:
        sentence_ends = [at for at in range(opening, limit) if words.word[at] in _SENTENCE_ENDS]
        commas = [at for at in range(opening, limit) if words.word[at] == ","]
        if sentence_ends:
            end = sentence_ends[-1] + 1
        elif commas:
            end = commas[0] + 1
    return Quotation(opening, end, closed=False)


def _end_of_part(words: Words, opening: int, limit: int) -> int:
    """Where words taken from a sentence end at the latest: with it, or before the reporter's ", adding"."""
    for at in range(opening + 2, limit):
        if words.word[at] in _SENTENCE_ENDS and at + 1 < limit and words.word[at + 1][0].isupper():
            return at + 1
        if words.word[at] == "," and at + 1 < limit and words.low[at + 1] in CUES and words.low[at + 1].endswith("ing"):
            return at + 1
    return limit


def _before_attribution(words: Words, opening: int, limit: int) -> int | None:
    """Behind the comma of ", Brun said." at the end; None where no attribution stands there."""
    last = limit - 1
    if words.word[last] not in _SENTENCE_ENDS:
        return None
    if words.low[last - 1] in TIME_WORDS:  # "Brun said later."
        last -= 1
    if words.low[last - 1] not in CUES:
        return None
    for comma in range(last - 2, max(opening, last - 2 - _LONGEST_SPEAKER), -1):
        if words.word[comma] == ",":
            return comma + 1
    return None


def _never_opened(words: Words, since: int, closing: int) -> Quotation | None:
    """It begins with the sentence that the mark closes."""
    begin = closing - 1
    while begin > since and words.word[begin - 1] not in _SENTENCE_ENDS:
        begin -= 1
    return Quotation(begin, closing + 1, opened=False) if begin < closing - 2 else None


# British copy: single marks, where the paragraph has no double ones.

_SINGLE = re.compile(r"(?<![^\W_])(?<![.,!?])[‘']((?=[^\W_]).{12,600}?[.,!?…]|[^\W_][^‘'’]{10,400}?)[’'](?![^\W_])")


def _single_quotations(words: Words, first: int, after: int) -> list[Quotation]:
    start, end = words.start[first], words.end[after - 1]
    if not ("‘" in words.text[start:end] or "'" in words.text[start:end]):
        return []
    found: list[Quotation] = []
    at = first
    for match in _SINGLE.finditer(words.text, start, end):
        if " " not in match[1]:
            continue
        while at < after and words.start[at] < match.start():
            at += 1
        opening = at
        while at < after and words.end[at] < match.end():
            at += 1
        if opening < at < after and words.start[opening] == match.start() and words.end[at] == match.end():
            found.append(Quotation(opening, at + 1))
            at += 1
    return [one for one in found if _count(words, one)]


def covering(found: Sequence[Quotation], first: int, after: int) -> list[int]:
    """For every token of a paragraph the number of the quotation it lies in, or -1."""
    inside = [-1] * (after - first)
    for number, one in enumerate(found):
        inside[one.first - first : one.after - first] = [number] * (one.after - one.first)
    return inside
