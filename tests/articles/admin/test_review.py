import re

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Citation, Statement
from articles.revising import revise
from newsroom.dates import read_partial_date
from newsroom.models import User
from people.models import Organization, Person, PersonName
from tests.desk import text_of
from tests.factories import (
    make_article,
    make_citation,
    make_office,
    make_organization,
    make_person,
    make_position,
    publish,
)

pytestmark = pytest.mark.django_db

TEXT = "“The gates stay open,” Anthony Calder said.\n\nAda Brun said the pier would be closed on Monday."


@pytest.fixture
def article() -> Article:
    article = make_article("Gates and pier", text=TEXT)
    article.citations.all().delete()
    return article


@pytest.fixture
def citation(article: Article) -> Citation:
    citation = make_citation(article, "“The gates stay open,”", confirmed=False)
    Citation.objects.filter(pk=citation.pk).update(
        full_name="Anthony Calder", printed_name="Anthony Calder", printed_title="Harbour Minister", cue="said"
    )
    citation.refresh_from_db()
    return citation


def page_of(article: Article) -> str:
    return reverse("admin:articles_article_statements", args=[article.pk])


def decide(client: Client, citation: Citation, action: str = "confirm", **changed: str) -> object:
    """Send the form of one citation as a browser would: as it was shown, with these changes."""
    page = client.get(page_of(citation.article))
    card = next(card for card in [*page.context["cards"], *page.context["rejected"]] if card.citation == citation)
    sent = {card.form.add_prefix(name): str(field.initial or "") for name, field in card.form.fields.items()}
    sent |= {card.form.add_prefix(name): str(card.form[name].value() or "") for name in card.form.fields}
    sent |= {card.form.add_prefix(name): value for name, value in changed.items()}
    sent = {name: value for name, value in sent.items() if value != "False"}
    known = {"citation": str(citation.pk), "version": card.form.version, "action": action}
    return client.post(page_of(citation.article), {**sent, **known})


def test_text_and_suggestions_stand_side_by_side(at_desk: Client, citation: Citation) -> None:
    page = at_desk.get(page_of(citation.article)).content.decode()
    mark = f'<mark class="suggested" data-statement="{citation.pk}" id="t{citation.pk}">'
    assert f"{mark}“The gates stay open,”</mark>" in page
    assert "Printed: “Anthony Calder”, Harbour Minister" in page
    assert "Cue: “said”" in page


def test_an_unknown_speaker_is_made_in_one_step_prefilled_from_the_print(at_desk: Client, citation: Citation) -> None:
    decide(
        at_desk,
        citation,
        new_name="Antony Calder",
        new_organization="Harbour Ministry",
        new_organization_kind="ministry",
    )
    statement = Statement.objects.get()
    assert statement.speaker_label == "Antony Calder"
    assert statement.office_label == "Harbour Minister, Harbour Ministry"
    assert PersonName.objects.get().name == "Anthony Calder"


def test_similar_persons_are_shown_before_anybody_new(at_desk: Client, citation: Citation) -> None:
    make_person("Antony Calder")
    page = at_desk.get(page_of(citation.article)).content.decode()
    assert re.search(r"Antony Calder \(similar name: Antony Calder, 9\d %\).*A person not on file yet", page, re.DOTALL)
    assert 'value="new" checked' not in page


def test_a_known_speaker_is_confirmed_with_one_button(at_desk: Client, citation: Citation) -> None:
    person = make_person("Calder, Anthony")
    response = decide(at_desk, citation)
    assert response.status_code == 302
    assert Statement.objects.get().speaker_person == person


def test_when_several_bear_the_name_the_editor_chooses(at_desk: Client, citation: Citation) -> None:
    make_person("Anthony Calder")
    second = make_person("Anthony Calder")
    page = at_desk.get(page_of(citation.article)).content.decode()
    assert page.count("one of 2 who bear this name") == 2
    assert "This field is required" in decide(at_desk, citation).content.decode()
    decide(at_desk, citation, speaker=f"person-{second.pk}")
    assert Statement.objects.get().speaker_person == second


def test_a_second_person_of_a_name_on_file_is_made_only_on_purpose(at_desk: Client, citation: Citation) -> None:
    make_person("Anthony Calder")
    fields = {"speaker": "new", "new_office": ""}
    assert "On file already: Anthony Calder" in decide(at_desk, citation, **fields).content.decode()
    assert Person.objects.count() == 1
    decide(at_desk, citation, same_name="on", **fields)
    assert Person.objects.count() == 2


