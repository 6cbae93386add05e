"""What WordPress keeps of a post, as HTML."""

import pytest

from articles.importing.stories import Picture
from articles.importing.wordpress_markup import Library, as_html
from tests.timing import Seconds

GATE, PIER = Picture("https://x.example/gate.jpg", alt="A gate", caption="West"), Picture("https://x.example/pier.jpg")
LIBRARY = Library({3: GATE, 4: PIER}, {7: [3, 4]})


def html(content: str, post: int = 0) -> str:
    return as_html(content, LIBRARY, post).html


@pytest.mark.parametrize(
    ("classic", "expected"),
    [
        ("One\ntwo\n\nthree", "<p>One<br>two</p><p>three</p>"),
        ("One\r\n\r\ntwo", "<p>One</p><p>two</p>"),
        ("<pre>a\n\nb</pre>", "<p><pre>a\n\nb</pre></p>"),
        ('<a\nhref="x">a</a>', '<p><a\nhref="x">a</a></p>'),
        ("One<!--more-->two<!--nextpage-->", "<p>Onetwo</p>"),
        ("He said [sic] and [he] left [the room].", "<p>He said [sic] and [he] left [the room].</p>"),
    ],
)
def test_classic_markup_has_paragraphs_where_it_has_blank_lines(classic: str, expected: str) -> None:
    assert html(classic) == expected


def test_blocks_stay_as_they_are_without_their_comments() -> None:
    assert html('<!-- wp:paragraph {"a":"-->"} -->\n<p>One\n\ntwo</p>\n<!-- /wp:paragraph -->').endswith(
        "<p>One\n\ntwo</p>\n"
    )


@pytest.mark.parametrize(
    "caption",
    [
        '[caption id="x" width="3"]<img src="a.jpg" /> The <em>gate</em>[/caption]',
        '[wp_caption]<a href="b"><img src="a.jpg" /></a>The <em>gate</em>[/wp_caption]',
    ],
)
def test_a_caption_goes_with_its_picture(caption: str) -> None:
    expected = '<figure><img src="a.jpg" /><figcaption>The <em>gate</em></figcaption></figure>'
    assert expected in html(caption)


def test_an_older_caption_stands_in_an_attribute() -> None:
    assert "<figcaption>A &lt;gate&gt;</figcaption>" in html('[caption caption="A <gate>"]<img src="a.jpg">[/caption]')


@pytest.mark.parametrize(
    ("gallery", "post", "expected"),
    [
        ('[gallery ids="4,3,99"]', 0, ["pier", "gate"]),
        ("[gallery include='3']", 0, ["gate"]),
        ("[gallery]", 7, ["gate", "pier"]),
        ("[gallery]", 8, []),
        ('[gallery ids="x"]', 0, []),
    ],
)
def test_a_gallery_is_the_pictures_it_names_or_those_of_its_post(gallery: str, post: int, expected: list[str]) -> None:
    found = html(gallery, post)
    assert [name for name in sorted(("gate", "pier"), key=found.find) if f"{name}.jpg" in found] == expected


def test_a_picture_of_the_library_is_the_whole_one_with_its_words() -> None:
    small = '<img class="size-medium wp-image-3" src="gate-300x200.jpg" alt="">'
    assert html(small) == '<p><img src="https://x.example/gate.jpg" alt="A gate"></p>'
    assert 'alt="Another"' in html(small.replace('alt=""', 'alt="Another"'))
    unknown = '<img class="wp-image-99" src="lost.jpg">'
    assert unknown in html(unknown)


def test_what_only_a_plugin_or_a_player_understands_goes_and_is_told() -> None:
    markup = as_html(
        '[audio mp3="a.mp3"][/audio][box colour="red"]Words[/box] [bold]stay[/bold] [embed]https://v.example/1[/embed]'
        '<iframe src="https://v.example/2"></iframe>',
        LIBRARY,
    )
    assert "Words stay" in markup.html
    assert "[" not in markup.html
    assert markup.warnings == [
        "left out: https://v.example/2",
        "left out: [audio]",
        "left out: [embed]",
        "left out: [box]",
        "left out: [bold]",
    ]


@pytest.mark.parametrize(
    "piece", ["[caption]", "[gallery ", "[a b=", "<img ", "<!--", "[/x]", "[embed]", "\n\n", '[a b="', "<iframe "]
)
def test_hostile_markup_takes_time_in_proportion(piece: str, seconds: Seconds) -> None:
    few, many = piece * 3_000, piece * 12_000
    assert seconds(lambda: html(many)) < 12 * seconds(lambda: html(few)) + 0.05


def test_a_caption_of_links_that_never_end_takes_time_in_proportion(seconds: Seconds) -> None:
    def post(count: int) -> str:
        return "[caption]" + "<a " * count + "[/caption]"

    assert seconds(lambda: html(post(40_000))) < 24 * seconds(lambda: html(post(5_000)))
