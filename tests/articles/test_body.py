"""What a story's body may hold, what its text is, and marks put into it."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.body import (
    Mark,
    canonical_text,
    mark,
    pictures_in,
    sanitise,
    text_to_html,
    typed_to_html,
    with_pictures,
)
from tests.fuzzing import examples
from tests.timing import Seconds

ALLOWED = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "br", "a", "figure"}
BLOCK_PARENTS = {
    "li": {"ul", "ol"},
    "ul": {"", "li", "blockquote"},
    "ol": {"", "li", "blockquote"},
    "blockquote": {"", "li", "blockquote"},
    **{leaf: {"", "li", "blockquote"} for leaf in ("p", "h2", "h3", "h4")},
    "figure": {""},
}


class Inspector(HTMLParser):
    """An independent reading of what came out; fails on whatever a body may not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        if tag == "a":
            assert [name for name, _ in attrs] == ["href", "rel"]
            assert re.match(r"https?://[^/]|mailto:.|/(?![/\\])", attrs[0][1] or "", re.IGNORECASE)
            assert attrs[1][1] == "noopener"
            assert "a" not in self.open
        elif tag == "figure":
            assert [name for name, _ in attrs] == ["data-image"]
            assert re.fullmatch("[1-9][0-9]{0,17}", attrs[0][1] or "")
        else:
            assert attrs == []
        if tag in BLOCK_PARENTS:
            assert (self.open or [""])[-1] in BLOCK_PARENTS[tag]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        assert self.open, f"text outside of blocks: {data!r}"
        assert self.open[-1] not in ("ul", "ol", "figure")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def inspect(body: str) -> None:
    inspector = Inspector()
    inspector.feed(body)
    inspector.close()
    assert inspector.open == []
    assert "\x00" not in body
    assert not re.search(r"<(p|h[234]|li|ul|ol|blockquote|strong|em|a[^>]*)></", body), "an empty element"


VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>after",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script>if (a < b) '</p>'</script ><p>kept",
    "<script><!-- <script> --></script>alert(1)</script>",
    "<script/x>alert(1)</script/y>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' srcset='javascript:alert(1) 2x'>",
    "<img/src=x/onerror=alert(1)//",
    '<img src="x" alt="`><script>alert(1)</script>">',
    '<p title="</p><script>alert(1)</script>">words',
    "<p onclick=alert(1) style='background:url(javascript:1)' class=x id=y>words</p>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
    "<svg><foreignObject><p>words<iframe src=javascript:alert(1)></foreignObject></svg>",
    "<svg><desc><![CDATA[</desc><script>alert(1)</script>]]></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<template><template></template><img src=x onerror=alert(1)>",
    "<template shadowrootmode=open><slot onslotchange=alert(1)></template>",
    "<a href=javascript:alert(1)>words</a>",
    "<a href='java\tscript:alert(1)'>words</a>",
    "<a href='java&#10;script:alert(1)'>words</a>",
    "<a href='&#106;&#97;vascript&colon;alert(1)'>words</a>",
    "<a href='&#x6A avascript:alert(1)'>words</a>",
    "<a href=' \x01javascript:alert(1)'>words</a>",
    "<a href='JaVaScRiPt:alert(1)'>words</a>",
    "<a href='javascript&NewLine;:alert(1)'>words</a>",
    "<a href='vbscript:msgbox(1)'>words</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>words</a>",
    "<a href='feed:javascript:alert(1)'>words</a>",
    "<a href='view-source:http://evil.example/'>words</a>",
    "<a href='//evil.example/'>words</a>",
    "<a href='/\\evil.example/'>words</a>",
    "<a href='/\t/evil.example/'>words</a>",
    "<a href='https:evil.example'>words</a>",
    "<a href='https://'>words</a>",
    "<a href='http://[::1'>words</a>",
    "<a href='http://x.example:99999/'>words</a>",
    "<a href='http://x.example/\"onmouseover=\"alert(1)'>words</a>",
    "<a href=http://x.example/`onmouseover=alert(1)`>words</a>",
    "<a href='http://x.example' href='javascript:alert(1)'>words</a>",
    "<a href='javascript:alert(1)' href='http://x.example'>words</a>",
    "<a href>words</a><a href=''>more</a><a>still</a>",
    "<a href=http://a.example/><a href=http://b.example/>words</a></a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)>",
    "<object data=javascript:alert(1)><embed src=javascript:alert(1)></object>",
    "<base href=javascript:/><a href=/alert(1)>words</a>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=javascript:alert(1)>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<style><!--</style><script>alert(1)</script>-->",
    "<!--><script>alert(1)</script>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<!--- --!><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><?php echo '<script>' ?>",
    "<!DOCTYPE html [<!ENTITY x '<script>'>]>&x;",
    "<title><img src=x onerror=alert(1)></title>",
    "<textarea></p><script>alert(1)</script></textarea>",
    "<xmp><p title='</xmp><script>alert(1)</script>'></xmp>",
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "<table><td><form action=javascript:alert(1)><button formaction=javascript:alert(1)>words",
    "<details open ontoggle=alert(1)>words",
    "<video><source onerror=alert(1)></video>",
    "<x onclick=alert(1)>words</x><x-y is=z>more</x-y>",
    "<p/onclick=alert(1)/>words",
    "<p <script>alert(1)</script>",
    "<<script>alert(1);//<</script>",
    "<p\x00>wo\x00rds<scr\x00ipt>alert(1)</scr\x00ipt>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "<b><i><p></b>words</i><b>",
    "<em><strong><em><a href=http://x.example/>w<p>o</em>r<ul>d</strong>s",
    "<ul><ol><p>a<li>b<blockquote>c</ul>d</li></ol>e",
    "<li>a<li>b</ul><ul>c<h2>d",
    "</p></li></blockquote>words</strong></a>",
    "<p>a<table><tr><td>b<td>c</table>d",
    "<figure data-image=5 onclick=alert(1) class=x><img src=x onerror=alert(1)><figcaption>words</figcaption></figure>",
    "<figure data-image='5\"><script>alert(1)</script>'>words</figure>",
    "<figure data-image=javascript:1></figure><figure data-image=-1></figure><figure data-image=05></figure>",
    "<figure data-image=9999999999999999999999></figure><figure data-image=\u0665></figure><figure data-image='5 '>",
    "<ul><li>a<figure data-image=5></figure><blockquote>b<figure data-image=6>c",
    "<p data-image=5 style='font-weight:700;background:url(javascript:1)'><span style='font-weight:expression(1)'>words",
    "<p class=MsoListParagraph style='mso-list:l0 level9 lfo1'><b><script>alert(1)</script>words<ul><p style='mso-list:x'>w",
    "<table><tr><td><script>alert(1)</script>a<td><tr><td><table><tr><td>b<td>c<li>d</table>e",
    "<del>a<p>b</del>c</p><p style=display:none>d<p>e<li class=MsoCommentReference>f<li>g",
    "<a class=sdfootnoteanc href=javascript:alert(1)>1<a class=sdfootnotesym>2",
    "&#0;&#xD800;&#99999999999999999999;&#" + "9" * 5000 + ";",
    "\ud800\udfff\ufffe lone surrogates",
    "<a href='http://x.example/\ud800'>words</a>",
    "<p>" + "<blockquote><ul><li>" * 30 + "deep" + "</li></ul></blockquote>" * 30 + "up again",
    '<a title="',
    "<a href='",
    "<",
    "</",
    "<!",
    "&",
    "",
]


@pytest.mark.parametrize("vector", VECTORS)
def test_hostile_markup_leaves_nothing_but_the_elements_of_a_body(vector: str) -> None:
    body = sanitise(vector)
    inspect(body)
    assert sanitise(body) == body


