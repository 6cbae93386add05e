"""Dates of known precision: "12 March 2021", "March 2021", "2021" or unknown.

A partial date is kept as the first day it can mean, beside its precision. Nothing here knows Django.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

DAY, MONTH, YEAR, UNKNOWN, ONGOING = "day", "month", "year", "unknown", "ongoing"
PRECISIONS = [(DAY, "day"), (MONTH, "month"), (YEAR, "year"), (UNKNOWN, "unknown")]

_SHAPE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True)
class PartialDate:
    """A date and how much of it is known. `first` is the first day it can mean; None when unknown or ongoing."""

    first: date | None = None
    precision: str = UNKNOWN

    def __post_init__(self) -> None:
        if (self.first is None) != (self.precision in (UNKNOWN, ONGOING)):
            raise ValueError(f"a date of precision {self.precision!r} cannot be {self.first!r}")

    def __bool__(self) -> bool:
        """Whether anything is known: `said or "day unknown"`."""
        return self.precision != UNKNOWN

    @property
    def last(self) -> date | None:
        """The last day it can mean."""
        if self.first is None or self.precision == DAY:
            return self.first
        if self.precision == MONTH:
            return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])
        return self.first.replace(month=12, day=31)

    def __str__(self) -> str:
        """As read: `12 March 2021`; empty when unknown."""
        if self.first is None:
            return "ongoing" if self.precision == ONGOING else ""
        month = calendar.month_name[self.first.month]
        return {
            DAY: f"{self.first.day} {month} {self.first.year}",
            MONTH: f"{month} {self.first.year}",
            YEAR: f"{self.first.year}",
        }[self.precision]

    def typed(self) -> str:
        """As an editor types it: `2021-03-12`, `2021-03`, `2021`, `ongoing`, or nothing."""
        if self.first is None:
            return ONGOING if self.precision == ONGOING else ""
        return self.first.isoformat()[: {DAY: 10, MONTH: 7, YEAR: 4}[self.precision]]


def read_partial_date(typed: str) -> PartialDate:
    """Read `2021`, `2021-03`, `2021-03-12`, `ongoing` or nothing (unknown).

    Raises ValueError, with words for an editor, for anything else.
    """
    typed = typed.strip().lower()
    if not typed or typed == UNKNOWN:
        return PartialDate()
    if typed in (ONGOING, "present", "now"):
        return PartialDate(precision=ONGOING)
    found = _SHAPE.fullmatch(typed)
    if not found:
        raise ValueError(f"“{typed}” is not a date. Write 2021, 2021-03 or 2021-03-12, or leave it empty.")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise ValueError(f"There is no such day as {typed}.") from None
    return PartialDate(first, DAY if day else MONTH if month else YEAR)


def in_two_columns(name: str) -> property:
    """A partial date that a row keeps in the columns `name` and `name_precision`."""
    precision = f"{name}_precision"

    def read(row: Any) -> PartialDate:
        return PartialDate(getattr(row, name), getattr(row, precision))

    def write(row: Any, value: PartialDate) -> None:
        setattr(row, name, value.first)
        setattr(row, precision, value.precision)

    return property(read, write)
