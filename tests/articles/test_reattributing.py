"""Statements given to another speaker: the notice on the page they left, and many at once."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from articles import reattributing
from articles.confirming import Decision, confirm
from articles.models import Citation, Reattribution, Statement
from articles.reattributing import Giving, give
from newsroom.dates import DAY, PartialDate, read_partial_date
from newsroom.models import User
from newsroom.settling import Stale
from people.merging import merge
from people.models import Person
from tests.desk import text_of
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

MARCH_5 = PartialDate(date(2026, 3, 5), DAY)
WORDS = "The gates stay open."


def seen(name: str, **fields: Any) -> Person:
    return make_person(name, released_at=timezone.now(), released_by_hand=True, **fields)


@pytest.fixture
def citation(db: None) -> Citation:
    return make_public_statement(WORDS, seen("Ada Brun"), said_on=date(2026, 3, 5), said_on_precision=DAY)


def ada() -> Person:
    return Person.objects.get(name="Ada Brun")


def correct(citation: Citation, person: Person | None = None, **decided: Any) -> Statement:
    """The editor says again who spoke."""
    return confirm(citation, Decision(kind="direct", person=person, said=MARCH_5, **decided), by=None)


def page_of(client: Client, thing: Any) -> str:
    return text_of(client.get(thing.get_absolute_url()))


def test_a_statement_given_to_another_leaves_a_dated_notice_with_the_way_to_it(
    client: Client, citation: Citation
) -> None:
    statement = correct(citation, seen("Tom Lind"))
    today = timezone.localdate()
    told = f"A statement of 5 March 2026 once listed here was by Tom Lind; reattributed on {today.day} {today:%B %Y}"
    assert told in page_of(client, ada())
    assert statement.get_absolute_url() in client.get(ada().get_absolute_url()).content.decode()
    assert "once listed here" not in page_of(client, Person.objects.get(name="Tom Lind"))


def test_what_readers_never_saw_leaves_no_notice(citation: Citation) -> None:
    draft = make_article(text="“Perhaps,” she said.")
    unseen = make_citation(draft, "“Perhaps,”", ada())
    correct(unseen, seen("Tom Lind"))
    assert not Reattribution.objects.exists()


def test_a_correction_of_anything_but_the_speaker_leaves_no_notice(citation: Citation) -> None:
    correct(citation, ada(), venue="On the pier")
    assert not Reattribution.objects.exists()


def test_a_notice_goes_when_the_statement_comes_back(client: Client, citation: Citation) -> None:
    correct(citation, seen("Tom Lind"))
    correct(citation, ada())
    assert "once listed here" not in page_of(client, ada())
    assert "once listed here was by Ada Brun" in page_of(client, Person.objects.get(name="Tom Lind"))


def test_a_notice_tells_whose_it_is_now(client: Client, citation: Citation) -> None:
    correct(citation, seen("Tom Lind"))
    correct(citation, None, source="a harbour official")
    assert "was by a harbour official" in page_of(client, ada())


def test_an_organizations_page_keeps_a_notice_too(client: Client) -> None:
    board = make_organization("Harbour Board", released_at=timezone.now(), released_by_hand=True)
    article = make_article(text="The pier is closed.")
    citation = make_citation(article, "The pier is closed", speaker_organization=board)
    publish(article)
    correct(Citation.objects.get(pk=citation.pk), seen("Tom Lind"))
    assert "once listed here was by Tom Lind" in page_of(client, board)


def test_another_report_of_what_a_second_person_said_leaves_a_notice(client: Client, citation: Citation) -> None:
    right = make_public_statement(WORDS, seen("Tom Lind")).statement
    confirm(citation, Decision(kind="direct", statement=right), by=None)
    notice = Reattribution.objects.get()
    assert (notice.statement, notice.from_person) == (right, ada())


def test_a_report_among_several_leaves_none_as_long_as_the_statement_stays(citation: Citation) -> None:
    other = make_article(text=f"“{WORDS}” Ada Brun said.")
    other.citations.all().delete()
    make_citation(other, f"“{WORDS}”", statement=citation.statement)
    publish(other)
    correct(citation, seen("Tom Lind"))
    assert ada().statements.published().count() == 1
    assert not Reattribution.objects.exists()


@pytest.mark.parametrize("what", ["retracted", "withdrawn", "private"])
def test_a_notice_tells_nothing_of_what_is_not_public(client: Client, citation: Citation, what: str) -> None:
    lind = seen("Tom Lind")
    statement = correct(citation, lind)
    if what == "retracted":
        statement.retract(by=None, reason="A forgery.")
    elif what == "withdrawn":
        citation.article.withdraw(by=None, reason="A forgery.")
    else:
        Person.objects.filter(pk=lind.pk).update(is_private=True)
    told = page_of(client, ada())
    assert "A statement once listed here was by somebody else" in told
    assert "Lind" not in told
    assert "5 March" not in told


def test_merging_persons_is_no_reattribution(client: Client, citation: Citation) -> None:
    merge(ada(), seen("Ada Braun"), by=None)
    assert not Reattribution.objects.exists()
    lind = seen("Tom Lind")
    correct(citation, lind)
    merge(lind, ada(), by=None)
    assert "once listed here" not in page_of(client, lind)


def test_who_was_merged_while_the_form_was_open_is_not_confirmed(citation: Citation) -> None:
    stale, kept = seen("Tom Lind"), seen("Thomas Lind")
    merge(kept, stale, by=None)
    assert correct(citation, stale).speaker_person == kept


# Many at once


def numbers() -> list[int]:
    return list(Statement.objects.values_list("pk", flat=True))


def test_statements_are_given_with_the_offices_of_the_day(editor: User, citation: Citation) -> None:
    lind = seen("Tom Lind")
    office = make_office("Harbour Minister", make_organization("Harbour Ministry"))
    make_position(lind, office, read_partial_date("2025"), read_partial_date("ongoing"))
    undated = make_public_statement("Nothing else.", ada()).statement
    assert give(numbers(), lind, by=editor, version=Giving(numbers(), lind).version) == 2
    citation.statement.refresh_from_db()
    undated.refresh_from_db()
    assert (citation.statement.office_label, undated.office_label) == ("Harbour Minister, Harbour Ministry", "")
    last = citation.statement.history.first()
    assert (last.history_user, last.history_change_reason) == (editor, "given to Tom Lind")
    assert Reattribution.objects.filter(from_person=ada(), reattributed_by=editor).count() == 2
    assert lind in citation.article.people.all()
    office.refresh_from_db()
    assert office.is_released


def test_a_reporter_gives_away_nothing(reporter: User, citation: Citation) -> None:
    with pytest.raises(PermissionDenied):
        give(numbers(), seen("Tom Lind"), by=reporter)
    assert ada().statements.count() == 1


def test_what_changed_since_the_preview_is_refused(citation: Citation) -> None:
    lind = seen("Tom Lind")
    version = Giving(numbers(), lind).version
    Statement.objects.update(said_on=date(2026, 3, 6))
    with pytest.raises(Stale):
        give(numbers(), lind, by=None, version=version)
    assert ada().statements.count() == 1


def test_nobody_gets_what_was_said_on_their_behalf() -> None:
    lind = seen("Tom Lind")
    make_public_statement(WORDS, seen("Ada Brun"), behalf_person=lind)
    with pytest.raises(ValidationError, match="on behalf of Tom Lind"):
        give(numbers(), lind, by=None)


def test_what_is_theirs_already_is_left_alone(citation: Citation) -> None:
    with pytest.raises(ValidationError, match="already"):
        give(numbers(), ada(), by=None)


def test_too_many_at_once_are_refused(monkeypatch: pytest.MonkeyPatch, citation: Citation) -> None:
    assert reattributing.MOST == 1_000
    with pytest.raises(ValidationError, match=r"At most 1,000 statements"):
        give(range(1_001), seen("Tom Lind"), by=None)
