"""What a file says beside what is on file, and beside what an import set last: who has the word on each field.

A field that is empty and was never set takes the file's value, and so does one that still is as the same source set
it. Any other value is an editor's (or another source's): it stays, and the difference is told. Nothing here knows
Django.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from people.filing.report import Difference, became

Values = dict[str, Any]


@dataclass
class Comparison:
    """`take` is what to set, `before` what stood there, `changes` the same in words by field; `remember` all that is
    now as the source has it."""

    take: Values = field(default_factory=dict)
    before: Values = field(default_factory=dict)
    changes: dict[str, str] = field(default_factory=dict)
    remember: Values = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)


def compare(
    wanted: Mapping[str, Any],
    now: Mapping[str, Any],
    remembered: Mapping[str, Any],
    *,
    is_new: bool = False,
    label: Callable[[str], str] = str,
) -> Comparison:
    """Of each field that the file tells something of. `now` and `remembered` are by the same names as `wanted`."""
    found = Comparison(remember=dict(remembered))
    for name, value in wanted.items():
        if value in ("", None, False):
            continue
        has = now[name]
        is_ours = has == remembered[name] if name in remembered else has in ("", None, False)
        if has == value or is_new or is_ours:
            found.remember[name] = value
            if has != value:
                found.take[name], found.before[name] = value, has
                found.changes[name] = became(label(name), "" if is_new else has, value)
        else:
            found.differences.append(Difference(label(name), str(has or ""), str(value)))
    return found


def to_add(
    wanted: Sequence[str], there: Sequence[str], remembered: Sequence[str], label: str
) -> tuple[list[str], list[Difference]]:
    """Which of a list to add; what was there once and is not any more was taken away by an editor."""
    missing = [one for one in wanted if one not in there]
    taken_away = [Difference(label, "", one) for one in missing if one in remembered]
    return [one for one in missing if one not in remembered], taken_away
