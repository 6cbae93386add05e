"""Logging in as an editor does it, in a real browser: an app, a passkey, and every page light, dark and on a phone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache

from newsroom.models import User
from tests.browser.conftest import log_in
from tests.newsroom.accounts.door import code, recovery_codes, with_app

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["", "app/", "passkeys/", "passkeys/add/", "recovery-codes/", "recovery-codes/new/"]


def looks_right(page: Any) -> None:
    """Accessible in light and dark, and no wider than a phone."""
    for scheme, width in (("light", 1280), ("dark", 390)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 844})
        page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url} {scheme}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def with_passkeys(page: Any) -> Any:
    """A computer with a fingerprint reader whose owner always agrees."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session


@pytest.fixture
def strict(settings: Any) -> None:
    settings.TWO_FACTOR_REQUIRED = True
    cache.clear()


def test_an_editor_sets_up_an_app_by_keyboard_and_logs_in_with_its_code(page: Any, editor: User, strict: None) -> None:
    page.goto("/admin/people/person/")
    looks_right(page)
    page.keyboard.type(editor.username)  # the cursor waits in the first field
    page.keyboard.press("Tab")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector(".errornote")
    looks_right(page)
    page.fill("#id_password", "a long password")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/second-factor/")
    looks_right(page)
    page.click("text=Set up an app")
    looks_right(page)
    page.keyboard.type(code(page.inner_text(".secret")))
    page.keyboard.press("Enter")
    page.wait_for_url("**/recovery-codes/")
    one = page.inner_text(".codes li >> nth=0")
    for path in PAGES:
        page.goto(f"/account/second-factor/{path}")
        looks_right(page)
    page.goto("/account/password/")
    looks_right(page)
    page.context.clear_cookies()
    page.goto("/account/password/forgotten/")
    looks_right(page)
    page.goto("/admin/people/person/")
    page.fill("#id_login", editor.email)
    page.fill("#id_password", "a long password")
    page.keyboard.press("Enter")
    page.wait_for_url("**/code/")
    looks_right(page)
    page.keyboard.type(one)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/people/person/")
    assert page.complaints == []


def test_a_passkey_is_added_and_opens_the_desk_alone_and_as_the_second_step(
    page: Any, editor: User, strict: None
) -> None:
    device = with_passkeys(page)
    log_in(page, editor)
    page.click("text=Add a passkey")
    page.fill("#id_name", "The laptop")
    page.click("text=Add this device")
    page.wait_for_url("**/recovery-codes/")
    page.goto("/account/second-factor/passkeys/")
    assert "The laptop" in page.inner_text("main")
    looks_right(page)
    page.click("#content >> text=Rename")
    looks_right(page)
    page.go_back()
    page.click("#content >> text=Remove")
    looks_right(page)

    page.context.clear_cookies()
    page.goto("/admin/people/person/")
    page.click("text=Log in with a passkey")
    page.wait_for_url("**/admin/people/person/")

    page.context.clear_cookies()
    log_in(page, editor)
    page.wait_for_url("**/code/")
    page.click("text=Use a passkey")
    page.wait_for_url("**/admin/")

    page.context.clear_cookies()
    device.send("WebAuthn.disable")
    other = with_passkeys(page)  # a computer on which nobody made a passkey
    page.goto("/account/login/")
    page.click("text=Log in with a passkey")
    page.wait_for_selector("[data-passkey-problem]:not([hidden])")
    assert "Nothing was confirmed" in page.inner_text("[data-passkey-problem]")
    other.send("WebAuthn.disable")
    assert page.complaints == []


def test_without_javascript_name_password_and_code_are_enough(
    chromium: Any, live_server: Any, editor: User, strict: None
) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    first = recovery_codes(with_app(editor))[0]
    log_in(page, editor)
    page.fill("#id_code", first)
    page.click("#content button.default")
    assert "The desk" in page.title()
    page.goto("/account/second-factor/passkeys/add/")
    assert "Passkeys need JavaScript." in page.content()
    assert not page.is_visible("[data-passkey]")
    context.close()
