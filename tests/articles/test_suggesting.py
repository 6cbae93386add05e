import io
from collections.abc import Sequence

import pytest
from django.core.management import call_command

from articles.confirming import Decision, confirm
from articles.extraction import FoundStatement, KnownNames, find_statements
from articles.models import Article, Citation
from articles.revising import revise
from articles.suggesting import Outcome, match_again, suggest
from people.models import PersonName
from tests.factories import make_article, make_citation, make_organization, make_person

pytestmark = pytest.mark.django_db

TEXT = "“The gates stay open,” Harbour Minister Ada Brun said.\n\nBrun said that the ferries would run all night."


def state(article: Article) -> list[tuple[str, str, str]]:
    citations = article.citations.order_by("pk")
    return [(one.full_name, one.status, one.anchors.get(revision=article.latest_revision).words) for one in citations]


def test_saving_a_story_suggests_its_statements() -> None:
    article = make_article(text=TEXT)
    assert [name for name, _, _ in state(article)] == ["Ada Brun", "Ada Brun"]
    citation = article.citations.first()
    assert citation.printed_title == "Harbour Minister"
    assert citation.confidence
    assert citation.reason


def test_looking_again_changes_nothing() -> None:
    article = make_article(text=TEXT)
    before = list(article.citations.values_list("pk", "status", "full_name"))
    assert suggest(article) == Outcome(added=0, kept=2, dropped=0)
    assert list(article.citations.values_list("pk", "status", "full_name")) == before


def test_confirmed_statements_are_not_touched_nor_suggested_again() -> None:
    article = make_article(text=TEXT)
    article.citations.all().delete()
    confirmed = make_citation(article, "The gates stay open", make_person("Tom Lind"))
    suggest(article)
    assert [one.full_name for one in article.citations.suggested()] == ["Ada Brun"]
    confirmed.refresh_from_db()
    assert confirmed.statement.speaker_label == "Tom Lind"


def test_rejected_words_are_not_suggested_again_not_even_in_another_place() -> None:
    article = make_article(text=TEXT)
    article.citations.first().reject(by=None)
    revise(article, by=None, headline="x", body=f"<p>A new start.</p><p>{TEXT.split(chr(10))[0]}</p>")
    assert article.citations.suggested().count() == 0


def test_the_command_looks_again_in_the_stories_it_is_given() -> None:
    one, other = make_article(text=TEXT), make_article(text=TEXT)
    Citation.objects.all().delete()
    out = io.StringIO()
    call_command("find_statements", str(one.pk), stdout=out)
    assert "1 stories: 2 suggestions added, 0 kept, 0 dropped" in out.getvalue()
    assert not other.citations.exists()
    call_command("find_statements", stdout=out)
    assert other.citations.count() == 2


def test_the_command_tells_which_story_there_is_not() -> None:
    told = io.StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("find_statements", "999", stdout=io.StringIO(), stderr=told)
    assert stop.value.code == 1
    assert "999" in told.getvalue()


@pytest.mark.parametrize("on_file", ["Ada Brun", "BRUN Ada", "Ada Brün"])
def test_a_person_is_matched_in_either_order_and_without_case_or_accents(on_file: str) -> None:
    person = make_person(on_file)
    article = make_article(text=TEXT)
    assert {one.matched_person for one in article.citations.all()} == {person}


def test_a_misspelling_on_file_matches() -> None:
    person = make_person("Adah Brunn")
    PersonName.objects.create(person=person, name="Ada Brun", kind=PersonName.Kind.MISSPELLING)
    assert make_article(text=TEXT).citations.first().matched_person == person


def test_when_two_bear_the_name_nobody_is_matched() -> None:
    make_person("Ada Brun")
    make_person("Ada Brun")
    assert make_article(text=TEXT).citations.first().matched_person is None


def test_a_person_who_comes_later_is_matched_on_looking_again() -> None:
    article = make_article(text=TEXT)
    person = make_person("Ada Brun")
    match_again(article)
    assert {one.matched_person for one in article.citations.all()} == {person}
    assert article.citations.first().history.first().history_change_reason == "matched"


def test_an_organization_that_speaks_is_matched() -> None:
    ministry = make_organization("Harbour Ministry")
    article = make_article(text="The Harbour Ministry said that the gates would stay open.")
    assert [one.matched_organization for one in article.citations.all()] == [ministry]
    assert list(article.organizations.all()) == [ministry]


def test_a_story_that_is_saved_while_it_is_searched_is_searched_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article(text="“The gates stay open,” Ada Brun said.")

    def saved_meanwhile(text: str, known: KnownNames, language: str) -> list[FoundStatement]:
        monkeypatch.undo()
        found = find_statements(text, known, language)
        body = "<p>“The gates stay open,” Ada Brun said.</p><p>“The quay stays shut,” she said.</p>"
        revise(Article.objects.get(), by=None, headline="x", body=body)
        return found

    monkeypatch.setattr("articles.management.commands.find_statements.find_statements", saved_meanwhile)
    call_command("find_statements", stdout=io.StringIO())
    article.refresh_from_db()
    assert [words for _, _, words in state(article)] == ["“The gates stay open”", "“The quay stays shut”"]


def test_a_story_that_is_deleted_while_it_is_searched_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (make_article(text=f"“The pier {number} is closed,” Ada Brun said.") for number in range(2))
    Citation.objects.all().delete()

    def deleted_meanwhile(text: str, known: KnownNames, language: str) -> list[FoundStatement]:
        monkeypatch.undo()
        Article.objects.get(pk=first.pk).delete()
        return find_statements(text, known, language)

    monkeypatch.setattr("articles.management.commands.find_statements.find_statements", deleted_meanwhile)
    call_command("find_statements", stdout=io.StringIO())
    assert second.citations.count() == 1


def test_a_decision_made_a_moment_ago_is_not_undone_by_looking_again() -> None:
    article = make_article(text=TEXT)
    stale = Article.objects.get()
    confirmed = article.citations.order_by("pk").first()
    confirm(confirmed, Decision(kind="direct", person=make_person("Ada Brun")), by=None)
    suggest(stale, [])
    assert [status for _, status, _ in state(article)] == ["confirmed"]


def test_a_stopped_run_over_all_stories_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    stories = [make_article(text=f"“The pier number {number} is closed,” Ada Brun said.") for number in range(3)]
    Citation.objects.all().delete()
    looked: list[int] = []

    def stopped_at_the_third(story: Article, found: Sequence[FoundStatement]) -> Outcome:
        if len(looked) == 2:
            raise KeyboardInterrupt
        looked.append(story.pk)
        return suggest(story, found)

    with monkeypatch.context() as patched:
        patched.setattr("articles.management.commands.find_statements.suggest", stopped_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            call_command("find_statements", stdout=io.StringIO())
    assert looked == [story.pk for story in stories[:2]]

    told = io.StringIO()
    call_command("find_statements", "--resume", stdout=told)
    assert told.getvalue().startswith("1 stories: 1 suggestions added")
    call_command("find_statements", "--resume", stdout=told)
    assert "3 stories: 0 suggestions added, 3 kept" in told.getvalue()  # nothing was left unfinished
