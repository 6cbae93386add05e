"""The versions of a story: the list, any two beside each other, and going back to one."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_POST

from articles.admin.states import CHANGED_MEANWHILE
from articles.comparing import compare_bodies, folded
from articles.models import Article, Citation, Revision
from articles.revising import restore
from newsroom.comparing import Piece, compare_words, count_words
from newsroom.desk import CONFLICT
from newsroom.forms import row_number
from newsroom.models import Image
from newsroom.pagination import page_of

MOST_TOLD = 5


@dataclass(frozen=True)
class Listed:
    """A version in the list: how long its body is, and how much longer or shorter than the one before."""

    revision: Revision
    words: int
    difference: int | None

    @property
    def told_difference(self) -> str:
        """With the sign that a printer would set."""
        if self.difference is None:
            return ""
        return f"−{-self.difference}" if self.difference < 0 else f"+{self.difference}" if self.difference else "±0"


@dataclass(frozen=True)
class ComparedLine:
    """A line above the body in both versions."""

    label: str
    pieces: list[Piece]

    @property
    def is_changed(self) -> bool:
        return any(piece.change != "same" for piece in self.pieces)


def story_to_show(request: HttpRequest, pk: int, model_admin: Any) -> Article:
    article = get_object_or_404(Article.objects.select_related("latest_revision", "live_revision"), pk=pk)
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    return article


def versions(request: HttpRequest, pk: int, model_admin: Any) -> HttpResponse:
    return list_page(request, story_to_show(request, pk, model_admin), model_admin)


def list_page(request: HttpRequest, article: Article, model_admin: Any, status: int | None = None) -> HttpResponse:
    page = page_of(request, article.revisions.select_related("created_by").order_by("-number"))
    page.object_list = with_words(article, list(page.object_list))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Versions",
        "opts": Article._meta,
        "article": article,
        "page": page,
        "old_number": _number_before_latest(article),
        "may_restore": article.may_be_edited(request.user),
    }
    return TemplateResponse(request, "admin/articles/article/versions.html", context, status=status)


def with_words(article: Article, revisions: list[Revision]) -> list[Listed]:
    before = article.revisions.filter(number__lt=revisions[-1].number).first() if revisions else None
    counts = [count_words(revision.text) for revision in revisions]
    counts_before = [*counts[1:], count_words(before.text) if before else None]
    return [
        Listed(revision, words, None if earlier is None else words - earlier)
        for revision, words, earlier in zip(revisions, counts, counts_before, strict=False)
    ]


def _number_before_latest(article: Article) -> int:
    """What the latest version is compared with unless told otherwise: the live one, or the one before."""
    if article.live_revision and article.has_newer_draft:
        return article.live_revision.number
    return max(1, article.latest_revision.number - 1) if article.latest_revision else 0


def compare(request: HttpRequest, pk: int, model_admin: Any) -> HttpResponse:
    """Two versions, as `?old=` and `?new=` say; without, the live one and the latest."""
    article = story_to_show(request, pk, model_admin)
    if article.latest_revision is None:
        raise Http404("nothing is written yet")
    revisions = article.revisions.select_related("created_by", "lead_image").prefetch_related("byline_entries__byline")
    old = numbered(revisions, request.GET.get("old", _number_before_latest(article)))
    new = numbered(revisions, request.GET.get("new", article.latest_revision.number))
    lines = compared_lines(old, new)
    blocks = compare_bodies(old.body, new.body)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Version {old.number} and version {new.number}",
        "opts": Article._meta,
        "article": article,
        "old": old,
        "new": new,
        "lines": [line for line in lines if line.is_changed],
        "unchanged": [line.label for line in lines if not line.is_changed],
        "passages": folded(blocks),
        "body_is_same": all(block.change == "same" and not block.moved for block in blocks),
        "pictures": [old.lead_image, new.lead_image],
        "lost": Citation.objects.lost_between(old, new),
        "may_restore": article.may_be_edited(request.user),
    }
    return TemplateResponse(request, "admin/articles/article/compare.html", context)


def numbered(revisions: QuerySet, number: Any) -> Revision:
    """The version with this number, as an address has it."""
    return get_object_or_404(revisions, number=row_number(number))


def compared_lines(old: Revision, new: Revision) -> list[ComparedLine]:
    texts = {
        "Headline": (old.headline, new.headline),
        "Deck": (old.deck, new.deck),
        "Dateline": (old.dateline, new.dateline),
        "Bylines": (", ".join(old.byline_names()), ", ".join(new.byline_names())),
    }
    lines = [ComparedLine(label, compare_words(*both)) for label, both in texts.items()]
    return [*lines, ComparedLine("Lead picture", _compared_pictures(old.lead_image, new.lead_image))]


def _compared_pictures(old: Image | None, new: Image | None) -> list[Piece]:
    """Pictures are compared as themselves, not by the words of their names."""
    if old == new:
        return [Piece("same", str(new or ""))]
    return [Piece(change, str(image)) for change, image in (("gone", old), ("new", new)) if image]


@require_POST
def go_back(request: HttpRequest, pk: int, number: int, model_admin: Any) -> HttpResponse:
    """Make the words of an earlier version the latest ones, as a new version."""
    article = story_to_show(request, pk, model_admin)
    earlier = get_object_or_404(article.revisions, number=number)
    with transaction.atomic():
        article.lock()
        if request.POST.get("version") != article.version:
            messages.error(request, CHANGED_MEANWHILE)
            return list_page(request, article, model_admin, status=CONFLICT)
        before = article.latest_revision
        try:
            written = restore(article, earlier, by=request.user)
        except ValidationError as problem:
            messages.warning(request, " ".join(problem.messages))
            return redirect("admin:articles_article_versions", pk)
    model_admin.log_change(request, article, written.note)
    messages.success(request, f"Restored: version {written.number} has the words of version {number}.")
    tell_lost(request, article, before, written)
    return redirect("admin:articles_article_versions", pk)


def tell_lost(request: HttpRequest, article: Article, before: Revision | None, after: Revision) -> None:
    """Say at once which confirmed statements lost their words between two versions, and where to settle them."""
    if before is None or before == after:
        return
    lost = [citation for citation in Citation.objects.lost_between(before, after) if citation.is_confirmed]
    if not lost:
        return
    words = format_html_join(" ", "“{}”", ((citation.words.strip("“”"),) for citation in lost[:MOST_TOLD]))
    told = format_html(
        "{} confirmed statement{} lost {} words in version {}, so it cannot be published yet: {}{} "
        '<a href="{}#c{}">Settle {}</a>.',
        len(lost),
        "s" if len(lost) > 1 else "",
        "their" if len(lost) > 1 else "its",
        after.number,
        words,
        " …" if len(lost) > MOST_TOLD else "",
        reverse("admin:articles_article_statements", args=[article.pk]),
        lost[0].pk,
        "them" if len(lost) > 1 else "it",
    )
    messages.warning(request, told)
