"""Released by hand, a person's page shows their offices, and an office's page its organization."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from newsroom.dates import read_partial_date
from newsroom.models import User
from people.models import Office, Organization, Person, Position
from people.releasing import named, release_what_stands_with
from tests.desk import form_on, send, text_of
from tests.factories import make_office, make_organization, make_person, make_position

pytestmark = pytest.mark.django_db

SINCE = datetime(2026, 3, 5, 12, tzinfo=UTC)
TYPED = {"released_at_0": "2026-03-05", "released_at_1": "12:00:00"}


def change(thing: Any) -> str:
    return reverse(f"admin:people_{thing._meta.model_name}_change", args=[thing.pk])


def release_from_the_list(client: Client, *things: Any) -> str:
    given = {"action": "release_by_hand", "_selected_action": [one.pk for one in things]}
    return text_of(client.post(reverse(f"admin:people_{things[0]._meta.model_name}_changelist"), given, follow=True))


@pytest.fixture
def held() -> Position:
    office = make_office("Speaker", make_organization("House of Avalon"))
    return make_position(make_person("Ada Brun"), office, read_partial_date("2020"), read_partial_date("2022"))


def test_released_from_the_list_a_person_stands_on_the_site_with_their_offices(at_desk: Client, held: Position) -> None:
    told = release_from_the_list(at_desk, held.person)
    assert "Released by hand as well: Speaker, House of Avalon; House of Avalon." in told
    assert "Speaker" in text_of(Client().get(held.person.get_absolute_url()))
    assert Position.objects.published().get() == held
    for thing in (Office.objects.get(), Organization.objects.get()):
        assert thing.released_by_hand
        assert thing.history.first().history_user.username == "edda"


def test_released_in_the_form_too_since_the_same_day(at_desk: Client, held: Position) -> None:
    page = at_desk.post(change(held.person), form_on(at_desk.get(change(held.person))) | TYPED, follow=True)
    assert "Released by hand as well: Speaker, House of Avalon; House of Avalon." in text_of(page)
    for thing in (Office.objects.get(), Organization.objects.get()):
        assert (thing.released_at, thing.released_by_hand) == (SINCE, True)


def test_with_the_positions_that_are_filled_in_at_the_same_time(at_desk: Client) -> None:
    person, office = make_person("Ada Brun"), make_office("Speaker")
    row = {"positions-TOTAL_FORMS": "1", "positions-0-office": str(office.pk), "positions-0-started": "2020"}
    assert send(at_desk, change(person), TYPED | row).status_code == 302
    assert Office.objects.published().get() == office


def test_an_office_comes_with_its_organization(at_desk: Client, held: Position) -> None:
    told = release_from_the_list(at_desk, held.office)
    assert "Released by hand as well: House of Avalon." in told
    assert Office.objects.published().exists()
    assert not Person.objects.published().exists()


def test_an_organization_brings_in_nothing(at_desk: Client, held: Position) -> None:
    assert "Released by hand as well" not in release_from_the_list(at_desk, held.office.organization)
    assert not Office.objects.published().exists()


def test_who_is_private_brings_in_nothing_until_they_are_not(at_desk: Client, held: Position) -> None:
    Person.objects.update(is_private=True)
    release_from_the_list(at_desk, held.person)
    assert not Office.objects.get().released_at
    sent = form_on(at_desk.get(change(held.person)))
    sent.pop("is_private")
    assert at_desk.post(change(held.person), sent).status_code == 302
    assert Position.objects.published().get() == held


def test_what_was_public_earlier_stays_so_and_what_is_to_come_later_comes_earlier(held: Position) -> None:
    Office.objects.update(released_at=SINCE - timedelta(days=9))
    Organization.objects.update(released_at=SINCE + timedelta(days=9), released_by_hand=True)
    held.person.release_by_hand(SINCE)
    release_what_stands_with([held.person])
    assert Office.objects.values_list("released_at", "released_by_hand").get() == (SINCE - timedelta(days=9), True)
    assert Organization.objects.values_list("released_at", "released_by_hand").get() == (SINCE, True)
    assert release_what_stands_with([held.person]) == []


def test_a_person_of_tomorrow_brings_in_nothing_today(held: Position) -> None:
    held.person.release_by_hand(timezone.now() + timedelta(days=1))
    release_what_stands_with([held.person])
    assert Office.objects.to_come().exists()
    assert not Office.objects.published().exists()


def test_taking_the_person_back_leaves_the_offices_as_the_form_says(at_desk: Client, held: Position) -> None:
    release_from_the_list(at_desk, held.person)
    page = at_desk.get(change(held.person))
    assert "Taking it back does not take those back" in text_of(page)
    sent = form_on(page)
    sent.pop("released_by_hand")
    assert at_desk.post(change(held.person), sent).status_code == 302
    assert not Person.objects.published().exists()
    assert Office.objects.published().exists()


def test_who_may_not_change_offices_releases_none(reporter: User, held: Position) -> None:
    reporter.user_permissions.set(Permission.objects.filter(codename__in=["change_person", "view_person"]))
    reporter.groups.clear()
    client = Client()
    client.force_login(reporter)
    release_from_the_list(client, held.person)
    assert Person.objects.published().exists()
    assert not Office.objects.get().released_at


def test_another_change_to_a_released_person_releases_nothing(at_desk: Client, held: Position) -> None:
    held.person.release_by_hand(SINCE)
    assert send(at_desk, change(held.person), summary="A pilot.").status_code == 302
    assert not Office.objects.get().released_at


def test_what_many_persons_need_is_asked_for_once() -> None:
    office = make_office()
    persons = [make_position(make_person(released_at=SINCE), office).person for _ in range(10)]
    release_what_stands_with(persons)
    with CaptureQueriesContext(connection) as asked:
        assert release_what_stands_with(persons) == []
    assert len(asked) == 1


def test_a_long_list_is_told_in_short() -> None:
    told = named([Organization(name=f"Board {at}") for at in range(23)])
    assert told.startswith("Board 0; Board 1; ")
    assert told.endswith("; Board 19; and 3 more")
