"""Short stories, each for one phenomenon, with the statements that must be found beside them.

In `samples/` a case is a heading (`# …`), the text, and for each statement a line `> kind | speaker | mention | title |
organization | on behalf of | cue | confidence` with its words below, parts divided by " … "; `> nothing` for none.
"""

import re
from pathlib import Path

import pytest

from articles.extraction import FoundStatement, find_statements

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))


def cases() -> list[tuple[str, str, list[str]]]:
    found = []
    for path in SAMPLES:
        for case in re.split(r"^# ", path.read_text(), flags=re.MULTILINE)[1:]:
            heading, _, rest = case.partition("\n")
            text = "\n".join(line for line in rest.split("\n") if not line.startswith(">")).strip("\n")
            expected = [line[2:] for line in rest.split("\n") if line.startswith("> ")]
            found.append((f"{path.stem}: {heading}", text, expected))
    return found


CASES = cases()


def told(text: str, one: FoundStatement) -> list[str]:
    mention = text[slice(*one.speaker_span)] if one.speaker_span else None
    facts = [one.kind, one.speaker, mention, one.title, one.organization, one.on_behalf_of, one.cue, one.confidence]
    return [
        " | ".join(fact or "-" for fact in facts),
        "    " + " … ".join(segment.exact for segment in one.segments),
    ]


def test_there_are_samples() -> None:
    assert len(CASES) >= 70
    assert all(expected for _, _, expected in CASES)


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[name for name, _, _ in CASES])
def test_the_statements_of_a_sample_are_found(name: str, text: str, expected: list[str]) -> None:
    found = [line for one in find_statements(text) for line in told(text, one)]
    assert (found or ["nothing"]) == expected