def test_a_name_on_file_can_be_typed(at_desk: Client, citation: Citation) -> None:
    person = make_person("Ada Brun")
    assert "Nobody on file" in decide(at_desk, citation, speaker="named", known_name="Nobody").content.decode()
    assert "Write the name" in decide(at_desk, citation, speaker="named", known_name="").content.decode()
    decide(at_desk, citation, speaker="named", known_name="brun, ada")
    assert Statement.objects.get().speaker_person == person


def test_an_organization_can_speak_known_or_new(at_desk: Client, citation: Citation, article: Article) -> None:
    make_organization("Harbour Ministry", short_name="HM")
    decide(at_desk, citation, speaker="named", known_name="HM")
    other = make_citation(article, "the pier would be closed", confirmed=False)
    assert "Give the name" in decide(at_desk, other, speaker="new_organization").content.decode()
    decide(at_desk, other, speaker="new_organization", voice_name="Port Office", voice_kind="agency")
    assert {one.speaker_label for one in Statement.objects.all()} == {"Harbour Ministry", "Port Office"}
    assert Organization.objects.get(name="Port Office").kind == "agency"


def test_a_source_without_a_name_is_kept_as_printed(at_desk: Client, citation: Citation) -> None:
    assert "Say how the story calls" in decide(at_desk, citation, speaker="source").content.decode()
    decide(at_desk, citation, speaker="source", source="a senior official")
    assert Statement.objects.get().speaker_label == "a senior official"


def test_everything_else_is_kept_with_the_decision(at_desk: Client, citation: Citation) -> None:
    make_person("Anthony Calder")
    minister = make_person("Tom Lind")
    decide(
        at_desk,
        citation,
        kind="mixed",
        said="2026-03",
        venue="the pier",
        topics="gates, harbour",
        behalf="Tom Lind",
        is_translated="on",
    )
    statement = Statement.objects.get()
    citation.refresh_from_db()
    assert (citation.kind, citation.is_translated) == ("mixed", True)
    assert (str(statement.said), statement.venue, statement.behalf_person) == ("March 2026", "the pier", minister)
    assert {tag.name for tag in statement.tags.all()} == {"gates", "harbour"}


def test_confirmed_again_the_form_shows_what_was_kept(at_desk: Client, citation: Citation) -> None:
    make_position(make_person("Anthony Calder"))
    decide(at_desk, citation, said="2026-03-05", venue="the pier", topics="gates")
    citation.refresh_from_db()
    decide(at_desk, citation, venue="the quay")
    statement = Statement.objects.get()
    assert (statement.venue, str(statement.said)) == ("the quay", "5 March 2026")


def test_words_are_corrected_by_copying_them(at_desk: Client, citation: Citation) -> None:
    make_person("Anthony Calder")
    assert "does not stand in the story" in decide(at_desk, citation, words="not there").content.decode()
    decide(at_desk, citation, words="“The gates stay open,” Anthony Calder")
    anchor = citation.anchors.get()
    assert citation.article.latest_revision.text[slice(*anchor.spans[0])] == "“The gates stay open,” Anthony Calder"


def test_a_rejected_suggestion_is_put_away_and_can_still_be_confirmed(at_desk: Client, citation: Citation) -> None:
    make_person("Anthony Calder")
    decide(at_desk, citation, action="reject")
    page = at_desk.get(page_of(citation.article))
    assert [card.citation for card in page.context["rejected"]] == [citation]
    decide(at_desk, citation)
    citation.refresh_from_db()
    assert citation.status == Citation.Status.CONFIRMED


def test_a_statement_that_was_not_found_is_added(at_desk: Client, article: Article) -> None:
    person = make_person("Ada Brun")
    sent = {
        "citation": "new",
        "action": "confirm",
        "new-words": "the pier would be closed on Monday",
        "new-kind": "indirect",
        "new-speaker": "named",
        "new-known_name": "Ada Brun",
        "new-said": "2026-03-05",
    }
    sent["version"] = at_desk.get(page_of(article)).context["missed"].version
    assert at_desk.post(page_of(article), sent).status_code == 302
    assert Statement.objects.get().speaker_person == person
    assert at_desk.post(page_of(article), sent).status_code == 409  # sent twice
    version = at_desk.get(page_of(article)).context["missed"].version
    refused = at_desk.post(page_of(article), {**sent, "new-words": "not there", "version": version})
    assert "does not stand in the story" in refused.content.decode()
    assert Citation.objects.count() == 1


