"""The queue of what readers report."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Correction, ReaderReport
from newsroom.models import User
from tests.desk import form_on, rows_of, send, text_of
from tests.factories import make_public_statement, make_report

pytestmark = pytest.mark.django_db

QUEUE = reverse("admin:articles_readerreport_changelist")


def page_of(report: ReaderReport) -> str:
    return reverse("admin:articles_readerreport_change", args=[report.pk])


def test_an_editor_settles_a_report_and_the_readers_address_is_forgotten(at_desk: Client, editor: User) -> None:
    report = make_report(email="ada@example.org", sender="somebody")
    correction = Correction.objects.create(article=report.article, text="Shut, not open.")
    assert "ada@example.org" in text_of(at_desk.get(page_of(report)))
    send(at_desk, page_of(report), outcome="Corrected; wrote back.", correction=correction.pk)
    report.refresh_from_db()
    assert (report.status, report.settled_by, report.outcome) == ("settled", editor, "Corrected; wrote back.")
    assert report.correction == correction
    assert report.email == report.sender == ""
    assert "ada@example.org" not in str(list(ReaderReport.history.values()))
    assert report.history.first().history_user == editor
    assert [field for field in form_on(at_desk.get(page_of(report))) if field in ("outcome", "correction")] == []


def test_a_report_is_settled_with_a_word_on_what_was_done(at_desk: Client) -> None:
    report = make_report()
    assert "This field is required." in text_of(send(at_desk, page_of(report), outcome=""))
    with pytest.raises(ValidationError, match="Say what was done"):
        report.settle(by=None, outcome="  ")
    report.refresh_from_db()
    assert report.is_open


def test_the_second_editor_is_told_that_it_is_settled_and_keeps_what_was_typed(at_desk: Client) -> None:
    report = make_report()
    loaded = form_on(at_desk.get(page_of(report)))
    ReaderReport.objects.get(pk=report.pk).settle(by=None, outcome="Nothing to it")
    late = at_desk.post(page_of(report), loaded | {"outcome": "Corrected"})
    assert late.status_code == 409
    assert "Corrected" in late.content.decode()
    assert "Nothing to it" in text_of(late)
    again = at_desk.post(page_of(report), form_on(late) | {"outcome": "Corrected"})
    assert "has settled this report already" in text_of(again)
    report.refresh_from_db()
    assert report.outcome == "Nothing to it"


def test_a_correction_of_another_story_settles_nothing() -> None:
    report = make_report()
    other = Correction.objects.create(article=make_public_statement().article, text="Elsewhere.")
    with pytest.raises(ValidationError, match="another story"):
        report.settle(by=None, outcome="Corrected.", correction=other)


def test_the_queue_is_filtered_and_several_are_settled_at_once_or_none(at_desk: Client) -> None:
    first, second, settled = make_report("One"), make_report("Two"), make_report("Three")
    settled.settle(by=None, outcome="Done.")
    assert rows_of(at_desk.get(QUEUE, {"status__exact": "open"})) == ["Two", "One"]
    action = {"action": "settle_without_fault"}
    at_desk.post(QUEUE, action | {"_selected_action": [first.pk, settled.pk]})
    assert ReaderReport.objects.waiting().count() == 2
    at_desk.post(QUEUE, action | {"_selected_action": [first.pk, second.pk]})
    assert not ReaderReport.objects.waiting().exists()


def test_a_reporter_neither_reads_nor_settles_reports(client: Client, reporter: User) -> None:
    report = make_report("In confidence")
    client.force_login(reporter)
    for address in (QUEUE, page_of(report)):
        assert client.get(address).status_code == 403
        assert client.post(address, {"outcome": "Gone."}).status_code == 403
    assert "In confidence" not in client.get(reverse("admin:index")).content.decode()
    with pytest.raises(PermissionDenied):
        report.settle(by=reporter, outcome="Gone.")


def test_reports_wait_on_the_first_page_the_oldest_first(at_desk: Client) -> None:
    make_report("One"), make_report("Two")
    told = text_of(at_desk.get(reverse("admin:index")))
    assert "Reader reports 2" in told
    assert told.index("One since") < told.index("Two since")


def test_the_queue_costs_as_many_queries_for_ten_as_for_one(at_desk: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            at_desk.get(QUEUE)
        return len(asked)

    make_report()
    at_desk.get(QUEUE)
    few = queries()
    for _ in range(9):
        make_report()
    assert queries() == few