TAGS = (
    "<p> </p> <h1> </h1> <h3> </h3> <h6> <ul> </ul> <ol> <li> </li> <blockquote> </blockquote> <b> </b> <em> </em> "
    "<i> <br> <br/> <div> </div> <a> </a> <svg> </svg> <script> </script> <!-- --> <pre> </pre> <q> </q> <td> <style> "
    "</style> <template> </template> <tr> </tr> <table> </table> <del> </del> <span> </span> <font/style=font-weight:700> "
    "<span/style=font-style:italic> <b/style=font-weight:normal> <figure/data-image=7> </figure> "
    "<p/style=mso-list:l0> <p/class=MsoListParagraph/style=mso-list:level2> <span/style=mso-list:Ignore> <p/style=display:none> "
    "<a/class=sdfootnoteanc> <ul/class=BulletListStyle1> <a/href='http://x.example/?a=1&amp;b=2'> <a/href=mailto:a@x.example>"
).split()
TEXTS = "&nbsp; &lt; &amp; &quot; &#8220; &bogus; < > \" ' & words “No,” 😀 e\u0301 \x00 \u2028".split(" ")
MARKUP = st.lists(
    st.one_of(st.sampled_from(TAGS), st.sampled_from([*TEXTS, "\n", "  ", "\t", "\xa0", "\r\n"]), st.text(max_size=4)),
    max_size=40,
).map("".join)


@examples(500)
@given(MARKUP)
@example("<ul><li>a<p></p>b</li></ul>")
@example("<li>a<div>b</div><div></div>c")
def test_sanitising_twice_is_sanitising_once(source: str) -> None:
    body = sanitise(source)
    inspect(body)
    assert sanitise(body) == body


