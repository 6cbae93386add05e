"""In a real Chromium: nothing that was typed is lost, and nothing is put back that nobody asked for (R02, R03)."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from articles.admin.stories import ArticleAdmin
from articles.models import Article
from articles.revising import revise
from newsroom.models import User
from tests.browser.conftest import log_in
from tests.factories import make_article, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]

EDITOR = ".ProseMirror[contenteditable=true]"
BAR = ".kept-typed"
KEPT = 1500  # what was typed so long ago is kept; two seconds are promised


@pytest.fixture
def article(db: None) -> Article:
    return make_article("Gates stay open", text="The first words.", deck="A deck")


@pytest.fixture
def story(page: Any, editor: User, article: Article) -> str:
    """The form of a story, open for an editor."""
    log_in(page, editor)
    address = f"/admin/articles/article/{article.pk}/change/"
    open_story(page, address)
    return address


def open_story(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(EDITOR)
    page.wait_for_load_state("load")


def type_into(page: Any) -> None:
    page.fill("#id_headline", "Gates close at night")
    page.click(f"{EDITOR} p")
    page.keyboard.press("End")
    page.keyboard.type(" And more.")


def is_offered(page: Any) -> None:
    bar = page.locator(BAR)
    expect(bar).to_contain_text("was not saved: Headline, Body.")
    expect(page.locator("#id_headline")).to_have_value("Gates stay open")


def bring_back(page: Any) -> None:
    page.get_by_role("button", name="Bring back what you typed at").click()
    expect(page.locator("#id_headline")).to_have_value("Gates close at night")
    expect(page.locator(EDITOR)).to_contain_text("The first words. And more.")
    expect(page.locator(BAR)).to_contain_text("Nothing is saved until you save.")


def save(page: Any) -> None:
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    page.wait_for_selector(EDITOR)


def nothing_is_offered(page: Any, address: str) -> None:
    open_story(page, address)
    page.wait_for_timeout(3500)  # so long a page looks for what another page may still hold
    assert page.locator(BAR).count() == 0


def test_what_was_typed_in_a_tab_that_was_closed_is_offered_and_brought_back(
    page: Any, story: str, article: Article
) -> None:
    type_into(page)
    page.wait_for_timeout(KEPT)
    page.close(run_before_unload=False)
    again = page.context.new_page()
    complaints: list[str] = []
    again.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    again.set_viewport_size({"width": 390, "height": 844})
    open_story(again, story)
    is_offered(again)
    again.click(f"{BAR} summary")
    expect(again.locator(f"{BAR} dl")).to_contain_text("The first words. And more.")
    assert again.evaluate("document.documentElement.scrollWidth") <= 390
    assert complaints == []
    found = Axe().run(again, context=BAR)
    assert found.violations_count == 0, found.generate_report()
    bring_back(again)
    assert article.revisions.count() == 1
    save(again)
    assert Article.objects.get().latest_revision.headline == "Gates close at night"
    assert Article.objects.get().latest_revision.text == "The first words. And more."
    nothing_is_offered(again, story)


def test_another_tab_of_ones_own_is_offered_nothing_while_the_first_lives(page: Any, story: str) -> None:
    type_into(page)
    page.wait_for_timeout(KEPT)
    second = page.context.new_page()
    nothing_is_offered(second, story)
    second.fill("#id_deck", "Another deck")
    save(page)
    nothing_is_offered(page, story)
    second.click("[name=_continue]")
    expect(second.locator(".errornote").first).to_be_visible()  # 409, typed values and all
    expect(second.locator("#id_deck")).to_have_value("Another deck")
    second.close()
    open_story(page, story)
    expect(page.locator(BAR)).to_contain_text("was not saved: Deck.")
    page.click("text=Discard")
    nothing_is_offered(page, story)


def test_without_the_network_nothing_is_sent_and_nothing_lost(page: Any, story: str, article: Article) -> None:
    type_into(page)
    page.context.set_offline(True)
    page.click("[name=_continue]")
    expect(page.get_by_role("alert").filter(has_text="There is no network")).to_be_visible()
    expect(page.locator("#id_headline")).to_have_value("Gates close at night")
    page.context.set_offline(False)
    save(page)
    assert Article.objects.get().latest_revision.headline == "Gates close at night"
    assert page.complaints == []


def test_an_ended_session_costs_a_log_in_and_no_words(page: Any, story: str, editor: User) -> None:
    type_into(page)
    Session.objects.all().delete()
    page.click("[name=_continue]")
    page.fill("#id_login", editor.username)
    page.fill("#id_password", "a long password")
    page.click("button.default")
    page.wait_for_selector(EDITOR)
    is_offered(page)
    bring_back(page)
    save(page)
    nothing_is_offered(page, story)


def test_a_page_that_stood_long_looks_whether_the_session_lives_before_it_sends(
    page: Any, editor: User, article: Article
) -> None:
    log_in(page, editor)
    page.clock.install()
    open_story(page, f"/admin/articles/article/{article.pk}/change/")
    type_into(page)
    Session.objects.all().delete()
    page.clock.fast_forward("10:00")
    page.click("[name=_continue]")
    alert = page.get_by_role("alert").filter(has_text="Your session has ended")
    expect(alert).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Log in in another tab").click()
    other = opened.value
    other.fill("#id_login", editor.username)
    other.fill("#id_password", "a long password")
    other.click("button.default")
    other.wait_for_selector(".front-desk, #content")
    save(page)
    assert Article.objects.get().latest_revision.headline == "Gates close at night"


def test_a_failure_of_the_server_loses_nothing(
    page: Any, story: str, monkeypatch: pytest.MonkeyPatch, article: Article
) -> None:
    type_into(page)
    with monkeypatch.context() as broken:
        broken.setattr(ArticleAdmin, "save_model", lambda *args: 1 / 0)
        page.click("[name=_continue]")
        page.wait_for_load_state("load")
        assert page.locator(EDITOR).count() == 0
    open_story(page, story)
    is_offered(page)
    bring_back(page)
    save(page)
    assert Article.objects.get().latest_revision.text == "The first words. And more."


def test_text_brought_back_over_anothers_change_is_told_and_overwrites_nothing(
    page: Any, story: str, article: Article
) -> None:
    type_into(page)
    page.wait_for_timeout(KEPT)
    page.goto("about:blank")
    revise(article, by=None, headline="Gates are painted", body=article.latest_revision.body, deck="A deck")
    open_story(page, story)
    page.click(f"{BAR} summary")
    expect(page.locator(f"{BAR} dl")).to_contain_text("This field has been changed since.")
    page.get_by_role("button", name="Bring back what you typed at").click()
    page.click("[name=_continue]")
    expect(page.locator("body")).to_contain_text("Somebody else saved this meanwhile")
    expect(page.locator("body")).to_contain_text("Gates are painted")
    expect(page.locator("#id_headline")).to_have_value("Gates close at night")
    assert Article.objects.get().latest_revision.headline == "Gates are painted"


def test_nobody_is_offered_what_another_user_typed_and_choices_and_rows_come_back_too(
    page: Any, editor: User, administrator: User
) -> None:
    person = make_person("Ada Brun")
    log_in(page, editor)
    address = f"/admin/people/person/{person.pk}/change/"
    page.goto(address)
    page.wait_for_load_state("load")
    page.fill("#id_summary", "A harbour minister.")
    page.check("#id_is_private")
    page.click("#names-group .add-row a")
    page.fill("#id_names-0-name", "A. Brun")
    page.wait_for_timeout(KEPT)
    page.context.clear_cookies()
    log_in(page, administrator)
    page.goto(address)
    page.wait_for_timeout(3500)
    assert page.locator(BAR).count() == 0

    page.context.clear_cookies()
    log_in(page, editor)
    page.goto(address)
    page.get_by_role("button", name="Bring back what you typed at").click()
    expect(page.locator("#id_summary")).to_have_value("A harbour minister.")
    expect(page.locator("#id_is_private")).to_be_checked()
    expect(page.locator("#id_names-0-name")).to_have_value("A. Brun")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    person.refresh_from_db()
    assert (person.summary, person.is_private) == ("A harbour minister.", True)
    assert person.names.get().name == "A. Brun"
    assert page.complaints == []


def test_what_was_typed_about_a_statement_is_offered_until_the_page_says_it_was_taken(
    page: Any, editor: User, article: Article
) -> None:
    log_in(page, editor)
    address = f"/admin/articles/article/{article.pk}/statements/"
    page.goto(address)
    page.wait_for_load_state("load")
    form = page.locator("form[data-keep-typed=cnew]")
    form.locator("[name$=venue]").evaluate(
        "field => { field.value = 'On the quay'; field.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    page.wait_for_timeout(KEPT)
    page.goto("about:blank")
    page.goto(address)
    expect(form.locator(BAR)).to_contain_text("was not saved: Venue.")
    form.locator("button", has_text="Bring back").dispatch_event("click")
    expect(form.locator("[name$=venue]")).to_have_value("On the quay")
    form.dispatch_event("typed:saved")
    page.goto(address)
    page.wait_for_timeout(3500)
    assert page.locator(BAR).count() == 0
    assert page.complaints == []
