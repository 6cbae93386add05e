"""The first page of the desk: what waits for whom, above the lists grouped as newsrooms think."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

GROUPS = ("Stories", "Record", "People", "Site")
ROWS = 5


@dataclass(frozen=True)
class Action:
    """A button: what it says, where it is sent, and what is sent along."""

    label: str
    address: str
    sent: dict[str, str] = field(default_factory=dict)
    is_danger: bool = False


@dataclass(frozen=True)
class Row:
    """One thing that waits. `beside` is said quietly behind it, `loud` so that nobody overlooks it.

    `action` is done to it right here; `choice` is what its box sends when the panel can do something with several.
    """

    text: str
    address: str
    beside: str = ""
    loud: str = ""
    action: Action | None = None
    choice: str = ""


@dataclass(frozen=True)
class Panel:
    """One kind of work: how much of it there is, the first of it, and the list of all of it.

    `with_ticked` is done to all ticked rows at once; it sends their choices as `chosen`.
    """

    title: str
    count: int
    address: str
    rows: list[Row] = field(default_factory=list)
    help: str = ""
    with_ticked: Action | None = None


Board = Callable[[HttpRequest], Iterable[Panel]]
BOARDS: list[Board] = []


def board(panels: Board) -> Board:
    """Put the panels that this function makes of a request on the first page, behind those already there."""
    BOARDS.append(panels)
    return panels


class DeskSite(AdminSite):
    site_header = site_title = index_title = "The desk"
    index_template = "admin/front_desk.html"
    enable_nav_sidebar = False  # the lists are in the menu at the head of each page

    # Logging in, logging out and passwords have pages of their own, for all of the site: newsroom/accounts/

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied("Only staff come in here.")
        aim = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        return redirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: aim})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        from allauth.account.views import logout  # needs the models, which are there only when the site is

        return logout(request)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("account_change_password")

    password_change_done = password_change

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        panels = [panel for make in BOARDS for panel in make(request)]
        context = {
            "is_front_desk": True,
            "panels": [panel for panel in panels if panel.count],
            "settled": [panel for panel in panels if not panel.count],
        }
        return super().index(request, {**context, **(extra_context or {})})

    def get_urls(self) -> list[Any]:
        return [path("still-here/", self.still_here, name="still_here"), *super().get_urls()]

    @method_decorator(never_cache)
    def still_here(self, request: HttpRequest) -> HttpResponse:
        """Whether whoever asks may still work at the desk: who that is and a fresh CSRF token, or 401."""
        if not self.has_permission(request):
            return HttpResponse(status=401)
        return JsonResponse({"user": request.user.pk, "csrf": get_token(request)})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The lists by the `desk_group` of their admins, not by the program's apps."""
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        groups: dict[str, list[Any]] = {name: [] for name in GROUPS}
        for model in (model for app in apps for model in app["models"]):
            model_admin = self.get_model_admin(model["model"])
            links = getattr(model_admin, "desk_links", None)  # pages beside the list: what they say and where they are
            model["links"] = links(request) if links else []
            model["is_current"] = bool(model["admin_url"]) and request.path.startswith(model["admin_url"])
            groups[getattr(model_admin, "desk_group", GROUPS[-1])].append(model)
        index = reverse("admin:index", current_app=self.name)
        return [
            {
                "name": name,
                "app_label": name.lower(),
                "app_url": f"{index}#{name.lower()}",
                "has_module_perms": True,
                "is_current": any(model["is_current"] for model in models),
                "models": models,
            }
            for name, models in groups.items()
            if models
        ]
