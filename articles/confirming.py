"""An editor's decision on a suggestion: who said it, in which office, when; and the statement it becomes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef

from articles.anchors import Span
from articles.models import Anchor, Article, Citation, SearchEntry, Statement
from articles.models.citations import brought_in_by, refresh_releases
from articles.reattributing import leave_notices, listed
from articles.suggesting import match_again, overlap
from newsroom.dates import PartialDate
from newsroom.models import OldAddress
from newsroom.models.tags import names_of_tags, told_change
from people.models import Organization, Person, Position
from people.models.positions import resolve
from people.registering import NewOfficial, register_official, remember_spelling
from people.standing import standing

_SPAN = re.compile(r"\b([0-9]{1,9})-([0-9]{1,9})\b")
PARTS = re.compile(r"^[ \t]*(?:…|\.\.\.)[ \t]*\r?$", re.MULTILINE)  # browsers send \r\n


@dataclass(frozen=True)
class Decision:
    """What the editor says of one citation. Exactly one of person, organization, source, new_official or
    `statement` (another citation of what is on record already) says who spoke."""

    kind: str
    person: Person | None = None
    organization: Organization | None = None
    source: str = ""
    new_official: NewOfficial | None = None
    statement: Statement | None = None
    behalf: Person | Organization | None = None
    position: Position | None = None
    without_position: bool = False
    said: PartialDate = PartialDate()
    venue: str = ""
    topics: Sequence[str] = field(default=())
    is_translated: bool = False
    printed_title: str = ""
    words: Sequence[Span] | None = None


@transaction.atomic
def confirm(citation: Citation, decision: Decision, *, by: Any) -> Statement:
    """Confirm a suggestion, or change what was confirmed, in one transaction.

    Raises PermissionDenied, or ValidationError with what the editor can mend; then nothing is stored.
    """
    article = citation.article
    article.lock()
    article.require_decidable(by)
    citation.kind = decision.kind
    citation.is_translated = decision.is_translated
    citation.printed_title = decision.printed_title
    if citation.pk is None:
        citation.save()
    spans = decision.words
    if spans is None:
        spans = citation.anchors.get(revision=article.latest_revision).spans
    citation.place(spans, by=by)
    before, seen = brought_in_by([citation.statement_id]), listed([citation.statement_id])
    person = standing(decision.person) if decision.person else None
    if decision.new_official:
        person = register_official(decision.new_official)
    elif person and citation.full_name:
        remember_spelling(person, citation.full_name)
    if person:
        SearchEntry.objects.keep_names([person])
    if decision.statement and decision.statement != citation.statement:
        statement = decision.statement  # another report of what is on record: that stays as it is
    else:
        statement = _statement_for(citation, decision, person, by)
    same = _of_the_same_words(citation)
    _require_words_to_be_on_record_once(same, statement)
    citation.confirm(by=by, statement=statement)
    _drop_suggestions(same, by)
    leave_notices(seen, by=by, now_in=statement)
    citation.refresh_releases(before)
    if person:
        match_again(article)
    return statement


@transaction.atomic
def give_day(article: Article, *, by: Any) -> int:
    """Give the day of the story to its confirmed statements without one, and the office that follows from it where it
    was open; those that other stories report, too, are left. Says how many.

    Raises PermissionDenied.
    """
    article.lock()
    article.require_decidable(by)
    if not article.dated:
        return 0
    shared = Citation.objects.exclude(article=article).filter(statement=OuterRef("statement"))
    undated = article.citations.confirmed().undated().exclude(Exists(shared))
    held = "statement__speaker_person__positions__office__organization"
    citations = list(undated.select_related("statement__speaker_person").prefetch_related(held))
    before = brought_in_by([citation.statement_id for citation in citations])
    for citation in citations:
        statement = citation.statement
        statement.said = article.dated
        if statement.speaker_person and statement.position is None:
            positions = list(statement.speaker_person.positions.all())
            statement.position, statement.office_label = resolve(positions, statement.said, citation.printed_title), ""
        statement._history_user, statement._change_reason = by, "dated with its story"
        statement.save()
    if article.is_out:
        refresh_releases([citation.statement_id for citation in citations], before)
    return len(citations)


@transaction.atomic
def take_back(citation: Citation, *, by: Any) -> Citation | None:
    """Undo a decision: the suggestion waits again, and the statement that only it reported is gone. One that an
    editor had added by hand goes altogether, and None is given.

    Raises PermissionDenied, or ValidationError with what forbids it.
    """
    article = citation.article
    article.lock()
    article.require_decidable(by)
    if citation.status == Citation.Status.SUGGESTED:
        raise ValidationError("Nothing has been decided here that could be taken back.")
    if citation.corrections.exists():
        raise ValidationError("A correction rests on this statement. It stays on record; retract it, if need be.")
    before, statement = brought_in_by([citation.statement_id]), citation.statement
    if statement and statement.retracted_at:
        raise ValidationError("This statement was retracted, with a reason that readers see. It stays as it is.")
    was_public = statement is not None and Statement.objects.published().filter(pk=statement.pk).exists()
    kept: Citation | None = citation
    SearchEntry.objects.forget(citation)
    if citation.reason:  # the finder's
        citation.reopen(by=by)
    else:
        citation._history_user = by
        citation.delete()
        kept = None
    if statement and not statement.citations.exists():
        if was_public:
            OldAddress.say_gone(statement.get_absolute_url(), "This was put on record by mistake and taken back.")
        statement.delete()
    if article.is_out:
        refresh_releases([statement.pk if statement else None], before)
    match_again(article)
    return kept


def _statement_for(citation: Citation, decision: Decision, person: Person | None, by: Any) -> Statement:
    """The statement this citation has, brought up to date, or a new one.

    One that other stories report, too, is left to them when this story now means another speaker; when it means
    the same, what is changed is changed for all of them.
    """
    statement, organization = citation.statement, decision.organization
    if statement and decision.statement == statement:
        person, organization = statement.speaker_person, statement.speaker_organization
    elif statement is None or statement.citations.exclude(pk=citation.pk).exists():
        statement = Statement()
    statement.speaker_person = person
    statement.speaker_organization = standing(organization) if organization else None
    statement.speaker_source = decision.source if not decision.statement else statement.speaker_source
    behalf = standing(decision.behalf) if decision.behalf else None
    statement.behalf_person = behalf if isinstance(behalf, Person) else None
    statement.behalf_organization = behalf if isinstance(behalf, Organization) else None
    statement.said = decision.said
    statement.venue = decision.venue
    position = decision.position
    if person and position is None and not decision.without_position:
        held = list(person.positions.select_related("office__organization"))
        made = decision.new_official.office if decision.new_official else ""
        position = resolve(held, decision.said, decision.printed_title or made)
    if position != statement.position:
        statement.position, statement.office_label = position, ""
    statement.full_clean(exclude=["tags"])
    if decision.statement:
        _require_all_decidable(statement, decision, by)
    _save_with_topics(statement, decision.topics)
    return statement


def _of_the_same_words(citation: Citation) -> list[Citation]:
    """Other citations of the story whose words, as they stand in the latest version, are these."""
    latest = citation.article.latest_revision
    places = citation.anchors.get(revision=latest).spans
    others = Anchor.objects.filter(revision=latest, citation__words_key=citation.words_key)
    same = [anchor.citation_id for anchor in others if overlap(anchor.spans, places)]
    speakers = ("statement__speaker_person", "statement__speaker_organization")
    return list(citation.article.citations.filter(pk__in=same).exclude(pk=citation.pk).select_related(*speakers))


def _require_words_to_be_on_record_once(same: Iterable[Citation], statement: Statement) -> None:
    """What two said together may be confirmed of each; of one speaker it is one statement."""
    for theirs in (other.statement for other in same if other.status == Citation.Status.CONFIRMED):
        if (theirs.speaker, theirs.speaker_source) == (statement.speaker, statement.speaker_source):
            raise ValidationError(
                f"These words are on record already, as a statement by {statement.speaker_label} in this story. "
                "Drop or reject this one, or choose other words for it."
            )


def _drop_suggestions(same: Iterable[Citation], by: Any) -> None:
    for suggestion in (other for other in same if other.status == Citation.Status.SUGGESTED):
        suggestion._history_user, suggestion._change_reason = by, "confirmed by hand"
        suggestion.delete()


def _save_with_topics(statement: Statement, topics: Sequence[str]) -> None:
    before = names_of_tags(statement) if statement.pk else None
    statement.save()
    statement.tags.set(topics)
    if before is not None and (after := names_of_tags(statement)) != before:
        statement._change_reason = told_change(before, after)
        statement.save()


def _require_all_decidable(statement: Statement, decision: Decision, by: Any) -> None:
    """What is said of a statement is said in every story that reports it. Raises ValidationError."""
    before = Statement.objects.get(pk=statement.pk)
    topics = set(before.tags.values_list("name", flat=True))
    names = [field.attname for field in Statement._meta.concrete_fields]
    if topics == set(decision.topics) and all(getattr(before, name) == getattr(statement, name) for name in names):
        return
    if not before.may_be_decided_on(by):
        raise ValidationError(
            "Another story reports this statement, too, and you may not decide on it. "
            "Leave day, office, venue, topics and on behalf of as they are, or ask an editor."
        )


def find_words(text: str, typed: str, near: Sequence[Span] = ()) -> list[Span]:
    """Where the words an editor typed stand: parts divided by a line with nothing but “…”.

    A part that stands in several places is taken where it overlaps `near`, the words chosen before; otherwise the
    editor has to type more of it. White space between words does not matter. Raises ValidationError.
    """
    spans: list[Span] = []
    for part in filter(None, (part.split() for part in PARTS.split(typed))):
        pattern = re.compile(r"\s+".join(map(re.escape, part)))
        places = [found.span() for found in pattern.finditer(text)]
        close = [place for place in places if any(place[0] < end and start < place[1] for start, end in near)]
        shown = " ".join(part)
        if not places:
            raise ValidationError(f"“{_short(shown)}” does not stand in the story. Copy the words from the text.")
        if len(places) > 1 and len(close) != 1:
            raise ValidationError(f"“{_short(shown)}” stands in the story {len(places)} times. Copy more of it.")
        spans.append(places[0] if len(places) == 1 else close[0])
    if not spans:
        raise ValidationError("Give the words of the statement, copied from the text.")
    return _in_order(spans)


def _in_order(spans: list[Span]) -> list[Span]:
    spans.sort()
    for (_, end), (start, _) in pairwise(spans):
        if start < end:
            raise ValidationError("Two parts of the statement overlap. Give each word once.")
    return spans


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}…"


def read_spans(selected: str, text: str, typed: str) -> list[Span]:
    """Where the words were selected with the mouse: "12-40 80-95", code points of the canonical text. Nothing when
    they are not the typed words, so that what was typed over decides. Raises ValidationError when parts overlap."""
    spans = [(int(start), int(end)) for start, end in _SPAN.findall(selected)]
    parts = [part.split() for part in PARTS.split(typed)]
    if [text[start:end].split() for start, end in spans] != parts:
        return []
    return _in_order(spans)


def typed_words(text: str, spans: Sequence[Span]) -> str:
    """The words of an anchor as an editor edits them: the opposite of `find_words`."""
    return "\n…\n".join(text[start:end] for start, end in spans)
