"""When two printed names may be one."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from people.names import (
    LONGEST_KEY,
    Likely,
    folded_words,
    initials,
    initials_key,
    likeness,
    may_be_spelling_of,
    most_alike,
    name_key,
    phrase_key,
    titles_agree,
)

NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
LETTERS = st.text("abcdefghijklmnop", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hayashi Yoshimasa", "Yoshimasa HAYASHI"),
        ("Tarnow, Ilse", "Ilse Tarnow"),
        ("Tarnów, Ilse", "Ilse Tarnow"),
        ("Łukasz Ørsted", "Lukasz Orsted"),
        ("ǿre", "øre"),
        ("Anne-Marie d’Arcy", "anne marie D'Arcy"),
        ("Anne－Marie", "Anne–Marie"),
        ("J. R. Tarnow", "J R Tarnow"),
        ("Ｉｌｓｅ Tarnow", "Ilse Tarnow"),
        ("Straße", "STRASSE"),
        ("İlker Işık", "ilker ışık"),
        ("e\u0301lan", "élan"),
        ("Алёна Йорк", "АЛЕНА ИОРК"),
        ("Εὐάγγελος", "ευαγγελος"),
        ("ΣΙΣΥΦΟΣ", "σίσυφος"),
        ("أحمد", "احمد"),
        ("מֹשֶׁה", "משה"),
        ("בן־גור", "בן גור"),
        ("김 철수", "철수 김"),
        ("Ilse\u00a0Tarnow", "Ilse  Tarnow"),
        ("Il\u200dse", "Ilse"),
    ],
)
def test_order_case_accents_and_punctuation_do_not_tell_names_apart(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ilse Tarnow", "Ilse Tarnov"),
        ("Anna Tarnow", "Hanna Tarnow"),
        ("Ilse Tarnow", "Ilse Tarnow Jr"),
        ("Annemarie", "Anne Marie"),
        ("राम", "रमा"),
        ("ハマダ", "ハマタ"),
        ("สมชาย", "สมชย"),
        ("Ivan", "Иван"),
    ],
)
def test_other_letters_are_another_name_in_every_script(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(st.lists(LETTERS, min_size=1, max_size=5), st.randoms())
def test_any_order_of_a_name_is_the_same_name(words: list[str], dice: object) -> None:
    shuffled = list(words)
    dice.shuffle(shuffled)
    assert name_key(" ".join(words)) == name_key(" ".join(shuffled).upper())


@given(st.text(max_size=160))
def test_a_key_is_its_own_key_and_fits_its_column(name: str) -> None:
    for key_of in (name_key, phrase_key):
        key = key_of(name)
        assert len(key) <= LONGEST_KEY
        if len(key) < LONGEST_KEY:
            assert key_of(key) == key


@pytest.mark.parametrize("nothing", ["", "   ", "–", "…", "“”", "\u200b"])
def test_what_holds_no_letter_has_no_key(nothing: str) -> None:
    assert name_key(nothing) == phrase_key(nothing) == ""
    assert folded_words(nothing) == []
    assert initials_key(nothing) == ("", "")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Ministry of Transport", "Ministry of transport", True),
        ("Ministry for Transport", "Ministry of Transport", True),
        ("Transport Ministry", "Ministry Transport", False),
        ("Board of the Harbour", "Harbour Board", False),
        ("Coast-Guard", "coast guard", True),
    ],
)
def test_the_order_of_words_counts_in_organizations_but_small_words_do_not(one: str, other: str, same: bool) -> None:
    assert (phrase_key(one) == phrase_key(other)) is same


# Likeness


@given(NAMES, NAMES)
def test_likeness_is_the_same_both_ways_and_a_percentage(one: str, other: str) -> None:
    score = likeness(one, other)
    assert score == likeness(other, one)
    assert 0 <= score <= 100


@given(NAMES)
def test_a_name_is_wholly_like_itself(name: str) -> None:
    assume(folded_words(name))
    assert likeness(name, name) == likeness(name, " ".join(reversed(folded_words(name)))) == 100


@pytest.mark.parametrize(
    ("one", "other", "at_least", "below"),
    [
        ("Antony Calder", "Anthony Calder", 90, 100),
        ("Calder Anthony", "Anthony Calder", 100, 101),
        ("Joseph R. Tarnow", "Joseph Tarnow", 95, 100),
        ("Joseph Robert Fitzgerald Tarnow", "Joseph Tarnow", 95, 96),
        ("Ada Brun", "Tom Lind", 0, 50),
        ("Ada Brun", "", 0, 1),
        ("", "", 0, 101),
    ],
)
def test_likeness_says_how_alike_two_names_look(one: str, other: str, at_least: int, below: int) -> None:
    assert at_least <= likeness(one, other) < below


@pytest.mark.parametrize(
    ("printed", "name", "is_spelling"),
    [
        ("Anthony Calder", "Antony Calder", True),
        ("Calder", "Antony Calder", True),
        ("Antony", "Antony Calder", True),
        ("Ada Brun", "Antony Calder", False),
        ("Antony Brunswick", "Antony Calder", False),
        ("", "Antony Calder", False),
        ("…", "Antony Calder", False),
    ],
)
def test_a_spelling_of_a_name_is_told_from_another_name(printed: str, name: str, is_spelling: bool) -> None:
    assert may_be_spelling_of(printed, name) is is_spelling


def test_the_most_alike_come_first_each_once_under_the_most_similar_form() -> None:
    known = [(1, "Ada Brun"), (2, "Antony Calder"), (2, "Anthony Calder"), (3, "Antoine Calder"), (4, "Tom Lind")]
    assert [one.owner for one in most_alike("Anthony Calder", known)] == [2, 3]
    assert most_alike("Anthony Calder", known)[0] == Likely(2, "Anthony Calder", 100)
    assert most_alike("Anthony Calder", reversed(known))[0] == Likely(2, "Anthony Calder", 100)


def test_no_more_are_offered_than_can_be_looked_at_and_equals_in_a_stable_order() -> None:
    known = [(number, "Ada Brun") for number in range(20, 0, -1)]
    assert [one.owner for one in most_alike("Ada Brun", known)] == [1, 2, 3, 4, 5]
    assert len(most_alike("Ada Brun", known, most=2)) == 2
    assert most_alike("Ada Brun", [(1, "Ada Braun")], at_least=100) == []


# Titles


@pytest.mark.parametrize(
    ("printed", "held"),
    [
        ("Japanese Foreign Minister", "Minister for Foreign Affairs"),
        ("Foreign Minister", "Foreign Minister"),
        ("the minister", "Foreign Minister"),
        ("Minister", "Minister of Transport"),
        ("Defense Secretary", "Secretary of Defence"),
        ("Interior Minister", "Home Secretary"),
        ("Treasury chief", "Minister of Finance"),
        ("Deputy Foreign Minister", "deputy minister of foreign affairs"),
        ("Mayor", "Mayor of Eastmouth"),
        ("Governor", "Governor of the Northern Isles"),
        ("", "Foreign Minister"),
        ("Foreign Minister", ""),
        ("of the", "Foreign Minister"),
    ],
)
def test_titles_that_can_mean_one_office_agree(printed: str, held: str) -> None:
    assert titles_agree(printed, held)
    assert titles_agree(held, printed)


@pytest.mark.parametrize(
    ("printed", "held"),
    [
        ("Defence Minister", "Minister for Foreign Affairs"),
        ("Deputy Foreign Minister", "Foreign Minister"),
        ("former Foreign Minister", "Foreign Minister"),
        ("Vice President", "President"),
        ("spokeswoman", "Foreign Minister"),
        ("Member for Eastmouth", "Member for Westmouth"),
        ("Mayor of Eastmouth", "Mayor of Westmouth"),
        ("Ambassador to Kestria", "Ambassador to Velmark"),
        ("Prime Minister", "Finance Minister"),
    ],
)
def test_titles_of_different_offices_disagree(printed: str, held: str) -> None:
    assert not titles_agree(printed, held)
    assert not titles_agree(held, printed)


@given(NAMES)
def test_every_title_agrees_with_itself(title: str) -> None:
    assert titles_agree(title, title)


# Where there is no picture


@pytest.mark.parametrize(
    ("name", "sort_name", "shown"),
    [
        ("Anthony Blinken", "Blinken, Anthony", "AB"),
        ("Anthony John Blinken", "", "AB"),
        ("Jan van der Berg", "van der Berg, Jan", "JB"),
        ("Émile “Mile” Zola", "Zola, Émile", "ÉZ"),
        ("Hayashi Yoshimasa", "Hayashi Yoshimasa", "HY"),
        ("Hayashi Yoshimasa", "Hayashi, Yoshimasa", "YH"),
        ("Анна Каренина", "Каренина, Анна", "АК"),
        ("Lula", "Lula", "L"),
        ("Lula", "Lula, ", "L"),
        ("林 芳正", "林, 芳正", "林"),
        ("김대중", "", "김"),
        ("はやし よしまさ", "", "は"),
        ("محمد علي", "علي, محمد", "م"),
        ("", "", ""),
        ("“…” -", "", ""),
    ],
)
def test_the_initials_are_of_the_given_and_the_family_name_where_a_script_has_capitals(
    name: str, sort_name: str, shown: str
) -> None:
    assert initials(name, sort_name) == shown


@given(NAMES, NAMES)
def test_initials_of_any_name_are_short(name: str, sort_name: str) -> None:
    assert len(initials(name, sort_name)) <= 6
