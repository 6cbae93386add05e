"""The pages in the words of schema.org."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Byline
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

# Of each type what schema.org says it may have, as far as we use it: what a page says beside that is a mistake.
THING = {"@type", "@id", "url", "name", "description", "image", "sameAs", "alternateName"}
WORK = THING | {"inLanguage", "text", "creator", "isPartOf", "hasPart", "dateCreated", "locationCreated", "headline"}
BODY = THING | {"logo", "email", "parentOrganization"}
VOCABULARY = {
    "NewsArticle": WORK
    | {"datePublished", "dateModified", "articleSection", "keywords", "author", "publisher", "mentions"},
    "Quotation": WORK | {"spokenByCharacter"},
    "Person": THING | {"jobTitle", "worksFor"},
    "Organization": BODY,
    "GovernmentOrganization": BODY,
    "NewsMediaOrganization": BODY | {"correctionsPolicy", "ethicsPolicy"},
    "Role": THING | {"roleName"},
    "Place": THING,
    "ImageObject": WORK | {"caption", "creditText"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"position", "item"},
}


def told(client: Client, address: str) -> dict[str, Any]:
    """The things on a page, by their type."""
    page = client.get(address).content.decode()
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    graph = json.loads(script)
    assert graph["@context"] == "https://schema.org"
    for thing in graph["@graph"]:
        must_be_valid(thing)
    return {thing["@type"]: thing for thing in graph["@graph"]}


def must_be_valid(value: Any) -> None:
    if isinstance(value, list):
        for one in value:
            must_be_valid(one)
    elif isinstance(value, dict):
        assert set(value) <= VOCABULARY[value["@type"]], value
        for one in value.values():
            must_be_valid(one)
            assert one not in (None, "", [])


def test_a_story_tells_its_words_its_makers_and_who_speaks_in_it(client: Client) -> None:
    Publication.objects.create(name="The Port Elise Courier")
    person = make_person("Ada Brun")
    story = make_article(
        "Gates",
        text="“The gates stay open,” Ada Brun said.",
        deck="For now.",
        section=make_section("Harbour"),
        tags=["ferries"],
        lead_image=make_image(alt="A gate", caption="Open"),
        bylines=[Byline.objects.create(name="Mara Quill"), Byline.objects.create(name="VW", kind="agency")],
    )
    citation = make_citation(story, "“The gates stay open,”", person)
    publish(story)
    things = told(client, story.get_absolute_url())
    article = things["NewsArticle"]
    assert (article["headline"], article["articleSection"], article["keywords"]) == ("Gates", "Harbour", ["ferries"])
    assert [one["@type"] for one in article["author"]] == ["Person", "Organization"]
    assert article["publisher"]["name"] == "The Port Elise Courier"
    assert article["mentions"] == [
        {"@type": "Person", "name": "Ada Brun", "@id": "https://paper.example/people/ada-brun/"}
    ]
    assert article["hasPart"][0]["@id"] == f"https://paper.example{citation.statement.get_absolute_url()}"
    assert article["image"]["url"].startswith("https://paper.example/pictures/")
    assert [step["name"] for step in things["BreadcrumbList"]["itemListElement"]] == ["Front page", "Harbour", "Gates"]


def test_a_statement_tells_its_words_and_who_said_them_when(client: Client) -> None:
    citation = make_public_statement("The gates stay open.", make_person("Ada Brun"), venue="Port Elise")
    quotation = told(client, citation.statement.get_absolute_url())["Quotation"]
    assert quotation["text"] == "“The gates stay open.”"
    assert quotation["spokenByCharacter"]["@id"] == "https://paper.example/people/ada-brun/"
    assert quotation["locationCreated"]["name"] == "Port Elise"
    assert quotation["isPartOf"][0]["@id"] == f"https://paper.example{citation.article.get_absolute_url()}"


def test_a_source_without_a_page_has_no_address(client: Client) -> None:
    story = make_article(text="“No name, please,” a senior official said.")
    citation = make_citation(story, "“No name, please,”", speaker_source="a senior official")
    publish(story)
    quotation = told(client, citation.statement.get_absolute_url())["Quotation"]
    assert quotation["spokenByCharacter"] == {"@type": "Person", "name": "a senior official"}


def test_officials_offices_and_organizations_tell_what_they_are(client: Client) -> None:
    ministry = make_organization("Harbour Ministry", kind="ministry", short_name="HM")
    person = make_person("Ada Brun", wikidata_id="Q42", website="https://brun.example/")
    position = make_position(person, make_office("Harbour Minister", ministry), ended=PartialDate(precision=ONGOING))
    make_public_statement("The gates stay open.", person, position=position)
    someone = told(client, person.get_absolute_url())["Person"]
    assert someone["sameAs"] == ["https://brun.example/", "https://www.wikidata.org/wiki/Q42"]
    assert someone["worksFor"][0]["name"] == "Harbour Ministry"
    body = told(client, ministry.get_absolute_url())["GovernmentOrganization"]
    assert body["alternateName"] == ["HM"]
    assert told(client, position.office.get_absolute_url())["Role"]["roleName"] == "Harbour Minister"


def test_words_that_would_end_the_script_do_not(client: Client) -> None:
    story = publish(make_article("</script><script>alert(1)</script> & <!--"))
    assert (
        told(client, story.get_absolute_url())["NewsArticle"]["headline"] == "</script><script>alert(1)</script> & <!--"
    )


def test_the_front_page_tells_whose_it_is(client: Client) -> None:
    Publication.objects.create(name="The Port Elise Courier", contact_email="desk@courier.example")
    assert told(client, "/")["NewsMediaOrganization"]["email"] == "desk@courier.example"
