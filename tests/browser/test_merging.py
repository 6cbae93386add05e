"""In a real Chromium: duplicates, a merge from end to end with its undoing, statements given away, dates changed."""

from datetime import UTC, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from newsroom.dates import read_partial_date
from newsroom.models import User
from people.models import Merge, NotTheSame, Person
from tests.browser.conftest import log_in
from tests.factories import make_office, make_organization, make_person, make_position, make_public_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]

SEEN = {"released_at": datetime(2026, 3, 5, tzinfo=UTC), "released_by_hand": True}


def is_accessible(page: Any) -> bool:
    before = list(page.complaints)
    page.wait_for_load_state()
    found = Axe().run(page)
    page.complaints[:] = before  # axe tries a style of its own, which the policy refuses
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
    return True


def two_spellings() -> tuple[Person, Person]:
    kept, other = make_person("Ada Brun"), make_person("Ada Braun", summary="Harbour minister.", **SEEN)
    office = make_office("Pilot", make_organization("Harbour Board"))
    position = make_position(other, office, *map(read_partial_date, ("2020", "2023")))
    fields = {"position": position, "said_on": "2020-05-01", "said_on_precision": "day"}
    make_public_statement("The gates stay open.", other, **fields)
    return kept, other


def test_an_administrator_merges_two_persons_and_takes_it_back(page: Any, administrator: User) -> None:
    kept, other = two_spellings()
    address = other.get_absolute_url()
    log_in(page, administrator)
    page.click("text=Possible duplicates among persons")
    assert is_accessible(page)
    page.click("text=Look at merging")
    page.click("text=Keep the other one instead")
    assert page.locator(".two .name").first.inner_text() == "Ada Brun"
    assert is_accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("button.default")
    page.click("text=Look at the merge, or undo it")
    assert kept.statements.count() == 1
    undo = page.url
    page.goto(address)
    assert page.url.endswith("/people/ada-brun/")
    assert page.locator(".words", has_text="The gates stay open.").count() == 1
    page.goto(undo)
    assert is_accessible(page)
    page.click("text=Undo the merge")
    assert Merge.objects.get().undone_by == administrator
    assert other.statements.count() == 1
    page.goto(address)
    assert page.url.endswith("/people/ada-braun/")
    assert page.complaints == []


def test_an_editor_tells_two_apart_gives_a_statement_away_and_mends_dates(page: Any, editor: User) -> None:
    kept, other = two_spellings()
    log_in(page, editor)
    page.goto("/admin/people/person/duplicates/")
    page.click("button:text-is('Not the same')")
    assert NotTheSame.objects.count() == 1

    page.goto(f"/admin/people/position/{other.positions.get().pk}/change/")
    page.fill("#id_started", "2021")
    page.click("[name=_continue]")
    page.wait_for_selector("text=Save and change this 1 statement")
    assert is_accessible(page)
    page.click("text=Save and change this 1 statement")
    page.click("[name=_continue]")
    assert other.statements.get().office_label == ""

    page.goto("/admin/articles/statement/")
    page.check(".action-select")
    page.select_option("[name=action]", "give_to_another")
    page.click("[name=index]")
    page.fill("[name=name]", "Ada Brun")
    page.click("text=Look at what would change")
    assert is_accessible(page)
    page.click("[name=confirmed]")
    assert kept.statements.count() == 1
    page.goto(other.get_absolute_url())
    assert (
        page.locator(".notices").inner_text().startswith("A statement of 1 May 2020 once listed here was by Ada Brun")
    )
    assert is_accessible(page)
    assert page.complaints == []
