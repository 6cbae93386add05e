"""HTML of any quality as a stream of tags and text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.markup import Tag, pieces, printable, unescaped
from tests.timing import Seconds


def read(source: str) -> list[str]:
    """The stream as one reads it: `<p>`, `</p>`, text as itself, the text of a raw element behind a colon."""
    told = []
    for piece in pieces(source):
        if isinstance(piece, str):
            told.append(piece)
        else:
            told.append(f"<{'/' * piece.closing}{piece.name}{':' + piece.content if piece.content else ''}>")
    return told


@pytest.mark.parametrize(
    ("source", "stream"),
    [
        ("", []),
        ("Only words", ["Only words"]),
        ("<p>One</p>", ["<p>", "One", "</p>"]),
        ("<P CLASS=x>One</P >", ["<p>", "One", "</p>"]),
        ("<br/>One<br />", ["<br>", "One", "<br>"]),
        ("One &amp; two &lt;b&gt; &#x41;", ["One & two <b> A"]),
        ("a < b and b > c", ["a < b and b > c"]),
        ("1 <2", ["1 <2"]),
        ("One <", ["One <"]),
        ("One <p", ["One <p"]),
        ("<3 you<p>", ["<3 you", "<p>"]),
        # comments, declarations and what looks like them
        ("One<!-- a > b -->two", ["One", "two"]),
        ("One<!-- never closed <p>two", ["One", "two"]),
        ("<!doctype html><?xml x?>One", ["One"]),
        ("One</>two</ x>three", ["One", "two", "three"]),
        # a quoted attribute may hide ">"
        ("<a href='x>y'>z</a>", ["<a>", "z", "</a>"]),
        ('<a title="<b>">z', ["<a>", "z"]),
        ("<a title='never closed>z</a>", ["<a>", "z", "</a>"]),
        # raw elements
        ("<script>if (a<b) {}</script>One", ["<script:if (a<b) {}>", "One"]),
        ("<style>p > b {}</STYLE >One", ["<style:p > b {}>", "One"]),
        ("<title>A &amp; <b></title>One", ["<title:A &amp; <b>>", "One"]),
        ("<textarea></textarea>One", ["<textarea>", "One"]),
        ("<script>never closed <p>One", ["<script:never closed <p>One>"]),
        ("<script>a</scripted>b</script>c", ["<script:a</scripted>b>", "c"]),
        ("</script>One", ["</script>", "One"]),
    ],
)
def test_markup_is_read_as_browsers_read_it(source: str, stream: list[str]) -> None:
    assert read(source) == stream


@pytest.mark.parametrize(
    ("source", "attributes"),
    [
        ("<a>", {}),
        ("<a href=x>", {"href": "x"}),
        ("<a HREF = 'x y'>", {"href": "x y"}),
        ('<a href="x&amp;y" title=a&lt;b>', {"href": "x&y", "title": "a<b"}),
        ("<a b c=1 B=2>", {"b": "", "c": "1"}),
        ("<a one=1 one=2>", {"one": "1"}),
        ("<a/b=1/c=2>", {"b": "1/c=2"}),
        ("<a b='>' c>", {"b": ">", "c": ""}),
        ("<a =x>", {"x": ""}),
    ],
)
def test_the_first_of_repeated_attributes_counts_and_entities_are_read(source: str, attributes: dict[str, str]) -> None:
    (tag,) = (piece for piece in pieces(source) if isinstance(piece, Tag))
    assert tag.attributes == attributes


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("&eacute;&#233;&#xe9;", "ééé"),
        ("&amp;amp;", "&amp;"),
        ("&bogus; & so", "&bogus; & so"),
        ("&#0;&#x110000;", "\ufffd\ufffd"),
        ("&#99999999999999999999;", "\ufffd"),
        ("&#" + "9" * 10_000, "\ufffd"),
        ("&#150;", "–"),
    ],
)
def test_character_references_are_read_and_endless_ones_do_no_harm(text: str, read_as: str) -> None:
    assert unescaped(text) == read_as


def test_what_no_document_may_hold_is_left_out_and_the_rest_stays() -> None:
    assert printable("a\x00b\x1b[0m\ud800c\ufdd0\uffff\x85") == "ab[0mc\x85"
    kept = "tab\tline\nreturn\rno-break\xa0é e\u0301 \u202e 😀 \ufffd"
    assert printable(kept) == kept


@given(st.text(max_size=60))
def test_text_without_markup_comes_out_as_it_went_in(text: str) -> None:
    plain = text.replace("<", "").replace("&", "")
    assert "".join(read(plain)) == plain


@given(
    st.lists(
        st.sampled_from(["<", ">", "/", "!", "--", "'", '"', "=", "a", " ", "&#", ";", "script", "?", "\n"]),
        max_size=60,
    )
)
def test_no_markup_raises_and_no_tag_has_a_broken_name(parts: list[str]) -> None:
    for piece in pieces("".join(parts)):
        if isinstance(piece, Tag):
            assert piece.name[0].isalpha()
            assert piece.attributes is not None
            assert not set(piece.name) & set(" \n/>")


SHAPES = [
    "<",
    "<a ",
    "<a '",
    '<a "x',
    "<!--",
    "</",
    "<script>",
    "<p>",
    "&#",
    "&",
    "<a b=",
    "<style></styl",
    "<!-- -->",
    "<a '>",
]


@pytest.mark.parametrize("shape", SHAPES)
def test_s20_time_grows_with_the_length_and_not_with_its_square(shape: str, seconds: Seconds) -> None:
    source = shape * (200_000 // len(shape)) + ">"

    def read() -> None:
        for piece in pieces(source):
            assert isinstance(piece, str) or piece.attributes is not None

    assert seconds(read) < 3
