from collections.abc import Iterator
from typing import Any

import taggit.admin
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Case, Exists, OuterRef, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from newsroom.accounts import second_factor
from newsroom.desk import CheckedAdmin, VersionedAdmin, VersionedForm
from newsroom.forms import row_number
from newsroom.front_desk import Panel, Row, board
from newsroom.models import Image, OldAddress, Publication, Tag, User, images
from newsroom.models.publication import common_time_zones
from newsroom.models.tags import tag_key
from newsroom.pagination import page_of

PICTURES_TO_CHOOSE_FROM = 24
TAGS_TO_CHOOSE_FROM = 8

# Addresses are a user's own field, and keys are nobody's to read; the library's tags are not ours.
for model in (taggit.admin.Tag, EmailAddress, EmailConfirmation, Authenticator):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class StaffForm(VersionedForm, UserChangeForm):
    """The form of a user, refused when it is stale."""


@admin.register(User)
class StaffAdmin(CheckedAdmin, UserAdmin):
    """Nobody gives away more than a group: superusers are made, changed and deleted by superusers only."""

    form = StaffForm
    readonly_fields = ["last_login", "date_joined"]
    list_display = ["username", "email", "first_name", "last_name", "is_staff", "second_factor"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        factors = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
        return super().get_queryset(request).annotate(has_factor=Exists(factors.filter(user=OuterRef("pk"))))

    @admin.display(description="second factor", boolean=True)
    def second_factor(self, user: Any) -> bool:
        return bool(user.has_factor)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.second_factor_view)
        return [path("<path:object_id>/second-factor/", view, name="newsroom_user_second_factor"), *super().get_urls()]

    def second_factor_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """A colleague has lost the device: take the factor away, so that the next login sets up another."""
        user = self.get_object(request, object_id)
        if user is None:
            raise Http404("no such user")
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if request.method == "POST":
            second_factor.take_away(user, by=request.user)
            self.log_change(request, user, "Second factor taken away, all sessions ended.")
            self.message_user(
                request, f"{user} is logged out everywhere, and sets up a second factor at the next login."
            )
            return redirect("admin:newsroom_user_change", user.pk)
        context = {**self.admin_site.each_context(request), "original": user, "opts": self.opts}
        context["title"] = f"Take away the second factor of {user}?"
        return render(request, "admin/newsroom/user/second_factor.html", context)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        given = ["is_superuser", "user_permissions"]
        return [*super().get_readonly_fields(request, obj), *([] if request.user.is_superuser else given)]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def _may_touch(self, request: HttpRequest, user: Any) -> bool:
        return user is None or request.user.is_superuser or not user.is_superuser


@admin.register(Publication)
class PublicationAdmin(VersionedAdmin):
    """The paper's identity: one page. What would be its list leads to that page, also before it was ever saved."""

    autocomplete_fields = ["logo"]
    fieldsets = [
        ("In the masthead", {"fields": ["name", "tagline", "logo"]}),
        ("At the foot of each page", {"fields": ["contact_email", "imprint"]}),
        ("Place and language", {"fields": ["time_zone", "language"]}),
    ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        paper = Publication.objects.first()
        if paper is not None:
            return redirect("admin:newsroom_publication_change", paper.pk)
        if self.has_add_permission(request):
            return redirect("admin:newsroom_publication_add")
        return super().changelist_view(request, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "time_zone" in form.base_fields:  # an editor only reads the page
            form.base_fields["time_zone"].widget.attrs.update(list="time-zones", autocomplete="off", spellcheck="false")
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return super().render_change_form(request, context | {"time_zones": common_time_zones()}, *args, **kwargs)

    def response_post_save_add(self, request: HttpRequest, obj: Publication) -> HttpResponse:
        return redirect("admin:index")

    response_post_save_change = response_post_save_add

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Publication.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@board
def nameless_paper(request: HttpRequest) -> Iterator[Panel]:
    """Told to those who can change it, until they have."""
    if request.user.has_perm("newsroom.add_publication") and not Publication.objects.exists():
        address = reverse("admin:newsroom_publication_add")
        rows = [Row("Write down its name, time zone, contact and imprint", address)]
        yield Panel("Nobody has said what this paper is called", 1, address, rows)


@admin.register(Image)
class ImageAdmin(VersionedAdmin):
    list_display = ["thumbnail", "__str__", "credit", "width", "height", "created_at"]
    list_display_links = ["__str__"]
    list_filter = ["created_at"]
    search_fields = ["alt", "caption", "credit"]
    readonly_fields = ["thumbnail", "width", "height"]
    formfield_overrides = {models.ImageField: {"widget": forms.FileInput}}  # Django's own links to the original
    fieldsets = [
        (None, {"fields": ["thumbnail", "file", "alt", "caption", "credit"]}),
        ("Focal point: what a cut must keep", {"fields": ["focal_x", "focal_y"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        choose = path("choose/", self.admin_site.admin_view(self.choose), name="newsroom_image_choose")
        return [choose, *super().get_urls()]

    def choose(self, request: HttpRequest) -> HttpResponse:
        """A part of a page: the pictures for `?q=`, or the one with `?id=`, to be put into a text."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked, number = request.GET.get("q", "").replace("\x00", ""), request.GET.get("id")
        found, _ = self.get_search_results(request, Image.objects.all(), asked)
        if number is not None:
            found = found.filter(pk=row_number(number))
        context = {
            "page": page_of(request, found.distinct(), per_page=PICTURES_TO_CHOOSE_FROM),
            "asked": asked,
            "may_add": self.has_add_permission(request),
        }
        return render(request, "admin/newsroom/image/choose.html", context)

    @admin.display(description="picture")
    def thumbnail(self, image: Image) -> SafeString | str:
        return format_html('<img src="{}" alt="" width="80" height="80">', image.small_url) if image.pk else ""

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        redrawn = bool({"file", "focal_x", "focal_y"} & set(form.changed_data))
        if redrawn:
            obj.key = images.new_key()
        super().save_model(request, obj, form, change)
        if redrawn:
            transaction.on_commit(obj.make_renditions)


@admin.register(Tag)
class TagAdmin(CheckedAdmin):
    list_display = ["name", "slug"]
    search_fields = ["key"]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """In any case and script, as tags are told apart; what is typed is one tag and not several words."""
        return queryset.filter(key__contains=tag_key(search_term)), False

    def get_urls(self) -> list[URLPattern]:
        suggest = path("suggest/", self.admin_site.admin_view(self.suggest), name="newsroom_tag_suggest")
        return [suggest, *super().get_urls()]

    def suggest(self, request: HttpRequest) -> JsonResponse:
        """The names of tags on file for `?q=`, those that begin with it first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        typed = tag_key(request.GET.get("q", "").replace("\x00", ""))
        begins = Case(When(key__startswith=typed, then=0), default=1)
        found = Tag.objects.filter(key__contains=typed).order_by(begins, "key") if typed else Tag.objects.none()
        return JsonResponse({"tags": list(found.values_list("name", flat=True)[:TAGS_TO_CHOOSE_FROM])})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["slug"] if obj is not None else []  # it is an address that readers may have kept

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, list[str]]:
        return {} if obj is not None else {"slug": ["name"]}


@admin.register(OldAddress)
class OldAddressAdmin(CheckedAdmin):
    list_display = ["path", "leads_to", "reason", "created_at"]
    search_fields = ["path", "reason"]
    list_filter = ["content_type"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("target")

    @admin.display(description="leads to")
    def leads_to(self, address: OldAddress) -> str:
        return str(address.target or "–")
