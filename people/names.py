"""When two printed names may be one person or one organization. Nothing here knows Django.

`name_key` is exact: equal keys are the same name in another order, case, accent or punctuation.
`likeness` is a hint for an editor and never decides anything.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

_NOT_IN_WORDS = re.compile(r"[^\w\s]+")
_PARTING = re.compile(r"[\u2010-\u2015\u2212\-_/,]+")
# Letters that carry no combining mark to take off.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_SMALL_WORDS = frozenset("a an and for in of on the to".split())


def folded_words(text: str) -> list[str]:
    """The words of a name: case, accents, punctuation and full width folded away, in their order."""
    text = _PARTING.sub(" ", text).casefold().translate(_PLAIN)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return _NOT_IN_WORDS.sub("", unicodedata.normalize("NFC", text)).split()


def name_key(name: str) -> str:
    """The same for both orders of a name: `Hayashi Yoshimasa`, `Yoshimasa HAYASHI`."""
    return " ".join(sorted(folded_words(name)))


def phrase_key(text: str) -> str:
    """For organizations and titles, whose order of words matters: folded, small words left out."""
    return " ".join(word for word in folded_words(text) if word not in _SMALL_WORDS)


def initials_key(name: str) -> tuple[str, str]:
    """First and last word, for `Joseph R. Biden` beside `Joseph Biden`."""
    words = folded_words(name)
    return (words[0], words[-1]) if words else ("", "")


def likeness(one: str, other: str) -> int:
    """0 to 100: how alike two names look, in any order of words (token sort ratio; rapidfuzz).

    A middle name or initial more or less counts as nearly the same.
    """
    score = round(fuzz.token_sort_ratio(" ".join(folded_words(one)), " ".join(folded_words(other))))
    if score < 95 and all(initials_key(one)) and initials_key(one) == initials_key(other):
        return 95
    return score


def may_be_spelling_of(printed: str, name: str) -> bool:
    """Whether a printed name looks like another spelling of `name`, or a part of it, rather than another name."""
    words = set(folded_words(printed))
    return likeness(printed, name) >= 75 or (bool(words) and words <= set(folded_words(name)))


@dataclass(frozen=True)
class Likely:
    """A known name that looks like a printed one. `likeness` from 0 to 100."""

    owner: int
    name: str
    likeness: int


def most_alike(printed: str, known: Iterable[tuple[int, str]], at_least: int = 75, most: int = 5) -> list[Likely]:
    """The owners whose names look most like `printed`, best first, each once under its most similar name.

    `known` holds (owner id, name) pairs, every form of a name a pair of its own.
    """
    best: dict[int, Likely] = {}
    for owner, name in known:
        score = likeness(printed, name)
        if score >= at_least and (owner not in best or best[owner].likeness < score):
            best[owner] = Likely(owner, name, score)
    return sorted(best.values(), key=lambda found: (-found.likeness, found.name, found.owner))[:most]


def titles_agree(printed: str, held: str) -> bool:
    """Whether a printed title can mean the office held: they share a word that tells offices apart.

    `Japanese Foreign Minister` and `Minister for Foreign Affairs` agree; `Defence Minister` does not, nor
    does `Deputy Foreign Minister`. An empty title agrees with everything.
    """
    printed_words, held_words = (
        {_SPELLINGS.get(word, word) for word in folded_words(title)} - _SMALL_WORDS for title in (printed, held)
    )
    if not printed_words or not held_words:
        return True
    if printed_words & _LOWER != held_words & _LOWER:
        return False
    ours, theirs = printed_words - _RANKS, held_words - _RANKS
    if ours and theirs:
        return bool(ours & theirs)
    return bool(printed_words & held_words)  # "the minister": nothing but a rank on one side


_LOWER = frozenset("assistant deputy ex former under vice".split())
_RANKS = frozenset(
    """acting chair chairman chairwoman chief director general head lady lord madam minister ministry
    mr mrs ms national office officer president secretary senior sir spokesman spokesperson
    spokeswoman""".split()
)
_SPELLINGS = {"defense": "defence", "labor": "labour", "interior": "home", "treasury": "finance"}
