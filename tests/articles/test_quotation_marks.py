"""Which quotation marks belong together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.quotation_marks import completed_marks, without_outer_marks
from tests.timing import Seconds

PRINTED = st.text(st.sampled_from("ab .,;:“”„«»\"'‘’`—("), max_size=24)


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ("“The gates stay open,”", "The gates stay open"),
        ("„Die Tore bleiben offen“", "Die Tore bleiben offen"),
        ("«Les portes restent ouvertes»", "Les portes restent ouvertes"),
        ('"The gates stay open."', "The gates stay open."),
        ("``The gates stay open''", "The gates stay open"),
        ("'The gates stay open'", "The gates stay open"),
        ("‘The gates stay open’", "The gates stay open"),
        # marks that stand alone at an end
        ("“The gates", "The gates"),
        ("stay open”", "stay open"),
        ("‘The gates", "The gates"),
        (", “The gates,” ;", "The gates"),
        ("“", ""),
        ("”, ", ""),
        ("“”", ""),
        ("", ""),
        # marks that belong to the words
        ("“Open” and “shut”", "“Open” and “shut”"),
        ('"Open" and "shut"', '"Open" and "shut"'),
        ("he said “no”", "he said “no”"),
        ("“no” he said", "“no” he said"),
        ("it’s open", "it’s open"),
        ("rock 'n' roll", "rock 'n' roll"),
        ("“She told me ‘no’”", "She told me ‘no’"),
        ("““Twice””", "Twice"),
    ],
)
def test_words_lose_the_marks_around_them_and_keep_those_inside(words: str, inside: str) -> None:
    assert without_outer_marks(words) == inside


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("would give “more money”", "would give “more money”"),
        ("would give “more money", "would give “more money”"),
        ("more money” to mend it", "“more money” to mend it"),
        ("would give „mehr Geld", "would give „mehr Geld“"),
        ("would give «plus d’argent", "would give «plus d’argent»"),
        ("plus d’argent» to mend it", "«plus d’argent» to mend it"),
        ("would give ``more money", "would give ``more money''"),
        ('would give "more money', 'would give "more money"'),
        ("a bridge, “", "a bridge"),
        ("”, a bridge", "a bridge"),
        ("a bridge “ „", "a bridge"),
        ("no marks at all,", "no marks at all"),
        ("“one “two", "“one “two””"),
        ("“", ""),
        ("", ""),
    ],
)
def test_every_mark_that_stays_has_its_partner(words: str, whole: str) -> None:
    assert completed_marks(words) == whole


@given(PRINTED)
def test_no_letter_is_lost_and_none_is_added(words: str) -> None:
    letters = [letter for letter in words if letter in "ab"]
    for shown in (without_outer_marks(words), completed_marks(words)):
        assert [letter for letter in shown if letter in "ab"] == letters
    assert without_outer_marks(words) in words


@given(PRINTED)
def test_taking_marks_off_twice_takes_off_no_more(words: str) -> None:
    once = without_outer_marks(words)
    assert len(without_outer_marks(once)) <= len(once)
    assert once == once.strip(" ,;:")


@given(st.text(st.sampled_from("ab “”"), max_size=20))
def test_curly_marks_come_out_in_pairs(words: str) -> None:
    depth = 0
    for letter in completed_marks(words):
        depth += {"“": 1, "”": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize("shape", ["“", "”", '"', "“a” ", "„", "‘", ", ", "''"])
def test_s20_marks_without_end_take_no_quadratic_time(shape: str, seconds: Seconds) -> None:
    words = shape * 40_000
    assert seconds(lambda: without_outer_marks(words)) < 1.5
    assert seconds(lambda: completed_marks(words)) < 1.5
