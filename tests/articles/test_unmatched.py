"""Who speaks in the stories and is nobody on file."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from articles.models import Citation
from articles.unmatched import as_json, unmatched_speakers
from tests.factories import make_article, make_citation, make_organization, make_person, make_section

pytestmark = pytest.mark.django_db


def story(headline: str, *speakers: tuple[str, str, str], **fields: Any) -> Any:
    """A story in which these (full name, mention, title) each say something, none of them matched."""
    words = [f"We wait {number}." for number, _ in enumerate(speakers)]
    article = make_article(headline, text="\n\n".join(words) or "Nothing.", section=make_section(), **fields)
    article.citations.all().delete()
    for said, (full_name, mention, title) in zip(words, speakers, strict=True):
        citation = make_citation(article, said, confirmed=False)
        Citation.objects.filter(pk=citation.pk).update(full_name=full_name, printed_name=mention, printed_title=title)
    return article


def test_those_who_speak_most_come_first_with_titles_as_printed_and_the_newest_story() -> None:
    story("Old", ("Ada Brun", "Brun", "Harbour Minister"), ("Carl Dane", "Dane", ""))
    newest = story("New", ("Ada Brun", "She", "minister"), ("BRUN Ada", "Brun", "Harbour Minister"))
    assert [as_json(one) for one in unmatched_speakers()] == [
        {
            "name": "Ada Brun",
            "statements": 3,
            "forms": ["Ada Brun", "BRUN Ada"],
            "titles": ["Harbour Minister", "minister"],
            "story": newest.pk,
            "headline": "New",
        },
        {
            "name": "Carl Dane",
            "statements": 1,
            "forms": ["Carl Dane"],
            "titles": [],
            "story": newest.pk - 1,
            "headline": "Old",
        },
    ]


@pytest.mark.parametrize(
    "mention", ["He", "she", "they", "a senior official", "The minister", "Western officials", "…"]
)
def test_a_mention_that_is_no_name_is_left_out(mention: str) -> None:
    story("Gates", ("", mention, ""))
    assert unmatched_speakers() == []


@pytest.mark.parametrize("mention", ["Dane", "Carl van der Dane", "林芳正"])
def test_a_name_without_a_full_one_is_listed(mention: str) -> None:
    story("Gates", ("", mention, ""))
    assert [one.name for one in unmatched_speakers()] == [mention]


def test_who_is_on_file_by_now_is_matched_by_every_form_of_the_name() -> None:
    story("Gates", ("Ada Brun", "", ""), ("", "Harbour Board", ""), ("Carl Dane", "", ""))
    make_person("Mia Holm").names.create(name="BRUN, Ada")
    make_organization("The Harbour Board")
    assert [one.name for one in unmatched_speakers()] == ["Carl Dane"]


def test_a_speaker_who_was_confirmed_as_printed_counts_and_one_on_file_does_not() -> None:
    article = make_article(text="We wait.\n\nWe go.", section=make_section())
    article.citations.all().delete()
    make_citation(article, "We wait.", speaker_source="Carl Dane")
    make_citation(article, "We go.", make_person("Ada Brun"))
    assert [(one.name, one.statements) for one in unmatched_speakers()] == [("Carl Dane", 1)]


def test_spiked_copy_and_rejected_suggestions_do_not_count() -> None:
    story("Spiked", ("Ada Brun", "", "")).spike(by=None)
    rejected = story("Rejected", ("Carl Dane", "", "")).citations.get()
    rejected.reject(by=None)
    assert unmatched_speakers() == []


def test_ten_stories_cost_as_many_queries_as_one(django_assert_num_queries: Any) -> None:
    for number in range(10):
        story(f"Story {number}", (f"Ada Brun{number}", "", "minister"))
    with django_assert_num_queries(5):
        assert len(unmatched_speakers()) == 10


def test_the_command_prints_them_as_text_and_as_json() -> None:
    article = story("Gates", ("Ada Brun", "", "Harbour Minister"))
    printed = [StringIO(), StringIO()]
    call_command("list_unmatched", stdout=printed[0])
    call_command("list_unmatched", "--format", "json", stdout=printed[1])
    assert printed[0].getvalue() == (
        f"    1  Ada Brun (Harbour Minister)\n       e.g. story {article.pk}: Gates\n1 speakers are nobody on file\n"
    )
    assert [one["name"] for one in json.loads(printed[1].getvalue())] == ["Ada Brun"]
