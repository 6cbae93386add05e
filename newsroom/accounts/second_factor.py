"""Whether this session has shown a second factor: an app's code, a passkey or a recovery code.

Kept in the session, and under its user: it is asked on every request, and of each session on its own.
"""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from newsroom.models import User

SHOWN_BY = "second_factor_shown_by"


def is_required_of(user: User | AnonymousUser) -> bool:
    return bool(settings.TWO_FACTOR_REQUIRED and user.is_authenticated and user.is_staff)


def was_shown(request: HttpRequest) -> bool:
    return bool(request.session.get(SHOWN_BY) == request.user.pk)


def note_shown(request: HttpRequest, user: User) -> None:
    request.session[SHOWN_BY] = user.pk


def factors_of(user: User) -> QuerySet[Authenticator]:
    """What this user can log in with beside the password; recovery codes only stand in for these."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)


def take_away(user: User, by: User) -> None:
    """For a colleague whose device is lost: no factor and no session of theirs is left; the next login sets up anew.

    Raises PermissionDenied for those who may not change users, and for superusers by anybody else.
    """
    if not by.has_perm("newsroom.change_user") or (user.is_superuser and not by.is_superuser):
        raise PermissionDenied("Only those who may change this user take away their second factor.")
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        Authenticator.objects.filter(user=held).delete()
        held.end_sessions()
