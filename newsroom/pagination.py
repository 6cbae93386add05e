from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.encoding import escape_uri_path

PER_PAGE = 25


def page_of(
    request: HttpRequest, rows: "QuerySet[Any] | list[Any]", per_page: int = PER_PAGE, count: int | None = None
) -> Page:
    """The page that `?page=` asks for, with `previous_address` and `next_address` (empty where there is none).

    404 past the end, below 2, and for what is not a number: page 1 has one address, without `?page`.
    `count` saves a query where the number of rows is known already.
    """
    asked = request.GET.get("page")
    if asked is not None and not (asked.isascii() and asked.isdigit() and int(asked[:9]) >= 2 and len(asked) < 9):
        raise Http404("no such page")
    paginator = Paginator(rows, per_page)
    if count is not None:
        paginator.count = count
    try:
        page = paginator.page(asked or 1)
    except (EmptyPage, PageNotAnInteger) as problem:
        raise Http404("no such page") from problem
    page.previous_address = _address(request, page.number - 1) if page.has_previous() else ""
    page.next_address = _address(request, page.number + 1) if page.has_next() else ""
    return page


def _address(request: HttpRequest, number: int) -> str:
    """Another page of the list that is being read; what else was asked for stays."""
    asked = request.GET.copy()
    asked.pop("page", None)
    if number > 1:
        asked["page"] = str(number)
    path = escape_uri_path(request.path)
    return f"{path}?{asked.urlencode()}" if asked else path
