"""Records as a table (CSV), which `people/importing/table.py` reads again. Nothing here knows Django.

It holds persons with their positions, and of organizations and offices what stands in its columns; the whole is in
Popolo JSON.
"""

import csv
import io
from collections.abc import Iterable

from people.importing.records import Identifier, OtherName, PeopleFile, PersonRecord, PositionRecord
from people.importing.table import COLUMNS, FORMULA


def write_table(people: PeopleFile) -> str:
    """A row for each position, and one for each person without any. What a spreadsheet would reckon with is guarded."""
    offices = {one.key: one for one in people.offices}
    organizations = {one.key: one for one in people.organizations}
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for person in people.persons:
        about = _person(person)
        for held in person.positions or [None]:
            row = dict(about)
            if held is not None:
                office = offices[held.office]
                organization = organizations[office.organization]
                row |= {
                    "organization": organization.name,
                    "organization_identifiers": _identifiers(organization.identifiers),
                    "organization_kind": organization.kind,
                    "country": organization.country,
                    "country_code": organization.country_code,
                    "office": office.title,
                    "office_identifiers": _identifiers(office.identifiers),
                    **_held(held),
                }
            writer.writerow({name: _guarded(cell) for name, cell in row.items()})
    return text.getvalue()


def _person(person: PersonRecord) -> dict[str, str]:
    return {
        "name": person.name,
        "sort_name": person.sort_name,
        "identifiers": _identifiers(person.identifiers),
        "other_names": "; ".join(_other_name(one) for one in person.other_names if ";" not in one.name),
        "summary": person.summary,
        "website": person.website,
        "tags": "; ".join(one for one in person.tags if ";" not in one),
        "private": "yes" if person.is_private else "",
        "image": person.picture.path if person.picture else "",
    }


def _held(held: PositionRecord) -> dict[str, str]:
    return {"title_as_held": held.title_as_held, "from": held.started.typed(), "until": held.ended.typed()}


def _identifiers(identifiers: Iterable[Identifier]) -> str:
    return "; ".join(map(str, identifiers))


def _other_name(one: OtherName) -> str:
    return f"{one.kind}: {one.name}"


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
