"""Who else held an office at the time of a new position: told where one at a time has held it so far."""

import datetime
import itertools
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

from django.db.models import F
from django.utils import timezone

from newsroom.dates import ONGOING
from people.models import Position
from people.tenures import certainly_held, held_together

MOST_TOLD = 5


class NewHolders:
    """The positions that an import makes, looked at beside all others when the whole file is in: a record further
    down may end the time of who held the office before."""

    def __init__(self) -> None:
        self.offices: set[int] = set()
        self.made: dict[int, tuple[str, str]] = {}  # by number: the place in the file and the label

    def add(self, place: str, positions: Iterable[Position]) -> None:
        for position in positions:
            if not position.is_mere_membership:
                self.offices.add(position.office_id)
                self.made[position.pk] = (place, position.label)

    def warnings(self) -> dict[str, list[str]]:
        """By place in the file. One query."""
        found: dict[str, list[str]] = defaultdict(list)
        columns = ("person_id", "office_id", "start", "start_precision", "end", "end_precision", "earliest", "latest")
        held = Position.objects.filter(office__in=self.offices).annotate(holder=F("person__name")).only(*columns)
        rows = held.order_by("office", "earliest", "pk").iterator() if self.offices else ()
        for _, positions in itertools.groupby(rows, key=lambda one: one.office_id):
            for number, names in _beside(list(positions), self.made, timezone.localdate()).items():
                place, label = self.made[number]
                found[place].append(f"{label}: held by {', '.join(names[:MOST_TOLD])} in the same period")
        return found


def _beside(positions: Sequence[Position], made: Container[int], today: datetime.date) -> dict[int, list[str]]:
    """{number of a new position: who held the office in a part of its time}, for one office. Nothing where it is one
    of many holders: by what was on file before, or by new positions that have nobody in common."""
    found: dict[int, list[str]] = defaultdict(list)
    in_common: set[int] | None = None
    certain = [one for one in positions if one.end_precision == ONGOING or certainly_held(one, today)]
    for pair in itertools.combinations(certain, 2):
        if not _told_together(*pair, today):
            continue
        new = [one for one in pair if one.pk in made]
        if len(new) == 2:
            persons = {one.person_id for one in new}
            in_common = persons if in_common is None else in_common & persons
        if not new or in_common == set():
            return {}
        for one, other in (pair, pair[::-1]):
            if one in new and other.holder not in found[one.pk]:
                found[one.pk].append(other.holder)
    return found


def _told_together(one: Position, other: Position, today: datetime.date) -> bool:
    """Two who hold it today did at one time, whenever they began."""
    both_now = ONGOING == one.end_precision == other.end_precision and one.is_current and other.is_current
    return held_together(one, other, today) or (both_now and one.person_id != other.person_id)
