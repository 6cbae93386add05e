"""Points in time as files write them, to datetimes."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 60
_HAS_A_TIME = re.compile(r"\d{4}-?\d\d-?\d\d[T ]\d\d")
# WordPress writes this for never.
_NEVER = "0000-00-00"


def read_moment(written: str, *, is_utc: bool = False) -> datetime | None:
    """`2026-02-11T08:30:00+01:00`, `2026-02-11 08:30:00` or `Wed, 11 Feb 2026 08:30:00 +0100` as a datetime.

    What names no zone has none, or is UTC where `is_utc` says so. None for a day alone, and for what is no time.
    """
    written = written.strip()
    if not written or len(written) > _LONGEST or written.startswith(_NEVER):
        return None
    try:
        if _HAS_A_TIME.match(written):
            moment = datetime.fromisoformat(written)
        else:
            moment = parsedate_to_datetime(written)
        if moment.tzinfo is None:
            return moment.replace(tzinfo=UTC) if is_utc else moment
        moment.astimezone(UTC)  # a moment at the edge of the calendar has no other zone
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return moment if 1 < moment.year < 9999 else None
