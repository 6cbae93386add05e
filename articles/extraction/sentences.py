"""Sentences of a paragraph as rows of nodes: the words outside quotations, and each quotation as one node."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from articles.extraction.quotations import Quotation
from articles.extraction.vocabulary import (
    CUES,
    DASHES,
    FINITE,
    LEADING,
    OPENERS,
    STOPS,
    TITLE_ABBREVIATIONS,
    TITLE_HEADS,
)
from articles.extraction.words import Words

_ENDS = frozenset([".", "!", "?", "…"])
_ABBREVIATIONS = TITLE_ABBREVIATIONS | frozenset(
    """vs etc inc corp ltd co no jan feb mar apr jun jul aug sep sept oct nov dec al dept est fig vol ed pp approx
    ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn
    tex va vt wash wis wyo ave blvd""".split()
)
_WORKS = frozenset("book memoir autobiography novel film documentary song album poem essay series".split())
_BEFORE_ATTRIBUTION = frozenset([",", ":", ".", "?", "!", "…", "—", "–", "-", "..."])
_OPENING_MARKS = frozenset(["“", "„", "«", '"', "``", "''"])
_INNER_CLOSING = frozenset("’'")
_BEHIND_END = _ENDS | frozenset(")]’'”\"»")
# No sentence of prose has more nodes; a longer one is cut, so that the work stays linear in the text.
_LONGEST = 150
_LONGEST_NAME_IN_MARKS, _LONGEST_SMALL_WORD = 7, 4  # words; letters
_LONGEST_DATELINE = 14


@dataclass(slots=True)
class Sentence:
    """Tokens `first` to before `after`. A node is a token's number, or -1 - n for the n-th quotation."""

    words: Words
    quotations: Sequence[Quotation]
    first: int
    after: int
    nodes: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.nodes)

    def is_quotation(self, at: int) -> bool:
        return 0 <= at < len(self.nodes) and self.nodes[at] < 0

    def quotation(self, at: int) -> Quotation:
        return self.quotations[-1 - self.nodes[at]]

    def low(self, at: int) -> str:
        """The word at a node, case folded; empty for a quotation and outside the sentence."""
        if not 0 <= at < len(self.nodes):
            return ""
        node = self.nodes[at]
        return self.words.low[node] if node >= 0 else ""

    def is_capital(self, at: int) -> bool:
        return 0 <= at < len(self.nodes) and self.nodes[at] >= 0 and self.words.is_capital(self.nodes[at])

    def is_word(self, at: int) -> bool:
        return 0 <= at < len(self.nodes) and self.nodes[at] >= 0 and self.words.is_word(self.nodes[at])

    def is_spaced(self, at: int) -> bool:
        """Whether the token at a node stands apart from the words beside it."""
        words, node = self.words, self.nodes[at]
        before = node == 0 or words.end[node - 1] < words.start[node]
        return before and (node + 1 == len(words) or words.end[node] < words.start[node + 1])

    def span(self, first: int, after: int) -> tuple[int, int]:
        """The tokens of nodes `first` to before `after`."""
        begin, end = self.nodes[first], self.nodes[after - 1]
        return (
            begin if begin >= 0 else self.quotation(first).first,
            end + 1 if end >= 0 else self.quotation(after - 1).after,
        )

    def size(self, first: int, after: int) -> int:
        """How many words stand in these nodes, those of quotations too."""
        return sum(
            self.quotation(at).words if self.is_quotation(at) else self.is_word(at) for at in range(first, after)
        )

    def has_finite(self, first: int, after: int) -> bool:
        """Whether a verb with a tense stands there: an auxiliary, or a word that ends like one."""
        for at in range(first, after):
            low = self.low(at)
            if low in FINITE:
                return True
            if at > first and len(low) > 3 and low.endswith(("ed", "s")) and not low.endswith(("ss", "’s", "'s", "us")):
                return True
        return False

    def end(self, first: int) -> int:
        """The node behind the last word, not before `first`: the sentence without its stop."""
        after = len(self)
        while after > first and (self.low(after - 1) in STOPS or self.low(after - 1) in (")", "’", "'", "”")):
            after -= 1
        return after

    def content_start(self, first: int, limit: int) -> int:
        """Behind a dateline, and the "and", "but" and commas that content may begin with."""
        if first == 0:
            first = min(self.behind_dateline(), limit)
        while first < limit and (self.low(first) in LEADING or self.low(first) in (",", ";")):
            first += 1
        return first

    def behind_dateline(self) -> int:
        """The node behind "PHILADELPHIA, July 25 (UPI) — "; 0 where there is none."""
        node = self.nodes[0]
        if node < 0 or not self.words.word[node].isupper() or len(self.words.word[node]) < 3:
            return 0
        dashes = (at for at in range(1, min(_LONGEST_DATELINE, len(self))) if self.low(at) in DASHES)
        return next(dashes, -1) + 1

    def ends_attributed(self, at: int) -> bool:
        """Whether the quotation at a node ends as one does before "he said": with a comma or a mark of its own."""
        return self.last_of(at) in _BEFORE_ATTRIBUTION

    def is_name_in_marks(self, at: int) -> bool:
        """Whether the quotation at a node is the name of a show, a book, a song: few words, all that count in capitals,
        behind a word that it belongs to, or "his book,"."""
        if not self.is_quotation(at) or self.quotation(at).words > _LONGEST_NAME_IN_MARKS:
            return False
        if not self.is_word(at - 1) and not (self.low(at - 1) == "," and self.low(at - 2) in _WORKS):
            return False
        words = [self.words.word[one] for one in range(*self.quotation(at).inner) if self.words.is_word(one)]
        if len(words) < 2 or not (words[0][0].isupper() and words[-1][0].isupper()):
            return False
        return all(not word[0].islower() or len(word) <= _LONGEST_SMALL_WORD for word in words)

    def last_of(self, at: int) -> str:
        """The last token inside the marks of the quotation at a node, before the marks of another inside it."""
        first, after = self.quotation(at).inner
        return _last_inside(self.words, first, after)


