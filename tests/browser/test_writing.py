"""In a real Chromium: what is pasted, counted, chosen and tagged in the form of a story."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.body import sanitise, typed_to_html
from articles.models import Article
from newsroom.models import Tag, User
from tests.articles.pasted.test_samples import SAMPLES, expected_of
from tests.browser.conftest import log_in
from tests.factories import make_article, make_image

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]

EDITOR = ".ProseMirror[contenteditable=true]"
PASTE = """([html, text]) => {
    const carried = new DataTransfer();
    if (html) carried.setData("text/html", html);
    carried.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", {clipboardData: carried, bubbles: true, cancelable: true});
    document.querySelector(".ProseMirror[contenteditable]").dispatchEvent(paste);
}"""


def open_story(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(EDITOR)


def body_after_paste(page: Any, html: str, text: str = "") -> str:
    """What the form would send after this was pasted into an empty body."""
    page.evaluate(
        "document.querySelector('.ProseMirror[contenteditable]').editor.commands.setContent('', {emitUpdate: true})"
    )
    page.click(EDITOR)
    page.evaluate(PASTE, [html, text])
    return page.input_value("#id_body")


def bare(body: str) -> str:
    """Without the paragraph that the editor puts into every item of a list and every quotation."""
    for name in ("li", "blockquote"):
        body = re.sub(rf"<{name}><p>(.*?)</p>(?=</{name}>|<[uo]l>)", rf"<{name}>\1", body)
    return body.replace("\xa0", " ").replace("&nbsp;", " ")


def test_copy_of_word_processors_and_mail_is_as_clean_in_the_editor_as_on_the_server(page: Any, editor: User) -> None:
    log_in(page, editor)
    open_story(page, "/admin/articles/article/add/")
    for sample in SAMPLES:
        pasted = body_after_paste(page, sample.read_text())
        assert not re.search(r"style=|class=|<span|<div|Mso", pasted), sample.stem
        assert bare(sanitise(pasted)) == bare(expected_of(sample)), sample.stem
    plain = "One line\nand another\n\n\nA new paragraph <b>\r\n"
    assert sanitise(body_after_paste(page, "", plain)) == sanitise(typed_to_html(plain.replace("<", "&lt;")))
    assert page.complaints == []


def test_a_picture_is_chosen_from_the_library_by_keyboard_and_survives_the_editor(page: Any, editor: User) -> None:
    pier, gate = make_image(alt="The old pier at dusk", credit="M. Quill"), make_image(alt="")
    log_in(page, editor)
    article = make_article("Gates", body="<p>The first words.</p><ul><li>One</li></ul>")
    open_story(page, f"/admin/articles/article/{article.pk}/change/")
    page.click(f"{EDITOR} p")
    page.keyboard.press("Control+Alt+p")
    page.wait_for_selector(".picture-chooser [data-picture]")
    assert page.evaluate("document.activeElement.type") == "search"
    assert "No alternative text" in page.locator(f"[data-picture='{gate.pk}']").inner_text()
    assert page.complaints == []
    found = Axe().run(page, context=".picture-chooser")
    assert found.violations_count == 0, found.generate_report()
    page.complaints.clear()  # axe itself writes styles that the policy forbids
    page.keyboard.type("PIER")
    expect(page.locator(".picture-chooser [data-picture]")).to_have_count(1)
    while page.evaluate("!document.activeElement.dataset.picture"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("figure.library-picture img")
    assert page.locator("figure.library-picture").inner_text().strip() == "The old pier at dusk"
    page.keyboard.type("And more.")
    page.click("[name=_continue]")
    page.wait_for_selector("figure.library-picture img")
    revision = Article.objects.get().latest_revision
    assert f'</p><figure data-image="{pier.pk}"></figure><' in revision.body
    assert list(revision.pictures.all()) == [pier]

    page.keyboard.press("Escape")
    page.click(f"{EDITOR} li")
    page.keyboard.type("Typed ")
    page.click("[name=_continue]")
    page.wait_for_load_state("networkidle")
    latest = Article.objects.get().latest_revision
    assert latest.number == revision.number + 1
    assert list(latest.pictures.all()) == [pier]
    assert page.complaints == []


def test_words_are_counted_beside_the_fields_in_every_script(page: Any, editor: User) -> None:
    log_in(page, editor)
    page.set_viewport_size({"width": 390, "height": 844})
    open_story(page, "/admin/articles/article/add/")
    count = page.locator("#id_headline_count")
    assert count.inner_text() == "0 words, 0 characters"
    page.fill("#id_headline", "Harbour’s gates stay half-open 😀")
    expect(count).to_have_text("4 words, 32 characters")
    page.fill("#id_deck", "水門は開いている")
    page.fill("#id_language", "ja")
    page.dispatch_event("#id_language", "change")
    expect(page.locator("#id_deck_count")).to_have_text(re.compile("^[3-6] words$"))
    page.fill("#id_language", "ar")
    page.fill("#id_deck", "البوابات تبقى مفتوحة")
    expect(page.locator("#id_deck_count")).to_have_text("3 words")
    body_after_paste(page, "", "One two\nthree\n\nfour")
    expect(page.locator("#id_body_count")).to_have_text("4 words")
    assert "id_body_count" in page.get_attribute(EDITOR, "aria-describedby")
    expect(page.locator("p.visually-hidden[role=status]")).to_have_text("Body: 4 words")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.complaints == []


def test_tags_and_the_owner_are_found_while_typing_and_new_tags_made(page: Any, editor: User, reporter: User) -> None:
    for name in ("2026", "harbour", "harbour, old"):
        Tag.objects.create(name=name)
    log_in(page, editor)
    page.set_viewport_size({"width": 390, "height": 844})
    open_story(page, "/admin/articles/article/add/")
    page.fill("#id_headline", "Gates")
    tags = page.locator("#id_tags")
    tags.press_sequentially("gates, HARB")
    options = page.get_by_role("option")
    expect(options).to_have_text(["harbour", "harbour, old"])
    assert page.complaints == []
    found = Axe().run(page, context=".tags")
    assert found.violations_count == 0, found.generate_report()
    page.complaints.clear()  # axe itself writes styles that the policy forbids
    tags.press("ArrowDown")
    tags.press("ArrowDown")
    tags.press("Enter")
    expect(tags).to_have_value('gates, "harbour, old", ')
    tags.press_sequentially("20")
    options.first.click()
    expect(tags).to_have_value('gates, "harbour, old", 2026, ')
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#id_owner + .select2-container").click()
    page.keyboard.type("rit")
    page.locator(".select2-results__option", has_text="rita").click()
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    article = Article.objects.get()
    assert {tag.name for tag in article.tags.all()} == {"gates", "harbour, old", "2026"}
    assert article.owner == reporter
    assert page.complaints == []
