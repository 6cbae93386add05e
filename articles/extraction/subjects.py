"""Who speaks in a clause: the subject before a cue, behind it, or of the sentence."""

from articles.extraction.appositions import antecedent, before_apposition, before_quoted_apposition
from articles.extraction.people import Mention, People
from articles.extraction.phrases import (
    LONGEST_NOMINAL,
    Subject,
    is_adverb,
    joins_capitals,
    nominal,
    noun_phrase_ending,
    pronoun_at,
)
from articles.extraction.sentences import Sentence
from articles.extraction.vocabulary import (
    CALENDAR,
    CONJUNCTIONS,
    CONTRACTED,
    CUES,
    DASHES,
    DESCRIPTIONS,
    DETERMINERS,
    FINITE,
    INDEFINITE,
    LEADS_INFINITIVE,
    NAME_SUFFIXES,
    PREPOSITIONS,
    SPEECH_NOUNS,
    SUBJECT_PRONOUNS,
    SUBORDINATE,
    TIME_WORDS,
    TITLE_ABBREVIATIONS,
    TITLE_HEADS,
    TITLE_MODIFIERS,
    WH_WORDS,
)

_NEVER_ENDS_SUBJECT = PREPOSITIONS | DETERMINERS | CONJUNCTIONS | WH_WORDS | frozenset("to i we you that".split())
_ENDS_INVERTED = frozenset([*"in on at during after that when as".split(), ";", ":"])
_ASIDES = frozenset("however though meanwhile too".split())
_PARTS_RELATIVE = frozenset([",", ";", ":", "(", ")", "—", "–", "--"])
_LONGEST_OPENING, _LONGEST_TITLE, _LONGEST_RELATIVE, _LONGEST_TITLE_AHEAD = 30, 12, 18, 6


# Before the cue


def subject_before(sentence: Sentence, people: People, verb: int) -> Subject | None:
    """The subject left of a cue."""
    at = _before_infinitive(sentence, _before_adverbs(sentence, verb - 1))
    if at < 0:
        return None
    if sentence.is_quotation(at):
        return before_quoted_apposition(sentence, people, at, verb)
    if sentence.low(at) == "." and sentence.low(at - 1) in NAME_SUFFIXES:
        at -= 1  # "Tom Lind Jr. said"
    if sentence.low(at) == "," and sentence.low(at - 1) in _ASIDES and sentence.low(at - 2) == ",":
        at -= 3  # "Others, however, say"
    while sentence.low(at) in DASHES and sentence.low(at - 1) in DASHES:
        at -= 1  # "--"
    low = sentence.low(at)
    if low in (",", ")") or low in DASHES:
        return before_apposition(sentence, people, at)
    if low in ("and", "but", "or", "then"):
        return main_subject(sentence, people, at)
    if low in ("who", "who’s", "who's"):
        if at > 2 and (sentence.low(at - 2), sentence.low(at - 1)) == ("among", "those"):
            return main_subject(sentence, people, at - 2)  # "Brun is among those who say"
        return antecedent(sentence, people, at)
    if low in ("that", "which") and sentence.low(at - 1) in SPEECH_NOUNS:  # "released a video that said"
        return main_subject(sentence, people, at)
    if low in SUBJECT_PRONOUNS or low in CONTRACTED:
        return pronoun_at(sentence, at)
    if low == "%" and sentence.is_word(at - 1):
        return Subject(sentence.nodes[at - 1], sentence.nodes[at] + 1, at - 1)
    if low == "it" or (low in INDEFINITE and sentence.low(at - 1) != "and"):
        return Subject(sentence.nodes[at], sentence.nodes[at] + 1, at)
    if low in _NEVER_ENDS_SUBJECT or not (sentence.is_word(at) or low == "."):
        return None
    if (before := _before_time(sentence, at)) is not None:
        return subject_before(sentence, people, before)
    if low in SPEECH_NOUNS and (before := _before_statement(sentence, at)) is not None:
        return main_subject(sentence, people, before)
    if (relative := _before_relative(sentence, at)) is not None:
        return noun_phrase_ending(sentence, people, relative - 1)
    return noun_phrase_ending(sentence, people, at)


