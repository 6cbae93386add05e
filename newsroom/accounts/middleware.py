from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from newsroom.accounts import second_factor, sessions
from newsroom.middleware import Handler


def _is_desk(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("admin:index"))


def _is_account(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("account_root"))


def desk_is_private(get_response: Handler) -> Handler:
    """No answer of the desk, of whatever kind, is kept by a browser or a cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if _is_desk(request) or _is_account(request):
            add_never_cache_headers(response)
        return response

    return middleware


def sessions_end(get_response: Handler) -> Handler:
    """A session is over a while after its last use at the desk, and at its end however busy.

    Readers have no session, and nothing is asked of the database for them.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            if sessions.is_over(request):
                logout(request)
            elif _is_desk(request):
                sessions.keep_alive(request)
        return get_response(request)

    return middleware


def second_factor_first(get_response: Handler) -> Handler:
    """Staff who have not shown a second factor in this session are nobody, except on the pages where they set one up.

    So no address that answers to staff, at the desk or elsewhere, today or tomorrow, answers in between.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or _is_account(request):
            return get_response(request)
        user = request.user
        if not second_factor.is_required_of(user) or second_factor.was_shown(request):
            return get_response(request)
        if not _is_desk(request) or request.path == reverse("admin:still_here"):  # a script asks there, and wants a no
            request.user = AnonymousUser()
            return get_response(request)
        if second_factor.factors_of(user).exists():  # set up meanwhile, in another session
            logout(request)
            return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
        return redirect("mfa_index")

    return middleware
