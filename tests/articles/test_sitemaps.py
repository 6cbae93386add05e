"""What search engines are told there is to read."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from articles import sitemaps
from newsroom.models import Publication
from tests.factories import make_article, make_person, make_position, make_public_statement, publish

pytestmark = pytest.mark.django_db


def located(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    return re.findall(r"<loc>([^<]*)</loc>", response.content.decode())


def everything_located(client: Client) -> list[str]:
    files = located(client, "/sitemap.xml")
    assert all(one.startswith("https://paper.example/sitemap-") for one in files)
    return [page for one in files for page in located(client, one.removeprefix("https://paper.example"))]


def test_every_public_page_is_told_once_and_opens(client: Client) -> None:
    person = make_person("Ada Brun")
    position = make_position(person)
    citation = make_public_statement("The gates stay open.", person, position=position)
    citation.article.tags.add("ferries")
    make_article("A draft")
    pages = everything_located(client)
    assert len(pages) == len(set(pages))
    own = [citation.article, citation.statement, person, position.office, position.office.organization]
    for thing in [*own, citation.article.section]:
        assert f"https://paper.example{thing.get_absolute_url()}" in pages
    assert "https://paper.example/tags/ferries/" in pages
    for page in pages:
        assert client.get(urlsplit(page).path).status_code == 200, page


def test_a_story_is_told_from_its_minute_on_and_not_when_it_is_withdrawn(client: Client) -> None:
    story = make_article("Gates")
    assert len(located(client, "/sitemap-stories.xml")) == 0
    publish(story)
    assert len(located(client, "/sitemap-stories.xml")) == 1
    story.withdraw(by=None, reason="Forged.")
    assert len(located(client, "/sitemap-stories.xml")) == 0


def test_many_rows_are_divided_into_files(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps.PaperSitemap, "limit", 2)
    for number in range(3):
        publish(make_article(f"Story {number}"))
    files = [one for one in located(client, "/sitemap.xml") if "stories" in one]
    assert files == [f"https://paper.example/sitemap-stories.xml{page}" for page in ("", "?p=2")]
    assert len(located(client, "/sitemap-stories.xml?p=2")) == 1


@pytest.mark.parametrize("address", ["/sitemap-nothing.xml", "/sitemap-stories.xml?p=9", "/sitemap-stories.xml?p=x"])
def test_a_file_that_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_news_are_news_for_two_days(client: Client) -> None:
    Publication.objects.create(name="The Port Elise Courier")
    publish(make_article("Old"), at=timezone.now() - timedelta(days=3))
    story = publish(make_article("Gates & \x0bdykes", language="en-GB"), at=timezone.now() - timedelta(hours=1))
    page = client.get("/sitemap-news.xml").content.decode()
    assert located(client, "/sitemap-news.xml") == [f"https://paper.example{story.get_absolute_url()}"]
    assert "<news:title>Gates &amp; dykes</news:title>" in page
    assert "<news:name>The Port Elise Courier</news:name><news:language>en</news:language>" in page


def test_robots_are_told_where_the_maps_are_and_what_is_not_for_them(client: Client) -> None:
    told = client.get("/robots.txt").content.decode()
    assert "Sitemap: https://paper.example/sitemap.xml" in told
    assert "Disallow: /admin/" in told
    assert "Disallow: /search/?\n" in told


def test_who_finds_a_hole_is_told_whom_to_write_to_once_there_is_somebody(client: Client) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    Publication.objects.create(name="Courier", contact_email="desk@courier.example")
    told = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:desk@courier.example\n" in told
    expires = re.search(r"Expires: (.*)Z", told)
    assert expires
    assert (
        timezone.now() < timezone.datetime.fromisoformat(expires[1] + "+00:00") < timezone.now() + timedelta(days=365)
    )
