"""What readers can subscribe to: each as Atom, and as RSS for those who know nothing else."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from articles import markup
from articles.models import Article, Correction, Section, Statement
from articles.topics import topics_with_page
from newsroom.addresses import absolute
from newsroom.models import Publication
from newsroom.views import kept_by_nobody
from people.models import Office, Organization, Person
from people.record import statements_bringing_in
from people.standing import public_heir

IN_A_FEED = 50


def printable(text: str) -> str:
    """As pages have it, but for the form feed, which XML cannot hold."""
    return markup.printable(text.replace("\f", ""))


@dataclass(frozen=True)
class Channel:
    """What one feed tells of: whose it is, its own address, the page it follows, and the rows its items come from."""

    publication: Publication
    path: str
    page: str
    title: str
    rows: Any


class PaperFeed(Feed, ABC):
    """Addresses and ids are of the paper's own site, whatever host a request names, and stay when a slug changes."""

    kind = ""  # of its items, as a part of their ids
    item_guid_is_permalink = False

    def __init__(self, feed_type: type[Atom1Feed | Rss201rev2Feed] = Atom1Feed) -> None:
        self.feed_type = feed_type

    named_by: type[Person] | type[Organization] | None = None  # whose slug stands in the address

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The feed; of one who was merged into another, the way to the feed of that one."""
        try:
            return super().__call__(request, *args, **kwargs)
        except Http404:
            heir = public_heir(self.named_by, kwargs["slug"]) if self.named_by else None
            if heir is None:
                raise
            feed = request.path[request.path.rindex("feed/") :]
            return kept_by_nobody(redirect(heir.get_absolute_url() + feed, permanent=True))

    def get_object(self, request: HttpRequest, slug: str = "") -> Channel:
        page, title, rows = self.follows(slug)
        return Channel(request.publication, request.path, page, title, rows)

    @abstractmethod
    def follows(self, slug: str) -> tuple[str, str, Any]:
        """The page that the feed follows, its title without the paper's name, and its rows. Raises Http404."""

    @property
    def language(self) -> str:
        return Publication.current().language

    def title(self, channel: Channel) -> str:
        name = channel.publication.name
        return printable(f"{channel.title} · {name}" if channel.title else name)

    def description(self, channel: Channel) -> str:
        return printable(channel.publication.tagline)

    subtitle = description

    def link(self, channel: Channel) -> str:
        return absolute(channel.page)

    def feed_url(self, channel: Channel) -> str:
        return absolute(channel.path)

    def item_link(self, item: Any) -> str:
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Any) -> str:
        return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{self.kind}-{item.pk}"


class StoryFeed(PaperFeed):
    """The newest stories of the paper."""

    kind = "story"

    def follows(self, slug: str) -> tuple[str, str, Any]:
        return reverse("articles:home"), "", Article.objects.published()

    def items(self, channel: Channel) -> Iterable[Article]:
        return channel.rows.for_lists().prefetch_related("tags")[:IN_A_FEED]

    def item_title(self, story: Article) -> str:
        return printable(story.live_revision.headline)

    def item_description(self, story: Article) -> str:
        return printable(story.live_revision.deck)

    def item_author_name(self, story: Article) -> str:
        return printable(", ".join(entry.byline.name for entry in story.live_revision.byline_entries.all()))

    def item_categories(self, story: Article) -> list[str]:
        return [printable(tag.name) for tag in story.tags.all()]

    def item_pubdate(self, story: Article) -> datetime | None:
        return story.published_at

    def item_updateddate(self, story: Article) -> datetime | None:
        return story.updated_at or story.published_at


class SectionFeed(StoryFeed):
    def follows(self, slug: str) -> tuple[str, str, Any]:
        section = get_object_or_404(Section, slug=slug)
        return section.get_absolute_url(), section.name, section.articles.published()


class TagFeed(StoryFeed):
    def follows(self, slug: str) -> tuple[str, str, Any]:
        tag = get_object_or_404(topics_with_page(), slug=slug)
        return tag.get_absolute_url(), tag.name, Article.objects.published().filter(tags=tag)


class StatementFeed(PaperFeed):
    """The statements that came on record last."""

    kind = "statement"

    def follows(self, slug: str) -> tuple[str, str, Any]:
        return reverse("articles:statement_list"), "On the record", Statement.objects.all()

    def items(self, channel: Channel) -> list[Statement]:
        return channel.rows.last_reported(IN_A_FEED)

    def item_title(self, statement: Statement) -> str:
        return printable(f"{statement.speaker_label}: {statement.lead_citation.words}")[:160]

    def item_description(self, statement: Statement) -> str:
        return printable(render_to_string("articles/_feed_statement.html", {"statement": statement}))

    def item_pubdate(self, statement: Statement) -> datetime:
        return min(citation.article.published_at for citation in statement.public_citations)

    def item_updateddate(self, statement: Statement) -> datetime:
        return max(
            citation.article.updated_at or citation.article.published_at for citation in statement.public_citations
        )


class PersonFeed(StatementFeed):
    """What somebody said, in their own name or for others."""

    named_by = Person

    def follows(self, slug: str) -> tuple[str, str, Any]:
        person = get_object_or_404(Person.objects.published(), slug=slug)
        return person.get_absolute_url(), person.name, person.statements.all()


class OrganizationFeed(StatementFeed):
    named_by = Organization

    def follows(self, slug: str) -> tuple[str, str, Any]:
        organization = get_object_or_404(Organization.objects.published(), slug=slug)
        return organization.get_absolute_url(), organization.name, statements_bringing_in(organization)


class OfficeFeed(StatementFeed):
    def follows(self, slug: str) -> tuple[str, str, Any]:
        office = get_object_or_404(Office.objects.published().select_related("organization"), slug=slug)
        return office.get_absolute_url(), str(office), statements_bringing_in(office)


class CorrectionFeed(PaperFeed):
    """The newest corrections. One that is reworded keeps its id and is dated anew: no reader gets it twice."""

    kind = "correction"

    def follows(self, slug: str) -> tuple[str, str, Any]:
        return reverse("articles:correction_list"), "Corrections", Correction.objects.published()

    def description(self, channel: Channel) -> str:
        return "What we got wrong, and what is right."

    subtitle = description

    def items(self, channel: Channel) -> Iterable[Correction]:
        return channel.rows.for_lists()[:IN_A_FEED]

    def item_title(self, correction: Correction) -> str:
        kind = correction.get_kind_display().capitalize()
        return printable(f"{kind}: {correction.article.live_revision.headline}")

    def item_description(self, correction: Correction) -> str:
        return printable(render_to_string("articles/_correction.html", {"correction": correction}))

    def item_pubdate(self, correction: Correction) -> datetime:
        return correction.corrected_at

    def item_updateddate(self, correction: Correction) -> datetime:
        return correction.last_changed
