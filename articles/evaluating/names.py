"""Full names in a text and whom a shorter form means, told apart from the finder's own rules so that those can be
measured: two or more capitalised words in a row, titles taken off."""

import re
from collections import Counter

from articles.extraction.vocabulary import (
    DESCRIPTIONS,
    NAME_SUFFIXES,
    OPENERS,
    ORGANIZATION_WORDS,
    TITLE_ABBREVIATIONS,
    TITLE_HEADS,
    TITLE_MODIFIERS,
)

_CAPITALISED = r"(?:[^\W\d_a-z]\w{0,2}\.|[^\W\d_a-z][\w’'-]*)"  # "Gen." and "J.", but no word that ends a sentence
_RUN = re.compile(rf"{_CAPITALISED}(?: (?:(?:de|van|von|der|den|al|bin|la|du|da|di|del|el) )*{_CAPITALISED})*")
_GOVERNING = frozenset("of for with from at by in the to".split())
_TITLES = TITLE_HEADS | TITLE_ABBREVIATIONS | TITLE_MODIFIERS | DESCRIPTIONS
_DOMINANT = 0.75
_LONGEST = 5

Key = tuple[str, str]  # the first word and the last


class Names:
    def __init__(self, text: str) -> None:
        self.times: Counter[Key] = Counter()
        self.by_word: dict[str, set[Key]] = {}
        for run in _RUN.finditer(text):
            for part in re.split(r"(?<=['’]s) ", run.group()):
                words = _bare(part)
                if 2 <= len(words) <= _LONGEST and _may_be_person(words):
                    key = words[0], words[-1]
                    self.times[key] += 1
                    for word in key:
                        self.by_word.setdefault(word, set()).add(key)

    def meant_by(self, mention: str) -> str | None:
        """The full name, as its first and last word, of a mention that has a name in it; None where the text has no
        full name for it, or several of which none has three quarters of the mentions."""
        words = _name_in(mention)
        if not words:
            return None
        if len(words) > 1:
            return f"{words[0]} {words[-1]}"
        bearers = self.by_word.get(words[0], set())
        bearers = {key for key in bearers if key[1] == words[0]} or bearers
        if not bearers:
            return None
        best = max(bearers, key=lambda key: (self.times[key], key))
        is_clear = self.times[best] >= _DOMINANT * sum(self.times[key] for key in bearers)
        return " ".join(best) if is_clear else None

    def kind_of(self, mention: str) -> str:
        """`full name`, `surname`, or `other` for a mention without the name of a person."""
        words = _name_in(mention)
        if len(words) > 1:
            return "full name"
        return "surname" if words and words[0] in self.by_word else "other"


def _name_in(mention: str) -> list[str]:
    """The words of the first name in a mention that does not belong to an "of", a "for" or the like."""
    for run in _RUN.finditer(mention):
        before = mention[: run.start()].split()
        behind = mention[run.end() :].lstrip()
        is_governed = bool(before) and before[-1].lower() in _GOVERNING
        is_part = behind[:1].islower() and not re.match(r"(?:of|who|from|and|at|in|on|for|with|also)\b", behind)
        words = _bare(run.group())
        if words and not is_governed and not is_part and _may_be_person(words):
            return words
    return []


def _bare(run: str) -> list[str]:
    words = [bare for word in run.split() if (bare := re.sub(r"(?:['’]s?|[.,])+$", "", word))]
    begin = 0
    for number, word in enumerate(words):
        if word.lower() in _TITLES or (number == begin and word.lower() in OPENERS):
            begin = number + 1
    words = words[begin:]
    while words and words[-1].lower() in NAME_SUFFIXES:
        words.pop()
    return words


def _may_be_person(words: list[str]) -> bool:
    lows = [word.lower() for word in words]
    if any(low in ORGANIZATION_WORDS for low in lows) or lows[-1] in OPENERS:
        return False
    return not (len(words[-1]) in (2, 3, 4) and words[-1].isupper())