def sentences(
    words: Words, first: int, after: int, quotations: Sequence[Quotation], inside: Sequence[int]
) -> Iterator[Sentence]:
    """The sentences of a paragraph. None ends inside a quotation; `inside` is what `covering` gave."""
    sentence = Sentence(words, quotations, first, after)
    at = first
    while at < after:
        number = inside[at - first]
        if number >= 0:
            sentence.nodes.append(-1 - number)
            at = quotations[number].after
            ends = _quotation_ends_sentence(words, quotations[number], at, after)
        else:
            sentence.nodes.append(at)
            at += 1
            ends = words.word[at - 1][-1] in _ENDS and _stop_ends_sentence(words, sentence.first, at - 1, after)
        if ends:
            while at < after and inside[at - first] < 0 and words.word[at] in _BEHIND_END:
                sentence.nodes.append(at)
                at += 1
        if ends or len(sentence) >= _LONGEST:
            sentence.after = at
            yield sentence
            sentence = Sentence(words, quotations, at, after)
    if sentence.nodes:
        yield sentence


def _stop_ends_sentence(words: Words, first: int, stop: int, after: int) -> bool:
    if stop + 1 >= after:
        return True
    following = words.word[stop + 1]
    if following[0].islower() or following in (",", ";", ":", ")"):
        return False
    if following in _OPENING_MARKS and words.end[stop] < words.start[stop + 1]:
        return not (stop + 2 < after and words.word[stop + 2][0].islower())
    if len(words.word[stop]) > 2 and words.word[stop][0].isalnum():  # U.S.
        return words.low[stop + 1] in OPENERS
    if words.word[stop] != "." or stop == first:
        return True
    before = words.low[stop - 1]
    if len(before) == 1 and before.isalpha() and words.is_capital(stop - 1):
        return words.low[stop + 1] in OPENERS
    if before in _ABBREVIATIONS and words.is_capital(stop - 1):
        return before not in TITLE_ABBREVIATIONS and words.low[stop + 1] in OPENERS
    return not (_is_title(words, first, stop) and _is_name_alone(words, stop + 1, after))


def _is_title(words: Words, first: int, after: int) -> bool:
    """Whether the words up to here end in a title: "the United States Secretary of State"."""
    window = range(max(first, after - 5), after)
    return words.is_capital(after - 1) and any(words.low[at] in TITLE_HEADS and words.is_capital(at) for at in window)


def _is_name_alone(words: Words, first: int, after: int) -> bool:
    """Whether what follows is a name and nothing else: the stop before it was stray."""
    at = first
    while at < after and words.is_capital(at):
        at += 1
    return 2 <= at - first <= 4 and (at == after or words.word[at] in _ENDS) and words.low[first] not in OPENERS


def _quotation_ends_sentence(words: Words, quotation: Quotation, at: int, after: int) -> bool:
    """Whether a quotation that ends with a stop ends its sentence too, or is followed by "Brun asked"."""
    last = _last_inside(words, *quotation.inner)
    if at >= after:
        return True
    if last not in _ENDS and last != "—":
        return False
    following = words.word[at]
    if not (following[0].isupper() or following[0].isdigit() or following in ('"', "“", "``", "‘", "'")):
        return False
    return not _attribution_follows(words, at, after, with_stop=last == ".")


def _last_inside(words: Words, first: int, after: int) -> str:
    while after > first and words.word[after - 1] in _INNER_CLOSING:
        after -= 1
    return words.word[after - 1] if after > first else ""


def _attribution_follows(words: Words, at: int, after: int, with_stop: bool) -> bool:
    """ "Brun asked", "Mr. Orsk said" and the end of a sentence or clause. Behind a full stop that is rare: it
    must be all there is."""
    for verb in range(at + 1, min(at + 6, after)):
        low = words.low[verb]
        if low in CUES and not words.is_capital(verb):
            behind = words.word[verb + 1] if verb + 1 < after else "."
            if with_stop:
                return behind == "."
            if low in ("asked", "told"):
                return True
            return behind in (".", ",", ":", ";") or words.low[verb + 1] in ("in", "on", "at", "during", "of")
        if not (words.is_capital(verb) or low == "."):
            return False
    return False
