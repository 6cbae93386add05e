"""What is given out and taken in again into an empty newsroom is given out the same."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from articles.models import Article, Citation, Correction, SearchEntry, Statement, TellingWord
from articles.searching.rebuilding import rebuild
from people.models import Person
from tests.articles.filing.carrying import FILES, give_out, make_oddities, take_in
from tests.factories import make_article, make_citation, make_person, make_public_statement

pytestmark = pytest.mark.django_db
Emptying = Callable[[], None]
SAMPLES = Path(__file__).parent / "samples"
EVERYTHING = pytest.mark.parametrize("options", [["--all"], []], ids=["all", "public"])


def carry(tmp_path: Path, empty_newsroom: Emptying, options: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Into an empty newsroom, and once more into what is there then; what was given out before and after."""
    first = give_out(tmp_path / "first", *options)
    empty_newsroom()
    assert not Person.objects.exists()
    count = first["stories.jsonl"].count("\n") + first["statements.jsonl"].count("\n")
    told = take_in(tmp_path / "first")
    assert told == f"{count} created, 0 on file already, 0 failed; 0 differences left as they are"
    second = give_out(tmp_path / "second", *options)
    told = take_in(tmp_path / "first")
    assert told == f"0 created, {count} on file already, 0 failed; 0 differences left as they are"
    assert give_out(tmp_path / "third", *options) == second
    return first, second


@EVERYTHING
def test_a_newsroom_with_one_of_each_oddity_is_the_same_again(
    tmp_path: Path, empty_newsroom: Emptying, options: list[str]
) -> None:
    make_oddities()
    first, second = carry(tmp_path, empty_newsroom, options)
    assert second == first
    call_command("check_record")


@EVERYTHING
def test_the_demo_newsroom_is_the_same_again(tmp_path: Path, empty_newsroom: Emptying, options: list[str]) -> None:
    call_command("load_demo", verbosity=0)
    first, second = carry(tmp_path, empty_newsroom, options)
    assert second == first
    call_command("check_record")


@pytest.mark.parametrize("name", ["all", "public"])
def test_what_another_newsroom_gave_out_is_given_out_the_same_on_every_database(tmp_path: Path, name: str) -> None:
    """The samples were made by `make_oddities` on SQLite."""
    options = ["--all"] if name == "all" else []
    take_in(SAMPLES / name)
    told = give_out(tmp_path / "again", *options)
    for file in FILES:
        assert told[file] == (SAMPLES / name / file).read_text("utf-8")
    pictures = [path.relative_to(SAMPLES / name) for path in (SAMPLES / name).rglob("*.png")]
    assert len(pictures) == (2 if name == "all" else 0)
    for path in pictures:
        assert (tmp_path / "again" / path).read_bytes() == (SAMPLES / name / path).read_bytes()


def without_card(page: str) -> str:
    """The address of an official's share card has a number of this database in it."""
    return re.sub(r"/cards/people/\d+/", "", page)


def test_readers_find_the_same_record_at_the_same_addresses(
    tmp_path: Path, empty_newsroom: Emptying, client: Client
) -> None:
    make_person("Some Body").delete()  # whose number is not given out, so that numbers of persons differ afterwards
    make_oddities()
    addresses = ["/statements/", "/people/", "/corrections/", "/search/?q=gates", "/articles/2026/03/04/elan/"]
    addresses += [
        one.get_absolute_url() for one in Article.objects.reachable().exclude(live_revision__lead_image__isnull=False)
    ]
    addresses += [one.get_absolute_url() for one in Statement.objects.all()]
    addresses += [f"/people/{slug}/" for slug in Person.objects.values_list("slug", flat=True)]

    def read() -> dict[str, tuple[int, str]]:
        answers = {address: client.get(address) for address in addresses}
        return {address: (one.status_code, without_card(one.content.decode())) for address, one in answers.items()}

    before = read()
    assert {status for status, _ in before.values()} == {200, 301, 404, 410}
    give_out(tmp_path / "first", "--all")
    empty_newsroom()
    take_in(tmp_path / "first")
    assert read() == before


def test_what_follows_from_the_records_is_made_again(tmp_path: Path, empty_newsroom: Emptying) -> None:
    make_oddities()

    def following() -> list[set[object]]:
        return [
            set(SearchEntry.objects.values_list("kind", "title", "text", "date")),
            set(TellingWord.objects.values_list("citation", "word")),
            set(Citation.objects.values_list("pk", "words_key", "anchors__words")),
            set(Person.objects.values_list("slug", "released_at")),
        ]

    rebuild()
    before = following()
    give_out(tmp_path / "first", "--all")
    empty_newsroom()
    take_in(tmp_path / "first")
    assert following() == before


def test_what_is_written_next_has_a_number_of_its_own(tmp_path: Path, empty_newsroom: Emptying) -> None:
    make_oddities()
    models = (Article, Statement, Citation, Correction)
    last = {model: model.objects.order_by("pk").last().pk for model in models}
    give_out(tmp_path / "first", "--all")
    empty_newsroom()
    take_in(tmp_path / "first")
    citation = make_public_statement("A new day.")
    correction = Correction.objects.create(article=citation.article, text="It was night.")
    for made in (citation.article, citation.statement, correction):
        assert made.pk == last[type(made)] + 1
    assert citation.pk > last[Citation]


def test_the_finder_does_not_suggest_again_what_was_rejected_before(tmp_path: Path, empty_newsroom: Emptying) -> None:
    article = make_article(text="“We wait for the tide,” pilot Ada Brun said on Monday.")
    [suggestion] = article.citations.all()
    suggestion.reject(by=None)
    give_out(tmp_path / "first", "--all")
    empty_newsroom()
    take_in(tmp_path / "first")
    call_command("find_statements", verbosity=0)
    assert [one.status for one in Citation.objects.all()] == ["rejected"]


def test_words_of_a_person_merged_into_another_are_the_other_ones(tmp_path: Path, empty_newsroom: Emptying) -> None:
    article = make_article(text="“We wait,” she said.")
    article.citations.all().delete()
    ada = Person.objects.create(name="Ada Brun")
    make_citation(article, "“We wait,”", ada)
    give_out(tmp_path / "first", "--all")
    empty_newsroom()
    kept = Person.objects.create(name="Ada Brunn")
    gone = Person.objects.create(name="Ada Brun", slug="ada-brun", merged_into=kept)
    kept.names.create(name=gone.name)
    call_command("import_record", str(tmp_path / "first"), verbosity=0)
    assert Statement.objects.get().speaker_person == kept
