"""What the finder takes and what it gives."""

from dataclasses import dataclass

_LANGUAGES = frozenset({"en"})


@dataclass(frozen=True)
class Segment:
    """A part of a statement: `text[start:end] == exact`, in code points of the text that was given."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True)
class KnownPerson:
    """A person the newsroom knows: the name as published and every other form of it."""

    name: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundStatement:
    """A statement found in a text.

    `kind` is direct, mixed or indirect. `speaker` is the full name as the text has it (None when the text gives
    no full name), `speaker_span` the mention beside the words ("Brun", "He"), (start, end) in code points.
    `title` and `organization` are the speaker's as printed anywhere in the text, `on_behalf_of` whom they speak
    for, `cue` the word or phrase that attributes the words. `confidence` is high, medium or low; `reason` says
    in words for an editor why it was suggested.
    """

    segments: tuple[Segment, ...]
    kind: str
    speaker: str | None
    speaker_span: tuple[int, int] | None
    title: str | None
    organization: str | None
    on_behalf_of: str | None
    cue: str | None
    confidence: str
    reason: str


def speaks(language: str) -> bool:
    """Whether statements are looked for in texts of this language (a tag like `en` or `en-GB`)."""
    return language.lower().replace("_", "-").split("-")[0] in _LANGUAGES
