"""RSS (0.9 to 2.0) and Atom files: their entries to stories."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO
from xml.etree.ElementTree import Element

from articles.importing.furniture import one_line, read_byline
from articles.importing.html import read_piece, words_of
from articles.importing.languages import primary_language
from articles.importing.moments import read_moment
from articles.importing.records import Record, records, text_of
from articles.importing.stories import Found, LeftOut, Picture, Received, Story, Unread, UnreadableStory

_ENTRIES = frozenset({"item", "atom:entry"})
_LONGEST_LINE = 300
# Blogger keeps comments, settings and templates as entries beside its posts, and says so in a category.
_KIND = "http://schemas.google.com/g/2005#kind"
_POST = "http://schemas.google.com/blogger/2008/kind#post"
_TIMES = ("pubDate", "atom:published", "dc:date", "atom:issued", "atom:updated")
_VOID = frozenset({"br", "img", "hr", "wbr", "input"})


@dataclass
class _Feed:
    """What a feed says of itself, above its entries."""

    title: str = ""
    link: str = ""
    language: str | None = None


def read_feed(file: BinaryIO) -> Iterator[Found]:
    """The entries of a feed. One that has no text but its summary is read by that."""
    feed, is_empty = _Feed(), True
    for record in records(file):
        if record.name in _ENTRIES:
            is_empty = False
            yield from _entry(record, feed)
        elif record.name in ("title", "atom:title"):
            feed.title = one_line(text_of(record.element))
        elif record.name == "link":
            feed.link = text_of(record.element)
        elif record.name == "language":
            feed.language = primary_language(text_of(record.element))
        elif record.name == "channel":  # RSS 1.0 has its entries beside the channel
            feed.title, feed.link = one_line(record.text("title")), record.text("link")
            feed.language = primary_language(record.text("dc:language"))
    if is_empty:
        raise UnreadableStory("There is no entry of a feed in it.")


def _entry(record: Record, feed: _Feed) -> Iterator[Found]:
    kinds = [one.get("term", "") for one in record.element.findall("atom:category") if one.get("scheme") == _KIND]
    if kinds and _POST not in kinds:
        yield LeftOut(f"entries of the kind “{kinds[0].rpartition('#')[2][:40]}”")
        return
    name = _title(record)[:120] or record.text("guid", "atom:id", "link")[:120] or "an entry without a title"
    try:
        story = _story(record, feed)
    except UnreadableStory as problem:
        yield Unread(name, str(problem))
    else:
        yield Received(story, record.content, name)


def _story(record: Record, feed: _Feed) -> Story:
    summary = _markup(record, "description") or _markup(record, "atom:summary")
    text = _markup(record, "content:encoded") or _markup(record, "atom:content") or summary
    pictures = list(_pictures(record))
    deck = words_of(summary)
    is_deck = text != summary and len(deck) <= _LONGEST_LINE and not deck.endswith(("…", "...", "[…]"))
    story = read_piece(text, _title(record), deck if is_deck else "")
    known = {picture.address for picture in story.pictures}
    if pictures and pictures[0].address not in known:
        story = replace(story, pictures=(*story.pictures, pictures[0]), lead=len(story.pictures) + 1)
    link = _link(record)
    name = record.text("guid", "atom:id") or record.element.get("rdf:about", "") or link
    is_draft = text_of(record.element.find("app:control")) == "yes"
    return replace(
        story,
        bylines=_names(record) or story.bylines,
        language=primary_language(record.language) or story.language or feed.language,
        source=story.source or feed.title,
        published_at=None if is_draft else read_moment(record.text(*_TIMES)),
        held_back="a draft in the archive" if is_draft else "",
        tags=_tags(record),
        identifier=name if ":" in name else f"{feed.link} {name}" if name else "",  # a bare number is one of its feed
        address=link,
    )


def _title(record: Record) -> str:
    return words_of(_markup(record, "title") or _markup(record, "atom:title"))


def _names(record: Record) -> tuple[str, ...]:
    """The authors; of an address with a name behind it, as RSS has them, the name."""
    written = record.texts("dc:creator") or [
        name for one in record.element.findall("atom:author") if (name := text_of(one.find("atom:name")))
    ]
    if not written:
        address, _, name = record.text("author")[:_LONGEST_LINE].partition("(")
        written = [name.rstrip(" )")] if "@" in address else [address]
    names: list[str] = []
    for one in map(one_line, written):
        byline = read_byline(one, by_is_missing=True)
        names += byline.names if byline and byline.names else [one] if one and "@" not in one else []
    return tuple(dict.fromkeys(names))


def _tags(record: Record) -> tuple[str, ...]:
    elements = [*record.element.findall("category"), *record.element.findall("atom:category")]
    named = [one.get("label") or one.get("term") or text_of(one) for one in elements if one.get("scheme") != _KIND]
    return tuple(dict.fromkeys(name for one in [*named, *record.texts("dc:subject")] if (name := one_line(one))))


def _link(record: Record) -> str:
    if link := record.text("link"):
        return link
    links = {one.get("rel", "alternate"): one.get("href", "") for one in record.element.findall("atom:link")[::-1]}
    return links.get("alternate", "")


def _pictures(record: Record) -> Iterator[Picture]:
    """What hangs on an entry as a picture, with what is said of it."""
    for one in record.element.iter("media:content"):
        if one.get("medium") == "image" or one.get("type", "").startswith("image/"):
            caption = words_of(text_of(one.find("media:description"))) or words_of(text_of(one.find("media:title")))
            credit = one_line(text_of(one.find("media:credit")))
            yield Picture(one.get("url", ""), alt=caption, caption=caption, credit=credit)
    for one in record.element.findall("enclosure"):
        if one.get("type", "").startswith("image/") and one.get("url"):
            yield Picture(one.get("url", ""))


def _markup(record: Record, name: str) -> str:
    """A text as HTML: escaped markup, plain text of Atom, or XHTML written right into the feed."""
    element = record.element.find(name)
    if element is None:
        return ""
    kind = element.get("type", "html" if not name.startswith("atom:") else "text").lower()
    if "xhtml" in kind or len(element):
        return _as_html(element)
    text = text_of(element)
    return html.escape(text) if kind in ("text", "text/plain") else text


def _as_html(element: Element) -> str:
    """What an element holds, as HTML. The depth of a record is bounded, so that of this is."""
    written = [html.escape(element.text or "")]
    for one in element:
        name = one.tag.rpartition(":")[2]
        attributes = "".join(
            f' {key}="{html.escape(value)}"' for key, value in one.attrib.items() if re.fullmatch(r"[a-zA-Z-]+", key)
        )
        end = "" if name in _VOID else f"</{name}>"
        written += [f"<{name}{attributes}>", _as_html(one), end, html.escape(one.tail or "")]
    return "".join(written)
