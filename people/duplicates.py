"""Which persons or organizations may be on file twice, and what speaks for it. Looks, never decides."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from people.alike import Pair, alike_pairs, organization_keys, organization_likeness
from people.models import NotTheSame, Office, Organization, Person, Position

Kind = type[Person] | type[Organization]


@dataclass(frozen=True)
class Suggestion:
    """Two records that may be one, and the evidence."""

    one: Any
    other: Any
    pair: Pair
    shared_names: list[str] = field(default_factory=list)
    shared_offices: list[str] = field(default_factory=list)

    @property
    def wikidata_disagrees(self) -> bool:
        return bool(self.one.wikidata_id and self.other.wikidata_id)  # no two records can have the same


def likely_pairs(model: Kind) -> list[Pair]:
    """Every pair that nobody has said is not the same, most alike first. Two queries, one where no two look alike."""
    pairs = _persons_alike() if model is Person else _organizations_alike()
    said = NotTheSame.pairs(model) if pairs else set()
    return [pair for pair in pairs if (pair.first, pair.second) not in said]


def _persons_alike() -> Sequence[Pair]:
    rows = Person.objects.filter(merged_into=None).order_by("pk").values_list("pk", "name", "names__name")
    return alike_pairs(tuple(dict.fromkeys((pk, form) for pk, *forms in rows for form in forms if form)))


def _organizations_alike() -> list[Pair]:
    """The same name in two countries is two organizations."""
    rows = Organization.objects.filter(merged_into=None).order_by("pk")
    forms: dict[tuple[int, str], None] = {}
    country = {}
    for pk, where, *names in rows.values_list("pk", "country", "name", "short_name", "names__name"):
        forms.update(dict.fromkeys((pk, name) for name in names if name))
        country[pk] = where.casefold()
    return [
        pair
        for pair in alike_pairs(tuple(forms), organization_keys, organization_likeness)
        if "" in (country[pair.first], country[pair.second]) or country[pair.first] == country[pair.second]
    ]


def with_evidence(model: Kind, pairs: Sequence[Pair]) -> list[Suggestion]:
    """These pairs with their records, each with `statement_count`, and what they share. Four queries for any number."""
    numbers = {number for pair in pairs for number in (pair.first, pair.second)}
    rows = model.objects.annotate(statement_count=Count("statements")).prefetch_related("names").in_bulk(numbers)
    offices = _offices_by_person(numbers) if model is Person else _titles_by_organization(numbers)
    return [
        Suggestion(
            one=rows[pair.first],
            other=rows[pair.second],
            pair=pair,
            shared_names=_shared_names(rows[pair.first], rows[pair.second]),
            shared_offices=sorted(offices[pair.first] & offices[pair.second]),
        )
        for pair in pairs
    ]


def _shared_names(one: Any, other: Any) -> list[str]:
    """The forms that both bear, as the first has them."""
    theirs = {other.name_key, *(form.key for form in other.names.all())}
    ours = [(one.name_key, one.name), *((form.key, form.name) for form in one.names.all())]
    return list(dict.fromkeys(name for key, name in ours if key in theirs))


def _offices_by_person(numbers: set[int]) -> dict[int, set[str]]:
    held: dict[int, set[str]] = defaultdict(set)
    for position in Position.objects.filter(person__in=numbers).select_related("office__organization"):
        held[position.person_id].add(str(position.office))
    return held


def _titles_by_organization(numbers: set[int]) -> dict[int, set[str]]:
    titles: dict[int, set[str]] = defaultdict(set)
    for organization, title in Office.objects.filter(organization__in=numbers).values_list("organization", "title"):
        titles[organization].add(title)
    return titles
