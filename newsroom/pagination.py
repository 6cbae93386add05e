from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

PER_PAGE = 25


def page_of(request: HttpRequest, rows: "QuerySet[Any] | list[Any]", per_page: int = PER_PAGE) -> Page:
    """The page that `?page=` asks for. 404 past the end, below 2, and for what is not a number:
    page 1 has one address, without `?page`."""
    asked = request.GET.get("page")
    if asked is not None and not (asked.isascii() and asked.isdigit() and int(asked[:9]) >= 2 and len(asked) < 9):
        raise Http404("no such page")
    try:
        return Paginator(rows, per_page).page(asked or 1)
    except (EmptyPage, PageNotAnInteger) as problem:
        raise Http404("no such page") from problem
