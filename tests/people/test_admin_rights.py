"""Who may do what with persons, organizations, offices and positions at the desk."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.models import User
from people.models import Office, Organization, Person, PersonName, Position
from tests.desk import send, text_of
from tests.factories import (
    make_office,
    make_organization,
    make_person,
    make_position,
    make_public_statement,
)

pytestmark = pytest.mark.django_db

MODELS = [Person, Organization, Office, Position]
MAKERS = [make_person, make_organization, make_office, lambda: make_position(make_person())]


def address(thing: Any, page: str = "change") -> str:
    return reverse(f"admin:people_{thing._meta.model_name}_{page}", args=[thing.pk])


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("make", MAKERS)
def test_a_reporter_looks_but_does_not_add_change_or_delete(reporter: User, make: Any) -> None:
    client, thing = browser_of(reporter), make()
    name = f"admin:people_{thing._meta.model_name}"
    before = str(type(thing).objects.get(pk=thing.pk))
    for page in (reverse(f"{name}_changelist"), address(thing), address(thing, "history")):
        assert client.get(page).status_code == 200
    assert client.get(reverse(f"{name}_add")).status_code == 403
    given = {"name": "Mine", "title": "Mine", "title_as_held": "Mine", "slug": "mine"}
    assert client.post(address(thing), given).status_code == 403
    assert client.post(address(thing, "delete"), {"post": "yes"}).status_code == 403
    client.post(
        reverse(f"{name}_changelist"), {"action": "delete_selected", "_selected_action": [thing.pk], "post": "yes"}
    )
    assert str(type(thing).objects.get(pk=thing.pk)) == before


@pytest.mark.parametrize("make", MAKERS)
def test_an_editor_and_an_administrator_change_and_delete(editor: User, administrator: User, make: Any) -> None:
    for user in (editor, administrator):
        client, thing = browser_of(user), make()
        assert send(client, address(thing)).status_code == 302
        assert client.post(address(thing, "delete"), {"post": "yes"}).status_code == 302
        assert not type(thing).objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("model", MODELS)
def test_a_stranger_and_a_user_without_a_role_see_nothing(client: Client, model: type) -> None:
    page = reverse(f"admin:people_{model._meta.model_name}_changelist")
    assert client.get(page).status_code == 302
    nobody = User.objects.create_user("nobody", is_staff=True)
    assert browser_of(nobody).get(page).status_code == 403


@pytest.mark.parametrize("make", MAKERS[:3])
def test_s08_a_reporter_releases_nothing_by_hand(reporter: User, make: Any) -> None:
    thing = make()
    page = reverse(f"admin:people_{thing._meta.model_name}_changelist")
    browser_of(reporter).post(page, {"action": "release_by_hand", "_selected_action": [thing.pk]})
    thing.refresh_from_db()
    assert (thing.released_at, thing.released_by_hand) == (None, False)


def test_a_person_whom_confirmed_statements_rest_on_is_not_deleted_and_the_list_says_why(editor: User) -> None:
    client = browser_of(editor)
    person = make_public_statement(person=make_person("Ada Brun")).statement.speaker_person
    told = text_of(client.get(address(person, "delete")))
    assert "would require deleting the following protected related objects" in told
    assert "Statement: Ada Brun" in told
    client.post(address(person, "delete"), {"post": "yes"})
    client.post(
        reverse("admin:people_person_changelist"),
        {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"},
    )
    assert Person.objects.filter(pk=person.pk).exists()


def test_an_organization_with_offices_and_a_held_office_are_not_deleted(editor: User) -> None:
    client = browser_of(editor)
    office = make_position(make_person()).office
    for thing in (office, office.organization):
        client.post(address(thing, "delete"), {"post": "yes"})
        assert type(thing).objects.filter(pk=thing.pk).exists()


def test_s12_what_people_are_called_is_text_and_never_markup(editor: User) -> None:
    client, vector = browser_of(editor), '"><img src=x onerror=alert(1)>'
    organization = make_organization(vector, short_name=vector, country=vector)
    office = make_office(vector, organization)
    position = make_position(make_person(vector, summary=vector), office, title_as_held=vector)
    PersonName.objects.create(person=position.person, name=vector)
    for thing in (position, position.person, office, organization):
        name = f"admin:people_{thing._meta.model_name}_changelist"
        for page in (reverse(name), address(thing), address(thing, "history"), address(thing, "delete")):
            assert "<img src=x" not in client.get(page).content.decode()
