"""What readers subscribe to: stories, statements and corrections, as Atom and as RSS."""

import re
import xml.etree.ElementTree as ElementTree
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Byline, Correction
from newsroom.models import OldAddress, Publication
from people.merging import merge
from tests.factories import (
    make_article,
    make_citation,
    make_organization,
    make_person,
    make_position,
    make_public_statement,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db

FEED = "/corrections/feed/"
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client, address: str = FEED) -> list[Any]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def byline(name: str) -> Byline:
    return Byline.objects.create(name=name)


def told(entry: Any, name: str) -> str:
    return entry.find(f"{ATOM}{name}").text


def test_a_correction_is_in_the_feed_at_once_with_its_kind_story_and_place(client: Client) -> None:
    Publication.objects.create(name="The Port Elise Courier")
    article = publish(make_article("Gates"))
    correction = Correction.objects.create(article=article, kind="misquote", text="It is <five> gates.")
    (entry,) = entries(client)
    assert told(entry, "title") == "Misquote: Gates"
    assert "It is &lt;five&gt; gates." in told(entry, "summary")
    assert entry.find(f"{ATOM}link").get("href") == f"https://paper.example{correction.get_absolute_url()}"
    assert b"The Port Elise Courier" in client.get(FEED).content


def test_a_correction_that_is_reworded_keeps_its_id_and_is_dated_anew(client: Client) -> None:
    article = publish(make_article("Gates"))
    correction = Correction.objects.create(article=article, text="Five gates.")
    (before,) = entries(client)
    Article.objects.update(slug="another-slug")
    correction.text = "Six gates."
    correction.save()
    (after,) = entries(client)
    assert told(before, "id") == told(after, "id") == f"tag:paper.example,2026:correction-{correction.pk}"
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


def test_a_new_story_is_in_the_feeds_of_the_paper_its_section_and_its_tags(client: Client) -> None:
    section = make_section("Harbour")
    story = make_article(
        "Gates", deck="They stay open.", section=section, tags=["ferries"], bylines=[byline("Mara Quill")]
    )
    publish(story)
    publish(make_article("Elsewhere", section=make_section("World")))
    for address in ("/feed/", section.get_absolute_url() + "feed/", "/tags/ferries/feed/"):
        entry = entries(client, address)[-1]
        assert told(entry, "title") == "Gates"
        assert told(entry, "summary") == "They stay open."
        assert told(entry, "id") == f"tag:paper.example,2026:story-{story.pk}"
        assert entry.find(f"{ATOM}author/{ATOM}name").text == "Mara Quill"
        assert entry.find(f"{ATOM}category").get("term") == "ferries"
    assert len(entries(client, "/feed/")) == 2
    assert (
        len(entries(client, "/tags/ferries/feed/")) == len(entries(client, section.get_absolute_url() + "feed/")) == 1
    )


def test_what_an_official_says_is_in_their_feed_and_in_those_of_office_organization_and_record(client: Client) -> None:
    person = make_person("Ada Brun")
    position = make_position(person)
    statement = make_public_statement("The gates stay open.", person, position=position).statement
    make_public_statement("We wait.", make_person("Carl Dane"))
    own = [person, position.office, position.office.organization]
    for address in (one.get_absolute_url() + "feed/" for one in own):
        (entry,) = entries(client, address)
        assert told(entry, "title") == "Ada Brun: “The gates stay open.”"
        assert position.label in told(entry, "summary")
        assert entry.find(f"{ATOM}link").get("href") == f"https://paper.example{statement.get_absolute_url()}"
    assert [told(entry, "title") for entry in entries(client, "/statements/feed/")] == [
        "Carl Dane: “We wait.”",
        "Ada Brun: “The gates stay open.”",
    ]


def test_a_statement_reported_again_stands_once_and_is_dated_anew(client: Client) -> None:
    first = make_public_statement("The gates stay open.", make_person("Ada Brun"))
    (before,) = entries(client, "/people/ada-brun/feed/")
    again = make_article("Later", text="The gates stay open, she said.")
    make_citation(again, "The gates stay open", statement=first.statement)
    publish(again, at=timezone.now() - timedelta(minutes=1))
    (after,) = entries(client, "/people/ada-brun/feed/")
    assert told(before, "published") == told(after, "published")
    assert told(before, "updated") < told(after, "updated")


