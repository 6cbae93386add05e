"""How times are written at the desk, and that what a form shows can be sent again."""

from datetime import UTC, datetime

from django import forms
from django.utils import formats

MOMENT = datetime(2026, 11, 26, 1, 22, 46, tzinfo=UTC)


def test_a_time_is_written_one_way_by_a_clock_of_24_hours() -> None:
    assert formats.localize(MOMENT) == "26 Nov 2026, 01:22"
    assert formats.date_format(MOMENT, "SHORT_DATETIME_FORMAT") == "26 Nov 2026, 01:22"
    assert formats.localize(MOMENT.time()) == "01:22"


def test_what_a_form_shows_of_a_time_is_read_as_the_same_time() -> None:
    field = forms.SplitDateTimeField()
    assert field.clean([str(shown) for shown in shown_by(field)]) == MOMENT


def shown_by(field: forms.SplitDateTimeField) -> list[str]:
    parts = zip(field.widget.widgets, field.widget.decompress(MOMENT), strict=True)
    return [widget.format_value(part) for widget, part in parts]
