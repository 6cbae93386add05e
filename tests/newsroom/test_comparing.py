"""Two texts word by word: nothing is lost, nothing is choppy, nothing takes long."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.comparing import Piece, compare_words, count_words
from tests.timing import Seconds

WORDS = st.lists(
    st.sampled_from(["the", "gates", "stay", "open", ",", "don’t", "港", "門", "\n", " ", "—"]), max_size=60
)


def told(old: str, new: str) -> str:
    """As a proofreader writes it."""
    signs = {"same": "{}", "gone": "[-{}]", "new": "[+{}]"}
    return "".join(signs[piece.change].format(piece.text) for piece in compare_words(old, new))


@given(WORDS, WORDS)
def test_the_pieces_hold_both_texts_to_the_letter(old_words: list[str], new_words: list[str]) -> None:
    old, new = "".join(old_words), "".join(new_words)
    pieces = compare_words(old, new)
    assert "".join(piece.text for piece in pieces if piece.change != "new") == old
    assert "".join(piece.text for piece in pieces if piece.change != "gone") == new
    assert all(piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("The gates stay open.", "The gates stay open.", "The gates stay open."),
        ("The gates stay open.", "The gates stayed open.", "The gates [-stay][+stayed] open."),
        ("We don’t know.", "We didn’t know.", "We [-don’t][+didn’t] know."),
        ("the old cat sat", "the new dog sat", "the [-old cat][+new dog] sat"),
        ("the the the a the", "the the a the", "[-the ]the the a the"),
        ("", "New.", "[+New.]"),
        ("Gone.", "", "[-Gone.]"),
        ("", "", ""),
        ("港の門は開く", "港の扉は開く", "港の[-門][+扉]は開く"),
    ],
)
def test_whole_words_are_told_and_a_space_between_two_exchanged_ones_is_no_news(
    old: str, new: str, expected: str
) -> None:
    assert told(old, new) == expected


def test_words_are_counted_as_people_count_them() -> None:
    assert count_words("“We don’t know,” the vice-president said — at 9 p.m.") == 10
    assert count_words("港の門") == 3
    assert count_words(" … ") == 0


@pytest.mark.parametrize("vocabulary", [2, 300, 40_000])
def test_a_paragraph_of_forty_thousand_words_is_compared_in_a_moment(vocabulary: int, seconds: Seconds) -> None:
    old = " ".join(f"w{number * 7919 % vocabulary}" for number in range(40_000))
    new = " ".join(f"w{number * 7907 % vocabulary}" for number in range(40_000))
    assert seconds(lambda: compare_words(old, new)) < 2
    assert seconds(lambda: compare_words(old, old.replace("w1", "x"))) < 2


def test_what_differs_is_told_word_by_word() -> None:
    assert compare_words("the gates stay open", "the gates would stay open") == [
        Piece("same", "the gates "),
        Piece("new", "would "),
        Piece("same", "stay open"),
    ]
    assert compare_words("six gates", "five gates") == [
        Piece("gone", "six"),
        Piece("new", "five"),
        Piece("same", " gates"),
    ]
    assert compare_words("", "") == []


def test_both_wordings_can_be_read_off_the_pieces_whatever_they_are() -> None:
    chance = random.Random(7)
    letters = ["gate", "open", " ", "  ", "“", "…", "é", "e\u0301", "港", "\n", ".", "’s", "🙂"]
    for _ in range(400):
        one, other = ("".join(chance.choices(letters, k=chance.randrange(12))) for _ in range(2))
        pieces = compare_words(one, other)
        assert "".join(piece.text for piece in pieces if piece.change != "new") == one
        assert "".join(piece.text for piece in pieces if piece.change != "gone") == other
        assert all(piece.text for piece in pieces)
        assert all(before.change != after.change for before, after in pairwise(pieces))
        assert (compare_words(one, one) or [Piece("same", "")]) == [Piece("same", one)]
