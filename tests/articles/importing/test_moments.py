"""Points in time as files write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.importing.moments import read_moment

EAST = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-02-11T08:30:00Z", datetime(2026, 2, 11, 8, 30, tzinfo=UTC)),
        ("2026-02-11T08:30:00+02:00", datetime(2026, 2, 11, 8, 30, tzinfo=EAST)),
        ("20260211T083000Z", datetime(2026, 2, 11, 8, 30, tzinfo=UTC)),
        (" 2026-02-11 08:30:00 ", datetime(2026, 2, 11, 8, 30)),
        ("Wed, 11 Feb 2026 08:30:00 +0200", datetime(2026, 2, 11, 8, 30, tzinfo=EAST)),
        ("11 Feb 2026 08:30 GMT", datetime(2026, 2, 11, 8, 30, tzinfo=UTC)),
        ("2026-02-11", None),
        ("0000-00-00 00:00:00", None),
        ("2026-02-30 10:00:00", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("soon", None),
        ("", None),
        ("9" * 500, None),
    ],
)
def test_a_moment_is_read_with_its_zone_and_a_day_alone_is_none(written: str, moment: datetime | None) -> None:
    assert read_moment(written) == moment


def test_what_names_no_zone_may_be_known_to_be_utc() -> None:
    assert read_moment("2026-02-11 08:30:00", is_utc=True) == datetime(2026, 2, 11, 8, 30, tzinfo=UTC)
