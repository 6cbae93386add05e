"""What the statements of a record are told apart by: what the database counts, and what a choice means to it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from newsroom.filters import Filter
from people.facts import KINDS, NO_YEAR, Fact, is_made_for
from people.models import Office, Organization, Person

FOR_IT, BY_OFFICIALS = "for-it", "by-officials"


def _no_filter(facts: Sequence[Fact]) -> Filter[Fact]:
    raise TypeError("a statement has several topics: these are counted by themselves")


@dataclass(frozen=True)
class Facet:
    """`parts` are those of a fact that its filter needs, `where` says which lines of the record have a value."""

    name: str
    parts: tuple[str, ...]
    where: Callable[[str], Q]
    filter: Callable[[Sequence[Fact]], Filter[Fact]] = _no_filter


def _kinds(facts: Sequence[Fact]) -> Filter[Fact]:
    there = {fact.kind for fact in facts}
    labels = {kind: kind.replace("-", " ").capitalize() for kind in KINDS.values() if kind in there}
    return Filter("kind", "Kind", lambda fact: (fact.kind,), labels)


def _years(facts: Sequence[Fact]) -> Filter[Fact]:
    there = {fact.year for fact in facts}
    labels = {year: year for year in sorted(there - {NO_YEAR}, key=int, reverse=True)}
    labels |= {NO_YEAR: "Day not known"} if NO_YEAR in there else {}
    return Filter("year", "Year", lambda fact: (fact.year,), labels)


def _in_year(year: str) -> Q:
    first = 12 * int(year) if year != NO_YEAR else 0
    return Q(month=None) if year == NO_YEAR else Q(month__range=(first, first + 11))


def _offices(facts: Sequence[Fact]) -> Filter[Fact]:
    numbers = {fact.office for fact in facts} - {None}
    offices = {one.pk: one for one in Office.objects.published().select_related("organization").filter(pk__in=numbers)}
    slugs = {pk: office.slug for pk, office in offices.items()}
    labels = {office.slug: str(office) for office in offices.values()}
    return Filter("office", "Office held then", lambda fact: _named(slugs, [fact.office]), labels)


def _holders(facts: Sequence[Fact]) -> Filter[Fact]:
    numbers = {fact.speaker for fact in facts} - {None}
    people = list(Person.objects.published().filter(pk__in=numbers).values_list("pk", "slug", "name"))
    slugs = {pk: slug for pk, slug, _ in people}
    labels = {slug: name for _, slug, name in people}
    return Filter("holder", "Holder", lambda fact: _named(slugs, [fact.speaker]), labels)


def _organizations(facts: Sequence[Fact]) -> Filter[Fact]:
    numbers = {number for fact in facts for number in fact.organizations()}
    there = Organization.objects.published().values_list("pk", "slug", "name")
    bodies = [row for row in there if row[0] in numbers]
    slugs = {pk: slug for pk, slug, _ in bodies}
    labels = {slug: name for _, slug, name in bodies}
    return Filter("organization", "Organization", lambda fact: _named(slugs, fact.organizations()), labels)


def _of_organization(slug: str) -> Q:
    roles = ("speaker_organization", "behalf_organization", "position__office__organization")
    return Q(*((f"statement__{role}__slug", slug) for role in roles), _connector=Q.OR)


def _named(slugs: dict[int, str], numbers: Iterable[int | None]) -> list[str]:
    """The slugs of those readers may see."""
    return [slugs[number] for number in numbers if number in slugs]


KIND = Facet("kind", ("kind",), lambda kind: Q(kind={shown: own for own, shown in KINDS.items()}[kind]), _kinds)
MONTH = Facet("year", ("month", "precision"), _in_year, _years)  # with what a chart needs
YEAR = Facet("year", ("year",), _in_year, _years)
OFFICE = Facet("office", ("office",), lambda slug: Q(statement__position__office__slug=slug), _offices)
HOLDER = Facet("holder", ("speaker",), lambda slug: Q(statement__speaker_person__slug=slug), _holders)
ORGANIZATION = Facet(
    "organization", ("organization", "behalf_organization", "of_the_office"), _of_organization, _organizations
)
TOPIC = Facet("topic", (), lambda slug: Q(statement__tags__slug=slug))


def made_for(organization: int) -> Q:
    """The lines of what the organization itself says, or has said on its behalf."""
    return Q(statement__speaker_organization=organization) | Q(statement__behalf_organization=organization)


def made_by(organization: int) -> Facet:
    """Apart: what is said for an organization, and what its officials say."""

    def made(fact: Fact) -> str:
        return FOR_IT if is_made_for(organization, fact) else BY_OFFICIALS

    def filter_of(facts: Sequence[Fact]) -> Filter[Fact]:
        there = {made(fact) for fact in facts}
        names = {FOR_IT: "For the organization", BY_OFFICIALS: "By its officials"}
        labels = {name: label for name, label in names.items() if name in there}
        return Filter("made", "Made", lambda fact: (made(fact),), labels)

    where = {FOR_IT: made_for(organization), BY_OFFICIALS: ~made_for(organization)}
    return Facet("made", ("organization", "behalf_organization"), where.__getitem__, filter_of)
