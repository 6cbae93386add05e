"""Whom a story may be given to: the staff, for who may give stories away."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from articles.models import Article
from newsroom.models import User


class OwnerSelect(AutocompleteSelect):
    """Asks a page of its own: Django's would answer only who may see the list of users."""

    url_name = "%s:articles_article_owners"

    def __init__(self) -> None:
        super().__init__(Article._meta.get_field("owner"), admin.site)


class OwnersView(AutocompleteJsonView):
    """The names of staff for `?term=`, and nothing else of them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.has_perm(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def has_perm(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("articles.edit_any_article")

    def process_request(self, request: HttpRequest) -> tuple[str, Any, Any, str]:
        """Whatever the address says, it is owners of stories that are looked for."""
        term = request.GET.get("term", "").replace("\x00", "")
        return term, self.admin_site.get_model_admin(User), Article._meta.get_field("owner"), "pk"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().filter(is_staff=True, is_active=True)


def possible_owners(article: Article) -> QuerySet:
    """Staff at work, and whoever has the story now."""
    return User.objects.filter(Q(is_staff=True, is_active=True) | Q(pk=article.owner_id))
