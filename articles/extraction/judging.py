"""How sure a suggestion is, and why it was made, in words for an editor."""

from articles.extraction.joining import Draft

HIGH, MEDIUM, LOW = "high", "medium", "low"

# Fewer quoted words inside a report may be a slogan rather than somebody's words.
_SURELY_QUOTED = 3

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


def confidence(draft: Draft, quoted_words: int) -> str:
    """high, medium or low. `quoted_words`: how many of its words stand inside quotation marks."""
    how, style = draft.voice.how, draft.style
    is_named = how in ("name", "surname") and draft.voice.person is not None
    is_quoted = quoted_words >= _SURELY_QUOTED
    if draft.mended and how != "unknown":
        return MEDIUM
    if is_quoted and style == "quotation" and (is_named or how == "organization"):
        return HIGH
    if is_quoted and style == "that" and is_named:
        return HIGH
    if style == "loose" or how == "unknown" or (style in ("object", "question") and not is_named):
        return LOW
    if not is_quoted and style == "object":
        return LOW
    if not is_quoted and style in ("clause", "name and colon") and how in ("nominal", "organization"):
        return LOW
    return MEDIUM
