"""Bylines, datelines, dates, slugs and end marks told apart from the text."""

from datetime import date

import pytest

from articles.importing.furniture import (
    folded,
    is_slug,
    is_source,
    is_trailer,
    read_byline,
    read_date,
    read_date_line,
    read_dateline,
    read_dateline_line,
    tidy,
)


def test_odd_spaces_become_ordinary_and_invisible_characters_go() -> None:
    assert tidy("a\xa0b\u2009c\u3000d\te\u200bf\xadg\ufeffh\u2060i") == "a b c d efghi"
    assert tidy("a\r\nb\rc\u2028d\x0ce\x85f") == "a\nb\nc\nd\ne\nf"
    assert tidy("x\u202ey\x00z\x07") == "xyz"


def test_joiners_stay_where_scripts_need_them() -> None:
    assert tidy("می\u200cخواهم 👨\u200d👩 fl\u200cat") == "می\u200cخواهم 👨\u200d👩 flat"


def test_folding_leaves_the_words_alone() -> None:
    assert folded("  “Don’t” — CAFÉ, cafe\u0301 ") == folded("don't café Café")


@pytest.mark.parametrize(
    ("line", "names", "source"),
    [
        ("By Mara Quill", ["Mara Quill"], ""),
        ("by Mara Quill", ["Mara Quill"], ""),
        ("BY MARA O'NEIL-MCKAY", ["Mara O'Neil-McKay"], ""),
        ("By MARA QUILL and Tom Ashdown, Staff Writer", ["Mara Quill", "Tom Ashdown"], ""),
        ("By J.P. QUILL", ["J.P. Quill"], ""),
        ("By Mara Quill, Tom Ashdown, and Ida de la Moor", ["Mara Quill", "Tom Ashdown", "Ida de la Moor"], ""),
        ("By Mara Quill & Mara Quill", ["Mara Quill"], ""),
        ("By Mara Quill, Velmark Wire", ["Mara Quill"], "Velmark Wire"),
        ("By Mara Quill (VW)", ["Mara Quill"], "VW"),
        ("By Mara Quill for the Velmark Press", ["Mara Quill"], "Velmark Press"),
        ("By Mara Quill | Political Editor | Velmark Wire", ["Mara Quill"], "Velmark Wire"),
        ("Written by: Mara Quill in Port Elise", ["Mara Quill"], ""),
        ("By Mara Quill, in Port Elise", ["Mara Quill"], ""),
        ("By Velmark Wire", ["Velmark Wire"], ""),
        ("By Staff Writer", [], ""),
        ("*By Élise al-Hamid*", ["Élise al-Hamid"], ""),
        ("Mara Quill, Staff Writer", ["Mara Quill"], ""),
        ("Mara Quill | Political Correspondent", ["Mara Quill"], ""),
    ],
)
def test_bylines_are_read(line: str, names: list[str], source: str) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert list(byline.names) == names
    assert byline.source == source


def test_a_byline_may_hold_a_date() -> None:
    byline = read_byline("By Mara Quill | 3 March 2026")
    assert byline is not None
    assert byline.date is not None
    assert byline.date.first == date(2026, 3, 3)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "By",
        "By noon the harbour was closed.",
        "By Friday",
        "By Monday Morning",
        "By Mara Quill - how it went",
        "By law",
        "By The Book",
        "Mara Quill",
        "Mara Quill, the minister",
        "Ada Brun, Minister of Harbours, said so.",
        "Bylines are old.",
        "By Mara Quill " + "and Tom Ashdown " * 20,
        "By Mara van",
    ],
)
def test_other_lines_are_no_bylines(line: str) -> None:
    assert read_byline(line) is None


def test_what_is_known_to_be_a_byline_needs_no_by() -> None:
    byline = read_byline("Mara Quill", by_is_missing=True)
    assert byline is not None
    assert byline.names == ("Mara Quill",)
    assert read_byline("the words of a page", by_is_missing=True) is None


@pytest.mark.parametrize(
    ("written", "day", "precision"),
    [
        ("3 March 2026", date(2026, 3, 3), "day"),
        ("3rd of March 2026", date(2026, 3, 3), "day"),
        ("March 3, 2026", date(2026, 3, 3), "day"),
        ("Sept. 3 2026", date(2026, 9, 3), "day"),
        ("2026-03-03", date(2026, 3, 3), "day"),
        ("2026-03-03T23:30:00+01:00", date(2026, 3, 3), "day"),
        ("2026-03", date(2026, 3, 1), "month"),
        ("March 2026", date(2026, 3, 1), "month"),
        ("2026", date(2026, 1, 1), "year"),
        ("13/04/2026", date(2026, 4, 13), "day"),
        ("04/13/2026", date(2026, 4, 13), "day"),
        ("04/04/2026", date(2026, 4, 4), "day"),
        ("3.4.2026", date(2026, 4, 3), "day"),
    ],
)
def test_dates_are_read_as_far_as_they_are_known(written: str, day: date, precision: str) -> None:
    found = read_date(written)
    assert found is not None
    assert (found.first, found.precision) == (day, precision)


