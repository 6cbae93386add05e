"""Lists narrowed by what stands in the address, and where each choice leads. Knows no Django."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

Row = TypeVar("Row")


class UnknownChoice(ValueError):
    """The address asks for a value that no row of the list has."""


@dataclass(frozen=True)
class Choice:
    """One way to go on from here: `count` rows, or more than that where not all were counted, at `address`."""

    label: str
    address: str
    count: int | None = None
    chosen: bool = False
    is_more: bool = False


def address_of(path: str, order: Iterable[str], asked: Mapping[str, str]) -> str:
    """The one address of a list: what is asked for stands in this order, and nothing empty."""
    pairs = [(name, asked[name]) for name in order if asked.get(name)]
    return f"{path}?{urlencode(pairs)}" if pairs else path


@dataclass(frozen=True)
class Filter(Generic[Row]):
    """What rows may be told apart by. `values` are those of a row; `labels` names each, in the order of showing:
    a value without a label is no choice."""

    name: str
    label: str
    values: Callable[[Row], Iterable[str]]
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Group:
    """The choices of one filter as a page shows them; those that would lead to nothing are left out."""

    name: str
    label: str
    everything: Choice
    choices: Sequence[Choice]

    @property
    def chosen(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.chosen), None)

    @property
    def is_of_use(self) -> bool:
        """Whether there is anything to choose, or to take back."""
        whole = self.everything.count
        return self.chosen is not None or any(choice.count != whole for choice in self.choices)


class Narrowed(Generic[Row]):
    """The rows that an address asks for.

    `order` holds every parameter a canonical address may have, in its order; what an address has beside these is
    not looked at, and an empty one was not asked for. A row counts for as many as `weigh` says. Raises UnknownChoice.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        filters: Sequence[Filter[Row]],
        asked: Mapping[str, str],
        *,
        path: str,
        order: Sequence[str],
        weigh: Callable[[Row], int] = lambda row: 1,
    ) -> None:
        self.path, self.order, self.filters, self.weigh = path, order, filters, weigh
        self.asked = {name: asked[name] for name in order if asked.get(name)}
        for one in filters:
            if one.name in self.asked and self.asked[one.name] not in one.labels:
                raise UnknownChoice(f"nothing has {one.name}={self.asked[one.name]!r}")
        self.rows: list[Row] = []
        self._but_for: dict[str, list[Row]] = {one.name: [] for one in filters}
        self._sort_out(rows)

    def _sort_out(self, rows: Iterable[Row]) -> None:
        """In one pass: the rows that fit, and for each filter those that do not fit because of it alone."""
        chosen = [one for one in self.filters if one.name in self.asked]
        for row in rows:
            unfit = [one.name for one in chosen if self.asked[one.name] not in one.values(row)]
            if not unfit:
                self.rows.append(row)
            elif len(unfit) == 1:
                self._but_for[unfit[0]].append(row)

    def without(self, name: str) -> list[Row]:
        """The rows as if nothing had been chosen of this filter."""
        return self.rows + self._but_for[name]

    def address(self, changed: Mapping[str, str] | None = None, *, page: int = 1) -> str:
        """The canonical address of this list with something else asked for; an empty value takes a choice back."""
        asked = {**self.asked, **(changed or {}), "page": str(page) if page > 1 else ""}
        return address_of(self.path, (*self.order, "page"), asked)

    @property
    def count(self) -> int:
        return sum(map(self.weigh, self.rows))

    def group(self, one: Filter[Row]) -> Group:
        rows = self.without(one.name)
        counts = Counter[str]()
        for row in rows:
            for value in set(one.values(row)):
                counts[value] += self.weigh(row)
        return self.counted(one.name, one.label, one.labels, counts, sum(map(self.weigh, rows)))

    def counted(
        self, name: str, label: str, labels: Mapping[str, str], counts: Mapping[str, int], everything: int
    ) -> Group:
        """The choices of what is counted elsewhere: how many have each value, and how many there are in all."""
        asked = self.asked.get(name)
        choices = [
            Choice(text, self.address({name: value}), counts.get(value, 0), value == asked)
            for value, text in labels.items()
            if counts.get(value) or value == asked
        ]
        return Group(name, label, Choice("All", self.address({name: ""}), everything, asked is None), choices)

    @property
    def groups(self) -> list[Group]:
        return [group for one in self.filters if (group := self.group(one)).is_of_use]
