"""Which words before and behind a cue are what was said."""

from dataclasses import dataclass

from articles.extraction.attribution import Attribution
from articles.extraction.between import (
    before_quotation,
    behind_aside,
    quotation_ahead,
    skip_adjuncts,
    skip_person,
)
from articles.extraction.ends import end_of_object, end_of_quoted, end_of_subordinate
from articles.extraction.people import People
from articles.extraction.sentences import Sentence
from articles.extraction.vocabulary import (
    CALENDAR,
    CONJUNCTIONS,
    CUES,
    DASHES,
    DETERMINERS,
    FINITE,
    NOMINATIVE,
    PREPOSITIONS,
    STOPS,
    SUBJECT_PRONOUNS,
    SUBORDINATE,
    TIME_WORDS,
    WH_WORDS,
    Takes,
)

_OUTSIDE_FRAGMENT = frozenset("asked speaking following during in on at after before when while however still".split())
_CONDITIONS = frozenset("if because unless although though while since".split())
_BEGINS_NO_TAIL = (PREPOSITIONS - {"to", "by"}) | WH_WORDS | frozenset("as while according".split())
_BEGINS_NO_CLAUSE = (PREPOSITIONS - {"about"}) | CONJUNCTIONS | WH_WORDS | frozenset("to so as than up out".split())
_LONGEST_BETWEEN = 20
_LEAST_OBJECT, _LEAST_NAMING, _LEAST_WITH_VERB = 2, 3, 2  # words
_LEAST_BEHIND_PRONOUN, _LEAST_BEHIND_SAY = 3, 3
_SAID_ALONE = TIME_WORDS | frozenset("no yes it little much more something nothing goodbye hello thanks about".split())


@dataclass(frozen=True, slots=True)
class Content:
    """Nodes `first` to before `after`, and how they hang on the cue."""

    first: int
    after: int
    style: str


# Before the cue


def left_quotation(sentence: Sentence, begin: int, covered: int, inverted: bool) -> Content | None:
    """A quotation before "…, Brun said", with the words before it that belong to it."""
    at = begin - 1
    parted = sentence.low(at) in DASHES or sentence.low(at) == ","
    if parted:
        at -= 1
    if at < covered or not sentence.is_quotation(at) or not (parted or inverted or sentence.ends_attributed(at)):
        return None
    if sentence.is_name_in_marks(at):
        return None
    first = sentence.content_start(covered, at)
    while first < at and (sentence.low(first) in DASHES or sentence.low(first) == ":"):
        first += 1
    quoted = next(one for one in range(first, at + 1) if sentence.is_quotation(one))
    if quoted > first + 1 and sentence.low(first) in ("asked", "speaking", "following"):
        return Content(quoted, at + 1, "quotation")
    belongs = quoted - first > 3 and sentence.low(quoted - 1) not in (",", ":")
    if quoted > first and not _is_clause(sentence, first, quoted) and not belongs:
        first = quoted
    return Content(first, at + 1, "quotation")


def left_clause(sentence: Sentence, begin: int, end: int, covered: int, told: bool) -> Content | None:
    """A clause before "…, Brun said": the sentence ends there, or goes on with the clause."""
    at = begin - 1
    if sentence.low(at) != ",":
        return None
    behind, _ = skip_adjuncts(sentence, skip_person(sentence, end) if told else end)
    low = sentence.low(behind)
    ends = behind >= len(sentence) or low in STOPS
    if ends and _is_all_said(sentence, begin, covered):
        covered = 0
    if at <= covered:
        return None
    first = sentence.content_start(covered, at)
    if not (ends or low in (",", ";")) or (sentence.low(first) in SUBORDINATE and not ends):
        return None
    by_preposition = sentence.low(first) in PREPOSITIONS
    has_verb = any(sentence.low(one) in FINITE for one in range(first, at))
    if any(sentence.is_quotation(one) and sentence.quotation(one).words >= 3 for one in range(first, at)):
        return Content(first, at, "quotation")
    if sentence.size(first, at) >= 3 and sentence.has_finite(first, at) and (has_verb or not by_preposition):
        return Content(first, at, "clause")
    if low == "," and at > first and not by_preposition and resumed(sentence, behind):
        return Content(first, at, "clause")
    return None


