"""Plain functions that make rows. Nothing they make is public unless a test says so."""

import datetime
from collections.abc import Sequence
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from articles.body import text_to_html
from articles.models import Article, Citation, ReaderReport, Section, Statement
from articles.revising import revise
from newsroom.dates import PartialDate
from newsroom.models import Image
from people.models import Office, Organization, Person, Position
from tests.drawings import drawing

_number = count(1)

YESTERDAY = datetime.timedelta(days=1)


def make_section(name: str = "") -> Section:
    return Section.objects.create(name=name or f"Section {next(_number)}")


def make_person(name: str = "", **fields: Any) -> Person:
    return Person.objects.create(name=name or f"Ilse Tarnow {next(_number)}", **fields)


def make_organization(name: str = "", **fields: Any) -> Organization:
    return Organization.objects.create(name=name or f"Ministry {next(_number)}", **fields)


def make_office(title: str = "Foreign Minister", organization: Organization | None = None, **fields: Any) -> Office:
    return Office.objects.create(title=title, organization=organization or make_organization(), **fields)


def make_position(
    person: Person,
    office: Office | None = None,
    started: PartialDate = PartialDate(),
    ended: PartialDate = PartialDate(),
    **fields: Any,
) -> Position:
    position = Position(person=person, office=office or make_office(), **fields)
    position.started, position.ended = started, ended
    position.save()
    return position


def make_article(headline: str = "", text: str = "Nothing was said.", body: str = "", **fields: Any) -> Article:
    """A draft. `text` becomes the body: paragraphs divided by blank lines."""
    by = fields.pop("by", None)
    revision = {
        name: fields.pop(name) for name in ("deck", "dateline", "bylines", "lead_image", "note") if name in fields
    }
    tags = fields.pop("tags", ())
    article = Article(**fields)
    article.save()
    article.tags.add(*tags)
    headline = headline or f"Story {next(_number)}"
    revise(article, by=by, headline=headline, body=body or text_to_html(text), **revision)
    return article


def make_citation(
    article: Article,
    words: str | Sequence[str],
    person: Person | None = None,
    *,
    kind: str = "direct",
    statement: Statement | None = None,
    confirmed: bool = True,
    **statement_fields: Any,
) -> Citation:
    """A citation of these words in the latest revision, confirmed unless told otherwise."""
    text = article.latest_revision.text
    spans = []
    for part in [words] if isinstance(words, str) else words:
        start = text.index(part)
        spans.append((start, start + len(part)))
    citation = Citation.objects.create(article=article, kind=kind, full_name=person.name if person else "")
    citation.place(spans, by=None)
    citation.save()
    if confirmed:
        if statement is None:
            speaker = {"speaker_person": person} if person else {}
            if not person and not {"speaker_organization", "speaker_source"} & set(statement_fields):
                speaker = {"speaker_person": make_person()}
            statement = Statement.objects.create(**speaker, **statement_fields)
        citation.confirm(by=None, statement=statement)
    return citation


def publish(article: Article, at: datetime.datetime | None = None) -> Article:
    """Out since yesterday, or from `at` on."""
    if article.section_id is None:
        article.section = make_section()
        article.save()
    article.publish(by=None, at=at or timezone.now() - YESTERDAY)
    return article


def make_public_statement(
    words: str = "We will keep the bridge open.", person: Person | None = None, **fields: Any
) -> Citation:
    """A confirmed direct quotation in a published story."""
    person = person or make_person()
    article = make_article(text=f"“{words}” {person.name} said.")
    article.citations.all().delete()
    citation = make_citation(article, f"“{words}”", person, **fields)
    publish(article)
    citation.refresh_from_db()
    return citation


def make_report(text: str = "The gates are shut.", citation: Citation | None = None, **fields: Any) -> ReaderReport:
    citation = citation or make_public_statement()
    return ReaderReport.objects.create(article=citation.article, statement=citation.statement, text=text, **fields)


def make_image(content: bytes | None = None, name: str = "picture.png", **fields: Any) -> Image:
    return Image.objects.create(file=ContentFile(content or drawing(), name=name), **fields)
