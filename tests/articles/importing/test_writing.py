"""Files become drafts: once each, whole or not at all, with everything told in the report."""

import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.importing.reading import MAX_BYTES
from articles.importing.storing import Wishes
from articles.importing.writing import Importer
from articles.models import Article, Byline, Citation, SourceDocument
from articles.suggesting import known_people
from newsroom.models import Publication
from tests.articles.importing.packing import packed
from tests.factories import make_person, make_section

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[3]

COPY = """Gates of the harbour stay open

By Mara Quill

PORT ELISE, March 5 (Velmark Wire) — The harbour council met on Thursday.

“The gates stay open,” Harbour Minister Ada Brun said. “Nobody is to close them.”

Brun said that the ferries would run all night.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "gates.txt"
    path.write_text(COPY, encoding="utf-8")
    return path


def run(*arguments: Any) -> dict[str, Any]:
    """Import and give the report; a failure's exit code is kept under `exit`."""
    out = io.StringIO()
    code = 0
    try:
        call_command("import_stories", *map(str, arguments), "--format", "json", stdout=out, stderr=io.StringIO())
    except SystemExit as stop:
        code = int(stop.code or 0)
    return {**json.loads(out.getvalue()), "exit": code}


def everything() -> list[Any]:
    """The rows that matter, without numbers and times."""
    return sorted(
        (
            str(article),
            article.latest_revision.text,
            article.status,
            article.source,
            article.source_document.sha256,
            sorted(
                (one.kind, one.full_name, one.printed_title, one.anchors.get().words) for one in article.citations.all()
            ),
            article.revisions.count(),
        )
        for article in Article.objects.select_related("latest_revision", "source_document")
    ) + sorted(Byline.objects.values_list("name", flat=True))


def test_a_file_becomes_a_draft_of_nobody_with_its_statements_suggested(story: Path) -> None:
    report = run(story)
    assert (report["imported"], report["known"], report["failed"], report["exit"]) == (1, 0, 0, 0)
    article = Article.objects.get()
    assert (str(article), article.status, article.owner) == ("Gates of the harbour stay open", "draft", None)
    assert article.latest_revision.byline_names() == ["Mara Quill"]
    assert "PORT ELISE" in article.latest_revision.dateline
    assert article.citations.suggested().filter(full_name="Ada Brun").count() >= 2


def test_the_report_tells_every_statement_with_its_place(story: Path) -> None:
    (told,) = run(story)["stories"]
    assert set(told) >= {"path", "outcome", "reason", "headline", "statements"}
    text = Article.objects.get().latest_revision.text
    for statement in told["statements"]:
        assert set(statement) >= {"kind", "segments", "speaker", "printed_name", "title", "cue", "confidence"}
        for segment in statement["segments"]:
            assert text[segment["start"] : segment["end"]] == segment["exact"]
    first = told["statements"][0]
    assert (first["speaker"], first["title"], first["kind"]) == ("Ada Brun", "Harbour Minister", "direct")


def test_the_bytes_received_are_kept(story: Path) -> None:
    run(story)
    assert bytes(Article.objects.get().source_document.content) == story.read_bytes()


def test_a_dry_run_reports_the_same_and_writes_nothing(story: Path, tmp_path: Path) -> None:
    (tmp_path / "again.txt").write_bytes(story.read_bytes())
    (tmp_path / "empty.txt").write_bytes(b"")
    told = run(tmp_path, "--dry-run")
    assert not Article.objects.exists()
    assert not SourceDocument.objects.exists()
    assert told == run(tmp_path)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda copy: copy.encode("utf-8-sig"),
        lambda copy: copy.replace("\n", "\r\n").encode(),
        lambda copy: copy.encode("utf-16"),
        lambda copy: copy.replace(" ", "\u00a0", 5).encode(),
        lambda copy: copy.encode(),
    ],
    ids=["with a byte order mark", "with other line ends", "in UTF-16", "with no-break spaces", "the very same bytes"],
)
def test_the_same_copy_is_known_again(story: Path, tmp_path: Path, spoil: Callable[[str], bytes]) -> None:
    run(story)
    before = everything()
    again = tmp_path / "again.txt"
    again.write_bytes(spoil(COPY))
    told = run(again)
    assert (told["imported"], told["known"], told["exit"]) == (0, 1, 0)
    assert told["stories"][0]["reason"] == "the same copy was received before"
    assert everything() == before


