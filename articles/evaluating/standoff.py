"""Texts with marked attributions in brat's standoff format: Source, Cue and Content of each.

A folder holds `NAME.txt` and beside it `NAME.ann`; or texts in `text/` and annotations in `attributions/`, where the
annotator's name may follow the text's (`NAME_ANNOTATOR.ann`). Format: https://brat.nlplab.org/standoff.html.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

Span = tuple[int, int]
Spans = tuple[Span, ...]

_ROLE_NUMBER = re.compile(r"\d+$")


class StandoffError(Exception):
    """A folder or file that cannot be read; the message says what to do."""


@dataclass(frozen=True)
class Attribution:
    """Who said what by which word: spans (start, end) in code points of the text, in text order; `source` and `cue`
    may be empty. `speaker` is the full name of the source, where a note of the annotator gives it."""

    source: Spans
    cue: Spans
    content: Spans
    speaker: str | None = None


@dataclass
class MarkedText:
    name: str
    text: str
    versions: dict[str, list[Attribution]] = field(default_factory=dict)  # by annotator

    def name_speakers(self, speakers: dict[tuple[str, int], str]) -> None:
        """Note who is meant by the sources that begin at given places, by (name of the text, start)."""
        for annotator, version in self.versions.items():
            self.versions[annotator] = [
                replace(one, speaker=speakers.get((self.name, one.source[0][0]), one.speaker)) if one.source else one
                for one in version
            ]


def read_folder(folder: Path) -> Iterator[MarkedText]:
    """The texts of a folder that have annotations, by name. Raises `StandoffError` where there are none, or where an
    annotation lies outside of its text."""
    if not folder.is_dir():
        raise StandoffError(f"{folder} is no folder. Give one with NAME.txt and NAME.ann side by side.")
    annotations = sorted(folder.rglob("*.ann"))
    texts = {path.stem: path for path in folder.rglob("*.txt")}
    by_name: dict[str, dict[str, Path]] = {}
    for path in annotations:
        name, annotator = _name_of(path.stem, texts)
        if name is None:
            raise StandoffError(f"{path} has no text: {path.stem}.txt is missing.")
        by_name.setdefault(name, {})[annotator] = path
    if not by_name:
        raise StandoffError(f"{folder} holds no annotations. Give a folder with NAME.txt and NAME.ann side by side.")
    for name, paths in sorted(by_name.items()):
        with texts[name].open(encoding="utf-8", newline="") as file:  # offsets count every character of line ends
            marked = MarkedText(name, file.read())
        for annotator, path in paths.items():
            marked.versions[annotator] = read_annotations(path.read_text(encoding="utf-8"), len(marked.text), path)
        yield marked


def read_speakers(path: Path) -> dict[tuple[str, int], str]:
    """Whom sources mean, from a table with the columns text, start and speaker. Raises `StandoffError`."""
    speakers = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], start=2):
        cells = line.split("\t")
        if len(cells) != 3 or not cells[1].isdigit():
            raise StandoffError(f"{path}, line {number}: give text, start and speaker, with tabs between.")
        speakers[cells[0], int(cells[1])] = cells[2]
    return speakers


def _name_of(stem: str, texts: dict[str, Path]) -> tuple[str | None, str]:
    if stem in texts:
        return stem, ""
    name, _, annotator = stem.rpartition("_")
    return (name, annotator) if name in texts else (None, "")


def read_annotations(lines: str, length: int, path: Path | str = "") -> list[Attribution]:
    """The attributions of an annotation file for a text of so many code points. Lines that are no text bound, event or
    note are passed over, damaged ones too; an event without content is left out."""
    bounds: dict[str, Spans] = {}
    events: list[tuple[str, list[str]]] = []
    speakers: dict[str, str] = {}
    for line in lines.split("\n"):
        cells = line.split("\t")
        if line.startswith("T") and len(cells) >= 2 and (spans := _spans(cells[1])):
            if spans[-1][1] > length:
                raise StandoffError(f"{path}: {cells[0]} lies outside of the text. Is it the text that was annotated?")
            bounds[cells[0]] = spans
        elif line.startswith("E") and len(cells) >= 2:
            events.append((cells[0], cells[1].split()))
        elif line.startswith("#") and len(cells) >= 3 and cells[1].startswith("Speaker "):
            speakers[cells[1].removeprefix("Speaker ")] = cells[2]
    found = []
    for number, roles in events:
        parts: dict[str, list[Span]] = {"Source": [], "Cue": [], "Content": []}
        for role in roles:
            name, _, reference = role.partition(":")
            parts.get(_ROLE_NUMBER.sub("", name), []).extend(bounds.get(reference, ()))
        if parts["Content"]:
            source, cue, content = (tuple(sorted(parts[name])) for name in ("Source", "Cue", "Content"))
            found.append(Attribution(source, cue, content, speakers.get(number)))
    return found


def _spans(cell: str) -> Spans:
    """`Content 12 20;25 30` as spans; empty where it is damaged."""
    _, _, places = cell.partition(" ")
    try:
        pairs = [tuple(map(int, place.split())) for place in places.split(";")]
    except ValueError:
        return ()
    if any(len(pair) != 2 or not 0 <= pair[0] < pair[1] for pair in pairs):
        return ()
    return tuple(sorted((pair[0], pair[1]) for pair in pairs))


def write_annotations(text: str, attributions: Iterable[Attribution]) -> str:
    """An annotation file. A line end inside a span parts it, as the format asks."""
    lines: list[str] = []
    bounds = 0
    for number, one in enumerate(attributions, start=1):
        roles = []
        for role, spans in (("Source", one.source), ("Cue", one.cue), ("Content", one.content)):
            if not spans:
                continue
            bounds += 1
            pieces = [piece for span in spans for piece in _without_line_ends(text, span)]
            places = ";".join(f"{start} {end}" for start, end in pieces)
            lines.append(f"T{bounds}\t{role} {places}\t{' '.join(text[start:end] for start, end in pieces)}")
            roles.append(f"{role}:T{bounds}")
        bounds += 1
        start, end = (one.cue or one.content)[0]
        start, end = _without_line_ends(text, (start, end))[0]
        lines.append(f"T{bounds}\tAttribution {start} {end}\t{text[start:end]}")
        lines.append(f"E{number}\tAttribution:T{bounds} {' '.join(roles)}")
        if one.speaker:
            lines.append(f"#{number}\tSpeaker E{number}\t{' '.join(one.speaker.split())}")
    return "".join(line + "\n" for line in lines)


def _without_line_ends(text: str, span: Span) -> Sequence[Span]:
    start, end = span
    return [(start + match.start(), start + match.end()) for match in re.finditer(r"[^\r\n\t]+", text[start:end])]
