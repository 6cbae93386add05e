"""What became of every story of an import: one line each, as words or as JSON."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articles.extraction import FoundStatement

IMPORTED, KNOWN, FAILED = "imported", "known", "failed"


@dataclass(frozen=True)
class Line:
    """One line of the report: what became of one story. `story` names it where its file holds several.

    `article` is the story here that it became, or that it is known as.
    """

    path: str
    outcome: str
    reason: str = ""
    headline: str = ""
    article: int | None = None
    warnings: tuple[str, ...] = ()
    statements: tuple[FoundStatement, ...] = ()
    text: str = field(default="", repr=False)
    story: str = ""

    @property
    def place(self) -> str:
        return f"{self.path} › {self.story}" if self.story else self.path


def shown_path(path: str | Path) -> str:
    """A path as a report and JSON can bear it: bytes of a name that are no text are marked as such."""
    return os.fsencode(path).decode(errors="replace")


def as_json(line: Line) -> dict[str, Any]:
    """A line as the report's JSON has it. Offsets count code points of the story's canonical text."""
    return {
        "path": line.path,
        "story": line.story,
        "outcome": line.outcome,
        "reason": line.reason,
        "headline": line.headline,
        "warnings": list(line.warnings),
        "statements": [_statement_json(found, line.text) for found in line.statements],
    }


def _statement_json(found: FoundStatement, text: str) -> dict[str, Any]:
    span = found.speaker_span
    return {
        "kind": found.kind,
        "segments": [
            {"start": segment.start, "end": segment.end, "exact": segment.exact} for segment in found.segments
        ],
        "speaker": found.speaker,
        "printed_name": text[span[0] : span[1]] if span else None,
        "title": found.title,
        "organization": found.organization,
        "on_behalf_of": found.on_behalf_of,
        "cue": found.cue,
        "confidence": found.confidence,
        "reason": found.reason,
    }
