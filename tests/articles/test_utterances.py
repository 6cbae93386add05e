"""Whether a report may be another one of something that was said already."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.confirming import Decision, confirm
from articles.models import Anchor, Article, Citation, Statement, TellingWord
from articles.utterances import Alike, Wanted, alike, days_apart
from newsroom.dates import PartialDate, read_partial_date
from people.models import Person, PersonName
from tests.factories import make_article, make_citation, make_organization, make_person, make_public_statement
from tests.timing import Seconds

pytestmark = pytest.mark.django_db

WORDS = "“The gates of the harbour stay open all winter long”"
RETOLD = "the harbour gates would stay open all winter"
MARCH_5 = read_partial_date("2026-03-05")


def story(text: str, day: str = "2026-03-05", headline: str = "") -> Article:
    article = make_article(headline, text=text)
    article.dated = read_partial_date(day)
    article.save()
    article.citations.all().delete()
    return article


def on_record(person: Person, words: str = WORDS, day: str = "2026-03-05", **fields: object) -> Citation:
    said = read_partial_date(day)
    return make_citation(
        story(words, day), words, person, said_on=said.first, said_on_precision=said.precision, **fields
    )


def waiting(
    words: str = RETOLD, person: Person | None = None, full_name: str = "", day: str = "2026-03-05"
) -> Citation:
    citation = make_citation(story(f"{words}, she said.", day, "Elsewhere"), words, kind="indirect", confirmed=False)
    Citation.objects.filter(pk=citation.pk).update(matched_person=person, full_name=full_name)
    return citation


def ask(person: Person | None = None, words: str = RETOLD, day: str = "2026-03-05", **given: object) -> Alike:
    return alike(story("Elsewhere.", day), [Wanted(person.pk if person else 0, words, **given)])[0]


def statements(found: Alike) -> list[Statement | None]:
    return [twin.statement for twin in found.on_record]


# Words and days


def test_a_statement_of_the_same_speaker_is_offered_with_what_differs_and_where_it_is_reported() -> None:
    person = make_person("Ada Brun")
    first = on_record(person)
    again = story("The gates stay open.", headline="Again")
    make_citation(again, "The gates stay open", statement=first.statement)
    (twin,) = ask(person, "“The gates of the harbour stay open all winter”").on_record
    assert (twin.statement, twin.words, twin.days_apart) == (first.statement, WORDS, 0)
    assert twin.likeness >= 90
    assert [str(report.article) for report in twin.reports] == [str(first.article), "Again"]
    gone = "".join(piece.text for piece in twin.pieces if piece.change == "gone")
    assert gone == " long"


def test_each_report_of_a_story_finds_its_own_like_or_none() -> None:
    person = make_person("Ada Brun")
    first = on_record(person)
    wanted = [Wanted(person.pk, RETOLD), Wanted(person.pk, "Quite another subject, this."), Wanted(0, "")]
    found = alike(story("Elsewhere."), wanted)
    assert [[twin.statement for twin in some.on_record] for some in found] == [[first.statement], [], []]


@pytest.mark.parametrize(
    ("said", "reported", "offered"),
    [
        ("2026-03-05", "2026-03-12", True),
        ("2026-03-12", "2026-03-05", True),
        ("2026-03-05", "2026-03-13", False),
        ("2026-03", "2026-04-07", True),
        ("2026-03", "2026-04-08", False),
        ("2026", "2027-01-03", True),
        ("2025-03-05", "2026-03-05", False),
        ("", "2026-03-05", True),
        ("2026-03-05", "", True),
    ],
)
def test_within_a_week_it_may_be_the_same_utterance_and_where_a_day_is_unknown(
    said: str, reported: str, offered: bool
) -> None:
    person = make_person("Ada Brun")
    on_record(person, day=said)
    assert bool(ask(person, day=reported).on_record) is offered


def test_a_statement_of_no_known_day_takes_that_of_its_story() -> None:
    person = make_person("Ada Brun")
    make_citation(story(WORDS, "2026-01-01"), WORDS, person)
    assert ask(person).on_record == []
    assert ask(person, day="2026-01-02").on_record[0].days_apart == 1


def test_days_between_dates_of_any_precision() -> None:
    march, day = read_partial_date("2026-03"), PartialDate(date(2026, 4, 2), "day")
    assert (days_apart(march, day), days_apart(day, march), days_apart(march, MARCH_5)) == (2, 2, 0)
    assert days_apart(march, PartialDate()) is None


def test_where_the_day_is_unknown_it_comes_after_the_others() -> None:
    person = make_person("Ada Brun")
    unknown, known = on_record(person, day=""), on_record(person, RETOLD)
    found = ask(person, WORDS).on_record
    assert [twin.statement for twin in found] == [known.statement, unknown.statement]
    assert (found[1].likeness, found[1].days_apart) == (100, None)
    assert (found[0].is_sure, found[1].is_sure) == (False, False)


def test_only_nearly_the_same_words_within_days_are_sure() -> None:
    person = make_person("Ada Brun")
    on_record(person)
    assert ask(person, "“The gates of the harbor stay open all winter long.”").on_record[0].is_sure
    assert not ask(person).on_record[0].is_sure


def test_short_phrases_that_everybody_says_are_not_offered() -> None:
    person = make_person("Ada Brun")
    for words in ("“We will see”", "“No comment”", "“Thank you very much”"):
        on_record(person, words)
        assert ask(person, words).on_record == []


# Speakers


def test_somebody_elses_words_are_not_offered() -> None:
    on_record(make_person("Tom Lind"))
    waiting(person=make_person("Olaf Roth"))
    waiting(full_name="Olaf Roth")
    assert ask(make_person("Ada Brun")) == Alike()
    assert ask() == Alike()


def test_the_speaker_is_known_under_other_forms_of_the_name_and_as_somebody_merged() -> None:
    person, merged = make_person("Ada Brun"), make_person("A. Brun-Holm")
    first = on_record(merged)
    Person.objects.filter(pk=merged.pk).update(merged_into=person)
    assert statements(ask(person)) == statements(ask(merged)) == [first.statement]
    PersonName.objects.create(person=person, name="Ada Holm")
    assert statements(ask(full_name="HOLM Ada")) == [first.statement]
    other = waiting(full_name="Ada Holm")
    assert [twin.citation for twin in ask(person).waiting] == [other]


def test_an_organization_says_a_thing_once_too() -> None:
    ministry = make_organization("Harbour Ministry")
    first = make_citation(story(WORDS), WORDS, speaker_organization=ministry)
    assert statements(ask(organization=ministry.pk)) == [first.statement]
    assert ask(organization=make_organization().pk) == Alike()


# What is offered


def test_a_suggestion_that_waits_in_another_story_is_offered_until_it_is_confirmed_and_on_record_then() -> None:
    person = make_person("Ada Brun")
    other = waiting(person=person)
    (twin,) = ask(person, WORDS).waiting
    assert (twin.citation, twin.statement, twin.reports) == (other, None, [other])
    confirm(other, Decision(kind="indirect", person=person, said=MARCH_5), by=None)
    found = ask(person, WORDS)
    assert (found.waiting, statements(found)) == ([], [Statement.objects.get()])


def test_two_suggestions_of_somebody_not_on_file_yet_find_each_other() -> None:
    other = waiting(full_name="Ada Brun")
    assert [twin.citation for twin in ask(words=WORDS, full_name="Ada Brun").waiting] == [other]


def test_what_was_rejected_retracted_or_spiked_or_stands_in_the_same_story_is_not_offered() -> None:
    person = make_person("Ada Brun")
    on_record(person).reject(by=None)
    retracted = make_public_statement("The gates of the harbour stay open all winter long", person)
    retracted.statement.retract(by=None, reason="She never said it.")
    waiting(person=person).article.spike(by=None)
    assert ask(person) == Alike()
    same = on_record(person)
    assert alike(same.article, [Wanted(person.pk, RETOLD)]) == [Alike()]
    assert ask(person, statement=same.statement_id) == Alike()


def test_a_statement_is_offered_once_and_three_at_most() -> None:
    person = make_person("Ada Brun")
    first = on_record(person)
    make_citation(story(f"{RETOLD}."), RETOLD, statement=first.statement)
    assert statements(ask(person)) == [first.statement]
    for _ in range(4):
        on_record(person)
    assert len(ask(person).on_record) == 3


# The words by which reports are found


def test_new_words_are_found_and_the_old_ones_forgotten() -> None:
    person = make_person("Ada Brun")
    citation = on_record(person)
    article = story(f"{WORDS} and quite different: the ferries sail at midnight tonight.")
    citation = make_citation(article, "the ferries sail at midnight tonight", person)
    start = article.latest_revision.text.index("quite")
    citation.place([(start, start + 15)], by=None)
    assert sorted(citation.telling_words.values_list("word", flat=True)) == ["different"]


def test_whatever_the_finder_suggests_is_found_by_its_words() -> None:
    article = make_article(text="“The gates of the harbour stay open all winter,” Mayor Ada Brun said.")
    assert set(TellingWord.objects.values_list("citation", flat=True)) == {article.citations.get().pk}


# How long it takes


def test_a_hundred_reports_cost_as_many_queries_as_one() -> None:
    person = make_person("Ada Brun")
    on_record(person)
    waiting(person=person)
    article = story("Elsewhere.")
    counts = []
    for number in (1, 100):
        with CaptureQueriesContext(connection) as queries:
            found = alike(article, [Wanted(person.pk, WORDS)] * number)
        assert all(one.on_record and one.waiting for one in found)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7


def test_one_statement_is_found_quickly_among_thousands_of_its_speaker(seconds: Seconds) -> None:
    person = make_person("Ada Brun")
    target = on_record(person)
    vocabulary = [f"{one}{two}" for one in ("harbour", "ferry", "budget", "winter") for two in range(100)]
    article = story("Filling.")
    number = 5_000
    rows = Statement.objects.bulk_create(Statement(speaker_person=person) for _ in range(number))
    filling = Citation.objects.bulk_create(
        Citation(article=article, statement=row, kind="direct", status="confirmed", decided_at=timezone.now())
        for row in rows
    )
    said = [" ".join(vocabulary[(at * 7 + step * 13) % 400] for step in range(8)) for at in range(number)]
    Anchor.objects.bulk_create(
        Anchor(citation=one, revision=article.latest_revision, segments=[[0, 7]], words=words)
        for one, words in zip(filling, said, strict=True)
    )
    TellingWord.objects.bulk_create(
        TellingWord(citation=one, word=word) for one, words in zip(filling, said, strict=True) for word in words.split()
    )
    elsewhere = story("Elsewhere.")
    wanted = [Wanted(person.pk, WORDS), *(Wanted(person.pk, words) for words in said[:49])]
    assert seconds(lambda: alike(elsewhere, wanted)) < 3  # a third of a second on an idle machine
    found = alike(elsewhere, wanted)
    assert statements(found[0]) == [target.statement]
    assert all(one.on_record for one in found)
