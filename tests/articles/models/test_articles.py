from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from articles.models import Article
from articles.models.articles import NoAddress
from articles.revising import revise
from newsroom.models import Publication, User
from people.models import Office, Organization, Person
from tests.factories import (
    make_article,
    make_citation,
    make_office,
    make_person,
    make_position,
    make_public_statement,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db


def test_a_new_story_is_a_draft_that_nobody_can_see() -> None:
    article = make_article("A bridge reopens")
    assert article.status == Article.Status.DRAFT
    assert not Article.objects.published().exists()
    assert str(article) == "A bridge reopens"
    assert article.slug == "a-bridge-reopens"


def test_a_published_story_has_a_time_a_day_and_a_live_version() -> None:
    article = publish(make_article(), at=datetime(2026, 3, 5, 12, tzinfo=UTC))
    assert article.is_public
    assert list(Article.objects.published()) == [article]
    assert article.publication_date == date(2026, 3, 5)
    assert article.live_revision == article.latest_revision


def test_the_day_of_publication_is_the_papers_own() -> None:
    Publication.objects.create(time_zone="Asia/Tokyo")
    article = publish(make_article(), at=datetime(2026, 3, 5, 20, tzinfo=UTC))
    assert article.publication_date == date(2026, 3, 6)
    assert "/2026/03/06/" in article.get_absolute_url()


def test_a_story_without_a_section_is_not_published_and_says_why() -> None:
    article = make_article()
    with pytest.raises(ValidationError, match="Choose a section first"):
        article.publish(by=None)
    article.refresh_from_db()
    assert article.status == Article.Status.DRAFT


def test_a_scheduled_story_comes_out_at_its_time_without_any_job() -> None:
    now = timezone.now()
    article = publish(make_article(), at=now + timedelta(hours=1))
    assert article.is_scheduled
    assert list(Article.objects.scheduled()) == [article]
    with time_machine.travel(now + timedelta(hours=1, seconds=1)):
        assert list(Article.objects.published()) == [article]


def test_a_scheduled_story_goes_out_as_approved_and_later_edits_wait() -> None:
    article = publish(make_article("As approved"), at=timezone.now() + timedelta(hours=1))
    revise(article, by=None, headline="Changed since", body="<p>Other words.</p>")
    article.refresh_from_db()
    assert article.live_revision.headline == "As approved"
    assert article.has_newer_draft


def test_a_scheduled_story_can_be_given_another_time_and_day() -> None:
    article = publish(make_article(), at=datetime(2099, 1, 1, tzinfo=UTC))
    article.publish(by=None, at=datetime(2099, 2, 2, tzinfo=UTC))
    assert article.publication_date == date(2099, 2, 2)


def test_taking_a_story_off_the_schedule_hides_whom_it_would_have_brought_in() -> None:
    person = make_person()
    article = make_article(text="Nobody was told.")
    make_citation(article, "Nobody was told", person)
    publish(article, at=timezone.now() + timedelta(hours=1))
    person.refresh_from_db()
    assert person.released_at == article.published_at
    article.unschedule(by=None)
    person.refresh_from_db()
    assert person.released_at is None
    assert article.status == Article.Status.IN_REVIEW
    assert article.publication_date is None


def test_only_a_scheduled_story_is_taken_off_the_schedule() -> None:
    article = publish(make_article())
    with pytest.raises(ValidationError, match="not waiting"):
        article.unschedule(by=None)


def test_publishing_again_lets_the_newer_version_replace_the_live_one() -> None:
    article = publish(make_article("First"))
    first_time = article.published_at
    revise(article, by=None, headline="Second", body="<p>Other words.</p>")
    article.publish(by=None)
    assert article.live_revision.headline == "Second"
    assert article.published_at == first_time
    assert article.updated_at is not None


def test_a_story_that_is_out_cannot_be_scheduled() -> None:
    article = publish(make_article())
    with pytest.raises(ValidationError, match="out already"):
        article.publish(by=None, at=timezone.now() + timedelta(hours=1))


def test_two_stories_of_a_day_with_one_headline_get_two_addresses() -> None:
    when = datetime(2026, 3, 5, tzinfo=UTC)
    first, second = (publish(make_article("Same headline"), at=when) for _ in range(2))
    assert first.get_absolute_url() != second.get_absolute_url()
    assert second.slug == "same-headline-2"


def test_the_database_itself_keeps_addresses_apart() -> None:
    when = datetime(2026, 3, 5, tzinfo=UTC)
    first, second = (publish(make_article(), at=when) for _ in range(2))
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=second.pk).update(slug=first.slug)


def test_a_withdrawn_story_is_no_longer_public_and_takes_its_statements_with_it() -> None:
    citation = make_public_statement()
    person = citation.statement.speaker_person
    article = Article.objects.get(pk=citation.article_id)
    article.withdraw(by=None, reason="The letter was forged.")
    assert not Article.objects.published().exists()
    assert not type(citation.statement).objects.published().exists()
    person.refresh_from_db()
    assert person.released_at is None


def test_a_withdrawal_needs_a_reason_and_a_story_that_readers_can_see() -> None:
    article = publish(make_article())
    with pytest.raises(ValidationError, match="Say why"):
        article.withdraw(by=None, reason="  ")
    with pytest.raises(ValidationError, match="readers can see"):
        make_article().withdraw(by=None, reason="Never out.")


def test_a_withdrawn_story_can_come_back_at_its_old_address() -> None:
    article = publish(make_article())
    address = article.get_absolute_url()
    article.withdraw(by=None, reason="Too early.")
    article.publish(by=None)
    assert article.is_public
    assert article.get_absolute_url() == address
    assert article.withdrawal_reason == ""


