import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.db import DataError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from newsroom.models import OldAddress, Publication
from newsroom.views import gone, kept_by_nobody

SAVED_IS_TOLD_FOR = 30 * 24 * 3600  # as long as browsers keep what was typed

Handler = Callable[[HttpRequest], HttpResponse]


def publication(get_response: Handler) -> Handler:
    """Put the publication on the request, and show every time in the newsroom's own zone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.publication = SimpleLazyObject(Publication.current)
        if request.path.startswith("/static/"):
            return get_response(request)
        with timezone.override(request.publication.zone):
            return get_response(request)

    return middleware


class ImpossibleValues:
    """A number or a text that no database can hold is the visitor's mistake: 400, not 500."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OverflowError | DataError):
            return HttpResponseBadRequest("A value in this request cannot be. Go back and correct it.", "text/plain")
        return None


_FEED = re.compile(r"(.*?)(feed/(?:rss/)?)?", re.DOTALL)  # a page, and what its feed has behind it


def old_addresses(get_response: Handler) -> Handler:
    """Where nothing stands any more, look whether something used to: 301 in one hop, or 410 with the reason. The feed
    of a page goes where the page went."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path:
            raise Http404("no address holds a NUL")  # and PostgreSQL refuses to look for one
        response = get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        page, feed = _FEED.fullmatch(request.path).groups(default="")  # type: ignore[union-attr]
        address = OldAddress.objects.filter(path=page[:500]).first()
        if not address:
            return response
        if there_now := address.leads_to():
            return kept_by_nobody(HttpResponsePermanentRedirect(there_now + feed))
        if address.reason:
            return gone(request, address.reason)
        return response

    return middleware


_TOKEN = re.compile(r"[a-z0-9-]{1,80}")


def saved_forms(get_response: Handler) -> Handler:
    """Tell the browser which form was saved, so that it forgets what it kept of it (static/js/unsaved-text.js).

    At the desk a view that has done what it was asked sends on to another page, and one that has not answers with the
    form. To the log-in goes who may not be here, to the front desk whose record is gone: nothing was saved then.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST" and response.status_code in (302, 303):
            token = request.POST.get("kept_form", "")
            leads_to = urlsplit(response["Location"]).path
            elsewhere = leads_to not in (resolve_url(settings.LOGIN_URL), reverse("admin:index"))
            if _TOKEN.fullmatch(token) and elsewhere and admin.site.has_permission(request):
                response.set_cookie(
                    f"saved-{token}",
                    "1",
                    max_age=SAVED_IS_TOLD_FOR,
                    path=reverse("admin:index"),
                    secure=request.is_secure(),
                    samesite="Lax",
                )
        return response

    return middleware
