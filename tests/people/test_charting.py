from newsroom.dates import read_partial_date
from people.charting import Chart, chart_of
from people.facts import Fact, month_of


def fact(typed: str, count: int = 1) -> Fact:
    said = read_partial_date(typed)
    return Fact(count, month=month_of(said.first) if said.first else None, precision=said.precision)


def chart(*typed: str, chosen: str = "") -> Chart | None:
    return chart_of(map(fact, typed), lambda year: f"/?year={year}", chosen)


def told(drawn: Chart | None) -> list[tuple[str, int]]:
    assert drawn is not None
    return [(bar.label, bar.count) for bar in drawn.bars]


def test_a_long_record_has_a_bar_for_each_year_and_an_empty_place_for_a_silent_one() -> None:
    assert told(chart("2021-05-01", "2021-07", "2023", "2024-01-01")) == [
        ("2021", 2),
        ("2022", 0),
        ("2023", 1),
        ("2024", 1),
    ]


def test_a_record_of_less_than_two_years_goes_by_quarters_and_one_of_months_by_months() -> None:
    quarters = chart("2025-01-05", "2026-05-01")
    assert quarters is not None
    assert quarters.unit == "quarter"
    assert told(quarters)[0] == ("January to March 2025", 1)
    assert len(quarters.bars) == 6
    months = chart("2025-12-31", "2026-02-01", "2026-02-20")
    assert told(months) == [("December 2025", 1), ("January 2026", 0), ("February 2026", 2)]


def test_what_is_not_known_closely_enough_is_left_out_and_counted() -> None:
    months = chart("2026-01-31", "2026-03", "2026", "")
    assert told(months) == [("January 2026", 1), ("February 2026", 0), ("March 2026", 1)]
    assert months is not None
    assert months.left_out == 2
    assert months.placed == 2


def test_there_is_nothing_to_draw_without_two_bars_to_compare() -> None:
    assert chart() is None
    assert chart("2026-03-05") is None
    assert chart("2026-03-05", "2026-03-06", "") is None
    assert chart("") is None


def test_a_bar_leads_to_its_year_and_an_empty_one_nowhere() -> None:
    drawn = chart("2021", "2023", chosen="2023")
    assert drawn is not None
    assert [(bar.address, bar.chosen) for bar in drawn.bars] == [
        ("/?year=2021", False),
        ("", False),
        ("/?year=2023", True),
    ]


def test_bars_stay_within_the_drawing_and_are_as_long_as_their_counts() -> None:
    drawn = chart_of([fact("2001", 8), fact("2001", 2), fact("2010", 5), fact("2026")], str)
    assert drawn is not None
    heights = {bar.label: float(bar.height) for bar in drawn.bars}
    assert abs(heights["2001"] - 2 * heights["2010"]) < 0.02
    assert heights["2002"] == 0
    assert all(float(bar.left) >= 0 and float(bar.left) + float(bar.width) <= 100 for bar in drawn.bars)
    assert drawn.most.label == "2001"
    assert 2 <= sum(bar.is_labelled for bar in drawn.bars) <= 8


def test_the_bars_of_a_very_short_record_are_slender_and_stand_in_the_middle_of_their_places() -> None:
    drawn = chart("2025", "2026")
    assert drawn is not None
    for bar in drawn.bars:
        assert float(bar.width) <= 5
        assert abs(float(bar.left) + float(bar.width) / 2 - float(bar.middle)) < 0.02
