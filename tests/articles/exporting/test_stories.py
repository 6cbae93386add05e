"""Which stories are given out, and what of them."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.exporting.records import BylineRecord, Reference, SectionRecord, StoryRecord
from articles.exporting.stories import all_stories, public_stories
from articles.models import Byline, Correction, SourceDocument
from articles.revising import revise
from newsroom.dates import DAY, PartialDate
from newsroom.models import OldAddress
from tests.factories import make_article, make_image, make_organization, make_person, make_section, publish

pytestmark = pytest.mark.django_db
OUT = datetime(2026, 3, 4, 8, 30, tzinfo=UTC)


def only(records: Iterable[StoryRecord]) -> StoryRecord:
    [record] = list(records)
    return record


def test_a_public_story_is_told_with_its_live_version_and_all_that_readers_see_of_it() -> None:
    article = make_article(
        "Gates stay open",
        text="The gates stay open.\n\nNobody objected.",
        deck="The board has decided.",
        dateline="PORT ELISE",
        bylines=[Byline.objects.create(name="Wire", kind="agency"), Byline.objects.create(name="A. Writer")],
        note="for colleagues",
        tags=["Harbour", "élan", "Ebb"],
        source="The Wire",
        section=make_section("Harbour"),
        language="en-GB",
    )
    ada = make_person("Ada Brun", released_at=OUT, released_by_hand=True)
    board = make_organization("Harbour Board", released_at=OUT, released_by_hand=True)
    article.people.add(ada, make_person("Hidden Bystander"))
    article.organizations.add(board, make_organization("Hidden Board"))
    publish(article, OUT)
    OldAddress.leave("/articles/2026/03/04/gates/", article)
    correction = Correction.objects.create(
        article=article, kind="clarification", text="The gate is one.", corrected_at=OUT
    )
    Correction.objects.create(article=article, text="To come", corrected_at=timezone.now() + timedelta(days=1))
    revise(article, by=None, headline="A newer headline", body="<p>Newer words.</p>")
    told = only(public_stories())
    assert (told.number, told.scope, told.status, told.language) == (article.pk, "public", "published", "en-GB")
    assert (told.slug, told.publication_date, told.published_at) == ("gates-stay-open", date(2026, 3, 4), OUT)
    assert told.address == "/articles/2026/03/04/gates-stay-open/"
    assert told.old_addresses == ("/articles/2026/03/04/gates/",)
    assert (told.section, told.source) == (SectionRecord("harbour", "Harbour"), "The Wire")
    assert told.tags == ("Ebb", "Harbour", "élan")
    assert told.people == (Reference("Ada Brun", "people/ada-brun"),)
    assert told.organizations == (Reference("Harbour Board", "organizations/harbour-board"),)
    assert [(one.number, one.kind, one.text) for one in told.corrections] == [
        (correction.pk, "clarification", "The gate is one.")
    ]
    [version] = told.versions
    assert (told.live, version.number, version.headline) == (1, 1, "Gates stay open")
    assert (version.deck, version.dateline) == ("The board has decided.", "PORT ELISE")
    assert version.bylines == (BylineRecord("Wire", "agency"), BylineRecord("A. Writer", "staff"))
    assert version.body == "<p>The gates stay open.</p><p>Nobody objected.</p>"
    assert version.text == "The gates stay open.\n\nNobody objected."
    assert (version.note, version.saved_at, told.created_at) == ("", None, None)


def test_only_stories_that_readers_may_see_are_public() -> None:
    make_article("Draft")
    publish(make_article("Scheduled"), timezone.now() + timedelta(days=1))
    make_article("Spiked").spike(by=None)
    publish(make_article("Withdrawn")).withdraw(by=None, reason="It was forged.")
    publish(make_article("Out"))
    assert [one.versions[0].headline for one in public_stories()] == ["Out"]
    assert [one.versions[0].headline for one in all_stories()] == ["Draft", "Scheduled", "Spiked", "Withdrawn", "Out"]


def test_a_backup_has_every_version_the_copy_as_received_and_what_is_between_colleagues() -> None:
    document = SourceDocument.objects.create(
        file_name="gates.txt", content=b"The gates\xff", fingerprint="f", identifier="t:1"
    )
    article = make_article("First", note="as received", source_document=document)
    article.dated = PartialDate(date(2026, 3, 3), DAY)
    article.save()
    revise(article, by=None, headline="Second", body="<p>Other words.</p>")
    article.submit(by=None)
    article.request_changes(by=None, note="Ask the board.")
    told = only(all_stories())
    assert [(one.number, one.headline, one.note) for one in told.versions] == [
        (1, "First", "as received"),
        (2, "Second", ""),
    ]
    assert told.versions[0].saved_at == article.revisions.get(number=1).created_at
    assert (told.live, told.status, told.changes_requested) == (0, "draft", "Ask the board.")
    assert told.story_date.typed() == "2026-03-03"
    assert told.created_at == article.created_at
    assert told.source_document is not None
    assert (told.source_document.file_name, told.source_document.content) == ("gates.txt", b"The gates\xff")
    assert told.source_document.identifier == "t:1"


def test_a_figure_of_a_picture_that_is_not_given_is_left_out_of_the_body() -> None:
    image = make_image(alt="The quay")
    make_article(body=f'<p>Before.</p><figure data-image="{image.pk}"></figure><p>After.</p>', lead_image=image)
    [version] = only(all_stories()).versions
    assert version.body == "<p>Before.</p><p>After.</p>"
    assert (version.lead_image, version.pictures) == (None, ())


def queries_for(records: Callable[[], Iterable[object]]) -> tuple[int, int]:
    """How many records there are, and how many queries they cost once the kinds of content are known."""
    list(records())
    with CaptureQueriesContext(connection) as asked:
        count = len(list(records()))
    return count, len(asked)


@pytest.mark.parametrize("records", [public_stories, all_stories])
def test_a_chunk_of_stories_costs_as_many_queries_as_one_and_three_cost_thrice(
    records: Callable[[], Iterable[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def write() -> None:
        article = make_article(bylines=[Byline.objects.get_or_create(name="Wire")[0]], tags=["Harbour"])
        article.people.add(make_person())
        publish(article)

    write()
    one, asked_for_one = queries_for(records)
    for _ in range(6):
        write()
    seven, asked_for_seven = queries_for(records)
    assert (one, seven, asked_for_seven) == (1, 7, asked_for_one)
    monkeypatch.setattr("articles.exporting.chunks.CHUNK", 3)
    assert queries_for(records) == (7, 1 + 3 * (asked_for_one - 1))


def test_stories_are_read_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.exporting.chunks.CHUNK", 2)
    for _ in range(5):
        make_article()
    with CaptureQueriesContext(connection) as asked_for_first:
        next(all_stories())
    with CaptureQueriesContext(connection) as asked_for_all:
        list(all_stories())
    assert len(asked_for_first) < len(asked_for_all)
