"""The pages on which two statements become one, and a report becomes a statement of its own."""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.merging import BOTH, KEPT, MERGED, detach, differences, merge, obstacles, what_moves
from articles.models import Article, Citation, Statement
from articles.utterances import Twin, Wanted, alike
from newsroom.desk import CONFLICT
from newsroom.settling import Stale


def merge_statements(request: HttpRequest, pk: int, model_admin: Any) -> HttpResponse:
    """Choose another statement; look at what would move and what differs; make the two one."""
    first = get_object_or_404(Statement, pk=pk)
    _require(request)
    asked = request.GET.get("with", "")
    second = _statement_called(asked)
    if second is None:
        return _choose(request, model_admin, first, asked)
    keep = request.POST.get("keep", str(min(pk, second.pk)))
    kept, merged = (second, first) if keep == str(second.pk) else (first, second)
    problem, stale = obstacles(kept, merged), False
    if request.method == "POST":
        gone = str(merged)
        try:
            _merge(request, kept, merged)
        except ValidationError as refused:
            problem, stale = refused.messages, isinstance(refused, Stale)
        else:
            model_admin.log_change(request, kept, f"Merged with another: {gone}.")
            messages.success(request, "Merged: one statement now. To undo it, detach a report below.")
            return redirect("admin:articles_statement_change", kept.pk)
    both = Statement.objects.filter(pk__in=[kept.pk, merged.pk]).order_by("pk")
    context = {
        "title": "Merge two statements",
        "statement": first,
        "sides": [Side(one, what_moves(one), one.pk == kept.pk) for one in both],
        "rows": _rows(request, *both) if len(both) == 2 else [],
        "problem": problem,
        "may_merge": len(both) == 2 and not obstacles(*both),
    }
    return _page(request, model_admin, "merge", context, CONFLICT if stale else None)


def _merge(request: HttpRequest, kept: Statement, merged: Statement) -> None:
    meant = {str(kept.pk): KEPT, str(merged.pk): MERGED, BOTH: BOTH}
    choices = {name: meant[value] for name, value in request.POST.items() if value in meant}
    versions = (request.POST.get(f"version-{kept.pk}", ""), request.POST.get(f"version-{merged.pk}", ""))
    merge(kept, merged, by=request.user, choices=choices, versions=versions)


@dataclass(frozen=True)
class Side:
    """One of two statements, with all that belongs to it."""

    statement: Statement
    moving: dict[str, Any]
    is_kept: bool


@dataclass(frozen=True)
class Row:
    """Something the two disagree on: (value, words, is it chosen) for each answer."""

    name: str
    label: str
    answers: list[tuple[str, str, bool]]


def _rows(request: HttpRequest, first: Statement, second: Statement) -> list[Row]:
    """What has to be chosen, asked by statement and not by which is kept, so that either can be."""
    value = {KEPT: str(first.pk), MERGED: str(second.pk), BOTH: BOTH}
    rows = []
    for one in differences(first, second):
        chosen = request.POST.get(one.name, value[one.proposed])
        answers = [(value[answer], words, value[answer] == chosen) for answer, words in one.choices]
        rows.append(Row(one.name, one.label, answers))
    return rows


def _statement_called(typed: str) -> Statement | None:
    """By its number or its address, of the desk or of the site."""
    number = re.search(r"(?:^|/statements?/)(\d{1,18})(?:/|$)", typed.strip(), re.ASCII)
    return Statement.objects.filter(pk=number[1]).first() if number else None


def _choose(request: HttpRequest, model_admin: Any, statement: Statement, asked: str) -> HttpResponse:
    problem = [f"There is no statement “{asked}”. Give its number or its address."] if asked else []
    context = {
        "title": "Merge with another statement",
        "statement": statement,
        "likely": _likely(statement),
        "asked": asked,
        "problem": problem,
    }
    return _page(request, model_admin, "choose", context)


def _likely(statement: Statement) -> list[Twin]:
    """Statements that may be the same utterance, by the words of the first report."""
    citation = statement.citations.confirmed().select_related("article").order_by("pk").first()
    anchor = citation.anchors.order_by("revision").last() if citation else None
    if anchor is None:
        return []
    wanted = Wanted(
        statement.speaker_person_id or 0,
        anchor.words,
        organization=statement.speaker_organization_id or 0,
        said=statement.said,
        statement=statement.pk,
    )
    return alike(citation.article, [wanted])[0].on_record


def detach_report(request: HttpRequest, pk: int, citation: int, model_admin: Any) -> HttpResponse:
    """Ask, then make one report a statement of its own."""
    report = get_object_or_404(
        Citation.objects.select_related("statement", "article__latest_revision"), pk=citation, statement=pk
    )
    _require(request)
    statement, problem, stale = report.statement, [], False
    if request.method == "POST":
        try:
            own = detach(report, by=request.user, version=request.POST.get("version", ""))
        except ValidationError as refused:
            problem, stale = refused.messages, isinstance(refused, Stale)
        else:
            model_admin.log_change(request, statement, f"A report detached: {own}.")
            messages.success(request, "Detached: a statement of its own now. Look over what it took along.")
            return redirect("admin:articles_statement_change", own.pk)
    context = {
        "title": "Detach a report",
        "statement": statement,
        "report": report,
        "words": report.anchors.order_by("revision").last(),
        "others": statement.citations.confirmed().exclude(pk=report.pk).select_related("article__latest_revision"),
        "problem": problem,
    }
    return _page(request, model_admin, "detach", context, CONFLICT if stale else None)


def _require(request: HttpRequest) -> None:
    Article.require(request.user, "merge_statement", "You may not merge or detach statements.")


def _page(
    request: HttpRequest, model_admin: Any, name: str, context: dict[str, Any], status: int | None = None
) -> HttpResponse:
    whole = {**model_admin.admin_site.each_context(request), "opts": Statement._meta, **context}
    return TemplateResponse(request, f"admin/articles/statement/{name}.html", whole, status=status)


def merge_address(first: Statement, second: Statement) -> str:
    return f"{reverse('admin:articles_statement_merge', args=[first.pk])}?with={second.pk}"
