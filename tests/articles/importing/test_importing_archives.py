"""Archives become stories of the paper: each once, none public that was not, with pictures, tags and old addresses."""

import datetime
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from articles.importing.storing import Wishes
from articles.importing.writing import Importer
from articles.models import Article, Byline, Section, SourceDocument
from newsroom.models import Image, OldAddress, Publication, Tag
from tests.articles.importing.packing import packed, parts_of
from tests.articles.importing.test_writing import Stopped, run, stopping_at
from tests.drawings import BLUE, drawing, noise
from tests.factories import make_article, make_section, publish

pytestmark = pytest.mark.django_db

ARCHIVES = Path(__file__).parent / "archives"
EXPORT = ARCHIVES / "harbour.wordpress.xml"
FERRIES = "Ferries & their crews"
GATES = "Gates of the harbour stay open"


@pytest.fixture(autouse=True)
def _picture_store(tmp_path: Path, settings: Any) -> None:
    """Pictures of a test go into a folder of its own."""
    stored = {**settings.STORAGES["default"]["OPTIONS"], "location": tmp_path / "store"}
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": stored}}


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    """The folder of uploads of the old site, as somebody copied it over."""
    folder = tmp_path / "uploads"
    (folder / "2019/03").mkdir(parents=True)
    (folder / "2019/03/gate.jpg").write_bytes(noise())
    (folder / "2019/03/council.png").write_bytes(drawing())
    return folder


def story(headline: str) -> Article:
    return Article.objects.get(latest_revision__headline=headline)


def report_on(told: dict[str, Any], headline: str) -> dict[str, Any]:
    return next(line for line in told["stories"] if line["headline"] == headline)


def stored_files() -> list[str]:
    try:
        return sorted(default_storage.listdir("originals")[1])
    except FileNotFoundError:
        return []


def everything() -> list[Any]:
    """The rows that an import writes, without numbers and times of writing; and the files."""
    stories = [
        (
            str(one),
            one.status,
            one.slug,
            str(one.section),
            str(one.dated),
            str(one.published_at),
            one.language,
            one.source,
            one.source_document.sha256,
            one.source_document.identifier,
            one.latest_revision.text,
            one.latest_revision.deck,
            one.latest_revision.note,
            one.latest_revision.byline_names(),
            str(one.latest_revision.lead_image and one.latest_revision.lead_image.alt),
            sorted(image.alt for image in one.latest_revision.pictures.all()),
            sorted(one.tags.names()),
            one.citations.count(),
            one.revisions.count(),
            one.history.count(),
        )
        for one in Article.objects.order_by("source_document__sha256")
    ]
    return [
        *stories,
        *sorted(Byline.objects.values_list("name", flat=True)),
        *sorted(Tag.objects.values_list("name", flat=True)),
        *sorted(Section.objects.values_list("name", flat=True)),
        *sorted(Image.objects.values_list("alt", "caption", "credit", "file", "width")),
        *sorted((one.path, str(one.target)) for one in OldAddress.objects.all()),
        *stored_files(),
    ]


def test_an_export_comes_in_story_by_story_and_the_report_names_each() -> None:
    told = run(EXPORT)
    assert (told["imported"], told["known"], told["failed"], told["exit"]) == (5, 0, 1, 1)
    assert [line["story"] for line in told["stories"]] == [
        GATES,
        FERRIES,
        "A draft about the lock",
        "Notes of the desk",
        "For subscribers with the word",
        "A picture alone",
    ]
    assert told["left_out"] == {
        "comments": 2,
        "pages": 1,
        "menu items": 1,
        "attachments": 2,
        "posts in the bin": 1,
        "items of the kind “contact_form”": 1,
    }
    assert "Secret comment" not in " ".join(one.latest_revision.body for one in Article.objects.all())


def test_a_story_of_an_archive_has_all_that_the_archive_says_of_it() -> None:
    Publication.objects.create(time_zone="Asia/Tokyo")
    make_section("Harbour")
    run(EXPORT)
    gates = story(GATES)
    assert (str(gates.section), gates.language, str(gates.dated)) == ("Harbour", "en", "6 March 2019")  # as in Tokyo
    assert sorted(gates.tags.names()) == ["The council", "gates"]
    assert gates.latest_revision.byline_names() == ["Mara Quill"]
    assert (gates.latest_revision.deck, gates.latest_revision.dateline) == (
        "The council met & decided",
        "PORT ELISE, March 5",
    )
    assert gates.citations.suggested().filter(full_name="Ada Brun").exists()
    assert bytes(gates.source_document.content).startswith(b"<item>")
    assert b"Ferries" not in bytes(gates.source_document.content)
    assert gates.status == Article.Status.DRAFT


