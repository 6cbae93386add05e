from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles.confirming import Decision, confirm, find_words, read_spans, typed_words
from articles.models import Citation, Statement
from articles.utterances import Wanted, alike
from newsroom.dates import DAY, ONGOING, YEAR, PartialDate
from newsroom.models import User
from people.models import Organization, Person, PersonName
from people.registering import NewOfficial
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

MARCH_5 = PartialDate(date(2026, 3, 5), DAY)


def suggestion(full_name: str = "", printed_title: str = "", text: str = "The gates stay open, she said.") -> Citation:
    article = make_article(text=text)
    article.citations.all().delete()
    citation = make_citation(article, "The gates stay open", kind="indirect", confirmed=False)
    citation.full_name, citation.printed_title = full_name, printed_title
    citation.save()
    return citation


def test_confirming_makes_a_statement_of_a_suggestion(editor: User) -> None:
    citation, person = suggestion(), make_person("Ada Brun")
    statement = confirm(citation, Decision(kind="indirect", person=person, said=MARCH_5, topics=["gates"]), by=editor)
    assert citation.status == Citation.Status.CONFIRMED
    assert citation.decided_by == editor
    assert statement.speaker_person == person
    assert str(statement.said) == "5 March 2026"
    assert [tag.name for tag in statement.tags.all()] == ["gates"]
    assert person in citation.article.people.all()


def test_other_topics_are_told_in_the_history(editor: User) -> None:
    citation, person = suggestion(), make_person("Ada Brun")
    confirm(citation, Decision(kind="indirect", person=person, said=MARCH_5, topics=["gates"]), by=editor)
    statement = confirm(citation, Decision(kind="indirect", person=person, said=MARCH_5, topics=["ice"]), by=editor)
    assert statement.history.first().history_change_reason == "tags: gates → ice"


def test_the_office_held_on_the_day_is_found_and_frozen() -> None:
    person = make_person()
    office = make_office("Harbour Minister", make_organization("Harbour Ministry"))
    make_position(person, office, PartialDate(date(2025, 1, 1), YEAR), PartialDate(precision=ONGOING))
    make_position(
        person, make_office("Mayor"), PartialDate(date(2020, 1, 1), YEAR), PartialDate(date(2024, 1, 1), YEAR)
    )
    statement = confirm(suggestion(), Decision(kind="indirect", person=person, said=MARCH_5), by=None)
    assert statement.office_label == "Harbour Minister, Harbour Ministry"
    office.title = "Minister of Ports"
    office.save()
    statement.refresh_from_db()
    statement.save()
    assert statement.office_label == "Harbour Minister, Harbour Ministry"


def test_a_printed_title_that_does_not_fit_the_office_is_flagged() -> None:
    person = make_person()
    make_position(
        person, make_office("Harbour Minister"), PartialDate(date(2025, 1, 1), YEAR), PartialDate(precision=ONGOING)
    )
    decision = Decision(kind="indirect", person=person, said=MARCH_5, printed_title="Finance Minister")
    statement = confirm(suggestion(), decision, by=None)
    assert statement.title_disagrees("Finance Minister")
    assert not statement.title_disagrees("the Harbour Minister")


def test_the_office_can_be_left_out_on_purpose() -> None:
    person = make_person()
    make_position(person, None, PartialDate(date(2025, 1, 1), YEAR), PartialDate(precision=ONGOING))
    decision = Decision(kind="indirect", person=person, said=MARCH_5, without_position=True)
    assert confirm(suggestion(), decision, by=None).position is None


