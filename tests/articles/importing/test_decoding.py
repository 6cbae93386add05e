"""Bytes to text."""

import pytest

from articles.importing.decoding import decode
from articles.importing.stories import UnreadableStory

WORDS = "“Ærlig talt,” said Brun – “no café.”\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
def test_marked_encodings_and_utf_8_are_certain(encoding: str) -> None:
    decoded = decode(WORDS.encode(encoding))
    assert decoded.text == WORDS
    assert decoded.warnings == ()


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"])
def test_both_byte_orders_are_read(mark: bytes) -> None:
    encoding = {2: "utf-16", 4: "utf-32"}[len(mark)] + ("-le" if mark[0] == 0xFF else "-be")
    assert decode(mark + WORDS.encode(encoding)).text == WORDS


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_shows_itself_by_its_zeros(encoding: str) -> None:
    decoded = decode(WORDS.encode(encoding))
    assert decoded.text == WORDS
    assert decoded.warnings == ("the encoding was taken to be UTF-16",)


def test_windows_1252_is_the_last_guess_and_told() -> None:
    decoded = decode(WORDS.encode("cp1252"))
    assert decoded.text == WORDS
    assert "Windows-1252" in decoded.warnings[0]


def test_stray_windows_bytes_in_utf_8_spoil_only_themselves() -> None:
    decoded = decode(WORDS.encode() * 3 + b"It\x92s\n")
    assert decoded.text == WORDS * 3 + "It’s\n"
    assert "in between" in decoded.warnings[0]


def test_a_utf_8_mark_before_other_bytes_is_no_promise() -> None:
    decoded = decode(b"\xef\xbb\xbfIt\x92s")
    assert decoded.text == "It’s"


def page(encoding: str, words: str, declared: str = "") -> bytes:
    return f'<meta charset="{declared or encoding}"><p>{words}</p>'.encode(encoding)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("windows-1251", "Привет"),
        ("shift_jis", "港は春に開く"),
        ("gb18030", "春天"),
        ("iso-8859-2", "Łódź"),
        ("big5", "春天"),
    ],
)
def test_a_page_is_read_as_it_says(encoding: str, words: str) -> None:
    decoded = decode(page(encoding, words), is_page=True)
    assert words in decoded.text
    assert decoded.warnings == ()


@pytest.mark.parametrize("declared", ["iso-8859-1", "latin1", "us-ascii", "windows-1252"])
def test_a_page_that_says_western_is_utf_8_or_windows_without_a_warning(declared: str) -> None:
    for encoding in ("utf-8", "cp1252"):
        decoded = decode(page(encoding, "“café”", declared), is_page=True)
        assert "“café”" in decoded.text
        assert decoded.warnings == ()


def test_a_page_that_is_not_what_it_says_is_guessed_and_told() -> None:
    decoded = decode(page("utf-8", "“Ærlig talt” ÿ", "euc-kr").replace(b"\xc3\xbf", b"\xff"), is_page=True)
    assert "says it is euc-kr" in decoded.warnings[0]


@pytest.mark.parametrize("declared", ["utf-8", "unicode_escape", "rot13", "idna", "utf-7", "no-such", "utf-16"])
def test_what_is_no_encoding_of_pages_is_not_believed(declared: str) -> None:
    assert "\\x41 +ADw- “café”" in decode(page("utf-8", "\\x41 +ADw- “café”", declared), is_page=True).text


def test_a_plain_text_says_nothing_of_itself() -> None:
    assert "“" in decode(page("utf-8", "“", "windows-1251")).text


@pytest.mark.parametrize(
    "content", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe \x00\n\x00", b"\x00\x00", b"\xef\xbb\xbf\n\x1a"]
)
def test_empty_files_are_told_so(content: bytes) -> None:
    with pytest.raises(UnreadableStory, match="empty"):
        decode(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04word/document.xml", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word"),
        (rb"{\rtf1\ansi Words}", "RTF"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"\x1f\x8b\x08", "archive"),
        (b"words\x00more", "zero bytes"),
        (b"\x00" * 50 + b"x" * 50, "zero bytes"),
        (bytes(range(1, 32)) * 4, "not text"),
        (b"\xff\xfe\x00\xd8\x00\x00", "damaged"),
        (b"\xff\xfe\x00\xd8", "damaged"),
        (b"a\x00" * 30 + b"\x00\xdcb\x00", "damaged"),
    ],
)
def test_what_is_not_text_is_told_with_what_to_do(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableStory, match=words) as refusal:
        decode(content)
    assert "Save it as plain text" in str(refusal.value)


def test_the_end_mark_of_old_systems_goes() -> None:
    assert decode(b"Words\x1a\x1a").text == "Words"
