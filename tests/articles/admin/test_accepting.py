"""What is proposed is accepted unread, alone or all of one speaker; and every decision can be taken back."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from articles.admin.cards import build_cards
from articles.models import Article, Citation, Statement
from newsroom.models import OldAddress, User
from people.models import Person
from tests.articles.admin.test_review import decide, page_of
from tests.desk import text_of
from tests.factories import make_article, make_citation, make_person, publish

pytestmark = pytest.mark.django_db

TEXT = "\n\n".join(f"“The gates number {number} stay open,” Anthony Calder said." for number in range(4))
JSON = {"Accept": "application/json"}


@pytest.fixture
def article() -> Article:
    article = make_article("Gates", text=TEXT)
    article.citations.all().delete()
    return article


@pytest.fixture
def suggestions(article: Article) -> list[Citation]:
    made = [make_citation(article, f"“The gates number {number} stay open,”", confirmed=False) for number in range(3)]
    Citation.objects.update(full_name="Anthony Calder", printed_name="Calder", reason="A quotation.")
    return [Citation.objects.get(pk=one.pk) for one in made]


def seen(article: Article, citation: Citation) -> str:
    """The version of the proposal that the page shows for this citation."""
    return next(card for card in build_cards(article) if card.citation == citation).options.proposed_version


def accept(client: Client, article: Article, *citations: Citation, **given: Any) -> HttpResponse:
    each = [f"{citation.pk}:{seen(article, citation)}" for citation in citations]
    return client.post(page_of(article), {"action": "accept", "each": each, **given})


def take_back(client: Client, citation: Citation) -> HttpResponse:
    card = next(card for card in build_cards(citation.article) if card.citation == citation)
    sent = {"action": "undo", "citation": citation.pk, "version": card.options.version}
    return client.post(page_of(citation.article), sent, follow=True)


def test_a_known_speaker_is_accepted_as_proposed(
    at_desk: Client, article: Article, suggestions: list[Citation]
) -> None:
    person = make_person("Anthony Calder")
    sent = {"action": "accept", "citation": suggestions[0].pk, "version": seen(article, suggestions[0])}
    assert at_desk.post(page_of(article), sent).status_code == 302
    assert Statement.objects.get().speaker_person == person


def test_an_unknown_speaker_is_put_on_file_once_however_many_are_accepted(
    at_desk: Client, article: Article, suggestions: list[Citation]
) -> None:
    page = text_of(at_desk.get(page_of(article)))
    assert "Not on file yet: Anthony Calder" in page
    assert page.count("Accept all 3 of Anthony Calder") == 1
    told = text_of(accept(at_desk, article, *suggestions, follow=True) and at_desk.get(page_of(article)))
    assert "Confirmed: 3 statements." in told
    assert Person.objects.get().statements.count() == 3


def test_of_several_none_is_accepted_when_somebody_was_faster_with_one(
    at_desk: Client, article: Article, suggestions: list[Citation]
) -> None:
    make_person("Anthony Calder")
    each = [f"{citation.pk}:{seen(article, citation)}" for citation in suggestions]
    Citation.objects.get(pk=suggestions[1].pk).reject(by=None)
    answer = at_desk.post(page_of(article), {"action": "accept", "each": each})
    assert answer.status_code == 409
    assert not Statement.objects.exists()


def test_what_is_accepted_unread_is_what_was_seen(
    at_desk: Client, article: Article, suggestions: list[Citation]
) -> None:
    version = seen(article, suggestions[0])
    Citation.objects.update(matched_person=make_person("Anton Calder"))
    sent = {"action": "accept", "citation": suggestions[0].pk, "version": version}
    answer = at_desk.post(page_of(article), sent)
    assert answer.status_code == 409
    assert "nothing was saved" in text_of(answer)
    assert not Statement.objects.exists()


def test_of_several_who_can_be_meant_the_chosen_one_is_accepted(
    at_desk: Client, article: Article, suggestions: list[Citation]
) -> None:
    citation, second = suggestions[0], [make_person("Anthony Calder"), make_person("Anthony Calder")][1]
    page = at_desk.get(page_of(article)).content.decode()
    assert f'name="c{citation.pk}-speaker" value="person-{second.pk}"' in page
    assert "This field is required" in text_of(accept(at_desk, article, citation))
    assert not Statement.objects.exists()
    accept(at_desk, article, citation, **{f"c{citation.pk}-speaker": f"person-{second.pk}"})
    assert Statement.objects.get().speaker_person == second


def test_where_something_is_missing_the_form_opens_and_says_what(
    at_desk: Client, article: Article, suggestions: list[Citation]
) -> None:
    Citation.objects.update(printed_title="Harbour Minister")
    answer = accept(at_desk, article, suggestions[0])
    assert "Name the organization the office belongs to." in text_of(answer)
    assert f'name="c{suggestions[0].pk}-new_organization"' in answer.content.decode()
    assert not Person.objects.exists()


def test_a_speaker_nobody_can_tell_cannot_be_accepted_unread(
    at_desk: Client, article: Article, suggestions: list[Citation]
) -> None:
    Citation.objects.update(full_name="", printed_name="He")
    assert "Who spoke is open" in text_of(at_desk.get(page_of(article)))
    assert "This field is required" in text_of(accept(at_desk, article, suggestions[0]))


def test_the_whole_form_opens_on_request_without_a_script(
    at_desk: Client, article: Article, suggestions: list[Citation]
) -> None:
    closed = at_desk.get(page_of(article)).content.decode()
    opened = at_desk.get(page_of(article), {"edit": suggestions[1].pk}).content.decode()
    field = f'name="c{suggestions[1].pk}-venue"'
    assert field not in closed
    assert field in opened
    for nonsense in ("x", "999999999999999999999", "", "\x00"):
        assert at_desk.get(page_of(article), {"edit": nonsense}).status_code == 200


def test_a_script_gets_only_the_cards_that_changed(
    at_desk: Client, article: Article, suggestions: list[Citation]
) -> None:
    other = make_citation(article, "“The gates number 3 stay open,”", confirmed=False)
    sent = {"action": "accept", "citation": suggestions[0].pk, "version": seen(article, suggestions[0])}
    changes = at_desk.post(page_of(article), sent, headers=JSON).json()
    assert changes["done"]
    assert set(changes["cards"]) == {str(one.pk) for one in suggestions}  # the others mean somebody on file now
    assert str(other.pk) not in changes["cards"]
    assert changes["waiting"] == 3
    assert changes["touched"] == [suggestions[0].pk]
    assert changes["told"] == [{"level": "success", "text": "Confirmed: Anthony Calder, day unknown."}]
    refused = at_desk.post(page_of(article), {**sent, "action": "accept"}, headers=JSON)
    assert (refused.status_code, refused.json()["done"]) == (409, False)


def test_a_confirmation_is_taken_back(at_desk: Client, article: Article, suggestions: list[Citation]) -> None:
    make_person("Anthony Calder")
    accept(at_desk, article, suggestions[0])
    assert "it waits for a decision again" in text_of(take_back(at_desk, Citation.objects.confirmed().get()))
    assert not Statement.objects.exists()
    assert article.citations.suggested().count() == 3
    assert "taken back" in suggestions[0].history.values_list("history_change_reason", flat=True)


def test_a_rejection_is_taken_back(at_desk: Client, article: Article, suggestions: list[Citation]) -> None:
    decide(at_desk, suggestions[0], action="reject")
    take_back(at_desk, Citation.objects.get(status="rejected"))
    assert article.citations.suggested().count() == 3


def test_taken_back_what_was_decided_anew_is_refused(
    at_desk: Client, article: Article, suggestions: list[Citation]
) -> None:
    make_person("Anthony Calder")
    accept(at_desk, article, suggestions[0])
    citation = Citation.objects.confirmed().get()
    old = {"action": "undo", "citation": citation.pk, "version": "1-confirmed-1--direct"}
    assert at_desk.post(page_of(article), old).status_code == 409
    assert Citation.objects.confirmed().exists()


def test_what_an_editor_had_added_goes_altogether(at_desk: Client, article: Article) -> None:
    citation = make_citation(article, "“The gates number 3 stay open,”", make_person("Ada Brun"))
    assert "the statement you added is gone" in text_of(take_back(at_desk, citation))
    assert not Citation.objects.exists()
    assert not Statement.objects.exists()


def test_a_statement_that_readers_saw_leaves_a_word_where_it_stood(
    at_desk: Client, client: Client, article: Article, suggestions: list[Citation]
) -> None:
    person = make_person("Anthony Calder")
    accept(at_desk, article, suggestions[0])
    statement = Statement.objects.get()
    publish(article)
    person.refresh_from_db()
    assert person.is_released
    take_back(at_desk, Citation.objects.confirmed().get())
    person.refresh_from_db()
    assert not person.is_released
    gone = client.get(statement.get_absolute_url())
    assert gone.status_code == 410
    assert "taken back" in text_of(gone)
    assert OldAddress.objects.count() == 1


def test_what_a_correction_rests_on_is_not_taken_back(
    at_desk: Client, article: Article, suggestions: list[Citation]
) -> None:
    make_person("Anthony Calder")
    accept(at_desk, article, suggestions[0])
    citation = Citation.objects.confirmed().get()
    article.corrections.create(text="We wrote it wrong.").citations.add(citation)
    assert "A correction rests on this statement" in text_of(take_back(at_desk, citation))
    assert Citation.objects.confirmed().exists()


def test_a_statement_of_other_stories_stays_when_one_report_is_taken_back(at_desk: Client, article: Article) -> None:
    statement = make_citation(article, "“The gates number 0 stay open,”", make_person("Ada Brun")).statement
    other = make_article(text=TEXT)
    other.citations.all().delete()
    second = make_citation(other, "“The gates number 0 stay open,”", statement=statement)
    take_back(at_desk, second)
    assert list(Statement.objects.all()) == [statement]


def test_a_reporter_takes_nothing_back_in_anothers_story(
    client: Client, reporter: User, article: Article, suggestions: list[Citation]
) -> None:
    citation = make_citation(article, "“The gates number 3 stay open,”", make_person("Ada Brun"))
    client.force_login(reporter)
    assert take_back(client, citation).status_code == 403
    assert accept(client, article, suggestions[0]).status_code == 403
    assert client.get(page_of(article), headers=JSON).status_code == 200


@pytest.mark.parametrize("each", [["x:1"], ["²:1"], ["999999999:1"], [":"], ["1" * 40 + ":1"]])
def test_nonsense_is_answered_not_failed_on(at_desk: Client, article: Article, each: list[str]) -> None:
    assert at_desk.post(page_of(article), {"action": "accept", "each": each}).status_code == 404


def test_an_unknown_act_and_too_many_at_once_are_refused(
    at_desk: Client, article: Article, suggestions: list[Citation]
) -> None:
    assert at_desk.post(page_of(article), {"action": "burn", "citation": suggestions[0].pk}).status_code == 403
    many = {"action": "reject", "each": [f"{number}:1" for number in range(1_001)]}
    assert at_desk.post(page_of(article), many).status_code == 403


def test_a_report_of_a_shared_statement_is_edited_without_making_a_second_one(
    at_desk: Client, article: Article
) -> None:
    statement = make_citation(article, "“The gates number 0 stay open,”", make_person("Ada Brun")).statement
    other = make_article(text=TEXT)
    other.citations.all().delete()
    second = make_citation(other, "“The gates number 0 stay open,”", statement=statement)
    decide(at_desk, second, venue="the quay", words="“The gates number 0 stay open,” Anthony")
    statement.refresh_from_db()
    assert statement.venue == "the quay"
    assert Statement.objects.count() == 1


def test_a_reporter_does_not_change_what_anothers_story_reports_too(client: Client, reporter: User) -> None:
    theirs, mine = make_article(text=TEXT), make_article(text=TEXT, owner=reporter)
    Citation.objects.all().delete()
    statement = make_citation(theirs, "“The gates number 0 stay open,”", make_person("Ada Brun")).statement
    second = make_citation(mine, "“The gates number 0 stay open,”", statement=statement)
    client.force_login(reporter)
    assert "you may not decide on it" in decide(client, second, venue="the quay").content.decode()
    second.refresh_from_db()
    assert decide(client, second, words="“The gates number 0 stay open,” Anthony").status_code == 302
    statement.refresh_from_db()
    assert statement.venue == ""


def test_only_suggestions_of_high_confidence_by_somebody_on_file_are_accepted_together(
    at_desk: Client, article: Article, suggestions: list[Citation]
) -> None:
    make_person("Anthony Calder")
    Citation.objects.update(confidence="high")
    Citation.objects.filter(pk=suggestions[2].pk).update(confidence="medium")
    page = at_desk.get(page_of(article))

    assert "Accept the 2 of high confidence" in text_of(page)
    together = [f"{one.pk}:{seen(article, one)}" for one in suggestions[:2]]
    assert [card.is_sure for card in build_cards(article)] == [True, True, False]
    at_desk.post(page_of(article), {"action": "accept", "each": together})
    assert [one.status for one in article.citations.order_by("pk")] == ["confirmed", "confirmed", "suggested"]


def test_nothing_is_sure_whose_speaker_is_not_on_file_or_may_be_two(
    at_desk: Client, article: Article, suggestions: list[Citation]
) -> None:
    Citation.objects.update(confidence="high")
    assert not any(card.is_sure for card in build_cards(article))
    make_person("Anthony Calder")
    make_person("Anthony Calder")
    assert not any(card.is_sure for card in build_cards(article))
    assert "Accept the 0 of high confidence" in text_of(at_desk.get(page_of(article)))  # hidden
