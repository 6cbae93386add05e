"""The pictures of a page: which are the story's, what is said with them, and where they stand."""

import pytest

from articles.importing.html import read_html, read_piece
from articles.importing.illustrations import MOST_PICTURES
from articles.importing.stories import Picture
from tests.timing import Seconds


def pictures(page: str) -> list[Picture]:
    return list(read_html(f"<h1>Gates</h1><p>Text of the story.</p>{page}<p>More of it.</p>").pictures)


def test_a_figure_brings_its_picture_its_caption_and_its_credit() -> None:
    figure = (
        '<figure><a href="x"><img src="a.jpg" alt=" The  gate "></a><figcaption>At <b>dusk</b> '
        '<span class="credit">M. Quill</span></figcaption></figure>'
    )
    assert pictures(figure) == [Picture("a.jpg", alt="The gate", caption="At dusk", credit="M. Quill")]


def test_in_a_gallery_each_picture_has_its_own_caption_and_not_that_of_the_gallery() -> None:
    inner = "".join(f'<figure><img src="{one}.jpg"><figcaption>{one}</figcaption></figure>' for one in "ab")
    gallery = f'<figure>{inner}<figure><img src="c.jpg"></figure><figcaption>All of them</figcaption></figure>'
    assert [(one.address, one.caption) for one in pictures(gallery)] == [
        ("a.jpg", "a"),
        ("b.jpg", "b"),
        ("c.jpg", ""),
    ]


@pytest.mark.parametrize(
    "image",
    [
        '<img src="">',
        "<img>",
        '<img src="data:image/gif;base64,R0lGOD">',
        '<img src="https://tracker.example/p.gif" width="1" height="1">',
        '<img class="emoji" src="smile.png">',
        '<aside><img src="advert.png"></aside>',
        '<div class="related"><figure><img src="other.png"></figure></div>',
        '<noscript><img src="again.png"></noscript>',
        '<div hidden><img src="x.png"></div>',
        '<footer><img src="logo.png"></footer>',
    ],
)
def test_what_belongs_to_no_story_is_no_picture_of_it(image: str) -> None:
    assert pictures(image) == []


def test_a_logo_over_a_page_is_none_of_its_story_but_a_picture_over_the_story_is() -> None:
    page = read_html(
        '<header><img src="logo.png"></header><article><header><h1>Gates</h1><img src="gate.png"></header>'
        "<p>Text of the story.</p></article>"
    )
    assert [one.address for one in page.pictures] == ["gate.png"]


def test_a_picture_that_loads_late_is_found_and_one_shown_twice_is_there_once() -> None:
    assert [one.address for one in pictures('<img src="data:x" data-src="a.png"><img src="a.png">')] == ["a.png"]


def test_a_picture_amid_words_stands_behind_their_paragraph_and_parts_none() -> None:
    story = read_piece('<p>One <img src="a.png"> sentence.</p><p>Two.</p><img src="b.png">Loose.', "Gates")
    assert story.body == (
        '<p>One sentence.</p><figure data-image="1"></figure><p>Two.</p><p>Loose.</p><figure data-image="2"></figure>'
    )


def test_a_picture_over_the_byline_does_not_keep_it_in_the_text() -> None:
    story = read_piece(
        '<figure><img src="a.png"></figure><p>By Mara Quill</p><p>PORT ELISE, May 2 — Text.</p>', "Gates"
    )
    assert (story.bylines, story.dateline) == (("Mara Quill",), "PORT ELISE, May 2")
    assert story.body == '<figure data-image="1"></figure><p>Text.</p>'


def test_a_table_in_a_figure_is_text() -> None:
    story = read_piece("<p>Text.</p><figure><table><tr><td>West</td><td>1891</td></tr></table></figure>", "Gates")
    assert "<p>West | 1891</p>" in story.body


def test_a_page_full_of_pictures_is_read_in_time_and_gives_so_many(seconds: Seconds) -> None:
    def page(count: int) -> str:
        return "<h1>Gates</h1><p>Text.</p>" + "".join(
            f'<figure><img src="{number}.png"><figcaption>Words</figcaption></figure>' for number in range(count)
        )

    assert len(read_html(page(1000)).pictures) == MOST_PICTURES
    assert seconds(lambda: read_html(page(4000))) < 12 * seconds(lambda: read_html(page(1000)))


def test_figures_and_captions_in_one_figure_are_read_in_time(seconds: Seconds) -> None:
    def page(count: int) -> str:
        images = "".join(f'<img src="{number}.png">' for number in range(count))
        inner = "<figure><figcaption>Words</figcaption></figure>" * count
        return f"<h1>Gates</h1><p>Text.</p><figure>{inner}{images}</figure>"

    assert len(read_html(page(100)).pictures) == 100
    assert seconds(lambda: read_html(page(400))) < 12 * seconds(lambda: read_html(page(100))) + 0.05


def test_a_picture_goes_with_the_caption_of_its_own_figure_and_stands_where_the_outermost_begins() -> None:
    story = read_piece(
        "<p>Text.</p><figure><figure><figcaption>Another</figcaption></figure>"
        '<figure><img src="a.png"></figure><img src="b.png"><figcaption>Ours</figcaption>'
        "<figcaption>Second</figcaption></figure><p>More.</p>",
        "Gates",
    )
    assert [(one.address, one.caption) for one in story.pictures] == [("a.png", ""), ("b.png", "Ours")]
    assert story.body == ('<p>Text.</p><figure data-image="1"></figure><figure data-image="2"></figure><p>More.</p>')
