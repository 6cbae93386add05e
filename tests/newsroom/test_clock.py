"""The newsroom's clock, on ordinary days and on the two nights it is set."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from newsroom.clock import FIRST, SECOND, ComesTwice, NoSuchTime, moment

BERLIN = ZoneInfo("Europe/Berlin")
FORWARD, BACK = datetime.date(2027, 3, 28), datetime.date(2027, 10, 31)
HALF_PAST_TWO = datetime.time(2, 30)


def utc(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).isoformat(timespec="minutes").removesuffix("+00:00")


@pytest.mark.parametrize(
    ("day", "time", "means"),
    [
        (datetime.date(2027, 1, 5), datetime.time(9), "2027-01-05T08:00"),
        (datetime.date(2027, 7, 5), datetime.time(9), "2027-07-05T07:00"),
        (FORWARD, datetime.time(1, 59), "2027-03-28T00:59"),
        (FORWARD, datetime.time(3), "2027-03-28T01:00"),
        (BACK, datetime.time(1, 59), "2027-10-30T23:59"),
        (BACK, datetime.time(3), "2027-10-31T02:00"),
    ],
)
def test_a_time_shown_once_is_one_moment(day: datetime.date, time: datetime.time, means: str) -> None:
    assert utc(moment(day, time, BERLIN)) == means


def test_r08_a_time_the_clock_leaps_over_does_not_exist() -> None:
    for which in ("", FIRST, SECOND):
        with pytest.raises(NoSuchTime, match="02:30 does not exist on 28 March 2027"):
            moment(FORWARD, HALF_PAST_TWO, BERLIN, which)


def test_r08_a_time_shown_twice_is_one_of_two_moments_an_hour_apart() -> None:
    with pytest.raises(ComesTwice, match="02:30 comes twice on 31 October 2027"):
        moment(BACK, HALF_PAST_TWO, BERLIN)
    assert utc(moment(BACK, HALF_PAST_TWO, BERLIN, FIRST)) == "2027-10-31T00:30"
    assert utc(moment(BACK, HALF_PAST_TWO, BERLIN, SECOND)) == "2027-10-31T01:30"


def test_a_clock_that_is_never_set_knows_every_time_once() -> None:
    assert utc(moment(FORWARD, HALF_PAST_TWO, ZoneInfo("Asia/Tokyo"))) == "2027-03-27T17:30"
