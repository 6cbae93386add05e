"""How sure a suggestion is, and why it was made, in words for an editor."""

from dataclasses import dataclass

from articles.extraction.joining import Draft
from articles.extraction.vocabulary import CUES

HIGH, MEDIUM, LOW = "high", "medium", "low"

# Fewer words in marks may be a slogan, or all that was taken from what somebody said.
_SURELY_QUOTED, _SURELY_PARTLY = 5, 3
# Of plain reports, very short ones are parts of something longer, and long ones run into what the reporter adds.
_SHORTEST_REPORT, _LONGEST_REPORT = 10, 25
_SURE_CUES = frozenset(
    """say tell write add continue reply respond explain argue note recall warn predict acknowledge conclude insist
    tweet ask declare announce testify claim""".split()
)

# What stands behind these is what was said, in nouns: "stressed the need for calm".
_STATING = frozenset("stress emphasize emphasise reiterate reaffirm acknowledge announce confirm".split())

_STYLES = {
    "cue": "Words",
    "inverted": "Words",
    "quotation": "A quotation",
    "clause": "A clause",
    "that": "A report with “that”",
    "bare": "A report",
    "question": "A reported question or answer",
    "infinitive": "What was promised, asked or demanded",
    "object": "What was said, as the object",
    "noun": "What somebody said, as a noun has it",
    "colon": "Words behind a colon",
    "according to": "A report",
    "name and colon": "Words behind a name and a colon",
    "announcement": "The sentences before",
    "loose": "A quotation without a cue, in a sentence about the speaker",
    "again": "A quotation without a cue, after words by the same speaker",
}
_VOICES = {
    "name": "the speaker is named beside it",
    "surname": "the short name beside it is given in full elsewhere in the story",
    "pronoun": "the pronoun was taken to mean who was spoken of last",
    "title": "the title beside it belongs to one person in the story",
    "organization": "an organization speaks",
    "nominal": "the speaker has no name here",
    "unknown": "who spoke is not clear",
}


def reason(draft: Draft) -> str:
    """Why it was suggested: how the words hang on the cue, and how the speaker is known."""
    told = _STYLES[draft.style]
    if draft.cue and draft.cue != ":":
        told += f", attributed by “{draft.cue}”"
    if draft.lost_marks:
        told += "; first person without quotation marks, which may have been lost"
    if draft.mended:
        told += "; a quotation mark is missing, and where it stood was guessed"
    how = _VOICES[draft.voice.how]
    if draft.voice.how == "pronoun" and draft.voice.person is None:
        how = "whom the pronoun means is not clear"
    return f"{told}; {how}."


@dataclass(frozen=True, slots=True)
class Shape:
    """What a statement looks like: how many words it has, how many of them inside quotation marks, whether its last
    word is one of those, and whether a comma parts it."""

    kind: str
    words: int
    quoted_words: int
    ends_quoted: bool
    has_comma: bool


def confidence(draft: Draft, shape: Shape) -> str:
    """high, medium or low; how often each is right is measured in docs/finding-statements.md."""
    how, style = draft.voice.how, draft.style
    if draft.mended and how != "unknown":
        return MEDIUM
    if not draft.mended and _is_plain(draft, shape):
        return HIGH
    is_named = how in ("name", "surname") and draft.voice.person is not None
    if style in ("loose", "noun") or how == "unknown" or (style in ("object", "question") and not is_named):
        return LOW
    if style == "object" and shape.quoted_words < _SURELY_PARTLY and _lemma(draft.cue) not in _STATING:
        return LOW
    if not shape.quoted_words and style in ("clause", "name and colon") and how in ("nominal", "organization"):
        return LOW
    return MEDIUM


def _is_plain(draft: Draft, shape: Shape) -> bool:
    """Whether cue, words and speaker leave little to doubt."""
    style, has_person, lemma = draft.style, draft.voice.person is not None, _lemma(draft.cue)
    if style == "quotation" and lemma in _SURE_CUES:
        has_voice = has_person or (shape.kind == "direct" and draft.voice.how in ("nominal", "organization", "unknown"))
        return shape.quoted_words >= _SURELY_QUOTED and has_voice
    if style not in ("that", "bare") or not has_person:
        return False
    if lemma in _SURE_CUES and shape.ends_quoted and shape.quoted_words >= _SURELY_PARTLY:
        return True
    is_short = _SHORTEST_REPORT <= shape.words < _LONGEST_REPORT and not shape.has_comma
    return lemma in ("say", "tell") and is_short


def _lemma(cue: str) -> str:
    """The verb of a cue in a tense; empty for others, those in -ing too."""
    first = cue.lower().partition(" ")[0]
    return CUES[first][0] if first in CUES and not first.endswith("ing") else ""
