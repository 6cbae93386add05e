"""Where the content of a cue ends, and what stands between a cue and its content."""

from articles.extraction.cues import is_participle_of, takes_of
from articles.extraction.people import People
from articles.extraction.sentences import Sentence
from articles.extraction.vocabulary import (
    ALSO_NOUNS,
    CALENDAR,
    CUES,
    DASHES,
    DETERMINERS,
    FINITE,
    NOMINATIVE,
    PREPOSITIONS,
    STOPS,
    TIME_WORDS,
    WH_WORDS,
    Takes,
)

_TURNS = frozenset("but although though while even whereas".split())
_JOINTS = frozenset("and but while whereas though although as".split())
_SUBORDINATING = frozenset("when while as after although though because since".split())
_ASIDES = frozenset([("compared", "with"), ("compared", "to"), ("as", "have"), ("as", "has"), ("as", "did"), ("as", "was")])
_OF_TIME = frozenset("as while when after before".split())
_BESIDE_VERB = frozenset("also then later has had have".split())
_OBJECT_PRONOUNS = frozenset("me him her us them you it one".split())
_WITHIN_PHRASE = frozenset("of for and all both &".split())
_LONGEST_APPOSITION, _LONGEST_ASIDE, _LONGEST_ADJUNCT, _LONGEST_ADDRESSEE = 25, 14, 12, 10
_LONGEST_TITLE_IN_MARKS, _FAR_AHEAD = 5, 18


# Ends


def end_of_quoted(sentence: Sentence, people: People, at: int) -> int:
    """Behind a quotation and what belongs to it: further quotations joined by "and", words that go on."""
    after = at + 1
    if sentence.ends_attributed(at) and sentence.quotation(at).closed:
        while sentence.low(after) == "and" and (further := after + 1 + (sentence.low(after + 1) == ",")):
            if not sentence.is_quotation(further):
                break
            after = further + 1
        between = next((one for one in (after + 1, after + 2) if sentence.is_quotation(one)), None)
        if between is not None and not any(sentence.low(one) in CUES or sentence.low(one) == "," for one in range(after, between)):
            return max(between + 1, end_of_clause(sentence, people, between))
        return after
    return max(after, end_of_clause(sentence, people, at))


def end_of_subordinate(sentence: Sentence, people: People, begin: int, first: int) -> int:
    """As `end_of_clause`; but "When Maddow pointed out that …," is over at its comma, and so is ", who said …,"."""
    after = end_of_clause(sentence, people, first)
    if sentence.low(begin) == "who" and sentence.low(begin - 1) == ",":
        commas = (at for at in range(first + 1, after) if sentence.low(at) == ",")
        return next((at for at in commas if _is_past(sentence, at + 1)), after)
    if not _is_subordinate(sentence, begin):
        return after
    for at in range(first + 2, after):
        if sentence.low(at) == ",":
            return at
        if sentence.is_quotation(at) and sentence.last_of(at) == ",":
            return at + 1
    return after


def _is_subordinate(sentence: Sentence, begin: int) -> bool:
    """Whether "when", "while" or the like opens the clause that a subject stands in."""
    for at in range(begin - 1, max(-1, begin - _LONGEST_ADJUNCT), -1):
        if sentence.low(at) in _SUBORDINATING:
            return at == 0 or not sentence.is_word(at - 1) or sentence.low(at - 1) in _JOINTS
        if sentence.low(at) == "," or sentence.is_quotation(at):
            return False
    return False


def _is_past(sentence: Sentence, at: int) -> bool:
    return sentence.low(at) in FINITE or sentence.low(at).endswith("ed")


def end_of_clause(sentence: Sentence, people: People, first: int) -> int:
    """Where a content clause ends: before the next attribution, or with the sentence."""
    last = sentence.end(first)
    for at in range(first + 1, last):
        if sentence.is_quotation(at):
            if at + 1 < last and _closes_content(sentence, at, last):
                return at + 1
            continue
        low = sentence.low(at)
        if low == ";":
            return at
        if low == "," and (sentence.low(at + 1), sentence.low(at + 2)) in _ASIDES:
            return at
        if low == "," and sentence.low(at + 1) in ("which", "who", "whom") and sentence.has_finite(first, at):
            return at
        if low == "according" and sentence.low(at + 1) == "to" and at > first + 2:
            return _before_comma(sentence, first, at)
        if low in ("and", "but") and at > first + 1 and _is_second_verb(sentence, at + 1, first):
            return _before_comma(sentence, first, at)
        if low in CUES and at > first + 1:
            end = _before_next_cue(sentence, people, first, at, last)
            if end is not None:
                return end
    return last


def _ends_with_comma(sentence: Sentence, at: int) -> bool:
    return sentence.is_quotation(at) and sentence.last_of(at) == ","


def _closes_content(sentence: Sentence, at: int, last: int) -> bool:
    """Whether the quotation at a node ends what was said, though the sentence goes on: with an aside behind a dash, or
    behind a comma inside the marks with what somebody did, or a description."""
    low = sentence.low(at + 1)
    quoted_again = any(sentence.is_quotation(one) for one in range(at + 1, last))
    if low in DASHES:
        return not quoted_again
    if sentence.last_of(at) != ",":
        return False
    if low in _TURNS and not quoted_again and sentence.low(at + 2) != "also":
        return True
    return not quoted_again and (low.endswith("ing") or low in ("a", "an"))


