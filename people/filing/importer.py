"""The one writer of files of officials: each record in a transaction of its own, known again by its identifiers."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from people.filing.bodies import BodyFiling
from people.filing.holders import NewHolders
from people.filing.known import Known, Lookalikes, speaks_for
from people.filing.persons import OnFile, PersonFiling, Plan, load
from people.filing.pictures import Pictures
from people.filing.report import CHANGED, CREATED, FAILED, SAME, UNSURE, Line, Lookalike
from people.importing.records import OfficeRecord, OrganizationRecord, PeopleFile, PersonRecord
from people.models import Office, Organization, Person
from people.names import name_key
from people.standing import standing

AHEAD = 100  # so many persons are looked up at once
MOST_IDENTIFIERS = 100  # of one person
NEW = "new"

Record = OrganizationRecord | OfficeRecord | PersonRecord
Decisions = Mapping[str, "int | str"]  # by an identifier as printed: the number of the person it is, or NEW


@contextmanager
def nothing_kept() -> Iterator[None]:
    """For a dry run: all is done, and all is undone at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Importer:
    """Takes the records of a file, one after the other. A bad record is a line with its reason, never an exception.

    `by` is who imports, None at the server's own command line; `folder` that of the pictures; `decisions` what an
    editor said of records that look like persons on file. With `dry_run` call `take` within `nothing_kept()`.
    """

    def __init__(
        self,
        people: PeopleFile,
        file_name: str,
        *,
        by: Any = None,
        folder: Path | None = None,
        decisions: Decisions | None = None,
        dry_run: bool = False,
    ) -> None:
        self.people, self.by, self.decisions = people, by, decisions or {}
        self.why = f"imported from {Path(file_name).name}"[:200]
        self.pictures = Pictures(folder, dry_run)
        self.bodies = BodyFiling(people.source, self.why, by, self.pictures)
        self.known = Known(Person, "people")
        self.organizations: dict[str, Organization] = {}
        self.offices: dict[str, Office] = {}
        self.handled: dict[int, set[str]] = {}  # the schemes by which the file knows the persons taken so far
        self.ahead: dict[int, OnFile] = {}
        self.looked_up: set[str] = set()
        self.waiting = iter(people.persons)
        self.new_holders = NewHolders()
        self._lookalikes: Lookalikes | None = None

    def records(self) -> list[Record]:
        """All of the file in the order to take them: what is rested on first."""
        return [*_parents_first(self.people.organizations), *self.people.offices, *self.people.persons]

    def problems(self) -> list[Line]:
        """The records that could not even be read."""
        return [Line(one.place, "record", "", FAILED, one.reason) for one in self.people.problems]

    def take_all(self, records: Iterable[Record] | None = None) -> list[Line]:
        """The whole file, with what only the whole of it shows; `records` are its own, for who counts them passing."""
        taken = [self.take(record) for record in (self.records() if records is None else records)]
        beside = self.new_holders.warnings()
        for at, line in enumerate(taken):
            if line.kind == "person" and line.place in beside:
                taken[at] = replace(line, warnings=(*line.warnings, *beside[line.place]))
        return [*self.problems(), *taken]

    def take(self, record: Record) -> Line:
        kind, name = type(record).__name__.removesuffix("Record").lower(), getattr(record, "name", "")
        try:
            if isinstance(record, PersonRecord):
                return self._person(record)
            return self._organization(record) if isinstance(record, OrganizationRecord) else self._office(record)
        except ValidationError as problem:
            reason = " ".join(_sentences(problem))
        except IntegrityError:
            reason = "Another record has taken its name, address or identifier at this moment. Import again."
        except DataError:
            reason = "A value is too long, or not one that the database can hold."
        return Line(record.place, kind, name or getattr(record, "title", ""), FAILED, reason)

    # What persons rest on

    def _organization(self, record: OrganizationRecord) -> Line:
        if not self.organizations:
            told = {one for row in self.people.organizations for one in row.identifiers}
            self.bodies.known[Organization].load(told)
        parent = self.organizations.get(record.parent)
        if record.parent and parent is None:
            raise ValidationError(f"Its parent “{record.parent}” is not in the file, failed, or is a part of it.")
        with transaction.atomic():
            row, line = self.bodies.organization(record, parent)
        self.bodies.learn(row, record.identifiers)
        self.organizations[record.key] = row
        return line

    def _office(self, record: OfficeRecord) -> Line:
        if not self.offices:
            told = {one for row in self.people.offices for one in row.identifiers}
            self.bodies.known[Office].load(told)
            self.bodies.load_offices(list(self.organizations.values()))
        organization = self.organizations.get(record.organization)
        if organization is None:
            raise ValidationError(f"Its organization “{record.organization}” is not in the file, or failed.")
        with transaction.atomic():
            row, line = self.bodies.office(record, organization)
        self.bodies.learn(row, record.identifiers)
        self.offices[record.key] = row
        return line

    # Persons

    def _person(self, record: PersonRecord) -> Line:
        line = Line(record.place, "person", record.name, SAME, identifier=str(next(iter(record.identifiers), "")))
        if not record.identifiers:
            told = "It has no identifier, so it could not be known again. Give it one, like wikidata=Q42."
            return replace(line, outcome=FAILED, reason=told)
        if len(record.identifiers) > MOST_IDENTIFIERS:
            raise ValidationError(f"It has more than {MOST_IDENTIFIERS} identifiers. Is it one person?")
        if not name_key(record.name):
            raise ValidationError(f"“{record.name}” is no name: it has neither letters nor digits.")
        self._look_ahead(record)
        decision = self._decision(record)
        meant = {decision} if isinstance(decision, int) else self._meant(record)
        if decision != NEW and len(meant) != 1:
            bearers = self.known.bearers(record.identifiers)
            names = ", ".join(Person.objects.filter(pk__in=bearers).order_by("pk").values_list("name", flat=True))
            if meant:
                told = f"Its identifiers are those of several persons on file: {names}. One person? Then merge them."
                return replace(line, outcome=UNSURE, reason=told)
            if bearers:
                told = f"It has an identifier of {names}, and others in which they differ."
                return replace(line, outcome=UNSURE, reason=told, alike=self._as_lookalikes(bearers))
            if alike := self.lookalikes.of(record, self._told_apart(record)):
                told = "It may be somebody on file whom the source knows by nothing that stands there."
                return replace(line, outcome=UNSURE, reason=told, alike=alike)
        number = meant.pop() if len(meant) == 1 else None
        there = self._there(number) if number is not None else None
        return self._file(*self._without_others_identifiers(record, line, number), there)

    def _meant(self, record: PersonRecord) -> set[int]:
        """The persons on file whom most of the identifiers speak for: one that is mistyped makes nobody another."""
        bearers = self.known.bearers(record.identifiers)
        return {number for number in bearers if speaks_for(record.identifiers, self._there(number).identifiers_told)}

    def _there(self, number: int) -> OnFile:
        """As looked up ahead, but for whom this import has changed since."""
        if number not in self.ahead or number in self.handled:
            self.ahead[number] = load([number], self.people.source)[number]
        return self.ahead[number]

    def _without_others_identifiers(
        self, record: PersonRecord, line: Line, number: int | None
    ) -> tuple[PersonRecord, Line]:
        """An identifier that is somebody else's on file stays there."""
        others = [one for one in record.identifiers if self.known.numbers.get(one, number) != number]
        if not others:
            return record, line
        told = f"left with whom they are on file: {', '.join(map(str, others))}"
        mine = tuple(one for one in record.identifiers if one not in others)
        return replace(record, identifiers=mine), replace(line, warnings=(told,))

    def _as_lookalikes(self, numbers: set[int]) -> tuple[Lookalike, ...]:
        names = Person.objects.filter(pk__in=numbers).order_by("pk").values_list("pk", "name")
        return tuple(Lookalike(pk, name, name, 100) for pk, name in names)

    def _file(self, record: PersonRecord, line: Line, there: OnFile | None) -> Line:
        told, warnings = [], list(line.warnings)
        for position in record.positions:
            if (office := self.offices.get(position.office)) is not None:
                told.append((position, office))
            else:
                warnings.append(f"{position.place}: left out, for its office failed")
        filing = PersonFiling(record, told, self.people.source, self.why, self.by, self.pictures)
        is_new = there is None
        there = there or OnFile(Person())
        is_second = there.person.pk in self.handled
        plan = filing.plan(there, is_second=is_second)
        if is_new or plan.changes_something or plan.remember != there.remembered:
            with transaction.atomic():
                if not is_new:
                    there = load([there.person.pk], self.people.source, hold=True)[there.person.pk]
                    plan = filing.plan(there, is_second=is_second)
                person = filing.carry_out(there, plan)
            self._keep_up(record, person, plan)
        self.handled.setdefault(there.person.pk, set()).update(_schemes(record))
        outcome = CREATED if is_new else CHANGED if plan.changes_something else SAME
        return replace(
            line,
            outcome=outcome,
            differences=tuple(plan.differences),
            warnings=(*warnings, *plan.warnings),
            changes=tuple(plan.changes),
            seen_at_once=plan.seen_at_once,
        )

    def _keep_up(self, record: PersonRecord, person: Person, plan: Plan) -> None:
        self.known.add(record.identifiers, person.pk)
        self.new_holders.add(record.place, plan.positions.new)
        if self._lookalikes is not None:
            self._lookalikes.add(person.pk, [person.name, *(one.name for one in record.other_names)])

    def _told_apart(self, record: PersonRecord) -> set[int]:
        """The persons of this file that it knows in a scheme of the record, and so for somebody else."""
        schemes = _schemes(record)
        return {number for number, borne in self.handled.items() if borne & schemes}

    @property
    def lookalikes(self) -> Lookalikes:
        """Made when first asked for: an import that only repeats never asks."""
        if self._lookalikes is None:
            self._lookalikes = Lookalikes()
        return self._lookalikes

    def _decision(self, record: PersonRecord) -> "int | str | None":
        """NEW, or the number of the person it is; of one merged into another meanwhile, that of the other."""
        said = next((self.decisions[str(one)] for one in record.identifiers if str(one) in self.decisions), None)
        if not isinstance(said, int):
            return said
        person = Person.objects.filter(pk=said).first()
        if person is None:
            raise ValidationError("The person it was said to be is gone.")
        with transaction.atomic():
            return int(standing(person).pk)

    def _look_ahead(self, record: PersonRecord) -> None:
        """Look up whom this record and those behind it mean, a hundred at once."""
        if record.place in self.looked_up:
            return
        batch = list(itertools.islice(self.waiting, AHEAD))
        self.looked_up = {one.place for one in batch}
        few = [row for row in batch if len(row.identifiers) <= MOST_IDENTIFIERS]
        self.known.load({one for row in few for one in row.identifiers})
        self.ahead = load(
            {number for row in batch for number in self.known.bearers(row.identifiers)}, self.people.source
        )


def _schemes(record: PersonRecord) -> set[str]:
    return {one.scheme for one in record.identifiers}


def _parents_first(organizations: Sequence[OrganizationRecord]) -> list[OrganizationRecord]:
    """Those that are a part of themselves by a circle come last, and fail."""
    by_key = {one.key: one for one in organizations}
    ordered: dict[str, OrganizationRecord] = {}

    def add(one: OrganizationRecord, above: frozenset[str]) -> None:
        parent = by_key.get(one.parent)
        if parent is not None and parent.key not in ordered and parent.key not in above and len(above) < 100:
            add(parent, above | {one.key})
        ordered.setdefault(one.key, one)

    for one in organizations:
        add(one, frozenset({one.key}))
    return list(ordered.values())


def _sentences(problem: ValidationError) -> list[str]:
    """With the field before each, where it is one's."""
    if not hasattr(problem, "error_dict"):
        return list(problem.messages)
    return [f"{name}: {' '.join(told)}" for name, told in problem.message_dict.items()]
