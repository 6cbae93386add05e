"""Word documents: what is a story in them, and packages that are none or mean harm."""

import io
import zipfile
from pathlib import Path

import pytest

from articles.importing import word
from articles.importing.stories import Received, Story, UnreadableStory
from articles.importing.text import read_text
from articles.importing.word import read_word
from tests.articles.importing.packing import packed, parts_of

PARTS = parts_of()
BODY = PARTS["word/document.xml"].decode()


def read(content: bytes) -> Story:
    (found,) = read_word(io.BytesIO(content))
    assert isinstance(found, Received)
    return found.story


def with_body(paragraphs: str) -> bytes:
    start, end = BODY.index("<w:body>") + 8, BODY.index("</w:body>")
    return packed({**PARTS, "word/document.xml": f"{BODY[:start]}{paragraphs}{BODY[end:]}".encode()})


def test_deleted_words_are_no_part_of_the_story_and_inserted_ones_are() -> None:
    body = read(packed(PARTS)).body
    assert "rotten" not in body
    assert "Water Minister Liv Strand" in body


def test_without_a_title_the_headline_is_made_as_elsewhere() -> None:
    story = read(with_body("<w:p><w:r><w:t>The dikes hold. They are old.</w:t></w:r></w:p>"))
    assert (story.headline, story.warnings) == (
        "The dikes hold",
        ("the headline was made from the first sentence",),
    )


def paragraphs(*texts: str, first_style: str = "") -> str:
    style = f'<w:pPr><w:pStyle w:val="{first_style}"/></w:pPr>' if first_style else ""
    return "".join(
        f"<w:p>{style if number == 0 else ''}<w:r><w:t>{text}</w:t></w:r></w:p>" for number, text in enumerate(texts)
    )


WIRE = (
    "Council puts off the harbour levy",
    "By Mara Quill, Staff Writer",
    "PORT ELISE, Oct. 2 — The council put off the levy on Friday.",
    "It was to pay for the breakwater.",
)


def test_a_document_without_styles_reads_like_one_with_a_title_and_like_plain_text() -> None:
    story = read(with_body(paragraphs(*WIRE)))
    assert (story.headline, story.bylines, story.dateline) == (WIRE[0], ("Mara Quill",), "PORT ELISE, Oct. 2")
    assert story.body == "<p>The council put off the levy on Friday.</p><p>It was to pay for the breakwater.</p>"
    assert story == read(with_body(paragraphs(*WIRE, first_style="Title")))
    assert story == read_text("\n\n".join(WIRE))


@pytest.mark.parametrize(
    "sentence",
    [
        "The council put off the harbour levy on Friday.",
        "“We will not tax the boats this year,” Mayor Ines Falk said.",
        "Mayor Ines Falk said: “We will not tax the boats this year.”",
        "The council decided on the following:",
        "The council put off the harbour levy on Friday " + "and talked about it " * 10,
    ],
)
def test_a_first_paragraph_that_reads_like_a_sentence_of_the_story_stays_in_it(sentence: str) -> None:
    story = read(with_body(paragraphs(sentence, "It was to pay for the breakwater.")))
    assert sentence.strip() in story.body
    assert story.warnings == ("the headline was made from the first sentence",)


def test_a_headline_with_a_full_stop_over_a_byline_is_one() -> None:
    story = read(with_body(paragraphs(f"{WIRE[0]}.", *WIRE[1:])))
    assert (story.headline, story.bylines) == (WIRE[0], ("Mara Quill",))
    assert WIRE[0] not in story.body


def test_a_picture_on_another_server_is_not_fetched_and_is_told() -> None:
    assert read(packed(PARTS)).warnings == ("a picture was left out: it is not inside the document",)


