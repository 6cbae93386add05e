"""Gaps and overlaps of an office: what is certain is told, what is not is left open."""

from datetime import date

import pytest

from newsroom.dates import read_partial_date
from people.models import Office, Position
from people.tenures import Gap, Held, over_time
from tests.factories import make_office, make_person, make_position

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)


def office_of(**times: tuple[str, str]) -> Office:
    office = make_office("Pilot")
    for name, (started, ended) in times.items():
        make_position(make_person(name.title()), office, read_partial_date(started), read_partial_date(ended))
    return office


def told(office: Office) -> list[str]:
    found = []
    for one in over_time(Position.objects.filter(office=office).select_related("person"), TODAY):
        if isinstance(one, Held):
            beside = "".join(f" with {other.person.name}" for other in one.beside)
            found.append(f"{one.position.person.name}{beside}")
        elif isinstance(one, Gap):
            found.append(f"nobody {one.first} – {one.last or 'now'}")
    return found


def test_a_gap_between_two_holders_is_told_in_its_place() -> None:
    office = office_of(ada=("2020-03-01", "2022-06-30"), tom=("2022-09-01", "ongoing"))
    assert told(office) == ["Tom", "nobody 2022-07-01 – 2022-08-31", "Ada"]


def test_an_office_that_nobody_holds_any_more_says_since_when() -> None:
    assert told(office_of(ada=("2020", "2024-10"))) == ["nobody 2024-11-01 – now", "Ada"]


def test_the_day_after_is_no_gap_and_the_day_of_handing_over_no_overlap() -> None:
    assert told(office_of(ada=("2020", "2022-06-30"), tom=("2022-07-01", "ongoing"))) == ["Tom", "Ada"]
    assert told(office_of(ada=("2020", "2022-06-30"), tom=("2022-06-30", "ongoing"))) == ["Tom", "Ada"]


@pytest.mark.parametrize(("ada", "tom"), [(("2020", ""), ("2022", "ongoing")), (("2020", "2021"), ("", "ongoing"))])
def test_a_date_that_nobody_knows_is_no_gap(ada: tuple[str, str], tom: tuple[str, str]) -> None:
    assert not [line for line in told(office_of(ada=ada, tom=tom)) if line.startswith("nobody")]


def test_two_who_held_it_at_the_same_time_are_told_so_at_both() -> None:
    office = office_of(ada=("2020-01-01", "2024-12-31"), tom=("2024-06-01", "ongoing"))
    assert told(office) == ["Tom with Ada", "Ada with Tom"]


def test_years_that_only_touch_are_no_overlap() -> None:
    assert told(office_of(ada=("2020", "2022"), tom=("2022", "ongoing"))) == ["Tom", "Ada"]


def test_an_office_without_holders_has_nothing_to_tell() -> None:
    assert told(office_of()) == []
