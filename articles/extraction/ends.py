"""Where the content of a cue ends."""

from collections.abc import Iterator

from articles.extraction.cues import is_participle_of, takes_of
from articles.extraction.people import People
from articles.extraction.sentences import Sentence
from articles.extraction.vocabulary import (
    AUXILIARIES,
    CALENDAR,
    CUES,
    DASHES,
    DETERMINERS,
    FINITE,
    INDEFINITE,
    NOMINATIVE,
    PREPOSITIONS,
    STOPS,
    SUBJECT_PRONOUNS,
    TIME_WORDS,
    Takes,
)

_TURNS = frozenset("but although though while even whereas".split())
_JOINTS = frozenset("and but while whereas though although as".split())
_SUBORDINATING = frozenset("when while as after although though because since".split())
_ASIDES = frozenset(
    [("compared", "with"), ("compared", "to"), ("as", "have"), ("as", "has"), ("as", "did"), ("as", "was")]
)
_FOR_WHAT_WAS_SAID = frozenset(
    """accusation allegation approach argument assertion assessment charge claim comment criticism decision figure
    forecast idea message move notion point position practice promise proposal recommendation reference remark
    result sentiment statement suggestion theory view warning""".split()
)
_GOES_ON_BEHIND_DASH = PREPOSITIONS | frozenset("and or especially such because if that to not".split())
_CODAS = frozenset("while where whose".split())
_BEFORE_EVENT = frozenset("in at on during via through".split())
_OCCASIONS = frozenset(
    """interview statement speech tweet tweets email emails e-mail letter debate rally conference post posts column
    op-ed testimony briefing hearing video appearance remarks address memo twitter facebook radio television
    spokesman spokeswoman spokesperson lawyer essay article book""".split()
)
_JUST = frozenset("just even only shortly soon long minutes hours days weeks months years day week month year".split())
_FAR_EVENT, _LONGEST_PLURAL, _LONGEST_CLOSING, _LONGEST_SMALL_WORD = 5, 3, 6, 3
_DISOWNING = frozenset("declined refused stopped didn’t didn't".split())
_BESIDE_VERB = frozenset("also then later has had have".split())
_IRREGULAR_PASTS = frozenset("made took gave left went told said came".split())
_BEHIND_VERB = DETERMINERS | PREPOSITIONS | frozenset("him them her to that".split())
_LONGEST_BEFORE_SUBJECT = 12


def end_of_quoted(sentence: Sentence, people: People, at: int) -> int:
    """Behind a quotation and what belongs to it: further quotations joined by "and", words that go on."""
    if not (sentence.ends_attributed(at) and sentence.quotation(at).closed):
        return max(at + 1, end_of_clause(sentence, people, at))
    after = at + 1
    while (further := _joined(sentence, after)) is not None:
        after = further + 1
    resumes = next((one for one in (after + 1, after + 2) if sentence.is_quotation(one)), None)
    if resumes is None or any(sentence.low(one) in CUES or sentence.low(one) == "," for one in range(after, resumes)):
        return after
    return max(resumes + 1, end_of_clause(sentence, people, resumes))  # "“After the storm,” Orsk “gave it up.”"


def _joined(sentence: Sentence, at: int) -> int | None:
    """The quotation behind "and" or "and,"."""
    if sentence.low(at) != "and":
        return None
    further = at + 2 if sentence.low(at + 1) == "," else at + 1
    return further if sentence.is_quotation(further) else None


def end_of_subordinate(sentence: Sentence, people: People, begin: int, first: int) -> int:
    """As `end_of_clause`; but "When Brun pointed out that …," is over at its comma, and so is ", who said …,"."""
    after = end_of_clause(sentence, people, first)
    is_enclosed = sentence.low(begin) == "who" and sentence.low(begin - 1) == ","
    if is_enclosed or (sentence.low(begin - 1) == "which" and sentence.low(begin - 2) == ","):
        return next((at for at, behind in _commas(sentence, first, after) if _begins_verb(sentence, behind)), after)
    opens = begin <= 1 and sentence.low(begin).endswith("ing")  # "Saying that he was late, …"
    if opens or _is_subordinate(sentence, begin):
        least = first + 1 if sentence.low(first) == "that" else first
        return next((at for at, _ in _commas(sentence, least, after)), after)
    return after


