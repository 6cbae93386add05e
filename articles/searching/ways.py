"""Where a page of results leads: the other types and orders, what to narrow by, and what to let go again."""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.searching.facets import Choice
from articles.searching.filters import ORDERS, TYPES, Asked
from articles.searching.looking import Found


@dataclass(frozen=True)
class Way:
    """A link to another search. `count` says how much it finds; `is_more` that it finds more than that."""

    label: str
    address: str
    count: int | None = None
    is_more: bool = False
    is_current: bool = False


@dataclass(frozen=True)
class Group:
    """What to narrow by, under one heading."""

    label: str
    ways: list[Way]


def type_ways(asked: Asked, found: Found) -> list[Way]:
    every = Way("Everything", asked.address(type=""), sum(found.counts.values()), found.is_more, not asked.type)
    own = [
        Way(label, asked.address(type=name), found.counts[name], found.is_capped.get(name, False), asked.type == name)
        for name, label in TYPES.items()
    ]
    return [every, *own]


def order_ways(asked: Asked) -> list[Way]:
    return [Way(label, asked.address(order=order), is_current=asked.order == order) for order, label in ORDERS.items()]


def narrowing_ways(asked: Asked, found: Found) -> list[Group]:
    """By whom, which organization and topic; what is narrowed by already is not offered again."""
    groups = []
    for name, label, chosen, choices in (
        ("person", "Officials", asked.person, found.facets.people),
        ("organization", "Organizations", asked.organization, found.facets.organizations),
        ("topic", "Topics", asked.topic, found.facets.topics),
    ):
        if choices and chosen is None:
            groups.append(Group(label, _ways(asked, name, choices)))
    return groups


def _ways(asked: Asked, name: str, choices: Iterable[Choice]) -> list[Way]:
    return [Way(choice.thing.name, asked.address(**{name: choice.thing.slug}), choice.count) for choice in choices]


def ways_back(asked: Asked) -> list[Way]:
    """What the search is narrowed by beside its type, each with the way to the search without it."""
    days = {"from": asked.since, "until": asked.until}
    kept = {
        **{name: getattr(asked, name) and getattr(asked, name).name for name in ("person", "organization", "topic")},
        **{name: f"{name} {day.day} {day:%B %Y}" if day else "" for name, day in days.items()},
    }
    return [Way(label, asked.address(**{name: ""})) for name, label in kept.items() if label]
