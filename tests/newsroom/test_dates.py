from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.dates import DAY, MONTH, ONGOING, UNKNOWN, YEAR, PartialDate, read_partial_date


@st.composite
def known_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates(max_value=date(9999, 12, 30)))
    precision = draw(st.sampled_from([DAY, MONTH, YEAR]))
    first = {DAY: day, MONTH: day.replace(day=1), YEAR: day.replace(month=1, day=1)}[precision]
    return PartialDate(first, precision)


@pytest.mark.parametrize(
    ("typed", "first", "precision", "read"),
    [
        ("2021-03-12", date(2021, 3, 12), DAY, "12 March 2021"),
        (" 2021-3-5 ", date(2021, 3, 5), DAY, "5 March 2021"),
        ("2021-03", date(2021, 3, 1), MONTH, "March 2021"),
        ("2021", date(2021, 1, 1), YEAR, "2021"),
        ("", None, UNKNOWN, ""),
        ("   ", None, UNKNOWN, ""),
        ("unknown", None, UNKNOWN, ""),
        ("ongoing", None, ONGOING, "ongoing"),
        ("Present", None, ONGOING, "ongoing"),
        ("now", None, ONGOING, "ongoing"),
        ("2024-02-29", date(2024, 2, 29), DAY, "29 February 2024"),
    ],
)
def test_what_an_editor_types_is_read_as_far_as_it_is_known(
    typed: str, first: date | None, precision: str, read: str
) -> None:
    found = read_partial_date(typed)
    assert (found.first, found.precision, str(found)) == (first, precision, read)


@pytest.mark.parametrize(
    "typed", ["soon", "12 March 2021", "2021/03/12", "21-03-12", "2021-03-12-01", "2021-", "-2021", "2021-03-12T00:00"]
)
def test_what_is_no_date_is_refused_with_how_to_write_one(typed: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date\. Write 2021, 2021-03 or 2021-03-12"):
        read_partial_date(typed)


@pytest.mark.parametrize(
    "typed", ["2021-02-29", "2021-13", "2021-04-31", "0000", "2021-00", "2021-00-15", "2021-05-00", "2021-05-32"]
)
def test_a_day_that_there_is_not_is_never_read_as_another(typed: str) -> None:
    with pytest.raises(ValueError, match=f"There is no such day as {typed}"):
        read_partial_date(typed)


@given(known_dates())
def test_typing_what_is_shown_for_editing_gives_the_same_date(known: PartialDate) -> None:
    assert read_partial_date(known.typed()) == known


@given(known_dates())
def test_a_date_of_which_nothing_is_known_counts_as_none(known: PartialDate) -> None:
    assert known
    assert PartialDate(precision=ONGOING)
    assert not PartialDate()


@pytest.mark.parametrize("known", [PartialDate(), PartialDate(precision=ONGOING)])
def test_what_has_no_day_survives_editing_too(known: PartialDate) -> None:
    assert read_partial_date(known.typed()) == known
    assert known.last is None


@given(known_dates())
def test_the_last_day_is_the_end_of_what_is_known(known: PartialDate) -> None:
    assert known.first is not None
    assert known.last is not None
    day_after = known.last + timedelta(days=1) if known.last < date.max else None
    assert known.first <= known.last
    if day_after is None:
        return
    length = {DAY: 10, MONTH: 7, YEAR: 4}[known.precision]
    assert known.last.isoformat()[:length] == known.first.isoformat()[:length] != day_after.isoformat()[:length]


@pytest.mark.parametrize(
    ("first", "precision"), [(None, DAY), (None, YEAR), (date(2021, 1, 1), UNKNOWN), (date(2021, 1, 1), ONGOING)]
)
def test_a_date_and_a_precision_that_contradict_each_other_are_no_date(first: date | None, precision: str) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        PartialDate(first, precision)