def end_of_object(sentence: Sentence, first: int, after: int) -> int:
    """Where an object that ends before `after` ends already: before "in a tweet", "on Monday", "by pointing to"."""
    for at in range(first + 1, after):
        low = sentence.low(at)
        if low in FINITE or low in ("that", "who", "which", "whom"):
            break  # a clause in the object may tell of an event itself
        following = sentence.low(at + 1)
        is_time = low in ("this", "last", "next") and following in TIME_WORDS
        is_verb = low == "," and (following.endswith("ed") or following == "then")  # ", then left"
        if is_time or is_verb or (low in CALENDAR and at + 1 >= after):
            return at
        is_gerund = low in ("by", "while") and following.endswith("ing")
        if is_gerund or (low in _BEFORE_EVENT and _is_event(sentence, at + 1)):
            return _before_comma(sentence, first, at)
    return after


def _is_event(sentence: Sentence, first: int) -> bool:
    """Whether a day or an occasion to speak stands behind a preposition: "Monday", "a radio interview"."""
    low = sentence.low(first)
    if low in CALENDAR:
        return True
    nearby = range(first, first + _FAR_EVENT)
    at = next((one for one in nearby if sentence.low(one) in _OCCASIONS), None)
    return at is not None and not any(sentence.low(one) in PREPOSITIONS for one in range(first, at))


def _commas(sentence: Sentence, first: int, after: int) -> Iterator[tuple[int, int]]:
    """Behind `first`, where content ends before a comma or behind one inside the marks of a quotation, and the node
    that follows."""
    for at in range(first + 1, after):
        if sentence.low(at) == ",":
            yield at, at + 1
        elif sentence.is_quotation(at) and sentence.last_of(at) == ",":
            yield at + 1, at + 1


def _is_subordinate(sentence: Sentence, begin: int) -> bool:
    """Whether "when", "while" or the like opens the clause that a subject stands in."""
    for at in range(begin - 1, max(-1, begin - _LONGEST_BEFORE_SUBJECT), -1):
        if sentence.low(at) in _SUBORDINATING:
            before = sentence.low(at - 1)
            return at == 0 or not sentence.is_word(at - 1) or before in _JOINTS or before in _JUST
        if sentence.low(at) == "," or sentence.is_quotation(at):
            return False
    return False


def _begins_verb(sentence: Sentence, at: int) -> bool:
    """Whether the main clause goes on here with its verb: "was", "left", "goes to"."""
    low = sentence.low(at)
    is_present = low.endswith("s") and len(low) > _LONGEST_SMALL_WORD and sentence.low(at + 1) in _BEHIND_VERB
    return _is_past(sentence, at) or is_present


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
        if low == ";" or (low == "," and _is_aside(sentence, first, at)):
            return at
        if low in DASHES and _trails_off(sentence, first, at, last):
            return at
        if at <= first + 1:
            continue
        by_source = low == "according" and sentence.low(at + 1) == "to" and at > first + 2
        disowns = low == "but" and sentence.low(at + 1) in _DISOWNING
        if by_source or disowns or (low in ("and", "but") and _is_second_verb(sentence, at + 1, first)):
            return _before_comma(sentence, first, at)
        if low in CUES:
            end = _before_next_cue(sentence, people, first, at, last)
            if end is not None:
                return end
    return last


def _is_aside(sentence: Sentence, first: int, comma: int) -> bool:
    """Whether behind a comma the reporter goes on: ", compared with", ", which"."""
    following, behind = sentence.low(comma + 1), sentence.low(comma + 2)
    if (following, behind) in _ASIDES:
        return True
    if following in ("a", "an") and _names_what_was_said(sentence, comma + 2):
        return True
    if following in _CODAS and not (following == "while" and sentence.low(first) == "that"):
        return any(_is_past(sentence, at) for at in range(first, comma))
    return following in ("which", "who", "whom") and any(_is_past(sentence, at) for at in range(first, comma))


