from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from people.models import Organization, OrganizationName
from tests.factories import (
    make_article,
    make_citation,
    make_image,
    make_office,
    make_organization,
    make_public_statement,
)

pytestmark = pytest.mark.django_db


def refusal_of(thing: Any) -> str:
    """What an editor is told when this cannot be kept."""
    with pytest.raises(ValidationError) as refused:
        thing.full_clean()
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("name", "country", "called"),
    [
        ("Ministry of Transport", "Velmark", "Ministry of Transport (Velmark)"),
        ("Ministry of Transport", "", "Ministry of Transport"),
        ("Parliament of Velmark", "Velmark", "Parliament of Velmark"),
    ],
)
def test_an_organization_is_called_with_its_country_where_the_name_does_not_say_it(
    name: str, country: str, called: str
) -> None:
    assert str(make_organization(name, country=country)) == called


def test_two_organizations_of_one_name_have_two_addresses() -> None:
    slugs = [make_organization("Ministry of Transport", country=country).slug for country in ("Velmark", "Kestria")]
    assert slugs == ["ministry-of-transport", "ministry-of-transport-2"]


def test_an_organization_is_known_by_name_short_name_and_other_names() -> None:
    board = make_organization("The Harbour Board", short_name="HB")
    OrganizationName.objects.create(organization=board, name="Pilots’ Guild")
    make_organization("Harbour Office")
    for name in ("harbour board", "hb", "The Pilots' Guild"):
        assert list(Organization.objects.known_as(name)) == [board]
    assert not Organization.objects.known_as("", "of the").exists()


def test_a_renamed_organization_is_found_under_its_new_name_only() -> None:
    board = make_organization("Harbour Board", short_name="HB")
    board.name, board.short_name = "Port Board", "PB"
    board.save()
    assert list(Organization.objects.known_as("Port Board", "PB")) == [board]
    assert not Organization.objects.known_as("Harbour Board", "HB").exists()


@pytest.mark.parametrize("name", ["A" * 160, "ß" * 160, "ﷺ" * 160])
def test_the_longest_names_are_kept_and_found(name: str) -> None:
    organization = make_organization(name, short_name=name[:60])
    OrganizationName.objects.create(organization=organization, name=name)
    assert list(Organization.objects.known_as(name)) == [organization]
    assert list(Organization.objects.known_as(name[:60])) == [organization]


@pytest.mark.parametrize("code", ["jp", "JPN", "J1", "J"])
def test_a_country_code_is_two_capital_letters(code: str) -> None:
    assert refusal_of(Organization(name="x", slug="x", country_code=code))
    Organization(name="x", slug="x", country_code="JP").full_clean()


def test_an_organization_is_no_part_of_itself() -> None:
    board = make_organization("Harbour Board")
    board.parent = board
    assert "An organization cannot be a part of itself." in refusal_of(board)
    with pytest.raises(IntegrityError), transaction.atomic():
        board.save()


def test_one_wikidata_id_belongs_to_one_organization() -> None:
    make_organization(wikidata_id="Q42")
    twin = Organization(name="x", slug="x", wikidata_id="Q42")
    assert "Another record has this Wikidata id. Is it the same?" in refusal_of(twin)
    make_organization(wikidata_id="")
    make_organization(wikidata_id="")


def test_a_date_of_release_is_asked_for_by_whoever_releases_by_hand() -> None:
    assert "Say since when this is public" in refusal_of(Organization(name="x", slug="x", released_by_hand=True))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_organization(released_by_hand=True)


def test_another_name_is_kept_once_and_its_dates_are_in_order() -> None:
    board = make_organization("Harbour Board")
    name = OrganizationName.objects.create(organization=board, name="Pilots’ Guild")
    assert str(name) == "Pilots’ Guild"
    again = OrganizationName(organization=board, name="Pilots’ Guild")
    assert "This name is there already." in refusal_of(again)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    wrong = OrganizationName(organization=board, name="x", start_date=date(2020, 1, 2), end_date=date(2020, 1, 1))
    assert "The name ends before it begins." in refusal_of(wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()
    OrganizationName.objects.create(organization=make_organization("Another"), name="Pilots’ Guild")


def test_an_organization_that_anything_rests_on_is_not_deleted() -> None:
    speaker, spoken_for, with_office, parent, kept = (make_organization() for _ in range(5))
    make_citation(make_article(text="The pier is closed."), "The pier is closed", speaker_organization=speaker)
    make_public_statement(behalf_organization=spoken_for)
    make_office(organization=with_office)
    make_organization(parent=parent)
    make_organization(merged_into=kept)
    for organization in (speaker, spoken_for, with_office, parent, kept):
        with pytest.raises(ProtectedError):
            organization.delete()


def test_an_organization_on_which_nothing_rests_goes_with_its_names_but_not_with_its_logo() -> None:
    image = make_image()
    board = make_organization(logo=image)
    OrganizationName.objects.create(organization=board, name="Pilots’ Guild")
    with pytest.raises(ProtectedError):
        image.delete()
    board.delete()
    assert not OrganizationName.objects.exists()
    image.delete()


def test_the_history_keeps_what_an_organization_was_called() -> None:
    board = make_organization("Harbour Board")
    board.name = "Port Board"
    board.save()
    assert [row.name for row in board.history.all()] == ["Port Board", "Harbour Board"]
