"""One line in the log for every login, failure and change of what opens the door; never a password, code, key or token.

What was typed as a name is written only where it is somebody's: people type passwords into the wrong field.
"""

import logging
from typing import Any

from allauth.account import signals as account
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.dispatch import receiver
from django.http import HttpRequest

from newsroom.models import User

log = logging.getLogger("newsroom.access")


def tell(level: int, what: str, user: User | None, request: HttpRequest | None) -> None:
    who = one_line(f"{user.username} ({user.pk})") if user else "an unknown user"
    where = one_line((request and get_client_ip(request)) or "no address")
    log.log(level, "%s: %s, from %s", what, who, where)


def one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:200]


def refused(request: HttpRequest, username: str) -> None:
    tell(logging.WARNING, "too many tries, refused", _named(username), request)


def _named(username: str) -> User | None:
    return User.objects.filter(username__iexact=username).first()


@receiver(auth.user_logged_in)
def logged_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    tell(logging.INFO, "logged in", user, request)


@receiver(auth.user_logged_out)
def logged_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        tell(logging.INFO, "logged out", user, request)


@receiver(auth.user_login_failed)
def failed(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    tell(logging.WARNING, "login failed", _named(str(credentials.get("username", ""))), request)


@receiver(account.password_changed)
def password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    tell(logging.INFO, "password changed", user, request)


@receiver(account.password_reset)
def password_reset(request: HttpRequest, user: User, **kwargs: Any) -> None:
    tell(logging.INFO, "password set from a mail", user, request)


@receiver(factors.authentication_failed)
def wrong_code(request: HttpRequest, user: User, **kwargs: Any) -> None:
    tell(logging.WARNING, "wrong second factor", user, request)


@receiver(factors.authenticator_added)
def added(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    tell(logging.INFO, f"second factor added, {authenticator.type}", user, request)


@receiver(factors.authenticator_removed)
def removed(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    tell(logging.INFO, f"second factor removed, {authenticator.type}", user, request)


@receiver(factors.authenticator_reset)
def renewed(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    tell(logging.INFO, f"second factor renewed, {authenticator.type}", user, request)
