"""The desk's page that takes in a file of officials, and identifiers in the forms of records."""

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsroom.dates import read_partial_date
from newsroom.models import User
from people.models import Identifier, Person, UploadedPeople
from tests.desk import form_on, send, text_of
from tests.factories import make_office, make_organization, make_person, make_position
from tests.people.officials import parliament

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:people_person_import")
PERSONS = reverse("admin:people_person_changelist")


def upload(client: Client, whole: Any = None, name: str = "parliament.json", **typed: str) -> Any:
    content = whole if isinstance(whole, bytes) else json.dumps(whole or parliament()).encode()
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content), **typed}, follow=True)


def press(client: Client, sent: dict[str, str], follow: bool = False) -> Any:
    """A button of the page as it is now."""
    found = re.search(r'name="version" value="([^"]*)"', client.get(PAGE).content.decode())
    return client.post(PAGE, {**({"version": found[1]} if found else {}), **sent}, follow=follow)


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_list_of_persons_leads_there_for_those_who_may(at_desk: Client, reporter: User) -> None:
    assert PAGE in at_desk.get(PERSONS).content.decode()
    theirs = browser_of(reporter)
    assert PAGE not in theirs.get(PERSONS).content.decode()
    assert theirs.get(PAGE).status_code == theirs.post(PAGE).status_code == 403


def test_who_may_add_persons_but_no_offices_may_not_import(reporter: User) -> None:
    reporter.user_permissions.set(Permission.objects.filter(codename__in=["add_person", "change_person"]))
    assert browser_of(reporter).get(PAGE).status_code == 403


def test_a_file_is_looked_at_before_anything_is_stored(at_desk: Client) -> None:
    page = upload(at_desk)
    assert "Nothing is stored yet. parliament.json: 7 would be created" in text_of(page)
    assert "Ada Brun (persons[0] (17))" in text_of(page)
    assert not Person.objects.exists()
    assert "7 would be created" in text_of(at_desk.get(PAGE))  # and waits there


def test_the_preview_says_what_would_change(at_desk: Client) -> None:
    make_person("Ada Brun", wikidata_id="Q900001")
    told = text_of(upload(at_desk))
    assert "Changed 1 Ada Brun (persons[0] (17)) summary: A harbour pilot. website: https://brun.example/" in told
    assert "new position: Speaker, House of Avalon, from 2021 until 2023-04" in told
    assert "New organizations and offices 5 House of Avalon" in told


def test_the_preview_marks_what_readers_would_see_at_once(at_desk: Client) -> None:
    make_person("Ada Brun", wikidata_id="Q900001", released_at=timezone.now(), released_by_hand=True)
    told = text_of(upload(at_desk))
    assert "Changed 1 Ada Brun (persons[0] (17)) readers see this at once summary: A harbour pilot." in told
    assert "What comes to somebody whom readers see already is public at once" in told
    assert told.count("readers see this at once") == 1


def test_the_preview_warns_of_who_holds_the_office_already(at_desk: Client) -> None:
    speaker = make_office("Speaker", make_organization("House of Avalon", country="Avalon"))
    make_position(make_person("Mia Tor"), speaker, read_partial_date("2020"), read_partial_date("ongoing"))
    told = text_of(upload(at_desk))
    assert "To look at 2 House of Avalon" in told
    assert "Note: taken for House of Avalon by its name" in told
    assert "Note: Speaker, House of Avalon: held by Mia Tor in the same period" in told


def test_then_it_is_taken_in_by_who_confirmed_it(at_desk: Client, editor: User) -> None:
    upload(at_desk)
    page = press(at_desk, {"take_in": "1"})
    assert "Taken in from parliament.json: 7 created, 0 changed" in text_of(page)
    made = Person.objects.get(name="Ada Brun").history.get()
    assert (made.history_user, made.history_change_reason) == (editor, "imported from parliament.json")
    assert not UploadedPeople.objects.exists()


def test_what_was_not_looked_at_is_not_taken_in(at_desk: Client) -> None:
    upload(at_desk)
    seen = re.search(r'name="version" value="([^"]*)"', at_desk.get(PAGE).content.decode())
    upload(at_desk, {"persons": [{"id": "1", "name": "Zed Wrong"}]}, "other.json")
    assert seen
    page = at_desk.post(PAGE, {"take_in": "1", "version": seen[1]})
    assert page.status_code == 409
    assert "You uploaded another file meanwhile" in text_of(page)
    assert "Zed Wrong" in text_of(page)
    assert not Person.objects.exists()


def test_a_file_may_be_discarded(at_desk: Client) -> None:
    upload(at_desk)
    assert "Nothing is stored yet" not in text_of(press(at_desk, {"discard": "1"}, follow=True))
    assert not UploadedPeople.objects.exists()
    page = press(at_desk, {"take_in": "1"}, follow=True)
    assert "Choose a file first" in text_of(page)
    assert not Person.objects.exists()


def test_an_editor_decides_on_who_looks_alike(at_desk: Client) -> None:
    karl = make_person("Karl Dane")
    page = upload(at_desk)
    assert "For you to decide 1" in text_of(page)
    assert "The same as Karl Dane (89 % alike)" in text_of(page)
    assert form_on(page)["decide:parliament.example=18"] == ""  # nothing is chosen for anybody
    done = press(at_desk, {"take_in": "1", "decide:parliament.example=18": str(karl.pk)})
    assert "6 created, 1 changed" in text_of(done)
    assert [str(one) for one in karl.identifiers.all()] == ["parliament.example=18"]
    assert Person.objects.count() == 2


