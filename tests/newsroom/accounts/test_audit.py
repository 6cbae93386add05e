"""The log of the door: who came in, who did not, what was changed; in one line each, and nothing secret in it."""

import logging
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.models import User
from tests.newsroom.accounts.door import CODE, PASSWORD, SECRET, code, enter, recovery_codes, with_app
from tests.newsroom.accounts.test_password_reset import link_in_the_mail, set_new_password
from tests.newsroom.accounts.test_second_factor import set_up_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


def lines(told: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in told.records if record.name == "newsroom.access"]


@pytest.mark.django_db(transaction=True)
def test_a_day_at_the_door(editor: User, told: pytest.LogCaptureFixture) -> None:
    client = Client(REMOTE_ADDR="203.0.113.5")
    enter(client, editor, "guessed")
    enter(client, editor)
    set_up_app(client)
    client.post(reverse("account_logout"))
    enter(client, editor)
    client.post(CODE, {"code": "000000"})
    client.post(CODE, {"code": recovery_codes(editor)[0]})
    client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))
    given = {"oldpassword": PASSWORD, "password1": "another long one", "password2": "another long one"}
    client.post(reverse("account_change_password"), given)
    who = f"edda ({editor.pk}), from 203.0.113.5"
    assert [line.removesuffix(f": {who}") for line in lines(told)] == [
        "login failed",
        "logged in",
        "second factor added, totp",
        "second factor added, recovery_codes",
        "logged out",
        "wrong second factor",
        "logged in",
        "second factor renewed, recovery_codes",
        "second factor removed, totp",
        "second factor removed, recovery_codes",
        "password changed",
    ]


def test_a_lock_and_a_password_from_a_mail_are_told(client: Client, editor: User, told: Any) -> None:
    for _ in range(11):
        enter(client, editor, "guessed")
    set_new_password(client, editor)
    assert lines(told)[-2:] == [
        f"too many tries, refused: edda ({editor.pk}), from 127.0.0.1",
        f"password set from a mail: edda ({editor.pk}), from 127.0.0.1",
    ]


@pytest.mark.django_db(transaction=True)
def test_s34_no_password_code_key_or_session_is_in_any_log(
    client: Client, editor: User, told: pytest.LogCaptureFixture
) -> None:
    enter(client, "my secret password in the wrong field", "guessed")
    enter(client, editor, "a wrong guess")
    enter(client, editor)
    secret = set_up_app(client)
    client.get(reverse("mfa_view_recovery_codes"))
    set_new_password(other := Client(), editor, "a brand new password")
    secrets = [secret, PASSWORD, "a brand new password", "a wrong guess", "my secret password", *recovery_codes(editor)]
    secrets += [client.session.session_key, other.cookies["known_browser"].value, code(secret)]
    secrets.append(re.sub(r".*/[^/]*?-", "", link_in_the_mail()).strip("/"))
    everything = "\n".join(f"{record.getMessage()} {record.__dict__.get('request', '')}" for record in told.records)
    assert "login failed: an unknown user" in everything
    assert not [one for one in secrets if one in everything]


@pytest.mark.parametrize("name", ["a\nlogged in: root (1), from 10.0.0.1", "a\r\nb", "a\x1b[2Jb", "a\u2028b"])
def test_s33_a_name_makes_no_line_of_its_own(client: Client, told: Any, name: str) -> None:
    user = User(username=name, email="x@example.org")
    user.set_password(PASSWORD)
    user.save()
    with_app(user)
    client.force_login(user)
    (line,) = lines(told)
    assert line.isprintable()
    assert SECRET not in line


def test_on_a_live_server_these_lines_reach_the_console() -> None:
    from tests.newsroom.test_settings import LIVE, run

    tell = "import django, logging; django.setup(); logging.getLogger('newsroom.access').info('logged in: edda')"
    assert "logged in: edda" in run("-c", tell, environment=LIVE).stderr
