"""What there is to read, for search engines: an index, a file for each kind of page, and the news of two days."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.feeds import printable
from articles.models import Article, Section, Statement
from articles.topics import topics_with_page
from newsroom.addresses import absolute
from people.models import Office, Organization, Person

NEWS_LASTS = timedelta(days=2)
MOST_NEWS = 1_000  # so many a news sitemap may have
IN_A_FILE = 5_000

PAGES = ["home", "statement_list", "correction_list", "about_attribution"]


class PaperSitemap(Sitemap):
    """Addresses are of the paper's own site, whatever host a request names."""

    limit = IN_A_FILE

    def __init__(self, rows: Callable[[], Any]) -> None:
        self.rows = rows

    def items(self) -> Any:
        return self.rows()

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        own = urlsplit(settings.SITE_URL)
        return super().get_urls(page, SimpleNamespace(domain=own.netloc), own.scheme)


class StorySitemap(PaperSitemap):
    def lastmod(self, story: Article) -> Any:
        return story.updated_at or story.published_at


class PageSitemap(PaperSitemap):
    def location(self, address: Any) -> str:
        return str(address)


def _pages() -> list[str]:
    lists = [reverse("people:person_list"), reverse("people:organization_list")]
    return [*(reverse(f"articles:{name}") for name in PAGES), *lists]


PARTS: dict[str, PaperSitemap] = {
    "pages": PageSitemap(_pages),
    "stories": StorySitemap(lambda: Article.objects.published().order_by("pk")),
    "statements": PaperSitemap(lambda: Statement.objects.published().order_by("pk")),
    "people": PaperSitemap(lambda: Person.objects.published().order_by("pk")),
    "organizations": PaperSitemap(lambda: Organization.objects.published().order_by("pk")),
    "offices": PaperSitemap(lambda: Office.objects.published().order_by("pk")),
    "sections": PaperSitemap(lambda: Section.objects.order_by("pk")),
    "tags": PaperSitemap(lambda: topics_with_page().order_by("pk")),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    files = []
    for name, entries in PARTS.items():
        address = absolute(reverse("articles:sitemap", args=[name]))
        numbers = entries.paginator.page_range
        files += [{"location": address if number == 1 else f"{address}?p={number}"} for number in numbers]
    return render(request, "sitemap_index.xml", {"sitemaps": files}, content_type="application/xml")


@require_safe
def part(request: HttpRequest, part: str) -> HttpResponse:
    if part not in PARTS:
        raise Http404("no such part of the site")
    return sitemap(request, PARTS, section=part)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The stories of the last two days, as news search engines want them."""
    fresh = Article.objects.published().filter(published_at__gte=timezone.now() - NEWS_LASTS)
    stories = [
        {
            "address": absolute(story.get_absolute_url()),
            "language": story.language.partition("-")[0].lower(),
            "published_at": story.published_at,
            "title": printable(story.live_revision.headline),
        }
        for story in fresh.for_lists()[:MOST_NEWS]
    ]
    context = {"stories": stories, "paper": printable(request.publication.name)}
    return render(request, "articles/sitemap_news.xml", context, content_type="application/xml")
