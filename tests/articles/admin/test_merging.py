"""The desk's pages of merging two statements and detaching a report."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Correction, Statement
from newsroom.models import User
from tests.desk import form_on, text_of
from tests.factories import make_article, make_citation, make_person, make_public_statement, publish

pytestmark = pytest.mark.django_db

WORDS = "The gates of the harbour stay open all winter."


@pytest.fixture
def two() -> tuple[Statement, Statement]:
    """The older one first."""
    person = make_person("Ada Brun")
    first = make_public_statement(WORDS, person, venue="the pier").statement
    return first, make_public_statement(WORDS, person, venue="the lock").statement


def merge_page(first: Statement, second: Statement) -> str:
    return reverse("admin:articles_statement_merge", args=[first.pk]) + f"?with={second.pk}"


def detach_page(statement: Statement, citation: Any) -> str:
    return reverse("admin:articles_statement_detach", args=[statement.pk, citation.pk])


def test_two_statements_chosen_in_the_list_are_shown_side_by_side_and_merged(
    at_desk: Client, two: tuple[Statement, Statement]
) -> None:
    first, second = two
    chosen = {"action": "merge_two", "_selected_action": [second.pk, first.pk]}
    answer = at_desk.post(reverse("admin:articles_statement_changelist"), chosen)
    assert answer["Location"] == merge_page(first, second)
    page = at_desk.get(merge_page(first, second))
    for told in (f"Keep statement {first.pk}", f"Keep statement {second.pk}", "the pier", "the lock", WORDS):
        assert told in text_of(page)
    sent = form_on(page)
    assert (sent["keep"], sent["venue"]) == (str(first.pk), str(first.pk))
    done = at_desk.post(merge_page(first, second), sent | {"venue": str(second.pk)}, follow=True)
    assert "To undo it, detach a report below." in text_of(done)
    assert Statement.objects.get() == first
    assert Statement.objects.get().venue == "the lock"


def test_the_newer_one_may_be_kept(at_desk: Client, two: tuple[Statement, Statement]) -> None:
    first, second = two
    sent = form_on(at_desk.get(merge_page(first, second)))
    at_desk.post(merge_page(first, second), sent | {"keep": str(second.pk)})
    assert Statement.objects.get() == second
    assert Statement.objects.get().venue == "the pier"  # chosen by statement, whichever is kept


@pytest.mark.parametrize("number", [1, 3])
def test_any_other_number_than_two_is_refused(at_desk: Client, number: int) -> None:
    chosen = [make_public_statement(f"Words {at}.").statement.pk for at in range(number)]
    sent = {"action": "merge_two", "_selected_action": chosen}
    answer = at_desk.post(reverse("admin:articles_statement_changelist"), sent, follow=True)
    assert "Choose exactly two statements to merge." in text_of(answer)


def test_the_statements_own_page_offers_the_likeliest_and_takes_a_number_or_an_address(
    at_desk: Client, two: tuple[Statement, Statement]
) -> None:
    first, second = two
    page = reverse("admin:articles_statement_merge", args=[first.pk])
    assert page in at_desk.get(reverse("admin:articles_statement_change", args=[first.pk])).content.decode()
    told = at_desk.get(page).content.decode()
    assert f"?with={second.pk}" in told
    assert "almost the same words" in told
    for typed in (
        str(second.pk),
        f"http://testserver/statements/{second.pk}/",
        f" /admin/articles/statement/{second.pk}/change/",
    ):
        assert "What they disagree on" in text_of(at_desk.get(page, {"with": typed}))
    for typed in ("0", "x", "9" * 30, "999999", "/people/ada/"):
        assert f"There is no statement “{typed}”" in text_of(at_desk.get(page, {"with": typed}))


def test_two_that_cannot_be_one_say_why_and_have_no_button(at_desk: Client, two: tuple[Statement, Statement]) -> None:
    other = make_public_statement("Words.", make_person("Tom Lind")).statement
    for second, told in ((other, "different speakers"), (two[0], "this is the same one")):
        page = at_desk.get(merge_page(two[0], second))
        assert told in text_of(page)
        assert "Merge the two" not in text_of(page)


def test_a_stale_or_incomplete_form_is_refused_with_the_choices_kept(
    at_desk: Client, two: tuple[Statement, Statement]
) -> None:
    first, second = two
    sent = form_on(at_desk.get(merge_page(first, second))) | {"keep": str(second.pk), "venue": str(second.pk)}
    without = {name: value for name, value in sent.items() if name != "venue"}
    assert "Venue: choose which is right." in text_of(at_desk.post(merge_page(first, second), without))
    make_citation(make_article(text=WORDS), WORDS, statement=second)
    refused = at_desk.post(merge_page(first, second), sent)
    assert refused.status_code == 409
    assert "Somebody changed this while you had it open" in text_of(refused)
    again = form_on(refused)
    assert (again["keep"], again["venue"]) == (str(second.pk), str(second.pk))
    assert at_desk.post(merge_page(first, second), again).status_code == 302


def test_a_report_is_detached_from_the_statements_page(at_desk: Client, two: tuple[Statement, Statement]) -> None:
    first, second = two
    moved = second.citations.get()
    sent = form_on(at_desk.get(merge_page(first, second)))
    assert "/detach/" not in at_desk.get(reverse("admin:articles_statement_change", args=[first.pk])).content.decode()
    at_desk.post(merge_page(first, second), sent)
    page = detach_page(first, moved)
    assert page in at_desk.get(reverse("admin:articles_statement_change", args=[first.pk])).content.decode()
    shown = at_desk.get(page)
    assert WORDS in text_of(shown)
    assert at_desk.post(page, {"version": "stale"}).status_code == 409
    answer = at_desk.post(page, form_on(shown))
    own = Statement.objects.exclude(pk=first.pk).get()
    assert answer["Location"] == reverse("admin:articles_statement_change", args=[own.pk])
    assert at_desk.get(page).status_code == 404
    assert list(own.citations.all()) == [moved]


def test_a_reporter_is_refused_on_every_page_forged_forms_too(
    client: Client, reporter: User, two: tuple[Statement, Statement]
) -> None:
    first, second = two
    client.force_login(reporter)
    sent = {f"version-{one.pk}": one.version for one in two} | {"venue": str(first.pk)}
    pages = [merge_page(first, second), detach_page(first, first.citations.get())]
    for page in pages:
        assert client.get(page).status_code == 403
        assert client.post(page, sent | {"version": first.version}).status_code == 403
    chosen = {"action": "merge_two", "_selected_action": [first.pk, second.pk]}
    assert "merge" not in client.post(reverse("admin:articles_statement_changelist"), chosen).headers.get(
        "Location", ""
    )
    page = client.get(reverse("admin:articles_statement_change", args=[first.pk])).content.decode()
    assert "/merge/" not in page
    assert Statement.objects.count() == 2


def test_ten_reports_cost_as_many_queries_as_one(at_desk: Client, two: tuple[Statement, Statement]) -> None:
    first, second = two
    pages = [
        merge_page(first, second),
        reverse("admin:articles_statement_merge", args=[first.pk]),
        reverse("admin:articles_statement_change", args=[first.pk]),
    ]
    for page in pages:
        at_desk.get(page)  # content types are asked for once
    counts: list[list[int]] = []
    for more in (1, 9):
        for number in range(more):
            article = make_article(text=f"Number {number}: {WORDS}")
            citation = make_citation(article, WORDS, statement=first)
            publish(article)
            Correction.objects.create(article=article, text="x").citations.add(citation)
        counts.append([])
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert at_desk.get(page).status_code == 200
            counts[-1].append(len(queries))
    assert counts[0] == counts[1]
