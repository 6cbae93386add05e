import datetime

from newsroom.dates import DAY, UNKNOWN, YEAR, PartialDate
from people.facts import Fact, coverage, folded, gather, is_made_for, newest_first, oldest_first, with_words

MARCH, APRIL = datetime.date(2026, 3, 5), datetime.date(2026, 4, 6)


def report(statement: int, kind: str, story: int, said_on: datetime.date | None = MARCH, precision: str = DAY) -> tuple:
    return (statement, kind, story, said_on, precision, 1, None, None, None, None)


def test_reports_of_one_statement_are_one_fact_of_the_kind_that_stands_for_it() -> None:
    facts = gather([report(1, "indirect", 7), report(2, "mixed", 7), report(1, "direct", 8), report(1, "mixed", 9)])
    assert [(fact.statement, fact.kind, sorted(fact.stories)) for fact in facts] == [
        (1, "quoted", [7, 8, 9]),
        (2, "partly-quoted", [7]),
    ]


def test_lists_go_by_the_day_and_those_of_an_unknown_day_come_last_either_way() -> None:
    facts = gather(
        [
            report(1, "direct", 1, None, UNKNOWN),
            report(2, "direct", 1),
            report(3, "direct", 1, APRIL),
            report(4, "direct", 1),
        ]
    )
    assert [fact.statement for fact in newest_first(facts)] == [3, 4, 2, 1]
    assert [fact.statement for fact in oldest_first(facts)] == [2, 4, 3, 1]
    assert {fact.year for fact in facts} == {"2026", "unknown"}


def test_coverage_counts_statements_and_stories_and_tells_since_when() -> None:
    year = report(3, "direct", 9, datetime.date(2025, 1, 1), YEAR)
    told = coverage(gather([report(1, "direct", 7), report(1, "mixed", 8), report(2, "direct", 8), year]))
    assert told == {"statements": 3, "articles": 3, "since": PartialDate(datetime.date(2025, 1, 1), YEAR)}
    assert coverage([]) == {"statements": 0, "articles": 0, "since": PartialDate()}


def test_words_are_found_whatever_their_case_accents_and_marks() -> None:
    printed = {1: ["“Don’t close the Élysée gates,”"], 2: ["ΟΔΥΣΣΕΥΣ"], 3: ["港が開く"], 4: ["die Straße"], 5: ["Ёлка"]}
    for words, found in {
        "don't": {1},
        "ELYSEE GATES": {1},
        "lysee": {1},
        "οδυσσευς": {2},
        "が開": {3},
        "STRASSE": {4},
        "елка": {5},
        "gates the": set(),
        "”": set(),
        "": set(),
    }.items():
        assert with_words(words, printed) == found, words
    assert folded("  Two\tWords ") == "two words"


def test_what_is_made_for_an_organization_is_told_from_what_its_officials_say() -> None:
    by_itself = Fact(1, "quoted", None, UNKNOWN, None, 5, None, None, None, frozenset())
    on_behalf = Fact(2, "quoted", None, UNKNOWN, 1, None, 5, 3, 5, frozenset())
    by_official = Fact(3, "quoted", None, UNKNOWN, 1, None, None, 3, 5, frozenset())
    assert [is_made_for(5, fact) for fact in (by_itself, on_behalf, by_official)] == [True, True, False]
