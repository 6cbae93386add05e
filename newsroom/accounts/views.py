"""Where allauth's own pages do not quite do what a newsroom needs."""

from allauth.account import views as account
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from newsroom.accounts import throttle


def root(request: HttpRequest) -> HttpResponse:
    return redirect("mfa_index")


class PasswordChangeView(account.PasswordChangeView):
    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Who has no password, because they log in with a passkey, gets the first one as everybody gets a new one."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("account_reset_password")
        return super().dispatch(request, *args, **kwargs)


class PasswordResetFromKeyView(account.PasswordResetFromKeyView):
    def form_valid(self, form: object) -> HttpResponse:
        response = super().form_valid(form)
        throttle.know_browser(response, self.reset_user)
        return response
