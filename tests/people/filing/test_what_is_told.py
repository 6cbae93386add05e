"""What the report says of each record: what changes, and what an editor should look at."""

import pytest

from people.filing.report import became
from tests.factories import make_person
from tests.people.officials import line_of, parliament, take

pytestmark = pytest.mark.django_db


# What changes


def test_of_a_new_person_all_that_comes_is_told() -> None:
    assert line_of(take(parliament()), "Ada Brun").changes == (
        "summary: A harbour pilot.",
        "website: https://brun.example/",
        "Wikidata id: Q900001",
        "new other name: Ada Lie (former)",
        "new position: Member for North, House of Avalon, from 2019-05-02 until ongoing",
        "new position: Speaker, House of Avalon, from 2021 until 2023-04",
        "new position: Member, Reef Party, from unknown until unknown",
        "new identifier: parliament.example=17",
    )


def test_of_a_person_on_file_each_new_value_is_told_with_the_old_one() -> None:
    take(parliament())
    whole = parliament()
    whole["persons"][0] |= {"name": "Ada Brun-Holm", "summary": "Speaker once.", "tags": ["Harbours"]}
    whole["memberships"][0] |= {"end_date": "2026-01-15", "ongoing": False, "label": "Member for the North"}
    assert line_of(take(whole), "Ada Brun-Holm").changes == (
        "name: Ada Brun → Ada Brun-Holm",
        "summary: A harbour pilot. → Speaker once.",
        "Member for North, House of Avalon, until: ongoing → 2026-01-15",
        "Member for North, House of Avalon, title: Member for the North",
        "new tag: Harbours",
    )
    assert all(line.changes == () for line in take(whole))


def test_of_organizations_and_offices_too() -> None:
    whole = parliament()
    whole["organizations"][1] |= {"parent_id": "house", "other_names": [{"name": "The Reef"}], "tags": ["Parties"]}
    lines = take(whole)
    assert line_of(lines, "Reef Party").changes == (
        "kind: party",
        "country: Avalon",
        "parent: House of Avalon",
        "new other name: The Reef",
        "new identifier: parliament.example=reef",
        "new tag: Parties",
    )
    assert line_of(lines, "Speaker, House of Avalon").changes == ("new identifier: parliament.example=speaker",)
    whole["posts"][1]["label"] = "President"
    assert line_of(take(whole), "President, House of Avalon").changes == ("title: Speaker → President",)


def test_what_is_left_as_it_is_is_no_change() -> None:
    make_person("Ada Brun", wikidata_id="Q900001", summary="A poet.", website="https://brun.example/")
    line = line_of(take(parliament()), "Ada Brun")
    assert not any("summary" in told or "website" in told for told in line.changes)


def test_a_long_value_is_cut_and_stays_on_one_line() -> None:
    assert became("summary", "One\ntwo.", "word " * 40) == f"summary: One two. → {('word ' * 16)[:79]}…"
    assert became("private person", False, True) == "private person: yes"
