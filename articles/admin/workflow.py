from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from articles.admin.corrections import correction_address
from articles.admin.forms import WorkflowForm
from articles.admin.opened import opened_context
from articles.admin.states import CHANGED_MEANWHILE
from articles.models import Article
from newsroom.desk import CONFLICT

Verb = Callable[[Article, Any, dict[str, Any]], None]

# Each verb with what it is called with and what is said when it is done.
VERBS: dict[str, tuple[Verb, str]] = {
    "take": (lambda article, by, given: article.take(by=by), "The story is yours."),
    "file_under": (lambda article, by, given: article.file_under(by=by, section=given["section"]), "Section chosen."),
    "submit": (lambda article, by, given: article.submit(by=by), "Sent to review."),
    "request_changes": (
        lambda article, by, given: article.request_changes(by=by, note=given["note"]),
        "Sent back to its owner.",
    ),
    "publish": (
        lambda article, by, given: article.publish(by=by),
        "Published. Readers see this version now.",
    ),
    "schedule": (lambda article, by, given: schedule(article, by, given), "Scheduled."),
    "unschedule": (lambda article, by, given: article.unschedule(by=by), "Taken off the schedule."),
    "withdraw": (
        lambda article, by, given: article.withdraw(by=by, reason=given["reason"]),
        "Withdrawn. Its address shows the reason.",
    ),
    "spike": (lambda article, by, given: article.spike(by=by), "Spiked."),
    "unspike": (lambda article, by, given: article.unspike(by=by), "Taken back from the spike."),
}


def schedule(article: Article, by: Any, given: dict[str, Any]) -> None:
    if given["at"] is None:
        raise ValidationError("Give the day and the time, in the newsroom's time zone.")
    if given["at"] <= timezone.now():
        raise ValidationError("That time has passed. Publish now, or give a time to come.")
    article.publish(by=by, at=given["at"])


def workflow(request: HttpRequest, pk: int, model_admin: Any) -> HttpResponse:
    """Where a story stands, what is in its way, and every verb it can take now."""
    article = get_object_or_404(Article.objects.select_related("latest_revision", "live_revision", "owner"), pk=pk)
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    form = WorkflowForm(request.POST or None, initial={"section": article.section_id})
    stale = False
    if request.method == "POST":
        verb, done = VERBS.get(request.POST.get("verb", ""), (None, ""))
        if verb is None:
            raise PermissionDenied("no such verb")
        with transaction.atomic():
            article.lock()
            stale, is_valid = request.POST.get("version") != article.version, form.is_valid()
            if stale:
                form.add_error(None, CHANGED_MEANWHILE)
            elif is_valid and _carried_out(verb, article, request, form):
                model_admin.log_change(request, article, done)
                messages.success(request, done)
                if request.POST.get("from") == "front desk":
                    return redirect("admin:index")
                return redirect(reverse("admin:articles_article_workflow", args=[pk]) + "#verbs")
        article.refresh_from_db()
    user = request.user
    context = {
        **opened_context(request, article),
        **model_admin.admin_site.each_context(request),
        "title": "Publish and workflow",
        "opts": Article._meta,
        "article": article,
        "form": form,
        "problems": article.publishing_problems(),
        "warnings": article.publishing_warnings(),
        "add_correction": correction_address(article, user),
        "orphans": article.citations.orphaned().with_last_words(),
        "verbs": open_verbs(article, user),
        "steps": article.history.select_related("history_user")[:20],
    }
    status = CONFLICT if stale else None
    return TemplateResponse(request, "admin/articles/article/workflow.html", context, status=status)


def _carried_out(verb: Verb, article: Article, request: HttpRequest, form: WorkflowForm) -> bool:
    try:
        with transaction.atomic():
            verb(article, request.user, form.cleaned_data)
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True


def open_verbs(article: Article, user: Any) -> set[str]:
    """What this user can do with the story as it stands; the verbs themselves check again."""
    status, may_publish = article.status, user.has_perm("articles.publish_article")
    working = status in (Article.Status.DRAFT, Article.Status.IN_REVIEW)
    possible = {
        "take": article.owner_id is None and user.has_perm("articles.change_article"),
        "file_under": status != Article.Status.SPIKED and article.may_be_filed(user),
        "submit": status == Article.Status.DRAFT and article.may_be_edited(user),
        "request_changes": status == Article.Status.IN_REVIEW and may_publish,
        "publish": may_publish
        and (working or status == Article.Status.WITHDRAWN or article.has_newer_draft or article.is_scheduled),
        "schedule": may_publish and (working or article.is_scheduled),
        "unschedule": may_publish and article.is_scheduled,
        "withdraw": may_publish and article.is_public,
        "spike": working and user.has_perm("articles.spike_article"),
        "unspike": status == Article.Status.SPIKED and user.has_perm("articles.spike_article"),
    }
    return {verb for verb, is_open in possible.items() if is_open}
