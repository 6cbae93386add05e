"""Which way text is read, and where its parts stand in a line: the main rules of Unicode's bidirectional algorithm.

Embeddings and overrides are not among them: they are taken out before (`letters.drawable`). Bracket pairs are treated
as other marks are.
"""

import unicodedata

_RIGHT, _NUMBERS = ("R", "AL"), ("EN", "AN")


def reads_from_right(text: str) -> bool:
    """By the first letter that has a direction."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind in _RIGHT for kind in kinds if kind in ("L", "R", "AL")), False)


def levels(text: str, from_right: bool) -> list[int]:
    """For each letter how deep it is nested: even levels run to the right, odd ones to the left."""
    base = "R" if from_right else "L"
    kinds = _neutral_resolved(_weak_resolved([unicodedata.bidirectional(letter) for letter in text], base), base)
    if from_right:
        found = [1 if kind == "R" else 2 for kind in kinds]
    else:
        found = [{"L": 0, "R": 1}.get(kind, 2) for kind in kinds]
    for at in range(len(text.rstrip()), len(text)):  # spaces at the end of a line
        found[at] = int(from_right)
    return found


def _weak_resolved(kinds: list[str], base: str) -> list[str]:
    """Marks like what they sit on; numbers by the letters before them, with the signs between and beside them."""
    strong, before = base, base
    for at, kind in enumerate(kinds):
        if kind in ("NSM", "BN"):
            kinds[at] = before
        elif kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong != "R":
            kinds[at] = "AN" if strong == "AL" else kind
        before = kinds[at]
    for at in range(1, len(kinds) - 1):
        around = kinds[at - 1]
        joined = {"CS": _NUMBERS, "ES": ("EN",)}.get(kinds[at], ())
        if around == kinds[at + 1] and around in joined:
            kinds[at] = around
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        last = ""
        for at in order:
            kinds[at] = "EN" if kinds[at] == "ET" and last == "EN" else kinds[at]
            last = kinds[at]
    strong = base
    for at, kind in enumerate(kinds):
        kinds[at] = "R" if kind == "AL" else "L" if kind == "EN" and strong == "L" else kind
        strong = kinds[at] if kinds[at] in ("L", "R") else strong
    return kinds


def _neutral_resolved(kinds: list[str], base: str) -> list[str]:
    """What has no direction goes with its two sides where they agree, and otherwise with the whole."""
    sides = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] not in sides:
            end += 1
        left = sides[kinds[at - 1]] if at else base
        right = sides[kinds[end]] if end < len(kinds) else base
        kinds[at:end] = [left if left == right else base] * (end - at)
        at = max(end, at) + 1
    return kinds


def in_order_of_sight(depths: list[int]) -> list[int]:
    """The numbers of a line's parts from left to right, by their levels."""
    order = list(range(len(depths)))
    for depth in range(max(depths, default=0), 0, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and depths[order[end]] >= depth:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = max(end, at) + 1
    return order