def test_one_step_makes_person_office_and_organization_from_the_print() -> None:
    citation = suggestion("Anthony Calder", "Harbour Minister")
    new = NewOfficial(
        name="Antony Calder",
        printed_name="Anthony Calder",
        office="Harbour Minister",
        organization="Harbour Ministry",
        organization_kind=Organization.Kind.MINISTRY,
        country="Velmark",
    )
    decision = Decision(kind="indirect", new_official=new, said=MARCH_5, printed_title="Harbour Minister")
    statement = confirm(citation, decision, by=None)
    person = Person.objects.get()
    assert person.name == "Antony Calder"
    assert statement.office_label == "Harbour Minister, Harbour Ministry"
    form = PersonName.objects.get()
    assert (form.name, form.kind) == ("Anthony Calder", PersonName.Kind.MISSPELLING)


def test_the_other_suggestions_of_the_story_are_matched_to_the_new_person_at_once() -> None:
    citation = suggestion("Anthony Calder")
    other = make_citation(citation.article, "she said", confirmed=False)
    Citation.objects.filter(pk=other.pk).update(full_name="Anthony Calder")
    confirm(citation, Decision(kind="indirect", new_official=NewOfficial("Antony Calder", "Anthony Calder")), by=None)
    other.refresh_from_db()
    assert other.matched_person.name == "Antony Calder"


def test_choosing_somebody_of_a_similar_name_keeps_the_spelling_for_the_next_time() -> None:
    person = make_person("Antony Calder")
    confirm(suggestion("Anthony Calder"), Decision(kind="indirect", person=person), by=None)
    assert Person.objects.known_as("Anthony Calder").get() == person


def test_choosing_somebody_else_altogether_does_not_make_their_name_a_misspelling() -> None:
    person = make_person("Ada Brun")
    confirm(suggestion("Anthony Calder"), Decision(kind="indirect", person=person), by=None)
    assert not PersonName.objects.exists()


def test_a_suggestion_becomes_another_citation_of_a_statement_on_record() -> None:
    person = make_person("Ada Brun")
    first = confirm(suggestion(), Decision(kind="direct", person=person, said=MARCH_5), by=None)
    second = confirm(suggestion(), Decision(kind="indirect", statement=first), by=None)
    assert first == second
    assert first.citations.confirmed().count() == 2
    assert Statement.objects.count() == 1


def test_near_same_words_of_the_same_speaker_are_offered_as_the_same_statement() -> None:
    person = make_person("Ada Brun")
    first = confirm(suggestion(), Decision(kind="direct", person=person), by=None)
    article = make_article(text="Elsewhere.")
    wanted = [Wanted(person.pk, "“The gates will stay open”"), Wanted(person.pk, "Quite another subject, this.")]
    found = [one.on_record for one in alike(article, wanted)]
    assert [twin.statement for twin in found[0]] == [first]
    assert found[1] == []


def test_changing_the_speaker_takes_back_whom_the_statement_had_brought_in() -> None:
    wrong, right = make_person("Ada Brun"), make_person("Tom Lind")
    citation = suggestion()
    confirm(citation, Decision(kind="indirect", person=wrong), by=None)
    publish(citation.article)
    citation = Citation.objects.get(pk=citation.pk)
    statement = confirm(citation, Decision(kind="indirect", person=right), by=None)
    assert statement == citation.statement
    assert list(Person.objects.published()) == [right]


def test_a_statement_by_an_organization_or_an_unnamed_source() -> None:
    ministry = make_organization("Harbour Ministry")
    assert confirm(suggestion(), Decision(kind="indirect", organization=ministry), by=None).speaker == ministry
    unnamed = confirm(suggestion(), Decision(kind="indirect", source="a senior official"), by=None)
    assert unnamed.speaker is None
    assert unnamed.speaker_label == "a senior official"


def test_words_spoken_on_behalf_of_somebody_are_not_their_own() -> None:
    spokeswoman, minister = make_person("Ada Brun"), make_person("Tom Lind")
    statement = confirm(suggestion(), Decision(kind="indirect", person=spokeswoman, behalf=minister), by=None)
    assert list(minister.statements_for.all()) == [statement]
    assert not minister.statements.exists()


