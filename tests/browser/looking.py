"""A page looked at in several dresses: accessible, within the policy, and no wider than its window."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

SHIFT = """window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => window.shifted += entry.value))
  .observe({type: "layout-shift", buffered: true});"""
MOST_SHIFT = 0.02


@dataclass(frozen=True)
class Dress:
    """A window's width and a scheme of colours, with the rules of axe that these may break."""

    width: int
    scheme: str = "light"
    rules: Mapping[str, Any] = field(default_factory=lambda: ALL_RULES)


# WCAG 2.2's size of places to press is off unless asked for.
ALL_RULES = {"rules": {"target-size": {"enabled": True}}}
OF_COLOUR = {"runOnly": ["color-contrast", "link-in-text-block"]}
OF_SIZE = {"runOnly": ["target-size", "scrollable-region-focusable"]}


def problems_on(page: Any, address: str, dresses: Mapping[str, Dress], statuses: tuple[int, ...] = (200,)) -> list[str]:
    """Of one visit, in each of the dresses one after the other."""
    page.complaints.clear()
    page.emulate_media(reduced_motion="reduce")
    answer = page.goto(address)
    page.wait_for_load_state()
    if page.locator(".prose-editor").count():
        page.wait_for_selector(".ProseMirror[contenteditable]")
    found = [] if answer.status in statuses else [f"{address} answers {answer.status}"]
    if (shifted := page.evaluate("window.shifted ?? 0")) >= MOST_SHIFT:
        found.append(f"{address} moves by {shifted} while it loads")
    page.evaluate(AXE_SCRIPT)
    for name, dress in dresses.items():
        page.emulate_media(color_scheme=dress.scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": dress.width, "height": 900})
        found += [f"{address} in {name}: {told}" for told in page.complaints if not _is_of_status(told, answer.status)]
        if page.evaluate("document.documentElement.scrollWidth") > dress.width:
            found.append(f"{address} is wider than {dress.width}")
        options = {**dress.rules, "resultTypes": ["violations"]}
        for rule in page.evaluate("options => axe.run(document, options)", options)["violations"]:
            where = f"{address} in {name}: {rule['id']}"
            found += [f"{where} at {node['target']}: {node['html'][:120]}" for node in rule["nodes"]]
        page.complaints.clear()  # axe tries a style of its own, which the policy refuses
    return found


def _is_of_status(told: str, status: int) -> bool:
    """A browser complains of a page that is answered with 404 or 410."""
    return status != 200 and f"status of {status}" in told
