"""The desk's lists: sections, bylines, source documents, citations, statements, corrections."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Byline, Citation, Correction, Section, SourceDocument, Statement
from articles.revising import revise
from newsroom.dates import read_partial_date
from newsroom.models import User
from people.models import Office, Organization
from tests.desk import form_on, rows_of, send, text_of
from tests.factories import (
    make_article,
    make_citation,
    make_office,
    make_organization,
    make_person,
    make_position,
    make_public_statement,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db


def add(model: type) -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_add")


def change(thing: Any) -> str:
    return reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])


def list_of(model: type) -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_changelist")


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# Sections and bylines


def test_a_section_is_added_and_listed_in_its_order_with_its_stories(at_desk: Client) -> None:
    assert send(at_desk, add(Section), name="World", slug="world", order=2).status_code == 302
    assert send(at_desk, add(Section), name="Harbour", slug="harbour", order=1).status_code == 302
    make_article(section=Section.objects.get(name="World"))
    page = at_desk.get(list_of(Section))
    assert rows_of(page) == ["Harbour", "World"]
    assert [section.article_count for section in page.context["cl"].result_list] == [0, 1]
    assert rows_of(at_desk.get(list_of(Section), {"q": "har"})) == ["Harbour"]


def test_a_section_with_stories_is_not_deleted_and_an_editor_deletes_none(administrator: User, at_desk: Client) -> None:
    section = make_section("World")
    make_article(section=section)
    address = reverse("admin:articles_section_delete", args=[section.pk])
    assert at_desk.post(address, {"post": "yes"}).status_code == 403
    browser_of(administrator).post(address, {"post": "yes"})
    assert Section.objects.exists()


def test_sections_of_one_name_or_address_are_told_apart() -> None:
    first = Section.objects.create(name="World!")
    second = Section.objects.create(name="World?")
    assert (first.slug, second.slug) == ("world", "world-2")
    assert Section.objects.create(name="Sport", slug="sports").slug == "sports"
    assert first.get_absolute_url() == "/sections/world/"


def test_a_byline_is_added_found_and_filtered(at_desk: Client, reporter: User) -> None:
    assert send(at_desk, add(Byline), name="Mara Quill", user=reporter.pk).status_code == 302
    assert send(at_desk, add(Byline), name="Tide Wire", kind="agency").status_code == 302
    assert rows_of(at_desk.get(list_of(Byline), {"q": "quill"})) == ["Mara Quill"]
    assert rows_of(at_desk.get(list_of(Byline), {"kind__exact": "agency"})) == ["Tide Wire"]
    assert "already exists" in text_of(send(at_desk, add(Byline), name="Tide Wire"))


def test_a_byline_that_stood_over_a_story_is_not_deleted(at_desk: Client) -> None:
    byline = Byline.objects.create(name="Mara Quill")
    make_article(bylines=[byline])
    at_desk.post(reverse("admin:articles_byline_delete", args=[byline.pk]), {"post": "yes"})
    assert Byline.objects.exists()


# Source documents


def received(content: bytes = "Gates stay open. <b>é</b>".encode(), **fields: Any) -> SourceDocument:
    return SourceDocument.objects.create(file_name="gates.txt", content=content, fingerprint="words", **fields)


def test_copy_as_it_was_received_is_shown_as_text_beside_its_story(at_desk: Client) -> None:
    document = received()
    article = make_article("Gates", source_document=document)
    page = at_desk.get(change(document))
    assert "Gates stay open. <b>é</b>" in text_of(page).replace("&lt;", "<")
    assert "<b>é</b>" not in page.content.decode()
    assert reverse("admin:articles_article_change", args=[article.pk]) in page.content.decode()
    assert document.sha256 in text_of(page)
    assert rows_of(at_desk.get(list_of(SourceDocument), {"q": "gates"})) == ["gates.txt"]


def test_copy_of_no_story_and_of_no_text_is_shown_all_the_same(at_desk: Client) -> None:
    document = received(b"\xff\xfe\x00 not text")
    told = text_of(at_desk.get(change(document)))
    assert "not text" in told
    assert "Story: –" in told


def test_copy_as_received_is_never_changed_not_even_by_a_superuser(client: Client) -> None:
    document = received()
    client.force_login(User.objects.create_superuser("root", password="x"))
    assert client.get(add(SourceDocument)).status_code == 403
    assert client.post(change(document), {"file_name": "x"}).status_code == 403
    address = reverse("admin:articles_sourcedocument_delete", args=[document.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403


def test_the_same_bytes_are_kept_once() -> None:
    first = received()
    assert str(first) == "gates.txt"
    assert first.sha256 == SourceDocument.hash_of(bytes(first.content))


# Citations


def test_citations_are_listed_with_words_speaker_and_a_way_to_decide(at_desk: Client) -> None:
    article = make_article("Gates", text="The gates stay open. The pier is closed. Nobody came.")
    article.citations.all().delete()
    confirmed = make_citation(article, "The gates stay open", make_person("Ada Brun"))
    suggested = make_citation(article, "The pier is closed", confirmed=False)
    unnamed = make_citation(article, "Nobody came", confirmed=False)
    Citation.objects.filter(pk=suggested.pk).update(matched_person=make_person("Tom Lind"), full_name="T. Lind")
    page = at_desk.get(list_of(Citation))
    told = text_of(page)
    assert "“The gates stay open” Ada Brun" in told
    assert "“The pier is closed” Tom Lind" in told
    assert "“Nobody came” –" in told
    statements = reverse("admin:articles_article_statements", args=[article.pk])
    for citation in (confirmed, suggested, unnamed):
        assert f'href="{statements}#c{citation.pk}"' in page.content.decode()


def test_citations_are_found_by_words_and_names_and_filtered_by_state(at_desk: Client) -> None:
    article = make_article("Gates", text="The gates stay open. The pier is closed.")
    article.citations.all().delete()
    make_citation(article, "The gates stay open", make_person("Ada Brun"))
    make_citation(article, "The pier is closed", confirmed=False)
    for asked in ({"q": "gates"}, {"q": "brun"}, {"status__exact": "confirmed"}):
        (row,) = at_desk.get(list_of(Citation), asked).context["cl"].result_list
        assert row.status == Citation.Status.CONFIRMED


def test_a_citation_that_lost_its_words_says_so(at_desk: Client) -> None:
    citation = make_public_statement()
    citation.anchors.all().delete()
    assert "(lost its words)" in text_of(at_desk.get(list_of(Citation)))


def test_citations_are_decided_on_at_their_story_and_nowhere_else(client: Client) -> None:
    citation = make_public_statement()
    client.force_login(User.objects.create_superuser("root", password="x"))
    assert client.get(add(Citation)).status_code == 403
    assert client.post(change(citation), {"status": "rejected"}).status_code == 403
    address = reverse("admin:articles_citation_delete", args=[citation.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    citation.refresh_from_db()
    assert citation.status == Citation.Status.CONFIRMED


# Statements


def test_statements_are_listed_with_words_speaker_office_and_day(at_desk: Client) -> None:
    position = make_position(make_person("Ada Brun"), make_office("Mayor", make_organization("Eastmouth")))
    day = read_partial_date("2026-03")
    citation = make_public_statement(
        "The gates stay open.", position.person, position=position, said_on=day.first, said_on_precision=day.precision
    )
    Statement.objects.create(speaker_source="a senior official")
    told = text_of(at_desk.get(list_of(Statement)))
    assert "Ada Brun “The gates stay open.” Mayor, Eastmouth March 2026 1" in told
    assert "a senior official –" in told
    for asked in ("brun", "gates"):
        rows = at_desk.get(list_of(Statement), {"q": asked}).context["cl"].result_list
        assert list(rows) == [citation.statement]


@pytest.mark.parametrize(
    ("filter", "expected"),
    [("retracted_at", "Retracted"), ("position", "Held"), ("dispute_note", "Disputed")],
)
def test_statements_are_filtered_by_what_an_editor_looks_for(at_desk: Client, filter: str, expected: str) -> None:
    Statement.objects.create(
        speaker_source="Retracted", retracted_at=timezone.now(), retraction_reason="She never said it."
    )
    Statement.objects.create(speaker_source="Disputed", dispute_note="Denied.")
    Statement.objects.create(speaker_person=(held := make_position(make_person("Held"))).person, position=held)
    rows = at_desk.get(list_of(Statement), {f"{filter}__isempty": 0}).context["cl"].result_list
    assert [row.speaker_label for row in rows] == [expected]


def test_the_list_of_statements_says_in_words_what_is_so_and_is_silent_of_what_is_not(at_desk: Client) -> None:
    long = f"“The gates {'stay wide ' * 20}open,”"
    make_public_statement(long.strip("“”"), make_person("Ada Brun"))
    gone = make_public_statement("The lock is shut.", make_person("Tom Lind")).statement
    Statement.objects.filter(pk=gone.pk).update(retracted_at=timezone.now(), retraction_reason="He never said it.")
    response = at_desk.get(list_of(Statement))
    page, told = response.content.decode(), text_of(response)
    assert page.count('field-is_retracted">retracted</td>') == 1
    assert page.count('field-is_retracted"></td>') == 1
    assert "icon-no" not in page
    assert re.search(r'<th class="field-words"><a href="[^"]*">“The gates [^<]* (?:stay|wide)…</a>', page)
    for part in ("No.", "Speaker", "Retracted All No Yes", "Office All Open Settled", "Disputed All No Yes"):
        assert part in told


def test_another_position_freezes_another_office_and_moves_what_is_public(at_desk: Client) -> None:
    person = make_person("Ada Brun")
    mayor = make_position(person, make_office("Mayor", make_organization("Eastmouth")))
    pilot = make_position(person, make_office("Pilot", make_organization("Harbour Board")))
    statement = make_public_statement(person=person, position=mayor).statement
    assert set(Office.objects.published()) == {mayor.office}
    assert send(at_desk, change(statement), position=pilot.pk).status_code == 302
    statement.refresh_from_db()
    assert statement.office_label == "Pilot, Harbour Board"
    assert set(Office.objects.published()) == {pilot.office}
    assert set(Organization.objects.published()) == {pilot.office.organization}


def test_a_statement_is_corrected_and_whatever_is_wrong_is_told(at_desk: Client) -> None:
    statement = make_public_statement(venue="the pier").statement
    page = send(at_desk, change(statement), said="soon", dispute_note="Denied by the board.")
    assert "“soon” is not a date" in text_of(page)
    assert form_on(page)["dispute_note"] == "Denied by the board."
    assert send(at_desk, change(statement), said="2026", tags="foreign policy").status_code == 302
    statement.refresh_from_db()
    assert (str(statement.said), statement.venue) == ("2026", "the pier")
    assert [tag.name for tag in statement.tags.all()] == ["foreign policy"]


def test_a_statement_is_neither_made_nor_deleted_here_not_even_by_a_superuser(client: Client) -> None:
    statement = make_public_statement().statement
    client.force_login(User.objects.create_superuser("root", password="x"))
    assert client.get(add(Statement)).status_code == 403
    address = reverse("admin:articles_statement_delete", args=[statement.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403


def test_a_reporter_changes_statements_of_own_stories_only(reporter: User, other_reporter: User) -> None:
    article = make_article(text="The gates stay open.", owner=reporter)
    statement = make_citation(article, "The gates stay open").statement
    assert browser_of(other_reporter).post(change(statement), {"venue": "x"}).status_code == 403
    assert send(browser_of(reporter), change(statement), venue="the pier").status_code == 302
    elsewhere = make_article(text="The gates stay open.", owner=other_reporter)
    make_citation(elsewhere, "The gates stay open", statement=statement)
    assert browser_of(reporter).post(change(statement), {"venue": "x"}).status_code == 403


# Corrections


def test_a_correction_is_written_on_its_own_page_and_signed(at_desk: Client, editor: User) -> None:
    citation = make_public_statement()
    given = {
        "article": citation.article_id,
        "citations": [citation.pk],
        "kind": "misquote",
        "text": "We misquoted her.",
    }
    assert send(at_desk, add(Correction), given).status_code == 302
    correction = Correction.objects.get()
    assert (correction.created_by, list(correction.citations.all())) == (editor, [citation])
    page = at_desk.get(list_of(Correction), {"q": "misquoted"})
    assert rows_of(page) == ["Misquote: We misquoted her."]
    assert rows_of(at_desk.get(list_of(Correction), {"kind__exact": "factual"})) == []


def test_who_mends_a_correction_does_not_become_its_author(at_desk: Client, administrator: User) -> None:
    correction = Correction.objects.create(
        article=publish(make_article()), text="It is five gates.", created_by=administrator
    )
    assert send(at_desk, change(correction), text="It is six gates.").status_code == 302
    correction.refresh_from_db()
    assert (correction.text, correction.created_by) == ("It is six gates.", administrator)


def test_corrections_are_for_good_and_a_reporter_writes_none(at_desk: Client, reporter: User) -> None:
    correction = Correction.objects.create(article=publish(make_article()), text="It is five gates.")
    address = reverse("admin:articles_correction_delete", args=[correction.pk])
    assert at_desk.post(address, {"post": "yes"}).status_code == 403
    client = browser_of(reporter)
    assert client.get(add(Correction)).status_code == 403
    assert client.post(change(correction), {"text": "x"}).status_code == 403


@pytest.mark.parametrize("model", [Section, Byline, SourceDocument, Citation, Statement, Correction])
def test_ten_rows_cost_as_many_queries_as_one(at_desk: Client, model: type) -> None:
    counts = []
    for number in (1, 10):
        for at in range(number):
            citation = make_public_statement(f"Words {number} and {at}.")
            article = Article.objects.get(pk=citation.article_id)
            revise(article, by=None, headline="Again", body=article.latest_revision.body + f"<p>More {at}.</p>")
            Correction.objects.create(article=article, text="It is five gates.")
            Byline.objects.create(name=f"Byline {number} {at}", user=User.objects.create_user(f"user{number}{at}"))
            article.source_document = SourceDocument.objects.create(
                file_name="x", content=f"{number} {at}".encode(), fingerprint=f"{number} {at}"
            )
            article.save()
        with CaptureQueriesContext(connection) as queries:
            assert at_desk.get(list_of(model)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16


@pytest.mark.parametrize("year", ["0", "99999999"])
def test_a_list_asked_for_a_year_that_cannot_be_says_so_and_does_not_fail(at_desk: Client, year: str) -> None:
    page = reverse("admin:articles_statement_changelist")
    answer = at_desk.get(page, {"said_on__year": year})
    assert (answer.status_code, answer["Location"]) == (302, f"{page}?e=1")
