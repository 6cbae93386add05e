"""How long others may keep what readers are shown: until the next minute, or until something comes due before that."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from articles.models import Article, Correction
from newsroom.middleware import Handler
from people.models import Office, Organization, Person

KEPT_FOR = 60  # seconds; so long after a withdrawal a cache in front of the site may still show the story


def next_due() -> datetime | None:
    """When the next story, correction or page of an official comes before readers by the clock alone."""
    waiting: list[Any] = [Article.objects.scheduled().values_list("published_at", flat=True)]
    waiting += [Correction.objects.to_come().values_list("corrected_at", flat=True)]
    released = [model.objects.to_come() for model in (Person, Organization, Office)]
    waiting += [rows.values_list("released_at", flat=True) for rows in released]
    first, *others = (rows.order_by() for rows in waiting)
    return min(first.union(*others, all=True), default=None)


def seconds_to_keep() -> int:
    """0 where something comes due within the second."""
    due = next_due()
    return KEPT_FOR if due is None else min(KEPT_FOR, int((due - timezone.now()).total_seconds()))


def shared_caches(get_response: Handler) -> Handler:
    """Pages that are the same for every reader may be kept by browsers and by caches in front of the site."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = request.method in ("GET", "HEAD") and response.status_code == 200
        if is_page and not (response.has_header("Cache-Control") or response.cookies or response.has_header("Vary")):
            patch_cache_control(response, public=True, max_age=seconds_to_keep())
        return response

    return middleware
