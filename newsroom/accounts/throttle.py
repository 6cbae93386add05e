"""How often a password may be tried, counted in the cache that all workers share.

Ten failures in a quarter of an hour close an account, and an address, to browsers nobody knows. A browser in which its
user has logged in before, or has set a new password from a mail, counts by itself: whoever keeps guessing at the
chief's password closes the door to strangers, and never to the chief.
"""

import secrets

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from newsroom.models import User

MINUTES = 15
RATES = {"failed_login": f"10/{MINUTES}m/key"}
COOKIE = "known_browser"
SALT = "newsroom.accounts.known_browser"
A_YEAR = 365 * 24 * 60 * 60


def count_try(request: HttpRequest, username: str) -> ratelimit.RateLimitUsage | None:
    """Count a try at this account; None when there were too many. What is returned can be rolled back."""
    counted = ratelimit.RateLimitUsage(usage=[])
    for key in _keys(request, username):
        usage = ratelimit.consume(request, app="newsroom.accounts", action="failed_login", config=RATES, key=key)
        if usage is None:
            counted.rollback()  # an address that is refused does not go on closing accounts
            return None
        counted.usage += usage.usage
    return counted


def _keys(request: HttpRequest, username: str) -> list[str]:
    browser = _known_browser(request, username)
    if browser:
        return [f"browser {browser}"]
    return [f"account {username.casefold()}", f"address {ratelimit.get_ip(request)}"]


def _known_browser(request: HttpRequest, username: str) -> str:
    """The mark of this browser, if it is one of this user's; else nothing."""
    try:
        pk, mark = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=A_YEAR)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return mark if User.objects.filter(pk=pk, username__iexact=username).exists() else ""


def know_browser(response: HttpResponse, user: User) -> None:
    """From now on this browser counts by itself when it tries this user's password."""
    response.set_cookie(
        COOKIE,
        signing.dumps([user.pk, secrets.token_urlsafe(12)], salt=SALT),
        max_age=A_YEAR,
        path=reverse("account_root"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
