"""Web pages to stories."""

from contextlib import suppress

import pytest

from articles.body import canonical_text
from articles.importing.html import read_html, read_piece
from articles.importing.stories import Story, UnreadableStory
from tests.timing import Seconds


def text_of(story: Story) -> list[str]:
    return canonical_text(story.body).split("\n\n")


# The headline


@pytest.mark.parametrize(
    ("page", "headline"),
    [
        ("<h1>The bridge opens.</h1><p>Text.</p>", "The bridge opens"),
        ("<title>Page</title><h1>The bridge</h1><p>Text.</p>", "The bridge"),
        ("<header><h1>The Wire</h1></header><article><h1>The bridge</h1><p>Text.</p></article>", "The bridge"),
        ("<h1>The Wire</h1><meta property=og:title content='The bridge'><h1>The bridge</h1><p>Text.</p>", "The bridge"),
        (
            "<meta property=og:title content='The bridge'><header><h1>The Wire</h1></header><p>The text.</p>",
            "The bridge",
        ),
        ("<header><h1>The bridge</h1></header><p>Text and more text.</p>", "The bridge"),
        ("<main><h1>The bridge</h1><article><p>Text.</p></article></main><h1>Others</h1>", "The bridge"),
        ("<title>The bridge | Politics | Velmark Wire</title><p>Text.</p>", "The bridge"),
        ("<title>The bridge – open - Velmark Wire</title><p>Text.</p>", "The bridge – open"),
        (f"<title>The bridge - and {'very ' * 10}long</title><p>Text.</p>", f"The bridge - and {'very ' * 10}long"),
        ("<h2>The bridge</h2><p>Text.</p>", "The bridge"),
        ("<p>The bridge is open. It is new.</p>", "The bridge is open"),
        ("<h1> </h1><p>The bridge is open. It is new.</p>", "The bridge is open"),
        (f"<h1>{'word ' * 100}</h1><p>Text.</p><title>The bridge</title>", "The bridge"),
    ],
)
def test_the_headline_is_the_heading_of_the_story_or_what_the_page_calls_itself(page: str, headline: str) -> None:
    story = read_html(page)
    assert story.headline == headline
    assert headline.rstrip(".") not in text_of(story)


def test_a_headline_made_from_the_text_is_told() -> None:
    assert read_html("<p>The bridge is open.</p>").warnings == ("the headline was made from the first sentence",)


# The text


TABLE = "<table><tr><td>Year</td><td>Cost</td></tr><tr><td>2025</td><td>40</td></tr></table>"


def test_a_table_that_became_paragraphs_is_told_once_a_story() -> None:
    told = ("a table became paragraphs",)
    assert read_html(f"<h1>The bridge</h1><p>It costs:</p>{TABLE}<p>Or so.</p>{TABLE}").warnings == told
    assert read_piece(TABLE, "The bridge").warnings == told


@pytest.mark.parametrize(
    "page",
    [
        f"<article><h1>The bridge</h1><p>It opens.</p></article>{TABLE}",
        f"<h1>The bridge</h1><p>It opens, and everybody comes.</p><aside>{TABLE}</aside>",
        "<table><tr><td>Menu</td><td><h1>The bridge</h1><p>It opens, and everybody comes.</p></td></tr></table>",
    ],
)
def test_a_table_beside_the_text_or_around_it_is_not_told(page: str) -> None:
    assert read_html(page).warnings == ()


def test_what_stands_beside_the_story_is_no_text() -> None:
    story = read_html(
        "<body><nav>Menu</nav><header>Site</header><h1>Bridge</h1><p>The text of the story.</p><figure><figcaption>Caption"
        "</figcaption></figure><aside>Aside</aside><form>Mail</form><script>1</script><script src=x></script>"
        "<div class='teaser related'>Related</div><div hidden>Hidden</div><noscript>None</noscript><button>Share</button>"
        "<svg><text>Drawn</text></svg><p>More of it.</p><footer>Imprint</footer></body>"
    )
    assert text_of(story) == ["The text of the story.", "More of it."]


