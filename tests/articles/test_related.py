"""The stories that a reader is led to from a story."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.related import Related, related_to
from tests.factories import make_article, make_citation, make_person, make_public_statement, publish

pytestmark = pytest.mark.django_db


def related(article: Article) -> list[Related]:
    citations = article.citations.published().for_story()
    return related_to(article, citations, article.tags.all())


def told(article: Article) -> list[tuple[str, str]]:
    return [(str(one.story), one.why) for one in related(article)]


def test_the_same_statement_comes_before_the_same_official_and_that_before_the_same_topic() -> None:
    brun = make_person("Ada Brun")
    citation = make_public_statement("The gates stay open.", brun)
    citation.article.tags.add("ferries")
    publish(make_article("By topic", tags=["ferries"]))
    by_speaker = make_article("By speaker", text="“We wait,” Ada Brun said.")
    make_citation(by_speaker, "“We wait,”", brun)
    publish(by_speaker)
    by_statement = make_article("By statement", text="The gates stay open, she said.")
    make_citation(by_statement, "The gates stay open", statement=citation.statement)
    publish(by_statement)
    publish(make_article("Unrelated", tags=["snow"]))
    assert told(citation.article) == [
        ("By statement", "Reports the same statement"),
        ("By speaker", "Ada Brun speaks here, too"),
        ("By topic", "Also about ferries"),
    ]


def test_what_is_not_public_is_no_way_on() -> None:
    brun = make_person("Ada Brun")
    citation = make_public_statement("The gates stay open.", brun)
    draft = make_article("Draft", text="“We wait,” Ada Brun said.", tags=["ferries"])
    make_citation(draft, "“We wait,”", brun)
    citation.article.tags.add("ferries")
    assert related(citation.article) == []
    publish(draft)
    assert len(related(citation.article)) == 1
    draft.citations.get(status="confirmed").statement.retract(by=None, reason="Misheard.")
    assert told(citation.article) == [("Draft", "Also about ferries")]


def test_at_most_four_and_the_newest_of_equals() -> None:
    first = publish(make_article("First", tags=["ferries"]))
    for number in range(6):
        publish(make_article(f"Story {number}", tags=["ferries"]))
    assert [str(one.story) for one in related(first)] == ["Story 5", "Story 4", "Story 3", "Story 2"]


def test_readers_find_them_below_the_story_and_many_cost_no_more(client: Client) -> None:
    first = publish(make_article("First", tags=["ferries"]))
    publish(make_article("Second", tags=["ferries"]))
    address = first.get_absolute_url()
    assert "Also about ferries" in client.get(address).content.decode()
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(5):
        publish(make_article(f"Story {number}", tags=["ferries"]))
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(one) == len(many)
