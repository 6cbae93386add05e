"""The editor's minute: from pasted copy to a published record, by keyboard alone."""

from pathlib import Path
from typing import Any

import pytest

from articles.models import Article
from newsroom.models import Publication, User
from people.models import Person
from tests.browser.conftest import log_in, until
from tests.factories import make_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]

COPY = Path(__file__).parents[1] / "articles/samples/northern-strait-programme.txt"
STATEMENTS = 8
MOST_KEYS = 80  # at two keys a second two thirds of a minute, pasting and reading aside
PASTE = """text => {
    const data = new DataTransfer()
    data.setData("text/plain", text)
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    document.activeElement.dispatchEvent(event)
}"""


class Keys:
    """Two hands on a keyboard: no mouse, and every key is counted."""

    def __init__(self, page: Any) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def tab_to(self, selector: str) -> None:
        for _ in range(30):
            self.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"the Tab key does not reach {selector}")


def test_an_editor_takes_wire_copy_to_a_published_record_by_keyboard_alone(page: Any, editor: User) -> None:
    Publication.objects.create(name="The Port Elise Courier")
    make_section("World")
    headline, _, text = COPY.read_text(encoding="utf-8-sig").partition("\n\n")
    log_in(page, editor)
    page.goto("/admin/articles/article/add/")
    page.wait_for_selector(".ProseMirror[contenteditable=true]")

    keys = Keys(page)
    page.keyboard.insert_text(headline)  # the first field has the focus
    keys.tab_to(".ProseMirror")
    page.evaluate(PASTE, text.strip())
    keys.tab_to("#id_dated")
    keys.type("2026-01-08")
    keys.tab_to("[name=_statements]")
    keys.press("Enter")
    page.wait_for_selector(".card.is-current")
    for waiting in range(STATEMENTS, 0, -1):
        until(page, f"document.querySelector('[data-waiting]').textContent === '{waiting}'")
        keys.press("a")
    until(page, "document.activeElement.textContent === 'Publish and workflow'")
    keys.press("Enter")
    page.wait_for_url("**/workflow/#checks")
    keys.tab_to("#id_section")
    keys.type("W")
    keys.tab_to("[value=file_under]")
    keys.press("Enter")
    page.wait_for_url("**/workflow/#verbs")
    keys.tab_to("[value=publish]")
    keys.press("Enter")
    page.wait_for_selector("text=Readers see this version now.")

    article = Article.objects.get()
    assert article.is_public
    assert article.citations.published().count() == STATEMENTS
    speakers = ["Anthony Calder", "Ilse Tarnow", "Joren Ashdown", "Petra Solheim"]
    assert sorted(Person.objects.published().values_list("name", flat=True)) == speakers
    assert keys.pressed <= MOST_KEYS
    assert page.complaints == []
