"""Taking a statement off the record and putting it back, and what the stories that report it need then."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Citation, Correction, Statement
from newsroom.models import User
from people.models import Person
from tests.desk import form_on, text_of
from tests.factories import make_article, make_citation, make_person, make_public_statement, publish

pytestmark = pytest.mark.django_db


def page_of(statement: Statement) -> str:
    return reverse("admin:articles_statement_retract", args=[statement.pk])


def ask(client: Client, statement: Statement, verb: str, reason: str, **changed: Any) -> Any:
    """Open the page, give the reason, press the button."""
    given = form_on(client.get(page_of(statement)))
    return client.post(page_of(statement), given | {"verb": verb, "reason": reason} | changed)


@pytest.fixture
def statement() -> Statement:
    return make_public_statement("The gates stay open.", make_person("Ada Brun")).statement


def test_a_retraction_asks_for_its_reason_and_then_whether_the_story_needs_a_correction(
    at_desk: Client, statement: Statement
) -> None:
    assert "Ada Brun" in text_of(at_desk.get(page_of(statement)))
    assert "Say why the statement is retracted" in text_of(ask(at_desk, statement, "retract", "  "))
    assert Statement.objects.published().exists()
    assert ask(at_desk, statement, "retract", "She never said it.").status_code == 302
    told = text_of(at_desk.get(page_of(statement)))
    assert "Does a story that reports it need a correction?" in told
    assert "She never said it." in told
    assert ", by edda" in told
    assert not Person.objects.published().exists()
    assert at_desk.get(reverse("admin:articles_statement_retract", args=[10**6])).status_code == 404


def test_after_it_a_correction_of_every_public_story_is_one_step_away_with_story_and_statement_filled_in(
    at_desk: Client, statement: Statement
) -> None:
    first = statement.citations.get()
    second = make_article("Second", text="She said the gates stay open.")
    again = make_citation(second, "the gates stay open", kind="indirect", statement=statement)
    publish(second)
    make_citation(make_article("Draft", text="The gates stay open."), "The gates stay open", statement=statement)
    ask(at_desk, statement, "retract", "She never said it.")
    page = at_desk.get(page_of(statement))
    assert "Draft" not in text_of(page)
    for citation in (first, again):
        address = reverse("admin:articles_correction_add") + f"?article={citation.article_id}&citations={citation.pk}"
        assert address.replace("&", "&amp;") in page.content.decode()
        form = form_on(at_desk.get(address))
        assert (form["article"], form["citations"]) == (str(citation.article_id), str(citation.pk))
    at_desk.post(address, form | {"kind": "misattribution", "text": "She never said it."})
    assert Correction.objects.get().citations.get() == again
    assert "Corrected" in text_of(at_desk.get(page_of(statement)))


def test_the_second_of_two_editors_never_replaces_the_reason_of_the_first(
    at_desk: Client, statement: Statement
) -> None:
    mine = form_on(at_desk.get(page_of(statement)))
    Statement.objects.get(pk=statement.pk).retract(by=None, reason="The first reason.")
    refused = at_desk.post(page_of(statement), mine | {"verb": "retract", "reason": "My reason."})
    assert refused.status_code == 409
    assert "“The first reason.”" in text_of(refused)
    assert "My reason." in text_of(refused)
    statement.refresh_from_db()
    assert statement.retraction_reason == "The first reason."
    with pytest.raises(ValidationError, match="retracted already"):
        Statement.objects.get(pk=statement.pk).retract(by=None, reason="Another.")


def test_a_report_that_came_in_meanwhile_makes_the_page_stale_and_so_does_a_form_without_version(
    at_desk: Client, statement: Statement
) -> None:
    mine = form_on(at_desk.get(page_of(statement))) | {"verb": "retract", "reason": "x"}
    make_citation(make_article(text="The gates stay open."), "The gates stay open", statement=statement)
    assert at_desk.post(page_of(statement), mine).status_code == 409
    assert ask(at_desk, statement, "retract", "x", version="").status_code == 409
    assert Statement.objects.published().exists()


def test_a_retraction_is_taken_back_with_a_reason_that_stays_in_the_history(
    at_desk: Client, statement: Statement, editor: User
) -> None:
    ask(at_desk, statement, "retract", "She never said it.")
    assert "Say why the retraction is taken back" in text_of(ask(at_desk, statement, "reinstate", " "))
    assert ask(at_desk, statement, "reinstate", "The tape has it.").status_code == 302
    statement.refresh_from_db()
    assert (statement.retracted_at, statement.retraction_reason) == (None, "")
    row = statement.history.first()
    assert (row.history_user, row.history_change_reason) == (editor, "retraction taken back: The tape has it.")
    assert list(Statement.objects.published()) == [statement]
    assert Person.objects.published().get().name == "Ada Brun"
    with pytest.raises(ValidationError, match="is not retracted"):
        statement.reinstate(by=None, reason="Again.")


def test_a_reporter_neither_retracts_nor_takes_back_not_even_with_a_forged_form(
    client: Client, reporter: User, statement: Statement
) -> None:
    client.force_login(reporter)
    assert client.get(page_of(statement)).status_code == 403
    sent = {"verb": "retract", "reason": "x", "version": statement.version}
    assert client.post(page_of(statement), sent).status_code == 403
    statement.retract(by=None, reason="She never said it.")
    sent = {"verb": "reinstate", "reason": "x", "version": statement.version}
    assert client.post(page_of(statement), sent).status_code == 403
    with pytest.raises(PermissionDenied):
        statement.reinstate(by=reporter, reason="x")
    assert not Statement.objects.published().exists()


def test_a_verb_that_does_not_exist_is_refused(at_desk: Client, statement: Statement) -> None:
    assert ask(at_desk, statement, "delete", "x").status_code == 403


def test_no_new_report_is_linked_to_what_was_retracted(statement: Statement) -> None:
    statement.retract(by=None, reason="She never said it.")
    citation = make_citation(make_article(text="The gates stay open."), "The gates stay open", confirmed=False)
    with pytest.raises(ValidationError, match="That statement was retracted"):
        citation.confirm(by=None, statement=statement)


def test_ten_reports_cost_as_many_queries_as_one(at_desk: Client, statement: Statement) -> None:
    counts = []
    for more in (0, 9):
        for number in range(more):
            article = make_article(text=f"Number {number}: the gates stay open.")
            citation = make_citation(article, "the gates stay open", statement=statement)
            publish(article)
            Correction.objects.create(article=article, text="x").citations.add(citation)
        with CaptureQueriesContext(connection) as queries:
            assert at_desk.get(page_of(statement)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert Citation.objects.published().count() == 10
