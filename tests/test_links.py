"""Every link on every public page leads somewhere, and to the place it names."""

import html
import re
from datetime import timedelta
from urllib.parse import unquote, urljoin

import pytest
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

LINK = re.compile(r'\b(?:href|src)="([^"]*)"')


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


def test_every_link_leads_to_a_page_and_to_the_place_on_it(client: Client) -> None:
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
        for link in LINK.findall(pages[address]):
            target, _, place = urljoin(address, html.unescape(link)).partition("#")
            if target.startswith("/") and not target.startswith("/static/"):
                waiting += [target] if "/pictures/" not in target else []
                places |= {(address, target, unquote(place))} if place else set()
    for address, target, place in places:
        assert f'id="{place}"' in pages[target], f"{address} points to {target}#{place}"
    assert len(pages) > 15
    assert any(place.startswith("st-") for _, _, place in places)
    for narrowed in ("?kind=quoted", "?topic=gates", "/mentions/", "?made=for-it", "/people/?letter=b", "order=oldest"):
        assert any(narrowed in address for address in pages), narrowed
