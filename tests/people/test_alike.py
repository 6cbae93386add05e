"""Which names may be one and the same."""

import pytest

from people.alike import LARGEST_BLOCK, alike_pairs, organization_keys, organization_likeness, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Brun", "Brun ADA"),
        ("Ada Brun", "Ada Braun"),
        ("Anton Blinkmann", "Anthony Blinkmann"),
        ("Sergey Lavrik", "Сергей Лаврик"),
        ("Volodymyr Zelnyk", "Володимир Зельник"),
        ("Kyriakos Mitas", "Κυριάκος Μίτας"),
        ("Hussein Amari", "Husain Amari"),
        ("Joseph R. Bode", "Joseph Bode"),
        ("Ingrid Solvang", "Ingrid Solvagn"),
        ("Ingrid Solvang", "Ingrid Tolvang"),
        ("林芳正", "林芳正"),
        ("Carl Dane", "Karl Dane"),
    ],
)
def test_spellings_of_one_name_are_found(one: str, other: str) -> None:
    pair = alike_pairs(((1, one), (2, other)))[0]
    assert (pair.first, pair.second, pair.first_name, pair.second_name) == (1, 2, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ada Brun", "Ida Bron"), ("Kim Jong Un", "Kim Jong Il"), ("Ada Brun", "Tom Lind"), ("", ""), ("!", "?")],
)
def test_different_names_are_not(one: str, other: str) -> None:
    assert alike_pairs(((1, one), (2, other))) == ()


def test_a_pair_is_told_once_under_its_most_similar_forms_the_most_alike_first() -> None:
    forms = ((3, "Ada Brun"), (1, "Adah Broun"), (1, "Ada Brun"), (2, "Tom Lind"), (4, "Tom Lindt"), (3, "Ada B."))
    found = alike_pairs(forms)
    assert [(pair.first, pair.second, pair.likeness) for pair in found] == [(1, 3, 100), (2, 4, 94)]
    assert found[0].first_name == "Ada Brun"


def test_forms_of_one_person_are_no_pair() -> None:
    assert alike_pairs(((1, "Ada Brun"), (1, "Ada Braun"))) == ()


def test_a_name_that_very_many_bear_is_compared_with_its_neighbours_only() -> None:
    many = tuple((number, "Ada Brun") for number in range(LARGEST_BLOCK * 2))
    assert len(many) < len(alike_pairs(many)) < 6 * len(many)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ministry of Defence", "Defence Ministry"), ("Harbour Board", "Harbor Board"), ("The Diet", "Diet")],
)
def test_organizations_are_found_by_their_words(one: str, other: str) -> None:
    assert alike_pairs(((1, one), (2, other)), organization_keys, organization_likeness)


def test_another_ministry_is_another_organization() -> None:
    forms = ((1, "Ministry of Defence"), (2, "Ministry of Health"))
    assert alike_pairs(forms, organization_keys, organization_likeness) == ()


def test_what_sounds_alike_has_one_skeleton() -> None:
    assert len({skeleton(word) for word in ("mohammed", "muhammad", "mohamed")}) == 1
    assert skeleton("aoi") == "a"
    assert skeleton("林") == "林"
