"""Who may be on file twice, and what speaks for it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.models import User
from people.alike import alike_pairs
from people.duplicates import likely_pairs, with_evidence
from people.merging import merge
from people.models import NotTheSame, Organization, OrganizationName, Person, PersonName
from tests.factories import make_office, make_organization, make_person, make_position, make_public_statement
from tests.timing import Seconds

pytestmark = pytest.mark.django_db


def numbers(model: type) -> list[tuple[int, int]]:
    return [(pair.first, pair.second) for pair in likely_pairs(model)]


def test_a_pair_comes_with_its_evidence() -> None:
    one, other = make_person("Ada Brun"), make_person("Ada Braun")
    office = make_office("Pilot", make_organization("Harbour Board"))
    for person in (one, other):
        make_position(person, office)
        PersonName.objects.create(person=person, name="Ада Брун", kind=PersonName.Kind.NATIVE)
    make_public_statement("The gates stay open.", other)
    (found,) = with_evidence(Person, likely_pairs(Person))
    assert (found.one, found.other, found.pair.likeness) == (one, other, 100)
    assert (found.shared_names, found.shared_offices) == (["Ада Брун"], ["Pilot, Harbour Board"])
    assert (found.one.statement_count, found.other.statement_count) == (0, 1)
    assert not found.wikidata_disagrees


def test_what_an_editor_said_is_not_the_same_is_not_suggested_again(editor: User, reporter: User) -> None:
    one, other = make_person("Ada Brun"), make_person("Ada Braun")
    with pytest.raises(PermissionDenied):
        NotTheSame.say(one, other, by=reporter)
    assert numbers(Person) == [(one.pk, other.pk)]
    NotTheSame.say(other, one, by=editor)
    NotTheSame.say(one, other, by=editor)
    assert numbers(Person) == []
    assert NotTheSame.objects.get().decided_by == editor


def test_who_was_merged_is_not_suggested_again() -> None:
    one, other = make_person("Ada Brun"), make_person("Ada Braun")
    merge(one, other, by=None)
    assert numbers(Person) == []


def test_the_same_name_in_two_countries_is_two_organizations() -> None:
    one = make_organization("Ministry of Defence", country="Velmark")
    make_organization("Ministry of Defence", country="Ostria")
    third = make_organization("Defence Ministry", country="velmark")
    fourth = make_organization("Home Guard", short_name="HG")
    fifth = make_organization("Guard of the Realm")
    OrganizationName.objects.create(organization=fifth, name="Home Guard")
    assert numbers(Organization) == [(one.pk, third.pk), (fourth.pk, fifth.pk)]


def test_ten_pairs_cost_as_many_queries_as_one() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert with_evidence(Person, likely_pairs(Person))
        return len(queries)

    make_person("Ada Brun"), make_person("Ada Braun")
    cost()  # what is looked up but once
    one = cost()
    for letter in "bcdfghklmn":
        make_person(f"Tom Lind{letter}er"), make_person(f"Tom Lind{letter}err")
    assert cost() == one


def test_thousands_of_names_take_a_moment(seconds: Seconds) -> None:
    parts = ["ba", "ko", "ti", "mar", "len", "sky", "ov", "dra", "fen", "gu", "ri", "sto", "pel", "van", "ul", "ek"]
    names = [f"{a}{b} {c}{d}{a}" for a in parts for b in parts for c in parts for d in parts[:1]]
    forms = tuple(enumerate(names))
    assert len(forms) > 4_000
    assert seconds(lambda: alike_pairs(forms)) < 10  # comparing all with all would take minutes
