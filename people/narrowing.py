"""A record as its page has it: narrowed by what the address asks for, counted, drawn, and one page of it read.

A record is read once, as light rows; everything that is counted is counted from these (decision 0090).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.encoding import escape_uri_path

from newsroom.addresses import absolute
from newsroom.filters import Filter, Group, Narrowed, Row, UnknownChoice
from newsroom.pagination import page_of
from people.charting import Chart, chart_of
from people.facts import KINDS, NO_YEAR, Fact, newest_first, oldest_first, with_words
from people.models import Office, Organization, Person

LONGEST_WORDS = 100
OLDEST = "oldest"
FOR_IT, BY_OFFICIALS = "for-it", "by-officials"
ORDER = ("spoken", "made", "kind", "year", "office", "holder", "organization", "topic", "words", "order")


def narrowed(
    request: HttpRequest, rows: Iterable[Row], filters: Sequence[Filter[Row]], order: Sequence[str] = ORDER
) -> Narrowed[Row]:
    """The rows that the address asks for. Raises Http404 for what none of them has."""
    asked = {name: request.GET.get(name, "") for name in order}
    for typed in ("words", "name"):
        if typed in asked:
            asked[typed] = typed_words(request, typed)
    try:
        return Narrowed(rows, filters, asked, path=escape_uri_path(request.path), order=order)
    except UnknownChoice as problem:
        raise Http404("nothing has that") from problem


def typed_words(request: HttpRequest, name: str) -> str:
    """What was typed into a box, without what no print has, and no longer than any name or telling phrase."""
    return " ".join(request.GET.get(name, "").replace("\x00", " ")[:LONGEST_WORDS].split())


def canonical_page(request: HttpRequest, narrowed: Narrowed[Row], rows: Sequence[Any]) -> Page:
    """The page of these rows that is asked for; its neighbours' addresses are canonical, and so is `canonical`."""
    page = page_of(request, rows, count=len(rows))
    page.canonical = absolute(narrowed.address(page=page.number))
    if page.has_previous():
        page.previous_address = narrowed.address(page=page.number - 1)
    if page.has_next():
        page.next_address = narrowed.address(page=page.number + 1)
    return page


