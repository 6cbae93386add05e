"""A table (CSV) of officials as records, a row for each position. Nothing here knows Django.

The columns are those of `COLUMNS`, in any order; docs/officials.md says what stands in them.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from people.importing.decoding import decode
from people.importing.popolo import KINDS, NAME_KINDS
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
    only_once,
    partial_date,
)
from people.names import phrase_key

COLUMNS = (
    "name", "sort_name", "identifiers", "other_names", "summary", "website", "tags", "private", "image",
    "organization", "organization_identifiers", "organization_kind", "country", "country_code",
    "office", "office_identifiers", "title_as_held", "from", "until",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@")  # what a spreadsheet would reckon with; an apostrophe before it keeps it text

_ALSO_CALLED = {"start": "from", "start_date": "from", "end": "until", "end_date": "until", "title": "office"}

Row = dict[str, str]


def read_table(content: bytes, source: str = "") -> PeopleFile:
    """The records of a table. `source` names whose word it is; the identifiers of a row name their own schemes.

    Raises UnreadablePeople, and nothing else; what is wrong with one row is a problem of the result.
    """
    text, warnings = decode(content)
    table = _Table()
    rows = _rows(text, table)
    try:
        for place, row in rows:
            table.take(place, row)
    except csv.Error as problem:
        raise UnreadablePeople(f"This table cannot be read: {problem}.") from None
    return PeopleFile(
        source=clean_line(source).lower() or "table",
        organizations=tuple(table.organizations.values()),
        offices=tuple(table.offices.values()),
        persons=tuple(table.gathered()),
        problems=tuple(table.problems),
        warnings=(*warnings, *table.warnings),
    )


def _rows(text: str, table: "_Table") -> Iterator[tuple[str, Row]]:
    """(`line 2`, cells by column) of each row that is not empty."""
    text = text.lstrip("\ufeff")
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    header = [clean_line(cell).lower().replace(" ", "_") for cell in next(reader, [])]
    header = [_ALSO_CALLED.get(cell, cell) for cell in header]
    if "name" not in header or "identifiers" not in header:
        raise UnreadablePeople("The first line of the table names its columns; “name” and “identifiers” must be there.")
    if left_out := [cell for cell in header if cell and cell not in COLUMNS]:
        table.warnings.append(f"columns that are not known and were left out: {', '.join(left_out)}")
    line = reader.line_num + 1
    for cells in reader:
        row = {name: _without_guard(cell) for name, cell in zip(header, cells, strict=False) if name in COLUMNS}
        if any(cell.strip() for cell in cells):
            yield f"line {line}", row
        line = reader.line_num + 1


def _without_guard(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


@dataclass
class _Table:
    """What was read so far."""

    organizations: dict[str, OrganizationRecord] = field(default_factory=dict)
    offices: dict[str, OfficeRecord] = field(default_factory=dict)
    persons: list[list[PersonRecord]] = field(default_factory=list)  # the rows of each
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    numbers: dict[Identifier, int] = field(default_factory=dict)  # at which place among the persons

    def take(self, place: str, row: Row) -> None:
        try:
            person = _person(place, row)
            positions = (self.position(place, row),) if clean_line(row.get("office")) else ()
            if not positions and clean_line(row.get("organization")):
                raise BadRecord("Name the office that is held in the organization, or leave the organization empty.")
        except BadRecord as problem:
            self.problems.append(Problem(place, str(problem)))
            return
        number = next((self.numbers[one] for one in person.identifiers if one in self.numbers), None)
        if number is None:
            number = len(self.persons)
            self.persons.append([])
        self.persons[number].append(replace(person, positions=positions))
        self.numbers |= dict.fromkeys(person.identifiers, number)

    def gathered(self) -> Iterator[PersonRecord]:
        for rows in self.persons:
            yield _together(rows)

    def position(self, place: str, row: Row) -> PositionRecord:
        organization, title = self.organization(place, row), clean_line(row["office"])
        key = f"{organization} {phrase_key(title)}"
        identifiers = _identifiers(row, "office_identifiers")
        started, ended = partial_date(row.get("from")), partial_date(row.get("until"))
        self.offices.setdefault(key, OfficeRecord(place, key, title, organization, identifiers))
        held = clean_line(row.get("title_as_held"))
        return PositionRecord(place, key, started, ended, held if held != title else "")

    def organization(self, place: str, row: Row) -> str:
        name, country = clean_line(row.get("organization")), clean_line(row.get("country"))
        if not name:
            raise BadRecord("Name the organization the office belongs to, or leave the office empty.")
        kind = clean_line(row.get("organization_kind")).lower().replace(" ", "_")
        if kind and kind not in KINDS:
            raise BadRecord(f"“{kind}” is no kind of organization. Kinds: {', '.join(KINDS)}.")
        identifiers = _identifiers(row, "organization_identifiers")
        key = str(identifiers[0]) if identifiers else f"{phrase_key(name)} ({country.casefold()})"
        code = clean_line(row.get("country_code"))
        record = OrganizationRecord(place, key, name, identifiers, kind=kind, country=country, country_code=code)
        self.organizations.setdefault(key, record)
        return key


def _person(place: str, row: Row) -> PersonRecord:
    if not (name := clean_line(row.get("name"))):
        raise BadRecord("It has no name.")
    private = clean_line(row.get("private")).lower()
    if private not in ("", "yes", "no"):
        raise BadRecord(f"“private” is yes or no, not “{private}”.")
    path = clean_line(row.get("image"))
    return PersonRecord(
        place=place,
        name=name,
        identifiers=_identifiers(row, "identifiers"),
        sort_name=clean_line(row.get("sort_name")),
        summary=clean_paragraphs(row.get("summary")),
        website=clean_line(row.get("website")),
        is_private=private == "yes",
        other_names=tuple(_other_name(one) for one in _list(row, "other_names")),
        tags=tuple(dict.fromkeys(_list(row, "tags"))),
        picture=Picture(path) if path else None,
    )


def _list(row: Row, column: str) -> list[str]:
    """The entries of a cell, divided by semicolons."""
    return [entry for part in row.get(column, "").split(";") if (entry := clean_line(part))]


def _identifiers(row: Row, column: str) -> tuple[Identifier, ...]:
    return only_once(identifier(*entry.partition("=")[::2]) for entry in _list(row, column))


def _other_name(entry: str) -> OtherName:
    """`Mirela Stroud`, or with its kind before it: `former: Mirela Stroud`."""
    kind, divided, name = entry.partition(":")
    if divided and kind.strip().lower() in NAME_KINDS and name.strip():
        return OtherName(name.strip(), kind.strip().lower())
    return OtherName(entry)


def _together(rows: Sequence[PersonRecord]) -> PersonRecord:
    """What the rows of one person tell: the first word counts, another name is another form. One pass, however many."""
    first = rows[0]
    names: dict[OtherName, None] = {}
    for row in rows:
        names |= dict.fromkeys(row.other_names)
        if row.name != first.name:
            names[OtherName(row.name)] = None
    return replace(
        first,
        identifiers=only_once(one for row in rows for one in row.identifiers),
        sort_name=next((row.sort_name for row in rows if row.sort_name), ""),
        summary=next((row.summary for row in rows if row.summary), ""),
        website=next((row.website for row in rows if row.website), ""),
        is_private=any(row.is_private for row in rows),
        other_names=tuple(names),
        tags=tuple(dict.fromkeys(tag for row in rows for tag in row.tags)),
        picture=next((row.picture for row in rows if row.picture), None),
        positions=tuple(position for row in rows for position in row.positions),
    )
