from datetime import UTC, timedelta

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from newsroom import pictures
from newsroom.addresses import absolute
from newsroom.models import Image

SECURITY_CONTACT_HOLDS = timedelta(days=90)  # who asks again gets a new date; RFC 9116 wants less than a year


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def rendition(request: HttpRequest, key: str, spec_name: str, encoding: str) -> FileResponse:
    """A picture in one of the fixed sizes and encodings. The original is never served."""
    if spec_name not in pictures.SPECS or encoding not in pictures.ENCODINGS:
        raise Http404("no such size")
    image = get_object_or_404(Image, key=key)
    try:
        path = image.make_rendition(spec_name, encoding)
    except (pictures.BadPicture, FileNotFoundError) as problem:
        raise Http404("the picture cannot be drawn") from problem
    response = FileResponse(default_storage.open(path), content_type=f"image/{encoding}")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the icon on pages that name none."""
    return redirect(static("favicon.svg"), permanent=True)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but what is nobody's or a machine's endless combination of filters."""
    found = f"{reverse('articles:search')}?"  # the page that asks what to look for may be read
    closed = [*map(reverse, ("admin:index", "account_root")), found, "/preview/", "/report/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines += [f"Sitemap: {absolute(reverse(name))}" for name in ("articles:sitemap_index", "articles:sitemap_news")]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole in the site (RFC 9116); nothing before the paper has an address for mail."""
    contact = request.publication.contact_email
    if not contact:
        raise Http404("nobody can be written to")
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + SECURITY_CONTACT_HOLDS
    lines = [f"Contact: mailto:{contact}", f"Expires: {expires.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"]
    lines += [f"Preferred-Languages: {request.publication.language}", f"Canonical: {absolute(request.path)}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def gone(request: HttpRequest, reason: str, **context: object) -> HttpResponse:
    """410: what stood here was taken away, and why."""
    return kept_by_nobody(render(request, "410.html", {"reason": reason, **context}, status=410))


def kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """A browser would keep a 301 or 410 for ever; but a story comes back, and a slug may be changed back."""
    patch_cache_control(response, no_cache=True)
    return response
