"""What is posted on the page of statements, carried out: accept, confirm, reject, take back, date the story."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, QueryDict

from articles.admin.cards import Card, add_positions, build_cards, reviewed
from articles.admin.decision import DecisionForm
from articles.admin.proposals import Options
from articles.confirming import confirm, give_day, take_back
from articles.models import Article, Citation
from newsroom.desk import MOST_AT_ONCE
from newsroom.forms import PartialDateField, row_number

NEW = "new"  # instead of a citation's number: a statement the finder did not see


class StoryDateForm(forms.Form):
    dated = PartialDateField(label="The story is of", help_text="New statements take their day from it.")
    also_confirmed = forms.BooleanField(required=False, label="and so are its confirmed statements without a day")


@dataclass
class Outcome:
    """What came of it: what to tell, which citations were decided on, and what could not be carried out."""

    told: list[tuple[int, str]] = field(default_factory=list)  # (level of django.contrib.messages, text)
    touched: list[int] = field(default_factory=list)
    refused: Card | None = None
    missed: DecisionForm | None = None  # the form of a new statement, refused
    is_stale: bool = False
    has_moved: bool = False  # statements stand elsewhere in the text now, or not at all

    @property
    def is_done(self) -> bool:
        return self.refused is None and self.missed is None and not self.is_stale


def carry_out(request: HttpRequest, article: Article) -> Outcome:
    """All of what was posted, or nothing. The caller holds the story's lock.

    Raises PermissionDenied, or Http404 for a citation of another story.
    """
    action = request.POST.get("action")
    if action == "date":
        return _date_story(request, article)
    if action == "confirm" and request.POST.get("citation") == NEW:
        return _add(request, article)
    acts = {"accept": _accept, "confirm": _confirm, "reject": _reject, "undo": _take_back}
    if action not in acts:
        raise PermissionDenied("no such action")
    asked = _asked(request.POST)
    outcome, in_order = Outcome(), _cards_of(article, list(asked))
    for card in in_order:
        if not _is_as_seen(card, action, asked[card.citation.pk]):
            return _stale(request, card, action)
    try:
        with transaction.atomic():
            for at, card in enumerate(in_order):
                # What went before may have put the speaker on file whom this one means.
                card = card if at == 0 else _cards_of(article, [card.citation.pk])[0]
                acts[action](request, card, outcome)
                outcome.touched.append(card.citation.pk)
                if outcome.refused:
                    raise _Undone
    except _Undone:
        return Outcome(refused=outcome.refused)
    outcome.told = _together(outcome.told)
    return outcome


class _Undone(Exception):
    """One of several could not be carried out, so none is."""


def _asked(posted: QueryDict) -> dict[int, str]:
    """Which citations, each with the version it was seen in. Raises Http404, PermissionDenied."""
    each = posted.getlist("each") or [f"{posted.get('citation', '')}:{posted.get('version', '')}"]
    if len(each) > MOST_AT_ONCE:
        raise PermissionDenied("too many at once")
    asked = {}
    for typed, _, version in (one.partition(":") for one in each):
        number = row_number(typed)
        if number is None:
            raise Http404("no such statement")
        asked[number] = version
    return asked


def _cards_of(article: Article, numbers: Sequence[int]) -> list[Card]:
    has_orphans = article.citations.orphaned().filter(pk__in=numbers).exists()  # among the others are their new words
    built = build_cards(article, None if has_orphans else reviewed(article).filter(pk__in=numbers))
    cards = [card for card in built if card.citation.pk in numbers]
    if len(cards) != len(numbers):
        raise Http404("no such statement in this story")
    return cards


def _is_as_seen(card: Card, action: str, version: str) -> bool:
    """Whether nothing changed since: for what is accepted unread, not the proposal either."""
    as_proposed = card.options.proposed_version
    return version == as_proposed or (action != "accept" and version == card.options.version)


def _stale(request: HttpRequest, card: Card, action: str) -> Outcome:
    """Somebody else was faster: nothing is stored, what was typed comes back with what they have beside it."""
    if action == "confirm":
        now = card.form
        card.bound = DecisionForm(request.POST, options=card.options, prefix=now.prefix)
        card.bound.is_valid()
        card.bound.put_beside(now)
        card.bound.add_error(None, what_happened(card.citation))
    else:
        card.told = what_happened(card.citation)
    return Outcome(refused=card, is_stale=True)


def what_happened(citation: Citation) -> str:
    """In the meantime, for somebody whose form has gone stale."""
    if citation.pk is not None and citation.decided_by:
        happened = f"{citation.decided_by} {citation.get_status_display()} this while you had it open"
    else:
        happened = "The story was changed while you had it open"
    return f"{happened}, so nothing was saved. What you typed is still here: look it over and save again."


def _accept(request: HttpRequest, card: Card, outcome: Outcome) -> None:
    """As proposed, but for the speaker, where the editor chose one at a glance."""
    prefix = card.form.prefix
    form = DecisionForm.as_proposed(card.options, prefix, request.POST.get(f"{prefix}-speaker"))
    _decide(request, form, outcome)
    outcome.has_moved |= card.is_orphan
    outcome.refused = replace(card, bound=form) if form.errors else None


def _confirm(request: HttpRequest, card: Card, outcome: Outcome) -> None:
    taken = request.POST.getlist("take")
    posted = request.POST.copy()
    for name in card.form.fields.keys() & set(taken):
        posted[card.form.add_prefix(name)] = card.form.text(name)
    form = DecisionForm(posted, options=card.options, prefix=card.form.prefix)
    _decide(request, form, outcome)
    if form.errors:
        card.bound = form
        outcome.refused = card


def _decide(request: HttpRequest, form: DecisionForm, outcome: Outcome) -> None:
    if not form.is_valid():
        return
    try:
        with transaction.atomic():
            statement = confirm(form.citation, form.decision(), by=request.user)
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return
    outcome.told.append((messages.SUCCESS, f"Confirmed: {statement}."))
    if statement.title_disagrees(form.citation.printed_title):
        printed, office = form.citation.printed_title, statement.office_label
        outcome.told.append((messages.WARNING, f"The story prints “{printed}”, but that day the office was {office}."))


def _reject(request: HttpRequest, card: Card, outcome: Outcome) -> None:
    card.citation.reject(by=request.user)
    outcome.told.append((messages.SUCCESS, "Rejected. These words will not be suggested again in this story."))


def _take_back(request: HttpRequest, card: Card, outcome: Outcome) -> None:
    try:
        kept = take_back(card.citation, by=request.user)
    except ValidationError as problem:
        card.told = " ".join(problem.messages)
        outcome.refused = card
    else:
        told = "Taken back: it waits for a decision again." if kept else "Taken back: the statement you added is gone."
        outcome.told.append((messages.SUCCESS, told))


def _together(told: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Of several alike one line each; of many confirmed ones how many."""
    done = [text for level, text in told if level == messages.SUCCESS]
    if len(done) < 2:
        return told
    verb = done[0].partition(":")[0].partition(".")[0]
    warnings = [one for one in told if one[0] != messages.SUCCESS]
    return [(messages.SUCCESS, f"{verb}: {len(done)} statements."), *dict.fromkeys(warnings)]


