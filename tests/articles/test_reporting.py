"""A reader says what is wrong: without a script, without a trace of others, and not a thousand times."""

import datetime

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.models import ReaderReport
from articles.models.reports import IN_AN_HOUR
from tests.desk import text_of
from tests.factories import make_article, make_citation, make_public_statement, make_report

pytestmark = pytest.mark.django_db

THANKS = reverse("articles:report_thanks")


def report(client: Client, address: str, **given: str) -> HttpResponse:
    return client.post(address, {"text": "She said shut, not open.", **given})


def on_story(number: int) -> str:
    return reverse("articles:report_article", args=[number])


def on_statement(number: int) -> str:
    return reverse("articles:report_statement", args=[number])


def test_both_pages_lead_to_the_form_and_what_is_sent_reaches_the_desk(client: Client) -> None:
    citation = make_public_statement()
    for page, address in [
        (citation.article, on_story(citation.article_id)),
        (citation.statement, on_statement(citation.statement_id)),
    ]:
        assert f'href="{address}"' in client.get(page.get_absolute_url()).content.decode()
        assert client.get(address).status_code == 200
        assert report(client, address, email="ada@example.org")["Location"] == THANKS
    about = list(ReaderReport.objects.waiting().values_list("article", "statement", "email"))
    assert about == [
        (citation.article_id, None, "ada@example.org"),
        (citation.article_id, citation.statement_id, "ada@example.org"),
    ]
    assert "An editor will look at it" in text_of(client.get(THANKS))


def test_only_what_readers_see_can_be_reported(client: Client) -> None:
    draft = make_citation(make_article(text="Shut the gates."), "Shut the gates.")
    for address in (on_story(draft.article_id), on_statement(draft.statement_id), on_story(10**6)):
        assert client.get(address).status_code == 404
        assert report(client, address).status_code == 404
    assert not ReaderReport.objects.exists()


def test_no_page_of_it_is_kept_or_shows_what_others_wrote(client: Client) -> None:
    citation = make_public_statement()
    make_report("A secret complaint", citation)
    for address in (on_story(citation.article_id), on_statement(citation.statement_id), THANKS):
        page = client.get(address)
        assert {"private", "no-store"} <= set(page["Cache-Control"].split(", "))
        assert 'content="noindex"' in page.content.decode()
        assert "secret complaint" not in page.content.decode()


def test_a_forged_report_from_another_site_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    address = on_story(make_public_statement().article_id)
    assert report(strict, address).status_code == 403
    token = strict.get(address).cookies["csrftoken"].value
    assert report(strict, address, csrfmiddlewaretoken=token).status_code == 302


def test_what_is_missing_or_odd_is_told_and_what_was_typed_stays(client: Client) -> None:
    address = on_story(make_public_statement().article_id)
    for given, told in [
        ({"text": "  "}, "Say what is wrong."),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
        ({"text": "x" * 3001}, "at most 3000 characters"),
        ({"email": "nobody"}, "Enter a valid email address."),
        ({"email": "a@example.org\nBcc: b@example.org"}, "Enter a valid email address."),
    ]:
        page = report(client, address, **given)
        assert page.status_code == 200
        assert told in text_of(page)
    assert "She said shut, not open." in report(client, address, email="nobody").content.decode()
    raw = client.post(address, b"text=%ff%fe%ed%a0%80", content_type="application/x-www-form-urlencoded")
    assert raw.status_code in (200, 302)
    assert ReaderReport.objects.count() <= 1


def test_a_machine_that_fills_in_everything_is_thanked_and_forgotten(client: Client) -> None:
    address = on_story(make_public_statement().article_id)
    assert report(client, address, website="https://example.org")["Location"] == THANKS
    assert not ReaderReport.objects.exists()


def test_an_address_sends_some_reports_an_hour_and_others_are_not_kept_out(client: Client) -> None:
    address = on_story(make_public_statement().article_id)
    with time_machine.travel(datetime.datetime(2027, 3, 5, 9, tzinfo=datetime.UTC), tick=False) as clock:
        for _ in range(IN_AN_HOUR):
            assert report(client, address).status_code == 302
        refused = report(client, address)
        assert refused.status_code == 429
        assert "She said shut, not open." in refused.content.decode()
        assert Client(REMOTE_ADDR="192.0.2.7").post(address, {"text": "And I?"}).status_code == 302
        clock.shift(datetime.timedelta(minutes=61))
        assert report(client, address).status_code == 302
    assert "127.0.0.1" not in str(list(ReaderReport.objects.values()))
