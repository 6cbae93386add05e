"""Which statements are given out, and what of them."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.exporting.records import (
    AnchorRecord,
    HeldPosition,
    Reference,
    SegmentRecord,
    StatementRecord,
)
from articles.exporting.statements import all_statements, loose_citations, public_statements
from articles.models import Citation, Correction, Statement
from articles.reattributing import give
from articles.revising import revise
from newsroom.dates import MONTH, PartialDate, read_partial_date
from newsroom.models import OldAddress
from people.models import Person
from tests.articles.exporting.test_stories import queries_for
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
OUT = datetime(2026, 3, 4, 8, 30, tzinfo=UTC)


def only(records: Any) -> Any:
    [record] = list(records)
    return record


def test_a_public_statement_is_told_with_who_said_it_in_which_office_when_and_where_it_stands() -> None:
    ada = make_person("Ada Brun")
    office = make_office("Harbour Master", make_organization("Harbour Board"))
    started, ended = read_partial_date("2021-03"), read_partial_date("ongoing")
    position = make_position(ada, office, started, ended, title_as_held="Mistress of the Harbour")
    article = make_article(text="Fog lay on the quay. “The gates,” said pilot Ada Brun, “stay open,” for now.")
    article.citations.all().delete()
    parts = ["“The gates,”", "“stay open,”"]
    said = {"position": position, "said": PartialDate(date(2026, 3, 1), MONTH), "venue": "At the quay"}
    citation = make_citation(article, parts, ada, behalf_organization=office.organization, **said)
    Citation.objects.filter(pk=citation.pk).update(
        printed_name="Ada Brun",
        printed_title="pilot",
        cue="said",
        is_translated=True,
        reason="a cue",
        confidence="high",
    )
    citation.statement.tags.add("Harbour", "Gates")
    Statement.objects.filter(pk=citation.statement.pk).update(dispute_note="The pilots deny it.")
    publish(article, OUT)
    office.refresh_from_db()
    office.title = "Port Captain"  # what was printed then stays
    office.save()
    correction = Correction.objects.create(article=article, text="Two gates.", corrected_at=OUT)
    correction.citations.add(citation)
    told = only(public_statements())
    assert told == StatementRecord(
        number=citation.statement.pk,
        scope="public",
        speaker=Reference("Ada Brun", "people/ada-brun"),
        on_behalf_of=Reference("Harbour Board", "organizations/harbour-board"),
        position=HeldPosition("offices/harbour-master-harbour-board", started, ended, "Mistress of the Harbour"),
        office_label="Mistress of the Harbour, Harbour Board",
        said_on=PartialDate(date(2026, 3, 1), MONTH),
        venue="At the quay",
        topics=("Gates", "Harbour"),
        dispute_note="The pilots deny it.",
        citations=told.citations,
    )
    [report] = told.citations
    assert (report.number, report.story, report.kind, report.status) == (citation.pk, article.pk, "direct", "confirmed")
    assert report.address == f"{article.get_absolute_url()}#st-{citation.pk}"
    assert (report.printed_name, report.printed_title, report.cue, report.translated) == (
        "Ada Brun",
        "pilot",
        "said",
        True,
    )
    assert (report.reason, report.confidence, report.full_name, report.created_at) == ("", "", "", None)
    assert report.corrections == (correction.pk,)
    text = article.live_revision.text
    first, second = (text.index(part) for part in parts)
    assert report.anchors == (
        AnchorRecord(
            1,
            (
                SegmentRecord(
                    first, first + 12, "“The gates,”", "Fog lay on the quay. ", " said pilot Ada Brun, “stay open"
                ),
                SegmentRecord(second, second + 12, "“stay open,”", "he gates,” said pilot Ada Brun, ", " for now."),
            ),
        ),
    )


def test_a_source_without_a_name_and_an_organization_speak_too() -> None:
    board = make_organization("Harbour Board")
    article = make_article(text="“We wait,” a pilot said. “So do we,” the board said.")
    article.citations.all().delete()
    make_citation(article, "“We wait,”", speaker_source="a pilot")
    make_citation(article, "“So do we,”", speaker_organization=board)
    publish(article)
    assert [one.speaker for one in public_statements()] == [
        Reference("a pilot"),
        Reference("Harbour Board", "organizations/harbour-board"),
    ]


def test_nobody_who_is_private_or_not_released_is_in_the_public_export_nor_a_word_of_theirs() -> None:
    for change in ({"is_private": True}, {"released_at": timezone.now() + timedelta(days=1), "released_by_hand": True}):
        speaker, master = make_person("Hidden Speaker"), make_person("Hidden Master")
        make_public_statement("I say nothing.", speaker)
        make_public_statement("She says nothing.", make_person("Open Voice"), behalf_person=master)
        Person.objects.filter(pk__in=[speaker.pk, master.pk]).update(**change)
    plain = make_public_statement("The gates stay open.", make_person("Ada Brun"))
    assert [one.number for one in public_statements()] == [plain.statement.pk]
    assert len(list(all_statements())) == 5


def test_what_was_retracted_or_stands_in_no_public_story_is_not_public() -> None:
    make_public_statement("Taken back.").statement.retract(by=None, reason="It was another.")
    make_public_statement("Withdrawn.").article.withdraw(by=None, reason="It was forged.")
    draft = make_article(text="“Not yet,” she said.")
    draft.citations.all().delete()
    make_citation(draft, "“Not yet,”")
    soon = make_article(text="“Soon,” she said.")
    soon.citations.all().delete()
    make_citation(soon, "“Soon,”")
    publish(soon, timezone.now() + timedelta(days=1))
    assert list(public_statements()) == []
    told = list(all_statements())
    assert [one.retraction_reason for one in told] == ["It was another.", "", "", ""]
    assert [one.citations[0].anchors[0].segments[0].exact for one in told] == [
        "“Taken back.”",
        "“Withdrawn.”",
        "“Not yet,”",
        "“Soon,”",
    ]


def test_of_several_reports_those_that_readers_see_are_public() -> None:
    seen = make_public_statement("The gates stay open.")
    draft = make_article(text="“The gates stay open,” she said again.")
    draft.citations.all().delete()
    unseen = make_citation(draft, "“The gates stay open,”", statement=seen.statement)
    assert [one.number for one in only(public_statements()).citations] == [seen.pk]
    assert [one.number for one in only(all_statements()).citations] == [seen.pk, unseen.pk]


def test_what_the_live_version_does_not_print_any_more_is_not_public() -> None:
    article = make_article(text="“We wait,” pilot Ilse Adler said.")
    article.citations.all().delete()
    citation = make_citation(article, "“We wait,”", speaker_source="a pilot")
    Citation.objects.filter(pk=citation.pk).update(printed_name="Ilse Adler", printed_title="pilot", cue="said")
    revise(article, by=None, headline="Without the name", body="<p>“We wait,” a pilot said.</p>")
    article.citations.suggested().delete()
    Citation.objects.get().place([(0, 10)], by=None)
    publish(article)
    [report] = only(public_statements()).citations
    assert (report.printed_name, report.printed_title, report.cue) == ("", "pilot", "said")
    assert [one.version for one in report.anchors] == [2]
    [kept] = only(all_statements()).citations
    assert (kept.printed_name, [one.version for one in kept.anchors]) == ("Ilse Adler", [1, 2])


def test_an_office_that_readers_may_not_see_is_not_named() -> None:
    ada = make_person("Ada Brun")
    office = make_office("Hidden Office", make_organization("Hidden Board"))
    make_public_statement("We wait.", ada, position=make_position(ada, office))
    office.refresh_from_db()
    office.released_at, office.released_by_hand = timezone.now() + timedelta(days=1), True
    office.save()
    assert (only(public_statements()).position, only(public_statements()).office_label) == (None, "")
    assert only(all_statements()).office_label == "Hidden Office, Hidden Board"


def test_notices_and_old_addresses_go_along() -> None:
    statement = make_public_statement("We wait.", make_person("Ada Brun")).statement
    Person.objects.update(released_at=OUT, released_by_hand=True)
    give([statement.pk], make_person("Carl Dane"), by=None)
    OldAddress.leave("/statements/99999/", statement)
    told = only(public_statements())
    assert (told.speaker.name, [one.left.name for one in told.reattributions]) == ("Carl Dane", ["Ada Brun"])
    assert told.old_addresses == ("/statements/99999/",)
    Person.objects.filter(name="Ada Brun").update(is_private=True)
    assert only(public_statements()).reattributions == ()
    assert len(only(all_statements()).reattributions) == 1


def test_suggestions_and_what_was_rejected_are_in_a_backup_on_their_own() -> None:
    ada = make_person("Ada Brun")
    article = make_article(text="“We wait,” Ada Brun said. “So be it,” she added.")
    article.citations.all().delete()
    waiting = make_citation(article, "“We wait,”", ada, confirmed=False)
    Citation.objects.filter(pk=waiting.pk).update(matched_person=ada, reason="quotation with cue", confidence="high")
    make_citation(article, "“So be it,”", ada, confirmed=False).reject(by=None)
    publish(article)
    assert list(public_statements()) == list(all_statements()) == []
    told = list(loose_citations())
    assert [one.status for one in told] == ["suggested", "rejected"]
    assert (told[0].matched_person, told[0].reason, told[0].confidence) == (
        Reference("Ada Brun", "people/ada-brun"),
        "quotation with cue",
        "high",
    )
    assert told[1].decided_at is not None


@pytest.mark.parametrize("records", [public_statements, all_statements])
def test_many_statements_cost_as_many_queries_as_one(records: Callable[[], Iterable[object]]) -> None:
    def say() -> None:
        ada = make_person()
        make_public_statement("We wait.", ada, position=make_position(ada)).statement.tags.add("Harbour")

    say()
    one, asked_for_one = queries_for(records)
    for _ in range(6):
        say()
    assert (one, *queries_for(records)) == (1, 7, asked_for_one)
