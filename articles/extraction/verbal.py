"""Attribution by a verb: "Brun stressed", "said the minister", ", adding that"."""

from collections.abc import Sequence
from dataclasses import replace

from articles.extraction.attribution import Attribution
from articles.extraction.between import skip_adjuncts, skip_apposition, skip_person
from articles.extraction.contents import (
    fragment,
    left_clause,
    left_quotation,
    other_half,
    relative_of,
    resumed,
    right_content,
)
from articles.extraction.cues import is_participle_of, is_relative, is_verb, may_be_plural, takes_of
from articles.extraction.people import People
from articles.extraction.phrases import Subject, is_adverb
from articles.extraction.sentences import Sentence
from articles.extraction.subjects import main_subject, subject_at, subject_before, subject_behind
from articles.extraction.vocabulary import (
    ALSO_NOUNS,
    COLLECTIVE,
    CONTRACTED,
    CUES,
    FINITE,
    OPENERS,
    PREPOSITIONS,
    SPEECH_NOUNS,
    Takes,
)

# Cues that stand before their subject without a quotation, too: "The plan has failed, said the minister".
_INVERTED = frozenset("say add write report claim argue note explain announce state continue".split())
_LONGEST_OPENING = 40
_ONLY_POSSIBLE = frozenset("can could may might must should".split())
_BEFORE_GERUND = frozenset([",", "by", "while", "after", "before", "upon", "in", "and", "—", "–"])


def by_verb(sentence: Sentence, people: People, verb: int, found: Sequence[Attribution]) -> Attribution | None:
    """The attribution by the cue at a node, if it is one. `found`: those before it in the sentence."""
    speaking = (one for one in reversed(found) if sentence.low(one.begin) != "who" and one.style != "noun")
    speaks_already = next((one.subject for one in speaking), None)
    takes, end = takes_of(sentence, verb)
    if not takes or not is_verb(sentence, verb) or is_relative(sentence, verb):
        return None
    if takes == Takes.OBJECT and sentence.low(verb - 1) in _ONLY_POSSIBLE:
        return None  # "who wants one can ask for it": nobody did
    one = Attribution(sentence, None, verb, end, (verb, end), "cue")
    if is_participle_of(sentence, verb):
        if CUES[sentence.low(verb)][0] == "refer":
            return None  # ", referring to the pier": the reporter explains
        one.subject = _subject_of_gerund(sentence, people, verb, end, takes, speaks_already)
        if one.subject is None and sentence.low(verb - 1) not in _BEFORE_GERUND:
            return None
    else:
        joint = verb - 1
        while is_adverb(sentence.low(joint)) and sentence.low(joint) != "then":
            joint -= 1
        goes_on = sentence.low(joint) in ("and", "but", "then")
        if goes_on and speaks_already is not None:
            one.subject = speaks_already
        elif not _ends_with_speaker(sentence, people, verb, end):
            one.subject = subject_before(sentence, people, verb)
        covered = max((other.after for other in found if other.pieces), default=0)
        if one.subject is None and not _take_inverted(one, people, verb, covered):
            return None
        if one.style != "inverted" and not may_be_plural(sentence, one.subject, verb):
            return None
    if one.subject is not None and not one.subject.is_main and one.style != "inverted":
        one.begin = min(one.subject.begins, verb)
    if sentence.low(one.begin - 1) == "as" and Takes.QUOTATION in takes:  # ", as Orsk put it"
        one.begin -= 1
    covered = max((other.after for other in found if other.pieces and other.after <= one.begin), default=0)
    _take_content(one, people, takes, covered)
    return one


def _after_quotation(sentence: Sentence, verb: int) -> bool:
    return sentence.is_quotation(verb - 1) or (sentence.low(verb - 1) == "," and sentence.is_quotation(verb - 2))


def _subject_of_gerund(
    sentence: Sentence, people: People, verb: int, end: int, takes: Takes, speaks_already: Subject | None
) -> Subject | None:
    """Whose words come behind "saying": those of the sentence's subject, or of what stands just before."""
    if verb == 0:
        return _subject_of_opening(sentence, people)
    if sentence.low(verb - 1) in _BEFORE_GERUND or _after_quotation(sentence, verb):
        subject = speaks_already or main_subject(sentence, people, verb)
        if subject is None and verb <= 2:
            return _subject_of_opening(sentence, people)  # "After saying that he had been late, Orsk"
        return replace(subject, is_main=True) if subject is not None else None
    progressive = sentence.low(verb - 1) in CONTRACTED or any(
        sentence.low(verb - step) in ("was", "is", "were", "are", "been") for step in (1, 2)
    )
    with_quotation = sentence.is_quotation(end) or (sentence.is_quotation(end + 1) and sentence.low(end) in (",", ":"))
    if progressive or with_quotation or (sentence.low(end) == "that" and takes & Takes.CLAUSE):
        return subject_before(sentence, people, verb) or main_subject(sentence, people, verb)
    if sentence.low(verb - 1) in SPEECH_NOUNS and takes & Takes.CLAUSE:  # "put out a release saying the pier"
        return speaks_already or main_subject(sentence, people, verb)
    if sentence.low(verb) == "saying" and sentence.is_word(verb - 1):
        return subject_before(sentence, people, verb)
    return None


