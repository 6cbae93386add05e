"""Attributions without a verb: "according to", a colon, a dash and a name."""

from articles.extraction.attribution import Attribution
from articles.extraction.contents import resumed
from articles.extraction.ends import end_of_quoted
from articles.extraction.people import People
from articles.extraction.phrases import Subject
from articles.extraction.sentences import Sentence
from articles.extraction.subjects import main_subject, subject_at
from articles.extraction.vocabulary import DASHES, DETERMINERS, PREPOSITIONS, STOPS

_OBJECTS = {"him": "he", "her": "she", "them": "they"}
# Behind a colon that no cue stands before, fewer words in marks are a title.
_LEAST_BEHIND_COLON = 5
_LONGEST_NAME, _LONGEST_PHRASE = 6, 14


def without_verb(sentence: Sentence, people: People, at: int, covered: int) -> Attribution | None:
    """The attribution that begins with, or turns on, the node; None when there is none without a verb."""
    low = sentence.low(at)
    if low == "according" and sentence.low(at + 1) == "to":
        return _according_to(sentence, people, at, covered)
    if low == ":":
        return _name_and_colon(sentence, people, at) or _quotation_behind_colon(sentence, people, at, covered)
    if low in DASHES:
        return _signed(sentence, people, at)
    return None


def _according_to(sentence: Sentence, people: People, at: int, covered: int) -> Attribution | None:
    first = end = at + 2
    while end < len(sentence) and not sentence.is_quotation(end) and sentence.low(end) not in (",", ";"):
        if sentence.low(end) in STOPS and end + 1 >= len(sentence):
            break
        end += 1
    if end == first:
        return None
    one = Attribution(sentence, _named(sentence, people, first, end), at, end, (at, first), "according to")
    opens = at <= covered + 1 or sentence.content_start(covered, at) == at  # "But, according to"
    if opens and not sentence.is_quotation(at - 1):  # "According to the ministry, …"
        after = sentence.end(end)
        if sentence.low(end) != "," or after - end <= 2:
            return None
        one.pieces, one.end = [(end + 1, after)], end + 1
        return one
    left = at - 1 if sentence.low(at - 1) == "," else at
    start = sentence.content_start(covered, left)
    has_quotation = any(sentence.is_quotation(node) for node in range(start, left))
    if sentence.size(start, left) < 3 or not (start == 0 or has_quotation or sentence.has_finite(start, left)):
        return None
    tail = resumed(sentence, end)
    if tail and sentence.low(tail[0]) in DETERMINERS:
        tail = None  # "according to Ada Brun, a professor of law"
    one.pieces = [(start, left), *([tail] if tail else [])]
    return one


def _named(sentence: Sentence, people: People, first: int, end: int) -> Subject:
    """The subject in a noun phrase: the name it begins with, else all of it."""
    node, low = sentence.nodes[first], sentence.low(first)
    if low in _OBJECTS:
        return Subject(node, node + 1, first, pronoun=_OBJECTS[low])
    for at in range(first, min(end, first + 8)):
        mention = people.at.get(sentence.nodes[at])
        if mention is not None and not mention.is_possessive:
            if mention.person is None and _goes_on(sentence, at + mention.after - mention.first, end):
                break  # "the Velmark ministry"
            start = mention.first - 1 if mention.is_organization and sentence.low(at - 1) == "the" else mention.first
            return Subject(start, mention.after, first, mention)
        if sentence.low(at) == "of" or (at > first and sentence.low(at) in PREPOSITIONS):
            break
    return Subject(node, sentence.nodes[min(end, first + _LONGEST_PHRASE) - 1] + 1, first)


def _goes_on(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a noun phrase goes on behind the name in it."""
    return at < end and sentence.low(at)[:1].islower() and sentence.low(at) not in PREPOSITIONS


def _quotation_behind_colon(sentence: Sentence, people: People, at: int, covered: int) -> Attribution | None:
    """ "He paid her a compliment: “…”": by the subject of what stands before. A colon that ends the sentence
    announces what the next paragraph quotes."""
    ends_here = at + 1 == len(sentence)
    if not ends_here and not (
        sentence.is_quotation(at + 1) and sentence.quotation(at + 1).words >= _LEAST_BEHIND_COLON
    ):
        return None
    start = at
    while start > covered and sentence.low(start - 1) not in (",", ";", "and", "but"):
        start -= 1
    subject = subject_at(sentence, people, start) if start < at else None
    subject = subject or main_subject(sentence, people, at)
    if subject is None:
        return None
    pieces = [] if ends_here else [(at + 1, end_of_quoted(sentence, people, at + 1))]
    return Attribution(sentence, subject, covered, at + 1, (at, at + 1), "quotation", pieces)


def _signed(sentence: Sentence, people: People, at: int) -> Attribution | None:
    """ "“We lost.” — Ada Brun": a quotation, a dash, a name, and nothing more but what describes it."""
    if not sentence.is_quotation(at - 1):
        return None
    for name in range(at + 1, min(at + 1 + _LONGEST_NAME, len(sentence))):
        mention = people.at.get(sentence.nodes[name])
        if mention is None or mention.is_possessive or not (name == at + 1 or mention.person):
            continue
        end = name + mention.after - mention.first
        if end < len(sentence) and sentence.low(end) not in (",", "(", ".", "―", "—"):
            return None
        first = at - 1
        while sentence.is_quotation(first - 1):
            first -= 1
        subject = Subject(mention.first, mention.after, at, mention)
        return Attribution(sentence, subject, at, len(sentence), (at, at), "quotation", [(first, at)])
    return None


def _name_and_colon(sentence: Sentence, people: People, at: int) -> Attribution | None:
    """ "Brun: “…”" and "Rask: We open a wall.": a speaker and a colon."""
    if not 0 < at <= _LONGEST_NAME:
        return None
    mention = people.at.get(sentence.nodes[at - 1])
    if mention is None or mention.person is None or mention.is_possessive or len(mention.key.split()) > 4:
        return None
    after = sentence.end(at + 1)
    is_name_alone = all(sentence.is_capital(one) or sentence.low(one) == "." for one in range(at))
    if not is_name_alone:
        return None
    has_quotation = any(sentence.is_quotation(one) for one in range(at + 1, after))
    if not has_quotation and not (after > at + 3 and sentence.has_finite(at + 1, after)):
        return None  # a heading, "Orsk: Now or never"
    subject = Subject(mention.first, mention.after, 0, mention)
    return Attribution(sentence, subject, 0, at + 1, (at, at + 1), "name and colon", [(at + 1, after)])
