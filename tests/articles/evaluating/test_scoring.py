from dataclasses import replace

import pytest

from articles.evaluating.scoring import Comparison, Tally, WorstCase, overlap, pairs, score
from articles.evaluating.standoff import Attribution, MarkedText
from articles.extraction import FoundStatement, Segment, find_statements

TEXT = (
    "“We wait for the ferry,” Ada Brun said. She said that the pier was old.\n\n"
    "According to the board, the town is tired of it. Orsk thinks that all is lost."
)


def span(words: str, of: str = TEXT) -> tuple[int, int]:
    start = of.index(words)
    return start, start + len(words)


def marked(content: str, source: str, cue: str, speaker: str | None = None) -> Attribution:
    return Attribution((span(source),), (span(cue),), (span(content),), speaker)


QUOTED = marked("“We wait for the ferry,”", "Ada Brun", "said")
REPORTED = marked("that the pier was old", "She", "said that", "Ada Brun")
BY_BOARD = marked("the town is tired of it", "the board", "According to")
THOUGHT = marked("that all is lost", "Orsk", "thinks")


def found(content: str, speaker: str | None, mention: str | None, confidence: str = "high") -> FoundStatement:
    start, end = span(content)
    return FoundStatement(
        segments=(Segment(start, end, content),),
        kind="direct",
        speaker=speaker,
        speaker_span=span(mention) if mention else None,
        title=None,
        organization=None,
        on_behalf_of=None,
        cue="said",
        confidence=confidence,
        reason="",
    )


WAITS = found("“We wait for the ferry,”", "Ada Brun", "Ada Brun")


def tallied(attributions: list[Attribution], statements: list[FoundStatement]) -> tuple[Tally, list[WorstCase]]:
    tally, worst = Tally(), list[WorstCase]()
    score(Comparison(MarkedText("pier", TEXT, {"": attributions}), statements), tally, worst)
    return tally, worst


def test_all_found_by_all_right_speakers_is_a_hundred_percent() -> None:
    tally, worst = tallied([QUOTED, REPORTED, BY_BOARD], find_statements(TEXT)[:3])

    assert [tally.f1(group, hit) for group in ("quoted", "indirect") for hit in ("hit", "hit by")] == [100] * 4
    assert tally.ratio("quotations.found by", "quotations.marked") == 100
    assert tally.ratio("pronoun.named.right", "pronoun.named") == 100
    assert tally.ratio("full name.named.right", "full name.named") == 100
    assert worst == []


def test_nothing_found_is_a_recall_of_nothing_and_a_case_that_was_missed() -> None:
    tally, worst = tallied([QUOTED], [])

    assert tally.f1("quoted", "hit") is None
    assert tally.ratio("quotations.found by", "quotations.marked") == 0
    assert [(case.what, case.marked, case.source) for case in worst] == [
        ("missed", "“We wait for the ferry,”", "Ada Brun")
    ]


def test_a_wrong_speaker_is_a_hit_by_somebody_else() -> None:
    tally, worst = tallied([QUOTED], [replace(WAITS, speaker_span=span("Orsk"), speaker=None)])

    assert tally.f1("quoted", "hit") == 100
    assert tally.f1("quoted", "hit by") == 0
    assert tally.ratio("high.found.hit by", "high.found") == 0
    assert [case.what for case in worst] == ["speaker"]


def test_another_mention_of_the_same_person_is_right() -> None:
    other = replace(REPORTED, source=(span("Ada Brun"),))

    tally, _ = tallied([other], [found("that the pier was old", "Ada Brun", "She")])

    assert tally.f1("indirect", "hit by") == 100


def test_words_that_overlap_too_little_are_no_hit() -> None:
    tally, worst = tallied(
        [QUOTED], [found("“We wait for the ferry,” Ada Brun said. She said", "Ada Brun", "Ada Brun")]
    )

    assert tally.f1("quoted", "hit") == 0
    assert [case.what for case in worst] == ["words"]


def test_what_nobody_marked_is_made_up_and_counts_against_its_confidence() -> None:
    tally, worst = tallied([REPORTED], [WAITS])

    assert tally.ratio("high.found.hit by", "high.found") == 0
    assert [(case.what, case.found) for case in worst] == [("made up", "“We wait for the ferry,”")]


def test_thoughts_are_not_looked_for_and_reports_without_a_verb_are() -> None:
    tally, _ = tallied([THOUGHT, BY_BOARD], [])

    assert tally.counts["indirect.marked"] == 1


def test_where_nobody_was_marked_nobody_must_be_found_and_a_noted_name_is_enough() -> None:
    one = Comparison(MarkedText("pier", TEXT, {"": []}), [])

    assert not one.is_by(replace(QUOTED, source=()), WAITS)
    assert one.is_by(replace(QUOTED, source=()), replace(WAITS, speaker_span=None, speaker=None))
    assert one.is_by(replace(QUOTED, source=(), speaker="Ada Brun"), WAITS)


def test_of_several_annotators_the_one_who_agrees_best_is_taken() -> None:
    alike = [QUOTED, REPORTED]
    one = Comparison(MarkedText("pier", TEXT, {"a": [BY_BOARD], "b": alike, "c": [QUOTED]}), [])

    assert one.attributions == alike


@pytest.mark.parametrize(("one", "other", "value"), [({1, 2}, {1, 2}, 1.0), ({1, 2}, {2, 3}, 0.5), ({1}, {2}, 0.0)])
def test_overlap_is_the_f1_of_two_sets_of_words(one: set[int], other: set[int], value: float) -> None:
    assert overlap(frozenset(one), frozenset(other)) == value


def test_contents_are_paired_one_to_one_the_best_first() -> None:
    long, short = frozenset(range(10)), frozenset(range(6))

    assert pairs([long], [short, long]) == {0: (1, 1.0)}
    assert pairs([long, short], [short]) == {1: (0, 1.0)}
