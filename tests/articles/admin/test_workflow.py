"""Publish and workflow: what is in the way, the section, and the newsroom's clock."""

import datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from newsroom.models import Publication, User
from tests.desk import text_of
from tests.factories import (
    make_article,
    make_citation,
    make_image,
    make_person,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db


def page_of(article: Article) -> str:
    return reverse("admin:articles_article_workflow", args=[article.pk])


def carry_out(client: Client, article: Article, verb: str, **given: object) -> HttpResponse:
    article.refresh_from_db()
    return client.post(page_of(article), {"verb": verb, "version": article.version, **given}, follow=True)


def test_every_check_is_told_in_one_place_before_anybody_presses_a_button(at_desk: Client) -> None:
    story = make_article("Gates", text="First she said so. Then she said more.", lead_image=make_image(alt=""))
    story.citations.all().delete()
    make_citation(story, "First she said so", confirmed=False)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    make_citation(story, "Then she said more", make_person(), said_on=tomorrow, said_on_precision="day")
    told = text_of(at_desk.get(page_of(story)))
    for line in [
        "In the way: Choose a section first.",
        "In the way: A picture has no alternative text.",
        "Look at: 1 suggested statement waits for a decision.",
        "Look at: In 1 statement the speaker's office is left open.",
        "Look at: A statement is dated in the future.",
    ]:
        assert line in told


def test_publishing_is_not_offered_while_something_is_in_the_way_and_says_why(at_desk: Client) -> None:
    story = make_article("Gates")
    page = at_desk.get(page_of(story)).content.decode()
    assert 'value="publish" disabled' in page
    assert "Not yet: Choose a section first." in page
    carry_out(at_desk, story, "file_under", section=make_section("Harbour").pk)
    page = at_desk.get(page_of(story)).content.decode()
    assert 'value="publish" disabled' not in page
    assert "Nothing stands in the way." in page
    carry_out(at_desk, story, "publish")
    assert Article.objects.published().get() == story


def test_a_section_is_chosen_from_the_page_as_it_stands(at_desk: Client) -> None:
    story, harbour, world = make_article("Gates"), make_section("Harbour"), make_section("World")
    stale = story.version
    carry_out(at_desk, story, "file_under", section=harbour.pk)
    late = at_desk.post(page_of(story), {"verb": "file_under", "version": stale, "section": world.pk})
    assert late.status_code == 409
    story.refresh_from_db()
    assert story.section == harbour
    assert story.history.first().history_change_reason == "filed under Harbour"
    assert "Choose a section." in text_of(carry_out(at_desk, story, "file_under", section=""))


def test_a_reporter_files_an_own_story_until_it_is_out(client: Client, reporter: User, other_reporter: User) -> None:
    story, harbour = make_article("Gates", owner=reporter), make_section("Harbour")
    client.force_login(other_reporter)
    assert carry_out(client, story, "file_under", section=harbour.pk).status_code == 403
    client.force_login(reporter)
    assert carry_out(client, story, "file_under", section=harbour.pk).status_code == 200
    story.refresh_from_db()
    publish(story)
    assert 'value="file_under"' not in client.get(page_of(story)).content.decode()
    assert carry_out(client, story, "file_under", section=make_section().pk).status_code == 403
    story.refresh_from_db()
    assert story.section == harbour


def test_changes_are_requested_with_a_note(at_desk: Client) -> None:
    story = make_article("Gates")
    story.submit(by=None)
    assert "Say what should change" in text_of(carry_out(at_desk, story, "request_changes", note=" "))
    story.refresh_from_db()
    assert story.status == Article.Status.IN_REVIEW


def test_r08_a_time_that_does_not_exist_is_told_and_one_that_comes_twice_is_asked_about(at_desk: Client) -> None:
    Publication.objects.create(name="The Courier", time_zone="Europe/Berlin")
    story = make_article("Gates", section=make_section())
    spring = carry_out(at_desk, story, "schedule", day="2099-03-29", time="02:30")
    assert "02:30 does not exist on 29 March 2099" in text_of(spring)
    autumn = carry_out(at_desk, story, "schedule", day="2099-10-25", time="02:30")
    assert "02:30 comes twice on 25 October 2099" in text_of(autumn)
    assert "the second time, after it" in text_of(autumn)
    assert 'value="2099-10-25"' in autumn.content.decode()
    story.refresh_from_db()
    assert story.status == Article.Status.DRAFT
    carry_out(at_desk, story, "schedule", day="2099-10-25", time="02:30", which="second")
    story.refresh_from_db()
    assert story.published_at == datetime.datetime(2099, 10, 25, 1, 30, tzinfo=datetime.UTC)
