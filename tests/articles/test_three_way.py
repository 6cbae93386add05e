"""Two editors' bodies put together: what only one touched is so, and nothing that either wrote is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body import sanitise
from articles.three_way import merge_bodies

ONE, TWO, THREE = "<p>One is the first of all.</p>", "<p>Two comes after the first.</p>", "<h2>Three ends it</h2>"
BASE = ONE + TWO + THREE


def rewritten(block: str) -> str:
    return block.replace("first", "foremost")


@pytest.mark.parametrize(
    ("theirs", "mine", "expected"),
    [
        (rewritten(ONE) + TWO + THREE, ONE + rewritten(TWO) + THREE, rewritten(ONE) + rewritten(TWO) + THREE),
        (ONE + TWO, rewritten(ONE) + TWO + THREE, rewritten(ONE) + TWO),
        (BASE + "<p>Theirs.</p>", "<p>Mine.</p>" + BASE, "<p>Mine.</p>" + BASE + "<p>Theirs.</p>"),
        (BASE + "<p>Theirs.</p>", BASE + "<p>Mine.</p>", BASE + "<p>Theirs.</p><p>Mine.</p>"),
        (BASE + "<p>Both.</p>", BASE + "<p>Both.</p>", BASE + "<p>Both.</p>"),
        (TWO + ONE + THREE, ONE + TWO + THREE + "<p>Mine.</p>", TWO + ONE + THREE + "<p>Mine.</p>"),
        (rewritten(BASE), rewritten(BASE), rewritten(BASE)),
        (BASE, BASE, BASE),
        ("", BASE, ""),
    ],
)
def test_changes_of_different_blocks_are_put_together(theirs: str, mine: str, expected: str) -> None:
    merged = merge_bodies(BASE, theirs, mine)
    assert (merged.body, merged.contested) == (expected, 0)


def test_a_block_that_both_rewrote_stands_there_twice_theirs_first() -> None:
    theirs, mine = ONE.replace("first", "foremost"), ONE.replace("first", "earliest")
    merged = merge_bodies(BASE, theirs + TWO + THREE, mine + TWO + THREE)
    assert (merged.body, merged.contested) == (theirs + mine + TWO + THREE, 1)


def test_a_block_rewritten_by_one_and_taken_out_by_the_other_stays() -> None:
    merged = merge_bodies(BASE, TWO + THREE, rewritten(ONE) + TWO + THREE)
    assert (merged.body, merged.contested) == (rewritten(ONE) + TWO + THREE, 1)


def test_a_list_is_one_block() -> None:
    base = "<ul><li>One</li><li>Two</li></ul><p>End<br>here.</p>"
    theirs, mine = base.replace("Two", "Two and more"), base.replace("End", "The end")
    assert merge_bodies(base, theirs, mine).body == base.replace("Two", "Two and more").replace("End", "The end")


TEXTS = st.lists(st.sampled_from(["alpha beta gamma", "delta epsilon", "No.", "zeta eta theta iota"]), max_size=5)


@given(TEXTS, TEXTS, TEXTS)
def test_every_word_that_either_wrote_is_in_what_comes_out(base: list[str], theirs: list[str], mine: list[str]) -> None:
    bodies = ["".join(f"<p>{text}</p>" for text in texts) for texts in (base, theirs, mine)]
    merged = merge_bodies(*bodies).body
    assert sanitise(merged) == merged
    for text in {*theirs, *mine} - {*base}:
        assert text in merged
    assert merge_bodies(bodies[0], bodies[1], bodies[0]).body == bodies[1]
    assert merge_bodies(bodies[0], bodies[0], bodies[2]).body == bodies[2]
