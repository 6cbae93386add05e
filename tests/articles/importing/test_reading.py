"""Files to stories, folders to files, and the same copy known again."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.body import canonical_text, sanitise
from articles.importing.reading import MAX_BYTES, fingerprint, read_story, story_files
from articles.importing.stories import Story, UnreadableStory
from tests.fuzzing import examples

COPY = """The ferry waits

By Mara Quill

PORT ELISE, March 3, 2026 (Velmark Wire) — “We wait for the ice,” Ada Lund said.

The harbour master did not say for how long.
"""
PAGE = """<html lang=en><body><h1>The ferry waits</h1><p>By Mara Quill</p>
<p>&ldquo;We wait for the ice,&rdquo; Ada Lund said.</p><p>The harbour master did <em>not</em> say for how long.</p></body></html>"""


@pytest.mark.parametrize("name", ["ferry.txt", "ferry.TEXT", "ferry.md", "ferry", "ferry.wire", ""])
def test_plain_text_is_read_as_such(name: str) -> None:
    story = read_story(COPY.encode(), name)
    assert (story.headline, story.bylines, story.source) == ("The ferry waits", ("Mara Quill",), "Velmark Wire")


@pytest.mark.parametrize("name", ["ferry.html", "ferry.HTM", "ferry.xhtml", "ferry", "ferry.txt"])
def test_pages_are_read_as_such_whatever_their_name(name: str) -> None:
    story = read_story(PAGE.encode(), name)
    assert (story.headline, story.bylines, story.language) == ("The ferry waits", ("Mara Quill",), "en")


def test_a_piece_of_a_page_without_a_name_shows_itself() -> None:
    assert read_story(b"<p>The ferry waits.</p><p>It is cold.</p>", "copy").headline == "The ferry waits"
    assert "&lt;waiting&gt;" in read_story(b"<waiting>\n\n<waiting> is the code.", "copy.txt").body


def test_a_page_in_utf_16_is_a_page() -> None:
    assert read_story(PAGE.encode("utf-16"), "ferry").headline == "The ferry waits"


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(UnreadableStory, match="larger than 5 MB"):
        read_story(b"x" * (MAX_BYTES + 1), "x.txt")


def test_what_was_guessed_of_the_bytes_is_told_with_the_story() -> None:
    assert "Windows-1252" in read_story(COPY.encode("cp1252"), "ferry.txt").warnings[0]


@examples(300)
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))),
    st.sampled_from(["", ".txt", ".html"]),
)
@example(b"\x00", ".html")
@example(b"<!doctype html>\xff", "")
def test_any_bytes_are_a_story_or_unreadable_and_nothing_else(content: bytes, suffix: str) -> None:
    with suppress(UnreadableStory):
        story = read_story(content, f"x{suffix}")
        assert story.headline
        assert canonical_text(story.body).strip()
        assert sanitise(story.body) == story.body
        assert fingerprint(story)


PARTS = [
    "By Mara Quill", "PORT ELISE, March 3 (Velmark Wire) — ", "3 March 2026", "-30-", "The ferry waits.", "\n", "\n\n", "\r\n",
    "<p>", "</p>", "<h1>", "</h1>", "<div class=byline>", "</div>", "<article>", "</article>", "<time>", "<b>", "</b>", "“No,” she said.",
    "<script>", "</script>", "<!--", "&nbsp;", "<header>", "</header>", "<meta name=author content='Ida Moor'>", "<title>x</title>", "<p hidden>",
]  # fmt: skip


@examples(500)
@given(st.lists(st.sampled_from(PARTS), max_size=20).map("".join), st.sampled_from([".txt", ".html"]))
def test_any_order_of_the_parts_of_stories_is_read_or_refused(source: str, suffix: str) -> None:
    with suppress(UnreadableStory):
        story = read_story(source.encode(), f"x{suffix}")
        assert story.headline
        assert canonical_text(story.body).strip()
        assert sanitise(story.body) == story.body


# Folders


def names(paths: list[Path], below: Path) -> list[str]:
    return [str(path.relative_to(below)) for path in story_files(paths)]


def test_folders_give_their_stories_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/b/c.HTM", "a.md", "picture.png", ".hidden.txt", ".git/x.txt", "notes.pdf"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert names([tmp_path], tmp_path) == ["a/b/c.HTM", "a/z.html", "a.md", "b.txt"]


def test_a_file_that_is_named_is_read_whatever_it_is(tmp_path: Path) -> None:
    odd = tmp_path / ".odd.wire"
    odd.write_text("x")
    assert names([odd, tmp_path / "missing.txt"], tmp_path) == [".odd.wire", "missing.txt"]


def test_links_in_folders_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("x")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.txt").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    assert names([folder], tmp_path) == []


def test_a_folder_that_may_not_be_read_comes_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert names([tmp_path], tmp_path.parent) == [tmp_path.name]


# The same copy


def test_the_same_words_have_one_fingerprint() -> None:
    same = [
        COPY.encode(),
        COPY.replace("\n", "\r\n").encode("utf-8-sig"),
        COPY.encode("cp1252"),
        COPY.encode("utf-16"),
        COPY.replace("“", '"').replace("”", '"').replace("We wait", "We\xa0wait ").encode(),
        COPY.replace("The ferry waits", "THE FERRY WAITS.\n\nThe ferry waits").encode(),
        COPY.replace("\n\n", "\n\n\n").encode() + b"-30-\n",
        PAGE.encode(),
    ]
    assert len({fingerprint(read_story(content, "x")) for content in same}) == 1


def test_other_words_have_another_fingerprint() -> None:
    story = Story("The ferry waits", "<p>One two</p>")
    assert fingerprint(story) != fingerprint(Story("The ferry waits", "<p>One three</p>"))
    assert fingerprint(story) != fingerprint(Story("The ferry leaves", "<p>One two</p>"))
    assert fingerprint(story) == fingerprint(Story("the FERRY waits", "<h2>One</h2><p>two</p>", deck="x", dateline="y"))
