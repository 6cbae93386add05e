"""The golden samples: short stories with the statements that must be found beside them, readable by an editor.

In `samples/` a case is a heading (`# …`), the text, and for each statement a line `> kind | speaker | mention | title |
organization | on behalf of | cue | confidence` with its words below, parts divided by " … "; `> nothing` for none.

`python -m tests.articles.extraction.golden` writes what is found now into the files, so that a change of the finder
is read as a difference of them. Look at every line of it before you keep it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.extraction import FoundStatement, find_statements

FOLDER = Path(__file__).parent / "samples"


@dataclass(frozen=True)
class Case:
    heading: str
    text: str
    expected: list[str]


def files() -> list[Path]:
    return sorted(FOLDER.rglob("*.txt"))


def cases_in(path: Path) -> Iterator[Case]:
    for case in re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        heading, _, rest = case.partition("\n")
        text = "\n".join(line for line in rest.split("\n") if not line.startswith(">")).strip("\n")
        yield Case(heading, text, [line[2:] for line in rest.split("\n") if line.startswith("> ")])


def told(text: str) -> list[str]:
    """What is found in a text, as the lines of a sample."""
    return [line for one in find_statements(text) for line in _lines(text, one)] or ["nothing"]


def _lines(text: str, one: FoundStatement) -> list[str]:
    mention = text[slice(*one.speaker_span)] if one.speaker_span else None
    facts = [one.kind, one.speaker, mention, one.title, one.organization, one.on_behalf_of, one.cue, one.confidence]
    return [
        " | ".join(fact or "-" for fact in facts),
        "    " + " … ".join(" ".join(segment.exact.split("\n")) for segment in one.segments),
    ]


def as_text(cases: list[Case]) -> str:
    return "\n".join(
        f"# {case.heading}\n\n{case.text}\n\n" + "".join(f"> {line}\n" for line in case.expected) for case in cases
    )


def main() -> None:
    for path in files():
        path.write_text(as_text([Case(one.heading, one.text, told(one.text)) for one in cases_in(path)]), "utf-8")


if __name__ == "__main__":
    main()
