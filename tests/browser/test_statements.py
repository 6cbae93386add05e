"""In a real Chromium: an editor merges two statements, takes one apart again, retracts it and corrects the story."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.models import Citation, Correction, Statement
from newsroom.models import User
from tests.browser.conftest import log_in
from tests.factories import make_person, make_public_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]

WORDS = "The gates of the harbour stay open all winter."


def is_accessible(page: Any) -> None:
    found = Axe().run(page, context="#content-main")
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"


def test_an_editor_merges_detaches_retracts_and_corrects(page: Any, editor: User) -> None:
    person = make_person("Ada Brun")
    first = make_public_statement(WORDS, person, venue="the pier").statement
    second = make_public_statement(WORDS.replace("all", "through"), person, venue="the lock").statement
    log_in(page, editor)

    page.goto(f"/admin/articles/statement/{first.pk}/change/")
    page.click("text=Merge with another")
    is_accessible(page)
    page.click("text=Compare the two >> nth=0")
    is_accessible(page)
    page.check("label:has-text('the lock') input")
    page.click("text=Merge the two")
    assert Statement.objects.get().venue == "the lock"
    page.goto(second.get_absolute_url())
    assert page.url.endswith(first.get_absolute_url())
    assert page.locator("#reports li").count() == 2

    page.goto(f"/admin/articles/statement/{first.pk}/change/")
    page.click("text=Detach >> nth=-1")
    is_accessible(page)
    page.click("text=Detach it")
    own = Statement.objects.exclude(pk=first.pk).get()
    assert page.url.endswith(f"/statement/{own.pk}/change/")

    page.click("text=Retract >> nth=0")
    is_accessible(page)
    page.fill("#id_reason", "She never said it.")
    page.click("text=Retract the statement")
    is_accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("text=Add a correction")
    page.select_option("#id_kind", "misattribution")
    page.fill("#id_text", "Ada Brun never said it.")
    page.click("[name=_save]")
    correction = Correction.objects.get()
    assert list(correction.citations.all()) == [Citation.objects.get(statement=own)]
    page.goto(correction.get_absolute_url())
    assert "Ada Brun never said it." in page.locator(f"#correction-{correction.pk}").inner_text()
    assert page.complaints == []
