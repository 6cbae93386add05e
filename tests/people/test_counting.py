"""What is counted of a long record is kept for a minute, and never mixed up with what is counted elsewhere."""

import time
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.test import Client

from newsroom.dates import DAY
from people import counting
from people.counting import counted
from people.facts import Fact
from people.models import Person
from tests.factories import make_person, make_position, make_public_statement
from tests.people.test_narrowing import choices, words_on


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    caches["counts"].clear()
    yield
    caches["counts"].clear()


def test_a_short_record_is_counted_whenever_it_is_read() -> None:
    for count in (3, 4):
        assert counted(lambda count=count: [Fact(count)], "a record") == [Fact(count)]


def test_a_long_record_is_counted_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    many = counting.KEPT_FROM
    assert counted(lambda: [Fact(many)], "a record") == [Fact(many)]
    assert counted(lambda: [Fact(many + 1)], "a record") == [Fact(many)]
    assert counted(lambda: [Fact(many + 1)], "another") == [Fact(many + 1)]
    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    assert counted(lambda: [Fact(many + 1)], "a record") == [Fact(many + 1)]


@pytest.fixture
def brun(db: None) -> Person:
    person = make_person("Ada Brun")
    position = make_position(person)
    for number, kind in enumerate(("direct", "mixed", "direct", "indirect"), 1):
        citation = make_public_statement(
            f"Words number {number}.",
            person,
            kind=kind,
            position=position,
            said_on=f"202{number}-05-01",
            said_on_precision=DAY,
        )
        citation.statement.tags.add("odd" if number % 2 else "even")
    make_public_statement("For others.", person, behalf_person=make_person("Olaf Roth"))
    return person


QUERIES = ["", "?kind=quoted", "?year=2021", "?topic=odd", "?words=number", "?topic=odd&words=number", "?order=oldest"]


@pytest.mark.parametrize("name", ["person", "for others", "organization", "office", "statements"])
def test_pages_say_the_same_whether_their_numbers_are_counted_or_kept(
    client: Client, brun: Person, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = brun.positions.get().office
    page = {
        "person": brun.get_absolute_url(),
        "for others": f"{brun.get_absolute_url()}?spoken=for-others",
        "organization": office.organization.get_absolute_url(),
        "office": office.get_absolute_url(),
        "statements": "/statements/",
    }[name]
    queries = [query.replace("?", "&") if "?" in page else query for query in QUERIES]
    answers = [client.get(page + query) for query in queries]
    monkeypatch.setattr(counting, "KEPT_FROM", 1)
    for query, answer in [*zip(queries, answers, strict=True)] * 2:
        kept = client.get(page + query)
        assert (kept.status_code, kept.content) == (answer.status_code, answer.content), query


def test_a_statement_that_is_taken_back_is_in_no_list_even_while_it_is_still_counted(
    client: Client, brun: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "KEPT_FROM", 1)
    page = brun.get_absolute_url()
    assert choices(client, page, "kind") == {"Quoted": 2, "Partly quoted": 1, "Reported": 1}
    brun.statements.order_by("pk").first().retract(by=None, reason="Misheard.")
    assert choices(client, page, "kind") == {"Quoted": 2, "Partly quoted": 1, "Reported": 1}
    assert words_on(client, page) == ["Words number 4", "Words number 3", "Words number 2"]
    caches["counts"].clear()
    assert choices(client, page, "kind") == {"Quoted": 1, "Partly quoted": 1, "Reported": 1}
