"""WordPress exports (WXR): its posts to stories. Pages, menus and comments are left out and counted."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO
from urllib.parse import urlsplit

from articles.importing.furniture import one_line, read_byline
from articles.importing.html import read_piece, words_of
from articles.importing.languages import primary_language
from articles.importing.moments import read_moment
from articles.importing.records import Record, records, text_of
from articles.importing.stories import (
    Found,
    LeftOut,
    Picture,
    Received,
    Story,
    Unread,
    UnreadableStory,
)
from articles.importing.wordpress_markup import Library, as_html

_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|tiff?)$", re.IGNORECASE)
_SIZE = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w{3,4}$)")
_NO_SECTION = frozenset({"uncategorized", "uncategorised"})
_LONGEST_LINE = 300

# Why readers did not see a post, by its status. Of an unknown status nobody can say that they did.
_HELD_BACK = {
    "publish": "",
    "draft": "a draft in the archive",
    "pending": "waiting for review in the archive",
    "future": "not yet out in the archive",
    "private": "private in the archive",
}
_WITHOUT_TIME = frozenset({"draft", "pending"})
_THROWN_AWAY = {"trash": "posts in the bin", "auto-draft": "posts never saved"}
_KINDS = {
    "page": "pages",
    "attachment": "attachments",
    "nav_menu_item": "menu items",
    "revision": "revisions",
    "wp_template": "templates",
    "wp_block": "reusable blocks",
}


@dataclass
class _Export:
    """What stands outside the posts and is needed to read them. Of a picture a line is kept, of a post nothing."""

    language: str | None = None
    authors: dict[str, str] = field(default_factory=dict)
    library: Library = field(default_factory=Library)


def read_wordpress(file: BinaryIO) -> Iterator[Found]:
    """The posts of an export. The file is gone through twice: its pictures often stand behind the posts they are in."""
    export = _outside_the_posts(file)
    for record in records(file):
        if record.name == "item":
            yield from _item(record, export)


def _outside_the_posts(file: BinaryIO) -> _Export:
    export = _Export()
    try:
        for record in records(file):
            if record.name == "language":
                export.language = primary_language(text_of(record.element))
            elif record.name == "wp:author":
                name = one_line(record.text("wp:author_display_name"))
                export.authors[record.text("wp:author_login")] = name
            elif record.name == "item" and record.text("wp:post_type") == "attachment":
                _keep_picture(record, export.library)
    except UnreadableStory:
        pass  # told when the posts are read: those before the break are whole
    return export


def _keep_picture(record: Record, library: Library) -> None:
    address = record.text("wp:attachment_url", "guid")
    number = _number(record.text("wp:post_id"))
    if not number or not _PICTURE_FILE.search(_path_of(address)):
        return
    caption = words_of(record.text("excerpt:encoded"))
    alt = one_line(_meta(record, "_wp_attachment_image_alt")) or caption
    library.pictures[number] = Picture(address, alt=alt, caption=caption)
    library.of_post.setdefault(_number(record.text("wp:post_parent")), []).append(number)


def _path_of(address: str) -> str:
    """The path of an address; empty for what no address can be."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _item(record: Record, export: _Export) -> Iterator[Found]:
    kind, status = record.text("wp:post_type") or "post", record.text("wp:status")
    if kind != "post":
        yield LeftOut(_KINDS.get(kind, f"items of the kind “{kind[:40]}”"))
        return
    if status in _THROWN_AWAY:
        yield LeftOut(_THROWN_AWAY[status])
        return
    name = words_of(record.text("title"))[:120] or f"post {record.text('wp:post_id')[:20]}"
    try:
        story = _story(record, export)
    except UnreadableStory as problem:
        yield Unread(name, str(problem))
    else:
        yield Received(story, record.content, name)
    if comments := len(record.element.findall("wp:comment")):
        yield LeftOut("comments", comments)


def _story(record: Record, export: _Export) -> Story:
    number = _number(record.text("wp:post_id"))
    markup = as_html(record.text("content:encoded"), export.library, number)
    deck = words_of(record.text("excerpt:encoded"))
    story = read_piece(markup.html, words_of(record.text("title")), deck if len(deck) <= _LONGEST_LINE else "")
    held_back = _HELD_BACK.get(record.text("wp:status"), "of a status in the archive that we do not know")
    if record.text("wp:post_password"):
        held_back = "protected by a password in the archive"
    section, tags = _filed(record)
    published_at = _published_at(record)
    pictures, lead = _with_featured(
        story.pictures, export.library.pictures.get(_number(_meta(record, "_thumbnail_id")))
    )
    return replace(
        story,
        bylines=_bylines(record, export) or story.bylines,
        language=story.language or export.language,
        warnings=(*markup.warnings, *story.warnings),
        held_back=held_back,
        published_at=published_at,
        section=section,
        tags=tags,
        # two posts of one export may bear one guid, and two sites have the same numbers
        identifier=f"{record.text('guid') or record.text('link')} post {number}" if number else record.text("guid"),
        address=record.text("link"),
        pictures=pictures,
        lead=lead,
    )


def _filed(record: Record) -> tuple[str, tuple[str, ...]]:
    """The first category as the section, the others and the tags as tags."""
    filed: dict[str, list[str]] = {"category": [], "post_tag": []}
    for element in record.element.findall("category"):
        name = one_line(element.text or "")
        if name and element.get("domain") in filed and name.lower() not in _NO_SECTION:
            filed[element.get("domain", "")].append(name)
    categories = list(dict.fromkeys(filed["category"]))
    return "".join(categories[:1]), tuple(dict.fromkeys([*categories[1:], *filed["post_tag"]]))


def _published_at(record: Record) -> datetime.datetime | None:
    """When it came out, or is to; the time of a draft is only that of its last saving."""
    if record.text("wp:status") in _WITHOUT_TIME:
        return None
    return read_moment(record.text("wp:post_date_gmt"), is_utc=True) or read_moment(record.text("wp:post_date"))


def _bylines(record: Record, export: _Export) -> tuple[str, ...]:
    login = record.text("dc:creator")
    name = export.authors.get(login, "") or ("" if "@" in login else login)
    byline = read_byline(name, by_is_missing=True)
    return byline.names if byline and byline.names else ((name,) if name else ())


def _with_featured(pictures: tuple[Picture, ...], featured: Picture | None) -> tuple[tuple[Picture, ...], int]:
    """The pictures with the one that stands over the story, and its place among them."""
    if featured is None:
        return pictures, 0
    same = _SIZE.sub("", featured.address)
    for place, picture in enumerate(pictures, 1):
        if _SIZE.sub("", picture.address) == same:
            return pictures, place
    return (*pictures, featured), len(pictures) + 1


def _meta(record: Record, key: str) -> str:
    for element in record.element.findall("wp:postmeta"):
        if (element.findtext("wp:meta_key") or "").strip() == key:
            return (element.findtext("wp:meta_value") or "").strip()
    return ""


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 10 else 0