@dataclass(frozen=True)
class Record:
    """What a template shows of a record. `facts` are all of it, `page` one page of what was asked for."""

    facts: Sequence[Fact]
    narrowed: Narrowed[Fact]
    groups: Sequence[Group]
    page: Page
    chart: Chart | None

    @property
    def is_oldest_first(self) -> bool:
        return "order" in self.narrowed.asked

    @property
    def turned_round(self) -> str:
        """The address of the same list in the other order."""
        return self.narrowed.address({"order": "" if self.is_oldest_first else OLDEST})

    @property
    def words(self) -> str:
        return self.narrowed.asked.get("words", "")

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What else the form for the words has to send."""
        return [(name, value) for name, value in self.narrowed.asked.items() if name != "words"]

    @property
    def chosen(self) -> list[Group]:
        return [group for group in self.groups if group.chosen]

    @property
    def is_whole_first_page(self) -> bool:
        """Whether nothing is left out but what stands on later pages."""
        return self.page.number == 1 and not self.cleared

    @property
    def without_words(self) -> str:
        return self.narrowed.address({"words": ""})

    @property
    def cleared(self) -> str:
        """The whole of it, empty where nothing was chosen."""
        taken_back = {name: "" for name in self.narrowed.order if name not in ("spoken", "order")}
        return self.narrowed.address(taken_back) if self.chosen or self.words else ""


MakeFilter = Callable[[Sequence[Fact], QuerySet], Filter[Fact]]


def record_of(
    request: HttpRequest,
    statements: QuerySet,
    filters: Sequence[MakeFilter],
    apart: Callable[[Fact], Any] | None = None,
) -> Record:
    """The public ones among these statements, narrowed by these filters. Raises Http404.

    What `apart` tells apart stands apart in the list: the lower first.
    """
    facts = statements.facts()
    if request.GET.get("order", "") not in ("", OLDEST):
        raise Http404("no such order")
    words = typed_words(request, "words")
    found = with_words(words, statements.printed_words()) if words else None
    rows = facts if found is None else [fact for fact in facts if fact.statement in found]
    made = [make(facts, statements) for make in filters]
    asked_for = narrowed(request, rows, made)
    listed = (oldest_first if "order" in asked_for.asked else newest_first)(asked_for.rows)
    if apart:
        listed.sort(key=apart)
    page = canonical_page(request, asked_for, listed)
    page.object_list = statements.entries([fact.statement for fact in page.object_list])
    chart = None
    if any(one.name == "year" for one in made):
        dates = [fact.said for fact in asked_for.without("year")]
        year = asked_for.asked.get("year", "")
        chart = chart_of(dates, lambda year: asked_for.address({"year": year}), year)
    return Record(facts, asked_for, asked_for.groups, page, chart)


def kind_filter(facts: Sequence[Fact], statements: QuerySet) -> Filter[Fact]:
    there = {fact.kind for fact in facts}
    labels = {kind: kind.replace("-", " ").capitalize() for kind in KINDS.values() if kind in there}
    return Filter("kind", "Kind", lambda fact: (fact.kind,), labels)


def year_filter(facts: Sequence[Fact], statements: QuerySet) -> Filter[Fact]:
    years = sorted({fact.year for fact in facts if fact.said_on}, reverse=True)
    labels = {year: year for year in years}
    if any(fact.said_on is None for fact in facts):
        labels[NO_YEAR] = "Day not known"
    return Filter("year", "Year", lambda fact: (fact.year,), labels)


def office_filter(facts: Sequence[Fact], statements: QuerySet) -> Filter[Fact]:
    numbers = {fact.office for fact in facts} - {None}
    offices = {one.pk: one for one in Office.objects.published().select_related("organization").filter(pk__in=numbers)}
    slugs = {pk: office.slug for pk, office in offices.items()}
    labels = {office.slug: str(office) for office in offices.values()}
    return Filter("office", "Office held then", lambda fact: _named(slugs, [fact.office]), labels)


def holder_filter(facts: Sequence[Fact], statements: QuerySet) -> Filter[Fact]:
    numbers = {fact.speaker for fact in facts} - {None}
    people = Person.objects.published().filter(pk__in=numbers).values_list("pk", "slug", "name")
    slugs = {pk: slug for pk, slug, _ in people}
    return Filter(
        "holder", "Holder", lambda fact: _named(slugs, [fact.speaker]), {slug: name for _, slug, name in people}
    )


def organization_filter(facts: Sequence[Fact], statements: QuerySet) -> Filter[Fact]:
    numbers = {number for fact in facts for number in fact.organizations()}
    there = Organization.objects.published().values_list("pk", "slug", "name")
    bodies = [row for row in there if row[0] in numbers]
    slugs = {pk: slug for pk, slug, _ in bodies}
    labels = {slug: name for _, slug, name in bodies}
    return Filter("organization", "Organization", lambda fact: _named(slugs, fact.organizations()), labels)


def made_filter(made_for: Callable[[Fact], bool], facts: Sequence[Fact], statements: QuerySet) -> Filter[Fact]:
    """Apart: what is said for an organization, and what its officials say."""
    there = {made_for(fact) for fact in facts}
    names = {FOR_IT: "For the organization", BY_OFFICIALS: "By its officials"}
    labels = {name: label for name, label in names.items() if (name == FOR_IT) in there}
    return Filter("made", "Made", lambda fact: (FOR_IT if made_for(fact) else BY_OFFICIALS,), labels)


def topic_filter(facts: Sequence[Fact], statements: QuerySet) -> Filter[Fact]:
    public = {fact.statement for fact in facts}
    topics: dict[int, list[str]] = {}
    labels: dict[str, str] = {}
    for statement, slug, name in statements.topics():
        if statement in public:
            topics.setdefault(statement, []).append(slug)
            labels[slug] = name
    return Filter("topic", "Topic", lambda fact: topics.get(fact.statement, ()), labels)


def _named(slugs: dict[int, str], numbers: Iterable[int | None]) -> list[str]:
    """The slugs of those readers may see."""
    return [slugs[number] for number in numbers if number in slugs]
