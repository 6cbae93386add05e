"""The measures as a table, and the worst cases as text."""

from collections.abc import Sequence

from articles.evaluating.scoring import Tally, WorstCase

_LONGEST_SHOWN = 200


def measures(tally: Tally, words_a_second: float) -> list[tuple[str, float | None, int]]:
    """Name, value (percent, the last one words a second) and how many cases it rests on."""
    rows = [
        (
            "quotations found with the right speaker (recall)",
            tally.ratio("quotations.found by", "quotations.marked"),
            "quotations.marked",
        ),
        ("quoted statements (F1)", tally.f1("quoted", "hit"), "quoted.marked"),
        ("quoted statements with the right speaker (F1)", tally.f1("quoted", "hit by"), "quoted.marked"),
        ("indirect statements (F1)", tally.f1("indirect", "hit"), "indirect.marked"),
        ("indirect statements with the right speaker (F1)", tally.f1("indirect", "hit by"), "indirect.marked"),
        ("surnames tied to the full name", tally.ratio("surname.named.right", "surname.named"), "surname.named"),
        ("full names kept", tally.ratio("full name.named.right", "full name.named"), "full name.named"),
        ("he, she tied to the right person", tally.ratio("pronoun.named.right", "pronoun.named"), "pronoun.named"),
        ("words a second", words_a_second, "words"),
    ]
    return [(name, value, tally.counts[cases]) for name, value, cases in rows]


def reliability(tally: Tally) -> list[tuple[str, int, float | None, float | None]]:
    """For each confidence: how many suggestions, what part of all, and how many of them right in words and speaker."""
    return [
        (
            level,
            tally.counts[f"{level}.found"],
            tally.ratio(f"{level}.found", "all.found"),
            tally.ratio(f"{level}.found.hit by", f"{level}.found"),
        )
        for level in ("high", "medium", "low")
    ]


def case_as_text(case: WorstCase) -> str:
    lines = [f"{case.what}: {case.text} at {case.start}"]
    for name, words in (("marked", case.marked), ("by", case.source), ("found", case.found), ("by", case.speaker)):
        if words:
            lines.append(f"    {name:6} {_short(words)}")
    return "\n".join(lines)


def worst_first(cases: Sequence[WorstCase]) -> list[WorstCase]:
    """A wrong speaker costs most, then words cut wrongly, then what was made up, then what was missed."""
    order = ("speaker", "words", "made up", "missed")
    return sorted(cases, key=lambda case: (order.index(case.what), case.text, case.start))


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1] + "…"
