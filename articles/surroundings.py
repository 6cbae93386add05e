"""The sentence that words stand in, the one before and the one behind. Knows no Django.

Good enough to read by, in any script that ends its sentences with a mark; nothing is decided by it.
"""

import re
from collections.abc import Sequence

from articles.extraction.vocabulary import TITLE_ABBREVIATIONS

Pieces = list[tuple[str, bool]]

# A stop, the marks that close behind it, and white space; scripts without spaces need none. Or a new paragraph.
_END = re.compile(r"""[.!?…؟।]+["'”’»)\]]*\s+|[。！？]+[」』”）]*|\n\n""")
_NOT_BY_ITSELF = re.compile(r"(?:^|[\s(“\"])(?:\w|(\w+))\.\s+$")
_LONGEST = 300  # of what is shown before and behind the words, in characters
_LOOKED_AT = 1200


def around(text: str, segments: Sequence[Sequence[int]]) -> Pieces:
    """A text in pieces (words, are they of the statement): its sentences, one more before, and one more behind."""
    first, last = segments[0][0], segments[-1][1]
    begin = max(0, first - _LOOKED_AT)
    before = [begin + end for end in _ends(text[begin:first])]
    start = before[-2] if len(before) > 1 else begin
    end = _behind(text, last)
    start, cut_before = _not_too_far(text, start, first, -1)
    end, cut_behind = _not_too_far(text, end, last, 1)
    pieces: Pieces = [("… ", False)] if cut_before or (start == begin and begin > 0) else []
    at = start
    for segment_first, segment_last in segments:
        pieces += [(text[at:segment_first], False), (text[segment_first:segment_last], True)]
        at = segment_last
    pieces += [(text[at:end].rstrip(), False), (" …" if cut_behind else "", False)]
    return [piece for piece in pieces if piece[0]]


def _ends(text: str) -> list[int]:
    """Where the sentences of a text end, its last, unfinished one left out."""
    return [found.end() for found in _END.finditer(text) if _is_end(text, found)]


def _is_end(text: str, found: re.Match[str]) -> bool:
    if not found[0].startswith(".") or "\n\n" in found[0]:
        return True
    if text[found.end() : found.end() + 1].islower():
        return False
    short = _NOT_BY_ITSELF.search(text[max(0, found.start() - 12) : found.end()])
    return short is None or bool(short[1] and short[1].casefold() not in TITLE_ABBREVIATIONS)


def _behind(text: str, last: int) -> int:
    """The end of the sentence behind the one that the words end in, or behind the "she said" that follows them."""
    ahead = text[last : last + _LOOKED_AT]
    ends = _ends(f"{ahead} ")
    return last + min(len(ahead), ends[1] if len(ends) > 1 else len(ahead))


def _not_too_far(text: str, edge: int, words: int, direction: int) -> tuple[int, bool]:
    """The edge, or one nearer to the words, between two words; and whether it was moved."""
    if abs(edge - words) <= _LONGEST:
        return edge, False
    edge = words + direction * _LONGEST
    while edge != words and not text[edge - 1 : edge].isspace():
        edge -= direction
    return edge, True