def test_a_packed_folder_in_a_folder_comes_in_and_is_known_again(story: Path, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "old.zip").write_bytes(packed({"2019/gates.txt": COPY.encode(), "2019/more.zip": b"x"}))
    first = run(folder, "--dry-run")
    assert first == run(folder)
    assert [one["path"] for one in first["stories"]] == [f"{folder}/old.zip/2019/gates.txt"]
    assert (first["imported"], first["failed"]) == (1, 0)
    assert run(story)["known"] == 1


def test_spiked_copy_stays_known(story: Path) -> None:
    run(story)
    Article.objects.get().spike(by=None)
    assert run(story)["known"] == 1
    assert Article.objects.get().status == Article.Status.SPIKED


def test_one_copy_twice_in_a_folder_is_taken_once(story: Path, tmp_path: Path) -> None:
    (tmp_path / "twin.txt").write_bytes(story.read_bytes())
    told = run(tmp_path)
    assert (told["imported"], told["known"]) == (1, 1)


def test_what_an_editor_did_is_not_overwritten_by_the_same_copy(story: Path) -> None:
    from articles.revising import revise

    run(story)
    revise(Article.objects.get(), by=None, headline="An editor's headline", body="<p>An editor's words.</p>")
    run(story)
    assert str(Article.objects.get()) == "An editor's headline"