def test_the_story_is_the_article_body_or_the_longest_article_or_the_main_part() -> None:
    assert text_of(read_html("<h1>H</h1><p>A</p><article>B<div itemprop='articleBody'><p>C</p></div></article>")) == [
        "C"
    ]
    assert text_of(read_html("<h1>H</h1><article>B</article><article>The longer</article>")) == ["The longer"]
    assert text_of(read_html("<h1>H</h1><p>A</p><div role=main>B</div>")) == ["B"]
    assert text_of(read_html("<h1>H</h1><p>A</p><aside><article>B</article></aside>")) == ["A"]


def test_a_form_around_the_whole_page_hides_nothing() -> None:
    story = read_html(f"<form><h1>Bridge</h1><div class=promo><p>{'Words. ' * 20}</p></div></form><p>Short</p>")
    assert text_of(story) == [("Words. " * 20).strip(), "Short"]


def test_relative_links_count_from_the_page_or_go() -> None:
    body = "<h1>H</h1><p><a href='/a'>a</a> <a href='https://b.example/'>b</a> <a href='//[c'>c</a></p>"
    assert 'href="/' not in read_html(body).body
    assert 'href="https://b.example/"' in read_html(body).body
    for base in (
        "<link rel=canonical href='https://w.example/x/y'>",
        "<meta property=og:url content='https://w.example/'>",
    ):
        assert 'href="https://w.example/a"' in read_html(base + body).body
        assert "[c" not in read_html(base + body).body
    assert 'href="/' not in read_html("<link rel=canonical href='javascript:1'>" + body).body


def test_end_marks_and_lines_that_come_again_are_no_text() -> None:
    story = read_html(
        "<h1>Bridge</h1><p>Bridge</p><p>By Mara Quill</p><p>3 March 2026</p><p>VESTBY, March 3</p>"
        "<p><b>VESTBY</b>, March 3 (Velmark Wire) — <i>The</i> bridge.</p><p>More.</p><p>By Mara Quill</p><p>-30-</p>"
    )
    assert story.body == "<p><em>The</em> bridge.</p><p>More.</p>"
    assert (story.bylines, str(story.date), story.dateline) == (("Mara Quill",), "2026-03-03", "VESTBY, March 3")
    assert story.source == "Velmark Wire"
    assert story.warnings == ("left out: “-30-”",)


# Who, when, where

LD = '<script type="application/ld+json">%s</script><h1>Bridge</h1><p>Text.</p>'


@pytest.mark.parametrize(
    ("page", "bylines"),
    [
        ("<p class=byline>By Mara Quill and Tom Ashdown</p>", ("Mara Quill", "Tom Ashdown")),
        ("<div class='byline'>By <a rel=author href=/x>Mara Quill</a></div>", ("Mara Quill",)),
        ("<a rel='author nofollow' href=/x>Mara Quill</a>", ("Mara Quill",)),
        ("<span itemprop=author>Mara Quill</span>", ("Mara Quill",)),
        ("<meta name=author content='Mara Quill'>", ("Mara Quill",)),
        ("<meta name=author content='https://w.example/mara'>", ()),
        ("<p class=author>the words of our readers</p>", ()),
        ("<p class=byline></p>", ()),
        ("<aside><p class=byline>By Mara Quill</p></aside>", ()),
    ],
)
def test_bylines_come_from_where_pages_print_them(page: str, bylines: tuple[str, ...]) -> None:
    assert read_html(f"{page}<h1>Bridge</h1><p>Text.</p>").bylines == bylines


def test_a_page_tells_of_itself_in_json() -> None:
    story = read_html(
        LD % '[{"@type": "Organization"}, {"@graph": ["x", {"@type": ["Thing", "NewsArticle"], "headline": "Bridge", '
        '"datePublished": "2026-03-04T10:00Z", "author": ["Mara Quill", {"name": "Tom Ashdown"}, 5], '
        '"publisher": {"name": "Velmark Wire"}, "inLanguage": "de-AT"}]}]'
    )
    assert story.bylines == ("Mara Quill", "Tom Ashdown")
    assert (str(story.date), story.source, story.language) == ("2026-03-04", "Velmark Wire", "de")


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[" * 100_000,
        "9" * 5_000,
        "null",
        '{"@type": 5}',
        '{"@type": "Event"}',
        '{"@type":"NewsArticle","author":{"name":[1]}}',
    ],
)
def test_json_that_is_none_or_says_nothing_does_no_harm(content: str) -> None:
    assert read_html(LD % content).bylines == ()


