"""Writing a correction: from the story, from a statement, with everything filled in."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.admin.corrections import add_correction_address
from articles.models import Citation, Correction, Statement
from newsroom.models import User
from tests.desk import form_on, send, text_of
from tests.factories import YESTERDAY, make_article, make_citation, make_person, make_public_statement, publish

pytestmark = pytest.mark.django_db

ADD = "admin:articles_correction_add"


@pytest.fixture
def citation() -> Citation:
    return make_public_statement("The gates stay open.", make_person("Ada Brun"))


def test_the_form_offers_the_statements_of_its_story_by_speaker_and_words(at_desk: Client, citation: Citation) -> None:
    make_public_statement("In another story.")
    page = at_desk.get(add_correction_address(citation.article, citation))
    assert "Ada Brun: “The gates stay open.”" in text_of(page)
    assert "In another story." not in text_of(page)
    form = form_on(page)
    assert (form["article"], form["citations"]) == (str(citation.article_id), str(citation.pk))


def test_a_statement_of_another_story_is_refused(at_desk: Client, citation: Citation) -> None:
    other = make_public_statement("In another story.")
    refused = send(at_desk, add_correction_address(citation.article), citations=[other.pk], text="x")
    assert refused.status_code == 200
    assert "is not one of the available choices" in text_of(refused)
    assert not Correction.objects.exists()


@pytest.mark.parametrize("asked", ["", "?article=x", "?article=999999999999999999999", "?article=1&citations=x"])
def test_a_form_with_nothing_or_nonsense_filled_in_still_opens(at_desk: Client, asked: str) -> None:
    assert at_desk.get(reverse(ADD) + asked).status_code == 200


def test_what_readers_never_saw_is_changed_and_not_corrected(at_desk: Client) -> None:
    draft = make_article("Draft")
    told = text_of(send(at_desk, reverse(ADD), article=draft.pk, text="x"))
    assert "Readers have never seen this story. Change the story itself." in told
    assert not Correction.objects.exists()


def test_the_pages_of_a_public_story_lead_to_its_correction_and_those_of_a_draft_do_not(
    at_desk: Client, citation: Citation
) -> None:
    draft = make_article("Draft", text="The gates stay open.")
    make_citation(draft, "The gates stay open")
    scheduled = publish(make_article("Soon"), at=timezone.now() + YESTERDAY)
    for name in ("statements", "workflow"):
        for article in (draft, scheduled):
            page = at_desk.get(reverse(f"admin:articles_article_{name}", args=[article.pk]))
            assert "correction/add/?" not in page.content.decode()
        page = at_desk.get(reverse(f"admin:articles_article_{name}", args=[citation.article_id]))
        assert add_correction_address(citation.article) in page.content.decode()
    page = at_desk.get(reverse("admin:articles_article_statements", args=[citation.article_id]))
    assert add_correction_address(citation.article, citation).replace("&", "&amp;") in page.content.decode()


def test_the_statements_own_page_leads_to_a_correction_of_each_report(at_desk: Client, citation: Citation) -> None:
    page = at_desk.get(reverse("admin:articles_statement_change", args=[citation.statement_id]))
    assert add_correction_address(citation.article, citation).replace("&", "&amp;") in page.content.decode()
    assert "“The gates stay open.”" in text_of(page)


def test_that_a_statement_is_disputed_is_written_on_its_own_page(at_desk: Client, citation: Citation) -> None:
    page = reverse("admin:articles_statement_change", args=[citation.statement_id])
    assert send(at_desk, page, dispute_note="The harbour board denies it.").status_code == 302
    assert Statement.objects.get().dispute_note == "The harbour board denies it."


def test_a_reporter_writes_no_note_for_readers_beside_what_is_out(
    client: Client, reporter: User, citation: Citation
) -> None:
    article = citation.article
    article.owner = reporter
    article.save()
    client.force_login(reporter)
    page = reverse("admin:articles_statement_change", args=[citation.statement_id])
    assert client.post(page, {"dispute_note": "She lies.", "_version": "{}"}).status_code == 403
    assert client.post(reverse(ADD), {"article": article.pk, "text": "x"}).status_code == 403
    assert Statement.objects.get().dispute_note == ""
    assert "correction/add/?" not in client.get(page).content.decode()
