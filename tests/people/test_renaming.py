"""A person gets another name: the index and the finder go on."""

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.dates import read_partial_date
from people.models import Person, PersonName, Position
from tests.desk import send
from tests.factories import make_article, make_office, make_person, make_position

pytestmark = pytest.mark.django_db


def rename(client: Client, person: Person, name: str, **changed: str) -> Person:
    address = reverse("admin:people_person_change", args=[person.pk])
    assert send(client, address, name=name, **changed).status_code == 302
    return Person.objects.get(pk=person.pk)


def test_the_index_follows_and_the_old_name_still_means_the_person(at_desk: Client) -> None:
    person = rename(at_desk, make_person("Mirela Stroud"), "Mirela Tangen")
    assert person.sort_name == "Tangen, Mirela"
    assert [(form.name, form.kind) for form in person.names.all()] == [("Mirela Stroud", "former")]
    article = make_article(text="“The gates stay open,” Mirela Stroud said.")
    assert article.citations.get().matched_person == person


def test_a_respelling_is_kept_and_never_shown(at_desk: Client) -> None:
    person = rename(at_desk, make_person("Anthony Calder"), "Antony Calder")
    assert person.names.get().kind == PersonName.Kind.MISSPELLING
    assert person.also_known_as() == []


def test_an_index_entry_that_an_editor_wrote_stays(at_desk: Client) -> None:
    person = make_person("Hayashi Kenjiro", sort_name="Hayashi Kenjiro")
    assert rename(at_desk, person, "Hayashi Kenji").sort_name == "Hayashi Kenjiro"


def test_another_case_is_no_other_name(at_desk: Client) -> None:
    assert not rename(at_desk, make_person("Ada BRUN"), "Ada Brun").names.exists()


def test_a_renamed_office_does_not_rename_the_past(at_desk: Client) -> None:
    office = make_office("Fisheries Minister")
    past = make_position(make_person(), office, read_partial_date("2019"), read_partial_date("2021"))
    now = make_position(make_person(), office, read_partial_date("2022"), read_partial_date("ongoing"))
    other = make_position(make_person(), office, ended=read_partial_date("2010"), title_as_held="Minister of the Sea")
    address = reverse("admin:people_office_change", args=[office.pk])
    assert send(at_desk, address, title="Minister for Fisheries and Islands").status_code == 302
    titles = [Position.objects.get(pk=position.pk).title for position in (past, now, other)]
    assert titles == ["Fisheries Minister", "Minister for Fisheries and Islands", "Minister of the Sea"]