def test_the_report_for_people_tells_the_story_in_its_file_and_what_was_left_out() -> None:
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("import_stories", str(EXPORT), stdout=out)
    assert f"imported  {EXPORT} › {GATES}\n" in out.getvalue()
    assert "note: stays a draft: private in the archive" in out.getvalue()
    assert "left out: 2 attachments, 2 comments, 1 items of the kind “contact_form”, 1 menu items" in out.getvalue()


# What was public and what was not


def test_an_archive_is_published_at_its_own_times_in_the_papers_zone() -> None:
    Publication.objects.create(time_zone="Asia/Tokyo")
    run(EXPORT, "--publish", "--section", make_section("World").slug)
    gates, ferries = story(GATES), story(FERRIES)
    assert gates.published_at == datetime.datetime(2019, 3, 5, 23, 30, tzinfo=datetime.UTC)
    assert gates.get_absolute_url().startswith("/articles/2019/03/06/")
    # this one says no zone, so it is the paper's
    assert ferries.published_at == datetime.datetime(2008, 11, 1, 23, 15, tzinfo=datetime.UTC)


def test_what_was_not_public_in_the_archive_is_not_made_so(client: Client) -> None:
    told = run(EXPORT, "--publish", "--section", make_section("World").slug, "--keep-addresses")
    assert {str(one) for one in Article.objects.published()} == {GATES, FERRIES}
    for headline, why in [
        ("A draft about the lock", "a draft in the archive"),
        ("Notes of the desk", "private in the archive"),
        ("For subscribers with the word", "protected by a password in the archive"),
    ]:
        kept = story(headline)
        assert (kept.status, kept.published_at) == (Article.Status.DRAFT, None)
        assert kept.latest_revision.note == f"as received: {why}"
        assert f"stays a draft: {why}" in report_on(told, headline)["warnings"]
    assert client.get("/2019/04/notes/").status_code == 404


def export_with(status: str, date: str, extra: str = "") -> str:
    return EXPORT.read_text().replace(
        "<channel>",
        f"<channel><item><title>Odd one</title><link>https://courier.example/odd/</link>"
        f"<content:encoded>Some words of it.</content:encoded><wp:post_id>90</wp:post_id><wp:status>{status}</wp:status>"
        f"<wp:post_date_gmt>{date}</wp:post_date_gmt>{extra}<wp:post_type>post</wp:post_type></item>",
        1,
    )


@pytest.mark.parametrize(
    ("status", "date", "why"),
    [
        ("future", "2099-01-01 10:00:00", "not yet out in the archive"),
        ("publish", "2099-01-01 10:00:00", "its time is yet to come"),
        ("pending", "2010-01-01 10:00:00", "waiting for review in the archive"),
        ("acf-disabled", "2010-01-01 10:00:00", "of a status in the archive that we do not know"),
        ("", "2010-01-01 10:00:00", "of a status in the archive that we do not know"),
    ],
)
def test_nor_is_what_is_to_come_or_of_a_status_nobody_knows(tmp_path: Path, status: str, date: str, why: str) -> None:
    path = tmp_path / "export.xml"
    path.write_text(export_with(status, date))
    told = run(path, "--publish", "--section", make_section("World").slug)
    assert story("Odd one").status == Article.Status.DRAFT
    assert f"stays a draft: {why}" in report_on(told, "Odd one")["warnings"]


def test_sections_are_made_where_that_is_asked_for_and_found_where_they_are() -> None:
    told = run(EXPORT, "--publish", "--add-sections")
    assert str(story(GATES).section) == "Harbour"
    assert "stands in no section" in report_on(told, FERRIES)["reason"]
    assert run(EXPORT, "--publish", "--add-sections", "--section", make_section("World").slug)["imported"] == 1
    assert (str(story(GATES).section), str(story(FERRIES).section)) == ("Harbour", "World")


