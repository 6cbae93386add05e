"""Bytes of unknown encoding to text, without guessing more than can be known."""

import codecs
import re
from dataclasses import dataclass

from articles.importing.stories import UnreadableStory

# The longest first: UTF-32 begins with what could be UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# The name under which codecs take single bytes amid UTF-8 as Windows-1252.
ODD_BYTES = "articles-windows-1252"

_AS_TEXT = "Save it as plain text (UTF-8) or as a web page and import that."
_BEGINNINGS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word or other packed document"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
    (b"\x1f\x8b", "a packed archive"),
    (b"BZh", "a packed archive"),
    (b"7z\xbc\xaf", "a packed archive"),
    (b"Rar!", "a packed archive"),
    (b"%!PS", "a PostScript document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)

# What a page may say of itself. Not every codec of Python is an encoding of pages: "unicode_escape" is not.
_DECLARED = re.compile(rb"""<(?:meta|\?xml)\b[^>]{0,300}?\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_PAGE_ENCODINGS = re.compile(
    r"utf-8|cp125\d|cp949|cp932|iso8859-\d+|koi8-[ru]|shift_jis|euc_jp|euc_kr|gbk|gb2312|gb18030|big5|mac-roman|ascii"
)
_WESTERN = ("iso8859-1", "iso8859-15", "cp1252", "ascii")

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd\ufffe\uffff]")


@dataclass(frozen=True)
class Decoded:
    text: str
    warnings: tuple[str, ...] = ()


def decode(content: bytes, is_page: bool = False) -> Decoded:
    """The text of a file: by its byte order mark, by what a page says of itself, as UTF-8, UTF-16, Windows-1252.

    Raises UnreadableStory for what is empty or not text.
    """
    if not content.strip(b"\x00 \t\r\n\x0c\x1a"):
        raise UnreadableStory("The file is empty.")
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            raise UnreadableStory(f"This is {kind}, not text. {_AS_TEXT}")
    decoded = _decoded(content, is_page)
    text = decoded.text.rstrip("\x1a")
    if not text.strip("\ufeff \t\r\n\x0c"):
        raise UnreadableStory("The file is empty.")
    if len(_CONTROL.findall(text)) * 50 > len(text):
        raise UnreadableStory(f"This is not text. {_AS_TEXT}")
    return Decoded(text, decoded.warnings)


def _decoded(content: bytes, is_page: bool) -> Decoded:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            content = content.removeprefix(mark)
            if encoding == "utf-8":
                break
            try:
                return Decoded(content.decode(encoding))
            except UnicodeDecodeError:
                raise UnreadableStory(f"The file begins as {encoding[:6].upper()} but is damaged. {_AS_TEXT}") from None
    if b"\x00" in content:
        return _utf_16(content)
    if is_page and (declared := _DECLARED.search(content[:4096])):
        return _as_declared(content, declared[1].decode("ascii", "replace"))
    return _undeclared(content)


def _utf_16(content: bytes) -> Decoded:
    """UTF-16 without a mark shows itself by zero bytes: every second one, in most languages' spaces and stops."""
    even, odd = content[0::2].count(0), content[1::2].count(0)
    most = max(even, odd)
    if most < 3 or min(even, odd) * 20 > most or most * 20 < len(content):
        raise UnreadableStory(f"The file holds zero bytes: it is not text. {_AS_TEXT}")
    try:
        return Decoded(
            content.decode("utf-16-le" if odd > even else "utf-16-be"),
            ("the encoding was taken to be UTF-16",),
        )
    except UnicodeDecodeError:
        raise UnreadableStory(f"The file looks like UTF-16 but is damaged. {_AS_TEXT}") from None


def page_encoding(name: str) -> str:
    """Python's name for what a page or an XML file says of its encoding; empty for none that pages have."""
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        return ""
    return encoding if _PAGE_ENCODINGS.fullmatch(encoding) else ""


def _as_declared(content: bytes, name: str) -> Decoded:
    encoding = page_encoding(name)
    if encoding in ("", "utf-8"):
        return _undeclared(content)
    if encoding in _WESTERN:  # where this is said, UTF-8 or Windows-1252 is often meant, and it shows
        return Decoded(_undeclared(content).text)
    try:
        return Decoded(content.decode(encoding))
    except UnicodeDecodeError:
        decoded = _undeclared(content)
        return Decoded(decoded.text, (f"the page says it is {name}, which it is not", *decoded.warnings))


def _undeclared(content: bytes) -> Decoded:
    try:
        return Decoded(content.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    lenient = content.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    if sum(character > "\x7f" for character in lenient) > 2 * broken:
        text = content.decode("utf-8", ODD_BYTES)
        return Decoded(text, ("the encoding is UTF-8 with other bytes in between, taken as Windows-1252",))
    return Decoded(content.decode("cp1252", "replace"), ("the encoding is not known and was taken to be Windows-1252",))


def _broken_bytes(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(ODD_BYTES, _broken_bytes)
