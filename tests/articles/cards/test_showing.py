"""A card is shown to whoever may read its page, under an address that tells what is on it, from one file."""

import io
import random
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image as Drawing

from articles.cards import drawing, showing
from articles.cards.showing import Card, card_of_statement, card_of_story
from articles.models import Article, Citation, Correction, Statement
from articles.revising import revise
from newsroom.dates import DAY
from newsroom.models import Publication
from people.models import Person
from tests.drawings import halves
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


def of(thing: Statement | Article) -> Card:
    """The card as it is now, whether or not anybody may see it."""
    if isinstance(thing, Statement):
        return card_of_statement(Statement.objects.for_lists().get(pk=thing.pk), Publication.current())
    stories = Article.objects.select_related("section", "live_revision__lead_image")
    return card_of_story(stories.get(pk=thing.pk), Publication.current())


def a_statement(words: str = "The gates stay open.", **fields: object) -> Statement:
    return make_public_statement(words, make_person(portrait=make_image(halves())), **fields).statement


def a_story(**fields: object) -> Article:
    return publish(make_article("The bridge stays shut", deck="Until it is mended.", **fields))


def files() -> set[str]:
    place = Path(settings.PICTURE_ROOT) / "cards"
    return {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()}


@pytest.fixture(autouse=True)
def no_cards_yet() -> None:
    for name in files():
        default_storage.delete(f"cards/{name}")


THINGS = {"statement": a_statement, "story": a_story}


@pytest.mark.parametrize("kind", THINGS)
def test_a_card_is_a_picture_that_is_kept_for_good(client: Client, kind: str) -> None:
    response = client.get(of(THINGS[kind]()).url)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert {"public", "immutable", "max-age=31536000"} == set(response["Cache-Control"].split(", "))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
    assert Drawing.open(io.BytesIO(response.content)).size == (1200, 630)


