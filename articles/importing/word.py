"""Word documents (.docx) to stories. Their pictures travel inside them."""

import io
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO
from xml.parsers.expat import ExpatError

import mammoth
from mammoth.documents import Image

from articles.importing.html import read_html
from articles.importing.packed import DAMAGED, PACKED, danger_of
from articles.importing.stories import Found, Picture, Received, Story, UnreadableStory
from newsroom.pictures import MAX_BYTES as MAX_PICTURE

MAX_BYTES = 50 * 1024**2
_MOST_MEMBERS = 2_000
_MAX_XML = 8 * 1024**2  # unpacked: a story of 100,000 words has 2 MB
_MAX_UNPACKED = 200 * 1024**2
# A story of 100,000 words has half as many. Each takes the reader's time and memory, however small they pack.
_MOST_ELEMENTS = 100_000
_MOST_ATTRIBUTES = 4 * _MOST_ELEMENTS
_MOST_PICTURES = 100
_INSIDE = "inside:"

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Headline'] => h1:fresh
p[style-name='Subtitle'] => p.deck:fresh
p[style-name='Deck'] => p.deck:fresh
p[style-name='Standfirst'] => p.deck:fresh
p[style-name='Byline'] => p.byline:fresh
p[style-name='Author'] => p.byline:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
strike => del
"""
# What a damaged package or a lying one makes the packing, the XML reader and mammoth raise.
_DAMAGED = (*DAMAGED, ExpatError, TypeError, AttributeError, SyntaxError)


def read_word(file: BinaryIO) -> Iterator[Found]:
    """The story of a document. Deleted words and colleagues' comments are no part of it."""
    file.seek(0)
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise UnreadableStory(f"The file is larger than {MAX_BYTES // 1024**2} MB. Make its pictures smaller.")
    if not content.startswith(PACKED):
        raise UnreadableStory("This is no Word document of today (.docx). Open it in Word and save it as one.")
    _require_harmless(content)
    pictures: list[Picture] = []
    left_out: list[str] = []

    def take(image: Image) -> dict[str, str]:
        try:
            with image.open() as opened:
                picture = opened.read(MAX_PICTURE + 1)
        except (LookupError, ValueError):
            left_out.append("a picture was left out: it is not inside the document")
            return {}
        if len(pictures) == _MOST_PICTURES or len(picture) > MAX_PICTURE:
            left_out.append("a picture was left out: it is too large, or one of too many")
            return {}
        name = f"{_INSIDE}{len(pictures) + 1}"
        pictures.append(
            Picture(f"picture {len(pictures) + 1} of the document", alt=image.alt_text or "", content=picture)
        )
        return {"src": name}

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = mammoth.convert_to_html(
                io.BytesIO(content), style_map=_STYLES, convert_image=mammoth.images.img_element(take)
            )
    except _DAMAGED as problem:
        raise UnreadableStory("The Word document is damaged. Open it in Word, save it again and retry.") from problem
    yield Received(_with_contents(read_html(found.value), pictures, left_out), content)


def _with_contents(story: Story, pictures: list[Picture], left_out: list[str]) -> Story:
    """The pictures that stand in the text, each with its bytes."""
    held = {f"{_INSIDE}{number}": picture for number, picture in enumerate(pictures, 1)}
    whole = tuple(
        replace(held[one.address], alt=one.alt or held[one.address].alt, caption=one.caption)
        if one.address in held
        else one
        for one in story.pictures
    )
    return replace(story, pictures=whole, warnings=(*story.warnings, *dict.fromkeys(left_out)))


def _require_harmless(content: bytes) -> None:
    """Raises UnreadableStory for a package that would unpack to more than a story, climbs out, or declares entities.

    The sizes and elements are counted while unpacking: a package may lie about them.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            if len(members) > _MOST_MEMBERS or "[Content_Types].xml" not in {one.filename for one in members}:
                raise UnreadableStory("This is a packed file but no Word document.")
            unpacked: Counter[str] = Counter()
            for member in members:
                if problem := danger_of(member):
                    raise UnreadableStory(f"The Word document is not opened: a part of it {problem}.")
                unpacked += _amount(package, member)
                if unpacked["bytes"] > _MAX_UNPACKED:
                    raise UnreadableStory(_TOO_LARGE)
                if unpacked["elements"] > _MOST_ELEMENTS or unpacked["attributes"] > _MOST_ATTRIBUTES:
                    raise UnreadableStory(
                        "The Word document is made of more pieces than a story has. Save it as plain text and retry."
                    )
    except _DAMAGED as problem:
        raise UnreadableStory("The Word document is damaged. Open it in Word, save it again and retry.") from problem


_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_TOO_LARGE = "The Word document unpacks to more than a story can be."


def _amount(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Counter[str]:
    """How many bytes, elements and attributes a member truly has, unpacked in small portions.

    One that is XML is looked through for entities. Its beginning tells, not its name: any part may be the text.
    """
    before = b""
    is_xml = None  # nothing but spaces was seen yet
    declarations = [b"<!ENTITY"]
    if not member.filename.startswith("word/media/"):  # drawings name their document type
        declarations.append(b"<!DOCTYPE")
    amount = Counter(bytes=0, elements=0, attributes=0)
    with package.open(member) as unpacking:
        while portion := unpacking.read(256 * 1024):
            if is_xml is None and (begun := portion.lstrip(_BEFORE_XML)):
                is_xml = begun.startswith(b"<")
            amount["bytes"] += len(portion)
            if amount["bytes"] > (MAX_PICTURE if is_xml is False else _MAX_XML):
                raise UnreadableStory(_TOO_LARGE)
            if is_xml:
                portion = portion.replace(b"\x00", b"")
                seen = before + portion
                if any(one in seen for one in declarations):
                    raise UnreadableStory(
                        "The Word document declares entities of its own, which no word processor does."
                    )
                amount["elements"] += portion.count(b"<") - portion.count(b"</")
                amount["attributes"] += portion.count(b"=")
                before = seen[-16:]
    return amount
