import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.decisions import decided_stories
from articles.evaluating.standoff import Attribution
from articles.models import Article
from tests.factories import make_article, make_citation, make_person

pytestmark = pytest.mark.django_db

TEXT = "He had said it. “We wait for the ferry,” she said. “The pier is old,” said Tom Lind."


def span(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


@pytest.fixture
def story() -> Article:
    """One of two statements is confirmed; the other was never suggested."""
    story = make_article(text=TEXT, slug="the-pier")
    story.citations.all().delete()
    citation = make_citation(story, "“We wait for the ferry,”", make_person("Ada Brun"))
    citation.printed_name, citation.cue = "she", "said"
    citation.save()
    return story


def test_confirmed_statements_are_marked_with_the_name_and_the_cue_beside_them(story: Article) -> None:
    (marked,) = decided_stories()

    assert (marked.name, marked.text) == (f"{story.pk}-the-pier", TEXT)
    assert marked.versions[""] == [
        Attribution(
            source=(span("she"),),
            cue=((TEXT.index("she") + 4, TEXT.index("she") + 8),),
            content=(span("“We wait for the ferry,”"),),
            speaker="Ada Brun",
        )
    ]


def test_what_was_rejected_is_not_marked(story: Article) -> None:
    make_citation(story, "“The pier is old,”", None, confirmed=False).reject(by=None)

    (marked,) = decided_stories()

    assert [one.speaker for one in marked.versions[""]] == ["Ada Brun"]


def test_a_story_with_something_undecided_waits(story: Article) -> None:
    make_citation(story, "“The pier is old,”", None, confirmed=False)

    assert list(decided_stories()) == []


def test_a_newsroom_measures_the_finder_on_its_own_copy(
    story: Article, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("export_decisions", tmp_path / "decided")
    assert "1 stories with 1 confirmed statements" in capsys.readouterr().out

    call_command(
        "evaluate_statements", tmp_path / "decided", "--format", "json", "--worst", str(tmp_path / "worst.txt")
    )

    told = json.loads(capsys.readouterr().out)
    assert told["texts"] == 1
    assert {row["measure"]: row["cases"] for row in told["measures"]}["quoted statements (F1)"] == 1
    assert "made up" in (tmp_path / "worst.txt").read_text()  # Tom Lind's words, which nobody confirmed


def test_nothing_is_written_into_a_folder_that_holds_something(story: Article, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(CommandError, match="is not empty"):
        call_command("export_decisions", tmp_path)

    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_folder_without_annotations_is_named_and_nothing_is_measured(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="holds no annotations"):
        call_command("evaluate_statements", tmp_path)


def test_the_table_is_printed_for_people(story: Article, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("export_decisions", tmp_path / "decided")
    call_command("evaluate_statements", tmp_path / "decided", "--worst", str(tmp_path / "worst.txt"))

    told = capsys.readouterr().out
    assert "he, she tied to the right person" in told
    assert "% right" in told
