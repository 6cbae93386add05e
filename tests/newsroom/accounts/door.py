"""Going through the door of the desk as a person would: name, password, code."""

import base64
import hashlib
import hmac
import struct
import time
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from newsroom.models import User

LOGIN = reverse("account_login")
CODE = reverse("mfa_authenticate")
FACTORS = reverse("mfa_index")
DESK = reverse("admin:index")
PASSWORD = "a long password"  # of every user in tests/conftest.py
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str = SECRET, later: int = 0) -> str:
    """What an authenticator app shows now: RFC 6238, written down here once more to check the other."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(time.time() // 30) + later), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


def with_app(user: User) -> User:
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def recovery_codes(user: User) -> list[str]:
    return RecoveryCodes.activate(user).get_unused_codes()


def enter(client: Client, user: User | str, password: str = PASSWORD, **more: Any) -> HttpResponse:
    login = user if isinstance(user, str) else user.username
    return client.post(LOGIN, {"login": login, "password": password}, **more)


def log_in_with_code(client: Client, user: User) -> HttpResponse:
    assert enter(client, user)["Location"] == CODE
    cache.clear()  # a code works once, and several browsers of a test come in within the same half minute
    return client.post(CODE, {"code": code()})


def is_in(client: Client) -> bool:
    return client.get(DESK).status_code == 200
