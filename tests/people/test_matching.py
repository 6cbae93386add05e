"""Whom a printed name may mean. Looking creates nothing."""

from typing import Any

import pytest

from people.matching import Candidate, every_name, organizations_named, people_like, people_named
from people.models import Organization, OrganizationName, Person, PersonName
from tests.factories import make_organization, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("printed", ["Ada Brun", "BRUN Ada", "Brun, Ada", "Ada Brün", "ada  brun", "Ada\u00a0Brun"])
def test_a_person_is_found_by_name_in_any_order_case_or_accents(printed: str) -> None:
    person = make_person("Ada Brun")
    make_person("Ada Braun")
    assert people_named([printed]) == {printed: [person]}


@pytest.mark.parametrize("kind", PersonName.Kind.values)
def test_a_person_is_found_by_every_kind_of_other_name(kind: str) -> None:
    person = make_person("Ada Brun")
    PersonName.objects.create(person=person, name="Ada Quill", kind=kind)
    assert people_named(["Quill, Ada"])["Quill, Ada"] == [person]


def test_when_several_bear_a_name_all_of_them_are_told_each_once() -> None:
    first, second, third = make_person("Ada Brun"), make_person("Brun Ada"), make_person("Ada Maria Brun")
    PersonName.objects.create(person=third, name="Ada Brun")
    PersonName.objects.create(person=first, name="Ada Brün", kind=PersonName.Kind.MISSPELLING)
    assert set(people_named(["Ada Brun"])["Ada Brun"]) == {first, second, third}
    assert len(people_named(["Ada Brun"])["Ada Brun"]) == 3


@pytest.mark.parametrize("printed", ["Brun", "Ada", "Tom Lind", "", "…"])
def test_nobody_is_guessed_from_a_part_of_a_name(printed: str) -> None:
    make_person("Ada Brun")
    assert people_named([printed]) == {printed: []}


def test_who_was_merged_into_another_is_not_found_any_more() -> None:
    kept = make_person("Ada Brun")
    merged = make_person("Ada Quill", merged_into=kept)
    PersonName.objects.create(person=merged, name="Ada Lind")
    assert people_named(["Ada Quill", "Ada Lind"]) == {"Ada Quill": [], "Ada Lind": []}
    assert every_name() == [(kept.pk, "Ada Brun")]


def test_hidden_people_are_found_too_the_newsroom_knows_them() -> None:
    private = make_person("Ada Brun", is_private=True)
    assert people_named(["Ada Brun"])["Ada Brun"] == [private]


def test_any_number_of_names_costs_two_queries(django_assert_num_queries: Any) -> None:
    names = [make_person(f"Ada Number{number}").name for number in range(20)]
    with django_assert_num_queries(2):
        found = people_named(names)
    assert all(len(found[name]) == 1 for name in names)


@pytest.mark.parametrize("printed", ["Harbour Board", "the Harbour Board", "HB", "Pilots’ Guild", "pilots guild"])
def test_an_organization_is_found_by_name_short_name_and_former_name(printed: str) -> None:
    board = make_organization("Harbour Board", short_name="HB")
    OrganizationName.objects.create(organization=board, name="Pilots’ Guild")
    make_organization("Harbour Office")
    assert organizations_named([printed]) == {printed: [board]}


def test_when_several_organizations_bear_a_name_all_of_them_are_told_each_once() -> None:
    here = make_organization("Ministry of Transport", country="Velmark", short_name="Ministry of Transport")
    there = make_organization("Ministry of Transport", country="Kestria")
    OrganizationName.objects.create(organization=here, name="Ministry of Transport")
    found = organizations_named(["Ministry of Transport"])["Ministry of Transport"]
    assert sorted(one.pk for one in found) == [here.pk, there.pk]


@pytest.mark.parametrize("printed", ["Board Harbour", "Harbour", "of the", ""])
def test_no_organization_is_guessed(printed: str) -> None:
    make_organization("Harbour Board")
    assert organizations_named([printed]) == {printed: []}


def test_an_organization_merged_into_another_is_not_found_any_more() -> None:
    kept = make_organization("Harbour Board")
    gone = make_organization("Harbour Office", merged_into=kept)
    OrganizationName.objects.create(organization=gone, name="Port Office")
    assert organizations_named(["Harbour Office", "Port Office"]) == {"Harbour Office": [], "Port Office": []}


def test_similar_names_are_offered_with_what_they_are_like_and_how_much() -> None:
    person = make_person("Antony Calder")
    make_person("Tom Lind")
    PersonName.objects.create(person=person, name="Antoni Calder")
    (candidate,) = people_like(["Anthony Calder"])["Anthony Calder"]
    assert candidate == Candidate(person, "Antony Calder", candidate.likeness)
    assert 90 <= candidate.likeness < 100


def test_the_most_similar_is_offered_first() -> None:
    make_person("Antoine Calder")
    make_person("Antony Calder")
    offered = people_like(["Anthony Calder"])["Anthony Calder"]
    assert [one.person.name for one in offered] == ["Antony Calder", "Antoine Calder"]


def test_for_no_names_nobody_is_asked(django_assert_num_queries: Any) -> None:
    make_person("Ada Brun")
    with django_assert_num_queries(0):
        assert people_like([]) == people_like([""]) == people_named([]) == {}


def test_looking_creates_nothing() -> None:
    make_person("Ada Brun")
    people_named(["Ada Braun"])
    people_like(["Ada Braun"])
    organizations_named(["Harbour Board"])
    counts = [model.objects.count() for model in (Person, PersonName, Organization, OrganizationName)]
    assert counts == [1, 0, 0, 0]
