import pytest

from articles.extraction.given_names import FEMALE_NAMES, MALE_NAMES, gender_of


def test_no_name_tells_both() -> None:
    assert not FEMALE_NAMES & MALE_NAMES


@pytest.mark.parametrize(("given", "tells"), [("Ada", 1), ("TOM", -1), ("Kim", 0), ("Zyx", 0), ("", 0)])
def test_a_given_name_tells_she_or_he_or_nothing(given: str, tells: int) -> None:
    assert gender_of(given) == tells
