"""Who opened a story last, and when: for its form, its statements and its workflow."""

from typing import Any

from django.http import HttpRequest

from articles.models import Article, Opening

SHOWN = 3


def opened_context(request: HttpRequest, article: Article) -> dict[str, Any]:
    """`openings` for `admin/articles/article/_opened.html`: the last by others. To look at the page is noted, if by
    somebody who may edit the story."""
    if request.method == "GET" and article.may_be_edited(request.user):
        Opening.objects.note(article, request.user)
    return {"openings": article.openings.by_others(request.user)[:SHOWN]}