@given(MARKUP)
def test_every_block_of_the_text_has_words_and_no_blank_line(source: str) -> None:
    text = canonical_text(sanitise(source))
    assert all(block.strip() for block in text.split("\n\n")) or text == ""
    assert "\n\n\n" not in text


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("<b>Bold</b> and <i>slanted</i>", "<p><strong>Bold</strong> and <em>slanted</em></p>"),
        ("<h1>One</h1><h5>Five</h5><h6>Six</h6>", "<h2>One</h2><h4>Five</h4><h4>Six</h4>"),
        ("<div>One<div>Two</div>Three</div>", "<p>One</p><p>Two</p><p>Three</p>"),
        ("Loose <h2>Head</h2> words", "<p>Loose</p><h2>Head</h2><p>words</p>"),
        ("<p>  A\n line\t of  words </p>", "<p>A line of words</p>"),
        ("<p>One<br><br>Two<br>Three<br></p>", "<p>One</p><p>Two<br>Three</p>"),
        ("<h2>One<br><br>Two</h2>", "<h2>One<br>Two</h2>"),
        ("<p></p><p>&nbsp;</p><p><br></p><ul><li> </li></ul>", ""),
        ("<ul>Loose<li>One<li>Two</ul>", "<ul><li>Loose</li><li>One</li><li>Two</li></ul>"),
        ("<ul><li>One<ul><li>Deep</ul>Up</ul>", "<ul><li>One<ul><li>Deep</li></ul>Up</li></ul>"),
        ("<ul><li>One<ol>Two</ol></ul>", "<ul><li>One<ol><li>Two</li></ol></li></ul>"),
        ("<ul><ul><li>Deep</ul></ul>", "<ul><li><ul><li>Deep</li></ul></li></ul>"),
        ("<li>No list", "<p>No list</p>"),
        ("<blockquote>Bare<p>One</p></blockquote>", "<blockquote>Bare<p>One</p></blockquote>"),
        ("<b>One<p>Two</b> three", "<p><strong>One</strong></p><p><strong>Two</strong> three</p>"),
        ("<p>One <b>not closed<p>Two", "<p>One <strong>not closed</strong></p><p>Two</p>"),
        ("<p>O<b>n<i>e</b> t</i>wo", "<p>O<strong>n<em>e</em></strong><em> t</em>wo</p>"),
        ("<b><p>One</p><p>Two</p></b>", "<p><strong>One</strong></p><p><strong>Two</strong></p>"),
        ("<ul><li><b>Open</ul><p>Not bold", "<ul><li><strong>Open</strong></li></ul><p>Not bold</p>"),
        ("<p>He said <q>no, <q>never</q></q>.", "<p>He said “no, ‘never’”.</p>"),
        ("<pre>One\nline\n\nTwo</pre>after</pre>", "<p>One<br>line</p><p>Two</p><p>after</p>"),
        ("<br>One", "<p>One</p>"),
        ("<span style='font-weight:700'>O<span>n</span>e</span> two", "<p><strong>One</strong> two</p>"),
        (
            "<b>One <span style='FONT-WEIGHT: 400'>two</span> three</b>",
            "<p><strong>One </strong>two<strong> three</strong></p>",
        ),
        ("<b style='mso-bidi-font-weight:normal'>One</b>", "<p><strong>One</strong></p>"),
        ("<p style='display:none'>No<p>One</p>", "<p>One</p>"),
        ("<p>One<del>Two", "<p>OneTwo</p>"),
        ("<p>One <del>two</del><ins>three</ins> <s>four</s></p>", "<p>One three four</p>"),
        ("<ul><li>One</li><ul><li>Two</ul><li>Three</ul>", "<ul><li>One<ul><li>Two</li></ul></li><li>Three</li></ul>"),
        ("<table><tr><td>One<br>Two<td>Three</table>", "<p>One<br>Two</p><p>Three</p>"),
        ("<table><tr><th>One<th> <th><p>Two</p></tr></table>", "<p>One | Two</p>"),
        ("<table><tr><td>One<td><ul><li>Two</ul></table>", "<p>One</p><ul><li>Two</li></ul>"),
        (f"<table><tr><td>One<td>{'word ' * 50}</table>", f"<p>One</p><p>{('word ' * 50).strip()}</p>"),
        ("<p class=MsoListParagraph>Only indented", "<p>Only indented</p>"),
        (
            "<p class=MsoListParagraph>·&nbsp; One<p class=MsoListParagraph>·&nbsp; Two<p>·&nbsp; Three",
            "<ul><li>One</li><li>Two</li></ul><p>·&nbsp; Three</p>",
        ),
        ("<p>One<figure data-image=7><img src=x></figure>two", '<p>One</p><figure data-image="7"></figure><p>two</p>'),
        (
            "<ul><li>One<figure data-image=7></figure><li>Two</ul>Three",
            '<ul><li>One</li><li>Two</li></ul><figure data-image="7"></figure><p>Three</p>',
        ),
        ("<figure data-image=x><figcaption>Words</figcaption></figure>", "<p>Words</p>"),
        ("<svg>never closed <p>One", "<p>never closed</p><p>One</p>"),
        ("<svg><svg>hidden</svg><p>One", "<p>One</p>"),
        ("<p>a < b & c > d</p>", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("<script>never closed <p>One", ""),
        (
            "<a href=' HTTPS://x.example/a b?c=d&amp;e=f '>One</a>",
            '<p><a href="HTTPS://x.example/a%20b?c=d&amp;e=f" rel="noopener">One</a></p>',
        ),
        ("<a href='/articles/'>One</a>", '<p><a href="/articles/" rel="noopener">One</a></p>'),
        ("<a href='ftp://x.example/'>One</a>", "<p>One</p>"),
    ],
)
def test_what_editors_paste_becomes_plain_paragraphs(source: str, body: str) -> None:
    assert sanitise(source) == body


