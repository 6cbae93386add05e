"""Files are chosen and sent as people do it, and the report is read where it stands."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from articles.models import Article
from newsroom.models import Publication, User
from tests.browser.conftest import log_in
from tests.browser.looking import problems_on
from tests.browser.test_desk_pages import DRESSES
from tests.drawings import drawing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]


def test_files_are_sent_and_their_report_leads_to_the_statements(page: Any, editor: User, tmp_path: Path) -> None:
    Publication.objects.create(name="The Port Elise Courier")
    (tmp_path / "gates.md").write_text(
        "# Gates stay open\n\n“The gates stay open,” Harbour Minister Ada Brun said.\n\n![A gate](gate.png)\n\n![](lost.png)\n"
    )
    (tmp_path / "gate.png").write_bytes(drawing())
    (tmp_path / "empty.txt").write_bytes(b"")
    log_in(page, editor)
    assert problems_on(page, "/admin/articles/article/import/", DRESSES) == []
    page.goto("/admin/")
    page.get_by_role("link", name="Import stories").click()
    page.get_by_label("Files").set_input_files([tmp_path / name for name in ("gates.md", "gate.png", "empty.txt")])
    page.get_by_label("I work on them").check()
    page.get_by_role("button", name="Import").click()
    assert "1 imported, 0 known already, 1 failed" in page.get_by_role("status").inner_text()
    assert page.get_by_text("lost.png did not come along").is_visible()
    assert page.complaints == []
    page.evaluate(AXE_SCRIPT)
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"] == []
    page.complaints.clear()  # axe tries a style of its own, which the policy refuses
    page.get_by_role("link", name="Gates stay open").click()
    page.wait_for_url("**/statements/")
    assert Article.objects.get().owner == editor
    assert page.complaints == []
