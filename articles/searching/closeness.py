"""How close a typed name is to a known one. Nothing here knows Django."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

SHORTEST = 3
CLOSE = 72
TELLING, OF_ONE_WORD = 85, 80  # one word that is so like another, among others that are not, is still so close
ENOUGH = 78
ENOUGH_ASIDE = 86  # beside other things that were found
MOST = 3


def closeness(typed: Sequence[str], name: Sequence[str]) -> int:
    """0 to 100, of folded words: each word of the shorter side finds its like on the other. A surname alone is close
    to the whole name; so is a name among other words. Where one has no like, another still says something: 0 or 80."""
    shorter, longer = sorted(([word for word in words if len(word) >= SHORTEST] for words in (typed, name)), key=len)
    if not shorter:
        return 0
    likes = [max(fuzz.ratio(word, other) for other in longer) for word in shorter]
    if min(likes) >= CLOSE:
        return round(sum(likes) / len(likes))
    return OF_ONE_WORD if max(likes) >= TELLING else 0


def closest(
    typed: Sequence[str], known: Iterable[tuple[int, Sequence[str]]], at_least: int = ENOUGH, most: int = MOST
) -> list[int]:
    """The owners of the names that are closest, best first; of a tie the lower number first."""
    best: dict[int, int] = {}
    for owner, name in known:
        best[owner] = max(best.get(owner, 0), closeness(typed, name))
    found = sorted((-score, owner) for owner, score in best.items() if score >= at_least)
    return [owner for _, owner in found[:most]]
