"""Whom a story may be given to, and who may look."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from newsroom.models import User
from tests.desk import send
from tests.factories import make_article

pytestmark = pytest.mark.django_db

OWNERS = reverse("admin:articles_article_owners")


def found(client: Client, term: str, **more: Any) -> list[str]:
    return [one["text"] for one in client.get(OWNERS, {"term": term, **more}).json()["results"]]


def test_staff_at_work_are_found_by_name(at_desk: Client, reporter: User, other_reporter: User) -> None:
    User.objects.create_user("ritabook")
    User.objects.create_user("ritagone", is_staff=True, is_active=False)
    assert found(at_desk, "rita") == ["rita"]
    assert found(at_desk, "\x00") == sorted(
        User.objects.filter(is_staff=True, is_active=True).values_list("username", flat=True)
    )


def test_whatever_the_address_asks_for_it_is_staff_that_is_found(at_desk: Client, reporter: User) -> None:
    asked = {"app_label": "auth", "model_name": "permission", "field_name": "content_type"}
    assert found(at_desk, "rita", **asked) == ["rita"]


def test_a_reporter_looks_up_no_owners_and_sees_no_such_field(client: Client, reporter: User) -> None:
    client.force_login(reporter)
    assert client.get(OWNERS, {"term": "a"}).status_code == 403
    assert 'name="owner"' not in client.get(reverse("admin:articles_article_add")).content.decode()
    send(
        client, reverse("admin:articles_article_add"), headline="Gates", owner=User.objects.get(username="rita").pk + 1
    )
    assert Article.objects.get().owner == reporter


def test_a_story_is_given_to_staff_and_stays_with_who_left(at_desk: Client, reporter: User) -> None:
    article = make_article()
    address = reverse("admin:articles_article_change", args=[article.pk])
    assert reverse("admin:articles_article_owners") in at_desk.get(address).content.decode()
    stranger = User.objects.create_user("stranger")
    assert send(at_desk, address, owner=stranger.pk).status_code == 200
    assert send(at_desk, address, owner=reporter.pk).status_code == 302
    reporter.is_active = False
    reporter.save()
    assert send(at_desk, address, headline="Another").status_code == 302
    article.refresh_from_db()
    assert (article.owner, str(article)) == (reporter, "Another")
