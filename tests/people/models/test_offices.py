import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from people.models import Office
from tests.factories import make_office, make_organization, make_person, make_position

pytestmark = pytest.mark.django_db


def test_an_office_is_there_while_nobody_holds_it() -> None:
    office = make_office("Harbour Master", make_organization("Harbour Board", short_name="HB"))
    assert str(office) == "Harbour Master, Harbour Board"
    assert office.slug == "harbour-master-hb"
    assert not office.positions.exists()


def test_an_office_of_an_organization_without_short_name_is_addressed_by_its_whole_name() -> None:
    assert make_office("Mayor", make_organization("City of Eastmouth")).slug == "mayor-city-of-eastmouth"


def test_the_same_title_in_two_organizations_of_one_name_has_two_addresses() -> None:
    slugs = [make_office("Mayor", make_organization("City")).slug for _ in range(2)]
    assert slugs == ["mayor-city", "mayor-city-2"]


@pytest.mark.parametrize("title", ["Minister for Ports", "minister of ports", "The Minister for  Ports"])
def test_an_organization_has_an_office_once_however_it_is_spelt(title: str) -> None:
    office = make_office("Minister for Ports")
    again = Office(title=title, organization=office.organization, slug="another")
    with pytest.raises(ValidationError) as refused:
        again.full_clean()
    assert "That organization has this office already." in " ".join(refused.value.messages)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_an_office_may_be_saved_again_and_renamed() -> None:
    office = make_office("Minister for Ports")
    office.full_clean()
    office.title = "Minister of Harbours"
    office.full_clean()
    office.save()
    other = Office(title="Minister for Ports", organization=office.organization, slug="another")
    other.full_clean()


def test_another_organization_may_have_an_office_of_the_same_title() -> None:
    make_office("Mayor", make_organization("Eastmouth"))
    Office(title="Mayor", organization=make_organization("Westmouth"), slug="another").full_clean()


def test_the_longest_title_is_kept() -> None:
    assert make_office("ß" * 120).title == "ß" * 120


def test_an_office_that_somebody_held_is_not_deleted() -> None:
    office = make_office()
    position = make_position(make_person(), office)
    with pytest.raises(ProtectedError):
        office.delete()
    position.delete()
    office.delete()
    assert not Office.objects.exists()


def test_a_date_of_release_is_asked_for_by_whoever_releases_by_hand() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_office(released_by_hand=True)
