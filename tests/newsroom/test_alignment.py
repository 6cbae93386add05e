"""Two sequences aligned in order."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.alignment import align, longest_in_order
from tests.fuzzing import examples
from tests.timing import Seconds

WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=25)
PAIRS = st.lists(st.integers(0, 12), max_size=9).map(lambda seconds: list(enumerate(seconds)))


@pytest.mark.parametrize(
    ("old", "new", "images"),
    [
        ("", "", []),
        ("abc", "", [-1, -1, -1]),
        ("", "abc", []),
        ("abc", "abc", [0, 1, 2]),
        ("abc", "xabc", [1, 2, 3]),
        ("abc", "abcx", [0, 1, 2]),
        ("abc", "axc", [0, -1, 2]),
        ("abcd", "abxxcd", [0, 1, 4, 5]),
        ("aab", "ab", [-1, 0, 1]),
        ("aaa", "aa", [0, 1, -1]),
        ("xx", "yy", [-1, -1]),
    ],
)
def test_every_item_is_found_where_it_went_or_nowhere(old: str, new: str, images: list[int]) -> None:
    assert align(old, new) == images


def test_of_two_that_changed_places_only_one_keeps_its_place() -> None:
    images = align("ab", "ba")
    assert sorted(images) in ([-1, 0], [-1, 1])


def test_what_stands_between_two_repetitions_is_found() -> None:
    old, new = "the gate the pier the quay".split(), "now the gate the pier the quay".split()
    assert align(old, new) == [1, 2, 3, 4, 5, 6]


@examples(300)
@given(WORDS, WORDS)
def test_what_is_aligned_is_the_same_item_in_the_same_order(old: list[str], new: list[str]) -> None:
    images = align(old, new)
    assert len(images) == len(old)
    found = [(at, image) for at, image in enumerate(images) if image >= 0]
    assert all(old[at] == new[image] for at, image in found)
    assert all(one[1] < other[1] for one, other in pairwise(found))


@given(WORDS)
def test_an_unchanged_sequence_is_aligned_whole(items: list[str]) -> None:
    assert align(items, items) == list(range(len(items)))


@given(WORDS, WORDS)
def test_what_is_put_before_or_behind_costs_nothing_of_what_was_there(items: list[str], more: list[str]) -> None:
    numbered = [f"{item}{at}" for at, item in enumerate(items)]
    assert align(numbered, more + numbered) == [at + len(more) for at in range(len(items))]
    assert align(numbered, numbered + more) == list(range(len(items)))


@given(PAIRS)
def test_no_longer_part_of_the_pairs_ascends(pairs: list[tuple[int, int]]) -> None:
    found = longest_in_order(pairs)
    assert all(one in pairs for one in found)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(found))
    for longer in combinations(pairs, len(found) + 1):
        assert not all(one[1] < other[1] for one, other in pairwise(longer))


@pytest.mark.parametrize("shape", ["all the same", "all different", "two by turns", "reversed"])
def test_s20_long_sequences_take_no_quadratic_time(shape: str, seconds: Seconds) -> None:
    size = 40_000
    old = {
        "all the same": ["a"] * size,
        "all different": [str(at) for at in range(size)],
        "two by turns": ["a", "b"] * (size // 2),
        "reversed": [str(at) for at in range(size)],
    }[shape]
    new = old[::-1] if shape == "reversed" else [*old[: size // 2], "x", *old[size // 2 :]]
    assert seconds(lambda: align(old, new)) < 3
