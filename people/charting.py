"""Statements over time as bars: by year, or by quarter or month where the record is short. Knows no Django."""

import calendar
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from people.facts import Fact, total

MONTHS_TO_A_BAR = {"year": 12, "quarter": 3, "month": 1}
# In hundredths: how much of its place a bar fills, and where in the drawing the longest one begins and all end.
_FILLED, _TOP, _FLOOR = 64, 2, 84
_WIDEST = 5  # of a bar: two bars are two bars, not two walls
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


def chart_of(facts: Iterable[Fact], address_of: Callable[[str], str], chosen: str = "") -> Chart | None:
    """A bar for each year, quarter or month from the first to the last; None where there is nothing to compare.

    `address_of` gives the address of a year, `chosen` is the year that is looked at.
    """
    told = list(facts)
    dated = [(fact.month, fact) for fact in told if fact.month is not None]
    months = [month for month, _ in dated]
    if not months:
        return None
    for unit in (_unit(max(months) - min(months)), "year"):
        counts = Counter[int]()
        for month, fact in dated:
            if unit == "year" or not fact.is_known_by_year_only:
                counts[month // MONTHS_TO_A_BAR[unit]] += fact.statements
        if len(counts) > 1:
            break
    else:
        return None
    periods = range(min(counts), max(counts) + 1)
    bars = [_bar(period, counts, periods, unit, address_of, chosen) for period in periods]
    return Chart(bars, unit, total(told) - counts.total())


def _unit(months: int) -> str:
    return "month" if months <= 12 else "quarter" if months < 24 else "year"


def _bar(
    period: int, counts: Counter[int], periods: range, unit: str, address_of: Callable[[str], str], chosen: str
) -> Bar:
    year, month = divmod(period * MONTHS_TO_A_BAR[unit], 12)
    count, number = counts[period], period - periods.start
    room = 100 / len(periods)
    left, height = room * number, (_FLOOR - _TOP) * count / max(_LEAST_HEIGHT, *counts.values())
    width = min(_WIDEST, room * _FILLED / 100)
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
        left=f"{left + (room - width) / 2:.2f}",
        width=f"{width:.2f}",
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
