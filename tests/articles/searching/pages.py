"""The pages of the search as readers have them."""

import re
from html import unescape

from django.test import Client


def look(client: Client, words: str, **narrowed: str) -> str:
    response = client.get("/search/", {"q": words, **narrowed})
    assert response.status_code == 200
    return unescape(response.content.decode())


def found(client: Client, words: str, **narrowed: str) -> set[str]:
    """The addresses of what was found, in the headings of the results."""
    page = look(client, words, **narrowed)
    list_ = page.partition('<ol class="results">')[2].partition("</ol>")[0]
    heads = re.findall(r'<h3 dir="auto"><a href="([^"]+)"|<blockquote[^>]*><p><a href="([^"]+)"', list_)
    return {one or other for one, other in heads}


def counts(page: str) -> dict[str, str]:
    return dict(re.findall(r">(\w+) <span class=\"count\">([^<]+)</span>", page.partition("search-types")[2]))


def names(client: Client, typed: str) -> list[dict[str, str]]:
    response = client.get("/search/names/", {"q": typed})
    assert response["Cache-Control"] == "public, max-age=30"
    return response.json()["names"]