def test_sections_whose_names_differ_in_signs_are_two_and_those_that_differ_in_case_or_accents_one(
    tmp_path: Path,
) -> None:
    names = ["C", "C++", "!!!", "???", "c++", "Élections  locales", "elections locales", "Children's", "Children’s"]
    names += ["Мои", "Мой", "かき", "がき"]
    posts = "".join(
        f"<item><title>Story {n}</title><guid>urn:{n}</guid><content:encoded>Words {n}.</content:encoded>"
        f'<category domain="category">{name}</category><wp:post_id>{n}</wp:post_id><wp:status>publish</wp:status>'
        f"<wp:post_type>post</wp:post_type></item>"
        for n, name in enumerate(names, 1)
    )
    head, _, _ = EXPORT.read_text().partition("<item>")
    path = tmp_path / "export.xml"
    path.write_text(f"{head}{posts}</channel></rss>")
    assert run(path, "--add-sections")["imported"] == len(names)
    filed = ["C", "C++", "!!!", "???", "C++", "Élections locales", "Élections locales", "Children's", "Children's"]
    filed += names[9:]
    assert [str(story(f"Story {n}").section) for n in range(1, len(names) + 1)] == filed


def test_a_section_that_only_has_the_address_of_the_one_named_is_another(tmp_path: Path) -> None:
    section = make_section("C")
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: Compilers\ncategories: [C++]\n---\nWords.\n")
    assert "its section “C++” is none of this paper" in run(path)["stories"][0]["warnings"]
    assert story("Compilers").section != section


def test_a_section_that_is_none_of_the_papers_is_told() -> None:
    assert "its section “Harbour” is none of this paper" in report_on(run(EXPORT), GATES)["warnings"]
    assert not Section.objects.exists()


@pytest.mark.parametrize(
    ("embargo", "why"),
    [
        ("2035-01-01T00:00:00Z", "embargoed until 2035-01-01 00:00"),
        ("2035-01-01", "embargoed at its source until “2035-01-01”, which is no time we can read"),
    ],
)
def test_copy_under_embargo_is_not_published_whatever_day_it_is_given(tmp_path: Path, embargo: str, why: str) -> None:
    item = {"uri": "t:1", "headline": "Gates", "body_text": "The gates stay open.", "embargoed": embargo}
    path = tmp_path / "item.json"
    path.write_text(json.dumps(item))
    told = run(path, "--publish", "--section", make_section("World").slug, "--date", "2020-01-01")
    assert story("Gates").status == Article.Status.DRAFT
    assert f"stays a draft: {why}" in report_on(told, "Gates")["warnings"]