def test_bad_files_are_named_with_their_reason_and_stop_nobody(story: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(50 * 1024 * 1024)
    told = run(tmp_path, tmp_path / "nowhere.txt")
    assert (told["imported"], told["failed"], told["exit"]) == (1, 4, 1)
    reasons = {Path(line["path"]).name: line["reason"] for line in told["stories"] if line["outcome"] == "failed"}
    assert set(reasons) == {"empty.txt", "picture.txt", "huge.txt", "nowhere.txt"}
    assert all(reasons.values())
    assert "larger than" in reasons["huge.txt"]
    assert MAX_BYTES < 50 * 1024 * 1024


def test_an_unreadable_file_is_a_line_in_the_report(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    told = run(story)
    assert (told["failed"], told["stories"][0]["reason"]) == (1, "Permission denied")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no file may be called so")
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_file_whose_name_is_no_text_comes_in_and_is_told(tmp_path: Path, form: str) -> None:
    folder = tmp_path / "a\udcff"
    folder.mkdir()
    (folder / "gates\udcff.txt").write_text(COPY)
    (folder / "old\udcff.zip").write_bytes(packed({"rain.md": b"# Rain\n\nIt rains.\n\n![x](lost.png)"}))
    (folder / "snow.md").write_text("# Snow\n\nIt snows.\n\n![x](lost.png) ![y](/lost.png)")
    told = io.TextIOWrapper(io.BytesIO(), "utf-8")
    call_command("import_stories", str(folder), "--uploads", str(folder), "--format", form, stdout=told)
    told.seek(0)
    written = told.read()
    assert f"{tmp_path}/a\ufffd/gates\ufffd.txt" in written
    assert f"{tmp_path}/a\ufffd/old\ufffd.zip/rain.md" in written
    assert f"there is no such file in {tmp_path}/a\ufffd" in written
    assert Article.objects.count() == 3


def test_html_comes_in_as_well(tmp_path: Path) -> None:
    path = tmp_path / "gates.html"
    path.write_text(
        "<html><head><title>Gates | Wire</title></head><body><nav>Menu</nav><article><h1>Gates stay open</h1>"
        "<p>“The gates stay open,” Harbour Minister Ada Brun said.</p><script>alert(1)</script></article></body></html>"
    )
    assert run(path)["imported"] == 1
    article = Article.objects.get()
    assert str(article) == "Gates stay open"
    assert article.latest_revision.body == "<p>“The gates stay open,” Harbour Minister Ada Brun said.</p>"


def test_section_source_date_and_language_are_said_for_all(story: Path) -> None:
    section = make_section("World")
    run(story, "--section", "world", "--source", "Another Wire", "--date", "2026-03-05", "--language", "en-GB")
    article = Article.objects.get()
    assert (article.section, article.source, article.language) == (section, "Another Wire", "en-GB")
    assert str(article.dated) == "5 March 2026"
    assert article.citations.exists()


def test_the_day_of_import_is_never_taken_for_the_day_of_the_story(story: Path) -> None:
    run(story)
    assert Article.objects.get().story_date is None


def test_in_a_language_the_finder_does_not_know_nothing_is_suggested_and_the_report_says_so(story: Path) -> None:
    (told,) = run(story, "--language", "ja")["stories"]
    assert told["statements"] == []
    assert any("“ja”" in warning for warning in told["warnings"])


def test_an_archive_is_taken_in_as_published_on_its_day(story: Path) -> None:
    Publication.objects.create(time_zone="Asia/Tokyo")
    make_section("World")
    run(story, "--publish", "--section", "World", "--date", "2020-03-05")
    article = Article.objects.published().get()
    assert article.publication_date.isoformat() == "2020-03-05"
    assert not Citation.objects.published().exists()


def test_publishing_needs_a_section_and_a_day_that_has_been(story: Path) -> None:
    make_section("World")
    with pytest.raises(CommandError, match="give --section"):
        run(story, "--publish")
    assert "Give it with --date" in run(story, "--publish", "--section", "world")["stories"][0]["reason"]
    future = run(story, "--publish", "--section", "world", "--date", "2999-01-01")["stories"][0]
    assert "in the future" in future["reason"]
    assert not Article.objects.exists()


def test_wrong_options_are_refused_with_what_would_be_right(story: Path) -> None:
    with pytest.raises(CommandError, match="make one in the admin"):
        run(story, "--section", "nowhere")
    make_section("World")
    with pytest.raises(CommandError, match="Sections: world"):
        run(story, "--section", "nowhere")
    with pytest.raises(CommandError, match="is not a day"):
        run(story, "--date", "soon")


def test_a_known_person_is_matched_and_stands_in_the_story(story: Path) -> None:
    person = make_person("Brun, Ada")
    run(story)
    article = Article.objects.get()
    assert {one.matched_person for one in article.citations.filter(full_name="Ada Brun")} == {person}
    assert list(article.people.all()) == [person]


def test_the_report_for_people_to_read(story: Path) -> None:
    out = io.StringIO()
    call_command("import_stories", str(story), stdout=out)
    assert f"imported  {story}" in out.getvalue()
    assert "Ada Brun: “The gates stay open,”" in out.getvalue()
    assert "1 imported, 0 known already, 0 failed" in out.getvalue()


class Stopped(BaseException):
    """As if the process were gone."""


@contextmanager
def stopping_at(statement: int) -> Any:
    done = 0

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal done
        done += 1
        if done == statement:
            raise Stopped
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield


@pytest.mark.django_db(transaction=True)
def test_stopped_at_any_statement_a_story_is_stored_whole_or_not_at_all(story: Path) -> None:
    make_person("Ada Brun")
    for statement in range(1, 200):
        importer = Importer(Wishes(), known_people())
        try:
            with stopping_at(statement):
                list(importer.take(story))
            break
        except Stopped:
            assert not SourceDocument.objects.exists()
            assert not Article.objects.exists()
            assert not Byline.objects.exists()
            assert not Citation.objects.exists()
    else:
        pytest.fail("one story takes more than 200 statements")
    assert statement > 10
    disturbed = everything()
    assert [line.outcome for line in Importer(Wishes(), known_people()).take(story)] == ["known"]
    assert everything() == disturbed


@pytest.mark.takes_long
@pytest.mark.django_db(transaction=True)  # a database in the middle of something is not copied
@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="writes into SQLite files of its own, on whatever the rest runs"
)
def test_killed_and_run_again_gives_the_rows_of_an_undisturbed_run(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    folder.mkdir()
    for number in range(12):
        text = COPY.replace("Gates of", f"Gates {number} of").replace("all night", f"until {number}")
        (folder / f"{number:02}.txt").write_text(text)
    items = [
        {"uri": f"urn:{n}", "type": "text", "headline": f"Rain {n}", "body_text": f"It rains {n}."} for n in range(12)
    ]
    (folder / "06-archive.jsonl").write_text("\n".join(map(json.dumps, items)))

    def manage(database: str, *arguments: str) -> subprocess.Popen[str]:
        environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / database}", "DEBUG": "1"}
        command = [sys.executable, "-u", "manage.py", *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)

    def rows(database: str) -> str:
        script = "import tests.articles.importing.test_writing as t; print(t.everything())"
        out, _ = manage(database, "shell", "-v", "0", "-c", script).communicate()
        return out

    for name in ("calm.sqlite3", "rough.sqlite3"):
        with closing(sqlite3.connect(tmp_path / name)) as empty:
            connection.connection.backup(empty)
    assert manage("calm.sqlite3", "import_stories", str(folder)).wait() == 0
    for after in (4, 27, 33):  # amid the files, and amid the archive between them
        process = manage("rough.sqlite3", "import_stories", str(folder))
        assert process.stdout
        for _ in range(after):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert manage("rough.sqlite3", "import_stories", str(folder)).wait() == 0
    assert rows("rough.sqlite3") == rows("calm.sqlite3") != ""
