"""IPTC ninjs, versions 1 to 3: news items as JSON. What the versions call differently is read by any of its names."""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from articles.body import canonical_text
from articles.importing.furniture import folded, one_line, read_byline
from articles.importing.html import read_piece, words_of
from articles.importing.illustrations import MOST_PICTURES, figure_of
from articles.importing.json_values import BrokenValue, values
from articles.importing.languages import primary_language
from articles.importing.moments import read_moment
from articles.importing.stories import Found, LeftOut, Picture, Received, Story, Unread, UnreadableStory
from articles.importing.text import paragraphs_of

_LONGEST_LINE = 300
_MOST = 200  # members of a list that are looked at
_STORIES = frozenset({"", "text", "composite"})
_DECKS = frozenset({"deck", "subheadline", "subhead", "standfirst"})
_PLURALS = {"picture": "pictures", "graphic": "graphics", "video": "videos", "audio": "recordings"}


@dataclass(frozen=True)
class Item:
    """A news item. Names are compared without case, `_` and `-`: version_created of 1.x is versionCreated of 3.x."""

    members: Mapping[str, object]

    @classmethod
    def of(cls, value: object) -> "Item":
        return cls({_key(key): one for key, one in value.items()} if isinstance(value, dict) else {})

    def text(self, *names: str) -> str:
        return next((one for name in names if isinstance(one := self.members.get(name), str) and one.strip()), "")

    def items(self, *names: str) -> Iterator["Item"]:
        """The objects of these lists; before version 2 some were an object whose members were its entries."""
        for name in names:
            value = self.members.get(name)
            if isinstance(value, dict):
                value = [one for one in value.values() if isinstance(one, dict)] or [value]
            for one in value[:_MOST] if isinstance(value, list) else ():
                if isinstance(one, dict):
                    yield Item.of(one)

    def said(self, plural: str, *singular: str) -> str:
        """A text of its own name (version 1), else the main one of a list of values with roles (from 2 on)."""
        if text := self.text(*singular):
            return text
        said = [one for one in self.items(plural) if one.text("value") and one.text("role").lower() not in _DECKS]
        main = [one for one in said if one.text("role").lower() in ("", "main", "title", "headline", "full")]
        return (main or said or [Item({})])[0].text("value")


def read_ninjs(file: BinaryIO) -> Iterator[Found]:
    """The stories among the news items of a file; pictures and the like that are items themselves are counted."""
    is_empty = True
    for number, found in enumerate(values(file), 1):
        is_empty = False
        if isinstance(found, BrokenValue):
            yield Unread(f"line {found.line}", f"The JSON is broken: {found.reason}.")
            continue
        item = Item.of(found.value)
        kind = item.text("type").lower()
        if kind not in _STORIES:
            yield LeftOut(_PLURALS.get(kind, f"items of the type “{one_line(kind)[:40]}”"))
            continue
        name = one_line(item.said("headlines", "headline") or item.text("title", "uri"))[:120] or f"item {number}"
        try:
            yield Received(_story(item), found.content, name)
        except UnreadableStory as problem:
            yield Unread(name, str(problem))
    if is_empty:
        raise UnreadableStory("There is no news item in it.")


def _story(item: Item) -> Story:
    html, pictures = _body(item), _pictures(item)
    if not html:
        raise UnreadableStory("It has no body: this is no news item in ninjs, or one without its text.")
    markup = html + "".join(figure_of(picture) for picture in pictures[1:])
    headline = item.said("headlines", "headline") or item.text("title")
    story = read_piece(markup, words_of(headline))
    story = _with_lead(story, pictures)
    located = one_line(item.text("located"))
    return replace(
        story,
        deck=_deck(item, story),
        dateline=story.dateline or located,
        bylines=_names(item) or story.bylines,
        language=primary_language(item.text("language")),
        source=_source(item) or story.source,
        held_back=_held_back(item),
        published_at=_published_at(item),
        embargoed_until=read_moment(_embargo(item)),
        tags=tuple(
            dict.fromkeys(one_line(one.text("name")) for one in item.items("subject", "subjects") if one.text("name"))
        ),
        identifier=item.text("uri"),
    )


