"""Where readers meet a correction and a note that something is disputed."""

import pytest
from django.test import Client

from articles.models import Article, Citation, Correction
from people.models import Person
from tests.desk import text_of
from tests.factories import (
    make_article,
    make_citation,
    make_office,
    make_organization,
    make_person,
    make_position,
    make_public_statement,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def citation() -> Citation:
    position = make_position(make_person("Ada Brun"), make_office("Mayor", make_organization("Eastmouth")))
    return make_public_statement("The gates stay open.", position.person, position=position)


def correct(citation: Citation, text: str = "She said shut, not open.") -> Correction:
    correction = Correction.objects.create(article=citation.article, kind="misquote", text=text)
    correction.citations.add(citation)
    return correction


def pages_about(citation: Citation) -> dict[str, str]:
    person, office = citation.statement.speaker_person, citation.statement.position.office
    return {
        "story": citation.article.get_absolute_url(),
        "statement": citation.statement.get_absolute_url(),
        "person": person.get_absolute_url(),
        "organization": office.organization.get_absolute_url(),
        "office": office.get_absolute_url(),
        "list": "/corrections/",
        "person's list": f"/corrections/?person={person.slug}",
        "organization's list": f"/corrections/?organization={office.organization.slug}",
        "office's list": f"/corrections/?office={office.slug}",
    }


def test_a_correction_stands_at_once_wherever_the_statement_it_concerns_is_on_record(
    client: Client, citation: Citation
) -> None:
    correction = correct(citation)
    for page, address in pages_about(citation).items():
        told = client.get(address).content.decode()
        assert "She said shut, not open." in told, page
        assert page in ("story", "statement") or correction.get_absolute_url() in told, page
    assert f'id="correction-{correction.pk}"' in client.get(citation.article.get_absolute_url()).content.decode()


def test_a_story_that_is_withdrawn_takes_its_corrections_from_every_page(client: Client, citation: Citation) -> None:
    other = make_public_statement("Quite another thing.", citation.statement.speaker_person)
    Citation.objects.filter(pk=other.pk).get().statement.tags.add("gates")
    addresses = pages_about(citation)
    correct(citation)
    Article.objects.get(pk=citation.article_id).withdraw(by=None, reason="The letter was forged.")
    for page, address in addresses.items():
        told = client.get(address).content.decode()
        assert "She said shut" not in told, page
        assert "gates stay open" not in told, page
    assert client.get(addresses["person's list"]).status_code == 404


def test_what_was_retracted_is_corrected_on_its_stub_and_its_speakers_page(client: Client, citation: Citation) -> None:
    person = citation.statement.speaker_person
    make_public_statement("Quite another thing.", person)
    correct(citation)
    citation.statement.retract(by=None, reason="She never said it.")
    stub = client.get(citation.statement.get_absolute_url())
    assert stub.status_code == 410
    for told in (stub.content.decode(), client.get(person.get_absolute_url()).content.decode()):
        assert "She said shut, not open." in told
        assert "gates stay open" not in told


def test_a_page_shows_the_newest_three_and_leads_to_all(client: Client, citation: Citation) -> None:
    for number in range(4):
        correct(citation, f"Correction number {number}.")
    person = Person.objects.get()
    page = client.get(person.get_absolute_url())
    assert "Correction number 3." in text_of(page)
    assert "Correction number 0." not in text_of(page)
    more = f"/corrections/?person={person.slug}"
    assert f'href="{more}"' in page.content.decode()
    assert "Correction number 0." in text_of(client.get(more))


@pytest.mark.parametrize("asked", ["person=nobody", "person=%00", "organization=nothing", "office=none"])
def test_the_corrections_of_nobody_are_not_there(client: Client, asked: str) -> None:
    assert client.get(f"/corrections/?{asked}").status_code == 404


def test_that_somebody_hidden_was_corrected_is_not_told_by_the_filter(client: Client) -> None:
    hidden = make_person("Ada Brun")
    assert client.get(f"/corrections/?person={hidden.slug}").status_code == 404


def test_corrected_is_not_said_of_a_statement_whose_report_was_dropped(client: Client, citation: Citation) -> None:
    other = make_article("Other", text="She said the gates stay open.")
    dropped = make_citation(other, "the gates stay open", statement=citation.statement)
    publish(other)
    correct(dropped)
    assert "Corrected" in text_of(client.get("/statements/"))
    Citation.objects.get(pk=dropped.pk).reject(by=None)
    assert "Corrected" not in text_of(client.get("/statements/"))
    assert "She said shut" not in text_of(client.get(citation.statement.get_absolute_url()))


def test_that_a_statement_is_disputed_is_said_wherever_its_words_are(client: Client, citation: Citation) -> None:
    statement = citation.statement
    statement.dispute_note = "The harbour board denies it."
    statement.save()
    statement.tags.add("gates")
    office = statement.position.office
    addresses = [
        "/",
        "/statements/",
        "/statements/?topic=gates",
        "/tags/gates/",
        statement.get_absolute_url(),
        citation.article.get_absolute_url(),
        statement.speaker_person.get_absolute_url(),
        office.get_absolute_url(),
        office.organization.get_absolute_url(),
    ]
    for address in addresses:
        assert "The harbour board denies it." in text_of(client.get(address)), address
