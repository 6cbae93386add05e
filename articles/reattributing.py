"""Giving statements to another speaker: the notices that readers find, and moving many at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_update_with_history

from articles.models import Article, Citation, Reattribution, Statement
from articles.models.citations import brought_in_by, refresh_releases
from newsroom.settling import Stale, digest
from people.models import Person, Position
from people.models.positions import resolve
from people.standing import standing

MOST = 1_000
TOO_MANY = f"At most {MOST:,} statements are moved at once. Choose fewer, by the filters of the list."


# The notice on the page that a statement leaves


@dataclass(frozen=True)
class Listed:
    """A statement that readers see, and on whose page."""

    statement: int
    person: int | None
    organization: int | None


def listed(statements: Iterable[int | None]) -> list[Listed]:
    """Those of these statements that readers see on a page of somebody's, before they are given to another."""
    seen = Statement.objects.published().filter(pk__in=set(statements) - {None}, speaker_source="")
    rows = seen.order_by("pk").values_list("pk", "speaker_person", "speaker_organization")
    return [Listed(*row) for row in rows]


def leave_notices(before: Collection[Listed], *, by: Any, now_in: Statement | None = None) -> None:
    """A dated notice on each page that one of `before` has left. `now_in` is the statement that took its words over,
    where it is another one."""
    if not before:
        return
    kept = Statement.objects.filter(pk__in=[one.statement for one in before])
    if now_in is not None:
        kept = kept.published() | kept.filter(pk=now_in.pk)
    now = set(kept.values_list("pk", "speaker_person", "speaker_organization"))
    speaker = (now_in.speaker_person_id, now_in.speaker_organization_id) if now_in is not None else None
    Reattribution.objects.bulk_create(
        Reattribution(
            statement_id=now_in.pk if now_in is not None else one.statement,
            from_person_id=one.person,
            from_organization_id=one.organization,
            reattributed_by=by,
        )
        for one in before
        if (one.statement, one.person, one.organization) not in now and (one.person, one.organization) != speaker
    )


# Many at once


@dataclass(frozen=True)
class Given:
    """A statement and the position it was made in, once it is the other person's."""

    statement: Statement
    position: Position | None

    @property
    def label(self) -> str:
        return self.position.label if self.position else ""


class Giving:
    """Statements that would be given to a person, looked at before anything is changed."""

    def __init__(self, numbers: Collection[int], person: Person, *, locking: bool = False) -> None:
        if len(set(numbers)) > MOST:
            raise ValidationError(TOO_MANY)
        rows = Statement.objects.filter(pk__in=set(numbers)).order_by("pk")
        if locking:
            list(rows.select_for_update())
        self.person = person
        loaded = rows.with_printed_titles().select_related("speaker_person", "speaker_organization", "behalf_person")
        self.statements = [one for one in loaded if one.speaker_person_id != person.pk]

    @cached_property
    def articles(self) -> list[Article]:
        """The stories that report them, each once."""
        reporting = Citation.objects.filter(statement__in=[one.pk for one in self.statements]).values("article")
        articles = Article.objects.filter(pk__in=reporting).select_related("latest_revision")
        return list(articles.defer("latest_revision__body", "latest_revision__text").order_by("pk"))

    @cached_property
    def given(self) -> list[Given]:
        """Each with the office that the person held that day, as far as the day and the print tell."""
        held = list(self.person.positions.select_related("office__organization"))
        return [Given(one, resolve(held, one.said, one.printed_title)) for one in self.statements]

    @cached_property
    def notice_count(self) -> int:
        return len(listed(one.pk for one in self.statements))

    @property
    def problems(self) -> list[str]:
        """What stands in the way, in words for an editor."""
        told = [] if self.statements else [f"All of these are {self.person}’s already."]
        own = [one for one in self.statements if one.behalf_person_id == self.person.pk]
        told += [f"{one} was made on behalf of {self.person}. Change that first." for one in own]
        return told

    @property
    def version(self) -> str:
        """A digest of what would change, as it is now."""
        rows = [
            (one.pk, one.speaker_label, one.said_on, one.position_id, given.position and given.label)
            for one, given in zip(self.statements, self.given, strict=True)
        ]
        return digest((self.person.pk, [[str(part) for part in row] for row in rows]))


@transaction.atomic
def give(numbers: Collection[int], person: Person, *, by: Any, version: str | None = None) -> int:
    """Give these statements to a person and say how many changed hands. `version` is that of the `Giving` shown.

    Raises PermissionDenied, Stale, or ValidationError with what is in the way; then nothing is stored.
    """
    Article.require(by, "reattribute_statement", "Only an editor gives statements to another speaker.")
    for article in Giving(numbers, person).articles:
        article.lock()
        article.require_decidable(by)
    person = standing(person)
    giving = Giving(numbers, person, locking=True)
    if version not in (None, giving.version):
        raise Stale("Something was changed since you looked, so nothing was moved. Look again, then decide.")
    if giving.problems:
        raise ValidationError(giving.problems)
    pks = [one.pk for one in giving.statements]
    before, seen = brought_in_by(pks), listed(pks)
    for given in giving.given:
        statement = given.statement
        statement.speaker_person, statement.speaker_organization, statement.speaker_source = person, None, ""
        statement.position, statement.office_label = given.position, given.label
    fields = ["speaker_person", "speaker_organization", "speaker_source", "position", "office_label"]
    why = f"given to {person}"
    bulk_update_with_history(
        giving.statements, Statement, fields, batch_size=500, default_user=by, default_change_reason=why
    )
    leave_notices(seen, by=by)
    for article in giving.articles:
        article.people.add(person)
    refresh_releases(pks, before)
    return len(pks)