@pytest.mark.parametrize(
    "written", ["", "3 March", "03/04/2026", "31 February 2026", "13/13/2026", "1602", "soon", "0000-00-00"]
)
def test_a_date_that_is_not_certain_is_none(written: str) -> None:
    assert read_date(written) is None


@pytest.mark.parametrize(
    ("line", "is_update"),
    [
        ("Published: Tuesday, 3 March 2026, 10:15 GMT", False),
        ("Published on March 3, 2026", False),
        ("Tue 3 March 2026 10.15", False),
        ("Date: 2026-03-03", False),
        ("Last updated March 3, 2026 at 9:30 a.m.", True),
        ("2026-03-03T10:00:00+01:00", False),
    ],
)
def test_lines_that_are_a_date_are_read(line: str, is_update: bool) -> None:
    found = read_date_line(line)
    assert found is not None
    assert found.date is not None
    assert (found.date.first, found.is_update) == (date(2026, 3, 3), is_update)


def test_a_date_of_two_readings_is_a_date_line_without_a_date() -> None:
    found = read_date_line("Published 03/04/2026")
    assert found is not None
    assert found.date is None


@pytest.mark.parametrize(
    "line", ["2026", "In March 2026", "3 March", "Published yesterday", "May 2026 be kind", "x" * 300]
)
def test_other_lines_are_no_date_lines(line: str) -> None:
    assert read_date_line(line) is None


@pytest.mark.parametrize(
    ("paragraph", "text", "source"),
    [
        ("PORT ELISE, March 3 (Velmark Wire) — The bridge", "PORT ELISE, March 3", "Velmark Wire"),
        ("PORT ELISE, 3 March – The bridge", "PORT ELISE, 3 March", ""),
        ("PORT ELISE, Ostland, March 3, 2026 -- “The bridge", "PORT ELISE, Ostland, March 3, 2026", ""),
        ("PORT ELISE (VW) - The bridge", "PORT ELISE", "VW"),
        ("PORT ST. ELISE, Jan. 7 —The bridge", "PORT ST. ELISE, Jan. 7", ""),
        ("Port Elise, March 3 (Velmark Wire) – The bridge", "Port Elise, March 3", "Velmark Wire"),
        ("VESTBY — The bridge", "VESTBY", ""),
        ("VESTBY, O.L. — The bridge", "VESTBY, O.L.", ""),
    ],
)
def test_datelines_are_read(paragraph: str, text: str, source: str) -> None:
    dateline = read_dateline(paragraph)
    assert dateline is not None
    assert (dateline.text, dateline.source) == (text, source)
    assert paragraph[dateline.length :].lstrip("“") == "The bridge"


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        "The bridge is closed — for good.",
        "NATO — the alliance of others — said no.",
        "EU - The union",
        "Ada Brun — The minister",
        "He left - and came back.",
        "Ada Brun, the minister (of harbours) — said so.",
        "March 3 — A day",
        "Nobody came. PORT ELISE — The bridge",
        "Port Elise and Many Other Towns of Ostland, March 3 — The bridge",
    ],
)
def test_sentences_with_dashes_are_no_datelines(paragraph: str) -> None:
    assert read_dateline(paragraph) is None


def test_a_dateline_may_be_a_line_of_its_own() -> None:
    for line in ("PORT ELISE, March 3 (Velmark Wire)", "PORT ELISE, March 3 –", "Port Elise, 3 March 2026"):
        assert read_dateline_line(line) is not None
    for line in ("PORT ELISE", "Ada Brun", "The bridge, March 3 and all that", "x" * 300):
        assert read_dateline_line(line) is None


@pytest.mark.parametrize(
    "line", ["BC-BRIDGE, 1st Ld-Writethru", "OSTLAND-BRIDGE-TOLL", "URGENT", "EMBARGOED UNTIL 10:00", "ATTN EDITORS:"]
)
def test_slugs_and_notes_to_editors_are_known(line: str) -> None:
    assert is_slug(line)


@pytest.mark.parametrize("line", ["COVID-19", "Urgent action needed", "OSTLAND OPENS A BRIDGE", "The embargo holds"])
def test_headlines_are_no_slugs(line: str) -> None:
    assert not is_slug(line)


@pytest.mark.parametrize(
    "line",
    "(END)|-30-|###|# # #|ENDS|ENDS//|END.|— ENDS —|- 30 -|(MORE)|MORE|-ends-|***|--|© 2026 Velmark Wire|(c) Velmark"
    "|All rights reserved.|(Reporting by Mara Quill; Editing by Tom Ashdown)".split("|"),
)
def test_end_marks_and_credits_are_known(line: str) -> None:
    assert is_trailer(line)


@pytest.mark.parametrize("line", ["30", "More", "The end", "Ends well", "-", "He is reporting by night, she said."])
def test_short_lines_of_text_are_no_end_marks(line: str) -> None:
    assert not is_trailer(line)


def test_an_agency_with_its_town_is_a_source() -> None:
    assert is_source("Velmark Wire, Port Elise")
    assert is_source("Ostland Press")
    for line in ("Press", "The free press", "", ",", "Ostland Press Says No"):
        assert not is_source(line)
