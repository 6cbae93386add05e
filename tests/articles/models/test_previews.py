"""Links to previews: what opens, what ends them, who may make them."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, PreviewLink
from newsroom.models import User
from tests.factories import make_article, make_section, publish

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def make_link(article: Article, by: Any, **given: Any) -> PreviewLink:
    return PreviewLink.make(article, by=by, **{"note": "The lawyer", "lasts": DAY, "revision": None, **given})


def is_open(link: PreviewLink) -> bool:
    return PreviewLink.objects.open().filter(pk=link.pk).exists()


def test_a_token_finds_the_link_it_was_signed_for_and_no_other(editor: User) -> None:
    one, other = make_link(make_article(), editor), make_link(make_article(), editor)
    assert list(PreviewLink.objects.of_token(one.token)) == [one]
    swapped = other.key + one.token.removeprefix(one.key)
    for forged in (one.key, swapped, one.token + "x", one.token[:-1], "", ":", f"{one.pk}"):
        assert not PreviewLink.objects.of_token(forged).exists()


def test_a_link_ends_when_it_expires_is_revoked_or_its_story_goes(editor: User) -> None:
    expired, revoked, spiked = (make_link(make_article(), editor) for _ in range(3))
    withdrawn = make_link(publish(make_article()), editor)
    assert all(is_open(link) for link in (expired, revoked, spiked, withdrawn))
    past = timezone.now() - DAY
    PreviewLink.objects.filter(pk=expired.pk).update(created_at=past - DAY, expires_at=past)
    revoked.revoke(by=editor)
    spiked.article.spike(by=editor)
    withdrawn.article.withdraw(by=editor, reason="A forgery.")
    assert not any(is_open(link) for link in (expired, revoked, spiked, withdrawn))


def test_a_link_ends_with_the_account_of_its_maker(editor: User) -> None:
    link = make_link(make_article(), editor)
    assert link.maker_may_still_read
    editor.is_active = False
    editor.save()
    assert not PreviewLink.objects.get(pk=link.pk).maker_may_still_read


def test_revoking_twice_keeps_the_first_time(editor: User, administrator: User) -> None:
    link = make_link(make_article(), editor)
    link.revoke(by=editor)
    first = link.revoked_at
    link.revoke(by=administrator)
    assert (link.revoked_at, link.revoked_by) == (first, editor)


def test_a_reporter_shares_own_stories_only(reporter: User, other_reporter: User) -> None:
    article = make_article(owner=reporter)
    link = make_link(article, reporter)
    with pytest.raises(PermissionDenied):
        make_link(article, other_reporter)
    with pytest.raises(PermissionDenied):
        link.revoke(by=other_reporter)
    assert is_open(link)


@pytest.mark.parametrize("given", [{"lasts": timedelta(days=31)}, {"lasts": timedelta(0)}, {"note": "  "}])
def test_a_link_says_for_whom_and_ends_within_a_month(editor: User, given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        make_link(make_article(), editor, **given)
    assert not PreviewLink.objects.exists()


def test_a_version_of_another_story_or_a_story_that_is_gone_is_not_shared(editor: User) -> None:
    other = make_article()
    with pytest.raises(ValidationError, match="no such version"):
        make_link(make_article(), editor, revision=other.latest_revision)
    other.spike(by=None)
    with pytest.raises(ValidationError, match="spiked"):
        make_link(other, editor)


def test_the_database_keeps_no_link_that_never_was_open(editor: User) -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        PreviewLink.objects.create(
            article=make_article(section=make_section()), note="x", created_at=now, expires_at=now
        )