def test_lists_that_are_too_deep_become_paragraphs_and_end_where_they_end() -> None:
    deep = 20
    body = sanitise("<blockquote>" * deep + "down" + "</blockquote>" * deep + "up")
    assert body.count("<blockquote>") == 12
    assert body.endswith("</blockquote><p>up</p>")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("", ""),
        ("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree"),
        ("<h2>Head</h2>\n<p>One</p>\n", "Head\n\nOne"),
        ("<p>A &amp; B &lt;c&gt;&nbsp;“d”</p>", "A & B <c>\xa0“d”"),
        ("<ul><li>One<ul><li>Two</li></ul>Three</li></ul>", "One\n\nTwo\n\nThree"),
        ("<blockquote><p>One</p><p>Two</p></blockquote>", "One\n\nTwo"),
        ("<ul><li><p>One</p></li><li>Two</li></ul>", "One\n\nTwo"),
        ('<p>One <strong>two</strong> <a href="/">three</a></p>', "One two three"),
        ("<p>😀e\u0301 two</p>", "😀e\u0301 two"),
        ("never sanitised &amp;", "never sanitised &"),
    ],
)
def test_the_text_is_that_of_the_innermost_blocks(body: str, text: str) -> None:
    assert canonical_text(body) == text


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        ("One\r\ntwo\r\n\r\nThree", "<p>One<br>two</p><p>Three</p>"),
        ("\n\nOne <b>two</b>\n \n\n3 < 4 & AT&T\n", "<p>One <strong>two</strong></p><p>3 &lt; 4 &amp; AT&amp;T</p>"),
        ("<p>One\n\ntwo</p>", "<p>One two</p>"),
        ("One<br>two\n\nthree", "<p>One<br>two three</p>"),
        (" \n ", ""),
    ],
)
def test_what_is_typed_without_the_editor_is_read_by_its_lines(typed: str, body: str) -> None:
    assert sanitise(typed_to_html(typed)) == body


BODY_WITH_PICTURES = '<p>One</p><figure data-image="7"></figure><p>Two</p><figure data-image="30"></figure><figure data-image="7"></figure>'


def test_pictures_are_no_text_and_move_no_anchor() -> None:
    assert canonical_text(BODY_WITH_PICTURES) == canonical_text("<p>One</p><p>Two</p>") == "One\n\nTwo"
    marked = mark(BODY_WITH_PICTURES, [st_mark((5, 8))])
    assert marked == BODY_WITH_PICTURES.replace("Two", '<mark id="st-1">Two</mark>')


def test_a_body_names_its_pictures_and_they_are_put_in() -> None:
    assert pictures_in(BODY_WITH_PICTURES) == [7, 30]
    assert pictures_in('<p>&lt;figure data-image="7"&gt;&lt;/figure&gt;</p>') == []
    assert with_pictures(BODY_WITH_PICTURES, lambda number: f"[{number}]") == "<p>One</p>[7]<p>Two</p>[30][7]"


def test_plain_text_becomes_paragraphs() -> None:
    assert text_to_html("One\ntwo\n \n\n\nA < B\n") == "<p>One<br>two</p><p>A &lt; B</p>"


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), max_size=5))
def test_plain_text_is_the_text_of_its_body(paragraphs: list[str]) -> None:
    assert canonical_text(text_to_html("\n\n".join(paragraphs))) == "\n\n".join(paragraphs)


# Marks


def st_mark(*segments: tuple[int, int], name: str = "1", after: str = "", before: str = "") -> Mark:
    return Mark(segments, f'<mark id="st-{name}">', "<mark>", "</mark>", after, before)


def place(text: str, *words: str) -> tuple[tuple[int, int], ...]:
    return tuple((text.index(part), text.index(part) + len(part)) for part in words)


