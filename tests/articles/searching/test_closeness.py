import pytest

from articles.searching.closeness import ENOUGH, closeness, closest


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("tangin", "mirela tangen"),
        ("mirella tangen", "mirela tangen"),
        ("tangen mirela", "mirela tangen"),
        ("tangenn budget", "mirela tangen"),
        ("fransois duval", "francois duval"),
        ("ministry fisheris", "ministry of fisheries"),
    ],
)
def test_a_slip_of_the_pen_is_close(typed: str, name: str) -> None:
    assert closeness(typed.split(), name.split()) >= ENOUGH


@pytest.mark.parametrize(("typed", "name"), [("harbour", "mirela tangen"), ("a b", "ada brun"), ("", "ada brun")])
def test_other_words_are_not(typed: str, name: str) -> None:
    assert closeness(typed.split(), name.split()) < ENOUGH


def test_the_closest_come_first_each_owner_once() -> None:
    known = [(1, ["ada", "brun"]), (2, ["ida", "bruun"]), (2, ["ada", "brunn"]), (3, ["olaf", "roth"])]
    assert closest(["ada", "brunn"], known) == [2, 1]
