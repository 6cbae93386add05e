"""One story's report of a statement, and where its words stand."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from articles.models import Anchor, Article, Citation, Statement
from articles.revising import revise
from newsroom.models import User
from people.models import Organization, Person
from tests.factories import (
    make_article,
    make_citation,
    make_organization,
    make_person,
    make_public_statement,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db

TEXT = "“The gates stay open,” she said. The pier is closed."
WORDS = "“The gates stay open,”"


def bare_article(**fields: Any) -> Article:
    """A draft in which nothing is suggested yet."""
    article = make_article("Gates", text=TEXT, **fields)
    article.citations.all().delete()
    return article


def refusal_of(citation: Citation) -> str:
    """What an editor is told; the database must refuse it as well."""
    with pytest.raises(ValidationError) as refused:
        citation.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        citation.save()
    return " ".join(refused.value.messages)


def test_a_citation_is_called_by_whom_the_story_names_and_how_it_reports() -> None:
    assert str(Citation(full_name="Ada Brun", printed_name="Brun", kind="direct")) == "Ada Brun, quoted"
    assert str(Citation(printed_name="the minister", kind="mixed")) == "the minister, partly quoted"
    assert str(Citation(kind="indirect")) == "Somebody, reported"


def test_a_confirmed_citation_says_who_spoke() -> None:
    citation = Citation(article=bare_article(), kind="direct", status="confirmed", words_key="x")
    assert "Say who spoke before you confirm." in refusal_of(citation)
    citation.statement = Statement.objects.create(speaker_source="an official")
    assert "Say who spoke before you confirm." in refusal_of(citation)


def test_a_suggestion_is_of_no_statement_yet() -> None:
    citation = Citation(
        article=bare_article(),
        kind="direct",
        statement=Statement.objects.create(speaker_source="an official"),
        words_key="x",
    )
    assert "A suggestion has no statement yet." in refusal_of(citation)


# Confirming


def test_confirming_says_who_and_when_and_brings_the_speaker_into_the_story(editor: User) -> None:
    article, person, ministry = bare_article(), make_person(), make_organization()
    first = make_citation(article, WORDS, confirmed=False)
    second = make_citation(article, "The pier is closed", confirmed=False)
    before = timezone.now().replace(microsecond=0)
    first.confirm(by=editor, statement=Statement.objects.create(speaker_person=person))
    second.confirm(by=editor, statement=Statement.objects.create(speaker_organization=ministry))
    assert first.decided_by == editor
    assert before <= first.decided_at <= timezone.now()
    assert (list(article.people.all()), list(article.organizations.all())) == ([person], [ministry])
    row = first.history.first()
    assert (row.history_user, row.history_change_reason) == (editor, "confirmed")


def test_a_citation_that_lost_its_words_is_not_confirmed() -> None:
    article = bare_article()
    citation = make_citation(article, WORDS)
    revise(article, by=None, headline="Cut", body="<p>Everything was cut from this story.</p>")
    citation = Citation.objects.get(pk=citation.pk)
    with pytest.raises(ValidationError, match=r"The words do not stand in the latest version\. Give the words first"):
        citation.confirm(by=None, statement=citation.statement)


def test_another_speaker_takes_the_public_place_of_the_first() -> None:
    citation = make_public_statement(person=make_person("Ada Brun"))
    citation.confirm(by=None, statement=Statement.objects.create(speaker_person=make_person("Tom Lind")))
    assert [str(person) for person in Person.objects.published()] == ["Tom Lind"]


def test_rejecting_takes_a_public_statement_off_the_record_and_remembers_its_words(editor: User) -> None:
    citation = make_public_statement()
    key = citation.words_key
    citation.reject(by=editor)
    citation.refresh_from_db()
    assert (citation.status, citation.decided_by, citation.words_key) == ("rejected", editor, key)
    assert not Person.objects.published().exists()
    assert not Citation.objects.published().exists()


def test_in_anothers_story_a_reporter_decides_nothing(reporter: User, other_reporter: User) -> None:
    article = bare_article(owner=reporter)
    citation = make_citation(article, WORDS, confirmed=False)
    for verb, given in (("reject", {}), ("confirm", {"statement": None}), ("place", {"segments": [(0, 5)]})):
        with pytest.raises(PermissionDenied, match="This is not your story"):
            getattr(citation, verb)(by=other_reporter, **given)
    citation.reject(by=reporter)
    assert Citation.objects.get().status == "rejected"


# Words


def test_the_same_words_are_known_again_whatever_their_marks_and_case() -> None:
    assert Citation.key_of("“The gates stay open,”") == Citation.key_of("the Gates stay open")
    assert Citation.key_of("The gates stay open") != Citation.key_of("The gates stay shut")


@pytest.mark.parametrize(
    "segments", [[], [(0, 10_000)], [(5, 5)], [(9, 4)], [(10, 20), (0, 5)], [(0, 9), (5, 12)], [(32, 33)]]
)
def test_words_that_do_not_stand_in_the_story_are_not_anchored(segments: list[tuple[int, int]]) -> None:
    citation = make_citation(bare_article(), WORDS, confirmed=False)
    with pytest.raises(ValidationError, match="These words do not stand in the story"):
        citation.place(segments, by=None)
    assert citation.anchors.get().words == "“The gates stay open”"


def test_words_given_anew_replace_those_before() -> None:
    citation = make_citation(bare_article(), WORDS, confirmed=False)
    start = TEXT.index("The pier")
    citation.place([(start, start + 18)], by=None)
    anchor = citation.anchors.get()
    assert (str(anchor), anchor.spans) == ("“The pier is closed”", [(start, start + 18)])


def test_words_given_to_a_newer_draft_reach_readers_only_where_the_live_story_has_them() -> None:
    citation = make_public_statement("We will keep the bridge open.")
    article = Article.objects.get(pk=citation.article_id)
    revise(article, by=None, headline="New", body=article.latest_revision.body + "<p>Quite another paragraph.</p>")
    citation = Citation.objects.get(pk=citation.pk)
    text = article.latest_revision.text
    old, new = text.index("keep the bridge"), text.index("another")
    citation.place([(old, old + 15)], by=None)
    assert {anchor.words for anchor in citation.anchors.all()} == {"“keep the bridge”"}
    citation.place([(new, new + 17)], by=None)
    words = {anchor.revision_id: anchor.words for anchor in citation.anchors.all()}
    assert words == {article.latest_revision_id: "“another paragraph”", article.live_revision_id: "“keep the bridge”"}


def test_an_anchor_stands_once_in_a_version_and_inside_its_text() -> None:
    citation = make_citation(bare_article(), WORDS, confirmed=False)
    anchor = citation.anchors.get()
    again = Anchor(citation=citation, revision=anchor.revision, segments=anchor.segments, words="x")
    with pytest.raises(ValidationError, match="anchored in this version already"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    anchor.segments = [[0, 10_000]]
    with pytest.raises(ValidationError, match="These words do not stand in this version of the story"):
        anchor.full_clean()


# Public or not


def retracted(citation: Citation) -> None:
    citation.statement.retract(by=None, reason="She never said it.")


def private(citation: Citation) -> None:
    Person.objects.filter(statements=citation.statement).update(is_private=True)


def rejected(citation: Citation) -> None:
    citation.reject(by=None)


def withdrawn(citation: Citation) -> None:
    Article.objects.get(pk=citation.article_id).withdraw(by=None, reason="Forged.")


def lost_from_the_live_story(citation: Citation) -> None:
    citation.anchors.all().delete()


@pytest.mark.parametrize("hide", [retracted, private, rejected, withdrawn, lost_from_the_live_story])
def test_a_citation_is_public_only_while_everything_about_it_is(hide: Any) -> None:
    citation = make_public_statement()
    other = make_public_statement()
    assert set(Citation.objects.published()) == {citation, other}
    hide(citation)
    assert list(Citation.objects.published()) == [other]


def test_a_source_or_an_organization_may_be_public_without_any_person() -> None:
    article = bare_article()
    make_citation(article, WORDS, speaker_source="a senior official")
    make_citation(article, "The pier is closed", speaker_organization=make_organization("Harbour Board"))
    publish(article)
    assert Citation.objects.published().count() == 2
    assert [str(one) for one in Organization.objects.published()] == ["Harbour Board"]


def test_a_citation_is_found_at_its_words_in_its_story() -> None:
    citation = make_public_statement()
    assert citation.get_absolute_url() == f"{citation.article.get_absolute_url()}#st-{citation.pk}"


def test_a_list_of_citations_brings_words_and_story_without_its_body(django_assert_num_queries: Any) -> None:
    for number in range(3):
        make_public_statement(f"Words {number}.")
    with django_assert_num_queries(1):
        rows = [
            (one.words, one.segments, one.article.live_revision.headline)
            for one in Citation.objects.published().for_lists()
        ]
    assert [words for words, _, _ in rows] == ["“Words 0.”", "“Words 1.”", "“Words 2.”"]


# Deleting


def test_a_story_goes_with_its_suggestions_but_not_with_what_was_confirmed() -> None:
    article = bare_article(section=make_section())
    make_citation(article, "The pier is closed", confirmed=False).reject(by=None)
    confirmed = make_citation(article, WORDS)
    with pytest.raises(ProtectedError):
        article.delete()
    confirmed.reject(by=None)
    Article.objects.get(pk=article.pk).delete()
    assert not Citation.objects.exists()
    assert not Anchor.objects.exists()


def test_a_matched_person_who_is_deleted_leaves_the_suggestion_open() -> None:
    citation = make_citation(bare_article(), WORDS, confirmed=False)
    Citation.objects.update(matched_person=make_person(), matched_organization=make_organization())
    Person.objects.all().delete()
    Organization.objects.all().delete()
    citation.refresh_from_db()
    assert (citation.matched_person, citation.matched_organization) == (None, None)
