"""The directories: A to Z, narrowed, every script in its place."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from newsroom.dates import read_partial_date
from people.directory import letter_of
from people.models import OrganizationName, PersonName
from tests.desk import text_of
from tests.factories import make_office, make_organization, make_person, make_position, make_public_statement

pytestmark = pytest.mark.django_db

SEEN = {"released_at": datetime(2026, 3, 5, 12, tzinfo=UTC), "released_by_hand": True}


def names(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200, address
    return [one.name for one in response.context["directory"].page]


def letters(client: Client, address: str = "/people/") -> dict[str, int]:
    return {one.label: one.count for one in client.get(address).context["directory"].letters.choices}


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Brun, Ada", "b"), ("åberg", "a"), ("Øst", "o"), ("Çelik", "c"), ("Æsir", "a"), ("Жуков", "ж"), ("Ώριμος", "ω"),
        ("حداد", "ح"), ("כהן", "כ"), ("林芳正", "other"), ("김", "other"), ("はやし", "other"), ("3M", "other"),
        ("", "other"), ("“Quoted”", "q"), ("🚢", "other"),
    ],
)  # fmt: skip
def test_a_name_stands_under_its_folded_letter_in_every_script_that_has_few(name: str, letter: str) -> None:
    assert letter_of(name) == letter


def test_people_go_by_their_folded_sort_name_the_same_on_every_database(client: Client) -> None:
    for name in ("Eva Zorn", "Ola Åberg", "ada abel", "林 芳正", "Иван Жуков", "Ada Abend"):
        make_person(name, **SEEN)
    assert names(client, "/people/") == ["ada abel", "Ada Abend", "Ola Åberg", "Eva Zorn", "Иван Жуков", "林 芳正"]
    assert letters(client) == {"A": 3, "Z": 1, "Ж": 1, "Other": 1}
    assert names(client, "/people/?letter=a") == ["ada abel", "Ada Abend", "Ola Åberg"]
    assert names(client, "/people/?letter=ж") == ["Иван Жуков"]
    assert names(client, "/people/?letter=other") == ["林 芳正"]
    assert client.get("/people/?letter=q").status_code == 404


def test_people_are_narrowed_by_office_kind_and_country_together(client: Client) -> None:
    board = make_organization("Harbour Board", kind="agency", country="Velmark", **SEEN)
    party = make_organization("Gull Party", kind="party", country="Kestria", **SEEN)
    pilot, leader = make_office("Pilot", board, **SEEN), make_office("Leader", party, **SEEN)
    ada, tom, uma = (make_person(name, **SEEN) for name in ("Ada Brun", "Tom Lind", "Uma Vale"))
    make_position(ada, pilot, read_partial_date("2020"), read_partial_date("ongoing"))
    make_position(ada, leader, read_partial_date("2010"), read_partial_date("2019"))
    make_position(tom, leader, read_partial_date("2010"), read_partial_date(""))
    assert names(client, "/people/?office=now") == ["Ada Brun"]
    assert names(client, "/people/?kind=party") == ["Tom Lind"]  # who is in office now goes by the office of now
    assert names(client, "/people/?kind=agency&country=Velmark") == ["Ada Brun"]
    assert names(client, "/people/?office=now&country=Kestria") == []
    assert uma.name in names(client, "/people/")
    told = text_of(client.get("/people/?office=now"))
    assert "1 of 3 on record" in told
    assert client.get("/people/?office=then").status_code == 404


def test_hidden_offices_and_people_leave_no_trace_in_the_choices(client: Client) -> None:
    make_person("Ada Brun", **SEEN)
    before = client.get("/people/").content
    hidden = make_organization("Hidden House", kind="media", country="Nowhereland")
    make_position(make_person("Ada Brun", **SEEN), make_office("Editor", hidden), ended=read_partial_date("ongoing"))
    make_position(make_person("Quinn Hidden"), make_office("Clerk", make_organization(kind="ngo", country="Secretia")))
    told = client.get("/people/").content.decode()
    for secret in ("Nowhereland", "Secretia", "Media", "Hidden", ">Q<"):
        assert secret not in told
    assert client.get("/people/?kind=media").status_code == 404
    assert b"Nowhereland" not in before


@pytest.mark.parametrize("typed", ["brun", "ADA", "ada brun", "brun ada", "bru", "Brün", "quill", "braun", "%00brun"])
def test_a_name_is_found_by_any_part_in_any_order_form_and_spelling(client: Client, typed: str) -> None:
    ada = make_person("Ada Brun", **SEEN)
    make_person("Tom Lind", **SEEN)
    PersonName.objects.create(person=ada, name="Ada Quill", kind=PersonName.Kind.FORMER)
    PersonName.objects.create(person=ada, name="Ada Braun", kind=PersonName.Kind.MISSPELLING)
    response = client.get(f"/people/?name={typed}")
    assert [one.name for one in response.context["directory"].page] == ["Ada Brun"]
    assert "Braun" not in response.content.decode().replace('value="braun"', "")


@pytest.mark.parametrize("typed", ["nobody", "…", "(" * 4000, "%ff", "a" * 9000])
def test_s20_whatever_name_is_typed_the_answer_is_a_page(client: Client, typed: str) -> None:
    make_person("Tom Lind", **SEEN)
    make_person("Ada Brun", **SEEN)
    assert "Nothing fits all of this." in text_of(client.get(f"/people/?name={typed}"))


def test_organizations_are_narrowed_and_found_like_people(client: Client) -> None:
    board = make_organization("Harbour Board", short_name="HB", kind="agency", country="Velmark", **SEEN)
    make_organization("Gull Party", kind="party", country="Velmark", **SEEN)
    make_organization("Hidden House", kind="media")
    OrganizationName.objects.create(organization=board, name="Office of Ports")
    assert names(client, "/organizations/") == ["Gull Party", "Harbour Board"]
    for query in ("letter=h", "kind=agency", "name=hb", "name=ports", "country=Velmark&letter=h"):
        assert names(client, f"/organizations/?{query}") == ["Harbour Board"], query
    assert client.get("/organizations/?kind=media").status_code == 404
    assert letters(client, "/organizations/") == {"G": 1, "H": 1}


def test_addresses_of_a_directory_are_canonical_and_keep_what_was_asked_for(client: Client) -> None:
    for number in range(30):
        make_person(f"Ada Brun {number:02}", sort_name=f"Brun {number:02}", **SEEN)
    make_person("Tom Lind", **SEEN)
    content = client.get("/people/?name=ada&letter=b&x=y").content.decode()
    assert '<link rel="canonical" href="https://paper.example/people/?letter=b&amp;name=ada">' in content
    assert 'rel="next" href="/people/?letter=b&amp;name=ada&amp;page=2"' in content
    assert 'name="letter" value="b"' in content
    assert names(client, "/people/?letter=b&name=ada&page=2") == [f"Ada Brun {number:02}" for number in range(25, 30)]


def test_each_official_has_the_office_of_now_and_what_is_on_record(client: Client) -> None:
    person = make_person("Ada Brun", **SEEN)
    board = make_organization("Harbour Board", **SEEN)
    make_position(person, make_office("Pilot", board, **SEEN), read_partial_date("2020"), read_partial_date("ongoing"))
    make_public_statement("The gates stay open.", person)
    assert "Ada Brun Pilot , Harbour Board 1 statement" in text_of(client.get("/people/"))
