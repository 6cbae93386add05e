"""Which known persons and organizations a printed name may mean. Looks, never creates."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from people.models import Organization, OrganizationName, Person, PersonName
from people.names import most_alike, name_key, phrase_key

Bearer = TypeVar("Bearer")


@dataclass(frozen=True)
class Candidate:
    """A known person who may be meant: under which of their names, and how like the print it is (0 to 100)."""

    person: Person
    known_as: str
    likeness: int


def people_named(names: Iterable[str]) -> dict[str, list[Person]]:
    """For each printed name the persons who bear it in any form. Two queries, whatever the number."""
    keys = {name: name_key(name) for name in set(names)}
    wanted = set(keys.values()) - {""}
    bearers: dict[str, dict[int, Person]] = defaultdict(dict)
    for person in Person.objects.filter(name_key__in=wanted, merged_into=None):
        bearers[person.name_key][person.pk] = person
    for form in PersonName.objects.filter(key__in=wanted, person__merged_into=None).select_related("person"):
        bearers[form.key][form.person_id] = form.person
    return {name: list(bearers[key].values()) if key else [] for name, key in keys.items()}


def organizations_named(names: Iterable[str]) -> dict[str, list[Organization]]:
    """For each printed name the organizations that bear it, as a name, a short name or a former one."""
    keys = {name: phrase_key(name) for name in set(names)}
    wanted = set(keys.values()) - {""}
    bearers: dict[str, dict[int, Organization]] = defaultdict(dict)
    for organization in Organization.objects.known_as(*names):
        for key in {organization.name_key, organization.short_name_key} & wanted:
            bearers[key][organization.pk] = organization
    former = OrganizationName.objects.filter(key__in=wanted, organization__merged_into=None)
    for form in former.select_related("organization"):
        bearers[form.key][form.organization_id] = form.organization
    return {name: list(bearers[key].values()) if key else [] for name, key in keys.items()}


def the_only(bearers: Sequence[Bearer]) -> Bearer | None:
    """Who is meant where one bears the name; where several do, nobody is."""
    return bearers[0] if len(bearers) == 1 else None


def every_name() -> list[tuple[int, str]]:
    """(person id, form) for every form of every known person's name."""
    known = Person.objects.filter(merged_into=None).values_list("pk", "name")
    forms = PersonName.objects.filter(person__merged_into=None).values_list("person", "name")
    return [*known, *forms]


def people_like(names: Iterable[str]) -> dict[str, list[Candidate]]:
    """For each printed name the known persons with similar names, most alike first."""
    names = {name for name in names if name}
    known = every_name() if names else []
    alike = {name: most_alike(name, known) for name in names}
    found = Person.objects.in_bulk({likely.owner for some in alike.values() for likely in some})
    return {
        name: [Candidate(found[likely.owner], likely.name, likely.likeness) for likely in some]
        for name, some in alike.items()
    }
