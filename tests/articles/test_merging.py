"""Two statements become one, and a report becomes a statement of its own."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from articles.merging import BOTH, KEPT, MERGED, detach, differences, merge
from articles.models import Article, Citation, Correction, Statement
from newsroom.dates import read_partial_date
from newsroom.models import OldAddress, User
from newsroom.settling import Stale
from people.models import Office, Person
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
def person() -> Person:
    return make_person("Ada Brun")


def said(person: Person, words: str = "The gates stay open.", **fields: Any) -> Statement:
    return make_public_statement(words, person, **fields).statement


def make_one(kept: Statement, merged: Statement, by: Any = None, **choices: str) -> None:
    wanted = {one.name: one.proposed for one in differences(kept, merged)} | choices
    merge(kept, merged, by=by, choices=wanted, versions=(kept.version, merged.version))


# Merging


def test_reports_corrections_topics_and_the_address_go_over(person: Person, client: Client, editor: User) -> None:
    kept, merged = said(person), said(person, "They stay open.")
    kept.tags.add("gates")
    merged.tags.add("gates", "winter")
    moved = merged.citations.get()
    correction = Correction.objects.create(article=moved.article, text="She said shut.")
    correction.citations.add(moved)
    address = merged.get_absolute_url()
    make_one(kept, merged, editor)
    assert list(Statement.objects.all()) == [kept]
    assert kept.citations.count() == 2
    assert list(Statement.objects.filter(pk=kept.pk).corrections()) == [correction]
    assert set(kept.tags.names()) == {"gates", "winter"}
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, kept.get_absolute_url())


def test_who_merged_what_is_in_the_history_of_all_three(person: Person, editor: User) -> None:
    kept, merged = said(person), said(person)
    citation, gone = merged.citations.get(), merged.pk
    make_one(kept, merged, editor)
    rows = [
        (kept.history.first(), f"statement {gone} merged into it"),
        (Statement.history.filter(id=gone).first(), f"merged into statement {kept.pk}"),
        (citation.history.first(), f"merged from statement {gone}"),
    ]
    for row, reason in rows:
        assert (row.history_user, row.history_change_reason) == (editor, reason)


def test_r22_every_old_address_leads_there_in_one_hop(person: Person, client: Client) -> None:
    first, second, third = said(person), said(person), said(person)
    addresses = [first.get_absolute_url(), second.get_absolute_url()]
    make_one(second, first)
    make_one(third, second)
    for address in addresses:
        assert client.get(address)["Location"] == third.get_absolute_url()
    assert client.get(third.get_absolute_url()).status_code == 200


def test_r22_an_address_survives_that_the_only_report_is_linked_to_another_statement(
    person: Person, client: Client
) -> None:
    first, second, third = said(person), said(person), said(person)
    address = first.get_absolute_url()
    make_one(second, first)
    for citation in list(second.citations.all()):
        Citation.objects.get(pk=citation.pk).confirm(by=None, statement=third)
    assert client.get(address)["Location"] == third.get_absolute_url()


def test_what_they_disagree_on_is_chosen(person: Person) -> None:
    mayor = make_position(person, make_office("Mayor", make_organization("Eastmouth")))
    day = read_partial_date("2026-03-05")
    kept = said(person, venue="the pier", behalf_organization=make_organization("Harbour Board"))
    merged = said(person, position=mayor, venue="the lock", said_on=day.first, said_on_precision=day.precision)
    told = {one.name: (one.kept, one.merged, one.proposed) for one in differences(kept, merged)}
    assert told == {
        "said": ("", "5 March 2026", MERGED),
        "venue": ("the pier", "the lock", KEPT),
        "position": ("", "Mayor, Eastmouth", MERGED),
        "behalf": ("Harbour Board", "", KEPT),
    }
    make_one(kept, merged, venue=MERGED, behalf=MERGED)
    kept.refresh_from_db()
    assert (kept.venue, str(kept.said), kept.office_label, kept.behalf) == (
        "the lock",
        "5 March 2026",
        "Mayor, Eastmouth",
        None,
    )


def test_no_note_that_readers_have_seen_goes_unnoticed(person: Person) -> None:
    kept, merged = said(person, dispute_note="The board denies it."), said(person, dispute_note="He denies it.")
    (note,) = differences(kept, merged)
    assert [answer for answer, _ in note.choices] == [KEPT, MERGED, BOTH]
    make_one(kept, merged)
    kept.refresh_from_db()
    assert kept.dispute_note == "The board denies it.\n\nHe denies it."


@pytest.mark.parametrize("choice", ["", "both", "nonsense"])
def test_without_a_choice_nothing_is_merged(person: Person, choice: str) -> None:
    kept, merged = said(person, venue="the pier"), said(person, venue="the lock")
    with pytest.raises(ValidationError, match="Venue: choose which is right"):
        make_one(kept, merged, venue=choice)
    assert Statement.objects.count() == 2


def test_whom_only_the_other_brought_in_is_public_no_longer_and_who_comes_along_is(person: Person) -> None:
    mayor, pilot = make_position(person, make_office("Mayor")), make_position(person, make_office("Pilot"))
    kept, merged = said(person, position=mayor), said(person, position=pilot)
    make_one(kept, merged, position=MERGED)
    assert set(Office.objects.published()) == {pilot.office}


def test_statements_of_two_speakers_the_same_one_twice_and_retracted_ones_are_not_merged(person: Person) -> None:
    kept, other, retracted = said(person), said(make_person("Tom Lind")), said(person)
    retracted.retract(by=None, reason="She never said it.")
    for merged, told in ((other, "different speakers: Ada Brun and Tom Lind"), (kept, "same one"), (retracted, "back")):
        with pytest.raises(ValidationError, match=told):
            make_one(kept, merged)
    assert Statement.objects.count() == 3


def test_statements_of_two_records_of_one_person_are_merged(person: Person) -> None:
    double = make_person("A. Brun")
    kept, merged = said(person), said(double)
    Person.objects.filter(pk=double.pk).update(merged_into=person)
    make_one(Statement.objects.get(pk=kept.pk), Statement.objects.get(pk=merged.pk))
    assert Statement.objects.get() == kept


def test_what_was_changed_meanwhile_is_not_merged(person: Person) -> None:
    kept, merged = said(person), said(person)
    versions = (kept.version, merged.version)
    make_citation(make_article(text="The gates stay open."), "The gates stay open", statement=merged)
    with pytest.raises(Stale):
        merge(kept, merged, by=None, choices={}, versions=versions)


def test_a_reporter_merges_and_detaches_nothing(person: Person, reporter: User) -> None:
    kept, merged = said(person), said(person)
    with pytest.raises(PermissionDenied, match="may not merge or detach"):
        make_one(kept, merged, reporter)
    make_one(kept, merged)
    with pytest.raises(PermissionDenied, match="may not merge or detach"):
        detach(kept.citations.first(), by=reporter, version=kept.version)


def test_who_may_merge_may_do_it_only_where_every_story_is_theirs_to_decide_on(person: Person, reporter: User) -> None:
    from django.contrib.auth.models import Permission

    reporter.user_permissions.add(Permission.objects.get(codename="merge_statement"))
    kept = make_citation(make_article(text="One.", owner=reporter), "One.", person).statement
    merged = said(person)
    with pytest.raises(PermissionDenied, match="not yours to decide on"):
        make_one(kept, merged, reporter)
    own = make_citation(make_article(text="One.", owner=reporter), "One.", person).statement
    make_one(kept, own, reporter)
    assert kept.citations.count() == 2


# Detaching


@pytest.fixture
def shared(person: Person) -> Statement:
    """A statement with two public reports."""
    position = make_position(person, make_office("Mayor"))
    statement = said(person, venue="the pier", position=position, dispute_note="The board denies it.")
    statement.tags.add("gates")
    again = make_article(text="She said the gates stay open.")
    make_citation(again, "the gates stay open", kind="indirect", statement=statement)
    publish(again)
    return statement


def test_a_detached_report_is_a_statement_of_its_own_with_all_the_other_had(shared: Statement, editor: User) -> None:
    citation = shared.citations.last()
    own = detach(citation, by=editor, version=shared.version)
    assert list(own.citations.all()) == [citation]
    assert shared.citations.count() == 1
    for name in ("speaker_person", "venue", "position", "office_label", "dispute_note", "said"):
        assert getattr(own, name) == getattr(shared, name), name
    assert list(own.tags.names()) == ["gates"]
    assert own.pk != shared.pk
    assert set(Statement.objects.published()) == {own, shared}
    reasons = [row.history_change_reason for row in (own.history.first(), citation.history.first())]
    assert reasons == [f"detached from statement {shared.pk}"] * 2
    assert shared.history.first().history_change_reason == f"a report detached: statement {own.pk}"
    assert shared.history.first().history_user == editor


def test_r22_detaching_undoes_a_merge_and_gives_the_address_back(person: Person, client: Client) -> None:
    kept, merged = said(person), said(person)
    citation, address = merged.citations.get(), merged.get_absolute_url()
    make_one(kept, merged)
    own = detach(Citation.objects.get(pk=citation.pk), by=None, version=kept.version)
    assert client.get(address)["Location"] == own.get_absolute_url()
    assert client.get(kept.get_absolute_url()).status_code == 200
    assert OldAddress.objects.count() == 1


def test_an_address_of_another_merge_stays_where_it_leads(person: Person, client: Client) -> None:
    kept, merged, third = said(person), said(person), said(person)
    address = merged.get_absolute_url()
    make_one(kept, merged)
    make_one(kept, third)
    stays = kept.citations.order_by("pk").first()
    detach(stays, by=None, version=kept.version)
    assert client.get(address)["Location"] == kept.get_absolute_url()


def test_the_only_report_a_rejected_one_and_one_seen_in_another_state_are_not_detached(
    shared: Statement, person: Person
) -> None:
    alone = said(person).citations.get()
    with pytest.raises(ValidationError, match="only report"):
        detach(alone, by=None, version=alone.statement.version)
    first, second = shared.citations.all()
    with pytest.raises(Stale):
        detach(first, by=None, version="1-2-3")
    Citation.objects.get(pk=second.pk).reject(by=None)
    second.refresh_from_db()
    with pytest.raises(ValidationError, match="Only a confirmed report"):
        detach(second, by=None, version=shared.version)
    assert Statement.objects.count() == 2


def test_a_retracted_statement_lets_no_report_go(shared: Statement) -> None:
    shared.retract(by=None, reason="She never said it.")
    with pytest.raises(ValidationError, match="Take the retraction back first"):
        detach(shared.citations.first(), by=None, version=shared.version)
    assert not Statement.objects.published().exists()


def test_a_withdrawn_story_keeps_its_detached_report_from_readers(shared: Statement) -> None:
    citation = shared.citations.last()
    Article.objects.get(pk=citation.article_id).withdraw(by=None, reason="Forged.")
    own = detach(Citation.objects.get(pk=citation.pk), by=None, version=shared.version)
    assert list(Statement.objects.published()) == [shared]
    assert own.reason_gone() == "Forged."
