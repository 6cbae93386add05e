"""Every public page, reached by links alone: each leads somewhere and to the place it names, is sound HTML, and light."""

import gzip
import html
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin

import html5lib
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from articles.models import Correction
from newsroom.dates import DAY, ONGOING, PartialDate
from people.models import Organization, Person
from tests.factories import (
    make_article,
    make_citation,
    make_image,
    make_office,
    make_organization,
    make_person,
    make_position,
    make_public_statement,
    publish,
)

pytestmark = pytest.mark.django_db

LINK = re.compile(r'\b(?:href|src)="([^"]*)"|\bcontent="(https?://[^"]*)"')


def a_small_paper() -> None:
    """Stories, speakers and offices in public states beside those that have no page of their own yet."""
    ministry = make_organization("Harbour Ministry", parent=make_organization("Government"))
    brun = make_person("Ada Brun", portrait=make_image(alt="Ada Brun"), wikidata_id="Q42")
    position = make_position(brun, make_office("Harbour Minister", ministry), ended=PartialDate(precision=ONGOING))
    first = make_public_statement(
        "The gates stay open.", brun, position=position, said_on=timezone.localdate(), said_on_precision=DAY
    )
    first.statement.tags.add("gates")
    other = make_article("港が開く", text="The gates would stay open, Brun said. A spokesman agreed.", tags=["gates"])
    make_citation(other, "The gates would stay open", brun, kind="indirect", statement=first.statement)
    make_citation(other, "A spokesman agreed", make_person("Olaf Roth"), kind="indirect", behalf_person=brun)
    publish(other)
    Correction.objects.create(article=other, text="We misheard.").citations.set(other.citations.all())
    make_public_statement("No name, please.", behalf_organization=ministry)
    for number in range(6):
        publish(make_article(f"Seen at the harbour {number}")).people.add(brun)
    later = timezone.now() + timedelta(days=1)
    hidden = make_public_statement(
        "Nobody knows me yet.",
        make_person("Uma Vale"),
        position=None,
        behalf_organization=make_organization("A Later Office"),
    ).statement
    Person.objects.filter(pk=hidden.speaker_person_id).update(released_at=later, released_by_hand=True)
    Organization.objects.filter(name="A Later Office").update(released_at=later, released_by_hand=True)
    Organization.objects.filter(name="Government").update(released_at=later, released_by_hand=True)


ASSET = re.compile(r'<(?:link rel="stylesheet"|script)[^>]* (?:href|src)="/static/([^"]+)"')
IMPORTED = re.compile(r'^import .* from "\./([^"]+)"', re.M)
HEAVIEST = 60_000  # bytes of HTML, style and script together, compressed


def crawled(client: Client) -> tuple[dict[str, str], set[tuple[str, str, str]]]:
    """Every address that links lead to from the front page, with its HTML; and the places that links name."""
    a_small_paper()
    pages: dict[str, str] = {}
    places: set[tuple[str, str, str]] = set()
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        response = client.get(address)
        assert response.status_code == 200, address
        pages[address] = response.content.decode() if "text/html" in response["Content-Type"] else ""
        for link, told in LINK.findall(pages[address]):
            here = html.unescape(link or told).removeprefix(settings.SITE_URL)  # canonical links, share cards
            target, _, place = urljoin(address, here).partition("#")
            if target.startswith("/") and not target.startswith("/static/"):
                waiting += [target] if "/pictures/" not in target else []
                places |= {(address, target, unquote(place))} if place else set()
    return pages, places


@pytest.mark.takes_long
def test_every_link_leads_to_a_page_and_its_place_and_every_page_is_sound_and_light(client: Client) -> None:
    pages, places = crawled(client)
    for address, page in pages.items():
        must_be_sound_html(address, page)
        assert sum(weights_of(page)) < HEAVIEST, address
    for address, target, place in places:
        assert f'id="{place}"' in pages[target], f"{address} points to {target}#{place}"
    assert len(pages) > 15
    for kind in ("statements", "stories", "people", "organizations", "sections"):
        assert any(address.startswith(f"/cards/{kind}/") for address in pages), kind
    assert any(place.startswith("st-") for _, _, place in places)
    for narrowed in ("?kind=quoted", "?topic=gates", "/mentions/", "?made=for-it", "/people/?letter=b", "order=oldest"):
        assert any(narrowed in address for address in pages), narrowed


def must_be_sound_html(address: str, page: str) -> None:
    if page:
        parser = html5lib.HTMLParser()
        parser.parse(page)
        assert parser.errors == [], f"{address}: {[(place, what) for place, what, _ in parser.errors]}"


@cache
def weight_of(asset: str) -> int:
    """With the scripts it imports."""
    path = finders.find(asset)
    assert path, asset
    content = Path(path).read_bytes()
    imported = IMPORTED.findall(content.decode()) if asset.endswith(".js") else []
    return len(gzip.compress(content)) + sum(weight_of(f"js/{name}") for name in imported)


def weights_of(page: str) -> Iterator[int]:
    yield len(gzip.compress(page.encode()))
    yield from map(weight_of, ASSET.findall(page))
