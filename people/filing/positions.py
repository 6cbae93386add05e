"""Which positions of a file are which on file: known again by office and start, whatever else was changed."""

import copy
import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from newsroom.dates import ONGOING, PartialDate
from people.filing.report import Difference
from people.importing.records import PositionRecord
from people.models import Office, Position
from people.tenures import certainly_held

Told = tuple[PositionRecord, Office]


@dataclass
class PositionsPlan:
    """`new` to make; `changed` copies with the new values; `remember` an entry for each, in the order of `kept`."""

    new: list[Position] = field(default_factory=list)
    changed: list[Position] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    remember: list[dict[str, Any]] = field(default_factory=list)

    def entries(self) -> list[dict[str, Any]]:
        """What to remember, once the new ones have their numbers."""
        made = iter(self.new)
        entries = [{**entry, "position": entry["position"] or next(made).pk} for entry in self.remember]
        return sorted(entries, key=lambda entry: entry["position"])


def plan_positions(
    told: Sequence[Told], on_file: Sequence[Position], remembered: Sequence[dict[str, Any]]
) -> PositionsPlan:
    return _Matching(list(told), list(on_file), list(remembered)).plan()


class _Matching:
    def __init__(self, told: list[Told], on_file: list[Position], remembered: list[dict[str, Any]]) -> None:
        self.told, self.remembered = told, remembered
        self.on_file = {position.pk: position for position in on_file}
        self.free = dict(self.on_file)
        self.found: dict[int, tuple[Position | None, dict[str, Any]]] = {}  # by the place in `told`

    def plan(self) -> PositionsPlan:
        self.by_memory()
        self.by_start()
        self.by_corrected_memory()
        self.by_likely_start()
        plan = PositionsPlan()
        used = [entry for _, entry in self.found.values() if entry]
        plan.remember = [entry for entry in self.remembered if entry not in used]
        for place, (record, office) in enumerate(self.told):
            if place not in self.found:
                self.add(plan, record, office)
            else:
                self.settle(plan, record, office, *self.found[place])
        return plan

    # Which is which: what was imported before, then what stands there with the same start, then what may be the same

    def left(self) -> list[tuple[int, PositionRecord, Office]]:
        return [(place, *one) for place, one in enumerate(self.told) if place not in self.found]

    def take(self, place: int, position: Position | None, entry: dict[str, Any]) -> None:
        self.found[place] = (position, entry)
        if position is not None:
            self.free.pop(position.pk, None)

    def by_memory(self) -> None:
        entries: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
        for one in self.remembered:
            entries[one["office"], one["told"]].append(one)
        for place, record, office in self.left():
            same_told = entries[office.pk, record.started.typed()]
            entry = same_told.pop(0) if same_told else None
            if entry and entry["position"] in self.free:
                self.take(place, self.free[entry["position"]], entry)
            elif entry and not self.same_start(record, office):
                self.take(place, None, entry)  # an editor has deleted it

    def by_start(self) -> None:
        for place, record, office in self.left():
            if same := self.same_start(record, office):
                self.take(place, same[0], {})

    def same_start(self, record: PositionRecord, office: Office) -> list[Position]:
        return [one for one in self.free.values() if one.office_id == office.pk and one.started == record.started]

    def by_corrected_memory(self) -> None:
        """The one position in an office whose start the source tells otherwise than it did, at about the same time."""
        used = [entry for _, entry in self.found.values()]
        for place, record, office in self.left():
            entries = [one for one in self.remembered if one["office"] == office.pk and one not in used]
            others = [one for one in self.left() if one[2].pk == office.pk]
            if len(entries) == 1 == len(others) and entries[0]["position"] in self.free:
                position = self.free[entries[0]["position"]]
                if _may_overlap(record, position):
                    self.take(place, position, entries[0])

    def by_likely_start(self) -> None:
        """What an editor knows less of: “2021” or nothing for 3 January 2021. The latest first."""
        latest_first = sorted(self.left(), key=lambda one: one[1].started.first or datetime.date.min, reverse=True)
        for place, record, office in latest_first:
            likely = [
                one
                for one in self.free.values()
                if one.office_id == office.pk and _agree(one.started, record.started) and _may_overlap(record, one)
            ]
            if len(likely) == 1:
                self.take(place, likely[0], {})

    # What becomes of it

    def add(self, plan: PositionsPlan, record: PositionRecord, office: Office) -> None:
        position = Position(office=office, title_as_held=record.title_as_held)
        position.started, position.ended = record.started, record.ended
        position.set_window()
        for other in self.on_file.values():
            if other.office_id == office.pk and _certainly_overlap(position, other):
                plan.differences.append(Difference(_label(record, office), _dates(other), _dates(record)))
                return
        plan.new.append(position)
        plan.remember.append(_entry(None, record, office))

    def settle(
        self,
        plan: PositionsPlan,
        record: PositionRecord,
        office: Office,
        position: Position | None,
        entry: dict[str, Any],
    ) -> None:
        if position is None:
            plan.remember.append(entry)
            plan.differences.append(Difference(_label(record, office), "", _dates(record)))
            return
        after, remember = copy.copy(position), _entry(position.pk, record, office)
        for name in ("started", "ended"):
            tells, has = getattr(record, name), getattr(position, name)
            ours = entry.get(name)
            if not tells or tells == has:
                remember[name] = tells.typed() if tells else ours
            elif has.typed() == ours if ours is not None else not has:
                setattr(after, name, tells)
            else:
                remember[name] = ours
                if not (_agree(has, tells) and _is_coarser(tells, has)):
                    label = f"{_label(record, office)}, {'from' if name == 'started' else 'until'}"
                    plan.differences.append(Difference(label, has.typed(), tells.typed()))
        if record.title_as_held and record.title_as_held != position.title_as_held:
            if position.title_as_held == (entry.get("title") or ""):
                after.title_as_held = record.title_as_held
            else:
                remember["title"] = entry.get("title")
                held = Difference(f"{_label(record, office)}, title", position.title, record.title_as_held)
                plan.differences.append(held)
        if position.office_id != office.pk:
            moved = Difference(_label(record, office), str(position.office), str(office))
            plan.differences.append(moved)
        plan.remember.append(remember)
        if _values(after) != _values(position):
            after.set_window()
            plan.changed.append(after)


