"""The hits of one page as readers see them: the things themselves, with the words looked for told apart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from articles.models import Article, Citation, SearchEntry, Statement
from articles.searching.looking import Hit
from articles.searching.snippets import Piece, marked, places, snippet
from articles.searching.words import Query
from people.models import Office, Organization, Person, PersonName, Position

KIND = SearchEntry.Kind


@dataclass(frozen=True)
class Result:
    """`title` and `text` are pieces: (text, is it of what was looked for). A statement is shown by its `citation`."""

    kind: str
    thing: Any
    title: list[Piece] = field(default_factory=list)
    text: list[Piece] = field(default_factory=list)
    citation: Citation | None = None

    @property
    def template(self) -> str:
        return f"articles/search/_{self.kind}.html"


def results_of(hits: Iterable[Hit], query: Query) -> list[Result]:
    """In the order of the hits. A fixed number of queries; what is not public any more is left out."""
    hits = list(hits)
    numbers: dict[str, list[int]] = defaultdict(list)
    for hit in hits:
        numbers[hit.kind].append(hit.number)
    things = {(kind, row.pk): row for kind, pks in numbers.items() for row in _rows(kind).filter(pk__in=pks)}
    found = [(hit, things[hit.kind, hit.number]) for hit in hits if (hit.kind, hit.number) in things]
    return [_SHOWN[hit.kind](thing, query, hit) for hit, thing in found]


def _rows(kind: str) -> QuerySet:
    if kind == KIND.STORY:
        stories = Article.objects.published().for_lists()
        return stories.defer(None).defer("live_revision__body")
    if kind == KIND.STATEMENT:
        return Statement.objects.published().for_lists()
    if kind == KIND.PERSON:
        current = Position.objects.published().current().select_related("office__organization")
        return (
            Person.objects.published()
            .select_related("portrait")
            .prefetch_related("names", Prefetch("positions", current, to_attr="current_positions"))
        )
    if kind == KIND.ORGANIZATION:
        return Organization.objects.published().prefetch_related("names")
    return Office.objects.published().select_related("organization")


def _story(story: Article, query: Query, hit: Hit) -> Result:
    revision = story.live_revision
    in_deck = revision.deck and (places(revision.deck, query) or not places(revision.text, query))
    text = snippet(revision.deck if in_deck else revision.text, query)
    return Result(KIND.STORY, story, marked(revision.headline, query), text)


def _statement(statement: Statement, query: Query, hit: Hit) -> Result:
    citation = next((one for one in statement.public_citations if one.pk == hit.citation), statement.lead_citation)
    words = snippet(citation.words, query, around=400)
    return Result(KIND.STATEMENT, statement, marked(statement.speaker_label, query), words, citation)


def _person(person: Person, query: Query, hit: Hit) -> Result:
    forms = person.also_known_as()
    former = [form.name for form in forms if form.kind == PersonName.Kind.FORMER]
    return _named(KIND.PERSON, person, [form.name for form in forms if form.name not in former], former, query)


def _organization(organization: Organization, query: Query, hit: Hit) -> Result:
    forms, today = organization.names.all(), timezone.localdate()
    former = [form.name for form in forms if form.end_date and form.end_date < today]
    names = [organization.short_name, *(form.name for form in forms if form.name not in former)]
    return _named(KIND.ORGANIZATION, organization, names, former, query)


def _named(kind: str, thing: Any, other_names: list[str], former_names: list[str], query: Query) -> Result:
    """With the other names it was found by, and what is said of it."""
    known_as: list[Piece] = []
    for told, names in (("Also known as ", other_names), ("Formerly ", former_names)):
        if found_by := [name for name in names if name and places(name, query)]:
            known_as += [(f". {told}" if known_as else told, False), *marked(", ".join(found_by), query)]
    return Result(kind, thing, marked(thing.name, query), known_as or snippet(thing.summary, query, around=160))


def _office(office: Office, query: Query, hit: Hit) -> Result:
    return Result(KIND.OFFICE, office, marked(office.title, query), marked(office.organization.name, query))


_SHOWN = {
    KIND.STORY: _story,
    KIND.STATEMENT: _statement,
    KIND.PERSON: _person,
    KIND.ORGANIZATION: _organization,
    KIND.OFFICE: _office,
}
