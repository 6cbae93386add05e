"""Two editors at one story, and the same editor in two tabs: nobody's work is lost, nothing unseen goes out."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Citation, Statement
from articles.revising import revise
from newsroom.models import User
from tests.articles.admin.test_review import decide, page_of
from tests.articles.admin.test_stories import carry_out, change_page, form_of, workflow_page
from tests.desk import text_of
from tests.factories import make_article, make_citation, make_person, make_section, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    article = make_article("Gates", text="“The gates stay open,” Ada Brun said.", section=make_section("Harbour"))
    article.citations.all().delete()
    return article


def latest(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def test_r01_a_stale_form_is_refused_and_both_texts_are_there(at_desk: Client, article: Article) -> None:
    mine = form_of(at_desk, article, headline="My headline", deck="My deck")
    revise(latest(article), by=None, headline="Their headline", body="<p>Their words.</p>", dateline="TOKYO")
    refused = at_desk.post(change_page(article), mine)
    assert refused.status_code == 409
    assert latest(article).latest_revision.headline == "Their headline"
    told, form = text_of(refused), refused.context["adminform"].form
    assert "Somebody else saved this while you had it open" in told
    assert "Headline [only in theirs: Their ] [only in yours: My ] headline" in told
    assert (form["headline"].value(), form["deck"].value()) == ("My headline", "My deck")
    # what I had not touched was taken over
    assert form["dateline"].value() == "TOKYO"
    assert "Their words." in form["body"].value()

    again = {**mine, "_version": refused.context["version"], "dateline": "TOKYO", "body": "<p>Their words.</p>"}
    assert at_desk.post(change_page(article), again).status_code == 302
    revision = latest(article).latest_revision
    assert (revision.headline, revision.deck, revision.text) == ("My headline", "My deck", "Their words.")


def test_a_form_that_carries_no_version_is_refused(at_desk: Client, article: Article) -> None:
    for version in ("", "not json", "[]", "{}"):
        sent = form_of(at_desk, article, headline="Forged", _version=version)
        assert at_desk.post(change_page(article), sent).status_code == 409
    assert str(latest(article)) == "Gates"


def test_r02_the_same_form_sent_twice_is_refused_the_second_time_only_if_it_changed_something(
    at_desk: Client, article: Article
) -> None:
    sent = form_of(at_desk, article, headline="Once")
    assert at_desk.post(change_page(article), sent).status_code == 302
    again = at_desk.post(change_page(article), sent)
    assert again.status_code == 409
    assert latest(article).revisions.count() == 2


def test_a_version_that_the_editor_has_not_seen_is_not_published(at_desk: Client, article: Article) -> None:
    seen = latest(article).version
    revise(latest(article), by=None, headline="Unseen", body="<p>Unseen words.</p>")
    refused = at_desk.post(workflow_page(article), {"verb": "publish", "version": seen, "note": "typed by hand"})
    assert refused.status_code == 409
    assert "The story was changed while you had this page open" in text_of(refused)
    assert not latest(article).is_public
    assert carry_out(at_desk, article, "publish").status_code == 302


def test_a_suggestion_is_confirmed_once(at_desk: Client, article: Article, editor: User) -> None:
    citation = make_citation(article, "“The gates stay open,”", confirmed=False)
    page = at_desk.get(page_of(article))
    version = page.context["cards"][0].form.version
    decide(at_desk, citation, speaker="source", source="an official")
    sent = {"citation": citation.pk, "action": "confirm", "version": version}
    prefix = f"c{citation.pk}"
    late = {f"{prefix}-speaker": "source", f"{prefix}-source": "somebody else", f"{prefix}-venue": "typed by hand"}
    refused = at_desk.post(page_of(article), sent | late)
    assert refused.status_code == 409
    assert f"{editor} confirmed this while you had it open" in text_of(refused)
    assert 'value="typed by hand"' in refused.content.decode()
    assert Statement.objects.get().speaker_label == "an official"
    assert at_desk.post(page_of(article), {**sent, "action": "reject"}).status_code == 409
    assert Citation.objects.confirmed().count() == 1


def test_a_quotation_in_two_parts_is_confirmed_as_a_browser_sends_it(at_desk: Client) -> None:
    article = make_article(text="“The gates stay open,” Ada Brun said. “All winter long.”")
    citation = article.citations.get()
    words = "“The gates stay open,”\r\n…\r\n“All winter long.”"
    assert decide(at_desk, citation, speaker="source", source="an official", words=words).status_code == 302
    assert citation.anchors.get().words == "“The gates stay open … All winter long.”"


def test_a_reporter_decides_nothing_in_a_story_that_readers_see(client: Client, reporter: User, editor: User) -> None:
    article = make_article(text="“The gates stay open,” Ada Brun said. The pier is shut.", owner=reporter)
    article.citations.all().delete()
    waiting = make_citation(article, "The pier is shut", confirmed=False)
    confirmed = make_citation(article, "“The gates stay open,”", make_person("Ada Brun"))
    publish(article)
    client.force_login(reporter)
    page = client.get(page_of(article))
    assert "an editor decides on its statements" in text_of(page)
    assert 'value="confirm"' not in page.content.decode()
    for citation in (waiting, confirmed):
        for action in ("confirm", "reject"):
            card = next(card for card in page.context["cards"] if card.citation == citation)
            sent = {"citation": citation.pk, "action": action, "version": card.form.version}
            assert client.post(page_of(article), sent).status_code == 403
    assert Citation.objects.confirmed().count() == 1


def test_a_reporter_changes_nothing_beside_the_words_of_a_story_that_readers_see(
    client: Client, reporter: User
) -> None:
    article = publish(make_article("Gates", owner=reporter, section=make_section("Harbour")))
    client.force_login(reporter)
    sent = form_of(client, article, headline="Newer words") | {"slug": "forged", "section": "", "source": "forged"}
    assert client.post(change_page(article), sent).status_code == 302
    now = latest(article)
    assert (now.slug, now.section_id, now.source) == (article.slug, article.section_id, "")
    assert now.has_newer_draft


@pytest.mark.parametrize("model", ["article", "person", "section", "citation", "statement"])
def test_s06_the_past_is_read_and_not_sent(client: Client, reporter: User, article: Article, model: str) -> None:
    citation = make_citation(article, "“The gates stay open,”", make_person("Ada Brun"))
    things: dict[str, Any] = {
        "article": article,
        "person": citation.statement.speaker_person,
        "section": article.section,
        "citation": citation,
        "statement": citation.statement,
    }
    thing = things[model]
    client.force_login(reporter)
    name = f"admin:{thing._meta.app_label}_{model}_simple_history"
    address = reverse(name, args=[thing.pk, thing.history.first().history_id])
    assert client.get(address).status_code == 200
    forged = {"_save": "1", "name": "Forged", "venue": "Forged", "is_private": "", "status": "rejected"}
    assert client.post(address, forged).status_code == 403
    assert thing.history.count() == type(thing).objects.get(pk=thing.pk).history.count()