@pytest.mark.parametrize(
    ("body", "words", "marked"),
    [
        ("<p>He said no.</p>", ["said no"], '<p>He <mark id="st-1">said no</mark>.</p>'),
        (
            "<p>“A &amp; B,” he said, “&lt;C&gt;.”</p>",
            ["A & B", "<C>"],
            '<p>“<mark id="st-1">A &amp; B</mark>,” he said, “<mark>&lt;C&gt;</mark>.”</p>',
        ),
        (
            "<p>One <strong>two three</strong> four</p>",
            ["ne two th"],
            '<p>O<mark id="st-1">ne </mark><strong><mark>two th</mark>ree</strong> four</p>',
        ),
        (
            "<p>One</p>\n<p>Two<br>three</p>",
            ["e\n\nTwo\nth"],
            '<p>On<mark id="st-1">e</mark></p>\n<p><mark>Two</mark><br><mark>th</mark>ree</p>',
        ),
        ("<p>One</p><p>Two</p>", ["\n\n"], "<p>One</p><p>Two</p>"),
    ],
)
def test_the_words_of_a_statement_are_wrapped(body: str, words: list[str], marked: str) -> None:
    assert mark(body, [st_mark(*place(canonical_text(body), *words))]) == marked


def test_overlapping_statements_nest() -> None:
    body = "<p>One two three</p>"
    marked = mark(body, [st_mark((0, 7), name="1"), st_mark((4, 13), name="2")])
    assert marked == ('<p><mark id="st-1">One <mark id="st-2">two</mark></mark><mark> three</mark></p>')


def test_the_wider_of_two_statements_that_begin_together_is_outside() -> None:
    marked = mark("<p>One two</p>", [st_mark((0, 3), name="1"), st_mark((0, 7), name="2")])
    assert marked == '<p><mark id="st-2"><mark id="st-1">One</mark> two</mark></p>'


def test_overlapping_segments_of_one_statement_are_one_and_empty_ones_none() -> None:
    marked = mark("<p>One two</p>", [st_mark((2, 5), (0, 3), (6, 6), (100, 200))])
    assert marked == '<p><mark id="st-1">One t</mark>wo</p>'


def test_what_follows_a_statement_stands_behind_its_last_piece() -> None:
    marked = mark("<p>One two</p><p>Three</p>", [st_mark((0, 3), (9, 14), after="[>]")])
    assert marked == '<p><mark id="st-1">One</mark> two</p><p><mark>Three</mark>[>]</p>'


def test_what_comes_before_statements_stands_before_all_that_begin_there() -> None:
    one, other = st_mark((4, 7), (9, 14), name="1", before="[1]"), st_mark((4, 7), name="2", before="[2]")
    assert mark("<p>One two</p><p>Three</p>", [one, other]) == (
        '<p>One [1][2]<mark id="st-1"><mark id="st-2">two</mark></mark></p><p><mark>Three</mark></p>'
    )


def test_what_comes_before_a_statement_stands_before_the_link_it_begins_in() -> None:
    body = '<p>Go <a href="https://a.example/" rel="noopener">on and on</a> now</p>'
    marked = mark(body, [st_mark((6, 13), name="1", before="[1]"), st_mark((10, 16), name="2", before="[2]")])
    link = '<a href="https://a.example/" rel="noopener">'
    assert marked.startswith(f"<p>Go [1][2]{link}on <mark")
    assert re.sub(r"</?mark[^>]*>|\[\d\]", "", marked) == body


def test_what_follows_an_inner_statement_stands_inside_the_outer_one() -> None:
    marks = [st_mark((0, 7), name="1", after="[1]"), st_mark((0, 3), name="2", after="[2]")]
    assert mark("<p>One two</p>", marks) == ('<p><mark id="st-1"><mark id="st-2">One</mark>[2] two</mark>[1]</p>')


def test_what_follows_a_statement_stands_behind_the_link_it_ends_in() -> None:
    body = '<p>One <a href="/x">two <em>three</em> four</a> five</p><p><a href="/y">Six</a></p>'
    text = canonical_text(body)
    marked = mark(
        body, [st_mark(*place(text, "three"), after="[>]"), st_mark(*place(text, "Six"), name="2", after="[2]")]
    )
    assert marked == (
        '<p>One <a href="/x">two <em><mark id="st-1">three</mark></em> four</a>[>] five</p>'
        '<p><a href="/y"><mark id="st-2">Six</mark></a>[2]</p>'
    )


