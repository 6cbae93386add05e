"""The desk's pages as a browser has them: what their form holds, what it sends, what a person reads."""

import html
import re
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client


class _Forms(HTMLParser):
    """Every form of a page as the fields a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self.select: tuple[str, bool] | None = None
        self.options: list[tuple[str, bool]] = []
        self.textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and name and given.get("type") not in ("submit", "file", "button"):
            is_box = given.get("type") in ("checkbox", "radio")
            if not is_box or "checked" in given:
                self.keep(name, given.get("value", "on" if is_box else ""))
        elif tag == "select":
            self.select, self.options = (name, "multiple" in given), []
        elif tag == "option" and self.select:
            self.options.append((given.get("value", ""), "selected" in given))
        elif tag == "textarea":
            self.textarea = name
            self.keep(name, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self.select:
            name, many = self.select
            chosen = [value for value, selected in self.options if selected]
            for value in chosen or ([] if many else [value for value, _ in self.options[:1]]):
                self.keep(name, value)
            self.select = None
        elif tag == "textarea":
            self.textarea = None

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.forms[-1][self.textarea][-1] += data.removeprefix("\r\n").removeprefix("\n")

    def keep(self, name: str, value: str) -> None:
        if self.forms:
            self.forms[-1].setdefault(name, []).append(value)


def form_on(page: HttpResponse) -> dict[str, Any]:
    """What the page's main form, the one with the most fields, would send as it stands."""
    reader = _Forms()
    reader.feed(page.content.decode())
    fields = max(reader.forms, key=len)
    return {name: values if len(values) > 1 else values[0] for name, values in fields.items()}


def send(client: Client, address: str, given: dict[str, Any] | None = None, **changed: Any) -> HttpResponse:
    """Open the page, change these fields of its form, send it. `given` is for names that Python does not allow."""
    page = client.get(address)
    assert page.status_code == 200, f"{address} answers {page.status_code}"
    return client.post(address, form_on(page) | (given or {}) | changed)


def text_of(page: HttpResponse) -> str:
    """What a person reads on the page: no markup, single spaces."""
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", page.content.decode())
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def rows_of(page: HttpResponse) -> list[str]:
    """The rows of a changelist, as their objects are called."""
    return [str(row) for row in page.context["cl"].result_list]
