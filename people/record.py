"""The statements on record, reached through the relations: this app knows nothing of stories."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from people.models import Organization, Person


def _statements() -> Any:
    return Person._meta.get_field("statements").related_model.objects.all()


def public_statements() -> Any:
    return _statements().published()


def statements_bringing_in(thing: Any) -> Any:
    """The statements, public or not, through which a person, organization or office comes before readers."""
    statements = _statements()
    if isinstance(thing, Person):
        return statements.filter(Q(speaker_person=thing) | Q(behalf_person=thing))
    if isinstance(thing, Organization):
        return statements.said_for(thing)
    return statements.filter(position__office=thing)


def corrections_of(thing: Any) -> Any:
    """The public corrections of statements by or for a person, of an organization, or made in an office."""
    return statements_bringing_in(thing).corrections().for_lists().prefetch_related(None)  # without the citations


def statements_in_positions(positions: Iterable[int], speaker: Person) -> QuerySet:
    return speaker.statements.filter(position__in=list(positions))


def refresh_releases_of(things: Iterable[Any]) -> None:
    """Bring up to date since when these are public; who has no statement on record any more is not, but by hand."""
    things = list(things)
    statements: set[int] = set()
    for thing in things:
        behind = set(statements_bringing_in(thing).values_list("pk", flat=True))
        statements |= behind
        if not behind:
            type(thing)._base_manager.get(pk=thing.pk).release(None)
    _statements().filter(pk__in=statements).refresh_releases()
    keep_findable(things)


def keep_findable(things: Iterable[Any], renamed: Any = None) -> None:
    """Bring up to date under which names these are found, and the statements found by the name of one `renamed`."""
    said = statements_bringing_in(renamed) if renamed is not None else _statements().none()
    said.keep_findable(things)


def with_statement_counts(rows: QuerySet, speaker: str) -> QuerySet:
    """Each row with `statement_count`: its public statements in its own name, by the field that names the speaker."""
    lines = _statements().lines().filter(**{f"statement__{speaker}": OuterRef("pk")}, statement__behalf_person=None)
    counted = lines.order_by().values(f"statement__{speaker}").annotate(count=Count("pk")).values("count")
    return rows.annotate(statement_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def mentions_of(person: Person) -> Any:
    """The public stories that a person is in and does not speak in, for lists."""
    citations = Person._meta.get_field("statements").related_model._meta.get_field("citations").related_model.objects
    heard = citations.published().filter(statement__speaker_person=person).order_by()
    return person.articles.published().exclude(pk__in=heard.values("article")).for_lists()
