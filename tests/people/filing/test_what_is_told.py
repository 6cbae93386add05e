"""What the report says of each record: what changes, and what an editor should look at."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.dates import read_partial_date
from people.filing.report import Line, became
from people.models import Office, Organization, Position
from tests.factories import make_office, make_organization, make_person, make_position
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


# Who held the office in the same period


def on_file(*held: tuple[str, str, str], title: str = "Speaker") -> None:
    """Holders of an office of the House: name, from, until."""
    house = make_organization("House of Avalon", country="Avalon", kind="legislature")
    office = make_office(title, house)
    for name, started, ended in held:
        make_position(make_person(name), office, read_partial_date(started), read_partial_date(ended))


def speakers(*held: tuple[str, str, str]) -> dict[str, Any]:
    """A file of persons and when they were Speaker."""
    whole = parliament()
    whole["persons"] = [{"id": str(at), "name": name} for at, (name, _, _) in enumerate(held)]
    whole["memberships"] = [
        {"person_id": str(at), "post_id": "speaker", "start_date": started, "end_date": ended}
        for at, (_, started, ended) in enumerate(held)
    ]
    for row in whole["memberships"]:
        if row["end_date"] == "ongoing":
            row |= {"end_date": "", "ongoing": True}
    return whole


def told_of_holders(lines: list[Line]) -> dict[str, tuple[str, ...]]:
    return {line.name: line.warnings for line in lines if line.kind == "person" and line.warnings}


def held_by(names: str) -> tuple[str]:
    return (f"Speaker, House of Avalon: held by {names} in the same period",)


def test_who_holds_the_office_at_the_same_time_is_told_and_the_position_is_made() -> None:
    on_file(("Mia Tor", "2020", "ongoing"))
    lines = take(speakers(("Eva Sol", "2023", "ongoing")))
    assert told_of_holders(lines) == {"Eva Sol": held_by("Mia Tor")}
    assert Position.objects.count() == 2
    assert told_of_holders(take(speakers(("Eva Sol", "2023", "ongoing")))) == {}  # once, when it is new


@pytest.mark.parametrize(("started", "ended"), [("", "ongoing"), ("2020-01-01", "2023-05-01")])
def test_overlaps_are_told_where_the_dates_are_sure(started: str, ended: str) -> None:
    on_file(("Mia Tor", "", "ongoing"), ("Tom Lind", "2021-03-02", "2022"))
    told = told_of_holders(take(speakers(("Eva Sol", started, ended))))
    assert told == {"Eva Sol": held_by("Mia Tor" if ended == "ongoing" else "Tom Lind")}


@pytest.mark.parametrize(("started", "ended"), [("2023", "ongoing"), ("2023-02-01", "ongoing"), ("2021", ""), ("", "")])
def test_who_may_have_come_after_the_other_is_not_told(started: str, ended: str) -> None:
    on_file(("Mia Tor", "2020", "2023-02-01"))
    assert told_of_holders(take(speakers(("Eva Sol", started, ended)))) == {}


def test_an_office_that_several_held_at_once_is_left_alone() -> None:
    on_file(("Mia Tor", "2020", "ongoing"), ("Tom Lind", "2019", "ongoing"))
    assert told_of_holders(take(speakers(("Eva Sol", "2023", "ongoing")))) == {}


def test_and_so_is_one_that_the_file_itself_gives_to_many() -> None:
    on_file(("Mia Tor", "2020", "ongoing"))
    names = ("Eva Sol", "Ole Quist", "Ida Falk", "Tom Lind")
    assert told_of_holders(take(speakers(*((name, "2021", "ongoing") for name in names)))) == {}


def test_two_in_one_file_are_told_of_each_other() -> None:
    lines = take(speakers(("Eva Sol", "2021", "ongoing"), ("Ole Quist", "2023", "ongoing")))
    assert told_of_holders(lines) == {"Eva Sol": held_by("Ole Quist"), "Ole Quist": held_by("Eva Sol")}


def test_a_record_further_down_may_end_the_time_of_who_was_before() -> None:
    take(speakers(("Mia Tor", "2020", "ongoing")))
    whole = speakers(("Mia Tor", "2020", "2024-06-01"), ("Eva Sol", "2024-06-01", "ongoing"))
    whole["persons"].reverse()
    assert told_of_holders(take(whole)) == {}


def test_the_same_person_twice_and_members_of_a_party_are_no_overlap() -> None:
    whole = parliament()
    whole["memberships"] += [
        {"person_id": number, "organization_id": "reef", "start_date": "2020", "ongoing": True} for number in "78"
    ]
    whole["persons"] += [{"id": "7", "name": "Mia Tor"}, {"id": "8", "name": "Eva Sol"}]
    assert told_of_holders(take(whole)) == {}


def test_it_costs_one_query_for_the_whole_file() -> None:
    def cost(first: int, many: int) -> int:
        names = [(f"Person {chr(97 + n % 26) * (n + 3)}", f"{1900 + n}", f"{1900 + n}") for n in range(first, many)]
        with CaptureQueriesContext(connection) as asked:
            take(speakers(*names))
        return sum("holder" in query["sql"] for query in asked.captured_queries)

    assert cost(0, 2) == cost(2, 12) == 1


# What readers see at once

PUBLIC: dict[str, Any] = {"released_at": datetime(2026, 3, 5, tzinfo=UTC), "released_by_hand": True}


def seen_at_once(lines: list[Line]) -> set[str]:
    return {line.name for line in lines if line.seen_at_once}


def test_what_comes_to_a_public_person_is_seen_at_once() -> None:
    make_person("Ada Brun", wikidata_id="Q900001", **PUBLIC)
    assert seen_at_once(take(parliament())) == {"Ada Brun"}
    assert seen_at_once(take(parliament())) == set()


def test_of_who_is_new_or_not_public_nothing_is_seen() -> None:
    make_person("Ada Brun", wikidata_id="Q900001", is_private=True, **PUBLIC)
    assert seen_at_once(take(parliament())) == set()


ONLY_FOR_THE_NEWSROOM: list[dict[str, Any]] = [
    {"identifiers": [{"scheme": "gazette.example", "identifier": "1"}]},
    {"other_names": [{"name": "Carl Daen", "note": "misspelling"}]},
    {"private": True},
]


@pytest.mark.parametrize("told", ONLY_FOR_THE_NEWSROOM)
def test_what_readers_never_see_is_not_marked(told: dict[str, Any]) -> None:
    carl = make_person("Carl Dane", **PUBLIC)
    carl.identifiers.create(scheme="parliament.example", value="18")
    whole = parliament()
    whole["persons"][1] |= told
    line = line_of(take(whole), "Carl Dane")
    assert line.changes  # a position too, in an office that no reader sees
    assert not line.seen_at_once


def test_a_position_is_seen_at_once_where_its_office_is_public() -> None:
    carl = make_person("Carl Dane", **PUBLIC)
    carl.identifiers.create(scheme="parliament.example", value="18")
    house = make_organization("House of Avalon", country="Avalon", kind="legislature", **PUBLIC)
    make_office("Speaker", house, **PUBLIC)
    assert seen_at_once(take(parliament())) == {"Carl Dane"}


def test_so_is_what_comes_to_a_public_organization_or_office() -> None:
    take(parliament())
    for model in (Organization, Office):
        model.objects.update(**PUBLIC)
    whole = parliament()
    whole["organizations"][0]["short_name"] = "The House"
    assert seen_at_once(take(whole)) == {"House of Avalon"}
    whole["posts"][1]["label"] = "President"
    assert seen_at_once(take(whole)) == {"President, House of Avalon"}


# Organizations known by their names


def test_an_organization_that_is_known_by_its_name_alone_is_told_the_first_time() -> None:
    make_organization("House of Avalon", kind="legislature")
    assert line_of(take(parliament()), "House of Avalon").warnings == ("taken for House of Avalon by its name",)
    assert line_of(take(parliament()), "House of Avalon").warnings == ()


def test_one_that_is_known_by_an_identifier_is_not() -> None:
    house = make_organization("House of Avalon", kind="legislature")
    house.identifiers.create(scheme="parliament.example", value="house")
    assert all(line.warnings == () for line in take(parliament()))


@pytest.mark.parametrize("told", ["HOUSE of avalon", "The  House", "the house", "The HOLM assembly"])
def test_a_name_it_has_in_another_spelling_is_no_other_name(told: str) -> None:
    house = make_organization("House of Avalon", short_name="The House", country="Avalon", kind="legislature")
    house.names.create(name="Holm Assembly")
    whole = parliament()
    whole["organizations"][0]["name"] = told
    take(whole)
    assert [one.name for one in house.names.all()] == ["Holm Assembly"]
    assert all(line.changes == () == line.differences for line in take(whole))


def test_of_two_spellings_of_another_name_the_first_is_added() -> None:
    house = make_organization("House of Avalon", country="Avalon", kind="legislature")
    whole = parliament()
    whole["organizations"][0]["other_names"] = [{"name": "Holm Assembly"}, {"name": "HOLM ASSEMBLY"}]
    take(whole)
    assert [one.name for one in house.names.all()] == ["Holm Assembly"]


def test_a_respelling_by_the_source_leaves_no_old_name_behind() -> None:
    take(parliament())
    whole = parliament()
    whole["organizations"][1]["name"] = "REEF Party"
    assert line_of(take(whole), "REEF Party").changes == ("name: Reef Party → REEF Party",)
    assert not Organization.objects.get(name="REEF Party").names.exists()


def test_the_old_name_of_one_that_the_source_renames_is_kept() -> None:
    take(parliament())
    whole = parliament()
    whole["organizations"][1]["name"] = "Harbour Party"
    changes = line_of(take(whole), "Harbour Party").changes
    assert changes == ("name: Reef Party → Harbour Party", "new other name: Reef Party")
    assert all(line.changes == () == line.differences for line in take(whole))
