"""What a page tells those who pass it on, and under which address it wants to be known."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from newsroom.dates import ONGOING, PartialDate
from newsroom.models import Publication
from tests.factories import (
    make_article,
    make_citation,
    make_image,
    make_office,
    make_organization,
    make_person,
    make_position,
    make_public_statement,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db

TOLD = re.compile(r'<meta (?:property|name)="((?:og|article|twitter):[\w:]+)" content="([^"]*)">')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')


def page_at(client: Client, address: str) -> str:
    response = client.get(address, headers={"host": "localhost", "x-forwarded-host": "evil.example"})
    assert response.status_code == 200
    return response.content.decode()


def told_by(client: Client, address: str) -> dict[str, str]:
    found = TOLD.findall(page_at(client, address))
    assert len(found) == len(dict(found)), "nothing is told twice"
    return {name: html.unescape(content) for name, content in found}


def canonical_of(client: Client, address: str) -> str:
    (found,) = CANONICAL.findall(page_at(client, address))
    return html.unescape(found)


def test_a_story_tells_its_headline_deck_times_and_section(client: Client) -> None:
    Publication.objects.create(name="The Port Elise Courier")
    article = make_article('The "gates" stay <open>', deck="All winter.", section=make_section("Harbour"))
    publish(article)
    Article.objects.filter(pk=article.pk).update(updated_at=article.published_at + timedelta(hours=3))
    told = told_by(client, article.get_absolute_url())
    assert told["og:title"] == 'The "gates" stay <open>'
    assert told["og:description"] == "All winter."
    assert told["og:type"] == "article"
    assert told["og:site_name"] == "The Port Elise Courier"
    assert told["og:url"] == f"https://paper.example{article.get_absolute_url()}"
    assert told["article:section"] == "Harbour"
    assert told["article:published_time"] < told["article:modified_time"]
    assert told["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize("kind", ["story", "statement", "person", "organization", "section"])
def test_the_picture_told_of_is_the_card_and_opens(client: Client, kind: str) -> None:
    person = make_person("Ada Brun", portrait=make_image(alt="Ada Brun at the gates"))
    office = make_office("Harbour Minister", make_organization("Harbour Ministry"))
    citation = make_public_statement("The gates stay open.", person, position=make_position(person, office))
    hidden = make_office("Shadow Chief", make_organization("Secret Agency"))  # readers know nothing of it, nor the card
    make_position(person, hidden, ended=PartialDate(precision=ONGOING))
    thing = {
        "story": citation.article,
        "statement": citation.statement,
        "person": person,
        "organization": office.organization,
        "section": citation.article.section,
    }[kind]
    told = told_by(client, thing.get_absolute_url())
    assert (told["og:image:width"], told["og:image:height"], told["og:image:type"]) == ("1200", "630", "image/png")
    assert told["og:image:alt"]
    card = client.get(told["og:image"].removeprefix("https://paper.example"))
    assert (card.status_code, card["Content-Type"]) == (200, "image/png")
    assert told["twitter:card"] == "summary_large_image"


def test_a_statement_tells_its_words_and_who_said_them(client: Client) -> None:
    statement = make_public_statement("The gates stay open.", make_person("Ada Brun")).statement
    told = told_by(client, statement.get_absolute_url())
    assert told["og:title"] == "Ada Brun"
    assert told["og:description"] == "“The gates stay open.”"


def test_a_person_tells_name_and_office(client: Client) -> None:
    person = make_person("Ada Brun", summary="Keeps the gates.")
    office = make_office("Harbour Minister", make_organization("Harbour Ministry"))
    position = make_position(person, office, ended=PartialDate(None, ONGOING))
    make_public_statement("No.", person, position=position)
    told = told_by(client, person.get_absolute_url())
    assert (told["og:type"], told["og:title"]) == ("profile", "Ada Brun")
    assert told["og:description"] == "Keeps the gates."
    assert told["og:image:alt"] == "Ada Brun, Harbour Minister, Harbour Ministry"


def addresses() -> list[str]:
    person = make_person("Ada Brun")
    position = make_position(person, make_office(organization=make_organization("Harbour Ministry")))
    citation = make_public_statement("The gates stay open.", person, position=position)
    citation.statement.tags.add("gates")
    rows = [citation.article, citation.article.section, citation.statement, person, position.office]
    rows += [position.office.organization]
    lists = ["/", "/people/", "/organizations/", "/statements/", "/corrections/", "/tags/gates/"]
    return [*lists, *(row.get_absolute_url() for row in rows)]


def test_every_public_page_says_where_it_lives_whatever_was_asked_for(client: Client) -> None:
    for address in addresses():
        assert canonical_of(client, address) == f"https://paper.example{address}"
        assert canonical_of(client, f"{address}?utm_source=x&colour=%22%3E") == f"https://paper.example{address}"
        assert told_by(client, address)["og:url"] == f"https://paper.example{address}"
        assert "evil.example" not in page_at(client, address)


def test_every_public_page_has_a_description_even_where_nobody_wrote_one(client: Client) -> None:
    for address in addresses():
        found = re.search(r'<meta name="description" content="([^"]*)">', page_at(client, address))
        assert found, address
        assert found[1].strip(), address


def test_a_later_page_of_a_list_is_a_page_of_its_own_and_so_is_one_that_is_narrowed(client: Client) -> None:
    person = make_person("Ada Brun")
    for number in range(26):
        make_public_statement(f"Gate {number} stays open.", person).statement.tags.add("gates")
    home = "https://paper.example"
    assert canonical_of(client, "/statements/?page=2") == f"{home}/statements/?page=2"
    assert canonical_of(client, "/statements/?page=2&utm=x") == f"{home}/statements/?page=2"
    assert canonical_of(client, "/statements/?topic=gates") == f"{home}/statements/?topic=gates"
    assert canonical_of(client, "/statements/?page=2&topic=gates") == f"{home}/statements/?topic=gates&page=2"
    assert canonical_of(client, f"{person.get_absolute_url()}?page=2") == f"{home}{person.get_absolute_url()}?page=2"
    assert (
        canonical_of(client, f"{person.get_absolute_url()}?spoken=by-others")
        == f"{home}{person.get_absolute_url()}?spoken=by-others"
    )


def test_an_address_in_another_script_is_told_as_it_is_sent(client: Client) -> None:
    article = publish(make_article("港が開く"))
    assert canonical_of(client, article.get_absolute_url()) == f"https://paper.example{article.get_absolute_url()}"
    assert canonical_of(client, article.get_absolute_url()).isascii()


def test_previews_and_what_is_gone_tell_nothing(client: Client, at_desk: Client) -> None:
    draft = make_article("A draft")
    make_citation(draft, "Nothing was said")
    withdrawn = publish(make_article("A forgery"))
    withdrawn.withdraw(by=None, reason="A forgery.")
    pages = [
        at_desk.get(reverse("admin:articles_article_preview", args=[draft.pk, 1])),
        client.get(withdrawn.get_absolute_url()),
        client.get("/nowhere/"),
    ]
    assert [page.status_code for page in pages] == [200, 410, 404]
    for page in pages:
        assert not TOLD.findall(page.content.decode())
        assert not CANONICAL.findall(page.content.decode())
    assert 'name="robots" content="noindex' in pages[0].content.decode()


def test_a_scheduled_story_has_no_page_to_tell_anything(client: Client) -> None:
    article = make_article("Later", section=make_section())
    article.publish(by=None, at=timezone.now() + timedelta(hours=1))
    assert client.get(article.get_absolute_url()).status_code == 404
