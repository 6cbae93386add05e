"""Files of stories sent to the desk: the same importer, the same report, within limits that are told."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.admin import importing
from articles.models import Article, SourceDocument
from newsroom.models import Image, User
from tests.articles.importing.packing import packed, parts_of
from tests.conftest import make_user
from tests.desk import text_of
from tests.drawings import drawing
from tests.factories import make_section

pytestmark = pytest.mark.django_db

IMPORT = reverse("admin:articles_article_import")
COPY = b"""Gates of the harbour stay open

By Mara Quill

The harbour council met on Thursday.

\xe2\x80\x9cThe gates stay open,\xe2\x80\x9d Harbour Minister Ada Brun said.
"""
EXPORT = (Path(__file__).parents[1] / "importing/archives/harbour.wordpress.xml").read_bytes()


@pytest.fixture(autouse=True)
def _picture_store(tmp_path: Path, settings: Any) -> None:
    stored = {**settings.STORAGES["default"]["OPTIONS"], "location": tmp_path / "store"}
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": stored}}


def sent(client: Client, *files: tuple[str, bytes], **said: Any) -> Any:
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(IMPORT, {"files": uploads, **said})


def test_a_file_becomes_a_draft_of_nobody_and_the_report_leads_to_its_statements(at_desk: Client, editor: User) -> None:
    page = sent(at_desk, ("gates.txt", COPY))
    article = Article.objects.get()
    assert page.status_code == 200
    assert "1 imported, 0 known already, 0 failed." in text_of(page)
    assert reverse("admin:articles_article_statements", args=[article.pk]) in page.content.decode()
    assert (article.owner, article.status, article.citations.count()) == (None, "draft", 1)
    assert article.history.earliest().history_user == editor
    assert article.history.earliest().history_change_reason == "imported from gates.txt"


def test_several_files_of_several_kinds_come_in_at_once(at_desk: Client) -> None:
    page = sent(
        at_desk,
        ("gates.txt", COPY),
        ("export.xml", EXPORT),
        ("memo.docx", packed(parts_of())),
        ("nothing.txt", b""),
    )
    told = text_of(page)
    assert "7 imported, 0 known already, 2 failed" in told
    assert "left out: 2 attachments, 2 comments" in told
    assert "The file is empty." in told
    assert "Stays a draft: private in the archive" in told
    assert not Article.objects.out_or_due().exists()


def test_the_same_files_again_change_nothing(at_desk: Client) -> None:
    sent(at_desk, ("export.xml", EXPORT))
    rows = list(SourceDocument.objects.values_list("pk", "received_at"))
    assert "0 imported, 5 known already, 1 failed" in text_of(sent(at_desk, ("export.xml", EXPORT)))
    assert list(SourceDocument.objects.values_list("pk", "received_at")) == rows


def test_pictures_are_sent_along_with_the_story_that_shows_them(at_desk: Client) -> None:
    story = b'# Gates\n\nText.\n\n![The gate](img/Gate.PNG "At dusk")\n\n![Lost](lost.png)\n'
    page = sent(at_desk, ("story.md", story), ("gate.png", drawing()))
    (image,) = Image.objects.all()
    assert (image.alt, image.caption) == ("The gate", "At dusk")
    assert "The picture lost.png did not come along: its file was not sent along" in text_of(page)


def test_a_packed_folder_brings_its_stories_and_their_pictures(at_desk: Client) -> None:
    story = b"# Gates\n\nText.\n\n![The gate](gate.png)\n\n![The quay](/img/quay.png)\n\n![Lost](lost.png)\n"
    files = {"posts/gates.md": story, "posts/gate.png": drawing(), "img/quay.png": drawing((30, 20)), "odd.docx": b"x"}
    told = text_of(sent(at_desk, ("archive.zip", packed(files)), ("gates.txt", COPY)))
    assert "2 imported, 0 known already, 1 failed" in told
    assert set(Image.objects.values_list("alt", flat=True)) == {"The gate", "The quay"}
    assert "The picture lost.png did not come along: there is no such file in archive.zip" in told
    assert "archive.zip/posts/gates.md" in told


def test_a_package_with_nothing_to_read_or_too_much_is_told(at_desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MAX_UNPACKED", 100)
    told = text_of(sent(at_desk, ("a.zip", packed({"a.xlsx": b"x"})), ("b.zip", packed({"b.txt": bytes(200)}))))
    assert "There is no story in this package that we can read." in told
    assert "The package unpacks to more than is taken at once." in told


def test_copy_that_is_known_leads_to_the_story_it_is_known_as(at_desk: Client) -> None:
    sent(at_desk, ("gates.txt", COPY))
    page = sent(at_desk, ("again.txt", COPY))
    assert "The same copy was received before" in text_of(page)
    where = reverse("admin:articles_article_statements", args=[Article.objects.get().pk])
    assert f'<a href="{where}">Gates of the harbour stay open</a>' in page.content.decode()


def test_what_is_said_of_all_the_stories_goes_with_them(at_desk: Client, editor: User) -> None:
    section = make_section("World")
    said = {"section": section.pk, "source": "Another Wire", "date": "2026-03-05", "language": "en-GB", "mine": "on"}
    page = sent(at_desk, ("gates.txt", COPY), **said)
    article = Article.objects.get()
    assert (article.section, article.source, str(article.dated)) == (section, "Another Wire", "5 March 2026")
    assert (article.language, article.owner) == ("en-GB", editor)
    assert 'value="Another Wire"' in page.content.decode()  # for the next files


def test_a_reporter_imports_and_nothing_is_public_by_it(client: Client, reporter: User) -> None:
    client.force_login(reporter)
    sent(client, ("gates.txt", COPY), mine="on", publish="on")
    assert (Article.objects.get().owner, Article.objects.get().status) == (reporter, "draft")


def test_who_may_not_add_stories_imports_none(client: Client) -> None:
    client.force_login(make_user("somebody", None))
    assert client.get(IMPORT).status_code == 403
    assert sent(client, ("gates.txt", COPY)).status_code == 403
    assert not SourceDocument.objects.exists()


def test_an_upload_without_its_token_is_refused(editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert sent(client, ("gates.txt", COPY)).status_code == 403
    token = client.get(IMPORT).cookies["csrftoken"].value
    assert sent(client, ("gates.txt", COPY), csrfmiddlewaretoken=token).status_code == 200
    assert Article.objects.count() == 1


def test_too_large_an_upload_is_refused_whole_and_told(at_desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MAX_UPLOAD", 1024**2)
    page = sent(at_desk, ("gates.txt", COPY), ("large.txt", b"word " * 300_000), source="Another Wire")
    assert page.status_code == 413
    assert "This is more than 1 MB, so nothing was taken in." in text_of(page)
    assert 'value="Another Wire"' in page.content.decode()
    assert not SourceDocument.objects.exists()


def test_too_many_files_are_refused_and_told(at_desk: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    page = sent(at_desk, *((f"{number}.txt", COPY) for number in range(3)))
    assert page.status_code == 413
    assert "more than 100 files" in text_of(page)
    assert not SourceDocument.objects.exists()


def test_a_long_archive_comes_in_by_several_goes(at_desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_NEW", 2)
    counts = []
    for _ in range(3):
        page = sent(at_desk, ("export.xml", EXPORT))
        counts.append((Article.objects.count(), "Send the same files again to go on" in text_of(page)))
    assert counts == [(2, True), (4, True), (5, False)]


def test_an_upload_of_exactly_as_many_stories_as_one_makes_is_not_told_as_cut(
    at_desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_NEW", 5)
    told = text_of(sent(at_desk, ("export.xml", EXPORT), ("again.xml", EXPORT), ("empty.txt", b"")))
    assert "5 imported, 5 known already, 3 failed" in told
    assert "Send the same files again" not in told
    told = text_of(sent(at_desk, ("export.xml", EXPORT), ("gates.txt", COPY)))
    assert "1 imported, 5 known already" in told
    monkeypatch.setattr(importing, "MOST_NEW", 1)
    told = text_of(sent(at_desk, *((f"{one}.txt", COPY.replace(b"Gates", one.encode())) for one in ("Doors", "Locks"))))
    assert "1 imported, 0 known already, 0 failed" in told
    assert "Send the same files again" in told
    assert Article.objects.count() == 7


def test_of_many_lines_the_first_are_shown_and_all_are_counted(
    at_desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_LINES", 2)
    told = text_of(sent(at_desk, ("export.xml", EXPORT)))
    assert "5 imported" in told
    assert "And 4 more." in told


def test_without_a_file_the_form_says_so(at_desk: Client) -> None:
    page = at_desk.post(IMPORT, {"source": "Another Wire", "date": "soon"})
    assert "This field is required." in text_of(page)
    assert "Enter a valid date." in text_of(page)


def test_what_a_file_is_called_or_says_is_shown_as_text(at_desk: Client) -> None:
    page = sent(at_desk, ("<b>x.txt", b"<script>alert(1)</script> is the headline\n\nAnd this the text."))
    assert "<script>alert" not in page.content.decode()
    assert "<b>x" not in page.content.decode()


def test_the_page_is_found_from_the_list_of_stories_and_the_front_desk(
    at_desk: Client, client: Client, reporter: User
) -> None:
    for page in ("/admin/", reverse("admin:articles_article_changelist")):
        assert f'href="{IMPORT}"' in at_desk.get(page).content.decode()
    client.force_login(make_user("somebody", None))
    assert f'href="{IMPORT}"' not in client.get("/admin/").content.decode()
