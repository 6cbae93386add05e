"""How django-allauth behaves in a newsroom: nobody signs up, mail is in the paper's name, tries are counted our way."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from newsroom.accounts import audit, mail, throttle
from newsroom.models import Publication, User

FRESH = 300  # seconds after a login in which nothing is asked again


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "That name and password do not belong together.",
        "too_many_login_attempts": "Too many tries. Wait a quarter of an hour.",
        "incorrect_code": "That code is not right. Codes change every half minute: take the newest.",
        "incorrect_password": "That is not your password.",
        "enter_current_password": "That is not your password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        self._login_failed_rl_usage = throttle.count_try(request, credentials["username"])
        if self._login_failed_rl_usage is None:
            audit.refused(request, credentials["username"])
            response = ratelimit.respond_429(request)
            response["Retry-After"] = str(throttle.MINUTES * 60)
            raise ImmediateHttpResponse(response)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        throttle.know_browser(response, user)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        records = get_authentication_records(context.request, context.request.user)
        if records and time.time() - records[-1]["at"] < FRESH:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        if user.email:
            super().send_notification_mail(template_prefix, user, context, user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        paper = Publication.current()
        message: EmailMessage = self.render_mail(template_prefix, email, {"paper": paper, **context})
        message.subject = f"{paper.name}: {message.subject}"
        message.from_email = mail.sender(paper)
        mail.later(message.send)

    def format_email_subject(self, subject: str) -> str:
        return subject


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def _get_site_name(self) -> str:
        return Publication.current().name

    def get_totp_label(self, user: User) -> str:
        return user.username

    def generate_authenticator_name(self, user: User, type: str) -> str:
        return "Passkey" if not user.authenticator_set.filter(type=type).exists() else "Another passkey"