def _is_all_said(sentence: Sentence, begin: int, covered: int) -> bool:
    """ "The crews asked for more, officials said.": whether the report that a sentence begins with is itself told by
    who is named at its end."""
    parted = any(sentence.is_quotation(at) or sentence.low(at) == ";" for at in range(covered))
    return not parted and sentence.low(begin) not in SUBJECT_PRONOUNS


def fragment(sentence: Sentence, begin: int, quotation: int, covered: int) -> tuple[int, int] | None:
    """ "Sooner or later, the governor said, “it pays off.”": what stands before belongs to the sentence that the
    quotation, in small letters, goes on with."""
    at = begin - 1
    if sentence.low(at) != "," or sentence.low(quotation - 1) != "," or not sentence.is_quotation(quotation):
        return None
    inner_first, inner_after = sentence.quotation(quotation).inner
    if inner_after <= inner_first or not sentence.words.word[inner_first][0].islower():
        return None
    first = sentence.content_start(covered, at)
    low = sentence.low(first)
    if first >= at or low in _OUTSIDE_FRAGMENT or low in TIME_WORDS or low.endswith("ly"):
        return None
    return first, at


def other_half(sentence: Sentence, end: int) -> tuple[int, int] | None:
    """ "“The pier is old,” Orsk wrote in a letter explaining why he came, “but it holds.”": the quotation that goes on
    with the sentence of the first one, in small letters."""
    for at in range(end, min(end + _LONGEST_BETWEEN, len(sentence))):
        if sentence.is_quotation(at):
            first, after = sentence.quotation(at).inner
            goes_on = after > first and sentence.words.word[first][0].islower()
            return (at, at + 1) if goes_on and sentence.low(at - 1) == "," else None
        if sentence.low(at) == "that":
            return None
    return None


def resumed(sentence: Sentence, end: int, anything: bool = False) -> tuple[int, int] | None:
    """The rest of a clause that the attribution interrupts: "The ships, he said, were late."."""
    first = end + 1
    low = sentence.low(first)
    if sentence.low(end) != "," or sentence.is_quotation(first):
        return None
    if not anything and (low.endswith("ing") or low in _BEGINS_NO_TAIL):
        return None
    after = sentence.end(first)
    is_cue_near = not anything and any(sentence.low(one) in CUES for one in range(first, min(first + 4, after)))
    return None if sentence.size(first, after) < 2 or is_cue_near else (first, after)


def _is_clause(sentence: Sentence, first: int, after: int) -> bool:
    if after - first < 2:
        return False
    return sentence.has_finite(first, after) or _has_quoted_verb(sentence, first, after)


def _has_quoted_verb(sentence: Sentence, first: int, after: int) -> bool:
    """ "said the ferry “has a future”": whether the verb may stand in a quotation."""
    return any(
        sentence.is_quotation(at) and sentence.quotation(at).words >= _LEAST_WITH_VERB for at in range(first + 1, after)
    )


# Behind the cue


