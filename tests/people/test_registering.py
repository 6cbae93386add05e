"""A person, with office and organization, made from what a story prints."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from newsroom.dates import DAY, MONTH, ONGOING, YEAR, PartialDate
from people.matching import people_named
from people.models import Office, Organization, OrganizationName, Person, PersonName, Position
from people.registering import NewOfficial, find_or_create_organization, register_official, remember_spelling
from tests.factories import make_office, make_organization, make_person

pytestmark = pytest.mark.django_db

MODELS = (Person, PersonName, Organization, Office, Position)


def counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


def minister(**fields: object) -> NewOfficial:
    given = {"name": "Ada Brun", "office": "Harbour Minister", "organization": "Harbour Ministry", **fields}
    return NewOfficial(**given)


def test_a_name_is_enough() -> None:
    person = register_official(NewOfficial("  Ada   Brun "))
    assert (person.name, person.sort_name, person.slug) == ("Ada Brun", "Brun, Ada", "ada-brun")
    assert person.released_at is None
    assert counts() == [1, 0, 0, 0, 0]


def test_everything_that_is_printed_is_made_in_one_step() -> None:
    new = minister(
        organization_kind=Organization.Kind.MINISTRY,
        country="Velmark",
        started=PartialDate(date(2024, 3, 1), MONTH),
        ended=PartialDate(precision=ONGOING),
    )
    position = register_official(new).positions.get()
    assert position.label == "Harbour Minister, Harbour Ministry"
    assert (str(position.started), str(position.ended)) == ("March 2024", "ongoing")
    assert position.is_current
    ministry = position.office.organization
    assert (ministry.kind, ministry.country, ministry.slug) == ("ministry", "Velmark", "harbour-ministry")


def test_an_office_and_an_organization_on_file_are_used_and_not_made_again() -> None:
    office = make_office("Harbour Minister", make_organization("Harbour Ministry", short_name="HM"))
    for name, title, place in [
        ("Ada Brun", "harbour minister", "the Harbour Ministry"),
        ("Tom Lind", "Harbour Minister", "HM"),
    ]:
        assert register_official(minister(name=name, office=title, organization=place)).positions.get().office == office
    assert (Organization.objects.count(), Office.objects.count()) == (1, 1)


def test_a_former_name_of_the_organization_will_do() -> None:
    ministry = make_organization("Ministry of Ports")
    OrganizationName.objects.create(organization=ministry, name="Harbour Ministry")
    assert register_official(minister()).positions.get().office.organization == ministry


# Names


def test_a_corrected_name_is_kept_as_a_misspelling_and_matched_the_next_time() -> None:
    person = register_official(NewOfficial("Antony Calder", printed_name="Anthony Calder"))
    form = PersonName.objects.get()
    assert (form.name, form.kind) == ("Anthony Calder", PersonName.Kind.MISSPELLING)
    assert people_named(["Anthony Calder"])["Anthony Calder"] == [person]
    assert person.also_known_as() == []


@pytest.mark.parametrize("printed", ["", "Ada Brun", "BRUN, Ada", "Ada Brün"])
def test_a_name_printed_as_we_have_it_is_not_kept_twice(printed: str) -> None:
    register_official(NewOfficial("Ada Brun", printed_name=printed))
    assert not PersonName.objects.exists()


def test_a_spelling_is_kept_once_however_often_it_is_printed() -> None:
    person = make_person("Antony Calder")
    for printed in ("Anthony Calder", "Anthony Calder", "CALDER Anthony"):
        remember_spelling(person, printed)
    assert [form.name for form in PersonName.objects.all()] == ["Anthony Calder"]


def test_a_spelling_is_kept_without_the_white_space_of_the_print() -> None:
    remember_spelling(make_person("Antony Calder"), " Anthony\u00a0\n Calder ")
    assert PersonName.objects.get().name == "Anthony Calder"


def test_a_misspelling_that_is_somebody_elses_name_is_not_stored() -> None:
    other = make_person("Anthony Calder")
    person = register_official(NewOfficial("Antony Calder", printed_name="Anthony Calder"))
    assert not PersonName.objects.exists()
    assert people_named(["Anthony Calder"])["Anthony Calder"] == [other]
    assert person != other


def test_a_misspelling_that_is_somebody_elses_other_name_is_not_stored_either() -> None:
    PersonName.objects.create(person=make_person("A. Calder"), name="Anthony Calder")
    remember_spelling(make_person("Antony Calder"), "Anthony Calder")
    assert PersonName.objects.count() == 1


@pytest.mark.parametrize("printed", ["Tom Lind", "the harbour master", "Anthony " + "de la Mare " * 20 + "Calder"])
def test_what_is_no_spelling_of_the_name_is_not_kept_as_one(printed: str) -> None:
    remember_spelling(make_person("Antony Calder"), printed)
    assert not PersonName.objects.exists()


def test_a_spelling_near_another_name_of_the_person_is_kept() -> None:
    person = make_person("Ada Brun")
    PersonName.objects.create(person=person, name="Adelheid Quillfeather", kind=PersonName.Kind.FORMER)
    remember_spelling(person, "Adelheid Quilfeather")
    assert people_named(["Adelheid Quilfeather"])["Adelheid Quilfeather"] == [person]


def test_registering_never_makes_a_second_person_for_a_spelling_on_file() -> None:
    person = register_official(NewOfficial("Antony Calder", printed_name="Anthony Calder"))
    assert people_named(["Antony Calder", "Calder, Anthony"]) == {
        "Antony Calder": [person],
        "Calder, Anthony": [person],
    }
    assert Person.objects.count() == 1


# Organizations


def test_the_same_name_in_another_country_is_another_organization() -> None:
    here = make_organization("Ministry of Transport", country="Velmark")
    there = find_or_create_organization("Ministry of Transport", "ministry", "Kestria")
    assert there != here
    assert there.country == "Kestria"
    assert find_or_create_organization("Ministry of Transport", "ministry", "velmark ") == here
    assert Organization.objects.count() == 2


def test_an_organization_whose_country_nobody_wrote_down_is_the_one_meant() -> None:
    known = make_organization("Ministry of Transport")
    assert find_or_create_organization("Ministry of Transport", "ministry", "Velmark") == known
    here = make_organization("Harbour Board", country="Velmark")
    assert find_or_create_organization("Harbour Board", "agency") == here


def test_between_several_organizations_of_a_name_nothing_is_guessed() -> None:
    for country in ("Velmark", "Kestria"):
        make_organization("Ministry of Transport", country=country)
    with pytest.raises(ValidationError, match="Several organizations are called Ministry of Transport"):
        find_or_create_organization("Ministry of Transport", "ministry")
    assert Organization.objects.count() == 2


def test_a_new_organization_is_written_down_as_it_is_printed() -> None:
    made = find_or_create_organization("  Harbour   Board ", "agency", " Velmark ")
    assert (made.name, made.kind, made.country, made.released_at) == ("Harbour Board", "agency", "Velmark", None)


# Errors


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": "   "}, "cannot be blank"),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"organization": ""}, "Name the organization the office belongs to, or leave the office empty."),
        ({"office": "x" * 121}, "at most 120 characters"),
        ({"organization": "x" * 161}, "at most 160 characters"),
        ({"organization_kind": "kingdom"}, "is not a valid choice"),
        (
            {"started": PartialDate(date(2024, 1, 1), YEAR), "ended": PartialDate(date(2020, 1, 1), DAY)},
            "The position ends before it starts.",
        ),
    ],
)
def test_what_cannot_be_stored_is_told_and_nothing_of_it_is_stored(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError) as refused:
        register_official(minister(printed_name="Ada Braun", **wrong))
    assert told in " ".join(refused.value.messages)
    assert counts() == [0, 0, 0, 0, 0]