def test_spiked_copy_cannot_be_published_until_it_is_taken_back() -> None:
    article = make_article(section=make_section())
    article.spike(by=None)
    with pytest.raises(ValidationError, match="spiked"):
        article.publish(by=None)
    article.unspike(by=None)
    article.publish(by=None)
    assert article.is_public


def test_a_published_story_is_not_spiked() -> None:
    article = publish(make_article())
    with pytest.raises(ValidationError, match="Only unpublished copy"):
        article.spike(by=None)
    with pytest.raises(ValidationError, match="Only a spiked story"):
        article.unspike(by=None)


def test_a_story_in_review_can_be_sent_back_with_a_note() -> None:
    article = make_article()
    article.submit(by=None)
    article.request_changes(by=None, note="Who said this?")
    assert article.status == Article.Status.DRAFT
    assert article.history.first().history_change_reason == "changes requested: Who said this?"
    with pytest.raises(ValidationError, match="Only a story in review"):
        article.request_changes(by=None, note="")
    article.submit(by=None)
    with pytest.raises(ValidationError, match="Only a draft"):
        article.submit(by=None)


def test_every_verb_leaves_who_and_what_in_the_history(editor: User) -> None:
    article = make_article(section=make_section())
    article.publish(by=editor)
    article.withdraw(by=editor, reason="A mistake.")
    told = list(article.history.values_list("history_change_reason", "history_user__username", "status"))
    assert told[:2] == [("withdrawn", "edda", "withdrawn"), ("published", "edda", "published")]


def test_unclaimed_copy_is_taken_once(reporter: User, other_reporter: User) -> None:
    article = make_article()
    article.take(by=reporter)
    assert article.owner == reporter
    with pytest.raises(ValidationError, match="rita has taken"):
        article.take(by=other_reporter)


VERBS: dict[str, dict[str, Any]] = {
    "publish": {},
    "withdraw": {"reason": "x"},
    "spike": {},
    "unspike": {},
    "unschedule": {},
    "request_changes": {"note": "x"},
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_reporter_may_not_decide_what_readers_see(verb: str, reporter: User) -> None:
    article = make_article(owner=reporter, section=make_section())
    with pytest.raises(PermissionDenied):
        getattr(article, verb)(by=reporter, **VERBS[verb])
    article.refresh_from_db()
    assert article.status == Article.Status.DRAFT


def test_a_reporter_works_in_own_stories_only(reporter: User, other_reporter: User, editor: User) -> None:
    article = make_article(owner=reporter)
    article.submit(by=reporter)
    assert article.may_be_edited(reporter)
    assert article.may_be_edited(editor)
    assert not article.may_be_edited(other_reporter)
    with pytest.raises(PermissionDenied):
        revise(article, by=other_reporter, headline="Mine now", body="")


def test_a_user_without_rights_takes_nothing(db: None) -> None:
    nobody = User.objects.create_user("nobody")
    with pytest.raises(PermissionDenied):
        make_article().take(by=nobody)


def test_publishing_brings_in_the_speaker_the_office_and_its_organization() -> None:
    person, office = make_person(), make_office()
    position = make_position(person, office)
    article = make_article(text="The gates stay open, she said.")
    make_citation(article, "The gates stay open", person, position=position)
    assert not Person.objects.published().exists()
    publish(article)
    assert list(Person.objects.published()) == [person]
    assert list(Office.objects.published()) == [office]
    assert list(Organization.objects.published()) == [office.organization]


def test_the_earliest_story_says_since_when_a_person_is_public() -> None:
    person = make_person()
    later, earlier = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    for when in (later, earlier):
        article = make_article(text="The gates stay open.")
        make_citation(article, "The gates stay open", person)
        publish(article, at=when)
    person.refresh_from_db()
    assert person.released_at == earlier


def test_somebody_released_by_hand_stays_public_when_the_last_story_goes() -> None:
    citation = make_public_statement()
    person = citation.statement.speaker_person
    since = timezone.now() - timedelta(days=3)
    Person.objects.filter(pk=person.pk).update(released_by_hand=True, released_at=since)
    Article.objects.get(pk=citation.article_id).withdraw(by=None, reason="Forged.")
    assert Person.objects.get(pk=person.pk).released_at == since


def test_lost_words_of_a_confirmed_statement_block_publishing() -> None:
    article = make_article(text="The gates stay open. That was all.", section=make_section())
    make_citation(article, "The gates stay open")
    revise(article, by=None, headline="Cut", body="<p>Everything else was cut from this story.</p>")
    with pytest.raises(ValidationError, match="lost its words"):
        article.publish(by=None)


def test_what_an_editor_may_want_to_see_to_is_told_but_does_not_block() -> None:
    article = make_article(text="The gates stay open. The pier is closed.", section=make_section())
    make_citation(article, "The gates stay open", said_on=date(2999, 1, 1), said_on_precision="day")
    make_citation(article, "The pier is")
    make_citation(article, "The pier is closed", confirmed=False)
    warnings = " ".join(article.publishing_warnings())
    assert "1 suggested statement waits" in warnings
    assert "office is left open" in warnings
    assert "1 confirmed statement has no day" in warnings
    assert "dated in the future" in warnings
    article.publish(by=None)
    assert article.is_public


def test_a_story_that_confirmed_statements_rest_on_cannot_be_deleted() -> None:
    article = make_article(text="The gates stay open.")
    make_citation(article, "The gates stay open")
    with pytest.raises(ProtectedError):
        article.delete()


def test_a_draft_with_suggestions_only_is_deleted_whole() -> None:
    article = make_article(text="The gates stay open.")
    make_citation(article, "The gates stay open", confirmed=False)
    article.delete()
    assert not Article.objects.exists()


def test_an_unpublished_story_has_no_address() -> None:
    with pytest.raises(NoAddress, match="never published"):
        make_article().get_absolute_url()
