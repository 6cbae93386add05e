"""Names that readers may have meant, and names that begin as they type. Only of persons and organizations they see.

Misspellings that the newsroom knows are compared, too, and never shown: what is shown is the name as published.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Prefetch

from articles.models import SearchEntry
from articles.searching.closeness import ENOUGH, ENOUGH_ASIDE, closest
from articles.searching.filters import Asked, public_lines
from articles.searching.looking import Found
from articles.searching.words import Query, name_words, read_query
from people.models import Organization, Person, Position

CANDIDATES = 60
SUGGESTED = 8
SHORTEST = 2
MODELS = {"people": Person, "organizations": Organization}
Named = Person | Organization


def close_names(query: Query, found: Found) -> list[Named]:
    """Who or what may have been meant by a query that finds nobody; where it finds other things, only the closest."""
    if not query.words or found.counts.get("people") or found.counts.get("organizations"):
        return []
    candidates = _candidates(lambda lines: lines.with_names_like(query.words))
    at_least = ENOUGH_ASIDE if found.hits else ENOUGH
    forms = [(place, name_words(name)) for place, one in enumerate(candidates) for name in _every_form(one)]
    return [candidates[place] for place in closest(query.words, forms, at_least)]


def beginning_with(typed: str) -> list[Named]:
    """At most eight whose names have words that begin with all that is typed; whose first word does, first, and
    persons before organizations."""
    words = read_query(typed).words
    if sum(map(len, words)) < SHORTEST and not any(word > "\u3000" for word in words):
        return []
    candidates = _candidates(lambda lines: lines.with_names_beginning(words))
    return sorted(candidates, key=lambda one: _place(one, words))[:SUGGESTED]


def _place(one: Named, words: Sequence[str]) -> tuple[Any, ...]:
    is_first = (name_words(one.name) or [""])[0].startswith(words[0])
    return (not is_first, isinstance(one, Organization), one.name, one.pk)


def _candidates(chosen: Any) -> list[Named]:
    """As the database has them by their letters; each with its other names, and a person with the offices of today."""
    found: list[Named] = []
    for type_, model in MODELS.items():
        lines = chosen(public_lines(Asked(Query()), type_)).exclude(kind=SearchEntry.Kind.OFFICE)
        numbers = list(lines.order_by("score", "number").values_list("number", flat=True)[:CANDIDATES])
        rows = model.objects.published().filter(pk__in=numbers).prefetch_related("names")
        if model is Person:
            current = Position.objects.published().current().select_related("office__organization")
            rows = rows.prefetch_related(Prefetch("positions", current, to_attr="current_positions"))
        found += sorted(rows, key=lambda row: numbers.index(row.pk))
    return found


def _every_form(one: Named) -> Collection[str]:
    short = [one.short_name] if isinstance(one, Organization) and one.short_name else []
    return [one.name, *short, *(form.name for form in one.names.all())]


def detail_of(one: Named) -> str:
    """What tells namesakes apart: the office of today, or what kind of organization it is."""
    if isinstance(one, Person):
        return "; ".join(position.label for position in one.current_positions)
    kind = one.get_kind_display()
    return ", ".join(filter(None, [kind[:1].upper() + kind[1:], one.country]))
