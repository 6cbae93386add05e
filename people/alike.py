"""Which records may be one and the same, from their names alone. Nothing here knows Django.

Not every name is compared with every other: those that share a key are (`person_keys`, `organization_keys`), so that
thousands of names take a moment. `Pair.likeness` is a hint for an editor and never decides anything.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from people.names import folded_words, likeness, phrase_key

AT_LEAST = 86
LARGEST_BLOCK = 60  # of more names than that with one key, each is compared with its neighbours only
NEIGHBOURS = 5
KEPT_IN_MIND = 100_000  # names and pairs whose keys and likeness need not be worked out again

# Letters of other alphabets as Latin print has them, roughly: enough for a name to sound the same.
_CYRILLIC = dict(
    zip(
        "абвгдежзиклмнопрстуфхцчшщъыьэюяієґјљњћђџ",
        "a b v g d e zh z i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i e g j lj nj ch dj dj".split(" "),
        strict=True,
    )
)
_GREEK = dict(
    zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t i f ch ps o".split(), strict=True)
)
_LATIN = str.maketrans(_CYRILLIC | _GREEK)
# What sounds alike in print from several languages, the longer first.
_SOUNDS = [
    ("shch", "s"), ("sch", "s"), ("tch", "k"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("ck", "k"),
    ("sh", "s"), ("ch", "k"), ("zh", "s"), ("ts", "s"), ("tz", "s"), ("dj", ""), ("x", "ks"), ("qu", "k"), ("c", "k"),
    ("q", "k"), ("z", "s"), ("w", "v"),
]  # fmt: skip
_VOWELS = frozenset("aeiouyj")


@dataclass(frozen=True)
class Pair:
    """Two records (the lower number first) and the names under which they are most alike (likeness 0 to 100)."""

    first: int
    second: int
    likeness: int
    first_name: str
    second_name: str


def latin_words(name: str) -> list[str]:
    """The folded words of a name, Cyrillic and Greek ones in Latin letters."""
    return [word.translate(_LATIN) for word in folded_words(name)]


def skeleton(word: str) -> str:
    """What spellings of one name share: `Hussein` and `Husain`, `Sergey` and `Serguei`."""
    for printed, sound in _SOUNDS:
        word = word.replace(printed, sound)
    starts = "a" if word[:1] and word[0] in _VOWELS else ""
    bare = starts + "".join(letter for letter in word if letter not in _VOWELS)
    return "".join(letter for place, letter in enumerate(bare) if place == 0 or letter != bare[place - 1]) or word


@lru_cache(KEPT_IN_MIND)
def person_keys(name: str) -> frozenset[str]:
    words = latin_words(name)
    sounds = [skeleton(word) for word in words]
    keys = {"words " + " ".join(sorted(words)), "sounds " + " ".join(sorted(sounds))}
    if len(words) > 1:
        pairs = combinations(sounds, 2) if len(words) <= 4 else [(sounds[0], sounds[-1])]
        keys |= {"pair " + " ".join(sorted(pair)) for pair in pairs}
    keys |= _typing_keys(words)
    return frozenset(keys) if words else frozenset()


@lru_cache(KEPT_IN_MIND)
def organization_keys(name: str) -> frozenset[str]:
    words = latin_words(phrase_key(name))
    keys = {"words " + " ".join(sorted(words)), "sounds " + " ".join(sorted(map(skeleton, words)))}
    return frozenset(keys | _typing_keys(words)) if words else frozenset()


def _typing_keys(words: list[str]) -> set[str]:
    """Shared by two names of which one word is mistyped at its beginning, or at its end."""
    keys = set()
    for place, word in enumerate(words):
        others = " ".join(sorted(words[:place] + words[place + 1 :]))
        keys |= {f"begins {others} {word[:4]}", f"ends {others} {word[-4:]}"} if len(word) > 3 else set()
    return keys


@lru_cache(KEPT_IN_MIND)
def person_likeness(one: str, other: str) -> int:
    """0 to 100; names that sound alike and do not look too different count as nearly the same."""
    first, second = latin_words(one), latin_words(other)
    if sorted(first) == sorted(second):
        return 100
    score = likeness(" ".join(first), " ".join(second))
    sounds_alike = sorted(map(skeleton, first)) == sorted(map(skeleton, second))
    as_printed = round(fuzz.ratio(" ".join(first), " ".join(second)))  # Carl Dane, Karl Dane: sorted they differ
    return max(score, as_printed, 90 if sounds_alike and score >= 70 else 0)


@lru_cache(KEPT_IN_MIND)
def organization_likeness(one: str, other: str) -> int:
    first, second = (" ".join(latin_words(phrase_key(name))) for name in (one, other))
    return round(fuzz.token_sort_ratio(first, second))


@lru_cache(8)  # the first page of the desk asks each time it is opened, and names seldom change
def alike_pairs(
    forms: tuple[tuple[int, str], ...],
    keys: Callable[[str], frozenset[str]] = person_keys,
    score: Callable[[str, str], int] = person_likeness,
    at_least: int = AT_LEAST,
) -> tuple[Pair, ...]:
    """The pairs of owners with a form alike, most alike first, each once under its most similar forms.

    `forms` holds (owner number, name) pairs, every form of a name a pair of its own.
    """
    blocks: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for owner, name in forms:
        for key in keys(name):
            blocks[key].add((name, owner))
    best: dict[tuple[int, int], Pair] = {}
    for (one_name, one), (other_name, other) in _met(blocks.values()):
        likely = score(one_name, other_name)
        found = best.get((one, other))
        if likely >= (found.likeness + 1 if found else at_least):
            best[one, other] = Pair(one, other, likely, one_name, other_name)
    return tuple(sorted(best.values(), key=lambda pair: (-pair.likeness, pair.first, pair.second)))


def _met(blocks: Iterable[set[tuple[str, int]]]) -> Iterator[tuple[tuple[str, int], tuple[str, int]]]:
    """Every two forms of different owners that share a key, the lower owner first, each two once."""
    seen = set()
    for block in blocks:
        if len(block) < 2:
            continue
        members = sorted(block)
        reach = len(members) if len(members) <= LARGEST_BLOCK else NEIGHBOURS
        for place, one in enumerate(members):
            for other in members[place + 1 : place + 1 + reach]:
                two = (one, other) if one[1] < other[1] else (other, one)
                if one[1] != other[1] and two not in seen:
                    seen.add(two)
                    yield two
