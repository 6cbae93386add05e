"""Guessing passwords: ten tries in a quarter of an hour, and the lock cannot be turned against its owner."""

import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from newsroom.accounts.throttle import COOKIE
from newsroom.models import User
from tests.conftest import make_user
from tests.desk import text_of
from tests.newsroom.accounts.door import DESK, enter, is_in, with_app
from tests.newsroom.accounts.test_password_reset import set_new_password

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)


def guess(login: str, times: int, address: str = "203.0.113.1") -> list[int]:
    """Each from a browser that nobody knows."""
    return [enter(Client(REMOTE_ADDR=address), login, f"guess {number}").status_code for number in range(times)]


def test_s28_the_eleventh_try_at_an_account_is_refused_with_the_right_password_too(editor: User) -> None:
    for number in range(10):
        assert guess("edda", 1, f"203.0.113.{number}") == [200]
    refused = enter(Client(REMOTE_ADDR="198.51.100.1"), editor)
    assert refused.status_code == 429
    assert refused["Retry-After"] == "900"
    assert "Too many tries" in text_of(refused)


def test_s28_the_eleventh_try_from_an_address_is_refused_whoever_is_tried(editor: User) -> None:
    for number in range(10):
        assert guess(f"somebody {number}", 1) == [200]
    assert enter(Client(REMOTE_ADDR="203.0.113.1"), editor).status_code == 429
    assert enter(Client(REMOTE_ADDR="198.51.100.1"), editor)["Location"] == DESK


def test_an_address_that_is_refused_does_not_go_on_to_close_accounts(editor: User) -> None:
    for number in range(10):
        guess(f"somebody {number}", 1)
    assert set(guess("edda", 12)) == {429}
    assert enter(Client(REMOTE_ADDR="198.51.100.1"), editor)["Location"] == DESK


@pytest.mark.parametrize("typed", ["EDDA", "edda@example.org", " edda"])
def test_another_spelling_is_no_further_try(editor: User, typed: str) -> None:
    for number in range(10):
        guess("edda", 1, f"203.0.113.{number}")
    assert enter(Client(REMOTE_ADDR="198.51.100.1"), typed).status_code == 429


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"])
def test_an_address_that_a_browser_claims_is_not_believed(editor: User, header: str) -> None:
    for number in range(10):
        enter(Client(REMOTE_ADDR="203.0.113.1", **{header: f"192.0.2.{number}"}), f"somebody {number}", "guess")
    assert enter(Client(REMOTE_ADDR="203.0.113.1", **{header: "192.0.2.99"}), editor).status_code == 429


def test_behind_a_proxy_the_address_is_the_one_the_proxy_names(editor: User, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(10):
        enter(Client(HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, 203.0.113.1"), f"somebody {number}", "guess")
    assert enter(Client(HTTP_X_FORWARDED_FOR="192.0.2.9, 203.0.113.1"), editor).status_code == 429
    assert enter(Client(HTTP_X_FORWARDED_FOR="203.0.113.1, 198.51.100.1"), editor)["Location"] == DESK


def test_the_lock_opens_by_itself(editor: User) -> None:
    with time_machine.travel(datetime.datetime.now(datetime.UTC), tick=False) as clock:
        assert guess("edda", 11)[-1] == 429
        clock.shift(14 * MINUTE)
        assert enter(Client(REMOTE_ADDR="203.0.113.1"), editor).status_code == 429
        clock.shift(2 * MINUTE)
        assert enter(Client(REMOTE_ADDR="203.0.113.1"), editor)["Location"] == DESK


def test_logging_in_does_not_give_a_guesser_further_tries(editor: User) -> None:
    """Somebody with an account of their own must not wipe the slate between guesses at another's."""
    make_user("otto", "Editor")
    for _ in range(2):
        guess("edda", 5)
        enter(Client(REMOTE_ADDR="203.0.113.1"), "otto")
    assert enter(Client(REMOTE_ADDR="198.51.100.1"), editor).status_code == 429


def test_a_browser_in_which_the_chief_has_logged_in_is_not_locked_out_by_others(editor: User) -> None:
    own = Client(REMOTE_ADDR="203.0.113.1")
    enter(own, editor)
    own.post(reverse("account_logout"))
    assert guess("edda", 12)[-1] == 429  # from the same office, even
    assert enter(own, editor)["Location"] == DESK


def test_but_in_that_browser_too_ten_tries_are_enough(editor: User) -> None:
    own = Client()
    enter(own, editor)
    own.post(reverse("account_logout"))
    assert [enter(own, editor, "guess").status_code for _ in range(10)] == [200] * 10
    assert enter(own, editor).status_code == 429


def test_the_mark_of_a_browser_helps_with_nobody_elses_account_and_cannot_be_made_up(editor: User) -> None:
    own = Client()
    enter(own, make_user("otto", "Editor"))
    mark = own.cookies[COOKIE].value
    assert (own.cookies[COOKIE]["httponly"], own.cookies[COOKIE]["samesite"]) == (True, "Lax")
    for number in range(10):
        guess("edda", 1, f"203.0.113.{number}")
    for forged in (mark, "1:x:y", mark[:-1], ""):
        client = Client(REMOTE_ADDR="198.51.100.1")
        client.cookies[COOKIE] = forged
        assert enter(client, editor).status_code == 429


def test_a_chief_on_a_new_device_gets_in_by_mail_while_somebody_keeps_guessing(editor: User) -> None:
    guess("edda", 11)
    own = Client(REMOTE_ADDR="203.0.113.1")
    assert enter(own, editor).status_code == 429
    set_new_password(own, editor, "another long password")
    guess("edda", 11)
    assert enter(own, editor, "another long password")["Location"] == DESK
    assert is_in(own)


def test_codes_of_the_second_step_are_counted_too(client: Client, editor: User) -> None:
    enter(client, with_app(editor))
    pages = [text_of(client.post(reverse("mfa_authenticate"), {"code": f"00000{n}"})) for n in range(11)]
    assert "That code is not right." in pages[0]
    assert "Too many tries." in pages[10]


def test_the_counters_are_shared_by_all_workers(settings: Any) -> None:
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