@pytest.mark.parametrize(
    ("page", "day", "precision"),
    [
        (
            "<meta property='article:published_time' content='2026-03-04T23:59:00-05:00'><time datetime=2026-03-05></time>",
            "2026-03-04",
            "day",
        ),
        ("<time datetime='2026-03-05T10:00'>today</time>", "2026-03-05", "day"),
        ("<time>5 March 2026</time>", "2026-03-05", "day"),
        (
            "<time itemprop=dateModified datetime=2026-03-06>x</time><time datetime=2026-03-05>x</time>",
            "2026-03-05",
            "day",
        ),
        ("<time datetime=2026-03>x</time>", "2026-03-01", "month"),
        ("<time datetime=P3D>x</time>", "None", "unknown"),
    ],
)
def test_dates_come_from_where_pages_print_them(page: str, day: str, precision: str) -> None:
    story = read_html(f"{page}<h1>Bridge</h1><p>Text.</p>")
    assert (str(story.date), story.date_precision) == (day, precision)


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ("<html lang=en-GB>", "en"),
        ("<html xml:lang=FR>", "fr"),
        ("<html><meta property=og:locale content=nb_NO>", "nb"),
        ("<html lang=''>", None),
        ("<html lang=english>", None),
    ],
)
def test_the_language_is_what_the_page_says(page: str, language: str | None) -> None:
    assert read_html(f"{page}<h1>Bridge</h1><p>Text.</p>").language == language


@pytest.mark.parametrize(
    ("page", "deck"),
    [
        ("<p class='article standfirst'>It is long</p>", "It is long"),
        ("<h2 itemprop=alternativeHeadline>It is long</h2>", "It is long"),
        (f"<div class=deck>{'Long. ' * 100}</div>", ""),
        ("<meta name=description content='The news of Velmark'>", ""),
    ],
)
def test_the_deck_is_what_readers_saw_under_the_headline(page: str, deck: str) -> None:
    story = read_html(f"<h1>Bridge</h1>{page}<p>Text.</p>")
    assert story.deck == deck
    assert deck not in text_of(story)


# Hostile pages


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<p></p>",
        "<h1>Only a headline</h1>",
        "<script>x</script>",
        "<nav>Menu</nav>",
        "<h1>A</h1><p>By Mara Quill</p>",
    ],
)
def test_a_page_without_text_is_unreadable(page: str) -> None:
    with pytest.raises(UnreadableStory, match="no text of a story"):
        read_html(page)


@pytest.mark.parametrize(
    "name", ["div", "article", "p", "b", "h1", "blockquote", "ul><li", "form", "header", "svg", "span class=byline"]
)
def test_a_page_of_thirty_thousand_nested_elements_is_read(name: str, seconds: Seconds) -> None:
    def read() -> None:
        with suppress(UnreadableStory):
            read_html(f"<{name}>" * 30_000 + "The text.")

    assert seconds(read) < 10


@pytest.mark.parametrize(
    "shape",
    ["<div>", "<p class=byline>x", "<article>x", "<header>x", "<h1>x", "<time>", "<div class=share>", "<p>(END)</p>", "<i></b>",
     "<meta name=a content=b>", "<a href=x>y", "<link rel=canonical href=x>", "<title>x - ", "<title>x</title>", "<!--", '<a "'],
)  # fmt: skip
def test_s20_time_grows_with_the_length_and_not_with_its_square(shape: str, seconds: Seconds) -> None:
    def read(count: int) -> None:
        with suppress(UnreadableStory):
            read_html(shape * count + "<p>Text.</p>")

    read(100)
    assert seconds(lambda: read(12_000)) < 8 * seconds(lambda: read(3_000)) + 0.5
