"""Who had a story open, and when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Opening
from newsroom.models import User
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_an_opening_is_written_once_a_minute_and_there_is_one_for_each_user(reporter: User, editor: User) -> None:
    article = make_article()
    Opening.objects.note(article, editor)
    first = article.openings.get().opened_at
    Opening.objects.note(article, editor)
    assert article.openings.get().opened_at == first
    Opening.objects.update(opened_at=timezone.now() - timedelta(seconds=61))
    Opening.objects.note(article, editor)
    assert article.openings.get().opened_at >= first
    Opening.objects.note(article, reporter)
    assert article.openings.count() == 2


def test_the_others_are_told_the_latest_first(reporter: User, other_reporter: User, editor: User) -> None:
    article = make_article()
    for minutes, user in ((5, reporter), (3, other_reporter), (0, editor)):
        Opening.objects.create(article=article, user=user, opened_at=timezone.now() - timedelta(minutes=minutes))
    assert [one.user for one in article.openings.by_others(editor)] == [other_reporter, reporter]