def _before_relative(sentence: Sentence, last: int) -> int | None:
    """ "People who have met Orsk say": the "who" of a relative clause that ends at a node, where no comma parts it
    from the noun phrase that speaks."""
    for at in range(last - 1, max(0, last - _LONGEST_RELATIVE), -1):
        low = sentence.low(at)
        if sentence.is_quotation(at) or low in _PARTS_RELATIVE:
            return None
        if low == "who" or (low in ("that", "which") and sentence.low(at + 1) in FINITE):
            is_noun = sentence.is_word(at - 1) and sentence.low(at - 1) not in _NEVER_ENDS_SUBJECT
            return at if is_noun and sentence.low(at - 1) not in CUES else None
    return None


def _before_time(sentence: Sentence, noun: int) -> int | None:
    """ "has in the past described", ", for her part, said": the node behind what stands before the adjunct."""
    first = noun - 1 if sentence.low(noun - 1) in DETERMINERS else noun
    governs = sentence.low(first - 1) in ("in", "for", "on", "over")
    is_between = sentence.low(first - 2) in ("has", "had", "have") or sentence.low(noun) == "part"
    return first - 1 if governs and is_between else None


def _before_statement(sentence: Sentence, noun: int) -> int | None:
    """ "is a supporter and in a statement credited him": left of "in a statement", where that is no subject."""
    first = noun - 1 if sentence.low(noun - 1) in DETERMINERS else noun
    if sentence.low(first - 1) in ("in", "on", "during") and sentence.low(first - 2) in ("and", "but", ","):
        return first - 2
    return None


def _before_adverbs(sentence: Sentence, at: int) -> int:
    """Left over "also", "has", "on Monday", "later that week"."""
    while at >= 0:
        low = sentence.low(at)
        is_time = low in CALENDAR or low in TIME_WORDS
        before_time = low in ("on", "in") and (sentence.low(at + 1) in CALENDAR or sentence.low(at + 1) in TIME_WORDS)
        is_name = sentence.is_capital(at) and at > 0  # "Kelly said"
        if not ((is_adverb(low) and not is_name) or is_time or before_time):
            break
        at -= 1
    return at


def _before_infinitive(sentence: Sentence, at: int) -> int:
    """Left over "continued to", "went on to"; -1 where the infinitive is no statement, "wanted to say"."""
    if sentence.low(at) != "to":
        return at
    leader = at - 1
    while sentence.low(leader) in ("on", "out", "back"):
        leader -= 1
    if sentence.low(leader) == "way":  # "went out of his way to say"
        leader -= 4
    return _before_adverbs(sentence, leader - 1) if sentence.low(leader) in LEADS_INFINITIVE else -1


def subject_at(sentence: Sentence, people: People, first: int) -> Subject | None:
    """The name or pronoun that a clause begins with."""
    node = sentence.nodes[first]
    if sentence.low(first) in SUBJECT_PRONOUNS:
        return Subject(node, node + 1, first, pronoun=sentence.low(first))
    for at in range(first, min(len(sentence), first + _LONGEST_TITLE_AHEAD)):
        mention = people.at.get(sentence.nodes[at])
        if mention is not None:
            is_person = mention.person is not None and not mention.is_possessive
            return Subject(mention.first, mention.after, first, mention) if is_person else None
        low = sentence.low(at)
        if low not in TITLE_HEADS and low not in TITLE_MODIFIERS and low not in TITLE_ABBREVIATIONS and low != ".":
            return None
    return None


# Behind the cue


def subject_behind(sentence: Sentence, people: People, first: int) -> tuple[Subject, int] | None:
    """The subject of an inverted cue, "said the minister", and the node behind it."""
    if sentence.low(first) in SUBJECT_PRONOUNS:
        pronoun = pronoun_at(sentence, first)
        return (pronoun, first + 1) if pronoun else None
    at = first
    while at < min(len(sentence), first + LONGEST_NOMINAL) and not sentence.is_quotation(at):
        mention = people.at.get(sentence.nodes[at])
        if mention is not None:
            mention, at = _titled_ahead(sentence, people, at) or (mention, at)
            if not mention.is_possessive:
                with_the = mention.is_organization and sentence.low(at - 1) == "the"
                end = at + mention.after - sentence.nodes[at]
                return Subject(mention.first - with_the, mention.after, at, mention), end
        if _ends_inverted(sentence, people, first, at):
            break
        at += 1
    subject = nominal(sentence, first, at - 1) if at > first else None
    return (subject, at) if subject is not None else None


