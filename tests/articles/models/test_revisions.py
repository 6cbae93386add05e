"""Saved versions of a story."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError

from articles.models import Article, Byline, Revision, RevisionByline
from articles.revising import revise
from newsroom.models import User
from tests.factories import make_article, make_image, publish

pytestmark = pytest.mark.django_db


def test_versions_are_numbered_and_called_by_headline_and_number() -> None:
    article = make_article("Gates", text="One.")
    second = revise(article, by=None, headline="Gates again", body="<p>Two.</p>")
    assert str(second) == "Gates again (version 2)"
    assert [version.number for version in article.revisions.all()] == [2, 1]


def test_two_editors_who_save_at_one_moment_do_not_get_one_number() -> None:
    article = make_article("Gates")
    twin = Revision(article=article, number=1, headline="Mine")
    with pytest.raises(ValidationError) as refused:
        twin.full_clean()
    told = "Somebody saved this story at the same moment. Reload it and save again."
    assert told in refused.value.messages
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_version_is_written_once_and_never_changed() -> None:
    revision = make_article("Gates").latest_revision
    revision.headline = "Changed"
    with pytest.raises(TypeError, match="A revision is never changed"):
        revision.save()
    assert Revision.objects.get().headline == "Gates"


def test_the_body_is_cleaned_and_its_text_follows_from_it_whoever_writes_it() -> None:
    article = make_article("Gates")
    body = '<h1>Gates</h1><p onclick="x()">Stay<br>open &amp; free</p><script>alert(1)</script>'
    revision = Revision.objects.create(article=article, number=7, headline="x", body=body, text="forged")
    assert revision.body == "<h2>Gates</h2><p>Stay<br>open &amp; free</p>"
    assert revision.text == "Gates\n\nStay\nopen & free"


def test_bylines_stand_in_the_order_they_were_given() -> None:
    zoe, ada = Byline.objects.create(name="Zoe Abel"), Byline.objects.create(name="Ada Zorn")
    article = make_article("Gates", bylines=[zoe, ada])
    assert article.latest_revision.byline_names() == ["Zoe Abel", "Ada Zorn"]
    assert [str(entry) for entry in article.latest_revision.byline_entries.all()] == ["Zoe Abel", "Ada Zorn"]
    revise(article, by=None, headline="Gates", body=article.latest_revision.body, bylines=[ada, zoe])
    assert article.latest_revision.byline_names() == ["Ada Zorn", "Zoe Abel"]


def test_a_byline_stands_over_a_version_once_and_is_not_deleted_while_it_does() -> None:
    byline = Byline.objects.create(name="Mara Quill")
    assert str(byline) == "Mara Quill"
    revision = make_article("Gates", bylines=[byline]).latest_revision
    with pytest.raises(IntegrityError), transaction.atomic():
        RevisionByline.objects.create(revision=revision, byline=byline)
    with pytest.raises(ProtectedError):
        byline.delete()


def test_a_picture_that_once_led_a_story_is_kept_for_its_old_version() -> None:
    image = make_image()
    article = make_article("Gates", lead_image=image)
    revise(article, by=None, headline="Gates", body="<p>No picture.</p>")
    with pytest.raises(ProtectedError):
        image.delete()


def test_the_live_version_is_not_deleted_and_a_draft_goes_with_all_its_versions() -> None:
    article = publish(make_article("Gates"))
    with pytest.raises(RestrictedError):
        article.live_revision.delete()
    draft = make_article("Draft")
    revise(draft, by=None, headline="Draft", body="<p>More.</p>")
    draft.delete()
    assert list(Revision.objects.all()) == [Article.objects.get().live_revision]


def test_who_wrote_a_version_may_leave_and_the_version_stays(reporter: User) -> None:
    article = make_article("Gates", owner=reporter, by=reporter)
    assert article.latest_revision.created_by == reporter
    reporter.delete()
    assert Revision.objects.get().created_by is None


def test_a_story_without_a_version_has_nothing_to_publish_and_is_called_by_its_slug() -> None:
    article = Article.objects.create(slug="gates")
    assert str(article) == "gates"
    assert str(Article()) == "Untitled story"
    assert "There is nothing written yet." in article.publishing_problems()
    assert article.publishing_warnings() == []
