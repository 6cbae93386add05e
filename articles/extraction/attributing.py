"""The attributions of a sentence, outermost only."""

from articles.extraction.attribution import Attribution
from articles.extraction.nominal import by_noun
from articles.extraction.people import People
from articles.extraction.sentences import Sentence
from articles.extraction.subjects import main_subject
from articles.extraction.verbal import by_verb
from articles.extraction.verbless import without_verb
from articles.extraction.vocabulary import CUES, DASHES, SPEECH_NOUN_LINKS

_LEAST_LOOSE = 5  # words; fewer are a slogan or a name
_TRIGGERS = frozenset([*CUES, *SPEECH_NOUN_LINKS, "according", ":", *DASHES])


def attributions(sentence: Sentence, people: People) -> list[Attribution]:
    """The attributions of a sentence in text order.

    One that lies in the words of another is left out. One without words of its own, "Then he spoke:", is given
    where it is the only one: its words stand in the sentences around it.
    """
    if not any(node < 0 or sentence.words.low[node] in _TRIGGERS for node in sentence.nodes):
        return []
    found: list[Attribution] = []
    covered = 0  # nodes before this one are content already
    for at in range(len(sentence)):
        if at < covered:
            continue
        one = without_verb(sentence, people, at, covered)
        if one is None and sentence.low(at) in CUES:
            one = by_verb(sentence, people, at, found)
        if one is None and sentence.low(at) in SPEECH_NOUN_LINKS:
            one = by_noun(sentence, people, at, covered)
        if one is None or not (one.pieces or (not found and (one.begin <= 1 or one.end + 1 >= len(sentence)))):
            continue
        found = [other for other in found if not _inside(other, one)]
        found.append(one)
        covered = max(one.after, at + 1) if one.pieces else at + 1
    return found + _unattributed(sentence, people, found)


def _unattributed(sentence: Sentence, people: People, found: list[Attribution]) -> list[Attribution]:
    """Quotations that no cue claims, in a sentence that tells of somebody: most likely that person’s words."""
    claimed = {at for one in found for first, after in one.pieces for at in range(first, after)}
    loose: list[Attribution] = []
    for at in range(1, len(sentence)):
        if at in claimed or not sentence.is_quotation(at) or sentence.is_name_in_marks(at):
            continue
        subject = main_subject(sentence, people, at)
        if subject is not None and sentence.quotation(at).words >= _LEAST_LOOSE:
            loose.append(Attribution(sentence, subject, at, at, (at, at), "loose", [(at, at + 1)]))
    return loose


def _inside(inner: Attribution, outer: Attribution) -> bool:
    return any(first <= inner.begin and inner.end <= after for first, after in outer.pieces)
