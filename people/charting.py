"""Statements over time as bars: by year, or by quarter or month where the record is short. Knows no Django."""

import calendar
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from newsroom.dates import YEAR, PartialDate

MONTHS_TO_A_BAR = {"year": 12, "quarter": 3, "month": 1}
# In hundredths: how much of its place a bar fills, and where in the drawing the longest one begins and all end.
_FILLED, _TOP, _FLOOR = 64, 2, 84
_MOST_LABELS = 8
_LEAST_HEIGHT = 4  # statements that fill the height: two bars of one statement each are short ones


@dataclass(frozen=True)
class Bar:
    """Where it stands is said in hundredths of the drawing, as its attributes have them."""

    label: str
    count: int
    address: str
    chosen: bool
    place: str
    place_width: str
    left: str
    width: str
    top: str
    height: str
    middle: str
    is_labelled: bool
    short: str


@dataclass(frozen=True)
class Chart:
    bars: Sequence[Bar]
    unit: str
    left_out: int  # how many are not placed: their day is not known that closely

    @property
    def most(self) -> Bar:
        return max(self.bars, key=lambda bar: bar.count)

    @property
    def placed(self) -> int:
        return sum(bar.count for bar in self.bars)


def chart_of(dates: Iterable[PartialDate], address_of: Callable[[str], str], chosen: str = "") -> Chart | None:
    """A bar for each year, quarter or month from the first to the last; None where there is nothing to compare.

    `address_of` gives the address of a year, `chosen` is the year that is looked at.
    """
    told = list(dates)
    days = [date.first for date in told if date.first is not None]
    if not days:
        return None
    for unit in (_unit((max(days) - min(days)).days), "year"):
        too_coarse = {YEAR} if unit != "year" else set()
        placed = [date.first for date in told if date.first is not None and date.precision not in too_coarse]
        counts = Counter(_period(day.year, day.month, unit) for day in placed)
        if len(counts) > 1:
            break
    else:
        return None
    periods = range(min(counts), max(counts) + 1)
    bars = [_bar(period, counts, periods, unit, address_of, chosen) for period in periods]
    return Chart(bars, unit, len(told) - len(placed))


def _unit(days: int) -> str:
    return "month" if days <= 366 else "quarter" if days < 731 else "year"


def _period(year: int, month: int, unit: str) -> int:
    """Years, quarters or months, counted through."""
    return (12 * year + month - 1) // MONTHS_TO_A_BAR[unit]


def _bar(
    period: int, counts: Counter[int], periods: range, unit: str, address_of: Callable[[str], str], chosen: str
) -> Bar:
    year, month = divmod(period * MONTHS_TO_A_BAR[unit], 12)
    count, number = counts[period], period - periods.start
    room = 100 / len(periods)
    left, height = room * number, (_FLOOR - _TOP) * count / max(_LEAST_HEIGHT, *counts.values())
    margin = room * (100 - _FILLED) / 200
    every = -(-len(periods) // _MOST_LABELS)
    label, short = _labels(year, month + 1, unit)
    return Bar(
        label=label,
        short=short if unit == "year" or month == 0 or number == 0 else short.split(" ")[0],
        count=count,
        address=address_of(str(year)) if count else "",
        chosen=str(year) == chosen,
        place=f"{left:.2f}",
        place_width=f"{room:.2f}",
        left=f"{left + margin:.2f}",
        width=f"{room - 2 * margin:.2f}",
        top=f"{_FLOOR - height:.2f}",
        height=f"{height:.2f}",
        middle=f"{left + room / 2:.2f}",
        is_labelled=number % every == 0,
    )


def _labels(year: int, month: int, unit: str) -> tuple[str, str]:
    """In full and in short."""
    if unit == "year":
        return str(year), str(year)
    if unit == "quarter":
        last = calendar.month_name[month + 2]
        return f"{calendar.month_name[month]} to {last} {year}", f"Q{(month + 2) // 3} {year}"
    return f"{calendar.month_name[month]} {year}", f"{calendar.month_abbr[month]} {year}"
