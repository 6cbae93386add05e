import datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from taggit.utils import edit_string_for_tags, parse_tags

from newsroom.dates import DAY, ONGOING, YEAR, PartialDate
from newsroom.forms import PartialDateField, read_tags
from newsroom.models import Tag

TODAY = PartialDate(datetime.date(2026, 3, 5), DAY)


def test_a_date_is_shown_as_it_is_typed() -> None:
    class DateForm(forms.Form):
        started = PartialDateField()

    shown = str(DateForm(initial={"started": TODAY})["started"])
    assert 'value="2026-03-05"' in shown
    typed_wrong = DateForm({"started": "soon"})
    assert 'value="soon"' in str(typed_wrong["started"])
    assert "“soon” is not a date" in str(typed_wrong.errors)


def test_an_empty_date_is_unknown_and_no_error() -> None:
    assert PartialDateField().clean("") == PartialDate()
    assert PartialDateField().clean(None) == PartialDate()


def test_only_an_end_may_be_ongoing_and_the_hint_says_so() -> None:
    end = PartialDateField(may_be_ongoing=True)
    assert end.clean("ongoing") == PartialDate(precision=ONGOING)
    assert "ongoing" in end.help_text
    start = PartialDateField()
    assert "ongoing" not in start.help_text
    with pytest.raises(ValidationError, match="cannot be “ongoing”"):
        start.clean("ongoing")


@pytest.mark.parametrize(
    ("initial", "typed", "changed"),
    [
        (None, "", False),
        (PartialDate(), "", False),
        (TODAY, "2026-03-05", False),
        (TODAY, "2026-3-5", False),
        (TODAY, "2026-03", True),
        (TODAY, "", True),
        (None, "2026", True),
        (PartialDate(datetime.date(2026, 1, 1), YEAR), "2026", False),
        (TODAY, "soon", True),
    ],
)
def test_a_date_has_changed_when_it_means_something_else(
    initial: PartialDate | None, typed: str, changed: bool
) -> None:
    assert PartialDateField().has_changed(initial, typed) is changed


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("foreign policy", ["foreign policy"]),
        ("gates, foreign policy", ["foreign policy", "gates"]),
        (" gates ,, gates ,", ["gates"]),
        ('"war, peace", harbour', ["harbour", "war, peace"]),
        ('the "pact"', ["the pact"]),
        ("a\tb\r\nc", ["a b c"]),
        ("選挙、港", ["選挙、港"]),
        ("", []),
        (" , ", []),
    ],
)
def test_tags_are_divided_by_commas_and_may_be_of_several_words(typed: str, tags: list[str]) -> None:
    assert read_tags(typed) == tags
    assert parse_tags(typed) == tags


@pytest.mark.parametrize("typed", ["x" * 101, "gates, " + "x" * 101, "x" * 200_000])
def test_a_tag_too_long_to_be_kept_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="Divide the tags by commas"):
        read_tags(typed)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_editing_tags_without_a_change_changes_none(typed: str) -> None:
    try:
        tags = read_tags(typed)
    except ValidationError:
        return
    assert read_tags(edit_string_for_tags([Tag(name=name) for name in tags])) == tags
