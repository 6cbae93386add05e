"""What a session remembers of its own life; kept up by what allauth and Django tell of logins and factors."""

import time
from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from newsroom.accounts import second_factor
from newsroom.models import User

BEGAN, SEEN = "session_began", "session_seen"
LOOK = 10 * 60  # seconds: an active session is written this often, not on every request


@receiver(user_logged_in)
def begin(request: HttpRequest, **kwargs: Any) -> None:
    request.session[BEGAN] = request.session[SEEN] = time.time()


def is_over(request: HttpRequest) -> bool:
    """At its end however busy; being idle ends a session by SESSION_COOKIE_AGE, since it was last written."""
    return bool(time.time() - request.session.get(BEGAN, 0) > settings.SESSION_LIFE)


def keep_alive(request: HttpRequest) -> None:
    if time.time() - request.session.get(SEEN, 0) > LOOK:
        request.session[SEEN] = time.time()


@receiver(authentication_step_completed)
def step(request: HttpRequest, user: User, method: str, **kwargs: Any) -> None:
    if method == "mfa":
        second_factor.note_shown(request, user)


@receiver(authenticator_added)
def enrolled(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Who sets up a factor has it in hand. The session may more now, so it gets another key."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        second_factor.note_shown(request, user)
        request.session.cycle_key()


@receiver(authenticator_removed)
def gave_up(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Without a factor no session is left but this one, and this one has to set up another."""
    if not second_factor.factors_of(user).exists():
        request.session.pop(second_factor.SHOWN_BY, None)
        user.end_sessions()
        update_session_auth_hash(request, user)
