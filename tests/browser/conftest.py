"""A page of the running site in a real Chromium."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from newsroom.models import User


@pytest.fixture
def page(chromium: Any, live_server: Any) -> Iterator[Any]:
    """A page of the running site; a test fails on any script error or breach of the policy."""
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    page.complaints = complaints
    yield page
    context.close()


def log_in(page: Any, user: User) -> None:
    page.goto("/admin/login/")
    page.fill("#id_login", user.username)
    page.fill("#id_password", "a long password")
    page.click("button.default")


def until(page: Any, expression: str, seconds: float = 15) -> None:
    """Wait until a JavaScript expression is true. Playwright's own way evaluates in the page, which the policy forbids."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, f"never came true: {expression}"
        page.wait_for_timeout(20)
