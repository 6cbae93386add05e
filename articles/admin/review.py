"""The page of a story's statements: text and suggestions side by side, every one a plain form."""

from typing import Any

from django.contrib import messages
from django.contrib.messages.constants import DEFAULT_TAGS
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.admin.cards import Card, build_cards
from articles.admin.corrections import correction_address
from articles.admin.deciding import Outcome, StoryDateForm, carry_out, form_for_missed
from articles.admin.opened import opened_context
from articles.body import Mark, mark
from articles.models import Article, Citation
from newsroom.desk import CONFLICT

_CARD = "admin/articles/article/_card.html"
_MISSED = "admin/articles/article/_missed.html"


def statements(request: HttpRequest, pk: int, model_admin: Any) -> HttpResponse:
    """Show the page, or carry out one act on it; a script gets only what changed, as JSON."""
    article = get_object_or_404(Article.objects.select_related("latest_revision", "live_revision", "section"), pk=pk)
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    if article.latest_revision is None:
        messages.error(request, "There is nothing written yet.")
        return redirect("admin:articles_article_change", pk)
    outcome = Outcome()
    if request.method == "POST":
        with transaction.atomic():  # everything is looked at under the lock
            article.lock()
            article.require_decidable(request.user)
            outcome = carry_out(request, article)
    cards = _cards(request, article, outcome)
    if request.headers.get("Accept") == "application/json":
        return _changes(request, article, cards, outcome)
    if request.method == "POST" and outcome.is_done:
        for level, text in outcome.told:
            messages.add_message(request, level, text)
        return redirect(_next_address(article, cards, outcome))
    context = {
        **opened_context(request, article),
        **model_admin.admin_site.each_context(request),
        **_rights(request, article),
        "title": "Statements",
        "opts": Article._meta,
        "article": article,
        "revision": article.latest_revision,
        "marked_text": _marked_text(article, cards),
        "cards": [card for card in cards if not _is_rejected(card)],
        "rejected": [card for card in cards if _is_rejected(card)],
        "waiting": _waiting(cards),
        "sure": [card for card in cards if card.is_sure],
        "missed": outcome.missed or form_for_missed(article),
        "date_form": StoryDateForm(initial={"dated": article.dated, "also_confirmed": True}, prefix="story"),
        "has_undated": any(card.is_undated for card in cards),
    }
    template = "admin/articles/article/statements.html"
    return TemplateResponse(request, template, context, status=CONFLICT if outcome.is_stale else None)


def _rights(request: HttpRequest, article: Article) -> dict[str, Any]:
    """What this user may do here; where a correction is added, if they may add one."""
    return {
        "may_decide": article.may_be_decided_on(request.user),
        "add_correction": correction_address(article, request.user),
    }


def _cards(request: HttpRequest, article: Article, outcome: Outcome) -> list[Card]:
    """Every citation as it is now; the one that was refused with what was typed and why, the one asked for open."""
    asked_for, refused = request.GET.get("edit", ""), outcome.refused
    cards = build_cards(article)
    for card in cards:
        card.is_edited = str(card.citation.pk) == asked_for
        if refused and card.citation.pk == refused.citation.pk:
            card.bound, card.told = refused.bound, refused.told
    return cards


def _is_rejected(card: Card) -> bool:
    return card.citation.status == Citation.Status.REJECTED


def _waiting(cards: list[Card]) -> int:
    return sum(card.is_to_do for card in cards)


def _next_address(article: Article, cards: list[Card], outcome: Outcome) -> str:
    """Back to the page, at the next suggestion that waits."""
    address = reverse("admin:articles_article_statements", args=[article.pk])
    waiting = [card.citation.pk for card in cards if card.is_to_do]
    here = [card.citation.pk for card in cards if card.citation.pk in outcome.touched]
    return f"{address}#c{[*waiting, *here][0]}" if waiting or here else address


def _changes(request: HttpRequest, article: Article, cards: list[Card], outcome: Outcome) -> JsonResponse:
    """What the page has to exchange: the cards that were touched, and those whose speaker may be known now."""
    asked_for, refused = {request.GET.get("edit"), request.GET.get("show")}, outcome.refused
    touched = {*outcome.touched, *([refused.citation.pk] if refused else [])}
    names = {card.citation.full_name for card in cards if card.citation.pk in touched} - {""}
    shown = [
        card
        for card in cards
        if card.citation.pk in touched or card.citation.full_name in names or str(card.citation.pk) in asked_for
    ]
    rights = _rights(request, article)
    given = {
        "done": outcome.is_done,
        "told": [{"level": DEFAULT_TAGS[level], "text": text} for level, text in outcome.told],
        "cards": {card.citation.pk: render_to_string(_CARD, {"card": card, **rights}, request) for card in shown},
        "order": [card.citation.pk for card in cards if not _is_rejected(card)],
        "rejected": [card.citation.pk for card in cards if _is_rejected(card)],
        "touched": outcome.touched,
        "waiting": _waiting(cards),
    }
    if outcome.has_moved or request.POST.get("action") in ("confirm", "undo"):  # words may stand elsewhere now
        form = outcome.missed or form_for_missed(article)
        given |= {
            "text": _marked_text(article, cards),
            "missed": render_to_string(_MISSED, {"form": form}, request),
        }
    return JsonResponse(given, status=CONFLICT if outcome.is_stale else 200)


def _marked_text(article: Article, cards: list[Card]) -> SafeString:
    """The latest version with every suggestion and confirmed statement marked, each linked to its card."""
    marks = []
    for card in cards:
        if card.anchor and not _is_rejected(card):
            number, status = card.citation.pk, card.citation.status
            marks.append(
                Mark(
                    segments=tuple(card.anchor.spans),
                    open_first=format_html('<mark class="{}" data-statement="{}" id="t{}">', status, number, number),
                    open_other=format_html('<mark class="{}" data-statement="{}">', status, number),
                    close="</mark>",
                    after_last=format_html(
                        '<a class="to-form" href="#c{}" aria-label="to the card of this statement"></a>', number
                    ),
                )
            )
    return mark_safe(mark(article.latest_revision.body, marks))  # our sanitiser's HTML and format_html's tags