@pytest.mark.parametrize("kind", THINGS)
def test_it_is_drawn_once(client: Client, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    card = of(THINGS[kind]())
    first = client.get(card.url).content
    monkeypatch.setattr(Card, "_drawn", lambda card: pytest.fail("drawn again"))
    assert client.get(card.url).content == first
    assert files() == {f"{kind}/{card.pk}/{card.digest}.png"}


@pytest.mark.parametrize("kind", THINGS)
def test_any_other_address_leads_to_the_one_of_now_and_makes_no_file(client: Client, kind: str) -> None:
    card = of(THINGS[kind]())
    dice = random.Random(80)
    for _ in range(100):
        digest = "".join(dice.choices("0123456789abcdef", k=24))
        response = client.get(f"/cards/{'stories' if kind == 'story' else 'statements'}/{card.pk}/{digest}.png")
        assert (response.status_code, response["Location"]) == (302, card.url)
        assert response["Cache-Control"] == "public, max-age=60"
    assert files() == set()


def changes() -> dict[str, object]:
    portrait = make_image()
    return {
        "speaker_person": make_person("Another Name", portrait=portrait),
        "said_on": timezone.localdate(),
        "dispute_note": "Her ministry denies it.",
        "behalf_organization": make_organization("Harbour Ministry"),
        "position": make_position(make_person(), make_office("Harbour Minister")),
    }


@pytest.mark.parametrize("field", ["speaker_person", "said_on", "dispute_note", "behalf_organization", "position"])
def test_what_changes_on_a_card_of_a_statement_changes_its_address(client: Client, field: str) -> None:
    statement = a_statement()
    before = of(statement)
    client.get(before.url)
    setattr(statement, field, changes()[field])
    if field == "said_on":
        statement.said_on_precision = DAY
    statement.save()
    now = of(statement)
    assert now.digest != before.digest
    assert client.get(before.url)["Location"] == now.url
    client.get(now.url)
    assert files() == {f"statement/{statement.pk}/{now.digest}.png"}


def test_a_translation_a_correction_and_a_dispute_are_told_on_the_card() -> None:
    statement = a_statement(dispute_note="Denied.")
    assert of(statement).content.kind_label == "Quoted, disputed"
    citation = statement.citations.get()
    Citation.objects.filter(pk=citation.pk).update(is_translated=True)
    Correction.objects.create(article=citation.article, text="We misheard.").citations.add(citation)
    assert of(statement).content.kind_label == "Quoted, translated, disputed, corrected"


def test_a_voice_is_told_from_the_one_it_speaks_for() -> None:
    minister = make_public_statement("I have read it.", make_person("Ada Brun")).statement.speaker_person
    assert of(a_statement(behalf_person=minister)).content.office == "on behalf of Ada Brun"
    hidden = make_person("Nobody Knows")
    spoken = a_statement(behalf_person=hidden)
    Person.objects.filter(pk=hidden.pk).update(released_at=None)
    assert of(spoken).content.office == "on behalf of somebody else"


def test_a_new_version_a_new_picture_and_another_name_of_the_paper_change_the_card_of_a_story(client: Client) -> None:
    article = a_story()
    seen = [of(article).digest]
    revise(
        article, by=None, headline="The bridge opens", body="<p>At last.</p>", lead_image=make_image(alt="The bridge")
    )
    assert of(article).digest == seen[0], "readers do not see it yet"
    article.publish(by=None)
    seen.append(of(article).digest)
    Publication.objects.create(name="The Port Elise Courier")
    seen.append(of(article).digest)
    article.section = make_section("Harbour")
    article.save()
    seen.append(of(article).digest)
    assert len(set(seen)) == 4


def test_when_cards_are_drawn_in_another_way_they_have_other_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    statement = a_statement()
    before = of(statement).digest
    monkeypatch.setattr(showing, "VERSION", drawing.VERSION + 1)
    assert of(statement).digest != before


def test_what_is_taken_back_is_not_shown_though_its_file_is_still_there(client: Client) -> None:
    retracted, withdrawn = a_statement(), a_statement("The bridge stays shut.")
    story = withdrawn.citations.get().article
    cards = [of(retracted), of(withdrawn), of(story)]
    for card in cards:
        assert client.get(card.url).status_code == 200
    retracted.retract(by=None, reason="A forgery.")
    story.withdraw(by=None, reason="A forgery.")
    for card in cards:
        for digest in (card.digest, "anything"):
            response = client.get(card.url.replace(card.digest, digest))
            assert response.status_code == 410
            assert "A forgery." in response.content.decode()
            assert "immutable" not in response["Cache-Control"]
    assert len(files()) == 3


def test_what_was_never_public_has_no_card(client: Client) -> None:
    draft, scheduled = make_article("A draft"), make_article("A later story", section=make_section())
    scheduled.publish(by=None, at=timezone.now() + timedelta(hours=1))
    private = a_statement()
    of_a_private_person = of(private).url
    Person.objects.filter(pk=private.speaker_person_id).update(is_private=True)
    address = of(scheduled).url
    for path in (f"/cards/stories/{draft.pk}/x.png", address, of_a_private_person, "/cards/statements/999999/x.png"):
        assert client.get(path).status_code == 404
    assert files() == set()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert client.get(address).status_code == 200


def test_a_card_is_drawn_without_a_picture_whose_file_is_gone(client: Client) -> None:
    image = make_image(alt="The bridge")
    article = a_story(lead_image=image)
    default_storage.delete(image.file.name)
    assert client.get(of(article).url).status_code == 200


def test_a_picture_is_cut_around_its_focal_point(client: Client) -> None:
    wide = make_image(halves("red", "blue", (1600, 400)), alt="The bridge", focal_x=1.0)
    card = client.get(of(a_story(lead_image=wide)).url).content
    red, green, blue = Drawing.open(io.BytesIO(card)).convert("RGB").getpixel((1000, 400))
    assert blue > 200 > 60 > red + green


@pytest.mark.parametrize("number", ["99999999999999999999999", "0"])
def test_a_number_that_no_row_has_is_the_visitors_mistake(client: Client, number: str) -> None:
    assert client.get(f"/cards/statements/{number}/x.png").status_code in (400, 404)


def test_a_card_costs_few_queries_however_many_stories_report_the_statement(client: Client) -> None:
    statement = a_statement()
    card_of_one, counts = of(statement), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(card_of_one.url).status_code == 200
        counts.append(len(captured))
        for _ in range(3):
            other = make_article(text="“The gates stay open.” she said.")
            make_citation(other, "“The gates stay open.”", statement=statement)
            publish(other)
    assert counts[0] == counts[1] <= 4


def test_a_card_is_only_read(client: Client) -> None:
    address = of(a_story()).url
    assert client.head(address).status_code == 200
    for verb in (client.post, client.put, client.delete, client.patch):
        assert verb(address).status_code == 405
