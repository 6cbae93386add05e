"""How alike two wordings of what may be one utterance are. Knows no Django."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from people.names import folded_words

# So many telling words have to be shared before likeness means anything: “We will see” is said by everybody.
_ENOUGH = 3
LONGEST_WORD = 40

_EVERYDAY = frozenset(
    """a about after again against all also always am an and another any are around as ask asked at away back be
    because been before being better between both but by came can cannot come comes could day days did do does doing
    done down each even ever every far few first for from get gets give given go goes going good got had happen has
    have having he her here hers him his how however i if in into is it its itself just keep know known last less let
    like little long look made make makes making many matter may me mean means might more most much must my need
    never new next no none nor not nothing now of off often on once one only onto or other others our ours out over
    own part people put quite really right said same saw say saying says see seen set shall she should since so some
    something soon still such sure take taken tell than thank thanks that the their theirs them then there these they
    thing things think this those though thought through time times to today together told tomorrow too toward two
    under until up upon us use used very want wants was way we well went were what when where whether which while who
    whom whose why will with within without work would year years yes yesterday yet you your yours""".split()
)
_CONTRACTED = re.compile(r"[’'](?:s|re|ve|ll|d|m|t)\b", re.IGNORECASE)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def shortened(text: str, most: int = 120) -> str:
    """`text` on one line, cut between two words where it is longer; where none are parted, between letters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


@lru_cache(maxsize=10_000)
def telling_words(text: str) -> tuple[str, ...]:
    """The words that tell one utterance from others, each once, in their order: folded, without everyday words and
    the commonest endings. Of scripts that write no spaces, every two letters that stand together."""
    found: dict[str, None] = {}
    for word in folded_words(_CONTRACTED.sub("", text)):
        if _UNSPACED.search(word):
            for run in _UNSPACED.findall(word):
                found.update(dict.fromkeys(run[at : at + 2] for at in range(max(1, len(run) - 1))))
        elif word not in _EVERYDAY and (len(word) > 2 or word.isdigit()):
            found[_stem(word)[:LONGEST_WORD]] = None
    return tuple(found)


def _stem(word: str) -> str:
    """Good enough to see `opened`, `opens` and `opening` as one; never a word for readers."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word.removesuffix("e") if len(word) > 4 else word


def likeness(one: str, other: str) -> int:
    """0 to 100: how likely it is that both report the same words, be one a part of the other or retold.

    What counts is how much of the shorter one's telling words the longer one has, and whether in the same order.
    Too few to tell anything by is 0.
    """
    ours, theirs = telling_words(one), telling_words(other)
    shorter, longer = sorted((ours, theirs), key=len)
    shared = [word for word in shorter if word in set(longer)]
    if len(shared) < min(_ENOUGH, max(2, len(longer))) or not shorter:
        return 0
    there = [longer.index(word) for word in shared]
    in_order = 1 + sum(before < after for before, after in pairwise(there))
    kept = len(shared) / len(shorter)
    return round(80 * kept + 20 * in_order / len(shared) * kept)


def is_almost_the_same(one: str, other: str) -> bool:
    """Whether the words differ by no more than marks, spelling or a word in many."""
    folded = [" ".join(folded_words(text)) for text in (one, other)]
    return likeness(one, other) > 0 and fuzz.ratio(*folded) >= 93


def rarest(words: Sequence[str], counts: dict[str, int], most: int) -> list[str]:
    """Those of the words that are seen least often, by these counts; one never seen finds nothing and is left out."""
    return sorted((word for word in words if counts.get(word)), key=lambda word: counts[word])[:most]
