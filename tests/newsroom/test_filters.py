"""Narrowing a list by its address: told with boats."""

from typing import NamedTuple

import pytest

from newsroom.filters import Filter, Narrowed, UnknownChoice


class Boat(NamedTuple):
    kind: str
    ports: tuple[str, ...]


FLEET = [Boat("ferry", ("east",)), Boat("ferry", ("west", "east")), Boat("tug", ("west",)), Boat("raft", ())]
KIND = Filter[Boat]("kind", "Kind", lambda boat: (boat.kind,), {"ferry": "Ferries", "tug": "Tugs", "raft": "Rafts"})
PORT = Filter[Boat]("port", "Port", lambda boat: boat.ports, {"east": "East Quay", "west": "West Quay"})


def narrowed(**asked: str) -> Narrowed[Boat]:
    return Narrowed(FLEET, [KIND, PORT], asked, path="/boats/", order=["side", "kind", "port", "words", "order"])


def told(asked: Narrowed[Boat], one: Filter[Boat]) -> list[tuple[str, int]]:
    return [(choice.label, choice.count) for choice in asked.group(one).choices]


def test_without_a_choice_every_row_is_there_and_every_choice_has_its_count() -> None:
    assert narrowed().rows == FLEET
    assert told(narrowed(), KIND) == [("Ferries", 2), ("Tugs", 1), ("Rafts", 1)]
    assert told(narrowed(), PORT) == [("East Quay", 2), ("West Quay", 2)]
    assert narrowed().group(PORT).everything.count == 4


def test_choices_are_combined() -> None:
    assert narrowed(kind="ferry", port="west").rows == [FLEET[1]]


def test_a_choice_has_its_count_under_the_other_choices_and_not_under_its_own_filter() -> None:
    asked = narrowed(port="west")
    assert told(asked, KIND) == [("Ferries", 1), ("Tugs", 1)]
    assert told(asked, PORT) == [("East Quay", 2), ("West Quay", 2)]
    assert asked.group(KIND).everything.count == 2
    assert asked.group(PORT).everything.count == 4


def test_what_would_lead_to_nothing_is_left_out_but_what_was_chosen_stays() -> None:
    asked = narrowed(kind="raft", port="west")
    assert asked.rows == []
    assert told(asked, KIND) == [("Ferries", 1), ("Tugs", 1), ("Rafts", 0)]
    assert told(asked, PORT) == [("West Quay", 0)]


def test_every_choice_leads_to_the_rows_it_counts() -> None:
    for asked in ({}, {"port": "west"}, {"kind": "ferry"}, {"kind": "ferry", "port": "east"}):
        for one in (KIND, PORT):
            for choice in narrowed(**asked).group(one).choices:
                value = next(value for value, label in one.labels.items() if label == choice.label)
                assert len(narrowed(**{**asked, one.name: value}).rows) == choice.count


def test_addresses_have_their_parameters_in_one_order_and_only_those_asked_for() -> None:
    asked = narrowed(order="oldest", port="west", kind="", stray="x")
    assert asked.address() == "/boats/?port=west&order=oldest"
    assert asked.address({"kind": "tug"}) == "/boats/?kind=tug&port=west&order=oldest"
    assert asked.address({"port": "", "order": ""}) == "/boats/"
    assert asked.address(page=3) == "/boats/?port=west&order=oldest&page=3"
    assert narrowed(words="a & b/ü").address() == "/boats/?words=a+%26+b%2F%C3%BC"


def test_a_choice_is_taken_back_at_the_address_of_all() -> None:
    group = narrowed(kind="tug", port="west").group(KIND)
    assert group.chosen is not None
    assert group.chosen.label == "Tugs"
    assert group.everything.address == "/boats/?port=west"
    assert not group.everything.chosen


@pytest.mark.parametrize("value", ["submarine", "Ferry", "ferry ", "x" * 4000, "\x00", "%ff"])
def test_a_value_that_no_row_has_is_unknown(value: str) -> None:
    with pytest.raises(UnknownChoice):
        narrowed(kind=value)


def test_a_value_without_a_label_is_no_choice() -> None:
    secret = Filter[Boat]("kind", "Kind", lambda boat: (boat.kind,), {"tug": "Tugs"})
    asked = Narrowed(FLEET, [secret], {}, path="/", order=["kind"])
    assert told(asked, secret) == [("Tugs", 1)]
    with pytest.raises(UnknownChoice):
        Narrowed(FLEET, [secret], {"kind": "ferry"}, path="/", order=["kind"])


def test_a_filter_by_which_nothing_is_told_apart_is_not_shown() -> None:
    same = Filter[Boat]("side", "Side", lambda boat: ("sea",), {"sea": "Sea"})
    assert [group.label for group in Narrowed(FLEET, [same, KIND], {}, path="/", order=["side", "kind"]).groups] == [
        "Kind"
    ]
    some = Filter[Boat]("port", "Port", lambda boat: boat.ports, {"east": "East Quay"})
    assert Narrowed(FLEET, [some], {}, path="/", order=["port"]).groups


def test_a_row_may_count_for_many() -> None:
    fleets = [Boat("ferry", ("east",)), Boat("tug", ("east", "west"))]
    sizes = {"ferry": 5, "tug": 2}
    asked = Narrowed(
        fleets, [KIND, PORT], {"kind": "tug"}, path="/", order=["kind", "port"], weigh=lambda boat: sizes[boat.kind]
    )
    assert asked.count == 2
    assert told(asked, KIND) == [("Ferries", 5), ("Tugs", 2)]
    assert asked.group(KIND).everything.count == 7
    assert told(asked, PORT) == [("East Quay", 2), ("West Quay", 2)]
