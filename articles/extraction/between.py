"""What stands between a cue and its content: whom somebody told, when, where, and who it was."""

from articles.extraction.sentences import Sentence
from articles.extraction.vocabulary import (
    ALSO_NOUNS,
    CALENDAR,
    CONTRACTED,
    CUES,
    DASHES,
    DETERMINERS,
    FINITE,
    NOMINATIVE,
    PREPOSITIONS,
    STOPS,
    TIME_WORDS,
    WH_WORDS,
)

_OF_TIME = frozenset("as while when after before".split())
_OBJECT_PRONOUNS = frozenset("me him her us them you it one".split())
_WITHIN_PHRASE = frozenset("of for and all both &".split())
_LONGEST_APPOSITION, _LONGEST_ASIDE, _LONGEST_ADJUNCT, _LONGEST_ADDRESSEE = 25, 14, 12, 10
_LONGEST_TITLE_IN_MARKS, _FAR_AHEAD = 5, 18


def skip_apposition(sentence: Sentence, at: int) -> int:
    """Behind ", the campaign manager," and ", a lawyer."."""
    if sentence.low(at) != "," or sentence.low(at + 1) in ("and", "but", "or"):
        return at
    for end in range(at + 1, min(len(sentence), at + _LONGEST_APPOSITION)):
        if sentence.is_quotation(end):
            return at if end == at + 1 else end
        if sentence.low(end) in (",", ";", ":") or sentence.low(end) in STOPS:
            return end
        if end > at + 1 and sentence.low(end) in CUES and sentence.low(end - 1) == "who":
            return at
    return at


def behind_aside(sentence: Sentence, comma: int) -> int | None:
    """ "said, in a letter on Monday, that": behind the second comma."""
    for at in range(comma + 1, min(comma + _LONGEST_ASIDE, len(sentence))):
        if sentence.is_quotation(at):
            return None
        if sentence.low(at) == ",":
            return at + 1 if sentence.low(at + 1) == "that" or sentence.is_quotation(at + 1) else None
    return None


def before_quotation(sentence: Sentence, at: int) -> int:
    """ "said as the ribbons fell, “…”": the mark before the quotation, behind a clause of time."""
    if sentence.low(at) not in _OF_TIME:
        return at
    for mark in range(at + 2, min(at + _LONGEST_ASIDE, len(sentence))):
        if sentence.is_quotation(mark) or sentence.low(mark) in STOPS:
            return at
        if sentence.low(mark) in (",", ":") and sentence.is_quotation(mark + 1):
            return mark
    return at


def quotation_ahead(sentence: Sentence, first: int) -> int | None:
    """ "told the mayors who had come, “…”": the quotation behind the next comma or colon, if no cue stands before."""
    for at in range(first, min(first + _FAR_AHEAD, len(sentence) - 1)):
        if sentence.is_quotation(at) or sentence.low(at) in CUES:
            return None
        if sentence.low(at) in (",", ":") and sentence.is_quotation(at + 1):
            return at + 1
    return None


def skip_person(sentence: Sentence, at: int) -> int:
    """Behind whom somebody told: "reporters", "the Senate committee", "Harbour News (HN)", "him"."""
    begin = at
    limit = min(len(sentence), at + _LONGEST_ADDRESSEE)
    that = _that_ahead(sentence, at)
    if that is not None:
        return that
    while at < limit and (not sentence.is_quotation(at) or sentence.is_name_in_marks(at)):
        if sentence.low(at) == "(":
            closing = next((one for one in range(at, limit) if sentence.low(one) == ")"), None)
            if closing is None:
                break
            at = closing
        elif _ends_addressee(sentence, begin, at):
            break
        at += 1
    return at


def _that_ahead(sentence: Sentence, first: int) -> int | None:
    """ "told the radio host Tom Lind on Friday that": where no verb and no quotation stands before it."""
    for at in range(first, min(len(sentence), first + _FAR_AHEAD)):
        low = sentence.low(at)
        if low == "that":
            return at
        if low == "to" and _is_infinitive(sentence, at):
            return None  # "urged people to go that way"
        if low in FINITE or low in CUES or sentence.is_quotation(at):
            return None
    return None


def _ends_addressee(sentence: Sentence, begin: int, at: int) -> bool:
    low, before = sentence.low(at), sentence.low(at - 1)
    if low in ("that", ",", ":", "to", "not") or low in WH_WORDS - {"which"} or low in STOPS:
        return True
    if at == begin:
        return False
    if low in NOMINATIVE or low in CONTRACTED or low in PREPOSITIONS - {"of", "for"} or low in TIME_WORDS:
        return True
    if low in DETERMINERS:
        return before not in _WITHIN_PHRASE
    new_name = sentence.is_capital(at) and not sentence.is_capital(at - 1)
    return new_name and before not in DETERMINERS and before not in _WITHIN_PHRASE


def skip_adjuncts(sentence: Sentence, at: int) -> tuple[int, bool]:
    """Behind "on Monday", "in a statement", "during a rally in Ohio"; and whether anything stood there."""
    begin = at
    while at < len(sentence) and not sentence.is_quotation(at):
        low = sentence.low(at)
        if low == "there" and sentence.low(at + 1) in FINITE:
            break
        if low in TIME_WORDS or low in CALENDAR or (low.endswith("ly") and len(low) > 4):
            at += 1
        elif low in PREPOSITIONS and low != "about" and not (low == "to" and _is_infinitive(sentence, at)):
            end = _end_of_adjunct(sentence, at + 1)
            if end is None:
                break
            at = end
        else:
            break
    return at, at > begin


def _is_infinitive(sentence: Sentence, to: int) -> bool:
    """Whether "to" stands before a verb and not before somebody: "argued to keep", but "said to reporters"."""
    low = sentence.low(to + 1)
    return not (sentence.is_capital(to + 1) or low in DETERMINERS or low.endswith("s") or low in _OBJECT_PRONOUNS)


def _end_of_adjunct(sentence: Sentence, begin: int) -> int | None:
    """Behind the noun phrase of a preposition; None where a verb shows that it is no adjunct."""
    at, limit = begin, min(len(sentence), begin + _LONGEST_ADJUNCT)
    while at < limit and not sentence.is_quotation(at) and not _ends_adjunct(sentence, begin, at):
        low = sentence.low(at)
        if low in CUES and at > begin and not sentence.is_capital(at) and low not in ALSO_NOUNS:
            return None
        at += 1
    if at > begin and _is_title_in_marks(sentence, at):
        at += 1
    return at if at > begin else None


def _ends_adjunct(sentence: Sentence, begin: int, at: int) -> bool:
    low = sentence.low(at)
    if low in (",", ":", ";", "that", "(") or low in STOPS or low in PREPOSITIONS or low in DASHES or low in WH_WORDS:
        return True
    return at > begin and (
        low in NOMINATIVE or (low in DETERMINERS and sentence.low(at - 1) not in ("of", "all", "both"))
    )


def _is_title_in_marks(sentence: Sentence, at: int) -> bool:
    """The name of a programme: "on the show “Morning”, that"."""
    if not sentence.is_quotation(at):
        return False
    if sentence.low(at - 1).endswith(("’s", "'s")) and sentence.is_name_in_marks(at):
        return True  # "on the station’s “Morning Light.”"
    if sentence.ends_attributed(at):
        return False
    behind = sentence.low(at + 1)
    return sentence.quotation(at).words <= _LONGEST_TITLE_IN_MARKS and (
        behind in ("that", ",", ":") or behind in PREPOSITIONS
    )
