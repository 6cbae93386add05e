"""Attribution by a noun: "her promise to …", "Orsk’s claim that …"."""

from articles.extraction.attribution import Attribution
from articles.extraction.ends import end_of_clause, end_of_object
from articles.extraction.people import People
from articles.extraction.phrases import Subject
from articles.extraction.sentences import Sentence
from articles.extraction.vocabulary import CALENDAR, CUES, FINITE, SPEECH_NOUN_LINKS, STOPS

_OWNERS = {"his": "he", "her": "she"}
_MOST_BETWEEN = 3  # words between whose it is and the noun: "her long-standing promise"
_LEAST = 2  # words of content


def by_noun(sentence: Sentence, people: People, noun: int, covered: int) -> Attribution | None:
    """What somebody said as the noun at a node has it, where it says whose words they are."""
    links = SPEECH_NOUN_LINKS.get(sentence.low(noun), frozenset())
    at = noun + 1
    if sentence.low(at) == "on" and sentence.low(at + 1) in CALENDAR:
        at += 2  # "her claim on Monday that"
    link = sentence.low(at)
    if link not in links:
        return None
    subject = _owner(sentence, people, noun, covered)
    if subject is None:
        return None
    first = at if link in ("that", "to") else at + 1
    after = _end(sentence, people, noun, first)
    if sentence.size(first, after) < _LEAST:
        return None
    return Attribution(sentence, subject, subject.begins, noun + 1, (noun, noun + 1), "noun", [(first, after)])


def _owner(sentence: Sentence, people: People, noun: int, covered: int) -> Subject | None:
    """The possessive before a noun and the adjectives before it."""
    for at in range(noun - 1, max(covered - 1, noun - 2 - _MOST_BETWEEN), -1):
        low = sentence.low(at)
        if low in _OWNERS:
            return Subject(sentence.nodes[at], sentence.nodes[at] + 1, at, pronoun=_OWNERS[low])
        mention = people.at.get(sentence.nodes[at])
        if mention is not None:
            begins = at - (sentence.nodes[at] - mention.first)
            return Subject(mention.first, mention.after, begins, mention) if mention.is_possessive else None
        if not sentence.is_word(at) or low in FINITE or low in CUES:
            return None
    return None


def _end(sentence: Sentence, people: People, noun: int, first: int) -> int:
    """Where the content of a noun ends: with its clause, or before the verb whose subject the noun is."""
    after = end_of_clause(sentence, people, first)
    if sentence.low(first) not in ("that", "to"):
        after = end_of_object(sentence, first, after)
    is_clause = sentence.low(first) == "that"
    verbs = [at for at in range(first + 1, after) if sentence.low(at) in FINITE and not sentence.is_capital(at)]
    opens = not any(sentence.low(at) in FINITE or sentence.low(at).endswith("ed") for at in range(noun))
    if opens and len(verbs) > is_clause:
        after = verbs[is_clause]
    comma = next((at for at in range(first + 1, after) if sentence.low(at) == ","), after)
    while comma > first and sentence.low(comma - 1) in STOPS:
        comma -= 1
    return comma
