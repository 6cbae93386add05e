"""Noun phrases that name a speaker: a name with its title, "a senior official"."""

from dataclasses import dataclass

from articles.extraction.people import Mention, People
from articles.extraction.sentences import Sentence
from articles.extraction.vocabulary import (
    AUXILIARIES,
    COLLECTIVE,
    CONJUNCTIONS,
    CONTRACTED,
    DETERMINERS,
    FINITE,
    OF_OFFICE,
    OPENERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    TITLE_ABBREVIATIONS,
    TITLE_HEADS,
    TITLE_MODIFIERS,
)

LONGEST_NOMINAL = 14
_LONGEST_DESCRIPTION = 9

_PARTING = frozenset([",", ";", ":", "—", "–", "(", ")", "...", "…", "-"])
_BEGINS_CLAUSE = frozenset("that who which whether after before until since".split())
_COUNTS = frozenset("one two three four five six ten some many several most few both other others".split())
_OF_TITLES = TITLE_HEADS | TITLE_MODIFIERS | TITLE_ABBREVIATIONS
_SURE_CUES = frozenset("said say says".split())
_FOLLOWERS = frozenset("his her other others".split())
_SKIPPED = OPENERS - DETERMINERS - COLLECTIVE - _COUNTS
_GOVERNING = PREPOSITIONS | {"to", "of"}


@dataclass(slots=True)
class Subject:
    """The speaker's mention: tokens `first` to before `after`; `begins` is the node where its clause part begins.

    `mention` where it is a name, `pronoun` where it is one; neither for "a senior official". `is_main`: taken from
    the sentence, not found beside the cue. `for_mention`: Orsk in "a spokesman for Orsk".
    """

    first: int
    after: int
    begins: int
    mention: Mention | None = None
    pronoun: str = ""
    is_main: bool = False
    for_mention: Mention | None = None


def is_adverb(low: str) -> bool:
    return low in AUXILIARIES or (low.endswith("ly") and len(low) > 4)


def joins_capitals(sentence: Sentence, at: int) -> bool:
    return sentence.low(at) == "and" and sentence.is_capital(at - 1) and sentence.is_capital(at + 1)


def pronoun_at(sentence: Sentence, at: int) -> Subject | None:
    low, node = sentence.low(at), sentence.nodes[at]
    pronoun = CONTRACTED.get(low, low)
    return Subject(node, node + 1, at, pronoun=pronoun) if pronoun in SUBJECT_PRONOUNS else None


def noun_phrase_ending(sentence: Sentence, people: People, at: int) -> Subject | None:
    """The noun phrase whose last word is at this node, with its clause part from the last parting mark on."""
    begin = at
    while begin > 0 and at - begin < LONGEST_NOMINAL and not parts(sentence, begin - 1):
        begin -= 1
    mention = people.at.get(sentence.nodes[at])
    if mention is not None and not mention.is_possessive:
        return _phrase_ending_in_name(sentence, people, begin, at, mention)
    leading = _leading_name(sentence, people, begin, at)
    if leading is not None and sentence.words.low[leading.after] in PREPOSITIONS:  # "Brun in Tallin"
        return Subject(leading.first, leading.after, begin, leading)
    return _with_followers(sentence, people, begin) or nominal(sentence, begin, at)


def _with_followers(sentence: Sentence, people: People, begin: int) -> Subject | None:
    """ "Brun and her aides", "Brun and others": the one who has a name speaks for them."""
    if sentence.low(begin) not in _FOLLOWERS or sentence.low(begin - 1) != "and" or begin < 2:
        return None
    mention = people.at.get(sentence.nodes[begin - 2])
    if mention is None or mention.person is None or mention.is_possessive:
        return None
    return Subject(mention.first, mention.after, begin - 2 - (sentence.nodes[begin - 2] - mention.first), mention)


def parts(sentence: Sentence, at: int) -> bool:
    """Whether a noun phrase cannot reach over this node."""
    low = sentence.low(at)
    if sentence.is_quotation(at) or low in _PARTING or low in _BEGINS_CLAUSE:
        return True
    return low in CONJUNCTIONS and not joins_capitals(sentence, at)