def _ends_inverted(sentence: Sentence, people: People, first: int, at: int) -> bool:
    low = sentence.low(at)
    if low == ".":
        return sentence.low(at - 1) not in TITLE_ABBREVIATIONS
    if low == ",":  # "said the spokesman, John Smith" goes on
        return at == first or at + 1 >= len(sentence) or people.at.get(sentence.nodes[at + 1]) is None
    return low in _ENDS_INVERTED or (low in CONJUNCTIONS and not joins_capitals(sentence, at))


def _titled_ahead(sentence: Sentence, people: People, first: int) -> tuple[Mention, int] | None:
    """ "Orsk campaign spokesman Tom Lind": whom the name at this node only describes."""
    for at in range(first, min(len(sentence), first + _LONGEST_TITLE)):
        mention = people.at.get(sentence.nodes[at])
        if mention is not None and mention.first == sentence.nodes[at] and at > first:
            return (mention, at) if _describes(sentence, at - 1) and mention.person else None
        low = sentence.low(at)
        if mention is None and not (_describes(sentence, at) or low in TITLE_MODIFIERS or "-" in low):
            return None
    return None


def _describes(sentence: Sentence, at: int) -> bool:
    return sentence.low(at) in TITLE_HEADS or sentence.low(at) in DESCRIPTIONS


# Of the sentence


def main_subject(sentence: Sentence, people: People, before: int) -> Subject | None:
    """The subject of the sentence up to a node: its first person or pronoun that no preposition governs, else the
    first other name."""
    unknown: Subject | None = None
    previous = ""
    for at in range(_behind_opening(sentence, before), before):
        low = sentence.low(at)
        if low in SUBJECT_PRONOUNS or low in CONTRACTED:
            pronoun = CONTRACTED.get(low, low)
            return Subject(sentence.nodes[at], sentence.nodes[at] + 1, at, pronoun=pronoun, is_main=True)
        mention = people.at.get(sentence.nodes[at])
        is_governed = previous in PREPOSITIONS or previous in ("to", "of")
        if (
            mention is not None
            and mention.first == sentence.nodes[at]
            and not mention.is_possessive
            and not is_governed
        ):
            subject = Subject(mention.first, mention.after, at, mention, is_main=True)
            if mention.person is not None:
                return _opening_before_that(sentence, at) or subject
            if at > 0 and unknown is None:
                unknown = subject
        if low not in DETERMINERS:
            previous = low or previous
    opening = _opening_nominal(sentence, before)
    is_first = opening is not None and unknown is not None and opening.begins < unknown.begins
    return opening if is_first else unknown or opening


def _opening_before_that(sentence: Sentence, name: int) -> Subject | None:
    """ "His aide denied that Orsk had known": the aide, where a name stands in a clause of its own."""
    opening = _opening_nominal(sentence, name)
    return opening if opening and any(sentence.low(at) == "that" for at in range(opening.begins, name)) else None


def _opening_nominal(sentence: Sentence, before: int) -> Subject | None:
    """ "Hundreds of dockers marched": what the sentence begins with, up to its first verb."""
    first = _behind_opening(sentence, before)
    if first == sentence.behind_dateline():  # "Later that day, the crews"
        comma = next((at for at in range(first, min(before, first + 4)) if sentence.low(at) == ","), first - 1)
        first = comma + 1
    first += sentence.is_quotation(first)  # "“It is late,” the crews wrote"
    for at in range(first + 1, min(before, first + LONGEST_NOMINAL)):
        low = sentence.low(at)
        if sentence.is_quotation(at) or low == ",":
            return None
        if not sentence.is_capital(at) and (low in FINITE or low in CUES or low.endswith("ed")):
            subject = nominal(sentence, first, at - 1)
            if subject is not None:
                subject.is_main = True
            return subject
    return None


def _behind_opening(sentence: Sentence, before: int) -> int:
    """Behind a dateline, and behind "When Orsk died in 1998,"."""
    first = sentence.behind_dateline()
    is_phrase = sentence.low(first) in PREPOSITIONS
    if sentence.low(first) in SUBORDINATE or is_phrase:
        near = range(first + 1, min(before, first + _LONGEST_OPENING))
        comma = next((at for at in near if sentence.low(at) == ","), first - 1)
        # "On Monday Orsk left, saying": the main clause has begun before the comma.
        has_begun = is_phrase and any(sentence.low(at) in FINITE for at in range(first, comma))
        return first if has_begun else comma + 1
    return first
