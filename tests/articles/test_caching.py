"""What others may keep of the public pages, and for how long."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from articles.models import Correction
from tests.factories import make_article, make_person, make_public_statement, make_section, publish

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


def kept_for(client: Client, address: str = "/") -> int | None:
    found = re.fullmatch(r"public, max-age=(\d+)|max-age=(\d+), public", client.get(address).get("Cache-Control", ""))
    return int(found[1] or found[2]) if found else None


def test_a_page_for_readers_may_be_kept_for_a_minute(client: Client) -> None:
    citation = make_public_statement("The gates stay open.", make_person("Ada Brun"))
    pages = ["/", "/people/", "/people/ada-brun/", "/feed/", "/sitemap.xml", citation.article.get_absolute_url()]
    assert {page: kept_for(client, page) for page in pages} == dict.fromkeys(pages, 60)


def test_nobody_keeps_a_page_beyond_the_minute_a_story_comes_due(client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        make_article("Gates", section=make_section()).publish(by=None, at=NOON + timedelta(minutes=5))
        assert kept_for(client) == 60
        clock.move_to(NOON + timedelta(minutes=4, seconds=45))
        assert kept_for(client) == 15
        clock.move_to(NOON + timedelta(minutes=4, seconds=59, milliseconds=500))
        assert kept_for(client) == 0
        clock.move_to(NOON + timedelta(minutes=5))
        assert kept_for(client) == 60
        assert "Gates" in client.get("/").content.decode()


def test_a_correction_and_an_official_of_a_time_to_come_shorten_it_too(client: Client) -> None:
    story = publish(make_article("Gates"))
    soon = timezone.now() + timedelta(seconds=40)
    Correction.objects.create(article=story, text="Five.", corrected_at=soon)
    assert (kept_for(client) or 60) <= 40
    Correction.objects.all().delete()
    make_person("Ada Brun", released_at=soon - timedelta(seconds=20), released_by_hand=True)
    assert (kept_for(client) or 60) <= 20


def test_what_is_not_the_same_for_everybody_or_not_there_is_not_kept(client: Client, at_desk: Client) -> None:
    citation = make_public_statement()
    for address in ("/nowhere/", f"/report/statements/{citation.statement_id}/", "/account/login/"):
        assert kept_for(client, address) is None, address
    assert "public" not in at_desk.get("/admin/").get("Cache-Control", "")


def test_who_has_the_page_already_is_told_so_until_it_changes(client: Client) -> None:
    story = publish(make_article("Gates"))
    first = client.get(story.get_absolute_url())
    again = client.get(story.get_absolute_url(), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Correction.objects.create(article=story, text="Five gates.")
    assert client.get(story.get_absolute_url(), headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_reader_and_an_editor_are_shown_the_same_page(client: Client, at_desk: Client) -> None:
    story = publish(make_article("Gates"))
    assert isinstance(client.get("/").wsgi_request.user, AnonymousUser)
    assert client.get(story.get_absolute_url()).content == at_desk.get(story.get_absolute_url()).content
