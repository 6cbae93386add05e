"""The piece of a text that shows best why it was found, with the words looked for told apart from the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.searching.words import Part, Query, Token, tokens

AROUND = 240
BEFORE = 70
Piece = tuple[str, bool]


@dataclass(frozen=True)
class Place:
    """Where a part of the query stands in a text."""

    start: int
    end: int
    part: int


def places(text: str, query: Query) -> list[Place]:
    """Every place of every part, in the order of the text."""
    there = list(tokens(text))
    found = []
    for number, part in enumerate(query.parts):
        for at, token in enumerate(there):
            if _begins(token, part) and _stands(there, at, part):
                last = there[at + len(part.keys) - 1]
                found.append(Place(token.start, last.start + 1 if part.is_beginning else last.end, number))
    return sorted(found, key=lambda place: (place.start, place.end))


def _begins(token: Token, part: Part) -> bool:
    return token.key.startswith(part.keys[0]) if part.is_beginning else token.key == part.keys[0]


def _stands(there: Sequence[Token], at: int, part: Part) -> bool:
    return all(
        at + step < len(there) and there[at + step].key == key for step, key in enumerate(part.keys[1:], start=1)
    )


def marked(text: str, query: Query) -> list[Piece]:
    """The whole text in pieces: (text, is it of what was looked for)."""
    return _pieces(text, places(text, query), 0, len(text))


def snippet(text: str, query: Query, around: int = AROUND) -> list[Piece]:
    """The part of a text in which most of what was looked for stands, cut between words; its beginning where nothing
    does."""
    found = places(text, query)
    if len(text) <= around:
        return _pieces(text, found, 0, len(text))
    best = max(found, key=lambda one: (_told(found, one, around), -one.start), default=None)
    start = _word_start(text, max(0, best.start - BEFORE)) if best else 0
    end = _word_end(text, min(len(text), start + around))
    pieces = _pieces(text, found, start, end)
    before = [("… ", False)] if start else []
    return [*before, *pieces, *([(" …", False)] if end < len(text) else [])]


def _told(found: Sequence[Place], first: Place, around: int) -> int:
    """How many different parts stand near behind this place."""
    return len({one.part for one in found if first.start <= one.start < first.start + around - BEFORE})


def _word_start(text: str, at: int) -> int:
    """The nearest beginning of a word, but not far away: some writing has no spaces."""
    limit = max(0, at - 20)
    space = max(text.rfind(" ", limit, at), text.rfind("\n", limit, at))
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int) -> int:
    ends = [place for place in (text.find(" ", at, at + 20), text.find("\n", at, at + 20)) if place >= 0]
    return min(ends, default=at)


def _pieces(text: str, found: Sequence[Place], start: int, end: int) -> list[Piece]:
    spans: list[tuple[int, int]] = []
    for place in found:
        first, last = max(place.start, start), min(place.end, end)
        if first >= last:
            continue
        if spans and first <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(last, spans[-1][1])
        else:
            spans.append((first, last))
    edges = [start, *(edge for span in spans for edge in span), end]
    pieces = [(text[first:last], bool(number % 2)) for number, (first, last) in enumerate(pairwise(edges))]
    return [piece for piece in pieces if piece[0]]
