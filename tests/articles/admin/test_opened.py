"""A story says who opened it last, on its form, its statements and its workflow."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Opening
from newsroom.models import User
from tests.articles.admin.test_review import page_of
from tests.articles.admin.test_stories import change_page, form_of, workflow_page
from tests.desk import text_of
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(reporter: User) -> Article:
    return make_article(owner=reporter)


def test_an_editor_is_told_that_somebody_has_it_open_on_every_page_of_the_story(
    at_desk: Client, article: Article, reporter: User, editor: User
) -> None:
    other = Client()
    other.force_login(reporter)
    for page in (change_page, page_of, workflow_page):
        other.get(page(article))
    Opening.objects.update(opened_at=timezone.now() - timedelta(minutes=3))
    for page in (change_page, page_of, workflow_page):
        assert f"{reporter} opened this 3 minutes ago" in text_of(at_desk.get(page(article)))
    told = text_of(other.get(change_page(article)))
    assert f"{editor} opened this 0" in told
    assert f"{reporter} opened" not in told


def test_s31_to_open_a_story_changes_nothing_else(at_desk: Client, article: Article) -> None:
    rows, version = article.history.count(), Article.objects.get(pk=article.pk).version
    at_desk.get(change_page(article))
    assert article.history.count() == rows
    assert Article.objects.get(pk=article.pk).version == version
    assert Opening.objects.count() == 1


def test_who_may_only_look_is_not_told_of_and_sending_is_not_opening(
    client: Client, at_desk: Client, article: Article, other_reporter: User
) -> None:
    client.force_login(other_reporter)
    for page in (change_page, page_of, workflow_page):
        assert client.get(page(article)).status_code == 200
    assert not Opening.objects.exists()
    sent = form_of(at_desk, article, headline="")
    Opening.objects.all().delete()
    assert at_desk.post(change_page(article), sent).status_code == 200
    assert not Opening.objects.exists()


def test_many_who_opened_it_cost_as_many_queries_as_one(
    at_desk: Client, article: Article, django_assert_max_num_queries: Any
) -> None:
    at_desk.get(workflow_page(article))
    with django_assert_max_num_queries(100) as few:
        at_desk.get(workflow_page(article))
    for number in range(10):
        user = User.objects.create_user(f"user {number}")
        Opening.objects.create(article=article, user=user, opened_at=timezone.now())
    with django_assert_max_num_queries(len(few)):
        at_desk.get(workflow_page(article))
