"""The cards of statements, stories, officials, organizations and sections: what is on them, where they are found, and
their files.

Whoever shows a card looks first whether what it shows is published. The address tells all that is drawn, so
what changes is found under another one, and a copy kept elsewhere is never mistaken for what is true now.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.text import Truncator, capfirst
from PIL import Image as Drawing

from articles.cards.canvas import HEIGHT, WIDTH
from articles.cards.drawing import VERSION, HeadlineCard, Picture, StatementCard, draw_headline, draw_statement
from articles.models import Article, Section, Statement
from newsroom import pictures
from newsroom.models import Image, Publication
from newsroom.storing import store_whole
from people.models import Organization, Person, Position

_ALT = 300


@dataclass(frozen=True)
class Card:
    """One card by what is drawn on it. `path` is where its file is kept, beside no other of the same row."""

    kind: str
    pk: int
    content: StatementCard | HeadlineCard
    image: Image | None
    title: str
    alt: str

    width, height = WIDTH, HEIGHT

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr((VERSION, self.content)).encode()).hexdigest()[:24]

    @property
    def url(self) -> str:
        return reverse(f"articles:{self.kind}_card", args=[self.pk, self.digest])

    @property
    def folder(self) -> str:
        return f"cards/{self.kind}/{self.pk}"

    @property
    def path(self) -> str:
        return f"{self.folder}/{self.digest}.png"

    def file(self) -> bytes:
        """The picture, drawn unless it is kept."""
        try:
            with default_storage.open(self.path) as kept:
                return kept.read()
        except FileNotFoundError:
            drawn = self._drawn()
        store_whole(self.path, drawn)
        self._forget_others()
        return drawn

    def _drawn(self) -> bytes:
        picture = _pixels(self.image)
        if isinstance(self.content, StatementCard):
            return draw_statement(self.content, picture).png
        return draw_headline(self.content, picture).png

    def _forget_others(self) -> None:
        for name in default_storage.listdir(self.folder)[1]:
            if name != f"{self.digest}.png":
                default_storage.delete(f"{self.folder}/{name}")


def _pixels(image: Image | None) -> Drawing.Image | None:
    """The picture as readers get it; none where its file is gone or damaged."""
    if image is None:
        return None
    try:
        with default_storage.open(image.make_rendition("w960")) as file:
            return pictures.decode(file)
    except (pictures.BadPicture, FileNotFoundError):
        return None


def _shown(image: Image | None) -> Picture | None:
    return Picture(image.key, (image.focal_x, image.focal_y)) if image else None


def card_of_statement(statement: Statement, publication: Publication) -> Card:
    """Of a published statement, read with `for_lists()`. No query."""
    citation: Any = statement.lead_citation
    portrait = statement.speaker_person.portrait if statement.speaker_person else None
    name = capfirst(statement.speaker_label)
    content = StatementCard(
        paper=publication.name,
        words=citation.words,
        kind=citation.kind,
        kind_label=_kind_label(statement, citation),
        name=name,
        office=_office(statement),
        date=str(statement.said),
        portrait=_shown(portrait),
    )
    title = ", ".join(part for part in (name, content.date) if part)
    alt = Truncator(f"{name}: {citation.words}").chars(_ALT)
    return Card("statement", statement.pk, content, portrait, title, alt)


def _kind_label(statement: Statement, citation: Any) -> str:
    """How the words were reported, and what else a reader has to know who sees nothing but the card."""
    also = {
        "translated": citation.is_translated,
        "disputed": statement.dispute_note,
        "corrected": statement.is_corrected,
    }
    return capfirst(", ".join([citation.get_kind_display(), *(word for word, applies in also.items() if applies)]))


def _office(statement: Statement) -> str:
    parts = [statement.office_label]
    if statement.behalf:
        parts.append(f"on behalf of {statement.behalf.name if statement.behalf_has_page else 'somebody else'}")
    return ", ".join(part for part in parts if part)


def card_of_story(article: Article, publication: Publication) -> Card:
    """Of a published story, read with its section and the lead picture of its live version. No query."""
    revision: Any = article.live_revision
    content = HeadlineCard(
        paper=publication.name,
        headline=revision.headline,
        kicker=article.section.name if article.section else "",
        deck=revision.deck,
        date=format_date(article.publication_date, "j F Y"),
        picture=_shown(revision.lead_image),
    )
    return Card("story", article.pk, content, revision.lead_image, revision.headline, revision.headline)


def card_of_person(person: Person, positions: Iterable[Position], publication: Publication) -> Card:
    """Of a published person, read with the portrait, and the public positions. No query."""
    offices = "; ".join(position.label for position in positions if position.is_current)
    return _card_of_name("person", person, offices, person.summary, publication, person.portrait)


def card_of_organization(organization: Organization, publication: Publication) -> Card:
    """Of a published organization. Its logo is left out: it would have to be cut to a column. No query."""
    kind = capfirst(organization.get_kind_display())
    kicker = ", ".join(part for part in (kind, organization.country) if part)
    return _card_of_name("organization", organization, kicker, organization.summary, publication)


def card_of_section(section: Section, publication: Publication) -> Card:
    return _card_of_name("section", section, "", section.description, publication)


def _card_of_name(
    kind: str, thing: Any, kicker: str, deck: str, publication: Publication, image: Image | None = None
) -> Card:
    content = HeadlineCard(publication.name, thing.name, kicker, deck, picture=_shown(image))
    return Card(kind, thing.pk, content, image, thing.name, ", ".join(part for part in (thing.name, kicker) if part))
