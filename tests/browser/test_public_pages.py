"""Every kind of page for readers in a real Chromium, in three widths, light and dark, with and without scripts."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.cards.showing import card_of_statement
from articles.models import Statement
from newsroom.dates import read_partial_date
from newsroom.models import Publication
from tests.browser.looking import ALL_RULES, MOST_SHIFT, OF_COLOUR, OF_SIZE, SHIFT, Dress, problems_on
from tests.drawings import halves
from tests.factories import (
    make_article,
    make_citation,
    make_image,
    make_person,
    make_position,
    make_public_statement,
    make_section,
    publish,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]

PARTS = 2  # so that several workers share the pages
DRESSES = {
    "phone": Dress(390),
    "phone, dark": Dress(390, "dark", OF_COLOUR),
    "tablet": Dress(820, rules=OF_SIZE),
    "desktop": Dress(1440, rules=ALL_RULES),
    "desktop, dark": Dress(1440, "dark", OF_COLOUR),
}
THERE_OR_GONE = (200, 404, 410)


def public_addresses() -> list[str]:
    person = make_person("Ada Brun", portrait=make_image(alt="Ada Brun"))
    position = make_position(person)
    citation = make_public_statement(
        "The gates stay open.", person, position=position, said_on=date(2026, 3, 5), said_on_precision="day"
    )
    citation.statement.tags.add("gates")
    citation.article.section = make_section("Harbour")
    citation.article.save()
    pictured = publish(make_article(lead_image=make_image(halves(size=(1600, 900)), alt="The gates")))
    earlier = read_partial_date("2021")
    make_public_statement(
        "The gates are open.", person, position=position, said_on=earlier.first, said_on_precision=earlier.precision
    )
    other = make_article(text="“The gates stay ajar,” Brun said. “We keep them,” the ministry said.")
    make_citation(other, "“We keep them,”", speaker_organization=position.office.organization)
    make_citation(other, "“The gates stay ajar,”", person, statement=citation.statement)
    publish(other)
    publish(make_article("Seen at the harbour")).people.add(person)
    make_public_statement(
        "Ships are welcome.", make_person("Tom Lind"), behalf_organization=position.office.organization
    )
    withdrawn = publish(make_article())
    withdrawn.withdraw(by=None, reason="A forgery.")
    organization = position.office.organization
    pages = [
        citation.article,
        other,
        citation.article.section,
        citation.statement,
        pictured,
        pictured.section,
        person,
        position.office,
        organization,
        withdrawn,
    ]
    lists = ["/", "/people/", "/organizations/", "/statements/", "/corrections/", "/tags/gates/", "/nowhere/"]
    record = person.get_absolute_url()
    narrowed = [
        f"{record}?kind=quoted&words=gates",
        f"{record}mentions/",
        "/people/?letter=b",
        "/statements/?topic=gates",
    ]
    searches = ["/search/", "/search/?q=gates", "/search/?q=brun&person=ada-brun", "/search/?q=bruhn"]
    return [*lists, *(one.get_absolute_url() for one in pages), *narrowed, *searches, "/about/attribution/"]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_for_readers_is_accessible_breaks_no_policy_and_does_not_move(page: Any, part: int) -> None:
    Publication.objects.create(name="The Port Elise Courier", tagline="Who said what")
    page.add_init_script(SHIFT)
    page.set_viewport_size({"width": 390, "height": 900})
    addresses = public_addresses()[part::PARTS]
    assert [told for one in addresses for told in problems_on(page, one, DRESSES, THERE_OR_GONE)] == []


def test_every_page_for_readers_is_whole_without_scripts(page: Any, chromium: Any, live_server: Any) -> None:
    """The words are the same; only what a script adds, a button to copy with, is not there."""
    Publication.objects.create(name="The Port Elise Courier")
    plain = chromium.new_context(base_url=live_server.url, java_script_enabled=False).new_page()
    for address in public_addresses():
        page.goto(address)
        plain.goto(address)
        with_scripts, without = (one.inner_text("main").split() for one in (page, plain))
        assert set(with_scripts) - set(without) <= {"Copy"}, address
        assert len(without) > 3, address
    plain.context.close()


SHOWN = (
    "[...document.images].filter(image => image.closest('picture')).map(image => image.currentSrc.split('/').at(-1))"
)


@pytest.mark.parametrize(
    ("width", "lead", "teaser"), [(390, "w480.avif", "w480.avif"), (1440, "w960.avif", "w480.avif")]
)
def test_a_picture_is_as_large_as_its_place_needs_and_moves_nothing(
    page: Any, width: int, lead: str, teaser: str
) -> None:
    section = make_section("Harbour")
    story = make_article(section=section, lead_image=make_image(halves(size=(1600, 900)), alt="The gates"))
    publish(story)
    page.add_init_script(SHIFT)
    page.set_viewport_size({"width": width, "height": 900})
    # The smallest first: a browser that has a larger one already shows that.
    for address, expected in [(section.get_absolute_url(), teaser), (story.get_absolute_url(), lead), ("/", lead)]:
        page.goto(address, wait_until="networkidle")
        assert page.evaluate(SHOWN) == [expected], address
        assert page.evaluate("window.shifted") < MOST_SHIFT, address
    assert page.complaints == []


def test_a_share_card_is_a_picture_that_a_browser_shows(page: Any) -> None:
    citation = make_public_statement("The gates stay open.", make_person("Ada Brun"))
    statement = Statement.objects.for_lists().get(pk=citation.statement_id)
    page.goto(card_of_statement(statement, Publication.current()).url)
    assert page.evaluate("[document.images[0].naturalWidth, document.images[0].naturalHeight]") == [1200, 630]


def test_filters_are_opened_chosen_and_taken_back_without_javascript(chromium: Any, live_server: Any) -> None:
    person = make_person("Ada Brun")
    for words, kind, year in (("The gates stay open.", "direct", 2026), ("The pier is new.", "mixed", 2021)):
        make_public_statement(words, person, kind=kind, said_on=date(year, 3, 5), said_on_precision="day")
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(person.get_absolute_url())
    page.click("summary:has-text('Kind')")
    page.click(".choices a:has-text('Partly quoted')")
    assert page.locator(".words a").all_inner_texts() == ["“The pier is new.”"]
    page.click(".chosen a:has-text('Partly quoted')")
    page.fill("#box-words", "GATES")
    page.click("text=Find")
    assert page.locator(".words a").all_inner_texts() == ["“The gates stay open.”"]
    page.click("text=Clear")
    page.click("a.chart-bar[aria-label^='2021']")
    assert page.locator(".words a").all_inner_texts() == ["“The pier is new.”"]
    page.click("text=In its place in the story")
    assert page.locator(".around mark").is_visible()
    context.close()


def test_a_citation_is_copied_by_its_button(page: Any) -> None:
    citation = make_public_statement("The gates stay open.", make_person("Ada Brun"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(citation.statement.get_absolute_url())
    page.click("button:has-text('Copy')")
    page.locator("[data-copied]:text-is('Copied')").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.input_value("#citation-text").strip()
    assert copied.startswith("“The gates stay open.” — Ada Brun")
    assert page.complaints == []


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


NOTES = """[...document.querySelectorAll(".margin-note")].map(note => {
  const box = note.getBoundingClientRect()
  return [box.top, box.bottom, note.nextElementSibling.getClientRects()[0].top]
})"""


def test_who_speaks_stands_level_with_the_first_line_of_the_words_and_below_who_spoke_before(page: Any) -> None:
    brun, dane = make_person("Ada Brun"), make_person("Carl Dane")
    long = "“The gates stay open for every ship that comes before the ice, whatever flag it flies,”"
    story = make_article(text=f"{'Words. ' * 80}\n\n{long} Brun said. “Not all,” Dane said.\n\n“All,” Brun said.")
    for words, person in ((long, brun), ("“Not all,”", dane), ("“All,”", brun)):
        make_citation(story, words, person)
    publish(story)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(story.get_absolute_url())
    notes = page.evaluate(NOTES)
    assert len(notes) == 3
    assert abs(notes[0][0] - notes[0][2]) < 6
    assert all(above[1] <= below[0] for above, below in pairwise(notes))


def test_a_printed_page_tells_its_address_and_leaves_out_what_only_leads_on(page: Any) -> None:
    citation = make_public_statement("The gates stay open.", make_person("Ada Brun"))
    other = make_article(text="“The gates stay ajar,” Brun said.")
    make_citation(other, "“The gates stay ajar,”", citation.statement.speaker_person, statement=citation.statement)
    publish(other)
    page.emulate_media(media="print")
    for address in (citation.article.get_absolute_url(), citation.statement.get_absolute_url()):
        page.goto(address)
        printed = "getComputedStyle(document.querySelector('link[rel=canonical]'), '::before').content"
        assert page.evaluate(printed).strip('"').endswith(address)
        assert page.locator("link[rel=canonical]").bounding_box()["height"] > 0
        assert not page.locator(".report-error").is_visible()
    page.goto(other.get_absolute_url())
    assert page.locator(".related").count() == 1
    assert not page.locator(".related").is_visible()
