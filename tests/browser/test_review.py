"""The page of statements by keyboard, in a real Chromium."""

import time
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.models import Article, Citation, Statement
from newsroom.models import User
from people.models import Person
from tests.browser.conftest import log_in, until
from tests.factories import make_article, make_citation, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]

STORY = """Harbour Minister Ada Brun said that the ferries would run all night.

“The gates stay open,” Brun added. “Nobody will be turned away.”

Finance Minister Tom Lind told reporters that the toll would not rise.

The old pier, a café 🐟 and two cranes were closed on Monday."""


def open_statements(page: Any, user: User, article: Article) -> None:
    log_in(page, user)
    page.goto(f"/admin/articles/article/{article.pk}/statements/")
    page.wait_for_selector(".card.is-current")


def wait_for(page: Any, waiting: int) -> None:
    until(page, f"document.querySelector('[data-waiting]').textContent === '{waiting}'")
    until(page, "!document.querySelector('[aria-busy]')")


def test_a_story_is_worked_through_by_keyboard_alone(page: Any, editor: User) -> None:
    article = make_article("Ferries", text=STORY)
    assert article.citations.suggested().count() == 3
    open_statements(page, editor, article)
    assert page.locator(".card.is-current h3").inner_text().startswith("Ada Brun")

    page.keyboard.press("a")  # Ada Brun is put on file from the print, as far as it goes
    page.wait_for_selector(".card.is-current [data-decision] .errorlist")
    assert "Name the organization" in page.locator(".card.is-current").inner_text()
    page.keyboard.type("Harbour Ministry")
    page.keyboard.press("Control+Enter")
    wait_for(page, 2)
    assert Person.objects.get().name == "Ada Brun"

    assert page.locator(".card.is-current h3").inner_text().startswith("Ada Brun")
    page.keyboard.press("a")  # the same speaker, known by now
    page.keyboard.press("r")  # and on at once to the next
    wait_for(page, 0)
    assert [one.status for one in article.citations.order_by("pk")] == ["confirmed", "confirmed", "rejected"]
    assert page.evaluate("document.activeElement.textContent") == "Publish and workflow"

    page.keyboard.press("u")
    wait_for(page, 1)
    assert article.citations.suggested().get().full_name == "Tom Lind"
    page.keyboard.press("u")
    wait_for(page, 2)
    assert Statement.objects.count() == 1

    page.keyboard.press("?")
    assert page.locator("dialog[open] dt").count() > 8
    page.keyboard.press("Escape")
    found = Axe().run(page)
    ours = [
        one for one in found.response["violations"] if ".review" in str(one["nodes"]) or "card" in str(one["nodes"])
    ]
    assert ours == []
    assert page.complaints == []


def select(page: Any, words: str) -> None:
    """As with the mouse, or with the caret: the words become the selection."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector("[data-body]"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at === -1) continue;
                document.getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
                return;
            }
            throw new Error("not there: " + words);
        }""",
        words,
    )


def test_words_selected_in_the_text_become_a_statement_in_several_parts(page: Any, editor: User) -> None:
    article = make_article("Ferries", text="🐟 Fish. Fish.\n\n" + STORY + "\n\nFish. The pier is shut, he said.")
    make_person("Ada Brun")
    open_statements(page, editor, article)
    select(page, "two cranes were closed")
    page.keyboard.press("n")
    select(page, "old pier")
    page.keyboard.press("n")
    form = page.locator("[data-missed]")
    assert form.locator("textarea").input_value() == "old pier\n…\ntwo cranes were closed"
    form.locator("input[value=source]").check()
    form.locator("[name=new-source]").fill("a harbour pilot")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=a harbour pilot")
    citation = Citation.objects.confirmed().get()
    text = article.latest_revision.text
    parts = [text[start:end] for start, end in citation.anchors.get().spans]
    assert parts == ["old pier", "two cranes were closed"]
    assert page.locator(f"mark[data-statement='{citation.pk}']").count() == 2
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    until(page, f"!document.querySelector('[data-card=\"{citation.pk}\"]')")
    assert not Citation.objects.filter(pk=citation.pk).exists()
    assert page.complaints == []


def test_who_was_slower_gets_the_form_back_with_what_the_other_made_of_it(page: Any, editor: User) -> None:
    article = make_article("Ferries", text=STORY)
    person = make_person("Ada Brun")
    open_statements(page, editor, article)
    page.keyboard.press("e")
    page.wait_for_selector(".card.is-current [data-decision]")
    card = page.locator(".card.is-current")
    card.locator("[name$=venue]").fill("the quay")
    citation = article.citations.order_by("pk").first()
    statement = Statement.objects.create(speaker_person=person, venue="the pier")
    Citation.objects.get(pk=citation.pk).confirm(by=editor, statement=statement)
    card.locator("[name$=venue]").press("Control+Enter")
    page.wait_for_selector(".card.is-current .theirs")
    assert card.locator("[name$=venue]").input_value() == "the quay"
    assert "the pier" in card.inner_text()
    card.locator("input[name=take][value=venue]").check()
    card.locator("[name$=venue]").press("Control+Enter")
    until(page, "!document.querySelector('.card.is-current .theirs')")
    statement.refresh_from_db()
    assert statement.venue == "the pier"


def test_a_key_is_answered_within_a_tenth_of_a_second_in_a_long_story(page: Any, editor: User) -> None:
    sentences = [
        f"Sentence number {at} of a long story goes on for quite some words and tells of the harbour."
        for at in range(300)
    ]
    article = make_article("Long", text="\n\n".join(sentences))
    assert len(article.latest_revision.text.split()) > 5_000
    person = make_person("Ada Brun")
    for at in range(150):
        citation = make_citation(article, sentences[2 * at], confirmed=False, kind="indirect")
        Citation.objects.filter(pk=citation.pk).update(full_name="Ada Brun", matched_person=person, reason="A report.")
    open_statements(page, editor, article)
    page.evaluate(
        """() => { window.slowest = 0; document.addEventListener("keydown", () => {
            const pressed = performance.now();
            requestAnimationFrame(() => setTimeout(() => { window.slowest = Math.max(window.slowest, performance.now() - pressed); }));
        }, true); }"""
    )
    for key in "jjkjaajr":
        before = page.locator(".card.is-current").get_attribute("data-card")
        page.keyboard.press(key)
        until(page, f"document.querySelector('.card.is-current').dataset.card !== '{before}'")
        time.sleep(0.05)
    wait_for(page, 147)
    slowest = page.evaluate("window.slowest")
    assert slowest < 100


def test_the_sure_ones_are_accepted_together_and_undone_together(page: Any, editor: User) -> None:
    article = make_article(
        "Ferries",
        text="“We keep all nine of the ferries,” Ada Brun said. “No toll will rise this year,” she said.\n\nAda Brun praised the harbour pilots and all their crews.",
    )
    make_person("Ada Brun")
    for one in article.citations.all():
        one.matched_person = Person.objects.get()
        one.save()
    assert list(article.citations.order_by("pk").values_list("confidence", flat=True)) == ["high", "high", "low"]
    open_statements(page, editor, article)
    assert page.get_by_role("button", name="Accept the 2 of high confidence").is_visible()

    page.keyboard.press("Shift+H")
    wait_for(page, 1)
    assert [one.status for one in article.citations.order_by("pk")] == ["confirmed", "confirmed", "suggested"]
    assert page.locator("[data-all-sure]").is_hidden()

    page.keyboard.press("u")
    wait_for(page, 3)
    assert page.get_by_role("button", name="Accept the 2 of high confidence").is_visible()