def right_content(one: Attribution, people: People, takes: Takes, has_left: bool) -> Content | None:
    """What stands behind the cue and its adjuncts: a quotation, a clause, an object."""
    sentence, at = one.sentence, one.end
    if Takes.PERSON in takes:
        at = skip_person(sentence, at)
    asks_nobody = Takes.PERSON in takes and at == one.end  # "who asked to be left out"
    if Takes.INFINITIVE in takes:
        at = _behind_time(sentence, at)
        if not has_left and not asks_nobody and _begins_infinitive(sentence, at):
            with_person = Takes.PERSON in takes and not takes & (Takes.QUESTION | Takes.CLAUSE)  # "urged us to go"
            after = end_of_subordinate(sentence, people, one.begin, at)
            return Content(one.end if with_person else at, after, "infinitive")
    at, skipped = skip_adjuncts(sentence, at)
    at = before_quotation(sentence, at)
    low = sentence.low(at)
    if low in (",", ":") or low in DASHES:
        quoted = _quotation_behind_mark(sentence, at, takes, has_left)
        if quoted is not None:
            return _quoted(sentence, people, quoted)
        if low == ":" and not has_left and at + 2 < len(sentence):
            return Content(at + 1, sentence.end(at + 1), "colon")
        jumped = _clause_behind_comma(sentence, at, has_left)
        if jumped is None:
            return None
        at = jumped
    if low == "as" and sentence.is_quotation(at + 1) and takes & (Takes.OBJECT | Takes.NAMING):
        at += 1  # "which he described as “a lamp without a cord”"
    if sentence.is_quotation(at):
        if has_left and sentence.is_name_in_marks(at):
            return None  # "he said on the show “Morning Light.”"
        takes_any = takes & (Takes.QUOTATION | Takes.OBJECT | Takes.NAMING)
        return _quoted(sentence, people, at) if takes_any else None
    if at >= len(sentence) or sentence.low(at) in STOPS or one.style == "inverted" or has_left:
        return None
    clause = _clause(one, people, takes, at)
    if clause is not None:
        return clause
    if Takes.QUOTATION in takes and (quoted := quotation_ahead(sentence, at)) is not None:
        return _quoted(sentence, people, quoted)
    return None if skipped else _object(sentence, people, takes, one.begin, at)


def _begins_infinitive(sentence: Sentence, at: int) -> bool:
    return sentence.low(at) == "to" or (sentence.low(at) == "not" and sentence.low(at + 1) == "to")


def _behind_time(sentence: Sentence, at: int) -> int:
    """Behind "on Monday" and "last month", where "to" follows: "vowed last month to resign"."""
    end = at + 1 if sentence.low(at) == "on" else at
    while sentence.low(end) in TIME_WORDS or sentence.low(end) in CALENDAR:
        end += 1
    return end if sentence.low(end) == "to" else at


def _quoted(sentence: Sentence, people: People, at: int) -> Content:
    return Content(at, end_of_quoted(sentence, people, at), "quotation")


def _quotation_behind_mark(sentence: Sentence, at: int, takes: Takes, has_left: bool) -> int | None:
    if Takes.QUOTATION not in takes:
        return None
    if sentence.is_quotation(at + 1):
        return None if sentence.is_name_in_marks(at + 1) else at + 1
    if has_left and sentence.low(at) == "," and sentence.low(at + 1) in ("and", "but", "then"):
        # "…, Jordan said, and still “…”"
        return next((joined for joined in (at + 2, at + 3) if sentence.is_quotation(joined)), None)
    return None


def _clause_behind_comma(sentence: Sentence, comma: int, has_left: bool) -> int | None:
    """ "said, that"; "said, in a letter on Monday, that": where the content begins."""
    if sentence.low(comma) != ",":
        return None
    condition = sentence.low(comma + 1) in ("if", "unless") and _begins_condition(sentence, comma + 1)
    if sentence.low(comma + 1) == "that" or (condition and not has_left):
        return comma + 1
    return None if has_left else behind_aside(sentence, comma)


def _clause(one: Attribution, people: People, takes: Takes, at: int) -> Content | None:
    sentence, low = one.sentence, one.sentence.low(at)
    if low == "that" and takes & (Takes.CLAUSE | Takes.THAT):
        return Content(at, end_of_subordinate(sentence, people, one.begin, at), "that")
    asks = low in ("whether", "if", "how", "why", "what", "who", "where") and Takes.QUESTION in takes
    tells = low in ("whether", "how", "why", "what") and takes & (Takes.CLAUSE | Takes.THAT)
    if asks or tells:
        return Content(at, end_of_subordinate(sentence, people, one.begin, at), "question")
    if Takes.CLAUSE in takes and _is_bare_clause(one, at):
        return Content(at, end_of_subordinate(sentence, people, one.begin, at), "bare")
    return None


