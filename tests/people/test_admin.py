"""The desk's pages of persons, organizations, offices and positions."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from newsroom.dates import read_partial_date
from newsroom.models import OldAddress, User
from people.models import Identifier, Office, Organization, OrganizationName, Person, PersonName, Position
from tests.desk import form_on, rows_of, send, text_of
from tests.factories import make_office, make_organization, make_person, make_position, make_public_statement

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
SEEN = {"released_at": NOW, "released_by_hand": True}


def add(model: type) -> str:
    return reverse(f"admin:people_{model._meta.model_name}_add")


def change(thing: Any) -> str:
    return reverse(f"admin:people_{thing._meta.model_name}_change", args=[thing.pk])


def list_of(model: type) -> str:
    return reverse(f"admin:people_{model._meta.model_name}_changelist")


def row(prefix: str, **fields: Any) -> dict[str, Any]:
    """A new first row in an inline table of a form that has none yet."""
    return {f"{prefix}-TOTAL_FORMS": 1, **{f"{prefix}-0-{name}": value for name, value in fields.items()}}


# Adding and changing


def test_a_person_is_added_with_other_names_offices_and_topics(at_desk: Client, editor: User) -> None:
    office = make_office("Mayor", make_organization("Eastmouth"))
    rows = row("names", name="Ada Quill", kind="former") | row(
        "positions", office=office.pk, title_as_held="Lady Mayor", started="2020-03", ended="ongoing"
    )
    response = send(at_desk, add(Person), rows, name="Ada Brun", tags="harbour, foreign policy", website="brun.example")
    assert response.status_code == 302
    person = Person.objects.get()
    assert (person.slug, person.sort_name, person.website) == ("ada-brun", "Brun, Ada", "https://brun.example")
    assert [str(form) for form in person.also_known_as()] == ["Ada Quill"]
    assert {tag.name for tag in person.tags.all()} == {"harbour", "foreign policy"}
    position = person.positions.get()
    assert (position.label, str(position.started), position.is_current) == ("Lady Mayor, Eastmouth", "March 2020", True)
    assert person.history.get().history_user == editor


def test_saving_a_person_without_a_change_changes_nothing(at_desk: Client) -> None:
    person = make_person("Ada Brun", **SEEN)
    person.tags.add("harbour", "foreign policy")
    position = make_position(person, None, read_partial_date("2020-03"), read_partial_date("ongoing"))
    assert send(at_desk, change(person)).status_code == 302
    position.refresh_from_db()
    assert (position.started.typed(), position.ended.typed()) == ("2020-03", "ongoing")
    assert {tag.name for tag in person.tags.all()} == {"harbour", "foreign policy"}
    assert position.history.count() == 1
    assert not OldAddress.objects.exists()


def test_dates_are_shown_as_they_are_typed_and_kept_as_far_as_they_are_known(at_desk: Client) -> None:
    position = make_position(make_person(), None, read_partial_date("2020"), read_partial_date("2024-10-20"))
    shown = form_on(at_desk.get(change(position)))
    assert (shown["started"], shown["ended"]) == ("2020", "2024-10-20")
    assert send(at_desk, change(position), started="2020-03", ended="").status_code == 302
    position.refresh_from_db()
    assert (str(position.started), str(position.ended), position.is_current) == ("March 2020", "", False)


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ({"started": "2024", "ended": "2020"}, "The position ends before it starts."),
        ({"started": "soon", "ended": ""}, "“soon” is not a date. Write 2021, 2021-03 or 2021-03-12"),
        ({"started": "ongoing", "ended": ""}, "This date cannot be “ongoing”."),
        ({"started": "2021-02-30", "ended": ""}, "There is no such day as 2021-02-30."),
    ],
)
def test_dates_that_cannot_be_are_told_and_nothing_typed_is_lost(
    at_desk: Client, dates: dict[str, str], told: str
) -> None:
    person, office = make_person(), make_office()
    page = send(at_desk, add(Position), person=person.pk, office=office.pk, title_as_held="Lady Mayor", **dates)
    assert told in text_of(page)
    assert form_on(page)["title_as_held"] == "Lady Mayor"
    in_person = send(at_desk, change(person), row("positions", office=office.pk, title_as_held="", **dates))
    assert told in text_of(in_person)
    assert not Position.objects.exists()


def test_an_organization_is_added_with_its_names_and_offices(at_desk: Client) -> None:
    parent = make_organization("Government")
    rows = row("names", name="Pilots’ Guild") | row("offices", title="Harbour Master")
    given = {"name": "Harbour Board", "kind": "agency", "country": "Velmark", "country_code": "VM", "parent": parent.pk}
    assert send(at_desk, add(Organization), rows | given).status_code == 302
    board = Organization.objects.get(name="Harbour Board")
    assert (board.slug, board.kind, board.parent) == ("harbour-board", "agency", parent)
    assert [office.slug for office in board.offices.all()] == ["harbour-master-harbour-board"]
    assert [str(name) for name in OrganizationName.objects.all()] == ["Pilots’ Guild"]


def test_an_office_is_kept_once_in_an_organization_wherever_it_is_added(at_desk: Client) -> None:
    office = make_office("Harbour Master")
    board = office.organization
    told = "That organization has this office already."
    assert told in text_of(send(at_desk, add(Office), title="harbour master", organization=board.pk))
    again = {"offices-TOTAL_FORMS": 2, "offices-1-title": "The Harbour Master"}
    assert told in text_of(send(at_desk, change(board), again))
    other = make_office("Pilot", board)
    assert told in text_of(send(at_desk, change(other), title="Harbour Master"))
    assert Office.objects.count() == 2


def test_two_new_offices_of_one_title_are_told_apart_before_anything_is_stored(at_desk: Client) -> None:
    rows = {"offices-TOTAL_FORMS": 3, "offices-0-title": "Pilot", "offices-1-title": "the pilot", "offices-2-title": ""}
    page = send(at_desk, add(Organization), rows, name="Harbour Board", kind="agency")
    assert "This office is here twice." in text_of(page)
    assert not Organization.objects.exists()
    rows["offices-1-title"] = "Harbour Master"
    assert send(at_desk, add(Organization), rows, name="Harbour Board", kind="agency").status_code == 302
    assert {str(office) for office in Office.objects.all()} == {"Pilot, Harbour Board", "Harbour Master, Harbour Board"}


def test_a_person_is_corrected_and_the_history_shows_what_it_was_and_who_changed_it(at_desk: Client) -> None:
    person = make_person("Ada Braun")
    assert send(at_desk, change(person), name="Ada Brun", sort_name="Brun, Ada").status_code == 302
    told = text_of(at_desk.get(reverse("admin:people_person_history", args=[person.pk])))
    assert "Ada Braun" in told
    assert "edda" in told


def test_the_history_tells_which_tags_were_there_before(at_desk: Client) -> None:
    person = make_person("Ada Brun")
    person.tags.add("ferries", "Budget")
    send(at_desk, change(person), tags="Budget, gates")
    told = text_of(at_desk.get(reverse("admin:people_person_history", args=[person.pk])))
    assert "tags: Budget, ferries → Budget, gates" in told
    send(at_desk, change(person), tags="gates, Budget", summary="A minister.")
    assert person.history.first().history_change_reason is None


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": ""}, "This field is required."),
        ({"wikidata_id": "42"}, "A Wikidata id is a Q and a number, like Q42."),
        ({"wikidata_id": "Q1"}, "Another record has this Wikidata id. Is it the same?"),
        ({"slug": "taken"}, "Person with this Slug already exists."),
        ({"slug": "two words"}, "Enter a valid “slug”"),
        ({"released_by_hand": "on"}, "Say since when this is public, or untick “released by hand”."),
        ({"tags": "x" * 101}, "is too long for a tag. Divide the tags by commas."),
        (row("names", name="", kind="alias", start_date="2020-01-01"), "This field is required."),
        (
            row("names", name="x", kind="alias", start_date="2020-01-02", end_date="2020-01-01"),
            "The name ends before it begins.",
        ),
    ],
)
def test_what_a_person_cannot_be_is_told_and_nothing_typed_is_lost(
    at_desk: Client, fields: dict[str, Any], told: str
) -> None:
    make_person(slug="taken", wikidata_id="Q1")
    page = send(at_desk, add(Person), {"name": "Ada Brun", "summary": "Harbour master.", **fields})
    assert told in text_of(page)
    assert form_on(page)["summary"] == "Harbour master."
    assert Person.objects.count() == 1


def test_one_form_of_a_name_twice_is_told(at_desk: Client) -> None:
    rows = {"names-TOTAL_FORMS": 2}
    for number in range(2):
        rows |= {f"names-{number}-name": "Ada Quill", f"names-{number}-kind": "alias"}
    assert "correct the duplicate" in text_of(send(at_desk, add(Person), rows, name="Ada Brun")).lower()
    assert not Person.objects.exists()
    person = make_person("Ada Brun")
    PersonName.objects.create(person=person, name="Ada Quill")
    again = {"names-TOTAL_FORMS": 2, "names-1-name": "Ada Quill", "names-1-kind": "former"}
    assert "correct the duplicate" in text_of(send(at_desk, change(person), again)).lower()
    assert PersonName.objects.count() == 1


# Overlaps


@pytest.mark.parametrize("place", ["position", "person", "office"])
def test_two_holders_of_an_office_at_one_time_are_pointed_out_but_kept(at_desk: Client, place: str) -> None:
    office, ada, tom = make_office("Mayor"), make_person("Ada Brun"), make_person("Tom Lind")
    make_position(ada, office, read_partial_date("2020"), read_partial_date("2024"))
    given = {"title_as_held": "", "started": "2024-06", "ended": "ongoing"}
    if place == "position":
        send(at_desk, add(Position), person=tom.pk, office=office.pk, **given)
    elif place == "person":
        send(at_desk, change(tom), row("positions", office=office.pk, **given))
    else:
        second = {f"positions-1-{name}": value for name, value in given.items()}
        send(at_desk, change(office), {"positions-TOTAL_FORMS": 2, "positions-1-person": tom.pk, **second})
    assert tom.positions.count() == 1
    told = text_of(at_desk.get(reverse("admin:index")))
    assert "By these dates Ada Brun and Tom Lind held the same office at the same time." in told


def test_one_holder_after_the_other_and_one_person_twice_are_nothing_to_point_out(at_desk: Client) -> None:
    office, ada, tom = make_office("Mayor"), make_person("Ada Brun"), make_person("Tom Lind")
    make_position(ada, office, read_partial_date("2020"), read_partial_date("2023"))
    given = {"office": office.pk, "title_as_held": ""}
    send(at_desk, add(Position), person=tom.pk, started="2024", ended="ongoing", **given)
    send(at_desk, add(Position), person=ada.pk, started="2022", ended="2023", **given)
    assert Position.objects.count() == 3
    assert "at the same time" not in text_of(at_desk.get(reverse("admin:index")))


# Lists


def test_a_second_wikidata_id_stands_beside_the_field_and_is_nobody_elses(at_desk: Client) -> None:
    person = make_person("Ada Brun", wikidata_id="Q7")
    Identifier.objects.create(target=person, scheme="wikidata", value="Q8")
    assert send(at_desk, change(person), summary="A pilot.").status_code == 302
    page = send(at_desk, add(Person), name="Tom Lind", wikidata_id="Q8")
    assert "Another record has this Wikidata id. Is it the same?" in text_of(page)
    assert change(person) in page.content.decode()


@pytest.mark.parametrize("asked", ["Brun", "ada brun", "quill", "Braun", "tarnow", "Q42"])
def test_a_person_is_found_by_every_form_of_the_name(at_desk: Client, asked: str) -> None:
    person = make_person("Ada Tarnów-Brun", wikidata_id="Q42")
    PersonName.objects.create(person=person, name="Ada Quill")
    PersonName.objects.create(person=person, name="Ada Braun", kind=PersonName.Kind.MISSPELLING)
    make_person("Tom Lind")
    assert rows_of(at_desk.get(list_of(Person), {"q": asked})) == ["Ada Tarnów-Brun"]


def test_the_list_of_persons_shows_office_statements_and_whether_readers_see_them(at_desk: Client) -> None:
    person = make_public_statement(person=make_person("Ada Brun")).statement.speaker_person
    office = make_office("Mayor", make_organization("Eastmouth"))
    make_position(person, office, read_partial_date("2020"), read_partial_date("ongoing"))
    make_position(person, make_office("Pilot"), read_partial_date("2010"), read_partial_date("2012"))
    make_person("Tom Lind", is_private=True, **SEEN)
    page = at_desk.get(list_of(Person))
    shown = {str(person): person for person in page.context["cl"].result_list}
    assert "Ada Brun Mayor, Eastmouth 1" in text_of(page)
    assert "Pilot" not in text_of(page).split("Ada Brun", 1)[1].split("Tom Lind")[0]
    assert page.content.decode().count('field-is_shielded">private</td>') == 1
    assert (shown["Ada Brun"].is_released, shown["Tom Lind"].is_released) == (True, False)


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        ({"is_private__exact": 1}, ["Private One"]),
        ({"released_by_hand__exact": 1}, ["Private One"]),
        ({"positions__office__organization__id__exact": "board"}, ["Ada Brun"]),
    ],
)
def test_persons_are_filtered(at_desk: Client, filter: dict[str, Any], expected: list[str]) -> None:
    board = make_organization("Harbour Board")
    person = make_person("Ada Brun")
    for title in ("Pilot", "Harbour Master"):
        make_position(person, make_office(title, board))
    make_person("Private One", is_private=True, **SEEN)
    make_position(make_person("Tom Lind"))
    asked = {name: board.pk if value == "board" else value for name, value in filter.items()}
    assert rows_of(at_desk.get(list_of(Person), asked)) == expected


def test_organizations_are_found_and_filtered_and_their_offices_counted(at_desk: Client) -> None:
    board = make_organization("Harbour Board", short_name="HB", kind="agency", country="Velmark")
    make_office("Pilot", board)
    make_office("Harbour Master", board)
    OrganizationName.objects.create(organization=board, name="Pilots’ Guild")
    make_organization("City of Eastmouth", kind="local_government", country="Kestria")
    for asked in ({"q": "harbour"}, {"q": "hb"}, {"q": "guild"}, {"q": "velmark"}, {"kind__exact": "agency"}):
        page = at_desk.get(list_of(Organization), asked)
        assert rows_of(page) == ["Harbour Board (Velmark)"]
        assert page.context["cl"].result_list[0].office_count == 2


def test_offices_and_positions_are_found_by_title_organization_and_person(at_desk: Client) -> None:
    position = make_position(
        make_person("Ada Brun"), make_office("Mayor", make_organization("Eastmouth")), title_as_held="Lady Mayor"
    )
    make_position(make_person("Tom Lind"), make_office("Pilot", make_organization("Harbour Board")))
    PersonName.objects.create(person=position.person, name="Ada Quill")
    for asked in ("mayor", "eastmouth"):
        page = at_desk.get(list_of(Office), {"q": asked})
        assert rows_of(page) == ["Mayor, Eastmouth"]
        assert page.context["cl"].result_list[0].holder_count == 1
    for asked in ("brun", "quill", "mayor", "lady"):
        assert rows_of(at_desk.get(list_of(Position), {"q": asked})) == ["Ada Brun, Lady Mayor, Eastmouth"]
    ongoing = rows_of(at_desk.get(list_of(Position), {"end_precision__exact": "ongoing"}))
    assert ongoing == []


@pytest.mark.parametrize("model", [Person, Organization, Office, Position])
def test_ten_rows_cost_as_many_queries_as_one(at_desk: Client, model: type) -> None:
    counts = []
    for number in (1, 10):
        for _ in range(number):
            make_position(make_person(), None, read_partial_date("2020"), read_partial_date("ongoing"))
        with CaptureQueriesContext(connection) as queries:
            assert at_desk.get(list_of(model)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


# What is public


@pytest.mark.parametrize("make", [make_person, make_organization, make_office])
def test_a_page_is_released_by_hand_from_the_list(at_desk: Client, make: Any) -> None:
    hidden, scheduled = make(), make(released_at=timezone.now() + timedelta(days=1))
    out = make(released_at=NOW)
    given = {"action": "release_by_hand", "_selected_action": [hidden.pk, scheduled.pk, out.pk]}
    told = text_of(at_desk.post(list_of(type(hidden)), given, follow=True))
    assert "3 released." in told
    for thing in (hidden, scheduled, out):
        thing.refresh_from_db()
        assert thing.released_by_hand
        assert thing.released_at <= timezone.now()
    assert out.released_at == NOW
    assert {thing.history.first().history_user.username for thing in (hidden, scheduled, out)} == {"edda"}


def test_a_date_filled_in_by_hand_is_kept_and_taking_it_out_takes_the_page_back(at_desk: Client) -> None:
    person = make_person()
    send(at_desk, change(person), released_at_0="2026-03-05", released_at_1="12:00:00")
    person.refresh_from_db()
    assert (person.released_at, person.released_by_hand) == (NOW, True)
    shown = form_on(at_desk.get(change(person)))
    shown.pop("released_by_hand")
    at_desk.post(change(person), shown | {"released_at_0": "", "released_at_1": ""})
    person.refresh_from_db()
    assert (person.released_at, person.released_by_hand) == (None, False)


@pytest.mark.parametrize("make", [make_person, make_organization])
def test_another_slug_of_a_public_page_leaves_its_old_address_behind(at_desk: Client, make: Any) -> None:
    thing = make(**SEEN)
    before = thing.get_absolute_url()
    assert send(at_desk, change(thing), slug="новый-адрес").status_code == 302
    thing.refresh_from_db()
    response = Client().get(before)
    assert (response.status_code, response["Location"]) == (301, thing.get_absolute_url())


def test_another_slug_of_a_page_that_nobody_saw_leaves_nothing_behind(at_desk: Client) -> None:
    for person in (make_person(), make_person(is_private=True, **SEEN)):
        assert send(at_desk, change(person), slug=f"new-{person.pk}").status_code == 302
    assert not OldAddress.objects.exists()


def test_only_what_readers_see_is_linked_from_its_form(at_desk: Client) -> None:
    seen, private, hidden = make_person(**SEEN), make_person(is_private=True, **SEEN), make_person()
    office = make_office(**SEEN)
    assert [
        thing.get_absolute_url() in at_desk.get(change(thing)).content.decode()
        for thing in (seen, private, hidden, office)
    ] == [True, False, False, False]
