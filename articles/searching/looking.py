"""Finding what readers may see: the hits of a search, best first, and how many there are of each type."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from articles.models import Citation, SearchEntry
from articles.searching.facets import Facets, count_facets
from articles.searching.filters import BEST, NEWEST, OLDEST, TYPES, Asked, public_lines

MOST = 1_000  # of each type; more are said to be more, and nobody reads them
WEIGHED = 2_000  # stories, and statements: where more match, the best are looked for among those recorded last


@dataclass(frozen=True)
class Hit:
    """A thing that was found: a statement by the number of its own and by the citation whose words matched best."""

    kind: str
    number: int
    score: float
    date: datetime.date | None
    citation: int = 0


@dataclass(frozen=True)
class Found:
    """The hits of what was asked for, of all types or of the one chosen; `counts` are of every type."""

    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    is_capped: dict[str, bool] = field(default_factory=dict)  # of every type: whether more match than are counted
    facets: Facets = field(default_factory=dict)

    @property
    def is_more(self) -> bool:
        """Whether more match of any type than are shown and counted."""
        return any(self.is_capped.values())


def search(asked: Asked) -> Found:
    """A fixed number of queries, however much is found."""
    if not asked.query:
        return Found()
    of_type, is_capped = {}, {}
    for type_ in TYPES:
        hits = _hits(asked, type_)
        of_type[type_], is_capped[type_] = _statements(hits[:MOST]), len(hits) > MOST
    chosen = [asked.type] if asked.type else list(TYPES)
    hits = sorted((hit for type_ in chosen for hit in of_type[type_]), key=_order_of(asked))
    counts = {type_: len(hits) for type_, hits in of_type.items()}
    return Found(hits, counts, is_capped, count_facets(_numbers(hits)))


def _hits(asked: Asked, type_: str) -> list[Hit]:
    lines = public_lines(asked, type_).matching(asked.query)
    if asked.order == BEST and type_ in ("stories", "statements"):  # of the others there are never so many
        lines = lines.recorded_last(WEIGHED)
    by_date = {NEWEST: [F("date").desc(nulls_last=True)], OLDEST: [F("date").asc(nulls_last=True)]}
    lines = lines.order_by(*by_date.get(asked.order, []), "score", F("date").desc(nulls_last=True), "-number")
    return [Hit(*row) for row in lines.values_list("kind", "number", "score", "date")[: MOST + 1]]


def _statements(hits: list[Hit]) -> list[Hit]:
    """With statements in the place of their reports, each once."""
    reports = [hit.number for hit in hits if hit.kind == SearchEntry.Kind.STATEMENT]
    if not reports:
        return hits
    of_report = dict(Citation.objects.filter(pk__in=reports).values_list("pk", "statement"))
    firsts: dict[int, Hit] = {}
    for hit in hits:
        number = of_report[hit.number]
        firsts.setdefault(number, Hit(hit.kind, number, hit.score, hit.date, citation=hit.number))
    return list(firsts.values())


def _order_of(asked: Asked) -> Any:
    def place(hit: Hit) -> tuple[Any, ...]:
        days = hit.date.toordinal() if hit.date else 0
        if asked.order in (NEWEST, OLDEST):
            return (hit.date is None, days if asked.order == OLDEST else -days, hit.score, -hit.number)
        return (hit.score, -days, -hit.number)

    return place


def _numbers(hits: list[Hit]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {kind: [] for kind in SearchEntry.Kind}
    for hit in hits:
        numbers[hit.kind].append(hit.number)
    return numbers