def _is_bare_clause(one: Attribution, at: int) -> bool:
    """Whether a clause without "that" begins here. Not every verb shows itself by its ending ("they want peace"):
    behind a pronoun there is one, and behind "say" too."""
    sentence, after = one.sentence, one.sentence.end(at)
    if sentence.low(at) in FINITE and relative_of(one, at) is not None:
        return True
    cue = one.cue[0]
    says = CUES[sentence.low(cue)][0] == "say" and sentence.low(cue - 1) != ","
    if says and _may_begin_behind_say(sentence, at) and sentence.size(at, after) >= _LEAST_BEHIND_SAY:
        return True
    if not (_begins_clause(sentence, at) or _begins_condition(sentence, at)):
        return False
    if sentence.low(at) in NOMINATIVE and after - at >= _LEAST_BEHIND_PRONOUN:
        return True
    tells = CUES[sentence.low(cue)][0] in ("say", "tell")  # others take an object as often: "announced two plans"
    if not tells and not any(sentence.low(one) in FINITE or sentence.is_quotation(one) for one in range(at, after)):
        return False
    return _is_clause(sentence, at, after)


def relative_of(one: Attribution, content: int) -> int | None:
    """The "which" or "what" that a clause behind the cue lacks its subject for: "which farmers say left a gap"."""
    sentence, low = one.sentence, one.sentence.low(content)
    if low not in FINITE and not low.endswith("ed"):
        return None
    if one.subject is None or one.subject.is_main:
        return None
    subject = next((at for at in range(one.begin, one.cue[0]) if sentence.nodes[at] == one.subject.first), one.begin)
    return subject - 1 if sentence.low(subject - 1) in ("which", "what", "who", "that") else None


def _may_begin_behind_say(sentence: Sentence, at: int) -> bool:
    low = sentence.low(at)
    return low[:1].isalpha() and low not in _BEGINS_NO_CLAUSE and low not in _SAID_ALONE and not low.endswith("ly")


def _object(sentence: Sentence, people: People, takes: Takes, begin: int, at: int) -> Content | None:
    if not takes & (Takes.OBJECT | Takes.NAMING) or sentence.low(at) in CONJUNCTIONS:
        return None
    after = end_of_object(sentence, at, end_of_subordinate(sentence, people, begin, at))
    colon = next((one for one in range(at, after + 1) if sentence.low(one) == ":"), None)
    if colon is not None:  # "reveals a few facts: “…”"
        return _quoted(sentence, people, colon + 1) if sentence.is_quotation(colon + 1) else None
    if Takes.NAMING in takes and not _names(sentence, at, after):
        return None
    least = _LEAST_NAMING if Takes.NAMING in takes else _LEAST_OBJECT
    return Content(at, after, "object") if sentence.size(at, after) >= least else None


def _names(sentence: Sentence, first: int, after: int) -> bool:
    """Whether an object says what somebody is called: "the plan “a lamp”", "the idea a fraud"; not "three mates"."""
    if any(sentence.is_quotation(at) for at in range(first, after)):
        return True
    if any(sentence.low(at) in FINITE for at in range(first, after)):
        return False
    return any(sentence.low(at) in ("a", "an") for at in range(first + 1, after))


def _begins_condition(sentence: Sentence, at: int) -> bool:
    """ "said if the pier closes, she would": a clause that opens what was said, and the comma behind it."""
    if sentence.low(at) not in _CONDITIONS:
        return False
    behind = range(at + 2, sentence.end(at))
    return any(sentence.low(one) == "," or sentence.low(one) in NOMINATIVE for one in behind)


def _begins_clause(sentence: Sentence, at: int) -> bool:
    low = sentence.low(at)
    if low in NOMINATIVE or low in DETERMINERS or sentence.is_capital(at) or low[:1].isdigit():
        return True
    if low.replace("’", "'").partition("'")[0] in NOMINATIVE:
        return True  # "he’s", "they’d"
    if low in _BEGINS_NO_CLAUSE:
        return False
    if low.endswith("s") or low in ("just", "even", "only", "people", "nobody", "nothing", "everyone", "more", "most"):
        return True
    return low[:1].isalpha() and any(sentence.low(one) in FINITE for one in range(at + 1, at + 13))