def _names_what_was_said(sentence: Sentence, first: int) -> bool:
    """ ", a claim that Orsk denied": whether a noun for the words before stands here, the reporter's own."""
    return any(sentence.low(at) in _FOR_WHAT_WAS_SAID for at in (first, first + 1))


def _trails_off(sentence: Sentence, first: int, dash: int, last: int) -> bool:
    """Whether behind a dash, which is the only one, the reporter goes on: " — a milepost that Orsk missed"."""
    if any(sentence.low(at) in DASHES for at in (*range(first, dash), *range(dash + 1, last))):
        return False
    low = sentence.low(dash + 1)
    if not sentence.is_spaced(dash) or low in _GOES_ON_BEHIND_DASH or low.endswith("ing"):
        return False
    return any(_is_past(sentence, at) for at in range(first, dash))


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
    "and vowed that", "but Orsk said"."""
    takes, _ = takes_of(sentence, cue)
    low = sentence.low(cue)
    if is_participle_of(sentence, cue):
        return _before_participle(sentence, first, cue) if takes else None
    before = _before_auxiliaries(sentence, cue)
    is_parted = sentence.low(before) == "but" or (sentence.low(before) == "and" and sentence.low(before - 1) == ",")
    if not (takes & (Takes.QUOTATION | Takes.THAT | Takes.CLAUSE) or is_parted) or low == CUES[low][0]:
        return None
    if sentence.low(before) in ("and", "but", "then") and low.endswith("s") == _in_present(sentence, first):
        return _before_comma(sentence, first, before)
    subject = _short_subject(sentence, people, cue)
    if subject is None:
        subject = _closing_subject(sentence, first, cue)
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


def _before_participle(sentence: Sentence, first: int, cue: int) -> int | None:
    joint = sentence.low(cue - 1)
    own_cue = sentence.low(first - 1)
    if joint == "," or (joint in ("and", "but") and (sentence.low(first).endswith("ing") or own_cue.endswith("ing"))):
        return _before_comma(sentence, first, cue - 1)
    return cue if sentence.is_quotation(cue - 1) and sentence.last_of(cue - 1) == "," else None


def _is_second_verb(sentence: Sentence, at: int, content: int) -> bool:
    """Whether behind "and" a second verb of the cue’s own subject stands: "praised the plan and left the room"."""
    if sentence.low(content) in ("that", *NOMINATIVE) or any(_is_past(sentence, one) for one in range(content, at)):
        return False  # a clause, which may have two verbs of its own
    while sentence.low(at).endswith("ly") or sentence.low(at) in AUXILIARIES:
        at += 1
    if sentence.low(at) in CUES and sentence.low(at).endswith("ed") and sentence.low(at + 1) not in ("by", "in"):
        return True
    behind = sentence.low(at + 1)
    if not (sentence.low(at).endswith("ed") or sentence.low(at) in _IRREGULAR_PASTS):
        return False
    return behind in _BEHIND_VERB or sentence.is_capital(at + 1)


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
    if at < 0:
        return None
    if sentence.low(at) in SUBJECT_PRONOUNS or sentence.low(at) in INDEFINITE:
        return at
    mention = people.at.get(sentence.nodes[at])
    if mention is None:
        return _plural_subject(sentence, at)
    while at > 0 and (people.at.get(sentence.nodes[at - 1]) is mention or sentence.is_capital(at - 1)):
        at -= 1
    return at


def _plural_subject(sentence: Sentence, last: int) -> int | None:
    """ "but other farmers said": where a plural behind "but" or "while" begins."""
    if not sentence.low(last).endswith("s"):
        return None
    near = range(last, max(0, last - _LONGEST_PLURAL), -1)
    return next((at for at in near if sentence.low(at - 1) in ("but", "while")), None)


def _closing_subject(sentence: Sentence, first: int, cue: int) -> int | None:
    """ "…, his brother added.": where the noun phrase begins that speaks last in the sentence, behind a comma."""
    if cue + 1 < sentence.end(first):
        return None
    near = range(cue - 1, max(first, cue - 1 - _LONGEST_CLOSING), -1)
    comma = next((at for at in near if sentence.low(at) == ","), None)
    return comma + 1 if comma is not None and comma + 1 < cue else None
