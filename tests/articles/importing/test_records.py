"""Records of XML files: one after the other, whatever their encoding, and nothing that would cost memory or secrets."""

import io
from collections.abc import Iterator
from typing import BinaryIO

import pytest

from articles.importing import records as module
from articles.importing.records import Record, records
from articles.importing.stories import UnreadableStory


def read(source: str | bytes) -> list[Record]:
    return list(records(io.BytesIO(source.encode() if isinstance(source, str) else source)))


def feed(*items: str, head: str = "", declared: str = "") -> str:
    return f"{declared}<rss{head}><channel><title>T</title>{''.join(items)}</channel></rss>"


def test_records_stand_below_the_channel_or_below_the_root() -> None:
    assert [one.name for one in read(feed("<item><title>A</title></item>"))] == ["title", "item"]
    assert [one.name for one in read("<f:feed xmlns:f='http://www.w3.org/2005/Atom'><f:entry/></f:feed>")] == [
        "atom:entry"
    ]


def test_a_record_keeps_its_own_source_and_no_others() -> None:
    items = [
        '<item x="a>b"><title>Ä &amp; b</title></item>',
        "<item/>",
        "<item></item>",
        "<item><a/></item>",
        "<item />",
    ]
    assert [one.content.decode() for one in read(feed("\n  ".join(items)))][1:] == items


def test_namespaces_have_the_usual_prefixes_whatever_a_file_calls_them_and_of_whichever_version() -> None:
    for version in ("http://wordpress.org/export/1.0/", "https://wordpress.org/export/1.2/"):
        (_, item) = read(feed("<item><q:status>draft</q:status></item>", head=f' xmlns:q="{version}"'))
        assert item.text("wp:status") == "draft"
    (_, item) = read(feed("<item><q:x>1</q:x></item>", head=' xmlns:q="urn:nobody"'))
    assert [one.tag for one in item.element] == ["?:x"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16", "shift_jis", "koi8-r"])
def test_every_encoding_that_is_declared_or_shows_itself_is_read(encoding: str) -> None:
    words = {"shift_jis": "港", "koi8-r": "порт"}.get(encoding, "Häfen – “zu”")
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    content = feed(f"<item><title>{words}</title></item>", declared=declared).encode(encoding)
    assert read(content)[1].text("title") == words


def test_damaged_bytes_and_forbidden_characters_do_not_end_the_reading() -> None:
    content = feed("<item><title>A\x0b \x00B CAF</title></item>").encode().replace(b"CAF", b"caf\xe9")
    assert read(content)[1].text("title") == "A  B café".replace("A  B", "A   B")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1/evil.dtd">',
        "<!DOCTYPE rss>",
    ],
)
def test_a_document_type_is_refused_before_anything_is_read(declaration: str) -> None:
    with pytest.raises(UnreadableStory, match="document type"):
        read(declaration + feed("<item><title>&x;&b;</title></item>"))


def test_what_came_before_a_break_is_read() -> None:
    reading = records(io.BytesIO(feed("<item/>", "\n<item></wrong>").encode()))
    assert [next(reading).name, next(reading).name] == ["title", "item"]
    with pytest.raises(UnreadableStory, match="broken in line 2"):
        next(reading)


def test_unknown_entities_and_missing_ends_are_breaks() -> None:
    for source in (feed("<item>&nbsp;</item>"), "<rss><channel><item>", "no XML at all", ""):
        with pytest.raises(UnreadableStory):
            read(source)


def test_records_that_are_too_large_or_too_deep_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_RECORD", 10_000)
    with pytest.raises(UnreadableStory, match="larger"):
        read(feed(f"<item><title>{'a' * 20_000}</title></item>"))
    with pytest.raises(UnreadableStory, match="larger"):
        read(feed(f"<item>{'<a/>' * 1_000}</item>"))
    with pytest.raises(UnreadableStory, match="larger"):
        read(feed(f'<item x="{"a" * 300_000}"/>'))
    with pytest.raises(UnreadableStory, match="nested deeper"):
        read(feed("<item>" + "<a>" * 200))


class Endless(io.RawIOBase):
    """An export of so many items that it could not be held, made while it is read; it remembers how far."""

    def __init__(self, items: int) -> None:
        self.items = items
        self.given = 0
        self.rest = b""

    def parts(self) -> Iterator[bytes]:
        yield b"<rss><channel>"
        for _ in range(self.items):
            yield b"<item><title>" + b"a" * 1000 + b"</title></item>"
        yield b"</channel></rss>"

    def seek(self, offset: int, whence: int = 0) -> int:
        self.source, self.rest, self.given = self.parts(), b"", 0
        return 0

    def read(self, size: int = -1) -> bytes:
        while len(self.rest) < size and (part := next(self.source, None)) is not None:
            self.rest += part
        given, self.rest = self.rest[:size], self.rest[size:]
        self.given += len(given)
        return given


def test_an_archive_is_read_as_far_as_it_is_asked_for_and_not_held() -> None:
    file: BinaryIO = Endless(20_000)  # type: ignore[assignment]
    reading = records(file)
    next(reading)
    assert file.given <= 2 * module.CHUNK  # type: ignore[attr-defined]
    assert sum(1 for _ in reading) == 19_999


def test_the_language_is_that_of_the_record_or_of_what_it_stands_in() -> None:
    source = '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><entry/><entry xml:lang="fr"/></feed>'
    assert [one.language for one in read(source)] == ["de", "fr"]