def _add(request: HttpRequest, article: Article) -> Outcome:
    form = form_for_missed(article, request.POST)
    if request.POST.get("version") != form.version:
        form.is_valid()
        form.add_error(None, what_happened(form.citation))
        return Outcome(missed=form, is_stale=True)
    outcome = Outcome()
    _decide(request, form, outcome)
    if form.errors:
        return Outcome(missed=form)
    outcome.touched.append(form.citation.pk)
    return outcome


def form_for_missed(article: Article, data: Any = None) -> DecisionForm:
    """The form for a statement the finder did not see."""
    citation = Citation(article=article, kind=Citation.Kind.DIRECT)
    options = Options(citation=citation, article=article, known=list(article.people.all()))
    add_positions([options])
    return DecisionForm(data, options=options, prefix=NEW)


def _date_story(request: HttpRequest, article: Article) -> Outcome:
    """Date the story, which is locked: nothing else of it is stored anew."""
    form = StoryDateForm(request.POST, prefix="story")
    if not form.is_valid():
        return Outcome(told=[(messages.ERROR, " ".join(form.errors["dated"]))])
    article.dated = form.cleaned_data["dated"]
    article.record(request.user, "dated")
    dated = give_day(article, by=request.user) if form.cleaned_data["also_confirmed"] else 0
    also = f", and {dated} confirmed statement{'s have' if dated > 1 else ' has'} it" if dated else ""
    return Outcome(told=[(messages.SUCCESS, f"The date of the story is kept{also}.")])
