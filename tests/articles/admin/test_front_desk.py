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
