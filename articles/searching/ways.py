"""Where a page of results leads: the other types and orders, what to narrow by, and what to let go again."""

from articles.searching.filters import ORDERS, TYPES, Asked
from articles.searching.looking import Found
from newsroom.filters import Choice

HEADINGS = {"person": "Officials", "organization": "Organizations", "topic": "Topics"}


def type_ways(asked: Asked, found: Found) -> list[Choice]:
    every = Choice("Everything", asked.address(type=""), sum(found.counts.values()), not asked.type, found.is_more)
    own = [
        Choice(
            label, asked.address(type=name), found.counts[name], asked.type == name, found.is_capped.get(name, False)
        )
        for name, label in TYPES.items()
    ]
    return [every, *own]


def order_ways(asked: Asked) -> list[Choice]:
    return [Choice(label, asked.address(order=order), chosen=asked.order == order) for order, label in ORDERS.items()]


def narrowing_ways(asked: Asked, found: Found) -> list[tuple[str, list[Choice]]]:
    """By whom, which organization and topic, each under its heading; but for what is narrowed by already."""
    return [
        (HEADINGS[name], [Choice(one.name, asked.address(**{name: one.slug}), count) for one, count in counted])
        for name, counted in found.facets.items()
        if counted and getattr(asked, name) is None
    ]


def ways_back(asked: Asked) -> list[Choice]:
    """What the search is narrowed by beside its type, each with the way to the search without it."""
    days = {"from": asked.since, "until": asked.until}
    kept = {
        **{name: getattr(asked, name) and getattr(asked, name).name for name in HEADINGS},
        **{name: f"{name} {day.day} {day:%B %Y}" if day else "" for name, day in days.items()},
    }
    return [Choice(label, asked.address(**{name: ""})) for name, label in kept.items() if label]
