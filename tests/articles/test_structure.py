"""Any HTML built anew as a flat body, before the sanitiser sees it. What bodies become in the end: test_body.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.structure import BLOCKS, build
from tests.timing import Seconds


def kept(address: str) -> str:
    """Keeps addresses of this test's own site only."""
    return address if address.startswith("/kept/") else ""


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("", ""),
        ("   \n\t ", ""),
        ("One", "<p>One</p>"),
        # an item ends its own list's item, through whatever was left open in it
        (
            "<ul><li>One<blockquote>Two</li><li>Three</ul>",
            "<ul><li>One<blockquote>Two</blockquote></li><li>Three</li></ul>",
        ),
        ("<ul><li>One<blockquote>Two<li>Three</ul>", "<ul><li>One<blockquote>Two</blockquote></li><li>Three</li></ul>"),
        ("<ul><li>One<ol><li>Deep</ol>Up<li>Two</ul>", "<ul><li>One<ol><li>Deep</li></ol>Up</li><li>Two</li></ul>"),
        ("</li></ul></blockquote>One", "<p>One</p>"),
        ("<ul></li>One</ul>", "<ul><li>One</li></ul>"),
        ("<blockquote></ul>One</blockquote>", "<blockquote>One</blockquote>"),
        # cells, captions and other boxes part paragraphs
        ("<table><tr><td>One<td>Two</table>", "<p>One | Two</p>"),
        ("<figure><img src=x><figcaption>One</figcaption></figure>Two", "<p>One</p><p>Two</p>"),
        ("One<hr>Two", "<p>One</p><p>Two</p>"),
        ("<blockquote>One<div>Two</div></blockquote>", "<blockquote>One<p>Two</p></blockquote>"),
        # what vanishes, and what only looks as if it did
        ("<style>p{}</style><p>One<noscript>Two</noscript></p>", "<p>One</p>"),
        ("<video><p>Hidden</p></video>One", "<p>One</p>"),
        ("</svg>One", "<p>One</p>"),
        # links
        ("<a href=/kept/x>One</a> <a href=/else/>Two</a>", '<p><a href="/kept/x">One</a> Two</p>'),
        ("<a href=/kept/x>One <a href=/kept/y>Two</a>", '<p><a href="/kept/x">One </a><a href="/kept/y">Two</a></p>'),
        ("<a name=x>One</a>", "<p>One</p>"),
        # formats
        ("<strong><b>One</b></strong>", "<p><strong>One</strong></p>"),
        ("</b>One</i>", "<p>One</p>"),
        ("<p><b>One<br>Two</b></p>", "<p><strong>One<br>Two</strong></p>"),
        # quotations
        ("<q>One", "<p>“One</p>"),
        ("One</q>", "<p>One</p>"),
        ("<q>One <q>two</q></q> <q>three</q>", "<p>“One ‘two’” “three”</p>"),
    ],
)
def test_a_body_is_built_of_few_elements_well_nested(source: str, body: str) -> None:
    assert build(source, kept) == body


@pytest.mark.parametrize("deep", [1, 5, 40, 3000])
def test_depth_is_bounded_and_no_words_are_lost(deep: int) -> None:
    for name in ("blockquote", "ul><li", "div", "b"):
        body = build(f"<{name}>" * deep + "down" + "</blockquote></ul></div>" * deep + "up", kept)
        assert "down" in body
        assert body.endswith("</p>")
        assert body.count("<blockquote>") + body.count("<ul>") <= 12


@pytest.mark.parametrize(
    "shape",
    [
        "<b>x",
        "<span style='font-weight:700'>x",
        "<b>x<i>",
        "<p style='mso-list:level2'>x",
        "<p class=MsoListParagraph>\xa0",
        "<span style='mso-list:ignore'>",
        "<tr><td>x",
        "<table><tr><td>x<td>y",
        "</ul><div>",
        "<ul class=BulletListStyle1></ul>",
        "<del>",
        "<p style='display:none'>",
        "<a class=sdfootnoteanc>",
        "<ul><figure data-image=7>",
    ],
)
def test_s20_time_grows_with_the_length_of_what_is_pasted(shape: str, seconds: Seconds) -> None:
    assert seconds(lambda: build(shape * (150_000 // len(shape)) + "</b>", kept)) < 4


TAGS = "<p> </p> <ul> </ul> <ol> <li> </li> <blockquote> </blockquote> <b> </b> <i> <a/href=/kept/> </a> <h2> <pre> </pre>".split()


@given(
    st.lists(st.sampled_from([*TAGS, "word", " ", "\n", "<br>", "<q>", "</q>", "<td>", "<svg>", "</svg>"]), max_size=40)
)
def test_building_again_changes_nothing_and_no_element_is_new(parts: list[str]) -> None:
    body = build("".join(parts), kept)
    assert build(body, kept) == body
    names = {part.split(">")[0].split()[0] for part in body.split("<")[1:]}
    assert {name.removeprefix("/") for name in names} <= BLOCKS | {"strong", "em", "br", "a"}
