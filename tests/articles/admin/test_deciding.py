"""What the form of one citation refuses, and with which words; nothing is stored then."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Citation, Statement
from newsroom.models import Tag, User
from people.models import Office, Organization, Person
from tests.articles.admin.test_review import decide, page_of
from tests.desk import send, text_of
from tests.factories import (
    make_article,
    make_citation,
    make_image,
    make_organization,
    make_public_statement,
    make_section,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def citation() -> Citation:
    article = make_article("Gates", text="“The gates stay open,” Anthony Calder said.")
    article.citations.all().delete()
    citation = make_citation(article, "“The gates stay open,”", confirmed=False)
    Citation.objects.filter(pk=citation.pk).update(full_name="Anthony Calder", printed_title="Harbour Minister")
    citation.refresh_from_db()
    return citation


REFUSED = [
    ({"speaker": "new", "new_name": ""}, "Give the name of the new person."),
    ({"speaker": "new", "new_organization": ""}, "Name the organization the office belongs to."),
    ({"speaker": "named", "known_name": "Harbour Board"}, "Several on file are called “Harbour Board”."),
    ({"speaker": "source", "source": "  "}, "Say how the story calls the source"),
    ({"speaker": "person-999999"}, "Select a valid choice"),
    ({"speaker": "organization-1"}, "Select a valid choice"),
    ({"speaker": ""}, "This field is required."),
    ({"behalf": "Nobody We Know"}, "Nobody on file is called “Nobody We Know”."),
    ({"said": "soon"}, "“soon” is not a date."),
    ({"topics": "x" * 101}, "is too long for a tag. Divide the tags by commas."),
    ({"kind": "shouted"}, "Select a valid choice"),
    ({"words": ""}, "This field is required."),
    ({"new_started": "2024", "new_ended": "2020", "speaker": "new", "new_organization": "HM"}, "ends before it starts"),
]


@pytest.mark.parametrize(("changed", "told"), REFUSED)
def test_what_cannot_be_is_told_and_nothing_is_stored(
    at_desk: Client, citation: Citation, changed: dict[str, str], told: str
) -> None:
    make_organization("Harbour Board")
    make_organization("Harbour Board", country="Kestria")
    sent = {"speaker": "source", "source": "an official", "venue": "typed by hand", **changed}
    page = decide(at_desk, citation, **sent)
    assert page.status_code == 200
    assert told in text_of(page)
    assert "typed by hand" in page.content.decode()
    citation.refresh_from_db()
    assert citation.status == Citation.Status.SUGGESTED
    assert not Statement.objects.exists()
    assert not Person.objects.exists()
    assert not Office.objects.exists()
    assert Organization.objects.count() == 2


def test_topics_of_several_words_are_one_topic_each(at_desk: Client, citation: Citation) -> None:
    decide(at_desk, citation, speaker="source", source="an official", topics="foreign policy")
    assert [tag.name for tag in Statement.objects.get().tags.all()] == ["foreign policy"]


def test_a_source_confirmed_before_is_shown_as_it_was_kept(at_desk: Client, citation: Citation) -> None:
    decide(at_desk, citation, speaker="source", source="a senior official")
    page = at_desk.get(page_of(citation.article))
    (card,) = page.context["cards"]
    assert (card.form["speaker"].value(), card.form["source"].value()) == ("source", "a senior official")
    decide(at_desk, Citation.objects.get(), venue="the pier")
    statement = Statement.objects.get()
    assert (statement.speaker_label, statement.venue) == ("a senior official", "the pier")


def test_an_organization_that_was_matched_is_offered_and_taken(at_desk: Client, citation: Citation) -> None:
    board = make_organization("Harbour Board")
    Citation.objects.update(full_name="", printed_name="Harbour Board", matched_organization=board)
    citation.refresh_from_db()
    assert "Harbour Board (organization)" in text_of(at_desk.get(f"{page_of(citation.article)}?edit={citation.pk}"))
    decide(at_desk, citation)
    assert Statement.objects.get().speaker == board
    decide(at_desk, Citation.objects.get(), venue="the pier")
    assert (Statement.objects.get().speaker, Statement.objects.get().venue) == (board, "the pier")


def test_a_story_that_nobody_has_written_yet_has_no_statements_to_decide_on(at_desk: Client) -> None:
    article = Article.objects.create(slug="empty")
    told = text_of(at_desk.get(page_of(article), follow=True))
    assert "There is nothing written yet." in told


def test_a_user_without_rights_opens_neither_statements_nor_workflow(client: Client, citation: Citation) -> None:
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    workflow = reverse("admin:articles_article_workflow", args=[citation.article_id])
    for address in (page_of(citation.article), workflow):
        assert client.get(address).status_code == 403
        assert client.post(address, {"verb": "publish", "citation": citation.pk, "action": "reject"}).status_code == 403


def test_a_user_who_may_only_look_changes_no_statement(client: Client) -> None:
    statement = make_public_statement().statement
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    address = reverse("admin:articles_statement_change", args=[statement.pk])
    assert client.post(address, {"venue": "x"}).status_code == 403


def test_a_lead_picture_without_words_for_those_who_cannot_see_it_holds_a_story_back(at_desk: Client) -> None:
    article = make_article("Gates", lead_image=make_image(), section=make_section())
    told = text_of(at_desk.get(reverse("admin:articles_article_workflow", args=[article.pk])))
    assert "A picture has no alternative text." in told


def test_a_story_tagged_like_another_in_other_letters_is_saved(at_desk: Client) -> None:
    for tags in ("Foreign Policy, Élection", "foreign policy, ÉLECTION"):
        address = reverse("admin:articles_article_add")
        assert send(at_desk, address, headline=tags, body="<p>Words.</p>", tags=tags).status_code == 302
    assert [article.tags.count() for article in Article.objects.all()] == [2, 2]
    assert Tag.objects.count() == 2
