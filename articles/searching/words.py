"""What is looked for and what it is found by: words cut, folded and stemmed in one way, in texts and in queries alike.

Nothing here knows Django or a database: whatever keeps an index is given `indexed(text)` and matches plain tokens of
a-z and 0-9, so that every database gives the same answer. Writing without spaces (Japanese, Chinese, Thai, Korean) is
cut into overlapping pairs of letters, the last letter once more alone: every letter begins a token.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from articles.searching.stemming import stem
from people.names import folded_words

LONGEST_QUERY = 200
MOST_WORDS = 12
LONGEST_WORD = 30
KEPT_IN_MIND = 50_000  # words whose keys need not be worked out again
LONGEST_INDEXED = 200_000  # letters of tokens in one field: what PostgreSQL can hold
END = "u"  # stands after every text, so that no phrase reaches from one into the next


def _marks() -> str:
    """The letters of the Basic Multilingual Plane that only stand on others, as ranges for a regular expression."""
    found = [code for code in range(0x10000) if unicodedata.category(chr(code))[0] == "M"]
    starts = [code for code in found if unicodedata.category(chr(code - 1))[0] != "M"]
    ends = [code for code in found if unicodedata.category(chr(code + 1))[0] != "M"]
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in zip(starts, ends, strict=True))


_DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_DENSE_RUN = re.compile(f"[{_DENSE}]+")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_marks()}\u200c\u200d]|['’ʼ](?=[^\W_]))*")
_POSSESSIVE = re.compile(r"['’ʼ]s$", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]+")
_PLAIN = re.compile(r"[a-z0-9]+")
_ARABIC = re.compile(r"[\u0621-\u064a]{4,}")
# What is written joined to the next word: and, with, as, so; the article; for the.
_ARABIC_BEGINNING = re.compile(r"^(?:وال|بال|كال|فال|ال|لل)(?=..)")
_ARABIC_SPELLINGS = str.maketrans({"ى": "ي", "ة": "ه", "ـ": None})
_QUOTED = re.compile(r'["“”„«»「」『』]([^"“”„«»「」『』]*)["“”„«»「」『』]')
# Left out of a query, unless there is nothing else in it or they stand in quotation marks.
_SMALL = frozenset(
    """a an and are as at be been but by for from had has have he her his i in is it its no not of on or she so that
    the their they this to was we were which who will with would you""".split()
)


@dataclass(frozen=True)
class Token:
    """What one word, or a pair of letters, is found by, and where it stands in its text."""

    key: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    for word in _WORD.finditer(text):
        at = word.start()
        for dense in _DENSE_RUN.finditer(word.group()):
            yield from _one_word(text, at, word.start() + dense.start())
            yield from _pairs(text, word.start() + dense.start(), word.start() + dense.end())
            at = word.start() + dense.end()
        yield from _one_word(text, at, word.end())


def _one_word(text: str, start: int, end: int) -> Iterator[Token]:
    if start < end and (key := key_of(text[start:end])):
        yield Token(key, start, end)


def _pairs(text: str, start: int, end: int) -> Iterator[Token]:
    folded = unicodedata.normalize("NFKC", text[start:end])
    if len(folded) != end - start:  # half-width letters: the places are those of the whole run
        places = [(start, end)] * len(folded)
    else:
        places = [(start + place, start + place + 1) for place in range(len(folded))]
    for place in range(len(folded)):
        last = min(place + 1, len(folded) - 1)
        yield Token(folded[place : place + 2], places[place][0], places[last][1])


@lru_cache(KEPT_IN_MIND)
def key_of(word: str) -> str:
    """What all forms of a word share: case, accents and endings folded away. Empty where nothing is left."""
    bare = plain_key(_POSSESSIVE.sub("", word))
    if _LATIN.fullmatch(bare):
        return stem(bare)
    if _ARABIC.fullmatch(bare):
        return _ARABIC_BEGINNING.sub("", bare)
    return bare


def plain_key(word: str) -> str:
    """Case and accents folded away, and nothing else: names are begun with it."""
    return "".join(folded_words(word)).translate(_ARABIC_SPELLINGS)[:LONGEST_WORD]


def written(key: str) -> str:
    """A key as the index has it: letters other than a-z as their numbers, so that no database reads anything into
    them. What begins with a key is written with the same beginning."""
    return key if _PLAIN.fullmatch(key) else "u" + key.encode("utf-16-be", "replace").hex()


def indexed(*texts: str) -> str:
    """The tokens of these texts, one after the other, with a space between."""
    return _cut(part for text in texts if text for part in [*(written(token.key) for token in tokens(text)), END])


def _cut(parts: Iterable[str]) -> str:
    line = " ".join(parts)
    return line if len(line) <= LONGEST_INDEXED else line[:LONGEST_INDEXED].rpartition(" ")[0]


def name_words(name: str) -> list[str]:
    return [key for key in map(plain_key, _WORD.findall(name)) if key]


def letters_of(words: Iterable[str]) -> list[str]:
    """Three letters each, with the word's beginning and end: what misspelt words still share."""
    found = dict.fromkeys(f" {word} "[at : at + 3] for word in words for at in range(len(word)))
    return ["3" + written(three.replace(" ", "_")) for three in found]


