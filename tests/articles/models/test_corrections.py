from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from articles.models import Article, Citation, Correction, Statement
from newsroom.models import User
from people.models import Person
from tests.factories import make_article, make_citation, make_public_statement, make_section, publish

pytestmark = pytest.mark.django_db


def correct(article: Article, text: str = "It is five gates, not six.", **fields: Any) -> Correction:
    return Correction.objects.create(article=article, text=text, **fields)


def test_a_correction_is_dated_now_and_called_by_its_kind_and_words() -> None:
    correction = correct(make_article(), kind=Correction.Kind.MISQUOTE)
    assert timezone.now() - correction.corrected_at < timedelta(minutes=1)
    assert str(correction) == "Misquote: It is five gates, not six."
    assert str(Correction(text="x" * 100)) == f"Factual: {'x' * 60}"


def test_the_newest_correction_comes_first() -> None:
    article = make_article()
    for month in (2, 4, 3):
        correct(article, f"In month {month}.", corrected_at=datetime(2026, month, 1, tzinfo=UTC))
    assert [one.text for one in Correction.objects.all()] == ["In month 4.", "In month 3.", "In month 2."]


def test_readers_see_corrections_of_stories_that_they_see() -> None:
    shown = correct(publish(make_article("Out")))
    correct(make_article("Draft"))
    correct(publish(make_article("Soon"), at=timezone.now() + timedelta(hours=1)))
    withdrawn = publish(make_article("Withdrawn"))
    correct(withdrawn)
    withdrawn.withdraw(by=None, reason="Forged.")
    spiked = make_article("Spiked", section=make_section())
    correct(spiked)
    spiked.spike(by=None)
    assert list(Correction.objects.published()) == [shown]


def test_a_correction_may_concern_statements_and_is_found_from_them() -> None:
    citation = make_public_statement()
    correction = correct(citation.article)
    correction.citations.add(citation)
    assert list(Citation.objects.get().corrections.published()) == [correction]


def test_a_list_of_corrections_names_only_statements_that_readers_see(django_assert_num_queries: Any) -> None:
    shown, hidden = make_public_statement("One."), make_public_statement("Two.")
    for citation in (shown, hidden):
        correct(citation.article).citations.add(shown, hidden)
    hidden.statement.retract(by=None, reason="She never said it.")
    with django_assert_num_queries(2):
        rows = [
            (one.article.live_revision.headline, one.public_citations)
            for one in Correction.objects.published().for_lists()
        ]
    assert [citations for _, citations in rows] == [[shown], [shown]]


def test_a_corrected_story_is_not_deleted_but_who_wrote_the_correction_may_leave(editor: User) -> None:
    correction = correct(make_article(), created_by=editor)
    with pytest.raises(ProtectedError):
        correction.article.delete()
    editor.delete()
    correction.refresh_from_db()
    assert correction.created_by is None


def test_what_a_correction_said_before_is_kept() -> None:
    correction = correct(make_article(), "It is five gates.")
    correction.text = "It is six gates."
    correction.save()
    assert [row.text for row in correction.history.all()] == ["It is six gates.", "It is five gates."]


def test_corrections_of_statements_are_those_of_public_reports_each_once() -> None:
    one, other = make_public_statement("One."), make_public_statement("Two.")
    correction = correct(one.article)
    correction.citations.add(one)
    rejected = make_article(text="One. Nothing.")
    dropped = make_citation(rejected, "One.", statement=one.statement)
    publish(rejected)
    correct(rejected, "Not about her.").citations.add(dropped)
    Citation.objects.get(pk=dropped.pk).reject(by=None)
    assert list(Statement.objects.all().corrections()) == [correction]
    assert list(Statement.objects.filter(pk=other.statement_id).corrections()) == []


def test_what_was_retracted_stays_corrected_and_what_was_withdrawn_does_not() -> None:
    citation = make_public_statement("One.")
    correction = correct(citation.article)
    correction.citations.add(citation)
    citation.statement.retract(by=None, reason="She never said it.")
    assert list(Statement.objects.all().corrections()) == [correction]
    Article.objects.get(pk=citation.article_id).withdraw(by=None, reason="Forged.")
    assert list(Statement.objects.all().corrections()) == []


def test_the_corrections_of_a_private_persons_statements_are_not_told() -> None:
    citation = make_public_statement("One.")
    correct(citation.article).citations.add(citation)
    Person.objects.update(is_private=True)
    assert list(Statement.objects.all().corrections()) == []


def test_a_correction_stands_at_the_foot_of_its_story_and_knows_when_it_was_reworded() -> None:
    correction = correct(publish(make_article("Gates")), corrected_at=datetime(2026, 3, 1, tzinfo=UTC))
    assert correction.get_absolute_url() == f"{correction.article.get_absolute_url()}#correction-{correction.pk}"
    before = correction.last_changed
    correction.text = "It is six gates."
    correction.save()
    assert correction.last_changed > before > correction.corrected_at
