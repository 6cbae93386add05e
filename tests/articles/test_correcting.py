"""R30: whether what readers have seen is changed without a word to them is asked, before it is published."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.confirming import Decision, confirm
from articles.correcting import corrections_to_consider
from articles.models import Article, Citation, Correction
from articles.revising import revise
from newsroom.models import User
from tests.desk import text_of
from tests.factories import make_article, make_citation, make_person, publish

pytestmark = pytest.mark.django_db

TEXT = "<p>“The gates stay open all winter long,” Ada Brun said.</p>"


def written(body: str = TEXT) -> Article:
    article = make_article("Gates", body=body)
    article.citations.all().delete()
    return article


def rewrite(article: Article, body: str) -> Article:
    article = Article.objects.get(pk=article.pk)
    revise(article, by=None, headline="Gates", body=body)
    return article


def test_a_draft_and_a_version_that_readers_have_are_not_asked_about() -> None:
    article = written()
    rewrite(article, "<p>Other words.</p>")
    assert corrections_to_consider(Article.objects.get()) == []
    assert corrections_to_consider(publish(Article.objects.get())) == []


def test_a_newer_version_of_a_published_story_is_asked_about_and_goes_out_all_the_same() -> None:
    publish(written())
    article = rewrite(Article.objects.get(), TEXT + "<p>The mayor resigned.</p>")
    asked = ["Readers have read version 1. Does what changed need a correction?"]
    assert corrections_to_consider(article) == asked
    assert article.publishing_warnings()[-1:] == asked
    assert article.publishing_problems() == []
    article.publish(by=None)
    assert corrections_to_consider(Article.objects.get()) == []


def test_words_on_record_that_change_are_named_in_both_wordings() -> None:
    article = written()
    make_citation(article, "“The gates stay open all winter long,”", make_person("Ada Brun"))
    publish(article)
    article = rewrite(article, TEXT.replace("all winter", "all summer"))
    citation = Citation.objects.confirmed().get()
    start = article.latest_revision.text.index("“")
    words = [(start, article.latest_revision.text.index("”") + 1)]
    decision = Decision(kind="direct", person=citation.statement.speaker_person, words=words)
    confirm(citation, decision, by=None)
    (asked,) = corrections_to_consider(Article.objects.get())
    assert asked == (
        "On record it says: “The gates stay open all winter long” "
        "This version makes it: “The gates stay open all summer long” Does that need a correction?"
    )


def test_many_changed_statements_are_counted_rather_than_listed() -> None:
    sentences = [f"“We will open gate {number} of the harbour,” she said." for number in range(5)]
    article = written("".join(f"<p>{one}</p>" for one in sentences))
    person = make_person("Ada Brun")
    for number in range(5):
        make_citation(article, f"“We will open gate {number} of the harbour,”", person)
    publish(article)
    article = rewrite(article, "".join(f"<p>{one.replace('open', 'shut')}</p>" for one in sentences))
    text = article.latest_revision.text
    for number, citation in enumerate(Citation.objects.confirmed().order_by("pk")):
        words = f"“We will shut gate {number} of the harbour,”"
        citation.article = article
        citation.place([(text.index(words), text.index(words) + len(words))], by=None)
    asked = corrections_to_consider(article)
    assert len(asked) == 4
    assert asked[-1] == "The words of 2 more statements on record change with this version."


def test_once_it_is_corrected_nothing_is_asked() -> None:
    publish(written())
    Correction.objects.create(article=Article.objects.get(), text="Of an earlier matter.")
    article = rewrite(Article.objects.get(), "<p>Other words.</p>")
    assert corrections_to_consider(article) != []
    Correction.objects.create(article=article, text="It is summer, not winter.")
    assert corrections_to_consider(article) == []


def test_the_workflow_page_asks_and_offers_the_correction(at_desk: Client, reporter: User, client: Client) -> None:
    publish(written())
    article = rewrite(Article.objects.get(), "<p>Other words.</p>")
    address = reverse("admin:articles_article_workflow", args=[article.pk])
    page = at_desk.get(address)
    assert "Look at: Readers have read version 1. Does what changed need a correction?" in text_of(page)
    assert f"correction/add/?article={article.pk}" in page.content.decode()
    client.force_login(reporter)
    assert "correction/add" not in client.get(address).content.decode()
