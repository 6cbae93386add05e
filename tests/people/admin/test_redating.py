"""Changing a position in the desk asks what becomes of the statements made in it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Statement
from newsroom.dates import read_partial_date
from people.models import Position
from tests.desk import form_on, send, text_of
from tests.factories import make_office, make_organization, make_person, make_position, make_public_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(db: None) -> Statement:
    office = make_office("Mayor", make_organization("Eastmouth"))
    position = make_position(make_person("Ada Brun"), office, *map(read_partial_date, ("2020", "2023")))
    fields = {"position": position, "said_on": date(2020, 5, 1), "said_on_precision": "day"}
    return make_public_statement("Words.", position.person, **fields).statement


def pages(statement: Statement) -> list[tuple[str, str]]:
    """The three pages on which a position is changed, with what stands before the names of its inputs."""
    position = statement.position
    return [
        (reverse("admin:people_position_change", args=[position.pk]), ""),
        (reverse("admin:people_person_change", args=[position.person_id]), "positions-0-"),
        (reverse("admin:people_office_change", args=[position.office_id]), "positions-0-"),
    ]


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(("answer", "label"), [("change", ""), ("keep", "Mayor, Eastmouth")])
def test_dates_that_affect_statements_come_back_with_the_list_and_are_saved_with_the_answer(
    at_desk: Client, statement: Statement, place: int, answer: str, label: str
) -> None:
    address, prefix = pages(statement)[place]
    asked = send(at_desk, address, {f"{prefix}started": "2021"})
    told = text_of(asked)
    assert "1 statement would stand in another office" in told
    assert "Ada Brun, 1 May 2020 Mayor, Eastmouth left open" in told
    assert "Save and change this 1 statement" in told
    assert Position.objects.get().started.typed() == "2020"
    again = form_on(asked)
    assert again[f"{prefix}started"] == "2021"
    assert at_desk.post(address, again).status_code == 200  # no answer, no change
    assert at_desk.post(address, again | {"_offices": answer}).status_code == 302
    assert Position.objects.get().started.typed() == "2021"
    statement.refresh_from_db()
    assert statement.office_label == label
    assert (statement.position is None) == (answer == "change")


def test_a_list_that_has_grown_meanwhile_is_shown_again(at_desk: Client, statement: Statement) -> None:
    address, _ = pages(statement)[0]
    again = form_on(send(at_desk, address, started="2021"))
    fields = {"position": statement.position, "said_on": date(2020, 6, 1), "said_on_precision": "day"}
    make_public_statement("More words.", statement.speaker_person, **fields)
    asked = at_desk.post(address, again | {"_offices": "change"})
    assert "2 statements would stand in another office" in text_of(asked)
    assert Position.objects.get().started.typed() == "2020"


def test_dates_that_affect_no_statement_are_saved_at_once(at_desk: Client, statement: Statement) -> None:
    for address, prefix in pages(statement):
        assert send(at_desk, address, {f"{prefix}started": "2019"}).status_code == 302
    assert Position.objects.get().started.typed() == "2019"


def test_a_new_position_offers_its_office(at_desk: Client, statement: Statement) -> None:
    person, office = statement.speaker_person, make_office("Minister", make_organization("State"))
    later = {"said_on": date(2025, 5, 1), "said_on_precision": "day"}
    unplaced = make_public_statement("Later.", person, **later).statement
    address = reverse("admin:people_person_change", args=[person.pk])
    new = {"positions-TOTAL_FORMS": 2, "positions-1-office": office.pk, "positions-1-title_as_held": ""}
    new |= {"positions-1-started": "2025", "positions-1-ended": "ongoing"}
    asked = send(at_desk, address, new)
    assert "Ada Brun, 1 May 2025 left open Minister, State" in text_of(asked)
    assert at_desk.post(address, form_on(asked) | new | {"_offices": "change"}).status_code == 302
    unplaced.refresh_from_db()
    assert unplaced.office_label == "Minister, State"
    assert unplaced.position.office == office
