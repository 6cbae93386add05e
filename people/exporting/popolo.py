"""Records as Popolo JSON, which `people/importing/popolo.py` reads again. Nothing here knows Django."""

import json
from collections.abc import Iterable
from typing import Any

from newsroom.dates import ONGOING
from people.importing.records import Identifier, OtherName, PeopleFile, PersonRecord, Picture, PositionRecord

Row = dict[str, Any]


def write_popolo(people: PeopleFile) -> str:
    """The file's text. The `id`s are the addresses that `people.source` gave the records: their last identifiers."""
    organizations = [
        _without_nothing(
            {
                **_identity(one.identifiers),
                "name": one.name,
                "short_name": one.short_name,
                "other_names": _other_names(one.other_names, with_kinds=False),
                "classification": one.kind,
                "country": one.country,
                "country_code": one.country_code,
                "parent_id": one.parent,
                "summary": one.summary,
                "tags": list(one.tags),
                **_picture(one.picture),
            }
        )
        for one in people.organizations
    ]
    posts = [
        _without_nothing(
            {
                **_identity(one.identifiers),
                "label": one.title,
                "organization_id": one.organization,
                "summary": one.summary,
            }
        )
        for one in people.offices
    ]
    memberships = [_membership(person, held) for person in people.persons for held in person.positions]
    whole = {
        "source": people.source,
        "persons": [_person(one) for one in people.persons],
        "organizations": organizations,
        "posts": posts,
        "memberships": memberships,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _person(one: PersonRecord) -> Row:
    return _without_nothing(
        {
            **_identity(one.identifiers),
            "name": one.name,
            "sort_name": one.sort_name,
            "other_names": _other_names(one.other_names, with_kinds=True),
            "summary": one.summary,
            "links": [{"note": "website", "url": one.website}] if one.website else [],
            "private": one.is_private,
            "tags": list(one.tags),
            **_picture(one.picture),
        }
    )


def _membership(person: PersonRecord, held: PositionRecord) -> Row:
    return _without_nothing(
        {
            "person_id": person.identifiers[-1].value,
            "post_id": held.office,
            "label": held.title_as_held,
            "start_date": held.started.typed(),
            "end_date": "" if held.ended.precision == ONGOING else held.ended.typed(),
            "ongoing": held.ended.precision == ONGOING,
        }
    )


def _identity(identifiers: tuple[Identifier, ...]) -> Row:
    *others, own = identifiers
    return {"id": own.value, "identifiers": [{"scheme": one.scheme, "identifier": one.value} for one in others]}


def _other_names(names: Iterable[OtherName], *, with_kinds: bool) -> list[Row]:
    return [
        _without_nothing(
            {
                "name": one.name,
                "note": one.kind if with_kinds else "",
                "start_date": one.start.isoformat() if one.start else "",
                "end_date": one.end.isoformat() if one.end else "",
            }
        )
        for one in names
    ]


def _picture(picture: Picture | None) -> Row:
    if picture is None:
        return {}
    return {"image": picture.path, "image_alt": picture.alt, "image_credit": picture.credit}


def _without_nothing(row: Row) -> Row:
    return {name: value for name, value in row.items() if value not in ("", None, False, [])}
