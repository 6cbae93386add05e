"""By what others know persons, organizations and offices."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from people.models import Identifier
from tests.factories import make_office, make_organization, make_person

pytestmark = pytest.mark.django_db


def test_an_identifier_is_one_persons_only() -> None:
    Identifier.objects.create(target=make_person(), scheme="Bioguide", value="B1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Identifier.objects.create(target=make_person(), scheme="bioguide", value="B1")
    with pytest.raises(ValidationError, match="Another record has this identifier"):
        Identifier(target=make_person(), scheme="bioguide", value="B1").full_clean()


def test_a_person_and_an_office_may_have_the_same_number_in_a_scheme() -> None:
    for target in (make_person(), make_organization(), make_office()):
        Identifier.objects.create(target=target, scheme="parliament.example", value="17")
    assert Identifier.objects.of(type(make_person())).count() == 1


def test_a_person_may_have_several_of_one_scheme() -> None:
    person = make_person()
    for value in ("S1", "S2"):
        Identifier(target=person, scheme="fec", value=value).full_clean()
        person.identifiers.create(scheme="fec", value=value)
    assert [str(one) for one in person.identifiers.all()] == ["fec=S1", "fec=S2"]


def test_the_wikidata_id_has_a_field_of_its_own_where_there_is_one() -> None:
    for target in (make_person(), make_organization()):
        with pytest.raises(ValidationError, match="where it has its place"):
            Identifier(target=target, scheme="Wikidata", value="Q42").full_clean()
    Identifier(target=make_office(), scheme="wikidata", value="Q42").full_clean()


@pytest.mark.parametrize(
    ("scheme", "value"), [("a b", "1"), ("a=b", "1"), ("a;b", "1"), ("a", "1;2"), ("", "1"), ("a", "")]
)
def test_signs_that_divide_a_list_of_them_stand_in_none(scheme: str, value: str) -> None:
    with pytest.raises(ValidationError):
        Identifier(target=make_person(), scheme=scheme, value=value).full_clean()


def test_they_go_with_the_record() -> None:
    person = make_person()
    person.identifiers.create(scheme="x", value="1")
    person.imported.create(source="x")
    person.delete()
    assert not Identifier.objects.exists()
