import pytest
from django.core.validators import validate_unicode_slug
from hypothesis import given
from hypothesis import strategies as st

from newsroom.slugs import free_slug, make_slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("A bridge reopens", "a-bridge-reopens"),
        ("  Gates & piers: what now?  ", "gates-piers-what-now"),
        ("Москва—Київ", "москва-київ"),
        ("北京/東京", "北京-東京"),
        ("The minister’s “no”", "the-ministers-no"),
        ("O'Brien and D’Arcy", "obrien-and-darcy"),
        ("U.N. envoy", "un-envoy"),
        ("snake_case_word", "snake-case-word"),
        ("Ｆｕｌｌ width", "full-width"),
        ("Élection à Ørsted", "élection-à-ørsted"),
        ("--dashes––everywhere--", "dashes-everywhere"),
        ("!!!", "untitled"),
        ("", "untitled"),
        ("’", "untitled"),
    ],
)
def test_a_slug_keeps_whole_words_of_every_script(text: str, slug: str) -> None:
    assert make_slug(text) == slug


def test_a_long_text_is_cut_between_words() -> None:
    assert make_slug("one two three four", max_length=9) == "one-two"
    assert make_slug("one two three four", max_length=7) == "one-two"
    assert make_slug("one two three four", max_length=13) == "one-two-three"


def test_a_single_word_that_is_too_long_is_cut_inside() -> None:
    assert make_slug("a" * 200) == "a" * 80


@given(st.text(), st.integers(min_value=1, max_value=120))
def test_every_slug_can_stand_in_an_address(text: str, longest: int) -> None:
    slug = make_slug(text, longest)
    validate_unicode_slug(slug)
    assert slug == "untitled" or len(slug) <= longest
    assert slug.strip("-") == slug


@given(st.sets(st.integers(min_value=2, max_value=40)))
def test_the_first_free_slug_is_taken(numbers: set[int]) -> None:
    taken = {"gates", *(f"gates-{number}" for number in numbers)}
    slug = free_slug("gates", taken.__contains__)
    assert slug not in taken
    number = int(slug.removeprefix("gates-"))
    assert all(f"gates-{smaller}" in taken for smaller in range(2, number))


def test_a_slug_that_nobody_has_stays_as_it_is() -> None:
    assert free_slug("gates", set().__contains__) == "gates"