def test_the_date_of_the_story_is_asked_once_and_taken_by_every_suggestion(at_desk: Client, citation: Citation) -> None:
    article = citation.article
    at_desk.post(page_of(article), {"action": "date", "story-dated": "2026-03-05"})
    make_person("Anthony Calder")
    decide(at_desk, citation)
    assert str(Statement.objects.get().said) == "5 March 2026"
    told = at_desk.post(page_of(article), {"action": "date", "story-dated": "soon"}, follow=True).content.decode()
    assert "is not a date" in told


def test_another_report_of_what_is_on_record_is_attached_to_it(at_desk: Client, citation: Citation) -> None:
    person = make_person("Anthony Calder")
    other = make_article(text="“The gates stay open,” he said.")
    other.citations.all().delete()
    first = make_citation(other, "“The gates stay open,”", person).statement
    page = at_desk.get(page_of(citation.article)).content.decode()
    assert "Another report of what is on record" in page
    decide(at_desk, citation, speaker=f"statement-{first.pk}")
    citation.refresh_from_db()
    assert citation.statement == first
    assert Statement.objects.count() == 1


def test_a_printed_title_that_does_not_fit_is_pointed_out(at_desk: Client, citation: Citation) -> None:
    from newsroom.dates import ONGOING, PartialDate, read_partial_date
    from tests.factories import make_office

    person = make_person("Anthony Calder")
    make_position(person, make_office("Finance Minister"), read_partial_date("2020"), PartialDate(precision=ONGOING))
    citation.article.dated = read_partial_date("2026-03-05")
    citation.article.save()
    assert "does not fit the office held that day" in at_desk.get(page_of(citation.article)).content.decode()
    decide(at_desk, citation)
    told = at_desk.get(page_of(citation.article)).content.decode()
    assert "that day the office was Finance Minister" in told


def test_an_orphan_is_shown_first_and_settled_with_new_words(at_desk: Client, article: Article) -> None:
    citation = make_citation(article, "“The gates stay open,”", make_person("Anthony Calder"))
    revise(article, by=None, headline="x", body="<p>“The gates stay shut,” Anthony Calder said.</p>")
    page = at_desk.get(page_of(article))
    assert page.context["cards"][0].citation == citation
    assert "its words are not in the latest version" in page.content.decode()
    decide(at_desk, citation, words="“The gates stay shut,”")
    assert not article.citations.orphaned().exists()


def test_a_new_official_of_no_organization_is_told_to_lack_one(at_desk: Client, citation: Citation) -> None:
    assert "of which organization is asked next" in at_desk.get(page_of(citation.article)).content.decode()
    Citation.objects.filter(pk=citation.pk).update(printed_organization="Harbour Ministry")
    assert "of which organization" not in at_desk.get(page_of(citation.article)).content.decode()


def test_an_orphan_waits_and_takes_the_words_that_are_in_its_place(at_desk: Client, article: Article) -> None:
    speaker = make_person("Anthony Calder")
    citation = make_citation(article, "“The gates stay open,”", speaker)
    revise(article, by=None, headline="x", body="<p>“The gates stay shut,” Anthony Calder said.</p>")
    assert article.citations.suggested().count() == 1
    page = at_desk.get(page_of(article))
    assert page.context["waiting"] == 2
    told = text_of(page)
    assert "Perhaps these words took their place:" in told
    assert "Drop it" in told
    card = page.context["cards"][0]
    sent = {"citation": citation.pk, "version": card.options.proposed_version, "action": "accept"}
    answer = at_desk.post(page_of(article), sent, headers={"Accept": "application/json"}).json()
    assert (answer["done"], answer["waiting"], answer["order"]) == (True, 0, [citation.pk])
    assert f'data-statement="{citation.pk}"' in answer["text"]
    assert citation.anchors.get(revision=article.latest_revision).words == "“The gates stay shut”"
    assert article.citations.count() == 1


