"""What is written is read as it was; what nobody wrote is refused with its place, and never by another exception."""

import io
import json
import types
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exporting import lines
from articles.exporting.lines import TYPES, BadLine, lines_of, read_line, write_line
from articles.exporting.records import (
    AnchorRecord,
    CitationRecord,
    Record,
    Reference,
    SegmentRecord,
    SourceRecord,
    StatementRecord,
    StoryRecord,
    VersionRecord,
)
from newsroom.dates import DAY, MONTH, YEAR, PartialDate

SIMPLE: dict[Any, Any] = {
    str: st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=12),
    int: st.integers(0, lines.MOST),
    float: st.floats(0, 1),
    bool: st.booleans(),
    bytes: st.binary(max_size=12),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    PartialDate: st.one_of(
        st.just(PartialDate()),
        st.builds(PartialDate, st.dates(), st.just(DAY)),
        st.builds(lambda day: PartialDate(day.replace(day=1), MONTH), st.dates()),
        st.builds(lambda day: PartialDate(day.replace(month=1, day=1), YEAR), st.dates()),
    ),
}


def any_of(hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) in (Union, types.UnionType):
        return st.none() | any_of(get_args(hint)[0])
    if get_origin(hint) is tuple:
        return st.lists(any_of(get_args(hint)[0]), max_size=2).map(tuple)
    if is_dataclass(hint) and hint is not PartialDate:
        hints = get_type_hints(hint)
        return st.builds(hint, **{one.name: any_of(hints[one.name]) for one in fields(hint)})
    return SIMPLE[hint]


records = st.one_of(*(any_of(of) for of in TYPES.values()))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def citation(**fields: Any) -> CitationRecord:
    anchor = AnchorRecord(2, (SegmentRecord(4, 9, "words", "The ", " and"),))
    return CitationRecord(
        **{"number": 33, "story": 17, "kind": "direct", "status": "confirmed", **fields}, anchors=(anchor,)
    )


def statement(**fields: Any) -> StatementRecord:
    return StatementRecord(
        **{"number": 5, "scope": "public", "speaker": Reference("Ada Brun", "people/ada-brun"), **fields}
    )


def a_line(record: Record, **changes: Any) -> bytes:
    return json.dumps({**json.loads(write_line(record)), **changes}).encode()


@given(records)
def test_every_record_is_read_as_it_was_written(record: Record) -> None:
    line = write_line(record)
    assert len(line.splitlines()) == 1
    assert read_line(line.encode()) == record
    assert write_line(read_line(line.encode())) == line


@given(st.binary(max_size=60))
def test_no_bytes_are_more_than_a_bad_line(line: bytes) -> None:
    with pytest.raises(BadLine):
        read_line(line)


@given(records, st.data())
def test_a_record_in_which_anything_was_exchanged_is_read_or_refused_with_words(
    record: Record, data: st.DataObject
) -> None:
    told = json.loads(write_line(record))
    name = data.draw(st.sampled_from(sorted(told)))
    told[name] = data.draw(json_values)
    try:
        again = read_line(json.dumps(told).encode())
    except BadLine:
        return
    assert read_line(write_line(again).encode()) == again


@given(records, st.integers(1, 40))
def test_a_line_that_was_cut_off_is_refused(record: Record, missing: int) -> None:
    with pytest.raises(BadLine, match=r"cut off|UTF-8"):
        read_line(write_line(record).rstrip("\n").encode()[:-missing])


def test_what_is_empty_is_left_out_and_the_rest_stands_in_the_order_of_the_fields() -> None:
    assert write_line(statement(said_on=PartialDate(date(2026, 3, 1), MONTH), citations=(citation(),))) == (
        '{"type": "statement", "number": 5, "scope": "public", "speaker": {"name": "Ada Brun", "id": "people/ada-brun"}, '
        '"said_on": "2026-03", "citations": [{"number": 33, "story": 17, "kind": "direct", "status": "confirmed", '
        '"anchors": [{"version": 2, "segments": [{"start": 4, "end": 9, "exact": "words", "prefix": "The ", "suffix": " and"}]}]}]}\n'
    )


def test_no_sign_in_a_text_ends_the_line_for_any_program() -> None:
    line = write_line(statement(venue="a\u2028b\x85c\nd\x0ce"))
    assert '"venue": "a\\u2028b\\u0085c\\nd\\fe"' in line
    assert len(line.splitlines()) == 1


def test_times_are_told_in_utc_and_bytes_in_base64() -> None:
    at = datetime.fromisoformat("2026-03-12T08:30:00+02:00")
    source = SourceRecord("wire.txt", b"\x00\xff", "f" * 64, at)
    story = StoryRecord(1, "all", "", "draft", "en", source_document=source, versions=(VersionRecord(1, "Fog"),))
    told = json.loads(write_line(story))
    assert told["source_document"] == {
        "file_name": "wire.txt",
        "content": "AP8=",
        "fingerprint": "f" * 64,
        "received_at": "2026-03-12T06:30:00Z",
    }
    assert read_line(write_line(story).encode()) == story


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"type": "person"}, "It is neither a story, a statement nor a citation."),
        ({"type": ["story"]}, "It is neither a story, a statement nor a citation."),
        ({"number": "5"}, "number: a whole number is wanted."),
        ({"number": True}, "number: a whole number is wanted."),
        ({"number": 2**31}, "number: a whole number is wanted."),
        ({"number": 5.0}, "number: a whole number is wanted."),
        ({"venue": None}, "venue: a text is wanted."),
        ({"venue": "a\x00b"}, "venue: it has signs that no text has."),
        ({"venue": "a\ud800b"}, "venue: it has signs that no text has."),
        ({"mood": "calm"}, "mood: there is no such field."),
        ({"speaker": {"id": "people/ada-brun"}}, "speaker.name is missing."),
        ({"speaker": "Ada"}, "speaker: an object is wanted."),
        ({"said_on": "2026-02-30"}, "said_on: There is no such day as 2026-02-30."),
        ({"retracted_at": "2026-03-12T08:30:00"}, "retracted_at: a time like 2026-03-12T08:30:00Z is wanted."),
        ({"retracted_at": "0001-01-01T00:00:00+09:00"}, "retracted_at: a time like 2026-03-12T08:30:00Z is wanted."),
        ({"topics": "gates"}, "topics: a list is wanted."),
        ({"citations": [{"number": 1, "story": -1, "kind": "direct", "status": "confirmed"}]}, "citations[0].story: a whole number is wanted."),
        ({"citations": [{"number": 1, "story": 1, "kind": "direct", "status": "confirmed", "translated": 1}]}, "citations[0].translated: true or false is wanted."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(BadLine) as problem:
        read_line(a_line(statement(), **changes))
    assert str(problem.value) == told


def test_what_is_deeper_than_anybody_writes_is_refused() -> None:
    with pytest.raises(BadLine, match="not JSON"):
        read_line(b"[" * 100_000)


def test_lines_have_their_numbers_blank_ones_too() -> None:
    assert list(lines_of(io.BytesIO(b"one\n\n  \r\ntwo"))) == [(1, b"one\n"), (4, b"two")]


def test_a_line_that_never_ends_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 8)
    file = io.BytesIO(b"1234567\n" + b"x" * 30 + b"\nlast\n" + b"y" * 8 + b"\nend")
    assert list(lines_of(file)) == [(1, b"1234567\n"), (2, None), (3, b"last\n"), (4, None), (5, b"end")]
