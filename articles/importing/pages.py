"""What a web page says in its head: meta elements and JSON-LD."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from articles.importing.furniture import one_line
from articles.importing.languages import primary_language
from articles.importing.moments import read_moment
from articles.markup import Tag, unescaped

_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
)
_ARTICLES = re.compile(r"(?:\w*News\w*|Blog|Tech)?Article|BlogPosting|Report")
_LONGEST_SITE_NAME = 40


class Head:
    """The statements of a page about itself; every one may be missing, wrong or hostile."""

    def __init__(self, tags: Sequence[Tag]) -> None:
        self.metas: dict[str, str] = {}
        self.title = self.base = self.lang = ""
        self.article: dict[str, Any] = {}
        for tag in tags:
            if tag.closing or tag.name not in ("meta", "title", "link", "html", "script"):
                continue
            attributes = tag.attributes
            if tag.name == "meta":
                name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
                self.metas.setdefault(name.strip().lower(), one_line(attributes.get("content", "")))
            elif tag.name == "title":
                self.title = self.title or one_line(unescaped(tag.content))
            elif tag.name == "html":
                self.lang = self.lang or attributes.get("lang", "") or attributes.get("xml:lang", "")
            elif tag.name == "link" and attributes.get("rel", "").lower() == "canonical":
                self.base = self.base or attributes.get("href", "").strip()
            elif "ld+json" in attributes.get("type", "").lower():
                self.article = self.article or _article_in(tag.content)

    def titles(self) -> Iterator[str]:
        """What the headline may be, the likeliest first."""
        yield self.metas.get("og:title", "")
        yield _text(self.article.get("headline"))
        yield self._title_without_site_name()

    def _title_without_site_name(self) -> str:
        title = self.title[:1000].split(" | ")[0]
        found = re.match(r"(.+\S)\s[–—·»-]\s(\S.*)", title)
        return found[1] if found and (len(found[2]) <= _LONGEST_SITE_NAME or found[2] == self.publisher()) else title

    def authors(self) -> list[str]:
        authors = self.article.get("author")
        named = [_name(one) for one in (authors if isinstance(authors, list) else [authors])]
        return [name for name in (*named, self.metas.get("author", "")) if name and not re.search(r"[/@]", name)]

    def dates(self) -> Iterator[str]:
        yield from (self.metas[name] for name in _PUBLISHED if name in self.metas)
        yield _text(self.article.get("datePublished"))

    def published_at(self) -> datetime | None:
        """The moment of publication, where the page tells more than its day."""
        return next((moment for moment in map(read_moment, self.dates()) if moment), None)

    def publisher(self) -> str:
        return self.metas.get("og:site_name", "") or _name(self.article.get("publisher"))

    def language(self) -> str | None:
        """The primary language: `en` of `en-GB`."""
        for tag in (self.lang, _text(self.article.get("inLanguage")), self.metas.get("og:locale", "")):
            if language := primary_language(tag):
                return language
        return None

    def address(self) -> str:
        """Where the page stood, for links that are relative; empty when not known."""
        return next((one for one in (self.base, self.metas.get("og:url", "")) if re.match("https?://", one)), "")


def _article_in(content: str) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    items = found if isinstance(found, list) else [found]
    graphs = [item["@graph"] for item in items if isinstance(item, dict) and isinstance(item.get("@graph"), list)]
    for item in [*items, *(one for graph in graphs for one in graph)]:
        if isinstance(item, dict):
            kinds = item.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLES.fullmatch(kind) for kind in kinds):
                return item
    return {}


def _text(value: object) -> str:
    return one_line(value) if isinstance(value, str) else ""


def _name(value: object) -> str:
    return _text(value.get("name") if isinstance(value, dict) else value)
