"""Who held an office when, with what is certain about gaps and overlaps said, and nothing else."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from people.models import Position

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Held:
    """Somebody's time in the office; `beside` held it for certain in a part of the same time."""

    position: Position
    beside: Sequence[Position]


@dataclass(frozen=True)
class Gap:
    """Days on which nobody we know of can have held it; without `last` it lasts until now."""

    first: datetime.date
    last: datetime.date | None


def over_time(positions: Iterable[Position], today: datetime.date) -> list[Held | Gap]:
    """The holders in the order given, which is the newest first, the gaps between them in their places.

    A date that is not known closes a gap: it may have been then.
    """
    held = list(positions)
    gaps = _gaps(held, today)
    told: list[Held | Gap] = []
    for position in held:
        while gaps and (gaps[0].last is None or gaps[0].last > position.earliest):
            told.append(gaps.pop(0))
        told.append(Held(position, [other for other in held if held_together(position, other, today)]))
    return told


def _gaps(positions: Sequence[Position], today: datetime.date) -> list[Gap]:
    """The newest first."""
    gaps: list[Gap] = []
    covered: datetime.date | None = None
    for position in sorted(positions, key=lambda one: one.earliest):
        if covered is not None and covered < datetime.date.max and position.earliest > covered + ONE_DAY:
            gaps.append(Gap(covered + ONE_DAY, position.earliest - ONE_DAY))
        covered = max(covered or position.latest, position.latest)
    if covered is not None and covered < today:
        gaps.append(Gap(covered + ONE_DAY, None))
    return gaps[::-1]


def held_together(one: Position, other: Position, today: datetime.date) -> bool:
    """Whether two persons both held it for more than the day on which it was handed over."""
    if one.person_id == other.person_id:
        return False
    ours, theirs = certainly_held(one, today), certainly_held(other, today)
    if ours is None or theirs is None:
        return False
    return ours[0] < theirs[1] and theirs[0] < ours[1]


def certainly_held(position: Position, today: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    """From which day until which it was held whatever the exact dates are; None where that cannot be said."""
    first, ended = position.started.last, position.ended
    last = today if position.is_current and ended.first is None else ended.first
    return (first, last) if first and last and first <= last else None
