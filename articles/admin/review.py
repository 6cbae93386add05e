"""The page of a story's statements: text and suggestions side by side, every one a plain form."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.admin.corrections import correction_address
from articles.admin.decision import DecisionForm, Options
from articles.body import Mark, mark
from articles.confirming import confirm, twins
from articles.models import Anchor, Article, Citation
from newsroom.desk import CONFLICT
from newsroom.forms import PartialDateField
from people.matching import people_like, people_named, the_only
from people.models import Position

_REVIEWED = [
    "statement__speaker_person",
    "statement__speaker_organization",
    "statement__behalf_person",
    "statement__behalf_organization",
    "statement__position__office__organization",
    "matched_person",
    "matched_organization",
    "decided_by",
]


class StoryDateForm(forms.Form):
    dated = PartialDateField(label="The story is of", help_text="New statements take their day from it.")


@dataclass
class Card:
    """One citation on the page: what is known of it, and the form to decide on it."""

    citation: Citation
    anchor: Anchor | None
    options: Options
    form: DecisionForm
    words_before: str = ""  # of one whose words are not in the latest version

    @property
    def title_disagrees(self) -> bool:
        statement = self.citation.statement
        return bool(statement and statement.title_disagrees(self.citation.printed_title))


def statements(request: HttpRequest, pk: int, model_admin: Any) -> HttpResponse:
    """Show the page, or carry out one decision: confirm, reject, add a missed one, date the story."""
    article = get_object_or_404(Article.objects.select_related("latest_revision", "live_revision", "section"), pk=pk)
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    if article.latest_revision is None:
        messages.error(request, "There is nothing written yet.")
        return redirect("admin:articles_article_change", pk)
    bound, stale = None, False
    if request.method == "POST":
        with transaction.atomic():  # everything is looked at under the lock
            article.lock()
            article.require_decidable(request.user)
            bound, stale = _act(request, article)
        if bound is None:
            return redirect(_next_address(request, article))
    cards = build_cards(article, bound)
    missed = bound if bound is not None and bound.citation.pk is None else _form_for_missed(article)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Statements",
        "opts": Article._meta,
        "article": article,
        "revision": article.latest_revision,
        "marked_text": _marked_text(article, cards),
        "cards": [card for card in cards if card.citation.status != Citation.Status.REJECTED],
        "rejected": [card for card in cards if card.citation.status == Citation.Status.REJECTED],
        "missed": missed,
        "date_form": StoryDateForm(initial={"dated": article.dated}, prefix="story"),
        "add_correction": correction_address(article, request.user),
        "may_decide": article.may_be_decided_on(request.user),
    }
    status = CONFLICT if stale else None
    return TemplateResponse(request, "admin/articles/article/statements.html", context, status=status)


def _act(request: HttpRequest, article: Article) -> tuple[DecisionForm | None, bool]:
    """Carry out what was posted. The form with its errors when it cannot be done, None when it is; and whether
    that is because somebody else was faster."""
    action, number = request.POST.get("action"), request.POST.get("citation", "")
    if action == "date":
        _date_story(request, article)
        return None, False
    if number == "new":
        form = _form_for_missed(article, request.POST)
    else:
        citation = get_object_or_404(_reviewed(article), pk=number if number.isascii() and number.isdigit() else 0)
        citation.article = article
        form = build_cards(article, only=citation, data=request.POST)[0].form
    if request.POST.get("version") != form.version:
        form.is_valid()
        form.add_error(None, form.what_happened())
        return form, True
    if action == "reject":
        form.citation.reject(by=request.user)
        messages.success(request, "Rejected. These words will not be suggested again in this story.")
        return None, False
    return _decide(request, form), False


def _decide(request: HttpRequest, form: DecisionForm) -> DecisionForm | None:
    if not form.is_valid():
        return form
    try:
        with transaction.atomic():
            statement = confirm(form.citation, form.decision(), by=request.user)
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return form
    messages.success(request, f"Confirmed: {statement}.")
    if statement.title_disagrees(form.citation.printed_title):
        messages.warning(
            request,
            f"The story prints “{form.citation.printed_title}”, but that day the office was {statement.office_label}.",
        )
    return None


def _date_story(request: HttpRequest, article: Article) -> None:
    """Date the story, which is locked: nothing else of it is stored anew."""
    form = StoryDateForm(request.POST, prefix="story")
    if form.is_valid():
        article.dated = form.cleaned_data["dated"]
        article.record(request.user, "dated")
        messages.success(request, "The date of the story is kept.")
    else:
        messages.error(request, " ".join(form.errors["dated"]))


def _next_address(request: HttpRequest, article: Article) -> str:
    """Back to the page, at the next suggestion that waits."""
    address = reverse("admin:articles_article_statements", args=[article.pk])
    number = request.POST.get("citation", "")
    waiting = [card.citation.pk for card in _in_text_order(article, _reviewed(article).suggested())]
    here = int(number) if number.isascii() and number.isdigit() else 0
    return f"{address}#c{waiting[0]}" if waiting else f"{address}#c{here}" if here else address


def _reviewed(article: Article) -> QuerySet:
    return article.citations.select_related(*_REVIEWED)


@dataclass(frozen=True)
class _Placed:
    citation: Citation
    anchor: Anchor | None


def _in_text_order(article: Article, citations: Iterable[Citation]) -> list[_Placed]:
    citations = list(citations)
    found = Anchor.objects.filter(revision=article.latest_revision_id, citation__in=citations)
    anchors = {anchor.citation_id: anchor for anchor in found}
    placed = [_Placed(citation, anchors.get(citation.pk)) for citation in citations]
    return sorted(placed, key=lambda one: (one.anchor.segments if one.anchor else [[-1]], one.citation.pk))


def build_cards(
    article: Article, bound: DecisionForm | None = None, only: Citation | None = None, data: Any = None
) -> list[Card]:
    """The citations in text order, orphans first, each with its form. A fixed number of queries for any number."""
    placed = _in_text_order(article, [only] if only else _reviewed(article))
    names = [one.citation.full_name for one in placed if one.citation.full_name]
    behalves = [one.citation.printed_on_behalf_of for one in placed if one.citation.printed_on_behalf_of]
    bearers, alike = people_named([*names, *behalves]), people_like(names)
    options = [
        Options(
            citation=one.citation,
            article=article,
            spans=one.anchor.spans if one.anchor else [],
            bearers=bearers.get(one.citation.full_name, []),
            alike=alike.get(one.citation.full_name, []),
            behalf_on_file=str(the_only(bearers.get(one.citation.printed_on_behalf_of, [])) or ""),
        )
        for one in placed
    ]
    _add_positions(options)
    _add_twins(article, options, placed)
    words_before = _words_before([one.citation for one in placed if one.anchor is None])
    cards = []
    for one, choice in zip(placed, options, strict=True):
        if bound is not None and bound.citation.pk == one.citation.pk:
            form = bound
        else:
            form = DecisionForm(data, options=choice, prefix=f"c{one.citation.pk}")
        cards.append(Card(one.citation, one.anchor, choice, form, words_before.get(one.citation.pk, "")))
    return cards


def _words_before(orphans: list[Citation]) -> dict[int, str]:
    """The last words each of these had, in an earlier version of the story."""
    anchors = Anchor.objects.filter(citation__in=orphans).order_by("revision__number") if orphans else ()
    return {anchor.citation_id: anchor.words for anchor in anchors}


def _add_positions(options: list[Options]) -> None:
    people = {person.pk for choice in options for person in choice.people}
    positions: dict[int, list[Position]] = {}
    for position in Position.objects.filter(person__in=people).select_related("person", "office__organization"):
        positions.setdefault(position.person_id, []).append(position)
    for choice in options:
        choice.positions = [held for person in choice.people for held in positions.get(person.pk, [])]


def _add_twins(article: Article, options: list[Options], placed: list[_Placed]) -> None:
    wanted = [
        (choice.likely.pk if choice.likely else 0, one.anchor.words if one.anchor else "")
        for choice, one in zip(options, placed, strict=True)
    ]
    for choice, found in zip(options, twins(article, wanted), strict=True):
        choice.twins = found


def _form_for_missed(article: Article, data: Any = None) -> DecisionForm:
    """The form for a statement the finder did not see."""
    citation = Citation(article=article, kind=Citation.Kind.DIRECT)
    people = list(article.people.all())
    options = Options(citation=citation, article=article, bearers=[], known=people)
    _add_positions([options])
    return DecisionForm(data, options=options, prefix="new")


def _marked_text(article: Article, cards: list[Card]) -> SafeString:
    """The latest version with every suggestion and confirmed statement marked, each linked to its form."""
    marks = []
    for card in cards:
        if card.anchor and card.citation.status != Citation.Status.REJECTED:
            number, status = card.citation.pk, card.citation.status
            marks.append(
                Mark(
                    segments=tuple(card.anchor.spans),
                    open_first=format_html('<mark class="{}" id="t{}">', status, number),
                    open_other=format_html('<mark class="{}">', status),
                    close="</mark>",
                    after_last=format_html(
                        '<a class="to-form" href="#c{}" aria-label="to the form of this statement">{}</a>',
                        number,
                        "⁕",
                    ),
                )
            )
    return mark_safe(mark(article.latest_revision.body, marks))  # our sanitiser's HTML and format_html's tags
