"""Popolo JSON (https://www.popoloproject.com/specs/) as records: persons, organizations, posts, memberships.

Beside the specification these are read: `source` of the whole file (whose ids the `id`s are), `short_name`, `country`
and `country_code` of an organization, `private` of a person, `tags` of both, `ongoing` of a membership, and the
legislative periods and areas of EveryPolitician's files. Nothing here knows Django.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from newsroom.dates import ONGOING, PartialDate
from people.importing.decoding import decode
from people.importing.records import (
    BadRecord,
    Identifier,
    OfficeRecord,
    OrganizationRecord,
    OtherName,
    PeopleFile,
    PersonRecord,
    Picture,
    PositionRecord,
    Problem,
    UnreadablePeople,
    clean_line,
    clean_paragraphs,
    identifier,
    joined,
    only_once,
    partial_date,
    whole_day,
)

NAME_KINDS = ("alias", "former", "native", "transliteration", "misspelling")
KINDS = tuple(
    "government ministry agency legislature judiciary local_government party armed_forces company ngo media "
    "international".split()
)
_CLASSIFICATIONS = {
    "chamber": "legislature",
    "parliament": "legislature",
    "committee": "legislature",
    "parliamentary group": "party",
    "political party": "party",
    "executive": "government",
    "court": "judiciary",
}

Row = dict[str, Any]
Read = TypeVar("Read")


def read_popolo(content: bytes, source: str = "") -> PeopleFile:
    """The records of a file. `source` says whose ids the `id`s are, before what the file says of itself.

    Raises UnreadablePeople, and nothing else; what is wrong with one record is a problem of the result.
    """
    text, warnings = decode(content)
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as problem:
        raise UnreadablePeople(f"This is not JSON: {problem.msg} in line {problem.lineno}.") from None
    except (ValueError, RecursionError):  # a number of thousands of digits; lists in lists without end
        raise UnreadablePeople("This is not JSON we can read.") from None
    if not isinstance(whole, dict) or not {"persons", "organizations", "posts", "memberships"} & set(whole):
        raise UnreadablePeople("This JSON has no “persons”, “organizations”, “posts” or “memberships”: not Popolo.")
    return _File(whole, clean_line(source or _text(whole, "source")).lower(), warnings).read()


@dataclass
class _File:
    whole: Row
    source: str
    warnings: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)
    looked_at: dict[str, list[tuple[str, str, Row]]] = field(default_factory=dict)
    offices: dict[str, OfficeRecord] = field(default_factory=dict)
    organizations: dict[str, OrganizationRecord] = field(default_factory=dict)

    def read(self) -> PeopleFile:
        self.areas = {key: clean_line(_text(row, "name")) for _, key, row in self.rows("areas")}
        self.periods = {key: row for _, key, row in self.rows("events")}
        self.organizations = self.each("organizations", self.organization)
        self.offices = self.each("posts", self.office)
        self.by_title = {(one.organization, one.title): one.key for one in self.offices.values()}
        persons = self.each("persons", self.person)
        positions = self.positions(persons)
        return PeopleFile(
            source=self.source or "popolo",
            organizations=tuple(self.organizations.values()),
            offices=tuple(self.offices.values()),
            persons=tuple(replace(one, positions=tuple(positions.get(key, ()))) for key, one in persons.items()),
            problems=tuple(self.problems),
            warnings=self.warnings,
        )

    def rows(self, name: str) -> list[tuple[str, str, Row]]:
        """(place, id, row) of each that is one; looked at once."""
        if name not in self.looked_at:
            self.looked_at[name] = list(self._look_at(name))
        return self.looked_at[name]

    def _look_at(self, name: str) -> Iterator[tuple[str, str, Row]]:
        rows = self.whole.get(name) or []
        if not isinstance(rows, list):
            self.problems.append(Problem(name, f"“{name}” is not a list."))
            return
        for number, row in enumerate(rows):
            if isinstance(row, dict):
                key = _id(row, "id")
                yield f"{name}[{number}]" + (f" ({key})" if key else ""), key or f"{name}[{number}]", row
            else:
                self.problems.append(Problem(f"{name}[{number}]", "This is not a record."))

    def each(self, name: str, read: Callable[[str, str, Row], Read]) -> dict[str, Read]:
        found: dict[str, Read] = {}
        for place, key, row in self.rows(name):
            try:
                if key in found:
                    raise BadRecord("Another record before has the same id.")
                found[key] = read(place, key, row)
            except BadRecord as problem:
                self.problems.append(Problem(place, str(problem)))
        return found

    def identifiers(self, row: Row) -> tuple[Identifier, ...]:
        own = [identifier(self.source, _id(row, "id"))] if self.source and _id(row, "id") else []
        given = [identifier(_text(one, "scheme"), _id(one, "identifier")) for one in _rows_in(row, "identifiers")]
        return only_once([*given, *own])

    def organization(self, place: str, key: str, row: Row) -> OrganizationRecord:
        kind = clean_line(_text(row, "classification")).lower().replace(" ", "_")
        return OrganizationRecord(
            place=place,
            key=key,
            name=_needed(row, "name"),
            identifiers=self.identifiers(row),
            short_name=clean_line(_text(row, "short_name")),
            kind=kind if kind in KINDS else _CLASSIFICATIONS.get(kind.replace("_", " "), ""),
            country=clean_line(_text(row, "country")),
            country_code=clean_line(_text(row, "country_code")),
            parent=_id(row, "parent_id"),
            summary=clean_paragraphs(_text(row, "summary") or _text(row, "abstract")),
            other_names=_other_names(row),
            tags=_tags(row),
            picture=_picture(row),
        )

    def office(self, place: str, key: str, row: Row) -> OfficeRecord:
        return OfficeRecord(
            place=place,
            key=key,
            title=clean_line(_text(row, "label")) or _needed(row, "role"),
            organization=_needed(row, "organization_id"),
            identifiers=self.identifiers(row),
            summary=clean_paragraphs(_text(row, "summary")),
        )

    def person(self, place: str, key: str, row: Row) -> PersonRecord:
        parts = [clean_line(_text(row, part)) for part in ("given_name", "family_name")]
        told = _rows_in(row, "links")
        links = [(clean_line(_text(link, "note")).lower(), clean_line(_text(link, "url"))) for link in told]
        return PersonRecord(
            place=place,
            name=clean_line(_text(row, "name")) or " ".join(filter(None, parts)) or _needed(row, "name"),
            identifiers=self.identifiers(row),
            sort_name=clean_line(_text(row, "sort_name")),
            summary=clean_paragraphs(_text(row, "summary") or _text(row, "biography")),
            website=next((url for note, url in links if note in ("", "website", "official website")), ""),
            is_private=row.get("private") is True,
            other_names=_other_names(row),
            tags=_tags(row),
            picture=_picture(row),
        )

    def positions(self, persons: dict[str, PersonRecord]) -> dict[str, list[PositionRecord]]:
        """By the key of the person. Terms of legislative periods that follow each other are one position."""
        found: dict[str, list[PositionRecord]] = {}
        terms: dict[str, list[PositionRecord]] = {}
        for place, owner, row in self.memberships():
            try:
                if owner not in persons:
                    raise BadRecord(f"There is no person with the id “{owner}” in this file.")
                is_term = _id(row, "legislative_period_id") in self.periods
                (terms if is_term else found).setdefault(owner, []).extend(self.membership(place, row))
            except BadRecord as problem:
                self.problems.append(Problem(place, str(problem)))
        for owner, some in terms.items():
            found.setdefault(owner, []).extend(joined(some))
        return found

    def memberships(self) -> Iterator[tuple[str, str, Row]]:
        """(place, id of the person, row): those of the whole file, and those that stand within a person."""
        for place, _, row in self.rows("memberships"):
            yield place, _id(row, "person_id"), row
        for place, key, person in self.rows("persons"):
            try:
                own = _rows_in(person, "memberships")
            except BadRecord as problem:
                self.problems.append(Problem(place, str(problem)))
                continue
            for number, row in enumerate(own):
                yield f"{place}.memberships[{number}]", key, row

    def membership(self, place: str, row: Row) -> Iterator[PositionRecord]:
        period = self.periods.get(_id(row, "legislative_period_id"), {})
        started = partial_date(row.get("start_date") or period.get("start_date"))
        ended = partial_date(row.get("end_date") or period.get("end_date"))
        if not ended and row.get("ongoing") is True:
            ended = PartialDate(precision=ONGOING)
        post, title = _id(row, "post_id"), ""
        if post:
            if post not in self.offices:
                raise BadRecord(f"There is no post with the id “{post}” in this file.")
            label = clean_line(_text(row, "label"))
            title = label if label != self.offices[post].title else ""
        else:
            post = self.office_of(place, row)
        yield PositionRecord(place, post, started, ended, title)
        if party := _id(row, "on_behalf_of_id"):
            yield PositionRecord(place, self.member_of(place, party, "Member"), started, ended)

    def office_of(self, place: str, row: Row) -> str:
        """A membership without a post is one in the office that its role names, for its area."""
        role = clean_line(_text(row, "role")) or "Member"
        area = self.areas.get(_id(row, "area_id"), "")
        title = f"{role[:1].upper()}{role[1:]}" + (f" for {area}" if area else "")
        return self.member_of(place, _needed(row, "organization_id"), title)

    def member_of(self, place: str, organization: str, title: str) -> str:
        if organization not in self.organizations:
            raise BadRecord(f"There is no organization with the id “{organization}” in this file.")
        if (key := self.by_title.get((organization, title))) is None:
            key = self.by_title[organization, title] = f"{title} of {organization}"
            self.offices[key] = OfficeRecord(place, key, title, organization)
        return key


def _text(row: Row, name: str) -> str:
    """What is no text, a list or a number, is as if it were not told."""
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _id(row: Row, name: str) -> str:
    """An id may be a number as well."""
    value = row.get(name)
    return clean_line(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _needed(row: Row, name: str) -> str:
    if not (value := _id(row, name) if name.endswith("_id") else clean_line(_text(row, name))):
        raise BadRecord(f"It has no “{name}”.")
    return value


def _rows_in(row: Row, name: str) -> list[Row]:
    rows = row.get(name) or []
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise BadRecord(f"“{name}” is not a list of records.")
    return rows


def _other_names(row: Row) -> tuple[OtherName, ...]:
    found = []
    for one in _rows_in(row, "other_names"):
        note = clean_line(_text(one, "note")).lower()
        kind = note if note in NAME_KINDS else "alias"
        start, end = whole_day(one.get("start_date")), whole_day(one.get("end_date"))
        found.append(OtherName(_needed(one, "name"), kind, start, end))
    return tuple(found)


def _tags(row: Row) -> tuple[str, ...]:
    names = row.get("tags") or []
    if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
        raise BadRecord("“tags” is not a list of words.")
    return tuple(dict.fromkeys(name for one in names if (name := clean_line(one))))


def _picture(row: Row) -> Picture | None:
    """Addresses on the web are left alone: nothing is fetched from there."""
    path = clean_line(_text(row, "image"))
    if not path or "://" in path:
        return None
    return Picture(path, clean_line(_text(row, "image_alt")), clean_line(_text(row, "image_credit")))
