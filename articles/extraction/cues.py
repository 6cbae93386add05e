"""Cues of attribution in a sentence: whether a word is one here, and what it takes."""

from articles.extraction.phrases import Subject
from articles.extraction.sentences import Sentence
from articles.extraction.vocabulary import (
    ALSO_NOUNS,
    CONTRACTED,
    CUES,
    DETERMINERS,
    FINITE,
    INDEFINITE,
    NOMINATIVE,
    PARTICLES,
    PREPOSITIONS,
    SPEECH_NOUNS,
    STOPS,
    Takes,
)

_PLURALS = frozenset(
    "people men women police staff some many most few both others majority percent who them those all half %".split()
)
_WITH_BACK = frozenset("write fire shoot text tweet yell shout snap chant email hit cry call".split())
_BEFORE_BASE_FORM = frozenset("would will could can may might must should did to not do".split())
_OF = frozenset("of in for by with from on".split())
_NEGATIONS = frozenset(
    "not never n't didn't didn’t doesn't doesn’t don't don’t won't won’t wouldn't wouldn’t hasn't hasn’t cannot".split()
)
_MEANS = frozenset("telephone phone email e-mail text fax letter video".split())
# Mostly nouns and adjectives, in spite of the verbs.
_ONLY_BEFORE_WORDS = frozenset("state states pledged alleged credit project projects".split())
_BETWEEN_MODAL = frozenset("only also still just even again".split())
_SPANS = frozenset("years months weeks days decades hours long".split())
_SAME_IN_PAST = frozenset(["read", "put"])
_TO_BE = frozenset("be been was were is are being as".split())


def takes_of(sentence: Sentence, at: int) -> tuple[Takes, int]:
    """What the cue at a node takes, and the node behind it and its particle."""
    lemma, takes = CUES[sentence.low(at)]
    if sentence.low(at + 1) == "back" and lemma in _WITH_BACK:
        return Takes.QUOTATION, at + 2
    if lemma == "call" and sentence.low(at + 1) in ("off", "in", "up"):
        return Takes(0), at + 1
    behind = at + 2 if sentence.low(at + 1).endswith("ly") else at + 1
    if sentence.low(behind) == "for" and sentence.low(behind + 1) in _SPANS:
        return takes, behind  # "has argued for years that"
    for particle, with_particle in PARTICLES.get(lemma, {}).items():
        if tuple(sentence.low(behind + number) for number in range(len(particle))) == particle:
            return with_particle, behind + len(particle)
    return takes, at + 1


def _closes_quotation(sentence: Sentence, at: int) -> bool:
    """ "“…,” alleged Brun", "“…,” Brun pledged.": a past beside a quotation, not what somebody is called."""
    if not sentence.low(at).endswith("ed"):
        return False
    behind = sentence.is_quotation(at - 1) and sentence.ends_attributed(at - 1)
    at_end = at + 1 >= len(sentence) or sentence.low(at + 1) in STOPS
    return behind or (at_end and sentence.is_quotation(0))


def is_participle_of(sentence: Sentence, at: int) -> bool:
    """Whether the cue at a node is a form in -ing."""
    return sentence.low(at).endswith("ing")


def is_verb(sentence: Sentence, at: int) -> bool:
    """Whether the word at a node is an active verb here, not a noun, an adjective or a passive."""
    low, before = sentence.low(at), sentence.low(at - 1)
    if before == "that" and sentence.low(at - 2) in SPEECH_NOUNS and low.endswith("d"):
        return True  # "a video that said"
    if low in _ONLY_BEFORE_WORDS and not (_begins_words(sentence, at + 1) or _closes_quotation(sentence, at)):
        return False  # "state officials", "pledged delegates"
    stands_alone = before in INDEFINITE and low not in ALSO_NOUNS  # "another says"
    if (before in DETERMINERS and not stands_alone) or (before.endswith(("’s", "'s")) and before not in CONTRACTED):
        return False
    if before in _OF:
        return low.endswith("ing") and before != "with"
    by_somebody = sentence.low(at + 1) == "by" and sentence.low(at + 2) not in _MEANS
    passive = before in _TO_BE or (by_somebody and not sentence.is_quotation(at - 1))
    if passive and (low.endswith(("ed", "en")) or low in ("said", "told")):
        return False
    if not _NEGATIONS.isdisjoint((before, sentence.low(at - 2))) and not low.endswith("ing"):
        return False  # "did not say when"
    if low in ("asked", "told", "pressed") and (at == 0 or before in ("when", "if", "once", "while", ",")):
        return before == "," and sentence.low(at + 1) != "by"  # "Asked by a reporter, she said"
    if low in ALSO_NOUNS:
        behind_preposition = any(sentence.low(at - step) in PREPOSITIONS for step in (2, 3))
        if before == "to":
            return True
        behind = sentence.low(at + 1)
        behind_noun = behind in FINITE and _pronoun_of(behind) not in NOMINATIVE  # not "claims he’s rich"
        is_noun = behind_noun or (behind == "that" and low.endswith("s") and not _begins_subject(sentence, at + 2))
        if is_noun or (low == CUES[low][0] and low not in _SAME_IN_PAST and behind in _OF):
            return False
        if before in PREPOSITIONS or (low == CUES[low][0] + "s" and behind_preposition):
            return False
    return at == 0 or sentence.is_quotation(at - 1) or not sentence.is_capital(at)


def _begins_words(sentence: Sentence, at: int) -> bool:
    """Whether what was said may begin here, by its first word: "that", a quotation, "to", an article."""
    low = sentence.low(at)
    quoted = sentence.is_quotation(at) or (low in (",", ":") and sentence.is_quotation(at + 1))
    aside = sentence.low(at - 1).endswith("ed") and low in PREPOSITIONS  # "alleged in the suit that"
    return quoted or aside or low in ("that", "to") or low in DETERMINERS or low in NOMINATIVE


def _begins_subject(sentence: Sentence, at: int) -> bool:
    """Whether a clause of its own begins here: "claims that the pier", and not "claims that fail"."""
    low = sentence.low(at)
    return low in DETERMINERS or low in NOMINATIVE or low in CONTRACTED or sentence.is_capital(at) or low.endswith("s")


def _pronoun_of(low: str) -> str:
    """The word before the apostrophe of a contraction."""
    return low.replace("’", "'").partition("'")[0] if "’" in low or "'" in low else ""


def is_relative(sentence: Sentence, at: int) -> bool:
    """ "what he calls", "what she described": no statement by itself."""
    after_what = any(sentence.low(at - step) == "what" for step in (2, 3, 4))
    return after_what and CUES[sentence.low(at)][0] in ("call", "describe", "label")


def may_be_plural(sentence: Sentence, subject: Subject | None, verb: int) -> bool:
    """Whether the number of subject and verb agree: the base form wants "would", or "officials", or "they"."""
    low = sentence.low(verb)
    lemma = CUES[low][0]
    before = verb - 1
    while sentence.low(before) in _BETWEEN_MODAL:
        before -= 1  # "would only say"
    is_open = sentence.low(before) in _BEFORE_BASE_FORM or sentence.low(before) == "who"  # "among those who say"
    if low != lemma or lemma in _SAME_IN_PAST or is_open or subject is None:
        return True
    if subject.pronoun:
        return subject.pronoun == "they"
    lows = sentence.words.low[subject.first : subject.after + 1]  # "Brun and her aides say"
    return any(low.endswith("s") or low in _PLURALS or low == "and" for low in lows)