def test_no_marks_change_nothing() -> None:
    assert mark("<p>One</p>", []) == "<p>One</p>"


class Reader(HTMLParser):
    """Collects the texts inside every mark's pieces; fails when the tags are not well nested."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen = [""] * count
        self.identified: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if "id" in values:
            assert values["n"] not in self.identified
            assert self.seen[int(values["n"])] == ""
            self.identified.append(values["n"])
        if tag != "br":
            self.open.append(f"m{values['n']}" if tag == "m" else tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[: len(tag)] == tag

    def handle_data(self, data: str) -> None:
        marks = [one for one in self.open if re.fullmatch(r"m\d+", one)]
        assert len(marks) == len(set(marks))
        assert self.open[len(self.open) - len(marks) :] == marks, "marks stand inside of the elements"
        for one in marks:
            self.seen[int(one[1:])] += data


@examples(500)
@given(MARKUP, st.data())
def test_marks_hold_exactly_their_words_and_change_nothing_else(source: str, data: st.DataObject) -> None:
    body = sanitise(source)
    text = canonical_text(body)
    offsets = st.integers(0, len(text))
    chosen = data.draw(st.lists(st.lists(offsets, max_size=6), max_size=5))
    marks = []
    for number, borders in enumerate(chosen):
        borders = sorted(set(borders))[: len(set(borders)) // 2 * 2]
        segments = tuple(zip(borders[::2], borders[1::2], strict=True))
        marks.append(
            Mark(segments, f'<m n="{number}" id="x">', f'<m n="{number}">', "</m>", before_first=f'<m of="{number}">')
        )
    marked = mark(body, marks)
    assert re.sub(r"</?m\b[^>]*>", "", marked) == body
    noted = re.findall(r'<m of="(\d+)">', marked)
    assert sorted(noted) == sorted(set(re.findall(r'<m n="(\d+)" id', marked)))
    marked = re.sub(r'<m of="\d+">', "", marked)
    reader = Reader(len(marks))
    reader.feed(marked)
    reader.close()
    for number, one in enumerate(marks):
        words = "".join(text[start:end] for start, end in one.segments)
        assert reader.seen[number] == _without_separators(body, text, one.segments), words


def _without_separators(body: str, text: str, segments: tuple[tuple[int, int], ...]) -> str:
    """The words of segments without what is no text of the HTML: blank lines between blocks and line breaks."""
    between = {at for found in re.finditer("\n", text) for at in range(*found.span())}
    return "".join(text[at] for start, end in segments for at in range(start, end) if at not in between)


SHAPES = (
    '<div>|<blockquote>x|<blockquote></li>|<ul><li>|<b><p>x|<a href=http://x.example>x<p>|<!--|<![|<a "|<a a=\'">|<|&#'
    "|&#9|<svg>|<script>|<font size=1>x<p>|<br>x| |\n|😀|<q>"
).split("|")


@pytest.mark.parametrize("shape", SHAPES)
def test_s20_time_grows_with_the_length_and_not_with_its_square(shape: str, seconds: Seconds) -> None:
    def run(count: int) -> float:
        return min(seconds(lambda: canonical_text(sanitise(shape * count))) for _ in range(2))

    assert run(12_000) < 8 * run(3_000) + 0.5


def test_s20_many_marks_on_a_long_story_take_no_quadratic_time(seconds: Seconds) -> None:
    def run(count: int) -> float:
        body = "<p>" + "Words &amp; <em>more</em> words. " * count + "</p>"
        marks = [st_mark((at * 10, at * 10 + 15)) for at in range(count)]
        return seconds(lambda: mark(body, marks))

    assert run(4_000) < 8 * run(1_000) + 0.5
