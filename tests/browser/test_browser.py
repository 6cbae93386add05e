"""In a real Chromium: the editor's way from suggestion to public page, and what no page may do."""

from typing import Any

import pytest

from articles.models import Article, Citation, Statement
from newsroom.models import Publication, User
from tests.browser.conftest import log_in
from tests.factories import (
    make_article,
    make_person,
    make_section,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]

TEXT = "“The gates stay open,” Harbour Minister Ada Brun said.\n\nBrun said that the ferries would run all night."


def test_an_editor_takes_a_story_from_paste_to_published_record(page: Any, editor: User) -> None:
    make_section("Harbour")
    Publication.objects.create(name="The Port Elise Courier")
    log_in(page, editor)
    page.goto("/admin/articles/article/add/")
    page.wait_for_selector(".ProseMirror[contenteditable=true]")
    page.fill("#id_headline", "Gates of the harbour stay open")
    page.click(".ProseMirror[contenteditable=true]")
    for paragraph in TEXT.split("\n\n"):
        page.keyboard.insert_text(paragraph)
        page.keyboard.press("Enter")
    page.fill("#id_dated", "2026-03-05")
    page.click("[name=_statements]")
    article = Article.objects.get()
    assert article.latest_revision.text == TEXT
    assert article.citations.suggested().count() == 2

    page.wait_for_selector(".card.is-current")
    page.keyboard.press("a")
    form = page.locator(".card.is-current [data-decision]")
    form.locator("[name$=new_organization]").fill("Harbour Ministry")
    form.locator("button[value=confirm]").click()
    page.wait_for_selector("[data-waiting]:text-is('1')")
    page.keyboard.press("a")
    page.wait_for_selector("[data-waiting]:text-is('0')")
    assert Statement.objects.count() == 2
    assert {one.office_label for one in Statement.objects.all()} == {"Harbour Minister, Harbour Ministry"}

    article.refresh_from_db()
    article.section = make_section("World")
    article.save()
    page.click("text=Publish and workflow")
    page.click("text=Publish now")
    page.click("text=See it as readers do")
    assert page.locator("mark.statement").count() == 2
    page.goto("/people/ada-brun/")
    link = page.locator(f"a[href$='#st-{Citation.objects.order_by('pk').first().pk}']").first
    link.click()
    assert page.locator("mark:target").inner_text() == "“The gates stay open,”"
    assert page.complaints == []


def test_without_javascript_the_review_page_still_decides(chromium: Any, live_server: Any, editor: User) -> None:
    article = make_article("Gates", text=TEXT)
    make_person("Ada Brun")
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    log_in(page, editor)
    page.goto(f"/admin/articles/article/{article.pk}/statements/")
    page.locator(".card.suggested button[value=accept]").first.click()
    assert Statement.objects.get().speaker_label == "Ada Brun"
    page.locator(".card.suggested a:text-is('Edit')").first.click()
    page.locator(".card.suggested [name$=venue]").fill("the quay")
    page.locator(".card.suggested button[value=confirm]").first.click()
    assert Statement.objects.get(venue="the quay").speaker_label == "Ada Brun"
    context.close()
