"""How well the finder did on marked texts, in the terms that are used for quotation attribution.

Contents are compared as sets of words: overlap is the F1 of the two sets, a hit an overlap of at least 0.8 (the idea
of scoring attribution by overlap of spans is that of Pareti, "A Database of Attribution Relations", 2012; the bound is
the stricter of the two that Asr et al., "The Gender Gap Tracker", 2021, use). Whether a statement is quoted is read
from the marks in the text, for what was found as for what was marked, so that a label gains nothing.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from articles.evaluating.names import Names
from articles.evaluating.standoff import Attribution, MarkedText, Span
from articles.extraction import FoundStatement
from articles.extraction.quotations import opens_with_mark, quotations
from articles.extraction.vocabulary import CUES
from articles.extraction.words import Words

HIT, PAIR = 0.8, 0.5
_LEAST_QUOTED = 3  # words inside one pair of marks
_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*")
_SMALL = frozenset("the a an of in on at for to from by with and or as that which who s".split())
_PRONOUNS = frozenset("he she they it him her them i we you".split())


@dataclass
class Tally:
    """Counts over texts. `ratio` is a part of a whole in percent; None where the whole is empty."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, number: int = 1) -> None:
        self.counts[name] += number

    def ratio(self, part: str, whole: str) -> float | None:
        return 100 * self.counts[part] / self.counts[whole] if self.counts[whole] else None

    def f1(self, group: str, hit: str) -> float | None:
        """Of precision (found that hit) and recall (marked that are hit)."""
        marked, found = self.counts[f"{group}.marked"], self.counts[f"{group}.found"]
        if not marked or not found:
            return None
        precision, recall = self.counts[f"{group}.found.{hit}"] / found, self.counts[f"{group}.marked.{hit}"] / marked
        return 200 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True)
class WorstCase:
    """A quoted statement that was missed, cut wrongly, given to somebody else, or made up."""

    what: str  # missed, words, speaker, made up
    text: str
    start: int
    marked: str
    source: str
    found: str
    speaker: str


class Comparison:
    """One text with what was marked in it and what was found."""

    def __init__(self, marked: MarkedText, found: Sequence[FoundStatement]) -> None:
        self.name, self.text, self.found = marked.name, marked.text, found
        self.spans = [match.span() for match in _WORD.finditer(self.text)]
        self.starts = [start for start, _ in self.spans]
        self.attributions = self._chosen(marked)

    def _chosen(self, marked: MarkedText) -> list[Attribution]:
        """Of several annotators the one who agrees best with the others."""
        covered = {
            who: self.words(s for one in version for s in one.content) for who, version in marked.versions.items()
        }
        best = max(sorted(covered), key=lambda who: sum(overlap(covered[who], covered[other]) for other in covered))
        return marked.versions[best]

    def words(self, spans: Iterable[Span]) -> frozenset[int]:
        """The numbers of the words that spans touch."""
        numbers: set[int] = set()
        for start, end in spans:
            at = max(bisect_right(self.starts, start) - 1, 0)
            while at < len(self.spans) and self.spans[at][0] < end:
                if self.spans[at][1] > start:
                    numbers.add(at)
                at += 1
        return frozenset(numbers)

    def low(self, number: int) -> str:
        return self.text[slice(*self.spans[number])].lower()

    def string(self, spans: Iterable[Span]) -> str:
        return " ".join(" ".join(self.text[start:end].split()) for start, end in spans)

    @cached_property
    def names(self) -> Names:
        return Names(self.text)

    @cached_property
    def quoted(self) -> dict[int, int]:
        """The number of the quotation that a word stands in."""
        words = Words(self.text)
        paragraphs = [*words.paragraphs(), (0, 0)]
        inside: dict[int, int] = {}
        number = 0
        for (first, after), following in pairwise(paragraphs):
            for one in quotations(words, first, after, opens_with_mark(words, *following)):
                number += 1
                begin, end = one.inner
                if begin < end:
                    inside |= dict.fromkeys(self.words([(words.start[begin], words.end[end - 1])]), number)
        return inside

    def is_quoted(self, content: frozenset[int]) -> bool:
        counts = Counter(self.quoted[word] for word in content if word in self.quoted)
        return any(number >= _LEAST_QUOTED for number in counts.values())

    def is_by(self, attribution: Attribution, found: FoundStatement) -> bool:
        """Whether a found statement has the speaker that was marked: the mention shares a word that counts with the
        source, or both are the same full name in this text. Nobody marked: right if nobody was found."""
        if not attribution.source and not attribution.speaker:
            return found.speaker_span is None
        mention = [found.speaker_span] if found.speaker_span else []
        shared = self.words(attribution.source) & self.words(mention)
        if any(self.low(word) not in _SMALL for word in shared):
            return True
        wanted = self.names.meant_by(attribution.speaker or self.string(attribution.source))
        return wanted is not None and found.speaker is not None and wanted == self.names.meant_by(found.speaker)


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def pairs(marked: Sequence[frozenset[int]], found: Sequence[frozenset[int]]) -> dict[int, tuple[int, float]]:
    """For marked contents the found ones that fit, one to one, the best overlap first."""
    where: dict[int, set[int]] = {}
    for number, content in enumerate(found):
        for word in content:
            where.setdefault(word, set()).add(number)
    ranked = sorted(
        (-value, m, f)
        for m, content in enumerate(marked)
        for f in {number for word in content for number in where.get(word, ())}
        if (value := overlap(content, found[f])) >= PAIR
    )
    chosen: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for value, m, f in ranked:
        if m not in chosen and f not in taken:
            chosen[m] = f, -value
            taken.add(f)
    return chosen


