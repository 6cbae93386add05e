"""The page of a statement's retraction: to retract it, to see which stories it leaves behind, to take it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from articles.admin.corrections import add_correction_address
from articles.models import Citation, Correction, Statement
from newsroom.desk import CONFLICT

# Each verb with what is said when it is done.
VERBS: dict[str, tuple[Callable[..., None], str]] = {
    "retract": (Statement.retract, "Retracted. Does a story that reports it need a correction?"),
    "reinstate": (Statement.reinstate, "The retraction is taken back: the statement is on the record again."),
}


def retract(request: HttpRequest, pk: int, model_admin: Any) -> HttpResponse:
    statement = get_object_or_404(Statement, pk=pk)
    if not request.user.has_perm("articles.retract_statement"):
        raise PermissionDenied
    problem, stale = "", False
    if request.method == "POST":
        verb, done = VERBS.get(request.POST.get("verb", ""), (None, ""))
        if verb is None:
            raise PermissionDenied("no such verb")
        with transaction.atomic():
            statement.lock()
            stale = request.POST.get("version") != statement.version
            problem = _stale(statement) if stale else _refusal(verb, statement, request)
        if not problem:
            model_admin.log_change(request, statement, done)
            messages.success(request, done)
            return redirect("admin:articles_statement_retract", pk)
        statement.refresh_from_db()
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Retraction" if statement.retracted_at else "Retract a statement",
        "opts": Statement._meta,
        "statement": statement,
        "reports": reports_of(statement),
        "retracted_by": statement.history.filter(retracted_at=statement.retracted_at).last(),
        "problem": [problem] if problem else [],
        "reason": request.POST.get("reason", ""),
    }
    status = CONFLICT if stale else None
    return TemplateResponse(request, "admin/articles/statement/retract.html", context, status=status)


def _stale(statement: Statement) -> str:
    """What happened meanwhile, for somebody who was slower."""
    happened = "was changed"
    if statement.retracted_at:
        happened = f"was retracted, for this reason: “{statement.retraction_reason}”"
    return f"The statement {happened} while you had this page open, so nothing was done. What you typed is still here."


def _refusal(verb: Callable[..., None], statement: Statement, request: HttpRequest) -> str:
    try:
        with transaction.atomic():
            verb(statement, by=request.user, reason=request.POST.get("reason", ""))
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def reports_of(statement: Statement) -> list[Any]:
    """The reports in public stories, with their words, whether they are corrected and where to add a correction."""
    citations = Citation.objects.printed().filter(statement=statement).for_lists()
    reports = list(citations.prefetch_related("corrections"))
    public = set(Correction.objects.published().concerning([statement.pk]).values_list("pk", flat=True))
    for citation in reports:
        citation.public_corrections = [one for one in citation.corrections.all() if one.pk in public]
        citation.add_correction = add_correction_address(citation.article, citation)
    return reports
