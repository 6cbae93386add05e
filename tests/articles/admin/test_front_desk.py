"""The first page of the desk: what waits, for whom, and the way to it."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.admin.states import STATES, in_state
from articles.models import Article
from articles.revising import revise
from newsroom.models import User
from tests.desk import rows_of, text_of
from tests.factories import make_article, make_citation, make_person, make_position, make_section, publish

pytestmark = pytest.mark.django_db

DESK = reverse("admin:index")
QUOTED = "“The gates stay open,” Ada Brun said."


def waits(client: Client) -> dict[str, int]:
    """Each panel with its number."""
    page = client.get(DESK).content.decode()
    found = re.findall(r'<h2 id="panel-\d+"><a href="[^"]*">(.*?) <span class="count">(\d+)</span>', page)
    return {title: int(count) for title, count in found}


def test_each_kind_of_work_is_on_the_first_page_with_its_number_and_leads_to_as_long_a_list(
    at_desk: Client, editor: User, reporter: User
) -> None:
    section = make_section("Harbour")
    make_article("My draft", owner=editor, section=section)
    make_article("Copy", owner=None)
    make_article("Ready", owner=reporter).submit(by=reporter)
    later = make_article("Later", owner=reporter, section=section)
    later.publish(by=editor, at=timezone.now() + datetime.timedelta(days=2))
    edited = make_article("Out", owner=reporter, section=section)
    publish(edited)
    revise(edited, by=reporter, headline="Out, again", body="<p>More.</p>")
    told = waits(at_desk)
    for state in ("my_drafts", "unclaimed", "in_review", "scheduled", "newer_draft"):
        assert told[STATES[state].capitalize()] == 1, state
        page = at_desk.get(reverse("admin:articles_article_changelist"), {"state": state})
        assert len(rows_of(page)) == 1, state


def test_statements_are_to_confirm_only_in_stories_somebody_took_up(at_desk: Client, editor: User) -> None:
    copy = make_article("Copy", owner=None, text=QUOTED)
    assert copy.citations.suggested().exists()
    assert "Stories with statements to confirm" not in waits(at_desk)
    copy.take(by=editor)
    assert waits(at_desk)["Stories with statements to confirm"] == 1
    assert "1 to confirm" in text_of(at_desk.get(DESK))


def test_a_statement_that_lost_its_words_is_listed_at_once_and_leads_to_where_it_is_settled(
    at_desk: Client, editor: User
) -> None:
    story = make_article("Gates", owner=editor, text="Rain. The gates stay open, she said.")
    make_citation(story, "The gates stay open")
    assert "Stories with statements that lost their words" not in waits(at_desk)
    revise(story, by=editor, headline="Gates", body="<p>Rain, and nothing else.</p>")
    assert waits(at_desk)["Stories with statements that lost their words"] == 1
    assert reverse("admin:articles_article_statements", args=[story.pk]) in at_desk.get(DESK).content.decode()


def test_a_later_edit_of_a_scheduled_story_is_said_aloud(at_desk: Client, editor: User) -> None:
    story = make_article("Later", owner=editor, section=make_section("Harbour"))
    story.publish(by=editor, at=timezone.now() + datetime.timedelta(days=2))
    aloud = "a later edit waits and will not be in it"
    assert aloud not in text_of(at_desk.get(DESK))
    revise(story, by=editor, headline="Later, again", body="<p>More.</p>")
    assert aloud in text_of(at_desk.get(DESK))


def test_people_without_an_office_are_listed_but_private_ones_are_left_alone(at_desk: Client) -> None:
    make_person("Ada Brun")
    make_person("Nobody's Business", is_private=True)
    make_position(make_person("Carl Dane"))
    assert waits(at_desk)["People without an office"] == 1
    listed = at_desk.get(reverse("admin:people_person_changelist"), {"office": "none"})
    assert "Ada Brun" in text_of(listed)
    assert "Carl Dane" not in text_of(listed)


def test_what_is_settled_takes_one_quiet_line(at_desk: Client) -> None:
    assert waits(at_desk) == {}
    assert "Nothing waits in: my drafts, waiting for review" in text_of(at_desk.get(DESK))


def test_lists_are_grouped_as_newsrooms_think(at_desk: Client) -> None:
    groups = [group["name"] for group in at_desk.get(DESK).context["app_list"]]
    assert groups == ["Stories", "Record", "People", "Site"]
    assert at_desk.get(reverse("admin:app_list", args=["articles"])).status_code == 200


def test_somebody_without_a_group_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(User.objects.create_user("new", is_staff=True))
    page = client.get(DESK)
    assert page.status_code == 200
    assert waits(client) == {}
    assert "Ask an administrator for a group." in text_of(page)


def test_a_headline_is_text_and_no_html(at_desk: Client, editor: User) -> None:
    make_article("<script>alert(1)</script>", owner=editor)
    assert "<script>alert(1)" not in at_desk.get(DESK).content.decode()


def test_the_first_page_asks_as_often_for_ten_times_as_many_stories(at_desk: Client, editor: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            at_desk.get(DESK)
        return len(asked)

    for number in range(5):
        make_article(f"Story {number}", owner=editor, text=QUOTED)
    at_desk.get(DESK)
    few = queries()
    for number in range(45):
        make_article(f"Further {number}", owner=editor, text=QUOTED)
    assert queries() == few
    assert few <= 25


def test_an_unknown_state_is_no_state(editor: User) -> None:
    with pytest.raises(ValueError, match="is no state"):
        in_state(Article.objects.all(), "elsewhere", editor)


def button_of(page: str, headline: str) -> tuple[str, dict[str, str]]:
    """Where the button in the row of this story leads, and what it sends."""
    row = next(part for part in page.split("<li>") if headline in part)
    address = re.search(r'action="([^"]+)"', row)
    assert address
    return address[1], dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', row))


def test_unclaimed_copy_is_taken_on_the_first_page(client: Client, reporter: User) -> None:
    copy = make_article("Gates to open", owner=None)
    client.force_login(reporter)
    page = client.get(DESK).content.decode()
    address, sent = button_of(page, "Gates to open")
    assert "Spike the ticked ones" not in page
    assert client.post(address, sent)["Location"] == DESK
    copy.refresh_from_db()
    assert copy.owner == reporter
    assert client.post(address, sent).status_code == 409


def test_ticked_copy_is_spiked_at_once_on_the_first_page_all_or_none(at_desk: Client, reporter: User) -> None:
    stories = [make_article(f"Copy {number}", owner=None) for number in range(3)]
    page = at_desk.get(DESK).content.decode()
    ticked = re.findall(r'name="chosen" value="([^"]+)"', page)
    address = reverse("admin:articles_article_spike_several")
    assert f'action="{address}"' in page
    stories[2].take(by=reporter)
    told = text_of(at_desk.post(address, {"chosen": ticked}, follow=True))
    assert "Nothing was spiked. Somebody changed one of them meanwhile." in told
    assert Article.objects.in_work().count() == 3
    assert "2 spiked." in text_of(at_desk.post(address, {"chosen": ticked[:2]}, follow=True))
    assert [story.status for story in Article.objects.order_by("pk")] == ["spiked", "spiked", "draft"]
    assert "Tick the stories first." in text_of(at_desk.post(address, follow=True))
    assert at_desk.post(address, {"chosen": "all"}).status_code == 400
    assert at_desk.get(address).status_code == 405


def test_a_reporter_spikes_nothing_from_the_first_page(client: Client, reporter: User) -> None:
    copy = make_article("Copy", owner=reporter)
    client.force_login(reporter)
    forged = {"chosen": f"{copy.pk}:{copy.version}"}
    assert client.post(reverse("admin:articles_article_spike_several"), forged).status_code == 403
    copy.refresh_from_db()
    assert copy.status == Article.Status.DRAFT


def test_statements_to_confirm_lead_to_the_first_in_the_text_with_how_many_and_since_when(
    at_desk: Client, editor: User
) -> None:
    text = "First she said so. Then she said more."
    story = make_article("Gates", owner=editor, text=text)
    story.citations.all().delete()
    later = make_citation(story, "Then she said more", confirmed=False)
    first = make_citation(story, "First she said so", confirmed=False)
    assert later.pk < first.pk
    page = at_desk.get(DESK)
    address = reverse("admin:articles_article_statements", args=[story.pk])
    assert f'href="{address}#c{first.pk}"' in page.content.decode()
    assert "2 statements, the oldest waiting since" in text_of(page)


def test_the_names_nobody_knows_are_listed_the_most_frequent_first(at_desk: Client, editor: User) -> None:
    story = make_article("Gates", owner=editor, text="One said so. Two said so. Three said so.")
    story.citations.all().delete()
    for words, name in [("One said so", "Ada Brun"), ("Two said so", "Carl Dane"), ("Three said so", "Carl Dane")]:
        citation = make_citation(story, words, confirmed=False)
        citation.full_name = name
        citation.save()
    told = text_of(at_desk.get(DESK))
    assert "Carl Dane 2 suggestions" in told
    assert told.index("Carl Dane 2 suggestions") < told.index("Ada Brun 1 suggestion")
    address = re.search(r'href="([^"]+q=Carl[^"]+)"', at_desk.get(DESK).content.decode())
    assert address
    assert len(rows_of(at_desk.get(address[1].replace("&amp;", "&")))) == 2


def test_the_owner_reads_what_should_change_until_the_story_is_sent_again(
    client: Client, reporter: User, editor: User
) -> None:
    story = make_article("Gates", owner=reporter, section=make_section())
    story.submit(by=reporter)
    story.request_changes(by=editor, note="Who says so?")
    client.force_login(reporter)
    form = reverse("admin:articles_article_change", args=[story.pk])
    for address in (DESK, form, reverse("admin:articles_article_workflow", args=[story.pk])):
        assert "Who says so?" in text_of(client.get(address))
    story.submit(by=reporter)
    for address in (DESK, form):
        assert "Who says so?" not in text_of(client.get(address))


def test_s10_a_story_whose_publisher_lost_the_right_goes_out_as_approved_and_is_loud_at_the_desk(
    at_desk: Client, administrator: User
) -> None:
    story = make_article("Later", section=make_section())
    story.publish(by=administrator, at=timezone.now() + datetime.timedelta(days=2))
    aloud = "adam, who scheduled it, may not publish any more"
    assert aloud not in text_of(at_desk.get(DESK))
    administrator.groups.clear()
    assert aloud in text_of(at_desk.get(DESK))
    story.refresh_from_db()
    assert story.is_scheduled
