"""From when on readers see the page of a person, an organization or an office."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from people.models import Office, Organization, Person
from people.models.release import Released
from tests.factories import make_office, make_organization, make_person

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
PAST, FUTURE = NOW - timedelta(days=1), NOW + timedelta(days=1)


def make_office_of(organization: dict[str, Any], **fields: Any) -> Office:
    return make_office("Mayor", make_organization("City of Eastmouth", **organization), **fields)


EVERY_STATE = [
    ("a person nobody brought in", lambda: make_person(), False),
    ("a person", lambda: make_person(released_at=PAST), True),
    ("a person of this very moment", lambda: make_person(released_at=NOW), True),
    ("a person of tomorrow", lambda: make_person(released_at=FUTURE), False),
    ("a person released by hand", lambda: make_person(released_at=PAST, released_by_hand=True), True),
    ("a private person", lambda: make_person(released_at=PAST, is_private=True), False),
    ("a merged person", lambda: make_person(released_at=PAST, merged_into=make_person(released_at=PAST)), False),
    ("an organization nobody brought in", lambda: make_organization(), False),
    ("an organization", lambda: make_organization(released_at=PAST), True),
    ("a merged organization", lambda: make_organization(released_at=PAST, merged_into=make_organization()), False),
    ("an office", lambda: make_office_of({"released_at": PAST}, released_at=PAST), True),
    ("an office nobody brought in", lambda: make_office_of({"released_at": PAST}), False),
    ("an office of a hidden organization", lambda: make_office_of({}, released_at=PAST), False),
    (
        "an office of an organization of tomorrow",
        lambda: make_office_of({"released_at": FUTURE}, released_at=PAST),
        False,
    ),
]


@pytest.mark.parametrize(("make", "is_public"), [row[1:] for row in EVERY_STATE], ids=[row[0] for row in EVERY_STATE])
def test_what_is_said_of_one_is_said_of_many(make: Any, is_public: bool) -> None:
    with time_machine.travel(NOW, tick=False):
        thing = make()
        assert thing.is_released is is_public
        rows = type(thing).objects.filter(pk=thing.pk)
        assert rows.published().exists() is is_public
        assert rows.reachable().exists() is is_public


def test_a_page_opens_at_its_minute_without_any_job() -> None:
    person = make_person(released_at=NOW)
    with time_machine.travel(NOW - timedelta(seconds=1)):
        assert not Person.objects.published().exists()
    with time_machine.travel(NOW + timedelta(seconds=1)):
        assert list(Person.objects.published()) == [person]


@pytest.mark.parametrize("make", [make_person, make_organization, make_office])
def test_the_earliest_story_decides_and_what_changed_is_told(make: Any) -> None:
    thing: Released = make()
    assert thing.release(NOW) is True
    assert thing.release(NOW) is False
    assert thing.release(PAST) is True
    thing.refresh_from_db()
    assert thing.released_at == PAST
    assert thing.release(None) is True
    thing.refresh_from_db()
    assert thing.released_at is None


@pytest.mark.parametrize("make", [make_person, make_organization, make_office])
def test_who_was_released_by_hand_stays_whatever_becomes_of_the_stories(make: Any) -> None:
    thing = make(released_at=PAST, released_by_hand=True)
    for earliest in (None, NOW, PAST):
        assert thing.release(earliest) is False
    thing.refresh_from_db()
    assert thing.released_at == PAST


def test_releasing_writes_nothing_else_of_what_somebody_is_editing() -> None:
    person = make_person("Ada Brun")
    stale = Person.objects.get(pk=person.pk)
    person.summary = "Harbour master since 2020."
    person.save()
    stale.release(NOW)
    person.refresh_from_db()
    assert (person.summary, person.released_at) == ("Harbour master since 2020.", NOW)


def test_every_release_leaves_a_line_in_the_history() -> None:
    person = make_person()
    person.release(NOW)
    person.release(None)
    assert [row.released_at for row in person.history.all()] == [None, NOW, None]


def test_nothing_is_public_by_itself() -> None:
    make_office()
    make_person()
    for model in (Person, Organization, Office):
        assert model.objects.exists()
        assert not model.objects.published().exists()
