"""What is told of a line that says otherwise than what is on file."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from articles.exporting.records import (
    BylineRecord,
    CitationRecord,
    CorrectionRecord,
    Record,
    Reference,
    StatementRecord,
    StoryRecord,
    VersionRecord,
)
from articles.filing.comparing import differences, is_the_same
from newsroom.dates import DAY, PartialDate

AT = datetime(2026, 3, 4, 8, 30, tzinfo=UTC)
STORY = StoryRecord(
    number=1,
    scope="all",
    slug="gates",
    status="published",
    language="en",
    address="/articles/2026/03/04/gates/",
    tags=("Ebb", "Fog"),
    published_at=AT,
    created_at=AT,
    corrections=(CorrectionRecord(3, "factual", "Two gates.", AT, AT),),
    live=1,
    versions=(VersionRecord(1, "Gates", bylines=(BylineRecord("Wire", "agency"),), text="The gates stay open."),),
)
CITATION = CitationRecord(number=7, story=1, kind="direct", status="confirmed", created_at=AT)
STATEMENT = StatementRecord(
    number=5, scope="all", speaker=Reference("Ada Brun", "people/ada-brun"), created_at=AT, citations=(CITATION,)
)


def told(one: Record, other: Record) -> list[str]:
    return list(map(str, differences(one, other)))


def test_what_is_equal_has_no_differences() -> None:
    assert told(STORY, STORY) == told(STATEMENT, STATEMENT) == told(CITATION, CITATION) == []


def test_each_field_is_told_with_its_place() -> None:
    newer = replace(STORY.versions[0], headline="Gate", bylines=(BylineRecord("Wire", "staff"),))
    on_file = replace(STORY, slug="gate", published_at=None, versions=(newer,))
    assert told(STORY, on_file) == [
        "slug: on file “gate”, in the file “gates”",
        "published at: on file “nothing”, in the file “2026-03-04 08:30:00”",
        "versions 1: headline: on file “Gate”, in the file “Gates”",
        "versions 1: bylines: on file “Wire, staff”, in the file “Wire, agency”",
    ]
    said = PartialDate(date(2026, 3, 1), DAY)
    assert told(STATEMENT, replace(STATEMENT, speaker=Reference("a pilot"), said_on=said)) == [
        "speaker: on file “a pilot”, in the file “Ada Brun (people/ada-brun)”",
        "said on: on file “2026-03-01”, in the file “nothing”",
    ]


def test_what_only_one_of_them_has_is_told() -> None:
    other = replace(CITATION, number=8)
    assert told(STATEMENT, replace(STATEMENT, citations=(other,))) == [
        "citations 7: on file “nothing”, in the file “there”",
        "citations 8: on file “there”, in the file “nothing”",
    ]


def test_a_public_line_says_nothing_of_what_it_leaves_out() -> None:
    public = replace(STORY, scope="public", tags=("Ebb",), created_at=None, corrections=())
    assert told(public, STORY) == []
    assert told(replace(public, tags=("Ebb", "Flow")), STORY) == ["tags: on file “Ebb, Fog”, in the file “Ebb, Flow”"]
    statement = replace(STATEMENT, scope="public", citations=(replace(CITATION, created_at=None),))
    more = replace(CITATION, number=8)
    assert told(statement, replace(STATEMENT, venue="At the quay", citations=(CITATION, more))) == []


def test_long_texts_are_shown_where_they_part() -> None:
    before = "The tide was high and nobody had thought of it. " * 20
    text = replace(STORY.versions[0], text=f"{before}The gates stay open.")
    other = replace(STORY.versions[0], text=f"{before}The doors stay open.")
    [line] = told(replace(STORY, versions=(text,)), replace(STORY, versions=(other,)))
    assert line.startswith("versions 1: text: on file “")
    assert "doors stay open.”, in the file “" in line
    assert len(line) < 220


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (STORY, replace(STORY, created_at=None), True),
        (STORY, replace(STORY, address="/articles/2026/03/04/gate/"), True),
        (STORY, replace(STORY, address="", old_addresses=(STORY.address,), created_at=None), True),
        (STORY, replace(STORY, address="/articles/2026/03/04/gate/", created_at=None), False),
        (replace(STORY, address="", created_at=None), replace(STORY, address="", created_at=None), False),
        (STATEMENT, replace(STATEMENT, created_at=None), True),
        (STATEMENT, replace(STATEMENT, citations=(), created_at=None), False),
        (CITATION, replace(CITATION, kind="mixed"), True),
        (CITATION, replace(CITATION, story=2), False),
        (STORY, STATEMENT, False),
    ],
)
def test_one_number_is_not_enough_to_be_the_same(one: Record, other: Record, same: bool) -> None:
    assert is_the_same(one, other) is same
