from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.db.models import Q
from django.http import HttpRequest

from newsroom.accounts import mail
from newsroom.models import User


class Plain(forms.Form):
    """A form whose labels stand above the fields, and not once more inside them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(Plain, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"] = forms.CharField(label="User name or e-mail address", max_length=254)
        login.widget.attrs.update(autocomplete="username", autocapitalize="none", spellcheck="false", autofocus=True)
        self.fields["password"].help_text = ""
        self.order_fields(["login", "password"])

    def user_credentials(self) -> dict[str, str]:
        return {"username": username_of(self.cleaned_data["login"]), "password": self.cleaned_data["password"]}


def username_of(login: str) -> str:
    """Whose user name or address this is, as a user name; itself when it is nobody's, or several people's."""
    found = list(User.objects.filter(Q(username__iexact=login) | Q(email__iexact=login)).values("username", "email"))
    by_name = [one["username"] for one in found if one["username"].lower() == login.lower()]
    by_address = [one["username"] for one in found if one["email"].lower() == login.lower()]
    names = by_name or by_address
    return names[0] if len(names) == 1 else login


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    """Does the same whoever the address belongs to; who that is, is looked up beside the request."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail address"

    def clean_email(self) -> str:
        return self.cleaned_data["email"]

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        typed = self.cleaned_data["email"]
        mail.later(lambda: mail.mail_reset_links(typed))
        return typed


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    pass


class WithCode(Plain):
    """A code is typed from a telephone beside the keyboard, or on the telephone itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code"
        self.fields["code"].widget.attrs.update(inputmode="numeric", autofocus=True)


class ActivateTOTPForm(WithCode, app.ActivateTOTPForm):
    pass


class AuthenticateForm(WithCode, factors.AuthenticateForm):
    pass


class ReauthenticateByCodeForm(WithCode, factors.ReauthenticateForm):
    pass


class AddPasskeyForm(Plain, AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name of the device"
        self.fields["name"].max_length = 60
        self.fields["passwordless"].label = "Log in with this passkey alone"
        self.fields["passwordless"].help_text = "Without name and password. Leave it off for a simple security key."
        self.fields["passwordless"].initial = True