@pytest.mark.parametrize("speaker", [{}, {"source": "x", "two": True}])
def test_without_exactly_one_speaker_nothing_is_stored(speaker: dict[str, object]) -> None:
    citation = suggestion()
    fields = {"source": "an official", "person": make_person()} if speaker.pop("two", False) else speaker
    with pytest.raises(ValidationError, match="One speaker"):
        confirm(citation, Decision(kind="indirect", **fields), by=None)
    citation.refresh_from_db()
    assert citation.status == Citation.Status.SUGGESTED
    assert not Statement.objects.exists()


def test_nobody_speaks_on_their_own_behalf() -> None:
    person = make_person()
    with pytest.raises(ValidationError, match="own behalf"):
        confirm(suggestion(), Decision(kind="indirect", person=person, behalf=person), by=None)


def test_an_office_without_its_organization_is_refused_and_nobody_is_made() -> None:
    new = NewOfficial("Ada Brun", office="Minister")
    with pytest.raises(ValidationError, match="Name the organization"):
        confirm(suggestion(), Decision(kind="indirect", new_official=new), by=None)
    assert not Person.objects.exists()


def test_a_reporter_confirms_in_own_stories_only(reporter: User, other_reporter: User) -> None:
    citation, person = suggestion(), make_person()
    citation.article.take(by=reporter)
    with pytest.raises(PermissionDenied):
        confirm(citation, Decision(kind="indirect", person=person), by=other_reporter)
    with pytest.raises(PermissionDenied):
        citation.reject(by=other_reporter)
    confirm(citation, Decision(kind="indirect", person=person), by=reporter)
    assert citation.status == Citation.Status.CONFIRMED


def test_rejecting_what_was_confirmed_takes_it_off_the_record() -> None:
    citation, person = suggestion(), make_person()
    confirm(citation, Decision(kind="indirect", person=person), by=None)
    publish(citation.article)
    Citation.objects.get(pk=citation.pk).reject(by=None)
    assert not Statement.objects.published().exists()
    assert not Person.objects.published().exists()


TEXT = "“No,” Ada said. “Never.”\n\n“No,” Tom said."


def test_typed_words_are_found_in_their_place() -> None:
    assert find_words(TEXT, "“Never.”") == [(16, 24)]


def test_several_parts_are_divided_by_a_line_with_dots() -> None:
    spans = find_words(TEXT, "“Never.”\n …\n“No,” Ada")
    assert spans == [(0, 9), (16, 24)]
    assert typed_words(TEXT, spans) == "“No,” Ada\n…\n“Never.”"


def test_line_breaks_and_spaces_between_typed_words_do_not_matter() -> None:
    assert find_words(TEXT, "  “No,”\n Tom   said. ") == [(26, 41)]


def test_words_that_stand_twice_are_taken_where_they_were_before() -> None:
    with pytest.raises(ValidationError, match="stands in the story 2 times"):
        find_words(TEXT, "“No,”")
    assert find_words(TEXT, "“No,”", near=[(26, 41)]) == [(26, 31)]


@pytest.mark.parametrize(
    ("typed", "told"),
    [("“Perhaps.”", "does not stand in the story"), ("…", "Give the words"), ("“Never.”\n…\nNever", "overlap")],
)
def test_words_that_cannot_be_placed_are_refused_with_the_reason(typed: str, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        find_words(TEXT, typed)


def test_words_selected_with_the_mouse_are_found_where_they_were_selected() -> None:
    assert read_spans("26-31 16-24", TEXT, "“Never.”\n…\n“No,”") == []  # in another order than typed
    assert read_spans("16-24 26-31", TEXT, "“Never.”\n…\n“No,”") == [(16, 24), (26, 31)]
    assert read_spans("16-24", TEXT, "“Never!”") == []  # typed over since
    assert read_spans("nonsense 5-", TEXT, "“Never.”") == []
    with pytest.raises(ValidationError, match="overlap"):
        read_spans("0-9 5-9", TEXT, f"{TEXT[0:9]}\n…\n{TEXT[5:9]}")
