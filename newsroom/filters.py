"""Lists narrowed by what stands in the address, each choice with its count under the others. Knows no Django."""

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
    """One way to go on from here: `count` rows, at `address`."""

    label: str
    count: int
    address: str
    chosen: bool


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
    not looked at, and an empty one was not asked for. Raises UnknownChoice.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        filters: Sequence[Filter[Row]],
        asked: Mapping[str, str],
        *,
        path: str,
        order: Sequence[str],
    ) -> None:
        self.path, self.order, self.filters = path, order, filters
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
        asked = {**self.asked, **(changed or {})}
        pairs = [(name, asked[name]) for name in self.order if asked.get(name)]
        if page > 1:
            pairs.append(("page", str(page)))
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def group(self, one: Filter[Row]) -> Group:
        rows = self.without(one.name)
        counts = Counter(value for row in rows for value in set(one.values(row)))
        asked = self.asked.get(one.name)
        choices = [
            Choice(label, counts[value], self.address({one.name: value}), value == asked)
            for value, label in one.labels.items()
            if counts[value] or value == asked
        ]
        everything = Choice("All", len(rows), self.address({one.name: ""}), asked is None)
        return Group(one.name, one.label, everything, choices)

    @property
    def groups(self) -> list[Group]:
        return [group for one in self.filters if (group := self.group(one)).is_of_use]
