"""With which verb a report is introduced."""

import pytest
from django.test import Client

from articles.introducing import introduction
from tests.factories import make_public_statement


@pytest.mark.parametrize(
    ("cue", "verb"),
    [
        ("demanded", "demanded"),
        ("Demanded", "demanded"),
        ("pointed out", "pointed out"),
        ("called", "called"),
        ("told", "said"),
        ("adding", "said"),
        ("according to", "said"),
        ("", "said"),
        ("weaving", "said"),
    ],
)
def test_a_report_is_introduced_by_its_cue_where_that_stands_by_itself(cue: str, verb: str) -> None:
    assert introduction(cue, "en-GB") == verb


def test_reports_in_languages_we_do_not_know_have_no_verb() -> None:
    assert introduction("sagte", "de") == ""


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "is_introduced"), [("direct", False), ("mixed", True), ("indirect", True)])
def test_readers_see_it_before_words_that_are_not_the_speakers_own(
    client: Client, kind: str, is_introduced: bool
) -> None:
    citation = make_public_statement("had been warned by its own lawyers", kind=kind)
    type(citation).objects.filter(pk=citation.pk).update(cue="alleged")
    person = citation.statement.speaker_person
    for page in (citation.statement.get_absolute_url(), person.get_absolute_url(), "/statements/"):
        shown = client.get(page).content.decode()
        assert ('<span class="introduction">alleged</span> ' in shown) == is_introduced, page
    assert ("[alleged] " in client.get(citation.statement.get_absolute_url()).content.decode()) == is_introduced
