"""A record as its page has it: narrowed by what the address asks for, counted, drawn, and one page of it read.

The database counts: how many statements there are of each sort (`people/facts.py`), from which every choice, number and
bar is worked out, and the numbers of the statements on the page (decision 0140).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.encoding import escape_uri_path

from newsroom.addresses import absolute
from newsroom.filters import Filter, Group, Narrowed, Row, UnknownChoice
from newsroom.pagination import page_of
from people.charting import Chart, chart_of
from people.counting import counted
from people.facets import TOPIC, Facet
from people.facts import Fact, Topic, folded, total

LONGEST_WORDS = 100
OLDEST = "oldest"
ORDER = ("spoken", "made", "kind", "year", "office", "holder", "organization", "topic", "words", "order")


def narrowed(
    request: HttpRequest,
    rows: Iterable[Row],
    filters: Sequence[Filter[Row]],
    order: Sequence[str] = ORDER,
    weigh: Callable[[Row], int] = lambda row: 1,
) -> Narrowed[Row]:
    """The rows that the address asks for. Raises Http404 for what none of them has."""
    asked = {name: request.GET.get(name, "") for name in order}
    for typed in ("words", "name"):
        if typed in asked:
            asked[typed] = typed_words(request, typed)
    try:
        return Narrowed(rows, filters, asked, path=escape_uri_path(request.path), order=order, weigh=weigh)
    except UnknownChoice as problem:
        raise Http404("nothing has that") from problem


def typed_words(request: HttpRequest, name: str) -> str:
    """What was typed into a box, without what no print has, and no longer than any name or telling phrase."""
    return " ".join(request.GET.get(name, "").replace("\x00", " ")[:LONGEST_WORDS].split())


def canonical_page(request: HttpRequest, narrowed: Narrowed[Row], rows: Any) -> Page:
    """The page of these rows that is asked for; its neighbours' addresses are canonical, and so is `canonical`."""
    page = page_of(request, rows, count=narrowed.count)
    page.canonical = absolute(narrowed.address(page=page.number))
    if page.has_previous():
        page.previous_address = narrowed.address(page=page.number - 1)
    if page.has_next():
        page.next_address = narrowed.address(page=page.number + 1)
    return page


@dataclass(frozen=True)
class Record:
    """What a template shows of a record: how many statements it has (`total`), and one page of those asked for."""

    total: int
    narrowed: Narrowed[Fact]
    groups: Sequence[Group]
    page: Page

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
    def chart(self) -> Chart | None:
        """What was said over time: of a record that is told apart by month."""
        asked = self.narrowed
        return chart_of(asked.without("year"), lambda year: asked.address({"year": year}), asked.asked.get("year", ""))

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


def record_of(request: HttpRequest, statements: QuerySet, facets: Sequence[Facet], apart: Q | None = None) -> Record:
    """The public ones among these statements, narrowed by these facets. Raises Http404.

    What fits `apart` stands before the rest of the list.
    """
    if request.GET.get("order", "") not in ("", OLDEST):
        raise Http404("no such order")
    whole = statements.lines()
    words = typed_words(request, "words")
    lines = whole.bearing(folded(words)) if words else whole
    topic = request.GET.get("topic", "") if TOPIC in facets else ""
    if "\x00" in topic:  # which PostgreSQL would not be asked
        raise Http404("nothing has that")
    of_topic = lines.filter(TOPIC.where(topic)) if topic else lines
    single = [facet for facet in facets if facet is not TOPIC]
    parts = sorted({part for facet in single for part in facet.parts})
    key = [request.path, request.GET.get("spoken", ""), *parts]
    facts = counted(lambda: whole.facts(*parts), "facts", *key)
    found = counted(lambda: of_topic.facts(*parts), "facts", *key, words, topic) if words or topic else facts
    filters = [facet.filter(facts) for facet in single]
    asked = narrowed(request, found, filters, weigh=lambda fact: fact.statements)
    chosen = Q(*(facet.where(asked.asked[facet.name]) for facet in single if facet.name in asked.asked))
    groups = asked.groups
    if TOPIC in facets:
        topics = counted(lambda: lines.filter(chosen).topics(), "topics", *key, *asked.asked.items())
        groups += _topics(asked, topics, whole)
    listed = of_topic.filter(chosen)
    listed = listed.oldest_first(apart) if "order" in asked.asked else listed.newest_first(apart)
    page = canonical_page(request, asked, listed.values_list("statement", flat=True))
    page.object_list = statements.entries(list(page.object_list))
    return Record(total(facts), asked, groups, page)


def _topics(asked: Narrowed[Fact], topics: Sequence[Topic], whole: QuerySet) -> list[Group]:
    """The choice of topics, where there is one. Raises Http404 for a topic that nothing on the record has."""
    labels = {topic.slug: topic.name for topic in topics}
    counts = {topic.slug: topic.statements for topic in topics}
    asked_for = asked.asked.get("topic", "")
    if asked_for and asked_for not in labels:
        there = whole.filter(TOPIC.where(asked_for)).topics()
        labels |= {topic.slug: topic.name for topic in there if topic.slug == asked_for}
        if asked_for not in labels:
            raise Http404("nothing has that")
    group = asked.counted("topic", "Topic", labels, counts, asked.count)
    return [group] if group.is_of_use else []
