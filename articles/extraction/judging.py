"""How sure a suggestion is, and why it was made, in words for an editor."""

from articles.extraction.joining import Draft
from articles.extraction.vocabulary import CUES

HIGH, MEDIUM, LOW = "high", "medium", "low"

# Fewer words in marks may be a slogan, or all that was taken from what somebody said.
_SURELY_QUOTED, _SURELY_PARTLY = 6, 3
_SURE_CUES = frozenset(
    """say tell write add continue reply respond explain argue note recall warn predict acknowledge conclude
    insist""".split()
)

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


def confidence(draft: Draft, quoted_words: int, kind: str, ends_quoted: bool) -> str:
    """high, medium or low. `quoted_words`: how many of its words stand inside quotation marks; `ends_quoted`: whether
    its last word does."""
    how, style = draft.voice.how, draft.style
    is_named = how in ("name", "surname") and draft.voice.person is not None
    if draft.mended and how != "unknown":
        return MEDIUM
    if _says_surely(draft.cue) and not draft.mended:
        has_voice = draft.voice.person is not None or (kind == "direct" and how in ("nominal", "organization", "unknown"))
        if style == "quotation" and quoted_words >= _SURELY_QUOTED and has_voice:
            return HIGH
        if style in ("that", "bare") and draft.voice.person and ends_quoted and quoted_words >= _SURELY_PARTLY:
            return HIGH
    if style == "loose" or how == "unknown" or (style in ("object", "question") and not is_named):
        return LOW
    if style == "object" and quoted_words < _SURELY_PARTLY:
        return LOW
    if not quoted_words and style in ("clause", "name and colon") and how in ("nominal", "organization"):
        return LOW
    return MEDIUM


def _says_surely(cue: str) -> bool:
    """Whether the first word of a cue can hardly mean anything but speech, in a tense."""
    first = cue.lower().partition(" ")[0]
    return first in CUES and CUES[first][0] in _SURE_CUES and not first.endswith("ing")
