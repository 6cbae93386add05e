"""What became of each record of a file. Nothing here knows Django."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

CREATED, CHANGED, SAME, UNSURE, FAILED = "created", "changed", "same", "unsure", "failed"
OUTCOMES = (CREATED, CHANGED, SAME, UNSURE, FAILED)


@dataclass(frozen=True)
class Difference:
    """What the file says otherwise than the record, and an import does not change: an editor's word stands."""

    label: str
    on_file: str
    in_file: str

    def __str__(self) -> str:
        return f"{self.label}: on file “{self.on_file or 'nothing'}”, in the file “{self.in_file or 'nothing'}”"


@dataclass(frozen=True)
class Lookalike:
    """A person on file who may be meant. `likeness` from 0 to 100."""

    person: int
    name: str
    known_as: str
    likeness: int


@dataclass(frozen=True)
class Line:
    """One record: where it stands in the file, who or what it is, and what became of it.

    `identifier` is what an editor's decision about it is named by; `changes` are sentences of one line each,
    and `seen_at_once` tells that readers see some of them, because the record is public already.
    """

    place: str
    kind: str
    name: str
    outcome: str
    reason: str = ""
    identifier: str = ""
    differences: tuple[Difference, ...] = ()
    alike: tuple[Lookalike, ...] = ()
    warnings: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    seen_at_once: bool = False


LONGEST_VALUE = 80


def became(label: str, before: Any, after: Any) -> str:
    """A field and its new value, with the old one where there was one: `summary: A pilot. → A poet.`"""
    values = [_in_short(one) for one in (before, after) if one not in ("", None, False)]
    return f"{label}: {' → '.join(values)}"


def added(label: str, values: Iterable[str]) -> list[str]:
    return [f"new {label}: {_in_short(one)}" for one in values]


def _in_short(value: Any) -> str:
    text = "yes" if value is True else " ".join(str(value).split())
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def counts(lines: Iterable[Line]) -> dict[str, int]:
    """How many of each outcome, and how many differences there are in all."""
    found = dict.fromkeys([*OUTCOMES, "differences"], 0)
    for line in lines:
        found[line.outcome] += 1
        found["differences"] += len(line.differences)
    return found


def told(lines: Iterable[Line], *, would: bool = False) -> str:
    """The counts in a sentence; `would` for a dry run."""
    number = counts(lines)
    be = "would be " if would else ""
    return (
        f"{number[CREATED]} {be}created, {number[CHANGED]} {be}changed, {number[SAME]} as they were, "
        f"{number[UNSURE]} for an editor to decide, {number[FAILED]} failed; "
        f"{number['differences']} difference{'s' if number['differences'] != 1 else ''} left as they are"
    )


def as_json(lines: Iterable[Line], warnings: Iterable[str]) -> dict[str, Any]:
    lines = list(lines)
    return {**counts(lines), "warnings": list(warnings), "records": [asdict(line) for line in lines]}
