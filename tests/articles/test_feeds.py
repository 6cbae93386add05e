"""The feed of corrections."""

import re
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Correction
from newsroom.models import Publication
from tests.factories import make_article, make_public_statement, publish

pytestmark = pytest.mark.django_db

FEED = "/corrections/feed/"
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client) -> list[Any]:
    response = client.get(FEED)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def told(entry: Any, name: str) -> str:
    return entry.find(f"{ATOM}{name}").text


def test_a_correction_is_in_the_feed_at_once_with_its_kind_story_and_place(client: Client) -> None:
    Publication.objects.create(name="The Port Elise Courier")
    article = publish(make_article("Gates"))
    correction = Correction.objects.create(article=article, kind="misquote", text="It is <five> gates.")
    (entry,) = entries(client)
    assert told(entry, "title") == "Misquote: Gates"
    assert "It is &lt;five&gt; gates." in told(entry, "summary")
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{correction.get_absolute_url()}"
    assert b"The Port Elise Courier" in client.get(FEED).content


def test_a_correction_that_is_reworded_keeps_its_id_and_is_dated_anew(client: Client) -> None:
    article = publish(make_article("Gates"))
    correction = Correction.objects.create(article=article, text="Five gates.")
    (before,) = entries(client)
    Article.objects.update(slug="another-slug")
    correction.text = "Six gates."
    correction.save()
    (after,) = entries(client)
    assert told(before, "id") == told(after, "id") == f"tag:testserver,2026:correction-{correction.pk}"
    assert told(before, "published") == told(after, "published")
    assert "Six gates." in told(after, "summary")
    assert Correction.objects.get().last_changed > Correction.objects.get().corrected_at


def test_a_withdrawn_story_takes_its_corrections_out_of_the_feed(client: Client) -> None:
    article = publish(make_article("Gates"))
    Correction.objects.create(article=article, text="Five gates.")
    assert len(entries(client)) == 1
    article.withdraw(by=None, reason="Forged.")
    assert entries(client) == []
    assert "Five gates" not in client.get(FEED).content.decode()


def test_letters_that_xml_cannot_hold_are_left_out(client: Client) -> None:
    article = publish(make_article("Gates\x0b of \x1fthe harbour"))
    Correction.objects.create(article=article, text="Five\x0c gates.\nNot six.")
    (entry,) = entries(client)
    assert told(entry, "title") == "Factual: Gates of the harbour"
    assert "Five gates." in told(entry, "summary")


def test_every_public_page_names_the_feed_in_its_head(client: Client) -> None:
    citation = make_public_statement()
    for address in ("/", "/corrections/", citation.article.get_absolute_url(), "/nowhere/"):
        page = client.get(address).content.decode()
        assert re.search(rf'<link rel="alternate" type="application/atom\+xml"[^>]* href="{FEED}">', page), address


def test_ten_corrections_cost_as_many_queries_as_one(client: Client) -> None:
    counts = []
    for more in (1, 9):
        for _ in range(more):
            Correction.objects.create(article=publish(make_article()), text="x")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(FEED).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 5
