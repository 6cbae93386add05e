"""What an editor ticks at the desk decides who is public, together with the stories; never against them."""

import io

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from people.models import Office, Organization, Person
from tests.desk import form_on
from tests.factories import make_person, make_position, make_public_statement

pytestmark = pytest.mark.django_db


def change(client: Client, thing: object, ticked: dict[str, str], unticked: str = "") -> None:
    address = reverse(f"admin:people_{type(thing).__name__.lower()}_change", args=[thing.pk])
    sent = form_on(client.get(address)) | ticked
    sent.pop(unticked, None)
    assert client.post(address, sent).status_code == 302


def test_a_private_speaker_brings_in_neither_office_nor_organization(at_desk: Client) -> None:
    person = make_person("Ada Brun")
    position = make_position(person)
    make_public_statement(person=person, position=position)
    office = Office.objects.published().get()
    change(at_desk, person, {"is_private": "on"})
    assert not Office.objects.published().exists()
    assert not Organization.objects.published().exists()
    call_command("check_record", stdout=io.StringIO())
    change(at_desk, person, {}, unticked="is_private")
    assert Office.objects.published().get() == office
    call_command("check_record", stdout=io.StringIO())


def test_once_no_longer_released_by_hand_the_stories_decide_again(at_desk: Client) -> None:
    unheard = make_person("Tom Lind")
    change(at_desk, unheard, {"released_at_0": "2020-01-01", "released_at_1": "10:00"})
    assert Person.objects.published().get() == unheard
    change(at_desk, unheard, {}, unticked="released_by_hand")
    assert not Person.objects.published().exists()

    heard = make_public_statement(person=make_person("Ada Brun")).statement.speaker_person
    since = Person.objects.get(pk=heard.pk).released_at
    change(at_desk, heard, {"released_at_0": "2020-01-01", "released_at_1": "10:00"})
    change(at_desk, heard, {}, unticked="released_by_hand")
    assert Person.objects.get(pk=heard.pk).released_at == since
    call_command("check_record", stdout=io.StringIO())
