"""Whatever a line says, it is taken or refused with a reason, and what was taken can be given out again."""

import copy
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from articles.exporting.lines import BadLine, read_line, write_line
from articles.exporting.statements import all_statements, loose_citations, public_statements
from articles.exporting.stories import all_stories, public_stories
from articles.filing.importer import Importer
from people.filing.importer import nothing_kept
from people.filing.report import CREATED, FAILED
from tests.fuzzing import examples

SAMPLES = Path(__file__).parent / "samples" / "all"
LINES = [
    json.loads(line)
    for name in ("stories.jsonl", "statements.jsonl")
    for line in (SAMPLES / name).read_text("utf-8").splitlines()
]
odd_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 60),
    st.sampled_from([2**31 - 1, 0.5, 1e300, [], {}, "x" * 400]),
    st.sampled_from(["published", "withdrawn", "scheduled", "rejected", "ongoing", "0001", "9999-12-31"]),
    st.sampled_from(
        ["2026-03-04", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "people/ada-brun", "/", "%00", "\ufffe"]
    ),
    st.text(max_size=6),
)


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to everything in a line, lists and objects too."""
    if way:
        yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*way, key))


@pytest.fixture
def people(db: None) -> None:
    call_command("import_people", str(SAMPLES / "people.json"), stdout=StringIO())


@pytest.mark.usefixtures("people")
@examples(80, suppress=(HealthCheck.function_scoped_fixture,))
@given(st.data())
def test_a_line_with_anything_exchanged_is_taken_or_refused_and_spoils_nothing(data: st.DataObject) -> None:
    changed = data.draw(st.integers(0, len(LINES) - 1))
    line = copy.deepcopy(LINES[changed])
    for _ in range(data.draw(st.integers(1, 2))):
        *way, last = data.draw(st.sampled_from(list(places(line))))
        place = line
        for key in way:
            place = place[key]
        place[last] = data.draw(odd_values)
    try:
        record = read_line(json.dumps(line).encode())
    except BadLine:
        return
    with nothing_kept():
        importer = Importer(SAMPLES / "stories.jsonl", dry_run=True)
        told = [importer.take("before", read_line(json.dumps(one).encode())) for one in LINES[:changed]]
        assert {one.outcome for one in told} <= {CREATED}
        outcome = importer.take("changed", record)
        assert (outcome.outcome == FAILED) == bool(outcome.reason), outcome
        for records in (public_stories(), all_stories(), public_statements(), all_statements(), loose_citations()):
            for one in records:
                assert read_line(write_line(one).encode()) == one
