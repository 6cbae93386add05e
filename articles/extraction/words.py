"""A text as words and marks with their places, in paragraphs. Linear in its length."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from articles.extraction.vocabulary import ARABIC_ARTICLES

# Abbreviations with inner stops ("U.S.") are one token; so are words with inner apostrophes, hyphens and the like.
_TOKEN = re.compile(
    r"(?:[^\W_]+-)?(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"
    r"|[^\W_]+(?:\xad[^\W_]+|['’ʼ‘][^\W_]+|[-‐‑&/@_][^\W_]+|[.,](?=\d)\d+|\.(?=[a-z]{2,4}\b)[a-z]+)*"
    r"|``|(?<=\S)'(?=''(?!'))|''|’’|\.{2,}|[^\w\s\xad]|_"
)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
# “We lost.” — Ada Brun, and the next voice on the next line.
_SIGNATURE = re.compile(r"[―—–][^\S\n]?[^\W\d_][^\n“”\"]{1,60}\n(?=[^\S\n]*[“”\"])")
_LINE_END = re.compile(r"(?<=[.!?…:”\"’'»)])[^\S\n]*\n(?=\s*\S)")


def _begins_with_article(word: str) -> bool:
    article, _, name = word.partition("-")
    return article in ARABIC_ARTICLES and name[:1].isupper()


class Words:
    """The tokens of a text. `word`, `low` (case folded), `start` and `end` (code points) are lists side by side."""

    __slots__ = ("end", "low", "start", "text", "word")

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(_TOKEN.finditer(text))
        self.word = [match.group() for match in found]
        self.low = [word.lower() for word in self.word]
        self.start = [match.start() for match in found]
        self.end = [match.end() for match in found]

    def __len__(self) -> int:
        return len(self.word)

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """Each paragraph as (first token, behind its last). Blank lines part them, and so does the end of a line
        that ends a sentence; a line that breaks off in the middle of one was only wrapped."""
        breaks = {found.start() for pattern in (_BLANK_LINE, _LINE_END) for found in pattern.finditer(self.text)}
        breaks |= {found.end() - 1 for found in _SIGNATURE.finditer(self.text)}
        first = 0
        for at in sorted(breaks):
            after = bisect_left(self.start, at, first)
            if after > first:
                yield first, after
                first = after
        if first < len(self):
            yield first, len(self)

    def is_word(self, at: int) -> bool:
        return self.word[at][0].isalnum()

    def is_capital(self, at: int) -> bool:
        """Also of "al-Hadi", which is a name however it begins."""
        word = self.word[at]
        return word[0].isupper() or ("-" in word and _begins_with_article(word))

    def phrase(self, first: int, after: int) -> str:
        """The text of these tokens on one line."""
        return " ".join(self.text[self.start[first] : self.end[after - 1]].split()) if first < after else ""
