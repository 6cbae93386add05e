"""Popolo JSON as records."""

import json
from datetime import date
from typing import Any

import pytest

from newsroom.dates import read_partial_date
from people.importing.popolo import read_popolo
from people.importing.records import Identifier, OtherName, PersonRecord, Picture, PositionRecord, UnreadablePeople
from tests.people.officials import parliament


def read(whole: Any, source: str = "") -> Any:
    return read_popolo(json.dumps(whole).encode(), source)


def problems(whole: Any) -> list[tuple[str, str]]:
    return [(one.place, one.reason) for one in read(whole).problems]


def test_a_person_is_read_with_all_that_the_file_tells() -> None:
    whole = parliament()
    whole["persons"][0] |= {
        "sort_name": "Brun, Ada",
        "image": "faces/brun.png",
        "image_alt": "At the quay",
        "private": True,
    }
    whole["persons"][0]["other_names"][0] |= {"start_date": "1990", "end_date": "2004-05-06"}
    assert read(whole).persons[0] == PersonRecord(
        place="persons[0] (17)",
        name="Ada Brun",
        identifiers=(Identifier("wikidata", "Q900001"), Identifier("parliament.example", "17")),
        sort_name="Brun, Ada",
        summary="A harbour pilot.",
        website="https://brun.example/",
        is_private=True,
        other_names=(OtherName("Ada Lie", "former", date(1990, 1, 1), date(2004, 5, 6)),),
        picture=Picture("faces/brun.png", "At the quay"),
        positions=(
            PositionRecord("memberships[0]", "north", read_partial_date("2019-05-02"), read_partial_date("ongoing")),
            PositionRecord("memberships[1]", "speaker", read_partial_date("2021"), read_partial_date("2023-04")),
            PositionRecord("memberships[2]", "Member of reef"),
        ),
    )


def test_ids_mean_something_only_together_with_whose_they_are() -> None:
    whole = parliament()
    del whole["source"]
    assert read(whole).persons[1].identifiers == ()
    assert read(whole, "Gazette.example").persons[1].identifiers == (Identifier("gazette.example", "18"),)
    assert (read(whole).source, read(whole, "gazette.example").source) == ("popolo", "gazette.example")


def test_a_membership_without_a_post_is_one_in_the_office_its_role_names() -> None:
    whole = parliament()
    whole["memberships"] = [
        {"person_id": "18", "organization_id": "house", "role": "clerk"},
        {"person_id": "18", "organization_id": "house", "role": "Speaker"},
        {"person_id": "18", "organization_id": "house", "on_behalf_of_id": "reef"},
    ]
    read_file = read(whole)
    offices = {office.key: office for office in read_file.offices}
    held = [(offices[one.office].title, offices[one.office].organization) for one in read_file.persons[1].positions]
    assert held == [("Clerk", "house"), ("Speaker", "house"), ("Member", "house"), ("Member", "reef")]
    assert read_file.persons[1].positions[1].office == "speaker"  # the post of that title, not another one


def test_memberships_may_stand_within_the_person() -> None:
    whole = parliament()
    whole["persons"][1]["memberships"] = [{"post_id": "north", "start_date": "1999"}]
    whole["memberships"] = []
    assert [one.office for one in read(whole).persons[1].positions] == ["north"]


def test_memberships_within_a_person_that_are_no_list_do_not_cost_the_person() -> None:
    whole = parliament()
    whole["persons"][0]["memberships"] = True
    assert problems(whole) == [("persons[0] (17)", "“memberships” is not a list of records.")]
    assert [one.name for one in read(whole).persons] == ["Ada Brun", "Carl Dane"]


def test_a_label_beside_a_post_is_the_title_as_held() -> None:
    whole = parliament()
    whole["memberships"] = [
        {"person_id": "18", "post_id": "speaker", "label": "President of the House"},
        {"person_id": "18", "post_id": "speaker", "label": "Speaker"},
    ]
    assert [one.title_as_held for one in read(whole).persons[1].positions] == ["President of the House", ""]


def test_terms_of_legislative_periods_that_follow_each_other_are_one_position() -> None:
    whole = parliament() | {
        "areas": [{"id": "a", "name": "North"}],
        "events": [
            {"id": "t1", "start_date": "2010-01-01", "end_date": "2013-12-31"},
            {"id": "t2", "start_date": "2014-01-01", "end_date": "2017-12-31"},
            {"id": "t3", "start_date": "2022-01-01"},
        ],
        "memberships": [
            {
                "person_id": "18",
                "organization_id": "house",
                "role": "member",
                "area_id": "a",
                "legislative_period_id": term,
            }
            for term in ("t3", "t1", "t2")
        ],
    }
    held = read(whole).persons[1].positions
    assert [(one.started.typed(), one.ended.typed()) for one in held] == [
        ("2010-01-01", "2017-12-31"),
        ("2022-01-01", ""),
    ]
    assert {one.office for one in held} == {"north"}  # the post of that title


