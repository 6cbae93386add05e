"""When two printed names may be one person or one organization. Nothing here knows Django.

`name_key` is exact: equal keys are the same name in another order, case, accent or punctuation.
`likeness` is a hint for an editor and never decides anything.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

# How long a key may be: columns that hold one are as wide. Longer ones are cut, the same way everywhere.
LONGEST_KEY = 200

_PARTING = re.compile(r"[\u2010-\u2015\u2212\u05be\-_/,]+")
# Accents and vowel points that a name may be printed without (Latin, Greek, Cyrillic, Hebrew, Arabic). The marks of
# other scripts are letters: in Devanagari or Thai they are the vowels, in kana they tell Hamada from Hamata.
_ACCENTS = re.compile(
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0]+"
)
# Letters that carry no combining mark to take off.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
# Han, Kana and Hangul, with the marks that stand between and behind their letters.
_FAMILY_FIRST = re.compile(
    r"[\s・\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]+"
)
_SMALL_WORDS = frozenset("a an and for in of on the to".split())


def folded_words(text: str) -> list[str]:
    """The words of a name: case, accents, punctuation and full width folded away, in their order."""
    text = _PARTING.sub(" ", unicodedata.normalize("NFKD", text))
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold())).translate(_PLAIN)
    text = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in text if letter.isspace() or unicodedata.category(letter)[0] in "LMN").split()


def name_key(name: str) -> str:
    """The same for both orders of a name: `Hayashi Yoshimasa`, `Yoshimasa HAYASHI`."""
    return " ".join(sorted(folded_words(name)))[:LONGEST_KEY]


def phrase_key(text: str) -> str:
    """For organizations and titles, whose order of words matters: folded, small words left out."""
    return " ".join(word for word in folded_words(text) if word not in _SMALL_WORDS)[:LONGEST_KEY]


def is_written_family_first(name: str) -> bool:
    """Whether its script says so: `岸田 文雄`, and not `Kishida Fumio`."""
    return _FAMILY_FIRST.fullmatch(name) is not None


def initials_key(name: str) -> tuple[str, str]:
    """First and last word, for `Joseph R. Biden` beside `Joseph Biden`."""
    words = folded_words(name)
    return (words[0], words[-1]) if words else ("", "")


def initials(name: str, sort_name: str = "") -> str:
    """What stands for a name where there is no picture: `AB` for Anthony Blinken, in whatever order it is written.

    Small words before a family name are passed over. The first letter alone for a single word, and in scripts without
    capitals, where two letters side by side would read as a word.
    """
    family, comma, given = sort_name.partition(",")
    parts = [given.split(), [word for word in family.split() if word[0].isupper()] or family.split()]
    if not comma or not all(parts):
        parts = [name.split(), name.split()[-1:]] if len(name.split()) > 1 else [name.split()]
    letters = [_first_letter(words[0]) for words in parts if words]
    if not all(letter.lower() != letter.upper() for letter in letters):
        return _first_letter(name).upper()
    return "".join(letters).upper()


def _first_letter(word: str) -> str:
    return next((letter for letter in unicodedata.normalize("NFC", word) if letter.isalnum()), "")


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
    """acting ambassador chair chairman chairwoman chief commissioner director general governor head lady lord
    madam mayor member minister ministry mr mrs ms national office officer president representative secretary
    senator senior sir spokesman spokesperson spokeswoman""".split()
)
_SPELLINGS = {"defense": "defence", "labor": "labour", "interior": "home", "treasury": "finance"}
