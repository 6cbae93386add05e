"""Which moment a day and a time of the newsroom's clock mean, on the two nights of the year it is set as well."""

import datetime
import zoneinfo

FIRST, SECOND = "first", "second"


class NoSuchTime(ValueError):
    """The clock is set forward over this time: it is never shown."""


class ComesTwice(ValueError):
    """The clock is set back: this time is shown twice, and nobody has said which is meant."""


def moment(day: datetime.date, time: datetime.time, zone: zoneinfo.ZoneInfo, which: str = "") -> datetime.datetime:
    """The moment at which a clock in that zone shows this. `which` is FIRST or SECOND where it does so twice.

    Raises NoSuchTime or ComesTwice.
    """
    said = f"{time:%H:%M}", f"{day.day} {day:%B %Y}"
    first = datetime.datetime.combine(day, time, zone).replace(fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(datetime.UTC).astimezone(zone).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise NoSuchTime("{} does not exist on {}: the clock is set forward over it.".format(*said))
    if which not in (FIRST, SECOND):
        raise ComesTwice(
            f"{time:%H:%M} comes twice on {day.day} {day:%B %Y}: the clock is set back. Say which you mean."
        )
    return first if which == FIRST else second
