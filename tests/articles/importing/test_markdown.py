"""Markdown and the lines about it at its head."""

import datetime
import io

import pytest

from articles.importing import markdown
from articles.importing.front_matter import BrokenFrontMatter, split
from articles.importing.markdown import read_markdown
from articles.importing.stories import Picture, Received, Story, UnreadableStory


def read(text: str) -> Story:
    (found,) = read_markdown(io.BytesIO(text.encode()))
    assert isinstance(found, Received)
    return found.story


def headed(*lines: str, text: str = "Text of it.") -> Story:
    return read("\n".join(["---", "title: Gates", *lines, "---", "", text]))


def test_without_a_head_the_first_heading_or_else_the_first_line_is_the_headline() -> None:
    assert read("# Gates *open*\n\nText.").headline == "Gates open"
    assert read("Gates open\n\nBy Mara Quill\n\nText.").bylines == ("Mara Quill",)
    assert read("Gates open\n\nBy Mara Quill\n\nText.").headline == "Gates open"


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["author: Mara Quill"], ("Mara Quill",)),
        (["author: By Mara Quill and Tom Lind"], ("Mara Quill", "Tom Lind")),
        (["authors: [Mara Quill, Tom Lind]"], ("Mara Quill", "Tom Lind")),
        (["authors:", "- name: Mara Quill", "- {name: Tom Lind}"], ("Mara Quill", "Tom Lind")),
        (["author: {name: Mara Quill, email: m@x.example}"], ("Mara Quill",)),
        (["author: desk"], ("desk",)),
        (["author: [[a], {b: c}]"], ()),
    ],
)
def test_authors_are_named_in_many_ways(lines: list[str], names: tuple[str, ...]) -> None:
    assert headed(*lines).bylines == names


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("draft: true", "a draft in the archive"),
        ("Draft: YES", "a draft in the archive"),
        ("published: false", "a draft in the archive"),
        ("status: draft", "a draft in the archive"),
        ("private: true", "private in the archive"),
        ("draft: false", ""),
        ("published: 2020-01-01", ""),
    ],
)
def test_what_was_not_public_is_held_back(line: str, why: str) -> None:
    assert headed(line).held_back == why


def test_a_day_alone_and_a_moment_are_told_apart() -> None:
    assert headed("date: 2020-03-05").date == datetime.date(2020, 3, 5)
    assert headed("date: 2020-03-05").published_at is None
    moment = datetime.datetime(2020, 3, 5, 10, 0)
    assert headed("date: 2020-03-05 10:00:00").published_at == moment
    assert headed("date: whenever").date is None


def test_the_picture_at_the_head_is_the_lead_also_where_the_text_shows_it_again() -> None:
    story = headed("image: a.png", "image_alt: A gate", text="Text.\n\n![again](a.png)")
    assert (story.lead, story.pictures) == (1, (Picture("a.png", alt="again"),))
    assert headed("image: a.png", "image_alt: A gate").pictures == (Picture("a.png", alt="A gate"),)


def test_addresses_of_pictures_are_as_written() -> None:
    assert [one.address for one in headed(text="Text.\n\n![x](<ä b.png>)").pictures] == ["ä b.png"]


@pytest.mark.parametrize(
    "head",
    [
        "---\na: [1, 2\n---\n",
        "---\na: &x [*x, *x]\n- b\n---\n",
        "---\na: !!python/object/apply:os.system ['true']\nb: [\n---\n",
        "+++\na = \n+++\n",
        "---\n" + "a: " + "[" * 5000 + "\n---\n",
        f"---\na: {'x' * 70_000}\n---\n",
    ],
)
def test_a_broken_head_is_told_and_the_text_is_read_all_the_same(head: str) -> None:
    with pytest.raises(BrokenFrontMatter):
        split(head + "Text.")
    story = read(head + "\n# Gates\n\nText of it.")
    assert (story.headline, story.body) == ("Gates", "<p>Text of it.</p>")
    assert "the lines at the head cannot be read" in story.warnings[0]


def test_a_head_makes_texts_and_nothing_else() -> None:
    head, text = split("---\na: no\nb: 012\nc: 2020-02-30\nd: !!python/name:os.system x\n---\nrest")
    assert (head.text("a"), head.text("b"), head.text("c"), head.text("d"), text) == (
        "no",
        "012",
        "2020-02-30",
        "x",
        "rest",
    )


def test_references_that_would_grow_without_end_cost_nothing() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert headed(*lines, "tags: *a29").tags == ()


def test_a_file_that_is_too_large_is_no_story(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "MAX_BYTES", 10)
    with pytest.raises(UnreadableStory, match="larger than"):
        read("# Gates\n\nText of it.")


def test_html_in_markdown_goes_through_the_same_sanitiser() -> None:
    body = headed(
        text='<p onclick="x()">One <img src="a.png" onerror="x()"><script>x()</script></p>\n\n[a](javascript:x)'
    ).body
    assert "on" not in body.replace("One", "")
    assert "script" not in body.replace("[a](javascript:x)", "")