def _body(item: Item) -> str:
    """The text as HTML, from markup where there is some."""
    if markup := item.text("bodyxhtml", "bodyhtml", "bodyhtml5"):
        return markup
    bodies = [one for one in item.items("bodies") if one.text("value")]
    for one in bodies:
        kind = one.text("contenttype").lower()
        if "html" in kind or (not kind and re.match(r"\s*<", one.text("value"))):
            return one.text("value")
    plain = item.text("bodytext") or next((one.text("value") for one in bodies), "")
    return "".join(f"<p>{_escaped(paragraph)}</p>" for paragraph in paragraphs_of(plain.replace("\r\n", "\n")))


def _deck(item: Item, story: Story) -> str:
    """A line under the headline, or a short description that the text does not begin with."""
    decks = [one.text("value") for one in item.items("headlines") if one.text("role").lower() in _DECKS]
    deck = words_of(
        next(iter(decks), "") or item.said("descriptions", "descriptiontext", "description", "descriptionhtml")
    )
    begins = folded(canonical_text(story.body)).startswith(folded(deck))
    return deck if len(deck) <= _LONGEST_LINE and not begins and folded(deck) != folded(story.headline) else ""


def _names(item: Item) -> tuple[str, ...]:
    written = one_line(item.text("byline", "by"))
    byline = read_byline(written, by_is_missing=True)
    if byline and byline.names:
        return byline.names
    return (re.sub(r"^by\s+", "", written, flags=re.IGNORECASE),) if written else ()


def _source(item: Item) -> str:
    names = [one.text("name", "literal") for one in item.items("infosource", "infosources")]
    return one_line(next(filter(None, names), "") or item.text("provider", "copyrightholder"))


def _held_back(item: Item) -> str:
    status, embargo = item.text("pubstatus").lower(), _embargo(item)
    if embargo and read_moment(embargo) is None:
        return f"embargoed at its source until “{embargo[:40]}”, which is no time we can read"
    if status in ("", "usable"):
        return ""
    return {"withheld": "withheld by its source", "canceled": "canceled by its source"}.get(
        status, "of a status at its source that we do not know"
    )


def _embargo(item: Item) -> str:
    return item.text("embargoeduntil", "embargoed")


def _published_at(item: Item) -> datetime.datetime | None:
    """When it was first there, and not before its embargo has ended."""
    said = (read_moment(item.text(name)) for name in ("firstcreated", "contentcreated", "versioncreated"))
    first = next(filter(None, said), None)
    embargo = read_moment(_embargo(item))
    if first and embargo and (first.tzinfo is None) == (embargo.tzinfo is None):
        return max(first, embargo)
    return embargo or first


def _pictures(item: Item) -> list[Picture]:
    """The associated pictures, the first of which stands over the story."""
    found: list[Picture] = []
    for one in item.items("associations"):
        address = _largest(one)
        if one.text("type").lower() in ("picture", "graphic", "image") and address and len(found) < MOST_PICTURES:
            caption = words_of(one.said("descriptions", "descriptiontext", "description"))
            alt = words_of(one.text("alttext", "alt") or one.said("headlines", "headline")) or caption
            credit = one_line(one.text("creditline", "byline", "by", "copyrightholder"))
            found.append(Picture(address, alt=alt, caption=caption, credit=credit))
    return found


def _largest(item: Item) -> str:
    """The address of the widest rendition."""
    renditions = [one for one in item.items("renditions") if one.text("href")]

    def width(one: Item) -> float:
        wide = one.members.get("width")
        return wide if isinstance(wide, int | float) and wide == wide else 0

    return max(renditions, key=width).text("href") if renditions else item.text("href")


def _with_lead(story: Story, pictures: list[Picture]) -> Story:
    if not pictures:
        return story
    by_address = {picture.address: picture for picture in pictures}
    whole = tuple(by_address.get(one.address, one) for one in story.pictures)
    for place, picture in enumerate(whole, 1):
        if picture.address == pictures[0].address:
            return replace(story, pictures=whole, lead=place)
    return replace(story, pictures=(*whole, pictures[0]), lead=len(whole) + 1)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _key(name: object) -> str:
    return re.sub("[_-]", "", str(name)).lower()
