"""A version of a story as readers would see it: at the desk, and by links for those without an account."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control

from articles.admin.states import CHANGED_MEANWHILE
from articles.admin.versions import story_to_show
from articles.models import Article, PreviewLink
from articles.previewing import preview
from newsroom.desk import CONFLICT
from newsroom.forms import row_number
from newsroom.pagination import page_of

NEWEST = "newest"
LASTS = {1: "1 day", 3: "3 days", 7: "1 week", 14: "2 weeks", 30: "30 days"}


class PreviewLinkForm(forms.Form):
    """For whom a link is, what it shows and how long."""

    note = forms.CharField(label="For whom", max_length=200, help_text="The lawyer, the source: only the desk sees it.")
    shows = forms.ChoiceField(label="It shows", widget=forms.RadioSelect)
    days = forms.TypedChoiceField(label="It lasts", choices=list(LASTS.items()), coerce=int, initial=3)

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article
        number = article.latest_revision.number
        self.fields["shows"].choices = [
            (str(number), f"Version {number} as it is now, whatever is changed later"),
            (NEWEST, "Always the newest version"),
        ]
        self.fields["shows"].initial = str(number)

    def make(self, by: Any) -> PreviewLink:
        pinned = self.cleaned_data["shows"] != NEWEST
        return PreviewLink.make(
            self.article,
            by=by,
            note=self.cleaned_data["note"],
            lasts=timedelta(days=self.cleaned_data["days"]),
            revision=self.article.latest_revision if pinned else None,
        )


def preview_version(request: HttpRequest, pk: int, number: int, model_admin: Any) -> HttpResponse:
    article = story_to_show(request, pk, model_admin)
    revision = get_object_or_404(article.revisions.select_related("lead_image"), number=number)
    return preview(request, article, revision, desk_address=reverse("admin:articles_article_versions", args=[pk]))


def preview_links(request: HttpRequest, pk: int, model_admin: Any) -> HttpResponse:
    """The links to previews of a story; one is made or revoked."""
    article = story_to_show(request, pk, model_admin)
    if not article.may_be_edited(request.user):
        raise PermissionDenied("Links to a story are made and seen by those who may edit it.")
    if article.latest_revision is None:
        messages.error(request, "There is nothing written yet.")
        return redirect("admin:articles_article_change", pk)
    form, stale = PreviewLinkForm(request.POST or None, article=article), False
    if "revoke" in request.POST:
        return _revoke(request, article, model_admin)
    if request.method == "POST":
        with transaction.atomic():
            article.lock()
            stale = request.POST.get("version") != article.version
            form = PreviewLinkForm(request.POST, article=article)
            if stale:
                form.add_error(None, CHANGED_MEANWHILE)
            elif form.is_valid() and (link := _made(form, request)):
                model_admin.log_change(request, article, f"preview link made for {link.note}")
                messages.success(request, f"The link for {link.note} is made. Copy it below.")
                return redirect("admin:articles_article_preview_links", pk)
    page = page_of(request, article.preview_links.select_related("revision", "created_by", "revoked_by"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Preview links",
        "opts": Article._meta,
        "article": article,
        "form": form,
        "page": page,
        "listed": [(link, request.build_absolute_uri(link.get_absolute_url())) for link in page],
        "open_links": set(PreviewLink.objects.open().filter(article=article).values_list("pk", flat=True)),
    }
    status = CONFLICT if stale else None
    response = TemplateResponse(request, "admin/articles/article/preview_links.html", context, status=status)
    patch_cache_control(response, private=True, no_store=True)  # it holds the links themselves
    return response


def _made(form: PreviewLinkForm, request: HttpRequest) -> PreviewLink | None:
    try:
        with transaction.atomic():
            return form.make(by=request.user)
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return None


def _revoke(request: HttpRequest, article: Article, model_admin: Any) -> HttpResponse:
    link = get_object_or_404(article.preview_links, pk=row_number(request.POST["revoke"]))
    with transaction.atomic():
        link.revoke(by=request.user)
        model_admin.log_change(request, article, f"preview link for {link.note} revoked")
    messages.success(request, f"The link for {link.note} shows nothing any more.")
    return redirect("admin:articles_article_preview_links", article.pk)