def _phrase_ending_in_name(sentence: Sentence, people: People, begin: int, at: int, mention: Mention) -> Subject | None:
    first = max(begin, at - (sentence.nodes[at] - mention.first))
    titled = _before_title(sentence, begin, first)
    before = sentence.low(titled - 1) if titled > begin else ""
    if before == "the" and mention.is_organization and titled - 2 >= begin and sentence.low(titled - 2) in _GOVERNING:
        before, titled = sentence.low(titled - 2), titled - 1  # "Tom Lind of the Gazette"
    if before == "and" and sentence.low(titled - 2) in TITLE_HEADS:
        before = ""  # "Deputy Prime Minister and Minister for Finance Ada Brun"
    if before == "and" and first - 2 >= begin and sentence.is_capital(first - 2) and not mention.is_organization:
        start = first - 2
        while start > begin and sentence.is_capital(start - 1):
            start -= 1
        return Subject(sentence.nodes[start], mention.after, begin)  # two speak together: left open
    if before not in _GOVERNING:
        start = (
            sentence.nodes[first - 1] if mention.is_organization and sentence.low(first - 1) == "the" else mention.first
        )
        return Subject(start, mention.after, _with_description(sentence, begin), mention)
    leading = _leading_name(sentence, people, begin, titled)
    if leading is not None:
        return Subject(leading.first, leading.after, begin, leading)  # "Tom Lind of The Beacon"
    if titled - 1 == begin:
        return Subject(mention.first, mention.after, begin, mention)  # "In Velmark Brun said"
    head = behind_openers(sentence, begin, titled - 1)
    return Subject(sentence.nodes[head], mention.after, begin, for_mention=mention) if head < titled - 1 else None


def _before_title(sentence: Sentence, begin: int, first: int) -> int:
    """Where the title before a name begins: "Sen.", "former House Speaker", "Minister of Transport"."""
    has_head = False
    at = first
    while at > begin:
        low = sentence.low(at - 1)
        of_portfolio = (
            low in OF_OFFICE and at < first and at - 1 > begin and sentence.low(at - 2) in TITLE_HEADS and not has_head
        )
        if low not in _OF_TITLES and not (low == "." and at - 1 > begin) and not of_portfolio:
            break
        has_head = has_head or low in TITLE_HEADS
        at -= 1
    return at


def _leading_name(sentence: Sentence, people: People, begin: int, before: int) -> Mention | None:
    """The person a noun phrase begins with, behind a title at the most."""
    for at in range(begin, before):
        mention = people.at.get(sentence.nodes[at])
        if mention is not None and mention.person is not None:
            return None if mention.is_possessive else mention
        if not (sentence.is_capital(at) or sentence.low(at) in (".", "former")):
            return None
    return None


def _with_description(sentence: Sentence, begin: int) -> int:
    """ "another friend, Tom Lind": where the phrase begins that the name stands in apposition to."""
    if sentence.low(begin - 1) != ",":
        return begin
    at = begin - 2
    while at > 0 and begin - at < _LONGEST_DESCRIPTION and sentence.is_word(at) and sentence.low(at) not in FINITE:
        if sentence.is_quotation(at - 1):
            return at if sentence.low(at) in DETERMINERS or sentence.low(at) == "another" else begin
        at -= 1
    return begin


def behind_openers(sentence: Sentence, first: int, limit: int) -> int:
    """Behind "But", "Meanwhile", "later" at the beginning of a phrase."""
    while first < limit and (sentence.low(first) in _SKIPPED or is_adverb(sentence.low(first))):
        first += 1
    return first


def nominal(sentence: Sentence, begin: int, at: int) -> Subject | None:
    """A speaker without a name: "officials", "a person close to the talks", "the White House"."""
    first = behind_openers(sentence, begin, at)
    lows = [sentence.low(one) for one in range(first, at + 1)]
    if any(low in FINITE for low in lows[:-1]):
        verb = max(number for number, low in enumerate(lows[:-1]) if low in FINITE)
        if lows[verb + 1] not in DETERMINERS:
            return None
        first, lows = first + verb + 1, lows[verb + 1 :]  # a clause before it that no mark parts
    if not _may_speak(lows) or not (
        _is_noun_phrase(lows) or sentence.is_capital(first) or sentence.low(at + 1) in _SURE_CUES
    ):
        return None
    return Subject(sentence.nodes[first], sentence.nodes[at] + 1, begin)


def _may_speak(lows: list[str]) -> bool:
    """Whether these words can be somebody at all, and are no clause: "Carson shared a syllabus"."""
    last = lows[-1]
    if last.isdigit() and 2 < len(lows) <= 6 and lows[-2] in ("in", "of"):  # "four in 10"
        return True
    if lows[0].endswith("ing") or lows[0] in PREPOSITIONS or not any(character.isalpha() for character in last):
        return False
    if last in OPENERS - COLLECTIVE or last in FINITE or last.isdigit():
        return False
    for number in range(1, len(lows) - 1):
        behind = lows[number + 1]
        if lows[number].endswith("ed") and (behind in DETERMINERS or (behind in PREPOSITIONS and number == 1)):
            return False
    return True


def _is_noun_phrase(lows: list[str]) -> bool:
    first = lows[0]
    return (
        first in DETERMINERS
        or first in COLLECTIVE
        or first in _COUNTS
        or first.endswith(("’s", "'s"))
        or lows[-1].endswith("s")
    )
