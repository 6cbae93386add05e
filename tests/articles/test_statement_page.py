"""A statement's own page: worth quoting from."""

import html
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Citation, Statement
from articles.reading import in_context
from newsroom.models import Publication
from people.models import Person
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


def page_of(statement: Statement) -> str:
    response = Client().get(statement.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def on(day: date) -> dict[str, object]:
    return {"said_on": day, "said_on_precision": "day"}


def also_reported(first: Citation, words: str, kind: str = "direct") -> Citation:
    other = make_article(text=f"It rained. {words}, Brun said. Nobody clapped.")
    citation = make_citation(other, words, first.statement.speaker_person, statement=first.statement, kind=kind)
    publish(other)
    return citation


def test_it_can_be_cited_as_plain_text_without_a_script() -> None:
    Publication.objects.create(name="The Port Elise Courier")
    person = make_person("Ada Brun")
    position = make_position(person, make_office("Harbour Minister", make_organization("Harbour Ministry")))
    citation = make_public_statement("Gates & <piers> stay.", person, position=position, **on(date(2026, 3, 5)))
    box = re.search(r"<textarea[^>]* readonly[^>]*>(.*?)</textarea>", page_of(citation.statement), re.DOTALL)
    assert box is not None
    assert html.unescape(box[1]).strip() == (
        "“Gates & <piers> stay.” — Ada Brun, Harbour Minister, Harbour Ministry, 5 March 2026 (quoted). "
        f"The Port Elise Courier. https://paper.example/statements/{citation.statement_id}/"
    )


def test_the_button_to_copy_is_hidden_until_its_script_shows_it() -> None:
    page = page_of(make_public_statement().statement)
    assert '<button type="button" hidden data-copy="citation-text">' in page
    assert 'type="module" src="/static/js/copy' in page


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("direct", "word for word"),
        ("mixed", "the rest is the reporter’s wording"),
        ("indirect", "in the reporter’s wording"),
    ],
)
def test_what_its_kind_means_is_said(kind: str, told: str) -> None:
    assert told in page_of(make_public_statement(kind=kind).statement)


def test_where_reports_differ_in_wording_the_differences_are_marked() -> None:
    first = make_public_statement("We shall keep the northern gates of the harbour open.", make_person("Ada Brun"))
    also_reported(first, "“We shall keep the southern gates of the harbour open”")
    page = page_of(first.statement)
    assert "<del>" in page
    assert re.search(r"<del>.*?northern.*?</del>\s*<ins>.*?southern.*?</ins>", page)


def test_the_same_words_and_other_words_are_told_and_not_marked() -> None:
    first = make_public_statement("We shall keep the gates of the harbour open.", make_person("Ada Brun"))
    also_reported(first, "“We shall keep the gates of the harbour open”")
    also_reported(first, "“Ships are welcome”")
    page = page_of(first.statement)
    assert "The same words." in page
    assert "Told in other words." in page
    assert "<del>" not in page


def test_every_report_stands_between_its_neighbours_and_leads_to_its_sentence() -> None:
    first = make_public_statement("We shall keep the gates open.", make_person("Ada Brun"))
    other = also_reported(first, "The gates would stay open", "indirect")
    lead = Statement.objects.published().for_lists().get().lead_citation
    reports = in_context(Citation.objects.published().for_lists().defer(None), lead)
    assert [report.citation.pk for report in reports] == [first.pk, other.pk]
    shown = "".join(text for text, _ in reports[1].context)
    assert shown == "It rained. The gates would stay open, Brun said. Nobody clapped."
    page = page_of(first.statement)
    for citation in (first, other):
        assert f'href="{citation.get_absolute_url()}"' in page


def neighbours(statement: Statement) -> list[str]:
    return re.findall(r'rel="(?:prev|next)" href="([^"]*)"', page_of(statement))


def test_earlier_and_later_statements_of_the_same_speaker_are_one_click_away() -> None:
    person = make_person("Ada Brun")
    days = [date(2026, 3, 5), date(2026, 1, 1), date(2026, 3, 5), None]
    by_day = [
        make_public_statement(f"Number {index}.", person, **(on(day) if day else {})).statement
        for index, day in enumerate(days)
    ]
    in_order = [by_day[3], by_day[1], by_day[0], by_day[2]]
    make_public_statement("Somebody else.", **on(date(2026, 2, 1)))
    make_public_statement("As a voice.", person, behalf_person=make_person(), **on(date(2026, 2, 1)))
    make_citation(make_article(text="A draft."), "A draft", person, **on(date(2026, 2, 1)))
    for index, statement in enumerate(in_order):
        beside = [*in_order[max(0, index - 1) : index], *in_order[index + 1 : index + 2]]
        assert neighbours(statement) == [one.get_absolute_url() for one in beside]


def test_a_source_without_a_name_has_no_neighbours() -> None:
    for _ in range(2):
        article = make_article(text="The gates stay open.")
        citation = make_citation(article, "The gates stay open", speaker_source="a senior official")
        publish(article)
    assert neighbours(citation.statement) == []


def test_a_speaker_without_a_page_yet_is_cited_all_the_same() -> None:
    citation = make_public_statement("The gates stay open.", make_person("Uma Vale"))
    later = timezone.now() + timedelta(days=1)
    Person.objects.update(released_at=later, released_by_hand=True)
    assert "— Uma Vale, day not known (quoted)." in page_of(citation.statement)