@pytest.mark.parametrize("line", ["EMBARGOED UNTIL 1 January 2035", "Not for publication before Monday 18:00"])
def test_nor_is_copy_that_says_so_itself(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gates.txt"
    path.write_text(f"{line}\n\nThe gates stay open\n\nBy Mara Quill\n\nThe council met on Thursday.\n")
    run(path, "--publish", "--section", make_section("World").slug, "--date", "2020-01-01")
    assert Article.objects.get().status == Article.Status.DRAFT


# Known again


def test_an_archive_twice_changes_nothing(uploads: Path) -> None:
    make_section("World")
    arguments = ["--publish", "--add-sections", "--section", "world", "--keep-addresses", "--uploads", str(uploads)]
    first = run(EXPORT, *arguments)
    before = everything()
    again = run(EXPORT, *arguments)
    assert (first["imported"], again["imported"], again["known"]) == (5, 0, 5)
    assert everything() == before


def test_a_story_whose_words_changed_at_its_source_is_known_by_its_name_and_left_alone(tmp_path: Path) -> None:
    run(EXPORT)
    before = everything()
    changed = tmp_path / "later.xml"
    changed.write_text(EXPORT.read_text().replace("council met on Tuesday", "council met on Monday"))
    told = run(changed)
    assert (told["imported"], told["known"]) == (0, 5)
    assert report_on(told, GATES)["reason"] == "this story was received before, with other words; nothing was changed"
    assert everything() == before


def test_two_posts_with_one_guid_are_two_stories() -> None:
    run(EXPORT)
    names = SourceDocument.objects.filter(identifier__startswith="https://courier.example/?p=14")
    assert names.count() == 2


def twins(path: Path, *numbers: int) -> Path:
    """An export of posts that differ in what their source calls them, and in nothing a reader would see."""
    posts = "".join(
        f"<item><title>Closing prices</title><link>https://courier.example/prices-{n}/</link>"
        f"<guid>https://courier.example/?p={n}</guid><content:encoded>No trade today.</content:encoded>"
        f"<wp:post_id>{n}</wp:post_id><wp:status>publish</wp:status>"
        f"<wp:post_date_gmt>2019-03-{n:02} 10:00:00</wp:post_date_gmt><wp:post_type>post</wp:post_type></item>"
        for n in numbers
    )
    head, _, _ = EXPORT.read_text().partition("<item>")
    path.write_text(f"{head}{posts}</channel></rss>")
    return path


def test_posts_of_the_same_words_that_their_source_tells_apart_are_stories_each(tmp_path: Path) -> None:
    path = twins(tmp_path / "export.xml", 1, 2, 3)
    dry = run(path, "--dry-run")
    assert dry == run(path)
    assert (dry["imported"], dry["known"], dry["failed"]) == (3, 0, 0)
    before = everything()
    again = run(path)
    assert (again["imported"], again["known"]) == (0, 3)
    assert {line["reason"] for line in again["stories"]} == {"the same copy was received before"}
    assert everything() == before
    assert len(before) >= 3


def test_an_archive_of_the_same_words_that_broke_off_is_completed(tmp_path: Path) -> None:
    run(twins(tmp_path / "export.xml", 1, 2))
    told = run(twins(tmp_path / "export.xml", 2, 1, 3), "--dry-run")
    assert told == run(tmp_path / "export.xml")
    assert [line["outcome"] for line in told["stories"]] == ["known", "known", "imported"]


def test_words_that_nobody_names_are_those_of_any_story_with_the_same(tmp_path: Path) -> None:
    text = tmp_path / "prices.txt"
    text.write_text("Closing prices\n\nNo trade today.\n")
    export = twins(tmp_path / "export.xml", 1, 2)
    told = run(text, export, "--dry-run")
    assert [line["outcome"] for line in told["stories"]] == ["imported", "known", "known"]
    assert run(export, text, "--dry-run")["known"] == 1
    run(export)
    assert run(text)["stories"][0]["reason"] == "the same copy was received before"


def test_two_imports_at_once_of_the_same_words_under_two_names_take_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another import stores its story after ours looked whether there is one."""
    other, ours = twins(tmp_path / "other.xml", 1), twins(tmp_path / "ours.xml", 2)
    planned = Importer._planned

    def slowly(importer: Importer, *arguments: Any) -> Any:
        monkeypatch.setattr(Importer, "_planned", planned)
        list(Importer(Wishes()).take(other))
        return planned(importer, *arguments)

    monkeypatch.setattr(Importer, "_planned", slowly)
    (line,) = Importer(Wishes()).take(ours)
    assert (line.outcome, Article.objects.count()) == ("imported", 2)


def test_the_same_words_from_two_formats_are_one_story(tmp_path: Path) -> None:
    one, other = tmp_path / "rain.md", tmp_path / "rain.jsonl"
    one.write_text("# Rain in Velmark\n\nIt rains in *Velmark*.\n\nIt will go on, the weather office said.\n")
    shutil.copy(ARCHIVES / "wire.jsonl", other)
    run(one)
    told = run(other)
    assert report_on(told, "Rain in Velmark")["outcome"] == "known"


def test_a_very_long_name_at_its_source_is_known_again(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    item = {"uri": "urn:" + "x" * 900, "type": "text", "headline": "Long", "body_text": "One text."}
    path.write_text(json.dumps(item))
    run(path)
    path.write_text(json.dumps({**item, "body_text": "Another text."}))
    assert run(path)["known"] == 1


def test_a_dry_run_of_an_archive_reports_the_same_and_writes_nothing(uploads: Path) -> None:
    make_section("World")
    arguments = ["--publish", "--section", "world", "--keep-addresses", "--uploads", str(uploads)]
    told = run(EXPORT, "--dry-run", *arguments)
    assert not Article.objects.exists()
    assert not Image.objects.exists()
    assert stored_files() == []
    assert told == run(EXPORT, *arguments)


def test_a_dry_run_tells_one_story_from_another_as_an_import_does(tmp_path: Path) -> None:
    items = [
        {"uri": "urn:1", "type": "text", "headline": "Rain", "body_text": "It rains."},
        {"uri": "urn:1", "type": "text", "headline": "Rain", "body_text": "It rains no more."},
        {"uri": "urn:2", "type": "text", "headline": "Rain", "body_text": "It rains."},
    ]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(items))
    told = run(path, "--dry-run")
    assert [line["outcome"] for line in told["stories"]] == ["imported", "known", "imported"]
    assert told == run(path)


class Watched(io.StringIO):
    """Remembers how many stories were stored when it was written to."""

    def __init__(self) -> None:
        super().__init__()
        self.stories: list[int] = []

    def write(self, text: str) -> int:
        self.stories.append(Article.objects.count())
        return super().write(text)


def test_the_report_is_written_story_by_story_and_not_held(tmp_path: Path) -> None:
    for form in ("json", "text"):
        path, out = tmp_path / f"{form}.jsonl", Watched()
        lines = [
            {"uri": f"urn:{form}:{n}", "type": "text", "headline": f"{form} {n}", "body_text": "Text."} for n in "123"
        ]
        path.write_text("\n".join(map(json.dumps, lines)))
        before = Article.objects.count()
        call_command("import_stories", str(path), "--format", form, stdout=out)
        assert {before + 1, before + 2, before + 3} <= set(out.stories)


# Broken in the middle


def test_one_broken_story_stops_no_other_and_a_broken_end_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "cut.xml"
    path.write_text(EXPORT.read_text().partition("<title>A draft about")[0])
    told = run(path)
    assert (told["imported"], told["failed"]) == (2, 1)
    assert told["stories"][-1]["story"] == ""
    assert "The XML is broken in line" in told["stories"][-1]["reason"]


def test_what_no_database_holds_is_left_out_of_texts_and_names(tmp_path: Path) -> None:
    path = tmp_path / "nul.json"
    item = {
        "uri": "urn:\x00:1",
        "type": "text",
        "headline": "Rain\x00 and \ud800snow",
        "body_text": "It \x00 rains.",
        "by": "Ada\x00 Brun",
        "subject": [{"name": "we\x00ather"}, {"name": "w" * 300}],
        "located": "P\x00ort " * 100,
        "language": "en\x00",
    }
    path.write_text(json.dumps(item))
    told = run(path)
    assert (told["imported"], told["failed"]) == (1, 0)
    assert str(Article.objects.get()) == "Rain and snow"
    assert sorted(Article.objects.get().tags.names()) == ["weather", "w" * 100]


@pytest.mark.django_db(transaction=True)
def test_stopped_at_any_statement_and_run_again_an_archive_has_the_rows_of_an_undisturbed_run(uploads: Path) -> None:
    make_section("World")
    wishes = Wishes(section=Section.objects.get(), publish=True, add_sections=True, keep_addresses=True)

    def take() -> list[str]:
        return [line.outcome for line in Importer(wishes, uploads=uploads).take(EXPORT)]

    stops = 0
    for statement in range(3, 400, 13):  # later in each run, so that every story and every kind of row has its turn
        try:
            with stopping_at(statement):
                take()
            break
        except Stopped:
            stops += 1
    assert stops > 8
    assert take().count("known") == 5
    disturbed = everything()
    for model in (OldAddress, Tag, Image, Byline):
        assert model.objects.exists()
    connection.check_constraints()
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(default_storage.location)
    make_section("World")
    wishes = Wishes(section=Section.objects.get(), publish=True, add_sections=True, keep_addresses=True)
    assert take().count("imported") == 5
    assert everything() == disturbed


# Pictures


def test_pictures_come_along_from_the_folder_of_uploads(uploads: Path) -> None:
    run(EXPORT, "--uploads", uploads)
    revision = story(GATES).latest_revision
    assert (revision.lead_image.alt, revision.lead_image.caption) == ("The council in session",) * 2
    (gate,) = revision.pictures.all()
    assert (gate.alt, gate.caption, gate.credit) == (
        "The west gate from the water",
        "The west gate",
        "Photo: T. Lind",
    )
    assert (gate.width, gate.height) == (300, 200)
    assert gate.make_rendition("w480")
    # the other story shows the same files: the library has each once
    assert set(story(FERRIES).latest_revision.pictures.all()) == {gate, revision.lead_image}
    assert Image.objects.count() == 2
    assert len(stored_files()) == 2


def test_a_missing_picture_is_named_and_the_story_comes_all_the_same(uploads: Path) -> None:
    (uploads / "2019/03/council.png").unlink()
    notes = report_on(run(EXPORT, "--uploads", uploads), GATES)["warnings"]
    address = "https://courier.example/wp-content/uploads/2019/03/council.png"
    assert [one for one in notes if "picture" in one] == [
        f"the picture {address} did not come along: there is no such file in {uploads}"
    ]
    assert story(GATES).latest_revision.lead_image is None
    assert "figure" in story(GATES).latest_revision.body


def test_without_a_folder_of_uploads_nothing_is_fetched_and_the_report_says_what_would_help() -> None:
    notes = report_on(run(EXPORT), GATES)["warnings"]
    assert sum("say where with --uploads" in one for one in notes) == 2
    assert "figure" not in story(GATES).latest_revision.body


def test_pictures_beside_a_file_come_along_and_none_from_outside_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    (folder / "img").mkdir(parents=True)
    (folder / "img/good.png").write_bytes(drawing())
    (tmp_path / "secret.png").write_bytes(drawing(colour=BLUE))
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "fake.png").write_bytes(b"<svg onload=alert(1)>")
    climbing = ["../secret.png", "img/../../secret.png", "%2e%2e/secret.png", "..\\secret.png", "link.png", "fake.png"]
    climbing += [str(tmp_path / "secret.png"), f"file://{tmp_path}/secret.png", "//x.example/secret.png"]
    images = "".join(f'<p><img src="{address}" alt="x"></p>' for address in climbing)
    (folder / "a.html").write_text(f'<h1>Gates</h1><p>Text.</p><img src="img/good.png" alt="Good">{images}')
    told = run(folder / "a.html")
    assert [image.alt for image in Image.objects.all()] == ["Good"]
    assert sum("did not come along" in one for one in told["stories"][0]["warnings"]) == len(climbing)


def test_the_pictures_of_a_word_document_come_out_of_it(tmp_path: Path) -> None:
    path = tmp_path / "memo.docx"
    path.write_bytes(packed(parts_of()))
    told = run(path)
    assert (told["imported"], told["failed"]) == (1, 0)
    assert [image.alt for image in Article.objects.get().latest_revision.pictures.all()] == ["A dike in spring"]


def test_a_story_with_a_picture_nobody_described_stays_a_draft(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(drawing())
    (tmp_path / "a.html").write_text('<h1>Gates</h1><p>Text.</p><img src="a.png">')
    told = run(tmp_path / "a.html", "--publish", "--date", "2020-01-01", "--section", make_section("World").slug)
    assert told["stories"][0]["warnings"] == ["stays a draft: the picture a.png has no alternative text"]
    assert Article.objects.get().status == Article.Status.DRAFT


# Old addresses


def test_old_addresses_lead_to_the_stories_where_that_is_wished(client: Client) -> None:
    section = make_section("World").slug
    run(EXPORT, "--publish", "--section", section, "--keep-addresses")
    answer = client.get("/2019/03/gates-stay-open/")
    assert (answer.status_code, answer["Location"]) == (301, story(GATES).get_absolute_url())
    assert not OldAddress.objects.filter(path="/").exists()  # the draft's was /?p=13


def test_without_the_wish_no_address_is_kept() -> None:
    run(EXPORT)
    assert not OldAddress.objects.exists()


def test_an_address_that_leads_elsewhere_is_reported_and_left_so(tmp_path: Path) -> None:
    other = publish(make_article("Another story"))
    OldAddress.objects.create(path="/2019/03/gates-stay-open/", target=other)
    OldAddress.objects.create(path="/2008/11/ferries/", reason="A forgery.")
    path = tmp_path / "export.xml"
    path.write_text(EXPORT.read_text().replace("/2019/04/notes/", "/search/"))
    told = run(path, "--keep-addresses")
    notes = [one for line in told["stories"] for one in line["warnings"] if "address" in one]
    assert notes == [
        "its old address /2019/03/gates-stay-open/ leads to “Another story” already, and was left so",
        "its old address /2008/11/ferries/ leads to “A forgery.” already, and was left so",
        "its old address /search/ is a page of this site",
    ]
    assert OldAddress.objects.get(path="/2019/03/gates-stay-open/").target == other
    assert not OldAddress.objects.filter(path="/search/").exists()


def test_a_dry_run_tells_two_stories_of_one_old_address_as_an_import_does(tmp_path: Path) -> None:
    path = twins(tmp_path / "export.xml", 1, 2)
    path.write_text(path.read_text().replace("/prices-2/", "/prices-1/"))
    told = run(path, "--keep-addresses", "--dry-run")
    assert [line["warnings"] for line in told["stories"]] == [
        [],
        ["its old address /prices-1/ leads to “Closing prices” already, and was left so"],
    ]
    assert told == run(path, "--keep-addresses")


def test_a_folder_of_uploads_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="is no folder"):
        run(EXPORT, "--uploads", "/nowhere")
