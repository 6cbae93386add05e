"""Stories and statements in the vocabulary of schema.org."""

from collections.abc import Iterable
from typing import Any

from articles.models import Article, Byline, Citation, Revision, Statement
from newsroom.linked_data import Thing, page_id, picture, publisher
from newsroom.models import Publication
from people.linked_data import reference

LONGEST_HEADLINE = 110  # what news search engines show


def news_article(
    article: Article, revision: Revision, citations: Iterable[Citation], topics: Iterable[Any], publication: Publication
) -> Thing:
    """A story, with those who speak in it and the words of theirs that are on record."""
    citations = list(citations)
    speakers = {one.statement.speaker: one for one in citations if one.statement.speaker}
    bylines = [entry.byline for entry in revision.byline_entries.all()]
    return {
        "@type": "NewsArticle",
        "@id": page_id(article),
        "url": page_id(article),
        "headline": revision.headline[:LONGEST_HEADLINE],
        "description": revision.deck,
        "inLanguage": article.language,
        "datePublished": article.published_at and article.published_at.isoformat(),
        "dateModified": (changed := article.updated_at or article.published_at) and changed.isoformat(),
        "articleSection": article.section.name if article.section else None,
        "keywords": [tag.name for tag in topics],
        "author": [{"@type": _kind_of_byline(one), "name": one.name} for one in bylines],
        "publisher": publisher(publication),
        "image": picture(revision.lead_image),
        "mentions": [reference(speaker, "", speaker.is_released) for speaker in speakers],
        "hasPart": [{"@type": "Quotation", "@id": page_id(one.statement)} for one in citations],
    }


def _kind_of_byline(byline: Byline) -> str:
    return "Person" if byline.kind == Byline.Kind.STAFF else "Organization"


def quotation(statement: Statement) -> Thing:
    """A statement with its words. Needs `for_lists()`."""
    citation = statement.lead_citation
    assert citation is not None, "only a public statement is told to machines"
    speaker = reference(statement.speaker, statement.speaker_label, statement.speaker_has_page)
    return {
        "@type": "Quotation",
        "@id": page_id(statement),
        "url": page_id(statement),
        "text": citation.words,
        "inLanguage": citation.article.language,
        "spokenByCharacter": speaker,
        "creator": speaker,
        "dateCreated": statement.said.typed() if statement.said_on else None,
        "locationCreated": {"@type": "Place", "name": statement.venue} if statement.venue else None,
        "isPartOf": [_report(one) for one in statement.public_citations],
    }


def _report(citation: Citation) -> Thing:
    story = citation.article
    headline = story.live_revision.headline[:LONGEST_HEADLINE]
    return {"@type": "NewsArticle", "@id": page_id(story), "headline": headline}
