"""Two wordings of one utterance: how alike, and where they differ."""

import random

import pytest

from articles.wording import is_almost_the_same, likeness, rarest, shortened, telling_words

SAME_UTTERANCE = [
    ("“The gates stay open all winter long”", "the gates would stay open"),
    (
        "“We will not close a single ward in this town before the spring”",
        "the government would “not close a single ward” before spring",
    ),
    (
        "“We are determined to work closely with our partners in the north”",
        "“determined to work closely with partners”",
    ),
    ("“The debt will fall by two per cent next year”", "that the debt would be falling by two per cent"),
    ("“The bridge is safe”", "“The bridge is safe.”"),
    ("港は冬の間も開いている", "港は冬の間も開いているだろう"),
]
NOT_THE_SAME = [
    ("“We will see”", "“We will see what happens”"),
    ("“No comment”", "“No comment”"),
    ("“Thank you very much”", "“Thank you very much”"),
    ("“The bridge is safe”", "the bridge was safe for cars and lorries"),
    ("“The gates stay open all winter”", "“The ferries run all winter, and the wards are open”"),
    ("“The budget is balanced and the debt falls”", "“The budget is a disgrace to this parliament and this country”"),
    ("", ""),
    ("…", "“The gates stay open all winter”"),
]


@pytest.mark.parametrize(("one", "other"), SAME_UTTERANCE)
def test_one_utterance_is_known_again_in_part_and_retold(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one) >= 60


@pytest.mark.parametrize(("one", "other"), NOT_THE_SAME)
def test_short_phrases_that_everybody_says_and_other_matters_are_not_taken_for_it(one: str, other: str) -> None:
    assert likeness(one, other) < 60


def test_the_same_words_are_told_from_words_retold() -> None:
    words = "“The gates of the harbour stay open all winter long”"
    assert is_almost_the_same(words, "“The gates of the harbor stay open all winter long.”")
    assert not is_almost_the_same(words, "the gates of the harbour would stay open")
    assert not is_almost_the_same("“No comment”", "“No comment”")


def test_everyday_words_and_endings_do_not_tell_anything() -> None:
    assert telling_words("We’ll have opened the gates, opening them again in 2026!") == ("open", "gate", "2026")
    assert telling_words("It is what it is, and that's that.") == ()
    assert max(map(len, telling_words("x" * 500))) == 40


def test_the_rarest_words_come_first_and_unknown_ones_are_left_out() -> None:
    assert rarest(["gate", "minister", "unheard", "ferry"], {"gate": 5, "minister": 90, "ferry": 2}, 2) == [
        "ferry",
        "gate",
    ]


def test_likeness_is_fair_to_both_sides_and_stays_in_its_bounds() -> None:
    chance = random.Random(7)
    words = "gates harbour winter ferry open budget the we will ward spring debt".split()
    for _ in range(400):
        one, other = (" ".join(chance.choices(words, k=chance.randrange(15))) for _ in range(2))
        assert 0 <= likeness(one, other) == likeness(other, one) <= 100
        assert likeness(one, one) in (0, 100)


def test_long_words_are_cut_between_two_of_them_and_unparted_ones_anywhere() -> None:
    assert shortened("The gates,\n  they say, stay open", most=20) == "The gates, they…"
    assert shortened("The gates stay open", most=20) == "The gates stay open"
    assert shortened("港" * 30, most=20) == "港" * 20 + "…"
