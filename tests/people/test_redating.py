"""Which statements would stand in another office once a position is changed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Citation, Statement
from newsroom.dates import read_partial_date
from newsroom.models import User
from people.models import Person, Position
from people.redating import office_changes, take_offices
from tests.factories import make_office, make_organization, make_person, make_position, make_public_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def mayor(db: None) -> Position:
    office = make_office("Mayor", make_organization("Eastmouth"))
    return make_position(make_person("Ada Brun"), office, *map(read_partial_date, ("2020", "2023")))


def said(position: Position | None, day: str, person: Person | None = None) -> Statement:
    fields = {"position": position, "said_on": date.fromisoformat(day), "said_on_precision": "day"}
    return make_public_statement("Words.", person or position.person, **fields).statement


def redated(position: Position, started: str, ended: str) -> Position:
    position.started, position.ended = read_partial_date(started), read_partial_date(ended)
    return position


def would_change(*positions: Position, removed: tuple[Position, ...] = ()) -> list[tuple[int, str]]:
    person = (positions or removed)[0].person
    return [(one.statement.pk, one.after) for one in office_changes(person, positions, removed)]


def test_a_statement_of_a_day_that_is_no_more_in_the_term_loses_the_office(mayor: Position) -> None:
    early, late = said(mayor, "2020-05-01"), said(mayor, "2022-05-01")
    assert would_change(redated(mayor, "2021", "2023")) == [(early.pk, "")]
    assert late.position == mayor


def test_a_statement_of_a_day_that_is_now_in_the_term_gets_it(mayor: Position) -> None:
    later = said(None, "2024-05-01", mayor.person)
    assert would_change(redated(mayor, "2020", "2024")) == [(later.pk, "Mayor, Eastmouth")]


def test_moving_the_day_between_two_offices_moves_the_statements_between(mayor: Position) -> None:
    minister = make_position(mayor.person, make_office("Minister"), *map(read_partial_date, ("2024", "ongoing")))
    between = said(mayor, "2023-06-01")
    changes = would_change(redated(mayor, "2020", "2022"), redated(minister, "2023", "ongoing"))
    assert changes == [(between.pk, minister.label)]


def test_an_office_chosen_by_hand_stays_as_long_as_the_day_allows_it(mayor: Position) -> None:
    make_position(mayor.person, make_office("Minister"), *map(read_partial_date, ("2020", "2023")))
    by_hand = said(mayor, "2022-05-01")
    without = said(None, "2022-06-01", mayor.person)
    assert would_change(redated(mayor, "2020", "2022")) == []
    assert would_change(redated(mayor, "2020", "2021")) != []
    assert without.pk not in [pk for pk, _ in would_change(redated(mayor, "2020", "2022"))]
    assert by_hand.position == mayor


def test_another_title_changes_the_frozen_words_when_wanted(mayor: Position) -> None:
    statement = said(mayor, "2022-05-01")
    mayor.title_as_held = "Lady Mayor"
    assert would_change(mayor) == [(statement.pk, "Lady Mayor, Eastmouth")]


def test_a_new_position_gives_its_office_to_statements_without_one(mayor: Position) -> None:
    later = said(None, "2025-05-01", mayor.person)
    new = Position(person=mayor.person, office=make_office("Minister", make_organization("State")))
    assert would_change(redated(new, "2025", "ongoing")) == [(later.pk, "Minister, State")]


def test_a_position_given_to_somebody_else_is_lost(mayor: Position) -> None:
    statement, person = said(mayor, "2022-05-01"), mayor.person
    mayor.person = make_person("Tom Lind")
    assert [(one.statement, one.after) for one in office_changes(person, [mayor])] == [(statement, "")]


def test_a_change_that_changes_nothing_asks_nothing(mayor: Position) -> None:
    said(mayor, "2022-05-01")
    assert would_change(redated(mayor, "2019", "2023")) == []


def test_the_printed_title_decides_between_two_offices(mayor: Position) -> None:
    minister = make_position(mayor.person, make_office("Minister"), *map(read_partial_date, ("2024", "2025")))
    statement = said(mayor, "2023-06-01")
    Citation.objects.filter(statement=statement).update(printed_title="the Minister")
    assert would_change(redated(minister, "2023", "2025")) == [(statement.pk, minister.label)]


def test_taking_offices_is_an_editors(mayor: Position, editor: User, reporter: User) -> None:
    statement = said(mayor, "2020-05-01")
    changes = office_changes(mayor.person, [redated(mayor, "2021", "2023")])
    with pytest.raises(PermissionDenied):
        take_offices(changes, by=reporter)
    take_offices(changes, by=editor)
    statement.refresh_from_db()
    assert (statement.position, statement.office_label) == (None, "")
    assert statement.history.first().history_user == editor
    mayor.office.refresh_from_db()
    assert not mayor.office.is_released


def test_ten_statements_cost_as_many_queries_as_one(mayor: Position) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            office_changes(mayor.person, [redated(mayor, "2021", "2023")])
        return len(queries)

    said(mayor, "2020-05-01")
    one = cost()
    for _ in range(9):
        said(mayor, "2020-05-01")
    assert cost() == one


def test_a_day_that_nobody_knows_follows_the_printed_title_only(mayor: Position) -> None:
    make_public_statement("Words.", mayor.person)
    assert would_change(redated(mayor, "2021", "2023")) == []
