"""The rows of one story: its document, draft, statements, pictures, tags and old address; published where wished."""

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import Resolver404, resolve

from articles.body import figure, with_pictures
from articles.extraction import FoundStatement
from articles.importing.furniture import one_line
from articles.importing.illustrating import Ready
from articles.importing.picture_files import PictureFiles
from articles.importing.stories import Received, Story
from articles.models import Article, Byline, Revision, Section, SourceDocument
from articles.revising import revise
from newsroom.dates import DAY, PartialDate
from newsroom.models import OldAddress, Tag
from newsroom.models.tags import tag_key

_MOST_TAGS = 100
# Of Latin and Greek letters; elsewhere a mark makes another letter: й, が.
_ACCENTS = re.compile(r"(?<=[a-zα-ω])[\u0300-\u036f]+")


@dataclass(frozen=True)
class Wishes:
    """What whoever imports says of all the stories; it goes before what a file says of itself.

    With `add_sections` the sections that stories name are made where they are missing, and `section` is for those
    that name none. `by` is who imports, None at the server's command line; `owner` gets the drafts.
    """

    section: Section | None = None
    source: str = ""
    date: datetime.date | None = None
    language: str = ""
    publish: bool = False
    add_sections: bool = False
    keep_addresses: bool = False
    by: Any = None
    owner: Any = None


@dataclass(frozen=True)
class Planned:
    """What was settled about a story before its rows are written; `publish_at` is empty for what stays a draft."""

    language: str
    found: Sequence[FoundStatement]
    day: PartialDate
    pictures: Mapping[int, Ready]
    publish_at: datetime.datetime | None


def identity(story: Story) -> str | None:
    """What the source calls the story, as it is kept; None where it calls it nothing."""
    name = one_line(story.identifier)
    if len(name) > _longest(SourceDocument, "identifier"):
        return f"sha256:{hashlib.sha256(name.encode()).hexdigest()}"
    return name or None


def headline_of(story: Story) -> str:
    return one_line(story.headline)[: _longest(Revision, "headline")]


def dated(story: Story, wishes: Wishes, zone: datetime.tzinfo) -> PartialDate:
    """The day a story is about: as wished, else as published, else as it says."""
    if wishes.date:
        return PartialDate(wishes.date, DAY)
    if story.published_at:
        return PartialDate(in_zone(story.published_at, zone).date(), DAY)
    return PartialDate(story.date, story.date_precision) if story.date else PartialDate()


def in_zone(moment: datetime.datetime, zone: datetime.tzinfo) -> datetime.datetime:
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


@transaction.atomic
def store(
    file_name: str, received: Received, mark: str, wishes: Wishes, planned: Planned, files: PictureFiles
) -> Article:
    """All of it or nothing. Raises ValidationError with what is in the way of publishing."""
    story = received.story
    document = SourceDocument.objects.create(
        file_name=file_name[-255:], content=received.content, fingerprint=mark, identifier=identity(story)
    )
    source = one_line(wishes.source or story.source)[:120]
    article = Article(
        section=section_for(story, wishes),
        source=source,
        language=planned.language[: _longest(Article, "language")],
        source_document=document,
        owner=wishes.owner,
    )
    article.dated = planned.day
    article.record(wishes.by, f"imported from {file_name}")
    images = {place: ready.into_library(files) for place, ready in planned.pictures.items()}
    revise(
        article,
        by=None,
        headline=headline_of(story),
        deck=one_line(story.deck),
        dateline=one_line(story.dateline)[: _longest(Revision, "dateline")],
        body=with_pictures(story.body, lambda place: figure(images[place].pk) if place in images else ""),
        lead_image=images.get(story.lead),
        bylines=list(dict.fromkeys(_byline(name, source) for name in map(one_line, story.bylines) if name)),
        note=f"as received: {story.held_back}" if story.held_back else "as received",
        found=planned.found,
    )
    tags = {tag_key(name): name[: _longest(Tag, "name")].strip() for name in map(one_line, story.tags) if name}
    article.tags.add(*list(tags.values())[:_MOST_TAGS])
    if wishes.keep_addresses and (path := old_path(story)) and not address_problem(story):
        OldAddress.objects.create(path=path, target=article)
    if planned.publish_at:
        article.publish(by=None, at=planned.publish_at)
    return article


def section_for(story: Story, wishes: Wishes) -> Section | None:
    """The section wished for; else the one the story names, which is made where that is wished."""
    name = _section_name(story)
    if not name or (wishes.section and not wishes.add_sections):
        return wishes.section
    named = Section.objects.filter(name=name).first()
    if named is None:
        spelled = _spelling(name)
        named = next((one for one in Section.objects.order_by("pk") if _spelling(one.name) == spelled), None)
    return named or (Section.objects.create(name=name) if wishes.add_sections else None)


def finds_section(story: Story, wishes: Wishes) -> bool:
    """Whether there is a section for a story, or will be; nothing is made."""
    if wishes.section or (wishes.add_sections and _section_name(story)):
        return True
    return section_for(story, replace(wishes, add_sections=False)) is not None


def _spelling(name: str) -> str:
    """What two spellings of one section share: without case, accents and spacing, and with one apostrophe."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    return "".join(_ACCENTS.sub("", letters).split())


def _section_name(story: Story) -> str:
    return one_line(story.section)[: _longest(Section, "name")].strip()


def old_path(story: Story) -> str:
    """The path at which a story stood; empty where it had none of its own."""
    try:
        parts = urlsplit(story.address.strip())
    except ValueError:
        return ""
    path = one_line(unquote(parts.path))
    return path if path.startswith("/") and path.strip("/") and not parts.query else ""


def address_problem(story: Story, kept: Mapping[str, str] = MappingProxyType({})) -> str:
    """Why the old address of a story cannot lead to it; empty where it can, or where there is none.

    `kept` are the addresses that a dry run would have kept, with the headlines of their stories.
    """
    path = old_path(story)
    if not path:
        return ""
    if len(path) > _longest(OldAddress, "path"):
        return "its old address is too long to be kept"
    on_file = OldAddress.objects.filter(path=path).first()
    if on_file or path in kept:
        leads_to = (on_file.target or on_file.reason) if on_file else kept[path]
        return f"its old address {path} leads to “{leads_to}” already, and was left so"
    try:
        is_page = not resolve(path).kwargs
    except Resolver404:
        is_page = False
    return f"its old address {path} is a page of this site" if is_page else ""


def require_time_to_be_past(moment: datetime.datetime, zone: datetime.tzinfo) -> None:
    if moment > datetime.datetime.now(zone):
        raise ValidationError(
            f"Its date, {moment.astimezone(zone).date()}, is in the future. Only an archive is taken in as published."
        )


def _byline(name: str, source: str) -> Byline:
    kind = Byline.Kind.AGENCY if source else Byline.Kind.STAFF
    return Byline.objects.get_or_create(name=name[:120], defaults={"kind": kind})[0]


def _longest(model: type, field: str) -> int:
    return model._meta.get_field(field).max_length