def test_a_document_without_words_is_no_story() -> None:
    with pytest.raises(UnreadableStory, match="no text"):
        read(with_body("<w:p/>"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xd0\xcf\x11\xe0 an old one", "save it as one"),
        (packed({"a.txt": b"x"}), "no Word document"),
        (packed({**PARTS, "../evil.xml": b"<a/>"}), "leads out"),
        (packed({**PARTS, "/etc/evil.xml": b"<a/>"}), "leads out"),
        (packed({**PARTS, "word\\..\\..\\evil": b"x"}), "leads out"),
        (packed({**PARTS, "word/styles.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "entities"),
        (packed({**PARTS, "word/styles.xml": b"\xff\xfe" + "<!DOCTYPE a>".encode("utf-16-le")}), "entities"),
        (packed({**PARTS, "word/styles.xml": b" " * (256 * 1024 - 4) + b"<!DOCTYPE a>"}), "entities"),
        (packed(PARTS)[:-40], "damaged"),
        (packed({**PARTS, "word/document.xml": b"<w:document"}), "damaged"),
        (packed({name: part for name, part in PARTS.items() if name != "word/document.xml"}), "damaged"),
    ],
)
def test_what_is_no_harmless_document_is_refused_with_words(content: bytes, told: str) -> None:
    with pytest.raises(UnreadableStory, match=told):
        read(content)


def with_main_part(name: str, content: bytes) -> bytes:
    """A document whose text is not called as it is used to be."""
    parts = {**PARTS, "_rels/.rels": PARTS["_rels/.rels"].replace(b"word/document.xml", name.encode())}
    folder, _, last = name.rpartition("/")
    parts[f"{folder}/_rels/{last}.rels"] = parts.pop("word/_rels/document.xml.rels").replace(b"media/", b"/word/media/")
    del parts["word/document.xml"]
    return packed({**parts, name: content})


@pytest.mark.parametrize("name", ["word/document.bin", "word/media/drawing.svg", "word/media/gate.png"])
def test_what_is_read_as_xml_is_looked_through_whatever_it_is_called(name: str) -> None:
    _, _, rest = BODY.partition("?>")
    assert "Water Minister" in read(with_main_part(name, rest.encode())).body
    for declared in (
        "<!DOCTYPE a [<!ENTITY b 'c'>]>",
        " " * 300_000 + "<!DOCTYPE a [<!ENTITY b 'c'>]>",
        "<!--" + " " * 300_000 + "--><!ENTITY",
    ):
        with pytest.raises(UnreadableStory, match="entities"):
            read(with_main_part(name, (declared + rest).encode()))
    with pytest.raises(UnreadableStory, match="entities"):
        read(with_main_part(name, ("<!DOCTYPE a [<!ENTITY b 'c'>]>" + rest).encode("utf-16")))
    with pytest.raises(UnreadableStory, match="more pieces"):
        read(with_main_part(name, b"<a>" + b"<b/>" * 100_001))


def test_drawings_and_tables_that_lie_in_a_document_do_not_stop_it() -> None:
    drawing = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg/>'
    table = b"PK\x03\x04" + b"<" * 200_000 + bytes(9 * 1024**2)
    content = packed({**PARTS, "word/media/drawing.svg": drawing, "word/embeddings/table.xlsx": table})
    assert "Water Minister" in read(content).body


def test_a_package_that_unpacks_to_more_than_a_story_is_refused_while_it_unpacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = packed({**PARTS, "word/media/zeros.png": bytes(word.MAX_PICTURE + 1)})
    assert len(bomb) < 100_000
    with pytest.raises(UnreadableStory, match="unpacks to more"):
        read(bomb)
    with pytest.raises(UnreadableStory, match="unpacks to more"):
        read(packed({**PARTS, "word/comments.xml": b"<a>" + bytes(9 * 1024**2) + b"</a>"}))
    monkeypatch.setattr(word, "_MAX_UNPACKED", 300_000)
    with pytest.raises(UnreadableStory, match="unpacks to more"):
        read(packed({**PARTS, **{f"word/media/{number}.png": bytes(100_000) for number in range(4)}}))


def test_a_package_that_lies_about_its_sizes_is_counted_all_the_same(tmp_path: Path) -> None:
    bomb = bytearray(packed({**PARTS, "word/zeros.xml": bytes(9 * 1024**2)}))
    with zipfile.ZipFile(io.BytesIO(bytes(bomb))) as package:
        size = package.getinfo("word/zeros.xml").file_size.to_bytes(4, "little")
    lie = bytes(bomb).replace(size, (10).to_bytes(4, "little"))
    assert lie != bytes(bomb)
    with pytest.raises(UnreadableStory):
        read(lie)


@pytest.mark.parametrize("many", ["<w:p/>" * 100_001, "<w:p a='' b='' c='' d='' e=''/>" * 80_001])
def test_a_small_document_of_endless_elements_is_refused_before_it_is_read(
    many: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word.mammoth, "convert_to_html", lambda *_, **__: pytest.fail("it was read"))
    small = with_body(many)
    assert len(small) < 30_000
    with pytest.raises(UnreadableStory, match="more pieces than a story has"):
        read(small)


def test_the_elements_of_all_parts_are_counted_together() -> None:
    with pytest.raises(UnreadableStory, match="more pieces"):
        read(
            packed({**PARTS, **{f"word/{name}.xml": b"<a/>" * 40_000 for name in ("comments", "styles", "footnotes")}})
        )


def test_a_locked_document_is_refused() -> None:
    content = bytearray(packed(PARTS))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    with pytest.raises(UnreadableStory, match="locked"):
        read(bytes(content))


def test_a_document_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "MAX_BYTES", 100)
    with pytest.raises(UnreadableStory, match="larger than"):
        read(packed(PARTS))
