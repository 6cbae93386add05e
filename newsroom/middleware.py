from collections.abc import Callable

from django.db import DataError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponsePermanentRedirect,
)
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from newsroom.models import OldAddress, Publication
from newsroom.views import gone, kept_by_nobody

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


def old_addresses(get_response: Handler) -> Handler:
    """Where nothing stands any more, look whether something used to: 301 in one hop, or 410 with the reason."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path:
            raise Http404("no address holds a NUL")  # and PostgreSQL refuses to look for one
        response = get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        address = OldAddress.objects.filter(path=request.path[:500]).first()
        if not address:
            return response
        if there_now := address.leads_to():
            return kept_by_nobody(HttpResponsePermanentRedirect(there_now))
        if address.reason:
            return gone(request, address.reason)
        return response

    return middleware