def score(one: Comparison, tally: Tally, worst: list[WorstCase]) -> None:
    """Count one text."""
    marked = [one.words(attribution.content) for attribution in one.attributions]
    found = [one.words((s.start, s.end) for s in statement.segments) for statement in one.found]
    chosen = pairs(marked, found)
    tally.add("texts")
    tally.add("words", len(one.spans))
    for number, attribution in enumerate(one.attributions):
        f, value = chosen.get(number, (-1, 0.0))
        right = f >= 0 and one.is_by(attribution, one.found[f])
        is_quoted = one.is_quoted(marked[number])
        if is_quoted or _is_speech(one, attribution):
            group = "quoted" if is_quoted else "indirect"
            tally.add(f"{group}.marked")
            tally.add(f"{group}.marked.hit", value >= HIT)
            tally.add(f"{group}.marked.hit by", value >= HIT and right)
            if f >= 0:
                _count_name(one, attribution, one.found[f], tally)
        if is_quoted and (value < HIT or not right):
            what = "missed" if f < 0 else "words" if value < HIT else "speaker"
            worst.append(_case(what, one, attribution, one.found[f] if f >= 0 else None))
    partner = {f: (m, value) for m, (f, value) in chosen.items()}
    for number, statement in enumerate(one.found):
        m, value = partner.get(number, (-1, 0.0))
        is_hit = value >= HIT
        right = is_hit and one.is_by(one.attributions[m], statement)
        group = "quoted" if one.is_quoted(found[number]) else "indirect"
        for name in (group, statement.confidence, "all"):
            tally.add(f"{name}.found")
            tally.add(f"{name}.found.hit", is_hit)
            tally.add(f"{name}.found.hit by", right)
        if group == "quoted" and m < 0:
            worst.append(_case("made up", one, None, statement))
    _count_quotations(one, marked, found, tally)


def _is_speech(one: Comparison, attribution: Attribution) -> bool:
    """Whether its cue is one of speech; marks of what somebody thinks or wants are not looked for."""
    return any((low := one.low(word)) in CUES or low in ("according", "per") for word in one.words(attribution.cue))


def _count_name(one: Comparison, attribution: Attribution, found: FoundStatement, tally: Tally) -> None:
    """Whether a source that names somebody, or is a pronoun whose bearer is noted, was tied to the full name."""
    source = one.string(attribution.source)
    kind = "pronoun" if source.lower() in _PRONOUNS else one.names.kind_of(source)
    wanted = one.names.meant_by(attribution.speaker or source)
    if wanted is None or kind == "other":
        return
    tally.add(f"{kind}.named")
    tally.add(f"{kind}.named.right", found.speaker is not None and one.names.meant_by(found.speaker) == wanted)


def _count_quotations(
    one: Comparison, marked: Sequence[frozenset[int]], found: Sequence[frozenset[int]], tally: Tally
) -> None:
    """Every quotation of three words or more that lies in something marked: whether it was found, by the right one."""
    inside: dict[int, set[int]] = {}
    for word, quotation in one.quoted.items():
        inside.setdefault(quotation, set()).add(word)
    for words in inside.values():
        half = len(words) / 2
        m = [number for number, content in enumerate(marked) if len(content & words) >= half]
        f = [number for number, content in enumerate(found) if len(content & words) >= half]
        if len(words) >= _LEAST_QUOTED and m:
            tally.add("quotations.marked")
            tally.add("quotations.found", bool(f))
            tally.add("quotations.found by", any(one.is_by(one.attributions[a], one.found[b]) for a in m for b in f))


def _case(what: str, one: Comparison, attribution: Attribution | None, found: FoundStatement | None) -> WorstCase:
    start = attribution.content[0][0] if attribution else found.segments[0].start if found else 0
    return WorstCase(
        what=what,
        text=one.name,
        start=start,
        marked=one.string(attribution.content) if attribution else "",
        source=one.string(attribution.source) if attribution else "",
        found=one.string((s.start, s.end) for s in found.segments) if found else "",
        speaker=one.string([found.speaker_span]) if found and found.speaker_span else "",
    )
