"""The page of the search, and the names it suggests while one types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.searching import looking
from articles.searching.filters import is_in_order, read_asked
from articles.searching.names import beginning_with, close_names, detail_of
from articles.searching.results import results_of
from articles.searching.ways import narrowing_ways, order_ways, type_ways, ways_back
from articles.searching.words import LONGEST_QUERY, MOST_WORDS
from newsroom.pagination import page_of

A_SHORT_TIME = 30


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = read_asked(request.GET)
    if not is_in_order(request.GET):
        return redirect(asked.address(page=request.GET.get("page", "").strip("\x00")))
    found = looking.search(asked)
    page = page_of(request, found.hits)
    context = {
        "asked": asked,
        "found": found,
        "page": page,
        "results": results_of(page, asked.query),
        "close_names": [(one, asked.address(q=one.name)) for one in close_names(asked.query, found)],
        "limits": {"letters": LONGEST_QUERY, "words": MOST_WORDS, "most": looking.MOST},
    }
    if asked.query:
        context |= {
            "types": type_ways(asked, found),
            "orders": order_ways(asked),
            "groups": narrowing_ways(asked, found),
            "ways_back": ways_back(asked),
            "widest": asked.widest_address,
        }
    return render(request, "articles/search.html", context)


@require_safe
@cache_control(public=True, max_age=A_SHORT_TIME)
def search_names(request: HttpRequest) -> JsonResponse:
    found = beginning_with(request.GET.get("q", ""))
    names = [{"name": one.name, "detail": detail_of(one), "address": one.get_absolute_url()} for one in found]
    return JsonResponse({"names": names})