def indexed_names(names: Iterable[str]) -> str:
    """What the beginnings and the misspellings of these names are found by."""
    words = list(dict.fromkeys(word for name in names for word in name_words(name)))
    return _cut([*map(written, words), *letters_of(words)])


@dataclass(frozen=True)
class Part:
    """Keys that stand one after the other; `is_beginning` when a token need only begin with the (only) key."""

    keys: tuple[str, ...]
    is_beginning: bool = False


@dataclass(frozen=True)
class Query:
    """What a reader typed, cut to a sensible length, and all of whose `parts` must stand in what is found."""

    typed: str = ""
    parts: tuple[Part, ...] = ()
    is_cut: bool = False
    words: tuple[str, ...] = field(default=(), compare=False)  # as typed, for likeness with names

    @property
    def is_quoted(self) -> bool:
        """Whether quotation marks were typed, so that a page puts none around it."""
        return bool(_QUOTED.search(self.typed))

    def __bool__(self) -> bool:
        return bool(self.parts)


def read_query(typed: str) -> Query:
    """Never raises, whatever is typed: what is no letter or number parts words, and has no other meaning."""
    whole = " ".join(typed.replace("\x00", " ").encode("utf-8", "replace").decode().split())
    line, words = whole[:LONGEST_QUERY], 0
    parts: list[Part] = []
    at, is_cut = 0, len(whole) > LONGEST_QUERY
    for quoted in [*_QUOTED.finditer(line), None]:
        end, after = (quoted.start(), quoted.end()) if quoted else (len(line), len(line))
        parts += _loose(line[at:end])
        parts += _phrase(quoted.group(1)) if quoted else []
        at = after
    telling = [part for part in parts if len(part.keys) > 1 or part.keys[0] not in _SMALL_KEYS]
    kept: list[Part] = []
    for part in dict.fromkeys(telling or parts):
        if words == MOST_WORDS:
            is_cut = True
            break
        if len(part.keys) > MOST_WORDS - words:
            part, is_cut = Part(part.keys[: MOST_WORDS - words]), True
        words += len(part.keys)
        kept.append(part)
    return Query(line, tuple(kept), is_cut, tuple(name_words(line)[:MOST_WORDS]))


def _loose(text: str) -> Iterator[Part]:
    for word in _WORD.finditer(text):
        yield from _runs(word.group())


def _runs(word: str) -> Iterator[Part]:
    """A word is a part of its own; so is a run of letters without spaces, as the pairs of it in their order."""
    at = 0
    for dense in [*_DENSE_RUN.finditer(word), None]:
        if key := key_of(word[at : dense.start() if dense else len(word)]):
            yield Part((key,))
        if dense:
            keys = [token.key for token in tokens(dense.group())]
            yield Part(tuple(keys[:-1])) if len(keys) > 1 else Part((keys[0],), is_beginning=True)
            at = dense.end()


def _phrase(text: str) -> list[Part]:
    found = list(tokens(text))
    if not found:
        return []
    ends_dense = _DENSE_RUN.fullmatch(found[-1].key)
    if ends_dense and len(found) == 1:
        return [Part((found[0].key,), is_beginning=True)]
    return [Part(tuple(token.key for token in (found[:-1] if ends_dense else found)))]


_SMALL_KEYS = frozenset(map(stem, _SMALL))