def test_an_orphan_takes_no_words_of_another_speaker_or_of_another_sentence(at_desk: Client, article: Article) -> None:
    make_citation(article, "“The gates stay open,”", make_person("Anthony Calder"))
    body = "<p>“The gates stay open again,” Ada Brun said. “I like cats and tea in winter,” Anthony Calder said.</p>"
    revise(article, by=None, headline="x", body=body)
    assert article.citations.suggested().count() == 2
    assert at_desk.get(page_of(article)).context["cards"][0].words_now == ""


def test_words_that_are_on_record_already_are_refused(at_desk: Client, article: Article) -> None:
    speaker = make_person("Anthony Calder")
    make_citation(article, "“The gates stay open,”", speaker)
    again = make_citation(article, "The gates stay open", speaker, confirmed=False)
    page = decide(at_desk, again, speaker=f"person-{speaker.pk}")
    assert "These words are on record already, as a statement by Anthony Calder in this story." in text_of(page)
    assert Statement.objects.count() == 1
    other = make_person("Ada Brun")  # they said it together
    decide(at_desk, again, speaker="named", known_name=other.name)
    assert Statement.objects.count() == 2


def test_a_suggestion_goes_when_its_words_are_confirmed_by_hand(at_desk: Client, citation: Citation) -> None:
    by_hand = make_citation(citation.article, "The gates stay open", make_person("Anthony Calder"), confirmed=False)
    decide(at_desk, by_hand, speaker="named", known_name="Anthony Calder")
    assert list(citation.article.citations.all()) == [by_hand]


def test_dating_the_story_dates_its_statements_too_where_that_is_wished(at_desk: Client, article: Article) -> None:
    speaker = make_person("Anthony Calder")
    held = make_position(speaker, make_office("Harbour Minister"), read_partial_date("2020"), read_partial_date("2027"))
    citation = make_citation(article, "“The gates stay open,”", speaker)
    dated = make_citation(article, "the pier would be closed on Monday", make_person("Ada Brun"))
    Statement.objects.filter(pk=dated.statement_id).update(said_on="2026-03-01", said_on_precision="day")
    assert "and so are its confirmed statements without a day" in text_of(at_desk.get(page_of(article)))
    at_desk.post(page_of(article), {"action": "date", "story-dated": "2026-03-05"})
    assert article.citations.confirmed().undated().count() == 1
    sent = {"action": "date", "story-dated": "2026-03-05", "story-also_confirmed": "on"}
    assert "1 confirmed statement has it" in text_of(at_desk.post(page_of(article), sent, follow=True))
    citation.statement.refresh_from_db()
    assert (str(citation.statement.said), citation.statement.position) == ("5 March 2026", held)
    assert citation.statement.office_label == held.label
    dated.statement.refresh_from_db()
    assert str(dated.statement.said) == "1 March 2026"


def test_ten_suggestions_cost_as_many_queries_as_one(at_desk: Client, django_assert_max_num_queries: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (1, 10):
        parts = [f"Sentence {index} of the story {number}." for index in range(number)]
        article = make_article(text="\n\n".join(parts))
        for index, part in enumerate(parts):
            person = make_person(f"Person {index} Number{number}")
            citation = make_citation(article, part, confirmed=False)
            Citation.objects.filter(pk=citation.pk).update(full_name=person.name, matched_person=person)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            at_desk.get(page_of(article))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 25


def test_a_stranger_is_sent_to_the_login(client: Client, citation: Citation) -> None:
    response = client.get(page_of(citation.article))
    assert response.status_code == 302
    assert "/login/" in response["Location"]


def test_a_reporter_looks_at_anothers_story_but_decides_nothing(
    client: Client, reporter: User, citation: Citation
) -> None:
    client.force_login(reporter)
    assert client.get(page_of(citation.article)).status_code == 200
    sent = {"citation": str(citation.pk), "action": "reject"}
    assert client.post(page_of(citation.article), sent).status_code == 403
    assert client.post(page_of(citation.article), {"action": "date", "story-dated": "2026"}).status_code == 403
    citation.refresh_from_db()
    assert citation.status == Citation.Status.SUGGESTED


def test_a_citation_of_another_story_is_not_decided_on_here(at_desk: Client, citation: Citation) -> None:
    other = publish(make_article())
    for number in (str(citation.pk), "999999", "x", ""):
        assert at_desk.post(page_of(other), {"citation": number, "action": "reject"}).status_code == 404
