"""Mail that no page waits for: a slow mail server neither keeps an editor waiting nor tells who has an account."""

import logging
from collections.abc import Callable
from email.utils import formataddr
from threading import Thread

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.db import connections
from django.template.loader import render_to_string
from django.urls import reverse

from newsroom.models import Publication, User

logger = logging.getLogger(__name__)


def later(work: Callable[[], object]) -> None:
    """Do this beside the request. What goes wrong is logged."""
    Thread(target=_carefully, args=[work], name="mail").start()


def _carefully(work: Callable[[], object]) -> None:
    try:
        work()
    except Exception:  # whatever the mail server says: nobody else is there to hear it
        logger.exception("A mail could not be sent.")
    finally:
        connections.close_all()


def sender(paper: Publication) -> str:
    return formataddr((paper.name, settings.DEFAULT_FROM_EMAIL))


def mail_reset_links(typed: str) -> None:
    """To each user with this address: a link to set a new password, once, within the hour."""
    paper = Publication.current()
    for user in users_with(typed):
        key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        context = {
            "paper": paper,
            "person": user,
            "link": settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=key),
            "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
        }
        text = render_to_string("account/email/new_password.txt", context)
        EmailMessage(f"{paper.name}: set a new password", text, sender(paper), [user.email]).send()


def users_with(typed: str) -> list[User]:
    """Active users with this address. No look-alike of it is it, whatever the database thinks of letters."""
    found = User.objects.filter(email__iexact=typed, is_active=True).exclude(email="").order_by("pk")
    return [user for user in found if user.email.lower() == typed.lower()]