def _before_next_cue(sentence: Sentence, people: People, first: int, cue: int, last: int) -> int | None:
    """Where the attribution by a further cue begins, if that is no part of the content: ", adding that",
    "and vowed that", "but Clinton said"."""
    takes, _ = takes_of(sentence, cue)
    low = sentence.low(cue)
    if is_participle_of(sentence, cue):
        if sentence.low(cue - 1) == "," and takes:
            return cue - 1
        if sentence.low(cue - 1) == "and" and takes and sentence.low(first).endswith("ing"):
            return cue - 1
        return cue if _ends_with_comma(sentence, cue - 1) and takes else None
    if not takes & (Takes.QUOTATION | Takes.THAT | Takes.CLAUSE):
        return None
    if low == CUES[low][0]:
        return None
    before = _before_auxiliaries(sentence, cue)
    if sentence.low(before) in ("and", "but", "then") and low.endswith("s") == _in_present(sentence, first):
        return _before_comma(sentence, first, before)
    subject = _short_subject(sentence, people, cue)
    if subject is None or subject <= first + 1:
        return None
    joint = sentence.low(subject - 1)
    if joint in _JOINTS:
        return _before_comma(sentence, first, subject - 1)
    if sentence.is_quotation(subject - 1) and sentence.ends_attributed(subject - 1) and cue + 4 >= last:
        return subject
    behind = sentence.low(cue + 1)
    closes = cue + 1 >= len(sentence) or behind in STOPS or behind in ("in", "on", ",")
    return subject - 1 if joint == "," and closes else None


def _is_second_verb(sentence: Sentence, at: int, content: int) -> bool:
    """Whether behind "and" a second verb of the cue’s own subject stands: "praised the plan and left the room"."""
    if sentence.low(at).endswith("ly") or sentence.low(at) in ("then", "later", "also", "has", "had"):
        at += 1
    low, behind = sentence.low(at), sentence.low(at + 1)
    if sentence.low(content) in ("that", "he", "she", "it", "they") or any(sentence.low(one) in FINITE or sentence.low(one).endswith("ed") for one in range(content, at)):
        return False
    if not (low.endswith("ed") or low in ("made", "took", "gave", "left", "went", "told", "said", "came")):
        return False
    return behind in DETERMINERS or behind in PREPOSITIONS or behind in ("him", "them", "her", "to", "that") or sentence.is_capital(at + 1)


def _in_present(sentence: Sentence, content: int) -> bool:
    """Whether the cue whose content begins at a node is in the present tense: "says"."""
    cue = next((sentence.low(at) for at in range(content - 1, -1, -1) if sentence.low(at) in CUES), "")
    return cue.endswith("s")


def _before_comma(sentence: Sentence, first: int, at: int) -> int:
    return at - 1 if at - 1 > first and sentence.low(at - 1) == "," else at


def _before_auxiliaries(sentence: Sentence, verb: int) -> int:
    at = verb - 1
    while sentence.low(at) in _BESIDE_VERB:
        at -= 1
    return at


def _short_subject(sentence: Sentence, people: People, verb: int) -> int | None:
    """Where the subject before a cue begins, if it is a pronoun or a name with no more than its title."""
    at = _before_auxiliaries(sentence, verb)
    if at < 0 or sentence.low(at) in ("he", "she", "they"):
        return at if at >= 0 else None
    mention = people.at.get(sentence.nodes[at])
    if mention is None:
        return None
    while at > 0 and (people.at.get(sentence.nodes[at - 1]) is mention or sentence.is_capital(at - 1)):
        at -= 1
    return at


# Between a cue and its content


def skip_apposition(sentence: Sentence, at: int) -> int:
    """Behind ", the campaign manager," and ", a lawyer."."""
    if sentence.low(at) != ",":
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
    """ "told the mayors who had come, “…”": the quotation behind the next comma or colon, where no cue stands before."""
    for at in range(first, min(first + _FAR_AHEAD, len(sentence) - 1)):
        if sentence.is_quotation(at) or sentence.low(at) in CUES:
            return None
        if sentence.low(at) in (",", ":") and sentence.is_quotation(at + 1):
            return at + 1
    return None


def skip_person(sentence: Sentence, at: int) -> int:
    """Behind whom somebody told: "reporters", "the Senate committee", "Fox News (FNC)", "him"."""
    begin = at
    limit = min(len(sentence), at + _LONGEST_ADDRESSEE)
    that = next((one for one in range(at, min(len(sentence), at + _FAR_AHEAD)) if sentence.low(one) == "that"), None)
    if that is not None and not any(sentence.low(one) in FINITE or sentence.low(one) in CUES or sentence.is_quotation(one) for one in range(at, that)):
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


def _ends_addressee(sentence: Sentence, begin: int, at: int) -> bool:
    low, before = sentence.low(at), sentence.low(at - 1)
    if low in ("that", ",", ":", "to", "not") or low in WH_WORDS - {"which"} or low in STOPS:
        return True
    if at == begin:
        return False
    if low in NOMINATIVE or low in PREPOSITIONS - {"of", "for"} or low in TIME_WORDS:
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
    if not sentence.is_quotation(at) or sentence.ends_attributed(at):
        return False
    behind = sentence.low(at + 1)
    return sentence.quotation(at).words <= _LONGEST_TITLE_IN_MARKS and (
        behind in ("that", ",", ":") or behind in PREPOSITIONS
    )