def _entry(number: int | None, record: PositionRecord, office: Office) -> dict[str, Any]:
    return {
        "position": number,
        "office": office.pk,
        "told": record.started.typed(),
        "started": record.started.typed(),
        "ended": record.ended.typed(),
        "title": record.title_as_held,
    }


def _values(position: Position) -> tuple[Any, ...]:
    return position.started, position.ended, position.title_as_held


def _label(record: PositionRecord, office: Office) -> str:
    return f"{record.title_as_held or office.title} ({office.organization.name})"


def _dates(held: "PositionRecord | Position") -> str:
    return f"{held.started.typed() or 'unknown'} to {held.ended.typed() or 'unknown'}"


def _agree(one: PartialDate, other: PartialDate) -> bool:
    """Whether both can mean the same day."""
    if not (one.first and one.last and other.first and other.last):
        return ONGOING not in (one.precision, other.precision)
    return one.first <= other.last and other.first <= one.last


def _is_coarser(one: PartialDate, other: PartialDate) -> bool:
    return len(one.typed()) < len(other.typed())


def _may_overlap(record: PositionRecord, position: Position) -> bool:
    earliest, latest = record.started.first or datetime.date.min, record.ended.last or datetime.date.max
    return position.earliest <= latest and earliest <= position.latest


def _certainly_overlap(one: Position, other: Position) -> bool:
    """For more than the day on which the one ends and the other begins."""
    today = timezone.localdate()
    ours, theirs = certainly_held(one, today), certainly_held(other, today)
    return bool(ours and theirs and ours[0] < theirs[1] and theirs[0] < ours[1])