def _subject_of_opening(sentence: Sentence, people: People) -> Subject | None:
    """ "Acknowledging that he had been late, Orsk said": the subject behind the comma."""
    for comma in range(2, min(_LONGEST_OPENING, len(sentence) - 1)):
        if sentence.low(comma) == "," or (sentence.is_quotation(comma) and sentence.last_of(comma) == ","):
            subject = subject_at(sentence, people, comma + 1)
            if subject is not None:
                return replace(subject, is_main=True)
    return None


def _ends_with_speaker(sentence: Sentence, people: People, verb: int, end: int) -> bool:
    """ "…, said the chief executive, Ada Brun.": whether the sentence ends with whoever speaks."""
    if sentence.low(verb - 1) != "," or CUES[sentence.low(verb)][0] != "say":
        return False
    inverted = subject_behind(sentence, people, end)
    if inverted is None:
        return False
    subject, behind = inverted
    if subject.mention is None or subject.mention.person is None or sentence.low(end) in PREPOSITIONS:
        return False
    if any(sentence.low(at) in FINITE for at in range(end, behind)):
        return False  # "said one man he likes is Tom Lind"
    return skip_apposition(sentence, behind) >= sentence.end(end)


def _take_inverted(one: Attribution, people: People, verb: int, covered: int) -> bool:
    """Take the subject behind the cue, "said the minister", if there is one."""
    sentence, low = one.sentence, one.sentence.low(verb)
    after_quotation = _after_quotation(sentence, verb)
    is_plural = low == "say" and sentence.low(verb - 1) == ","  # ", say some farmers"
    if low == CUES[low][0] and not is_plural and (not after_quotation or low in ALSO_NOUNS - {"read"}):
        return False  # an infinitive, an imperative, or "state senator"
    inverted = subject_behind(sentence, people, one.end)
    if inverted is None or Takes.QUOTATION not in takes_of(sentence, verb)[0]:
        return False  # "“…,” described the scene as" has its subject before
    subject, end = inverted
    if is_plural and not may_be_plural(sentence, subject, verb):
        return False
    behind_comma = sentence.low(verb - 1) == ","
    says = CUES[low][0] == "say" and behind_comma
    interrupts = says and subject.mention is not None and sentence.low(skip_apposition(sentence, end)) == ","
    opens_or_closes = verb <= 2 or (behind_comma and verb - 1 - covered >= (2 if interrupts else 4))
    by_name = subject.mention is not None or bool(subject.pronoun) or says
    if not after_quotation and not (CUES[low][0] in _INVERTED and by_name and opens_or_closes):
        return False
    one.subject, one.end, one.style = subject, skip_apposition(sentence, end), "inverted"
    return True


def _take_content(one: Attribution, people: People, takes: Takes, covered: int) -> None:
    sentence, inverted = one.sentence, one.style == "inverted"
    left = left_quotation(sentence, one.begin, covered, inverted)
    if left is not None and is_participle_of(sentence, one.cue[0]) and not sentence.is_quotation(left.first):
        left = None  # "praised “harbour values,” saying that"
    right = right_content(one, people, takes, has_left=left is not None)
    takes_clause = bool(takes & (Takes.CLAUSE | Takes.THAT)) and not is_participle_of(sentence, one.cue[0])
    if left is None and right is None and takes_clause:
        left = left_clause(sentence, one.begin, one.end, covered, Takes.PERSON in takes)
    if left is not None:
        one.pieces.append((left.first, left.after))
        one.style = left.style
        if left.style == "clause":
            behind = skip_person(sentence, one.end) if Takes.PERSON in takes else one.end
            tail = resumed(sentence, skip_adjuncts(sentence, behind)[0])
            if tail and left.after - left.first == 1 and sentence.low(left.first) in OPENERS - COLLECTIVE:
                one.pieces.clear()  # "Instead, Orsk told the board, …"
            one.pieces += [tail] if tail else []
    if right is not None and (left is None or right.style == "quotation"):
        if left is None:
            one.style = right.style
            gap = relative_of(one, right.first) if right.style == "bare" else None
            one.pieces += [(gap, gap + 1)] if gap is not None else []
            before = fragment(sentence, one.begin, right.first, covered) if not inverted else None
            one.pieces += [before] if before and right.style == "quotation" else []
        one.pieces.append((right.first, right.after))
        one.end = min(one.end, right.first) if right.first >= one.begin else one.end
    elif left is None and sentence.low(one.begin) == "as" and one.begin <= covered + 1:
        _take_introduced(one)
    elif left is None and Takes.CLAUSE in takes:
        _take_interrupted(one, covered)
    elif left is not None and left.style == "quotation":
        other = other_half(sentence, one.end)
        one.pieces += [other] if other else []


def _take_introduced(one: Attribution) -> None:
    """ "As Orsk told the board, the pier is closed.": what stands behind the comma."""
    sentence = one.sentence
    comma = next((at for at in range(one.end, len(sentence)) if sentence.low(at) == ","), None)
    if comma is not None and sentence.has_finite(comma + 1, sentence.end(comma + 1)):
        one.pieces, one.end, one.style = [(comma + 1, sentence.end(comma + 1))], comma, "clause"


def _take_interrupted(one: Attribution, covered: int) -> None:
    """ "In the long run, economists say, prices will fall."."""
    sentence = one.sentence
    begins_short = one.begin - 1 - covered <= 3 and one.begin > covered
    tail = resumed(sentence, one.end, anything=begins_short)
    if tail is None or not sentence.has_finite(*tail):
        return
    if sentence.low(one.begin - 1) == "," and one.begin - 1 > covered:
        one.pieces.append((covered, one.begin - 1))
    one.pieces.append(tail)
    one.style = "clause"
