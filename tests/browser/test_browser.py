"""In a real Chromium: the editor's way from suggestion to public page, and what no page may do."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.models import Article, Citation, Statement
from newsroom.models import Publication, User
from tests.browser.conftest import log_in
from tests.factories import make_article, make_person, make_position, make_public_statement, make_section, publish

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


def public_addresses() -> list[str]:
    person = make_person("Ada Brun")
    position = make_position(person)
    citation = make_public_statement("The gates stay open.", person, position=position)
    citation.statement.tags.add("gates")
    withdrawn = publish(make_article())
    withdrawn.withdraw(by=None, reason="A forgery.")
    organization = position.office.organization
    pages = [
        citation.article,
        citation.article.section,
        citation.statement,
        person,
        position.office,
        organization,
        withdrawn,
    ]
    lists = ["/", "/people/", "/organizations/", "/statements/", "/corrections/", "/tags/gates/", "/nowhere/"]
    lists += ["/search/", "/search/?q=gates", "/search/?q=brun&person=ada-brun", "/search/?q=bruhn"]
    return [*lists, *(one.get_absolute_url() for one in pages)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_pages_break_no_policy_fit_a_phone_and_are_accessible(page: Any, scheme: str) -> None:
    Publication.objects.create(name="The Port Elise Courier", tagline="Who said what")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    for address in public_addresses():
        page.complaints.clear()
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        expected = [told for told in page.complaints if "404" not in told and "410" not in told]
        assert expected == [], address
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"


def test_the_search_box_suggests_names_by_keyboard_and_searches_without(page: Any) -> None:
    make_public_statement("The gates stay open.", make_person("Ada Brun"))
    page.goto("/statements/")
    box = page.get_by_role("combobox")
    box.type("br")
    page.wait_for_selector("[role=option]")
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == page.locator("[aria-selected=true]").get_attribute("id")
    assert Axe().run(page).violations_count == 0
    box.press("Escape")
    assert page.locator("[role=option]").count() == 0
    box.type("u")
    page.wait_for_selector("[role=option]")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/people/ada-brun/")
    box.fill("gates")
    box.press("Enter")
    page.wait_for_url("**/search/?q=gates")
    assert page.locator("mark.found").first.inner_text() == "gates"
    page.locator(".search-types a", has_text="Statements").click()
    assert page.locator(".results > li").count() == 1
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