def test_a_picture_on_the_web_is_not_fetched() -> None:
    whole = parliament()
    whole["persons"][0]["image"] = "https://parliament.example/17.jpg"
    assert read(whole).persons[0].picture is None


WRONG: list[tuple[str, Any, tuple[str, str]]] = [
    ("persons", "Ada", ("persons[0]", "This is not a record.")),
    ("persons", {"id": "9"}, ("persons[0] (9)", "It has no “name”.")),
    ("persons", {"name": "A", "identifiers": "x"}, ("persons[0]", "“identifiers” is not a list of records.")),
    (
        "persons",
        {"name": "A", "memberships": [{"post_id": "x"}]},
        ("persons[0].memberships[0]", "There is no post with the id “x” in this file."),
    ),
    ("persons", {"name": "A", "tags": "tides"}, ("persons[0]", "“tags” is not a list of words.")),
    (
        "persons",
        {"name": "A", "identifiers": [{"scheme": "x"}]},
        ("persons[0]", "An identifier needs a scheme and a value, like wikidata=Q42."),
    ),
    ("organizations", {"id": "o"}, ("organizations[0] (o)", "It has no “name”.")),
    ("posts", {"id": "p", "label": "Chair"}, ("posts[0] (p)", "It has no “organization_id”.")),
    ("memberships", {"person_id": "5"}, ("memberships[0]", "There is no person with the id “5” in this file.")),
    (
        "memberships",
        {"person_id": "17", "post_id": "x"},
        ("memberships[0]", "There is no post with the id “x” in this file."),
    ),
    (
        "memberships",
        {"person_id": "17", "organization_id": "x"},
        ("memberships[0]", "There is no organization with the id “x” in this file."),
    ),
    (
        "memberships",
        {"person_id": "17", "post_id": "north", "start_date": "May"},
        ("memberships[0]", "“may” is not a date. Write 2021, 2021-03 or 2021-03-12, or leave it empty."),
    ),
]


@pytest.mark.parametrize(("kind", "row", "problem"), WRONG)
def test_what_is_wrong_with_a_record_is_told_with_its_place(kind: str, row: Any, problem: tuple[str, str]) -> None:
    whole = parliament()
    whole[kind] = [row, *whole[kind]]
    told = read(whole)
    assert [(one.place, one.reason) for one in told.problems] == [problem]
    assert [one.name for one in told.persons][-2:] == ["Ada Brun", "Carl Dane"]


def test_an_id_that_stands_twice_is_the_first_records() -> None:
    whole = parliament()
    whole["persons"].append({"id": "17", "name": "Mia Tor"})
    assert problems(whole) == [("persons[2] (17)", "Another record before has the same id.")]


UNREADABLE: list[tuple[bytes, str]] = [
    (b"", "The file is empty."),
    (b"{", "This is not JSON: Expecting property name enclosed in double quotes in line 1."),
    (b"[1, 2]", "not Popolo"),
    (b'{"people": []}', "not Popolo"),
    (b"[" * 100_000, "This is not JSON we can read."),
    (b'{"persons": [' + b"9" * 5_000 + b"]}", "This is not JSON we can read."),
    (b"\xff\xfe\x00", "damaged"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "This is not text."),
]


@pytest.mark.parametrize(("content", "told"), UNREADABLE)
def test_what_is_no_popolo_is_refused_with_what_to_do(content: bytes, told: str) -> None:
    with pytest.raises(UnreadablePeople, match=told.replace("[", r"\[")):
        read_popolo(content)


def test_what_no_page_can_hold_is_left_out_of_names() -> None:
    whole = {"persons": [{"name": "Ada\x00 \ud800 \n Brun", "summary": "One.\r\nTwo."}]}
    person = read(whole).persons[0]
    assert (person.name, person.summary) == ("Ada Brun", "One.\nTwo.")


@pytest.mark.parametrize("name", [{"x": 1}, ["Ada"], 17, True])
def test_a_name_that_is_no_text_is_as_if_not_told(name: Any) -> None:
    whole = parliament()
    whole["persons"][1]["name"] = name
    whole["persons"][0]["summary"] = name
    assert problems(whole)[0] == ("persons[1] (18)", "It has no “name”.")
    assert read(whole).persons[0].summary == ""


def test_an_id_may_be_a_number() -> None:
    whole = parliament()
    whole["persons"][1]["id"] = whole["memberships"][3]["person_id"] = 18
    assert read(whole) == read(parliament())