@pytest.mark.parametrize("address", ["/people/nobody/feed/", "/tags/nothing/feed/", "/sections/none/feed/rss/"])
def test_what_has_no_page_has_no_feed(client: Client, address: str) -> None:
    make_person("Nobody")
    assert client.get(address).status_code == 404


def test_every_feed_is_there_as_rss_too_with_the_papers_own_addresses(client: Client) -> None:
    citation = make_public_statement("The gates stay open.", make_person("Ada Brun"))
    for address in ("/feed/", "/people/ada-brun/feed/", "/corrections/feed/"):
        response = client.get(f"{address}rss/", headers={"host": "localhost"})
        assert response["Content-Type"].startswith("application/rss+xml")
        assert b"localhost" not in response.content
        channel = ElementTree.fromstring(response.content).find("channel")
        assert channel is not None
    assert f"https://paper.example{citation.article.get_absolute_url()}" in client.get("/feed/rss/").content.decode()


def test_ten_statements_cost_a_feed_as_many_queries_as_one(client: Client) -> None:
    person = make_person("Ada Brun")
    make_public_statement("One.", person)
    client.get("/people/ada-brun/feed/")
    with CaptureQueriesContext(connection) as one:
        client.get("/people/ada-brun/feed/")
    for number in range(9):
        make_public_statement(f"Number {number}.", person)
    with CaptureQueriesContext(connection) as ten:
        assert len(entries(client, "/people/ada-brun/feed/")) == 10
    assert len(ten) == len(one)


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


# Old addresses


@pytest.mark.parametrize("tail", ["feed/", "feed/rss/"])
def test_r22_the_feed_of_who_was_merged_leads_to_the_feed_of_who_stays_in_one_hop(client: Client, tail: str) -> None:
    kept = make_public_statement(person=make_person("Ada Brun")).statement.speaker
    other = make_public_statement(person=make_person("Ada Holt")).statement.speaker
    port, harbour = (
        make_public_statement(behalf_organization=make_organization(name)).statement.behalf
        for name in ("Port Board", "Harbour Board")
    )
    for stays, goes in ((kept, other), (harbour, port)):
        old = goes.get_absolute_url()
        merge(stays, goes, by=None)
        response = client.get(f"{old}{tail}")
        assert (response.status_code, response["Location"]) == (301, f"{stays.get_absolute_url()}{tail}")
        assert response["Cache-Control"] == "no-cache"
        assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("tail", ["feed/", "feed/rss/"])
def test_r22_the_feed_of_a_renamed_person_organization_or_office_follows_the_page(client: Client, tail: str) -> None:
    position = make_position(make_person("Ada Brun"))
    make_public_statement(person=position.person, position=position)
    for thing in (position.person, position.office, position.office.organization):
        thing.refresh_from_db()
        old = thing.get_absolute_url()
        thing.slug = f"new-{thing.slug}"
        thing.save()
        OldAddress.leave(old, thing)
        response = client.get(f"{old}{tail}")
        assert (response.status_code, response["Location"]) == (301, f"{thing.get_absolute_url()}{tail}")
        assert client.get(response["Location"]).status_code == 200


def test_who_was_merged_into_somebody_whom_readers_do_not_see_has_no_feed(client: Client) -> None:
    hidden, other = make_person("Ada Brun"), make_person("Ada Holt")
    merge(hidden, other, by=None)
    assert client.get(f"{other.get_absolute_url()}feed/").status_code == 404


def test_a_code_point_of_no_character_does_not_break_the_feeds_for_everybody(client: Client) -> None:
    publish(make_article("Harbour\uffff opens\ufffe", section=make_section()))
    for address in ("/feed/", "/feed/rss/", "/sitemap-news.xml"):
        content = client.get(address).content
        ElementTree.fromstring(content)
        assert "Harbour opens" in content.decode()
