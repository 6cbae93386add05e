"""Whatever bytes come, a parser answers with stories or with its documented error, and with nothing else.

For every parser bytes without sense, and samples that were valid until something was cut, doubled or changed.
"""

import io
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body import canonical_text, sanitise
from articles.importing.feeds import read_feed
from articles.importing.markdown import read_markdown
from articles.importing.ninjs import read_ninjs
from articles.importing.reading import fingerprint
from articles.importing.stories import LeftOut, Reader, Received, Unread, UnreadableStory
from articles.importing.word import read_word
from articles.importing.wordpress import read_wordpress
from tests.articles.importing.packing import packed, parts_of
from tests.fuzzing import examples

ARCHIVES = Path(__file__).parent / "archives"


def sample(name: str) -> bytes:
    return (ARCHIVES / name).read_bytes()


def read_all(read: Reader, content: bytes) -> None:
    """Raises whatever a parser may not raise, and AssertionError for what is no story."""
    with suppress(UnreadableStory):
        for found in read(io.BytesIO(content)):
            assert isinstance(found, Received | Unread | LeftOut)
            if isinstance(found, Received):
                story = found.story
                assert story.headline
                assert canonical_text(story.body).strip()
                assert sanitise(story.body) == story.body
                assert fingerprint(story)
                assert 0 <= story.lead <= len(story.pictures)


@st.composite
def spoilt(draw: Callable[..., object], valid: tuple[bytes, ...], words: tuple[bytes, ...]) -> bytes:
    """A valid sample in which a few pieces are cut out, doubled, or replaced by what the format means something by."""
    content = draw(st.sampled_from(valid))
    assert isinstance(content, bytes)
    for _ in range(draw(st.integers(1, 4))):  # type: ignore[call-overload]
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + draw(st.sampled_from([0, 1, 3, 40, 2000])))))  # type: ignore[operator]
        put = draw(
            st.one_of(st.just(b""), st.binary(max_size=6), st.sampled_from(words), st.just(content[start:end] * 2))
        )
        content = content[:start] + put + content[end:]  # type: ignore[operator,misc]
    return content


XML_WORDS = (
    b"<item>", b"</item>", b"<![CDATA[", b"]]>", b"&amp;", b"&x;", b"<a:b>", b"<!DOCTYPE x>", b"\x00", b"\x0b", b"\xff\xfe", b"<entry",
    b"[caption]", b"[/caption]", b"[gallery]", b"<!-- wp:x -->", b"<figure>", b"<img src='x' class='wp-image-31'>", b"<p>", b"publish",
)  # fmt: skip


@examples(150)
@given(st.one_of(st.binary(max_size=200), spoilt((sample("harbour.wordpress.xml"),), XML_WORDS)))
def test_a_wordpress_export(content: bytes) -> None:
    read_all(read_wordpress, content)


@examples(200)
@given(
    st.one_of(
        st.binary(max_size=200),
        spoilt((sample("old-site.rss"), sample("council.atom"), sample("site.rdf.xml")), XML_WORDS),
    )
)
def test_a_feed(content: bytes) -> None:
    read_all(read_feed, content)


JSON_WORDS = (
    b"null", b"[]", b"{}", b"{", b"[", b"[[[[", b'"', b",", b":", b"1e999", b"9" * 400, b"NaN", b'"\\ud800"', b"\n", b"true", b'"picture"',
    b'"body_text"', b'"headlines"', b'"renditions"', b'"width"',
)  # fmt: skip
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=8)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
items = st.dictionaries(
    st.sampled_from(
        "type headline headlines body_text bodies body_xhtml associations renditions uri language by byline subject pubstatus".split()
    ),
    st.one_of(values, st.text(max_size=30)),
)


@examples(300)
@given(
    st.one_of(
        st.binary(max_size=200),
        items.map(lambda item: json.dumps(item).encode()),
        spoilt((sample("version-1.ninjs.json"), sample("version-3.ninjs.json"), sample("wire.jsonl")), JSON_WORDS),
    )
)
def test_a_file_of_ninjs(content: bytes) -> None:
    read_all(read_ninjs, content)


MARKDOWN_WORDS = (
    b"---\n", b"+++\n", b"# ", b"![", b"](", b")", b"|", b"> ", b"`", b"```", b"*", b"_", b"<div>", b"&#0;", b": ", b"- ", b"[", b"{",
    b"&a", b"*a", b"!!python/object:os.system", b"\t", b"date: ", b"image: ", b"\r\n", b"<<: *a",
)  # fmt: skip


@examples(300)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(st.sampled_from(MARKDOWN_WORDS), max_size=20).map(b"".join),
        spoilt((sample("island.md"), sample("draft.md")), MARKDOWN_WORDS),
    )
)
def test_a_markdown_file(content: bytes) -> None:
    read_all(read_markdown, content)


PARTS = parts_of()
WORD_WORDS = (
    b"<w:p>", b"</w:p>", b"<w:tbl>", b"<w:r>", b'r:embed="rId9"', b"rId4", b"../../x", b"<!DOCTYPE a>", b"", b"&lt;", b"<w:sym w:char='x'/>",
    b"<w:numPr>", b"http://x.example/", b"<w:gridSpan w:val='x'/>", b"<w:sz w:val='x'/>",
)  # fmt: skip


@examples(200)
@given(
    st.one_of(
        st.binary(max_size=100).map(lambda content: b"PK\x03\x04" + content),
        spoilt((packed(PARTS),), (b"\x00", b"PK\x03\x04", b"\xff\xff\xff\xff")),
        st.sampled_from(sorted(PARTS)).flatmap(
            lambda name: spoilt((PARTS[name],), WORD_WORDS).map(lambda part: packed({**PARTS, name: part}))
        ),
        st.sampled_from(sorted(PARTS)).map(lambda name: packed({key: PARTS[key] for key in PARTS if key != name})),
    )
)
def test_a_word_document(content: bytes) -> None:
    read_all(read_word, content)


@pytest.mark.parametrize("read", [read_wordpress, read_feed, read_ninjs, read_markdown, read_word])
def test_an_empty_file_holds_no_story(read: Reader) -> None:
    with suppress(UnreadableStory):
        assert list(read(io.BytesIO(b""))) == []
