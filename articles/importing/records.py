"""The records of an XML file of any size, one after the other: the items of a channel, the entries of a feed.

Names of elements are written with the prefixes that the formats' own papers use (`wp:status`, `content:encoded`),
whatever a file calls its namespaces and whichever version of them it means.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from articles.importing import decoding
from articles.importing.stories import UnreadableStory

CHUNK = 64 * 1024
MAX_RECORD = 8 * 1024**2  # characters
_TOO_LARGE = f"It holds a record larger than {MAX_RECORD // 1024**2} million characters: no story is."
_DEEPEST = 100
_MOST_ATTRIBUTES = 100

_PREFIXES = (
    (re.compile(r"https?://wordpress\.org/export/[\d.]+/excerpt/"), "excerpt:"),
    (re.compile(r"https?://wordpress\.org/export/[\d.]+/"), "wp:"),
    (re.compile(r"http://purl\.org/rss/1\.0/modules/content/"), "content:"),
    (re.compile(r"http://purl\.org/dc/elements/1\.[01]/"), "dc:"),
    (re.compile(r"http://purl\.org/dc/terms/"), "dcterms:"),
    (re.compile(r"https?://www\.w3\.org/2005/Atom"), "atom:"),
    (re.compile(r"http://purl\.org/atom/ns#"), "atom:"),
    (re.compile(r"https?://www\.w3\.org/2007/app|http://purl\.org/atom/app#"), "app:"),
    (re.compile(r"https?://search\.yahoo\.com/mrss/?"), "media:"),
    (re.compile(r"https?://www\.w3\.org/1999/xhtml"), "html:"),
    (re.compile(r"https?://www\.w3\.org/1999/02/22-rdf-syntax-ns#"), "rdf:"),
    (re.compile(r"https?://www\.w3\.org/XML/1998/namespace"), "xml:"),
    (re.compile(r"http://purl\.org/rss/1\.0/|http://my\.netscape\.com/rdf/simple/0\.9/"), ""),
)
# Records stand below the channel, or below the root where there is none around them.
_DEPTHS = {"rss": 2}
_LANGUAGE = "http://www.w3.org/XML/1998/namespace lang"

_DECLARED = re.compile(rb"""^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""")
# What XML forbids and exports hold all the same.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>")


@dataclass(frozen=True)
class Record:
    """An element below the channel or root, whole; `content` is its source text as UTF-8.

    `language` is what it or whatever it stands in says by `xml:lang`.
    """

    element: Element
    content: bytes
    language: str = ""

    @property
    def name(self) -> str:
        return self.element.tag

    def text(self, *names: str) -> str:
        """The words of the first of these children that has any."""
        return next((words for name in names if (words := text_of(self.element.find(name)))), "")

    def texts(self, name: str) -> list[str]:
        return [words for one in self.element.findall(name) if (words := text_of(one))]


def text_of(element: Element | None) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""


def records(file: BinaryIO) -> Iterator[Record]:
    """The records of an XML file, in their order; memory is needed for one at a time.

    Raises UnreadableStory for what is no XML, breaks off, is declared by a DOCTYPE or has entities of its own, is
    nested too deep, or holds a record that is too large. The records before are yielded first.
    """
    file.seek(0)
    reader = _Reader()
    decode = _decoder(file)
    try:
        while chunk := file.read(CHUNK):
            reader.feed(decode.decode(chunk))
            yield from reader.taken()
        reader.feed(decode.decode(b"", True), is_last=True)
    except expat.ExpatError as broken:
        yield from reader.taken()
        raise UnreadableStory(f"The XML is broken in line {broken.lineno}: {expat.ErrorString(broken.code)}.") from None
    yield from reader.taken()


def _decoder(file: BinaryIO) -> codecs.IncrementalDecoder:
    """By byte order mark or declaration, else UTF-8; where that is damaged, its bytes are taken as Windows-1252."""
    beginning = file.read(512)
    file.seek(0)
    for mark, encoding in decoding.BYTE_ORDER_MARKS:
        if beginning.startswith(mark):
            file.seek(len(mark))
            return codecs.getincrementaldecoder(encoding)(decoding.ODD_BYTES if encoding == "utf-8" else "replace")
    declared = _DECLARED.match(beginning)
    encoding = decoding.page_encoding(declared[1].decode("ascii")) if declared else "utf-8"
    if encoding in ("", "utf-8", "ascii"):
        return codecs.getincrementaldecoder("utf-8")(decoding.ODD_BYTES)
    return codecs.getincrementaldecoder("cp1252" if encoding == "iso8859-1" else encoding)("replace")


class _Reader:
    """Feeds expat, builds a tree for each record and nothing above it, and keeps the text a record was read from."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse
        self.names: dict[str, str] = {}
        self.depth = 0
        self.record_depth = 0
        self.size = 0
        self.builder: TreeBuilder | None = None
        self.begin = 0
        self.kept = b""  # the source from byte `kept_from` on
        self.kept_from = 0
        self.complete: list[Record] = []
        self.language = ""
        self.is_first = True

    def feed(self, text: str, *, is_last: bool = False) -> None:
        text = _FORBIDDEN.sub(" ", text)
        if self.is_first and text:
            text = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1).lstrip()  # it is UTF-8 from here on
            self.is_first = not text
        content = text.encode()
        self.kept += content
        if len(self.kept) > 4 * MAX_RECORD:
            raise UnreadableStory(_TOO_LARGE)
        self.parser.Parse(content, is_last)
        done = self.begin if self.builder else max(self.parser.CurrentByteIndex, 0)
        if done > self.kept_from:
            self.kept, self.kept_from = self.kept[done - self.kept_from :], done

    def taken(self) -> list[Record]:
        complete, self.complete = self.complete, []
        return complete

    def refuse(self, *_: object) -> None:
        raise UnreadableStory("The file declares a document type or entities of its own. Export it without.")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST or len(attributes) > _MOST_ATTRIBUTES:
            raise UnreadableStory(f"The XML is nested deeper than {_DEEPEST} elements: no export of stories.")
        if self.depth == 1:
            self.record_depth = _DEPTHS.get(self.known(name), 1)
        if self.depth <= self.record_depth:
            self.language = attributes.get(_LANGUAGE, self.language)
        if self.depth == self.record_depth + 1:
            self.builder, self.begin, self.size = TreeBuilder(), self.parser.CurrentByteIndex, 0
        if self.builder:
            self.grow(sum(len(value) for value in attributes.values()) + 50)
            self.builder.start(self.known(name), {self.known(key): value for key, value in attributes.items()})

    def characters(self, text: str) -> None:
        if self.builder:
            self.grow(len(text))
            self.builder.data(text)

    def end(self, name: str) -> None:
        if self.builder:
            self.builder.end(self.known(name))
            if self.depth == self.record_depth + 1:
                element = self.builder.close()
                content = self.kept[self.begin - self.kept_from : self.end_of(element)]
                self.complete.append(Record(element, content, element.get("xml:lang", self.language)))
                self.builder = None
        self.depth -= 1

    def end_of(self, element: Element) -> int:
        """Where the source of an element that has just ended ends, in `kept`."""
        at = self.parser.CurrentByteIndex - self.kept_from
        if not len(element) and not element.text and self.kept[:at].endswith(b"/>"):
            return at  # of one that is empty the parser tells the end, of others where the end tag begins
        return self.kept.find(b">", at) + 1

    def grow(self, by: int) -> None:
        self.size += by
        if self.size > MAX_RECORD:
            raise UnreadableStory(_TOO_LARGE)

    def known(self, name: str) -> str:
        """A name with the usual prefix of its namespace, or none where we know none for it."""
        if name not in self.names:
            namespace, _, local = name.rpartition(" ")
            prefix = next((prefix for pattern, prefix in _PREFIXES if pattern.fullmatch(namespace)), "?:")
            if len(self.names) > 10_000:
                self.names.clear()
            self.names[name] = f"{prefix}{local}" if namespace else local
        return self.names[name]
