"""What a mapping of a source of its own is written with: offices made as they are named, and bad entries told apart.

Nothing here knows Django.
"""

from collections.abc import Callable
from typing import Any

from people.importing.records import (
    BadRecord,
    OfficeRecord,
    OrganizationRecord,
    PeopleFile,
    PersonRecord,
    Problem,
    UnreadablePeople,
)


class Gathering:
    """Collects what a file tells: each organization and office once, whoever names it."""

    def __init__(self, source: str, country: str = "", country_code: str = "") -> None:
        self.source, self.country, self.country_code = source, country, country_code
        self.organizations: dict[str, OrganizationRecord] = {}
        self.offices: dict[str, OfficeRecord] = {}
        self.place = ""

    def office(self, title: str, organization: str, kind: str) -> str:
        """The key of the office with this title in the organization of this name and kind."""
        self.organizations.setdefault(
            organization,
            OrganizationRecord(
                self.place,
                organization,
                organization,
                kind=kind,
                country=self.country,
                country_code=self.country_code,
            ),
        )
        key = f"{title}, {organization}"
        self.offices.setdefault(key, OfficeRecord(self.place, key, title, organization))
        return key

    def read(
        self, entries: Any, person: Callable[[str, Any], PersonRecord], warnings: tuple[str, ...] = ()
    ) -> PeopleFile:
        """All entries of a list through `person`, which takes a place and an entry.

        An entry that is not shaped as `person` expects (no such key, no such list) is a problem of the result.
        Raises UnreadablePeople when there is no list.
        """
        if not isinstance(entries, list):
            raise UnreadablePeople("This is not a list of persons.")
        persons: list[PersonRecord] = []
        problems: list[Problem] = []
        for number, entry in enumerate(entries):
            self.place = f"[{number}]{_id_of(entry)}"
            try:
                persons.append(person(self.place, entry))
            except BadRecord as problem:
                problems.append(Problem(self.place, str(problem)))
            except KeyError as problem:
                problems.append(Problem(self.place, f"It has no “{problem.args[0]}”, or one that is not known."))
            except (TypeError, AttributeError, IndexError, ValueError):
                problems.append(Problem(self.place, "It is not built like an entry of this source."))
        return PeopleFile(
            self.source,
            tuple(self.organizations.values()),
            tuple(self.offices.values()),
            tuple(persons),
            tuple(problems),
            warnings,
        )


def _id_of(entry: Any) -> str:
    ids = entry.get("id") if isinstance(entry, dict) else None
    first = next(iter(ids.values()), None) if isinstance(ids, dict) else ids
    return f" ({first})" if isinstance(first, str) else ""
