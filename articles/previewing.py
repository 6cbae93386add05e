"""A version of a story as readers would see it, before they do: never kept by anybody, never indexed."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from articles.models import Article, Citation, Revision, Statement
from articles.reading import speakers_in, story_context


def preview(request: HttpRequest, article: Article, revision: Revision, **banner: Any) -> HttpResponse:
    """The story's page with this version in it, and the statements that readers would see marked.

    Whatever has no page yet is named without a link.
    """
    prefetch_related_objects([revision], "byline_entries__byline")
    citations = list(Citation.objects.would_be_public_in(revision).for_story())
    stated = {citation.statement_id for citation in citations}
    with_page = set(Statement.objects.published().filter(pk__in=stated).values_list("pk", flat=True))
    context = {
        **story_context(article, revision, citations, speakers_in(citations), with_page),
        "is_preview": True,
        "is_live": article.is_public and article.live_revision_id == revision.pk,
        **banner,
    }
    return kept_private(render(request, "articles/article_preview.html", context))


def kept_private(response: HttpResponse) -> HttpResponse:
    """For the one who asked only: not stored on the way, not indexed, its address not told to other sites."""
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