def test_or_says_that_it_is_a_new_person(at_desk: Client) -> None:
    make_person("Karl Dane")
    upload(at_desk)
    press(at_desk, {"take_in": "1", "decide:parliament.example=18": "new"})
    assert Person.objects.filter(name="Carl Dane").exists()


def test_who_is_not_decided_on_waits(at_desk: Client) -> None:
    make_person("Karl Dane")
    upload(at_desk)
    page = press(at_desk, {"take_in": "1", "decide:parliament.example=18": "9" * 30, "decide:x": "\x00"})
    assert "Take in what I decided" in text_of(page)
    assert UploadedPeople.objects.count() == 1


def test_differences_and_failures_are_on_the_page(at_desk: Client) -> None:
    make_person("Ada Brun", wikidata_id="Q900001", summary="A poet.")
    whole = parliament()
    whole["persons"].append({"id": "19"})
    told = text_of(upload(at_desk, whole))
    assert "Could not be taken in 1" in told
    assert "record (persons[2] (19)) : It has no “name”." in told
    assert "summary: on file “A poet.”, in the file “A harbour pilot.”" in told


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("officials.json", b"{", "This is not JSON"),
        ("officials.exe", b"x", "We know files by their name"),
        ("officials.csv", b" " * (5 * 1024**2 + 1), "Larger than 5 MB"),
        (
            "officials.csv",
            b"name,identifiers\n" + b"".join(b"A,x=%d\n" % n for n in range(1501)),
            "More than 1500 records",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_in_here_is_refused_with_what_to_do(
    at_desk: Client, name: str, content: bytes, told: str
) -> None:
    assert told in text_of(upload(at_desk, content, name))
    assert not UploadedPeople.objects.exists()


def test_names_in_a_file_are_shown_and_not_run(at_desk: Client) -> None:
    make_person("Karl Dane")
    whole = parliament()
    whole["persons"][1]["name"] = "Karl <script>alert(1)</script> Dane"
    whole["persons"][0]["id"] = '"><img src=x onerror=alert(1)>'
    page = upload(at_desk, whole).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_word_of_whom_it_is_is_remembered(at_desk: Client) -> None:
    whole = parliament()
    del whole["source"]
    upload(at_desk, whole, source="Gazette.example")
    press(at_desk, {"take_in": "1"})
    assert Person.objects.get(name="Carl Dane").identifiers.get().scheme == "gazette.example"


# Identifiers in the forms of records


def rows_of_identifiers(*rows: tuple[str, str]) -> dict[str, str]:
    prefix = "people-identifier-content_type-object_id"
    typed = {f"{prefix}-TOTAL_FORMS": str(len(rows))}
    for at, (scheme, value) in enumerate(rows):
        typed |= {f"{prefix}-{at}-scheme": scheme, f"{prefix}-{at}-value": value}
    return typed


def test_identifiers_are_typed_beside_the_record(at_desk: Client) -> None:
    for row in (make_person("Ada Brun"), make_organization("House"), make_office("Pilot")):
        address = reverse(f"admin:people_{row._meta.model_name}_change", args=[row.pk])
        assert send(at_desk, address, rows_of_identifiers(("Parliament.example", "17"))).status_code == 302
        assert [str(one) for one in row.identifiers.all()] == ["parliament.example=17"]
        assert "parliament.example" in at_desk.get(address).content.decode()


WRONG = [
    ([("bioguide", "B1")], "Another record has this identifier. Is it the same?"),
    ([("x", "1"), ("X", "1")], "This identifier is here twice."),
    ([("wikidata", "Q42")], "Write it into the field “Wikidata id”"),
    ([("two words", "1")], "A scheme has no spaces"),
]


@pytest.mark.parametrize(("rows", "told"), WRONG)
def test_what_is_no_identifier_of_this_record_is_refused(
    at_desk: Client, rows: list[tuple[str, str]], told: str
) -> None:
    Identifier.objects.create(target=make_person("Carl Dane"), scheme="bioguide", value="B1")
    person = make_person("Ada Brun")
    page = send(at_desk, reverse("admin:people_person_change", args=[person.pk]), rows_of_identifiers(*rows))
    assert page.status_code == 200
    assert told in text_of(page)
    assert not person.identifiers.exists()


def test_an_identifier_that_somebody_else_added_meanwhile_is_not_lost(at_desk: Client) -> None:
    person = make_person("Ada Brun")
    address = reverse("admin:people_person_change", args=[person.pk])
    typed = form_on(at_desk.get(address)) | rows_of_identifiers(("x", "1"))
    Identifier.objects.create(target=person, scheme="y", value="2")
    page = at_desk.post(address, typed)
    assert page.status_code == 409
    assert at_desk.post(address, form_on(page)).status_code == 302
    assert {str(one) for one in person.identifiers.all()} == {"x=1", "y=2"}


def test_a_person_is_found_by_an_identifier(at_desk: Client) -> None:
    person = make_person("Ada Brun")
    person.identifiers.create(scheme="bioguide", value="B000901")
    make_person("Carl Dane")
    page = at_desk.get(PERSONS, {"q": "B000901"})
    assert "Ada Brun" in text_of(page)
    assert "Carl Dane" not in text_of(page)
