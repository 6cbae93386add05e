"""What somebody said once, however many stories report it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from articles.models import Article, Citation, Statement
from newsroom.dates import DAY, MONTH, UNKNOWN, YEAR, PartialDate
from newsroom.models import User
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

ONE_SPEAKER = "One speaker: a person, an organization, or a source as printed."


def refusal_of(statement: Statement) -> str:
    """What an editor is told; the database must refuse it as well."""
    with pytest.raises(ValidationError) as refused:
        statement.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        statement.save()
    return " ".join(refused.value.messages)


# Who speaks


@pytest.mark.parametrize(
    "speakers",
    [
        {},
        {"person", "source"},
        {"person", "organization"},
        {"organization", "source"},
        {"person", "organization", "source"},
    ],
)
def test_a_statement_has_exactly_one_speaker(speakers: set[str]) -> None:
    known = {"person": make_person(), "organization": make_organization(), "source": "an official"}
    assert ONE_SPEAKER in refusal_of(Statement(**{f"speaker_{name}": known[name] for name in speakers}))


def test_a_statement_is_called_by_its_speaker_and_day() -> None:
    person, ministry = make_person("Ada Brun"), make_organization("Harbour Ministry", country="Velmark")
    day = {"said_on": date(2026, 3, 1), "said_on_precision": MONTH}
    assert str(Statement(speaker_person=person, **day)) == "Ada Brun, March 2026"
    assert str(Statement(speaker_organization=ministry)) == "Harbour Ministry, day unknown"
    assert str(Statement(speaker_source="a senior official")) == "a senior official, day unknown"
    assert Statement(speaker_person=person).speaker == person
    assert Statement(speaker_organization=ministry).speaker == ministry
    assert Statement(speaker_source="x").speaker is None


def test_words_are_said_on_behalf_of_one() -> None:
    statement = Statement(
        speaker_person=make_person(), behalf_person=make_person(), behalf_organization=make_organization()
    )
    assert "On behalf of a person or of an organization, not both." in refusal_of(statement)


def test_nobody_speaks_on_their_own_behalf_but_a_source_may_speak_for_anybody() -> None:
    person = make_person()
    assert "Nobody speaks on their own behalf." in refusal_of(Statement(speaker_person=person, behalf_person=person))
    for speaker in ({"speaker_source": "a spokesman"}, {"speaker_organization": make_organization()}):
        Statement(behalf_person=person, **speaker).full_clean()
    assert Statement(speaker_source="x", behalf_person=person).behalf == person


def test_only_a_person_speaks_in_an_office() -> None:
    position = make_position(make_person())
    assert "Only a person speaks in an office." in refusal_of(Statement(speaker_source="x", position=position))


@pytest.mark.parametrize(("said_on", "precision"), [(None, DAY), (None, YEAR), (date(2026, 3, 5), UNKNOWN)])
def test_the_day_and_its_precision_fit_each_other(said_on: date | None, precision: str) -> None:
    statement = Statement(speaker_source="x", said_on=said_on, said_on_precision=precision)
    assert "The day it was said and its precision do not fit each other." in refusal_of(statement)


def test_the_day_is_read_and_written_as_far_as_it_is_known() -> None:
    statement = Statement(speaker_source="x")
    statement.said = PartialDate(date(2026, 3, 1), MONTH)
    statement.full_clean()
    statement.save()
    statement.refresh_from_db()
    assert str(statement.said) == "March 2026"


# The office


def test_the_office_is_frozen_when_it_is_first_said_and_goes_with_the_position() -> None:
    office = make_office("Mayor", make_organization("Eastmouth"))
    position = make_position(make_person(), office)
    statement = Statement.objects.create(speaker_person=position.person, position=position)
    office.title = "First Citizen"
    office.save()
    statement = Statement.objects.get(pk=statement.pk)
    statement.save()
    assert statement.office_label == "Mayor, Eastmouth"
    statement.position = None
    statement.save()
    assert statement.office_label == ""


@pytest.mark.parametrize(
    ("printed", "disagrees"),
    [("Finance Minister", True), ("the mayor", False), ("", False), ("Mayor of Eastmouth", False)],
)
def test_a_printed_title_that_the_office_does_not_bear_out_is_noticed(printed: str, disagrees: bool) -> None:
    position = make_position(make_person(), make_office("Mayor"))
    assert Statement(speaker_person=position.person, position=position).title_disagrees(printed) is disagrees
    assert not Statement(speaker_person=position.person).title_disagrees(printed)


# Public or not


def test_a_statement_is_public_by_one_public_report_and_gone_with_the_last() -> None:
    first = make_public_statement("The gates stay open.")
    other = make_article(text="She said the gates stay open.")
    make_citation(other, "the gates stay open", kind="indirect", statement=first.statement)
    publish(other)
    for article in Article.objects.all():
        assert list(Statement.objects.published()) == [first.statement]
        article.withdraw(by=None, reason="Forged.")
    assert not Statement.objects.published().exists()


def test_what_was_never_public_has_neither_page_nor_stub() -> None:
    draft = make_citation(make_article(text="The gates stay open."), "The gates stay open")
    Statement.objects.create(speaker_source="an official")
    assert not Statement.objects.published().exists()
    assert not Statement.objects.reachable().exists()
    draft.statement.retract(by=None, reason="She never said it.")
    assert not Statement.objects.reachable().exists()


def test_what_was_public_leaves_a_stub_with_the_reason() -> None:
    withdrawn, retracted = make_public_statement("One."), make_public_statement("Two.")
    Article.objects.get(pk=withdrawn.article_id).withdraw(by=None, reason="The letter was forged.")
    retracted.statement.retract(by=None, reason="She never said it.")
    assert not Statement.objects.published().exists()
    assert set(Statement.objects.reachable()) == {withdrawn.statement, retracted.statement}
    assert withdrawn.statement.reason_gone() == "The letter was forged."
    assert Statement.objects.get(pk=retracted.statement_id).reason_gone() == "She never said it."


def test_for_a_statement_that_is_not_gone_there_is_no_reason() -> None:
    assert make_public_statement().statement.reason_gone() == ""


def test_the_words_of_a_private_person_are_not_public() -> None:
    make_public_statement()
    Person.objects.update(is_private=True)
    assert not Citation.objects.published().exists()
    assert not Statement.objects.published().exists()


# Retracting


def test_retracting_keeps_who_when_and_why_and_takes_the_speakers_page_back(editor: User) -> None:
    citation = make_public_statement(person=make_person("Ada Brun"))
    statement = citation.statement
    before = timezone.now()
    statement.retract(by=editor, reason="  She never said it. ")
    statement.refresh_from_db()
    assert statement.retraction_reason == "She never said it."
    assert before - timedelta(seconds=1) <= statement.retracted_at <= timezone.now()
    row = statement.history.first()
    assert (row.history_user, row.history_change_reason) == (editor, "retracted")
    assert not Person.objects.published().exists()
    assert Article.objects.published().exists()


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_retraction_without_a_reason_is_refused_and_changes_nothing(reason: str) -> None:
    statement = make_public_statement().statement
    with pytest.raises(ValidationError, match="Say why the statement is retracted: readers will see it"):
        statement.retract(by=None, reason=reason)
    assert Statement.objects.published().exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.update(retracted_at=timezone.now())


def test_a_reporter_retracts_nothing(reporter: User) -> None:
    statement = make_public_statement().statement
    with pytest.raises(PermissionDenied, match="You may not retract statements"):
        statement.retract(by=reporter, reason="x")
    assert Statement.objects.published().exists()


# Records


def test_what_is_said_for_an_organization_is_said_by_it_for_it_or_in_its_offices() -> None:
    ministry = make_organization("Harbour Ministry")
    position = make_position(make_person(), make_office(organization=ministry))
    wanted = [
        Statement.objects.create(speaker_organization=ministry),
        Statement.objects.create(speaker_source="a spokesman", behalf_organization=ministry),
        Statement.objects.create(speaker_person=position.person, position=position),
    ]
    Statement.objects.create(speaker_person=position.person)
    Statement.objects.create(speaker_organization=make_organization())
    assert set(Statement.objects.all().said_for(ministry)) == set(wanted)


def test_words_for_somebody_else_are_not_ones_own() -> None:
    person = make_person()
    own = Statement.objects.create(speaker_person=person)
    Statement.objects.create(speaker_person=person, behalf_person=make_person())
    assert list(person.statements.all().own_words()) == [own]


def said(number: int | None, precision: str = DAY) -> dict[str, Any]:
    day = date(2026, 3, number) if number else None
    return {"said_on": day, "said_on_precision": precision if number else UNKNOWN}


def test_the_newest_come_first_and_those_of_no_known_day_last() -> None:
    unknown, old, new = (Statement.objects.create(speaker_source="x", **said(day)) for day in (None, 1, 9))
    same_day = Statement.objects.create(speaker_source="x", **said(9))
    assert list(Statement.objects.all().newest_first()) == [same_day, new, old, unknown]


def test_the_coverage_counts_what_is_public_once_and_says_since_when() -> None:
    person = make_person()
    first = make_public_statement("One.", person, **said(5))
    make_public_statement("Two.", person, **said(1))
    again = make_article(text="She said one.")
    make_citation(again, "one", kind="indirect", statement=first.statement)
    publish(again)
    hidden = make_article(text="Three.")
    make_citation(hidden, "Three", person, said_on=date(2020, 1, 1), said_on_precision=DAY)
    told = person.statements.all().coverage()
    assert (told["statements"], told["articles"], str(told["since"])) == (2, 3, "1 March 2026")


@pytest.mark.parametrize(("rows", "since"), [([], ""), ([said(None)], ""), ([said(1, YEAR), said(5)], "2026")])
def test_since_when_is_told_no_finer_than_it_is_known(rows: list[dict[str, Any]], since: str) -> None:
    for number, fields in enumerate(rows):
        make_public_statement(f"Words {number}.", **fields)
    assert str(Statement.objects.all().coverage()["since"]) == since


def test_direct_words_stand_for_the_statement_then_the_earliest_story() -> None:
    statement = make_public_statement("The gates stay open.").statement
    Citation.objects.update(kind="indirect")
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    for when, kind in ((late, "direct"), (early, "direct"), (early - timedelta(days=1), "mixed")):
        article = make_article(text=f"Gates {kind} {when:%B}.")
        make_citation(article, f"Gates {kind} {when:%B}", kind=kind, statement=statement)
        publish(article, at=when)
    (shown,) = Statement.objects.published().for_lists()
    assert shown.lead_citation.words == "“Gates direct January”"


# What rests on it


def test_a_statement_that_stories_report_is_not_deleted() -> None:
    statement = make_public_statement().statement
    with pytest.raises(ProtectedError):
        statement.delete()


def test_every_change_of_a_statement_is_kept() -> None:
    statement = make_public_statement(venue="the pier").statement
    statement.venue = "the quay"
    statement.save()
    assert [row.venue for row in statement.history.all()][:2] == ["the quay", "the pier"]
