"""Two statements that turn out to be one utterance become one; a report that was linked wrongly stands alone again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from articles.models import Article, Citation, Correction, Statement
from articles.models.citations import brought_in_by, refresh_releases
from newsroom.models import OldAddress
from newsroom.settling import Stale

CHANGED = "Somebody changed this while you had it open, so nothing was done. Look it over again."
KEPT, MERGED, BOTH = "kept", "merged", "both"

# What two statements may disagree on: what it is called, the columns it is kept in, and how it is read.
_ASPECTS = {
    "said": ("Said on", ["said_on", "said_on_precision"]),
    "venue": ("Venue", ["venue"]),
    "position": ("Office when speaking", ["position", "office_label"]),
    "behalf": ("On behalf of", ["behalf_person", "behalf_organization"]),
    "dispute_note": ("Disputed", ["dispute_note"]),
}


@dataclass(frozen=True)
class Difference:
    """What two statements disagree on, as an editor reads both. `proposed` is KEPT, MERGED or BOTH."""

    name: str
    label: str
    kept: str
    merged: str
    proposed: str

    @property
    def choices(self) -> list[tuple[str, str]]:
        chosen = [(KEPT, self.kept or "nothing"), (MERGED, self.merged or "nothing")]
        return [*chosen, (BOTH, "both notes")] if self.proposed == BOTH else chosen


def differences(kept: Statement, merged: Statement) -> list[Difference]:
    """All that has to be chosen before the two are one; what only one of them knows is proposed."""
    found = []
    for name, (label, columns) in _ASPECTS.items():
        if all(getattr(kept, column) == getattr(merged, column) for column in columns):
            continue
        ours, theirs = (_read(statement, name) for statement in (kept, merged))
        proposed = KEPT if ours else MERGED
        if name == "dispute_note" and ours and theirs:
            proposed = BOTH  # no note that readers have seen goes unnoticed
        found.append(Difference(name, label, ours, theirs, proposed))
    return found


def _read(statement: Statement, aspect: str) -> str:
    if aspect == "position":
        return statement.office_label
    return str(getattr(statement, aspect) or "")


def what_moves(merged: Statement) -> dict[str, Any]:
    """The reports, corrections and topics that go over to the other statement."""
    citations = merged.citations.select_related("article__latest_revision").prefetch_related("anchors").order_by("pk")
    return {
        "citations": citations,
        "corrections": Correction.objects.filter(citations__statement=merged).distinct(),
        "topics": merged.tags.all(),
    }


def obstacles(kept: Statement, merged: Statement) -> list[str]:
    """Why these two cannot be one, in words for an editor."""
    if kept.pk == merged.pk:
        return ["Choose another statement: this is the same one."]
    found = []
    if _speaker(kept) != _speaker(merged):
        found.append(f"They have different speakers: {kept.speaker_label} and {merged.speaker_label}.")
    if kept.retracted_at or merged.retracted_at:
        found.append("One of them is retracted. Take the retraction back first.")
    return found


def _speaker(statement: Statement) -> tuple[Any, ...]:
    person = statement.speaker_person
    one_person = (person.merged_into_id or person.pk) if person else None
    return (one_person, statement.speaker_organization_id, statement.speaker_source.casefold())


@transaction.atomic
def merge(
    kept: Statement, merged: Statement, *, by: Any, choices: Mapping[str, str], versions: tuple[str, str]
) -> None:
    """Make `kept` the statement that all reports of both report. Nothing of `merged` remains but its address, which
    leads to `kept`, and its history.

    `choices` says for each of `differences` whose is right. Raises PermissionDenied; ValidationError when they cannot
    be one, a choice is missing or `versions` are not those of now.
    """
    _hold([kept, merged], by)
    if (kept.version, merged.version) != versions:
        raise Stale(CHANGED)
    if told := obstacles(kept, merged):
        raise ValidationError(told)
    before = brought_in_by([kept.pk, merged.pk])
    for difference in differences(kept, merged):
        _choose(kept, merged, difference, choices.get(difference.name, ""))
    _move(merged.citations.all(), kept, by, f"merged from statement {merged.pk}")
    kept.tags.add(*merged.tags.all())
    _record(kept, by, f"statement {merged.pk} merged into it")
    merged.reattributions.update(statement=kept)
    OldAddress.pass_on(merged, kept)
    merged._history_user, merged._change_reason = by, f"merged into statement {kept.pk}"
    merged.delete()
    refresh_releases([kept.pk], before)


def _choose(kept: Statement, merged: Statement, difference: Difference, choice: str) -> None:
    if choice not in dict(difference.choices):
        raise ValidationError(f"{difference.label}: choose which is right.")
    if choice == BOTH:
        kept.dispute_note = f"{kept.dispute_note}\n\n{merged.dispute_note}"
    elif choice == MERGED:
        for column in _ASPECTS[difference.name][1]:
            setattr(kept, column, getattr(merged, column))


@transaction.atomic
def detach(citation: Citation, *, by: Any, version: str) -> Statement:
    """Make this report a statement of its own, which takes over from the shared one all but the other reports.

    An address that a merge with this report left behind leads to it. Raises PermissionDenied; ValidationError when it
    is no report of a shared statement or `version` is not that of the statement now.
    """
    shared = citation.statement
    _hold([shared], by)
    if shared.version != version:
        raise Stale(CHANGED)
    if citation.status != Citation.Status.CONFIRMED:
        raise ValidationError("Only a confirmed report can be detached.")
    if shared.citations.confirmed().count() < 2:
        raise ValidationError("This is the only report of the statement: there is nothing to detach it from.")
    if shared.retracted_at:
        raise ValidationError("The statement is retracted. Take the retraction back first.")
    before = brought_in_by([shared.pk])
    own = Statement.objects.get(pk=shared.pk)
    own.pk, own._state.adding = None, True
    _record(own, by, f"detached from statement {shared.pk}")
    own.tags.set(shared.tags.all())
    _move([citation], own, by, f"detached from statement {shared.pk}")
    _record(shared, by, f"a report detached: statement {own.pk}")
    _give_back_address(citation, shared, own)
    refresh_releases([shared.pk, own.pk], before)
    return own


def _give_back_address(citation: Citation, shared: Statement, own: Statement) -> None:
    """Undoing a merge: where this report's statement stood before, its statement stands again."""
    earlier = citation.history.exclude(statement_id__in=[shared.pk, own.pk]).exclude(statement_id=None)
    for pk in earlier.values_list("statement_id", flat=True).order_by().distinct():
        path = reverse("articles:statement_detail", args=[pk])
        if any(address.target == shared for address in OldAddress.objects.filter(path=path)):
            OldAddress.leave(path, own)


def _hold(statements: Iterable[Statement], by: Any) -> None:
    """Lock the stories that report these statements, then the statements, each kind in one order; and look whether
    this user may change the record of all of them."""
    Article.require(by, "merge_statement", "You may not merge or detach statements.")
    numbers = {statement.pk for statement in statements}
    concerned = Article.objects.filter(citations__statement__in=numbers)
    list(Article.objects.select_for_update().filter(pk__in=concerned.values("pk")).order_by("pk"))
    list(Statement.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))
    for statement in statements:
        statement.refresh_from_db()
        if not statement.may_be_decided_on(by):
            raise PermissionDenied("A story that reports it is not yours to decide on.")


def _move(citations: "QuerySet | list[Citation]", statement: Statement, by: Any, reason: str) -> None:
    for citation in citations:
        citation.statement = statement
        citation._history_user, citation._change_reason = by, reason
        citation.save()


def _record(statement: Statement, by: Any, what: str) -> None:
    statement._history_user, statement._change_reason = by, what
    statement.full_clean(exclude=["tags"])
    statement.save()
