"""In a real Chromium: going back to a version, two editors at one story, and a link for somebody without an account."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.models import Article
from articles.revising import revise
from newsroom.models import User
from tests.browser.conftest import log_in
from tests.factories import make_article, make_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]

ONE, TWO = "<p>The ferry sails at nine.</p>", "<p>The bridge is shut today.</p>"


def assert_accessible(page: Any, ours: str) -> None:
    found = [
        one["id"]
        for one in Axe().run(page).response["violations"]
        if any(ours in str(node["html"]) + str(node["target"]) for node in one["nodes"])
    ]
    assert found == []


def test_an_editor_compares_two_versions_and_goes_back(page: Any, editor: User) -> None:
    article = make_article("Gates", body=ONE + TWO, section=make_section("Harbour"))
    revise(article, by=editor, headline="Doors", body=ONE.replace("nine", "ten") + TWO)
    log_in(page, editor)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.click("text=Versions: 2")
    page.click("text=Compare the two chosen")
    assert "nine" in page.locator(".compared del").inner_text()
    assert "ten" in page.locator(".compared ins").inner_text()
    assert page.complaints == []
    assert_accessible(page, "compare")
    page.click("text=Restore version 1")
    assert "Restored: version 3 has the words of version 1." in page.locator(".messagelist").inner_text()
    assert page.complaints == []
    assert_accessible(page, "version")
    assert Article.objects.get().latest_revision.body == ONE + TWO


def test_two_editors_settle_what_both_changed(page: Any, editor: User) -> None:
    article = make_article("Gates", body=ONE + TWO)
    log_in(page, editor)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.wait_for_selector(".ProseMirror[contenteditable=true]")
    page.fill("#id_headline", "Mine")
    revise(article, by=None, headline="Theirs", body=ONE + TWO.replace("today", "tonight"))
    page.click("[name=_continue]")
    assert "Taken over from the other version: body" in page.locator(".settling").inner_text()
    refused = [told for told in page.complaints if "409" not in told]
    assert refused == []
    assert_accessible(page, "settl")
    page.locator(".settling").get_by_label("Take both").check()
    page.wait_for_selector(".ProseMirror[contenteditable=true]")
    page.click("[name=_continue]")
    page.wait_for_selector(".success")
    latest = Article.objects.get().latest_revision
    assert (latest.headline, latest.body) == ("Theirs Mine", ONE + TWO.replace("today", "tonight"))


def test_a_lawyer_without_an_account_reads_a_preview_until_the_link_is_revoked(
    page: Any, editor: User, chromium: Any, live_server: Any
) -> None:
    article = make_article("Gates", body=ONE + TWO)
    log_in(page, editor)
    page.goto(f"/admin/articles/article/{article.pk}/preview-links/")
    page.fill("#id_note", "Lindqvist & Partners")
    page.click("text=Make the link")
    address = page.locator(".address input").input_value()
    assert_accessible(page, "link")
    outside = chromium.new_context(base_url=live_server.url)
    lawyer = outside.new_page()
    lawyer.goto(address)
    assert "Preview of version 1, not published." in lawyer.locator(".preview-banner").inner_text()
    assert lawyer.locator("h1").inner_text() == "Gates"
    assert Axe().run(lawyer).violations_count == 0
    page.click("button[name=revoke]")
    page.wait_for_selector("text=Revoked")
    assert lawyer.goto(address).status == 410
    assert "Gates" not in lawyer.content()
    outside.close()
    assert page.complaints == []
