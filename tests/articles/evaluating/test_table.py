from collections import Counter

from articles.evaluating.scoring import Tally, WorstCase
from articles.evaluating.table import case_as_text, measures, reliability, worst_first

TALLY = Tally(
    Counter(
        {
            "quoted.marked": 10,
            "quoted.marked.hit": 8,
            "quoted.found": 20,
            "quoted.found.hit": 8,
            "all.found": 4,
            "high.found": 1,
            "high.found.hit by": 1,
            "words": 500,
        }
    )
)


def test_f1_is_of_precision_and_recall_and_what_rests_on_nothing_is_empty() -> None:
    told = {name: (value, cases) for name, value, cases in measures(TALLY, 1000.0)}

    value, cases = told["quoted statements (F1)"]
    assert round(value or 0, 1) == 53.3  # of 40 and 80 percent
    assert cases == 10
    assert told["he, she tied to the right person"] == (None, 0)
    assert told["words a second"] == (1000.0, 500)


def test_reliability_is_by_confidence() -> None:
    assert reliability(TALLY) == [("high", 1, 25.0, 100.0), ("medium", 0, 0.0, None), ("low", 0, 0.0, None)]


def test_the_costliest_mistakes_come_first_and_are_told_in_full() -> None:
    missed = WorstCase("missed", "pier", 7, "“We wait,”", "Ada Brun", "", "")
    wrong = WorstCase("speaker", "quay", 3, "“We hope.”", "Ada Brun", "“We hope.”", "Tom Lind")

    assert worst_first([missed, wrong]) == [wrong, missed]
    assert case_as_text(wrong).splitlines() == [
        "speaker: quay at 3",
        "    marked “We hope.”",
        "    by     Ada Brun",
        "    found  “We hope.”",
        "    by     Tom Lind",
    ]
    assert len(case_as_text(WorstCase("missed", "pier", 0, "ja " * 500, "", "", ""))) < 250
