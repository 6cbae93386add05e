"""Who was in which office when, as far as is known."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from newsroom.dates import DAY, MONTH, ONGOING, UNKNOWN, YEAR, PartialDate, read_partial_date
from people.models import Office, Organization, Person, Position
from people.models.positions import resolve
from tests.factories import make_office, make_organization, make_person, make_position, make_public_statement

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)


def held(started: str, ended: str, person: Person | None = None, office: Office | None = None) -> Position:
    """A position with dates as an editor types them."""
    return make_position(
        person or make_person(), office or make_office(), read_partial_date(started), read_partial_date(ended)
    )


# On which days

DATES = [
    # started, ended, and the first and last day that they allow
    ("2020-03-05", "2024-10-20", date(2020, 3, 5), date(2024, 10, 20)),
    ("2020-03", "2024-10", date(2020, 3, 1), date(2024, 10, 31)),
    ("2020", "2024-02", date(2020, 1, 1), date(2024, 2, 29)),
    ("2020", "2024", date(2020, 1, 1), date(2024, 12, 31)),
    ("", "2024-10-20", date.min, date(2024, 10, 20)),
    ("2020-03-05", "ongoing", date(2020, 3, 5), date.max),
    ("", "ongoing", date.min, date.max),
]


@pytest.mark.parametrize(("started", "ended", "first", "last"), DATES)
def test_a_position_is_held_from_its_first_to_its_last_day(started: str, ended: str, first: date, last: date) -> None:
    held(started, ended)
    inside = [first, last, first + (last - first) // 2]
    outside = [day + step for day, step in ((first, -timedelta(1)), (last, timedelta(1))) if date.min < day < date.max]
    assert [Position.objects.held_on(day).count() for day in inside] == [1, 1, 1]
    assert not any(Position.objects.held_on(day).exists() for day in outside)


@pytest.mark.parametrize("started", ["2020-03-05", "2020-03", "2020", ""])
def test_an_unknown_end_never_counts_as_in_office_but_is_not_ruled_out(started: str) -> None:
    held(started, "")
    for day in (date(2020, 3, 5), TODAY, date(2999, 1, 1)):
        assert not Position.objects.held_on(day).exists()
    assert Position.objects.possible_on(TODAY).exists()
    assert Position.objects.possible_on(date(2019, 12, 31)).exists() is (started == "")


@pytest.mark.parametrize(
    ("started", "ended", "is_current"),
    [
        ("2020", "ongoing", True),
        ("", "ongoing", True),
        ("2026-03-05", "ongoing", True),
        ("2026-03-06", "ongoing", False),
        ("2020", "2026", True),
        ("2020", "2026-03-05", True),
        ("2020", "2026-03-04", False),
        ("2020", "", False),
        ("", "", False),
    ],
)
def test_who_is_in_office_today(started: str, ended: str, is_current: bool) -> None:
    position = held(started, ended)
    with time_machine.travel(TODAY):
        assert position.is_current is is_current
        assert Position.objects.current().exists() is is_current


def test_on_this_day_is_one_comparison_of_columns() -> None:
    held("2020", "2024-10")
    with CaptureQueriesContext(connection) as queries:
        assert Position.objects.held_on(TODAY).count() == 0
    (query,) = queries.captured_queries
    assert "JOIN" not in query["sql"]
    assert '"earliest" <=' in query["sql"]


def test_changing_one_date_alone_moves_the_days_with_it() -> None:
    position = held("2020", "ongoing")
    position.ended = PartialDate(date(2021, 1, 1), YEAR)
    position.save(update_fields=["end", "end_precision"])
    assert not Position.objects.held_on(date(2022, 1, 1)).exists()
    assert Position.objects.held_on(date(2021, 12, 31)).exists()


def test_the_same_office_twice_with_a_gap_is_two_positions() -> None:
    person, office = make_person(), make_office()
    first, second = held("2010", "2014", person, office), held("2018", "ongoing", person, office)
    assert list(Position.objects.all()) == [second, first]
    assert not Position.objects.held_on(date(2016, 1, 1)).exists()


def test_positions_are_listed_newest_first_and_those_of_unknown_start_last() -> None:
    person = make_person()
    unknown, old, new = held("", "", person), held("2010", "2014", person), held("2018", "ongoing", person)
    assert list(person.positions.all()) == [new, old, unknown]


# What it is called


def test_a_renamed_office_does_not_rename_who_held_it_under_another_title() -> None:
    office = make_office("Minister of Ports", make_organization("Harbour Ministry"))
    past = make_position(make_person("Ada Brun"), office, title_as_held="Harbour Minister")
    present = make_position(make_person("Tom Lind"), office)
    assert past.label == "Harbour Minister, Harbour Ministry"
    assert str(present) == "Tom Lind, Minister of Ports, Harbour Ministry"


# Constraints


@pytest.mark.parametrize(("started", "ended"), [("2024", "2020"), ("2024-03-06", "2024-03-05"), ("2024-03", "2024-02")])
def test_a_position_does_not_end_before_it_starts(started: str, ended: str) -> None:
    position = Position(person=make_person(), office=make_office())
    position.started, position.ended = read_partial_date(started), read_partial_date(ended)
    with pytest.raises(ValidationError) as refused:
        position.full_clean()
    assert "The position ends before it starts." in refused.value.messages
    with pytest.raises(IntegrityError), transaction.atomic():
        position.save()


@pytest.mark.parametrize(
    ("started", "ended"), [("2024", "2024"), ("2024-03", "2024"), ("2024-12-31", "2024"), ("", "")]
)
def test_a_position_may_begin_and_end_within_what_is_known(started: str, ended: str) -> None:
    position = Position(person=make_person(), office=make_office())
    position.started, position.ended = read_partial_date(started), read_partial_date(ended)
    position.full_clean()
    position.save()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"start": TODAY, "start_precision": UNKNOWN}, "A start date and its precision do not fit each other."),
        ({"start_precision": DAY}, "A start date and its precision do not fit each other."),
        ({"end": TODAY, "end_precision": ONGOING}, "A date and its precision do not fit each other."),
        ({"end_precision": MONTH}, "A date and its precision do not fit each other."),
    ],
)
def test_a_date_and_its_precision_fit_each_other(fields: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Position(person=make_person(), office=make_office(), **fields).full_clean()
    assert told in refused.value.messages


@pytest.mark.parametrize(
    "fields",
    [
        {"start": None},
        {"start_precision": UNKNOWN},
        {"end": None},
        {"end_precision": UNKNOWN},
        {"end_precision": ONGOING},
        {"earliest": date.max},
    ],
)
def test_the_database_itself_keeps_dates_and_precisions_together(fields: dict[str, object]) -> None:
    position = held("2020", "2024")
    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.filter(pk=position.pk).update(**fields)


def test_a_position_that_statements_rest_on_is_not_deleted() -> None:
    person = make_person()
    position = make_position(person)
    make_public_statement(person=person, position=position)
    with pytest.raises(ProtectedError):
        position.delete()


def test_readers_see_positions_of_public_persons_in_public_offices_only() -> None:
    seen = {"released_at": timezone.now(), "released_by_hand": True}
    organization = make_organization(**seen)
    office = make_office(organization=organization, **seen)
    shown = make_position(make_person(**seen), office)
    make_position(make_person(), office)
    make_position(make_person(is_private=True, **seen), office)
    make_position(make_person(**seen), make_office("Hidden", organization))
    make_position(make_person(**seen), make_office("Of a hidden one", make_organization(), **seen))
    assert list(Position.objects.published()) == [shown]


# Who else


def test_who_else_held_the_office_at_the_time_is_told() -> None:
    office, person = make_office(), make_person()
    position = held("2020-03", "2024", person, office)
    same = [held("2024-12-31", "ongoing", None, office), held("", "2020-03-01", None, office)]
    held("2025", "ongoing", None, office)
    held("2019", "2020-02", None, office)
    held("2021", "2022", person, office)
    held("2021", "2022", None, make_office())
    assert set(position.others_then()) == set(same)


# In which office somebody spoke

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


def offices(*rows: tuple[str, str, str]) -> list[Position]:
    """Positions of one person, not stored: title, started, ended."""
    made = []
    for number, (title, started, ended) in enumerate(rows, 1):
        position = Position(pk=number, office=Office(title=title, organization=Organization(name="x")))
        position.started, position.ended = read_partial_date(started), read_partial_date(ended)
        position.set_window()
        made.append(position)
    return made


MINISTER, MAYOR = ("Foreign Minister", "2020", "2024-06"), ("Mayor", "2024-07", "ongoing")
OPEN_MAYOR, OPEN_MINISTER = ("Mayor", "", ""), ("Foreign Minister", "2020", "")

RESOLVED = [
    # on a known day: the one position held then, whatever the print calls it
    ([MINISTER, MAYOR], "2022-01-01", "", "Foreign Minister"),
    ([MINISTER, MAYOR], "2025-01-01", "", "Mayor"),
    ([MINISTER, MAYOR], "2025-01-01", "Foreign Minister", "Mayor"),
    ([MINISTER, MAYOR], "2024-06-30", "", "Foreign Minister"),
    ([MINISTER, MAYOR], "2010-01-01", "", None),
    ([MINISTER, MAYOR], "2010-01-01", "Foreign Minister", None),
    ([], "2022-01-01", "Foreign Minister", None),
    # several at once: the title decides, or nothing does
    ([("Foreign Minister", "2020", "ongoing"), ("Mayor", "2021", "ongoing")], "2022-01-01", "the mayor", "Mayor"),
    ([("Foreign Minister", "2020", "ongoing"), ("Mayor", "2021", "ongoing")], "2022-01-01", "", None),
    ([("Foreign Minister", "2020", "ongoing"), ("Mayor", "2021", "ongoing")], "2022-01-01", "Treasurer", None),
    # a day known to the month or the year
    ([MINISTER, MAYOR], "2024-06", "", "Foreign Minister"),
    ([MINISTER, MAYOR], "2024", "", None),
    ([MINISTER, MAYOR], "2024", "Mayor", "Mayor"),
    ([MINISTER, MAYOR], "2022", "", "Foreign Minister"),
    # an unknown end is believed only where the title speaks for it
    ([OPEN_MINISTER], "2022-01-01", "", None),
    ([OPEN_MINISTER], "2022-01-01", "Foreign Minister", "Foreign Minister"),
    ([OPEN_MINISTER], "2022-01-01", "Mayor", None),
    ([OPEN_MINISTER], "2019-01-01", "Foreign Minister", None),
    ([MAYOR, OPEN_MINISTER], "2025-01-01", "Foreign Minister", "Foreign Minister"),
    ([MAYOR, OPEN_MINISTER], "2025-01-01", "Treasurer", "Mayor"),
    ([MAYOR, OPEN_MINISTER], "2025-01-01", "", "Mayor"),
    ([OPEN_MAYOR, ("Mayor", "2020", "")], "2022-01-01", "Mayor", None),
    ([MINISTER, OPEN_MAYOR, ("Mayor", "2020", "")], "2022-01-01", "Mayor", None),
    # a day nobody knows: the title alone
    ([MINISTER, MAYOR], "", "Mayor", "Mayor"),
    ([MINISTER, MAYOR], "", "", None),
    ([MAYOR], "", "", None),
    ([MINISTER, OPEN_MINISTER], "", "Foreign Minister", None),
]


@pytest.mark.parametrize(("rows", "day", "printed", "expected"), RESOLVED)
def test_the_office_somebody_spoke_in_follows_from_the_day_and_the_title(
    rows: list[tuple[str, str, str]], day: str, printed: str, expected: str | None
) -> None:
    found = resolve(offices(*rows), read_partial_date(day), printed)
    assert (found.title if found else None) == expected
    backwards = resolve(offices(*reversed(rows)), read_partial_date(day), printed)
    assert (backwards.title if backwards else None) == expected


@given(st.lists(st.tuples(DAYS, DAYS), max_size=4), DAYS, st.sampled_from(["", "Mayor", "Treasurer"]))
def test_nobody_spoke_in_an_office_that_the_dates_rule_out(
    terms: list[tuple[date, date]], day: date, printed: str
) -> None:
    rows = [("Mayor", min(term).isoformat(), max(term).isoformat()) for term in terms]
    found = resolve(offices(*rows), PartialDate(day, DAY), printed)
    assert found is None or found.earliest <= day <= found.latest
    holding = [term for term in terms if min(term) <= day <= max(term)]
    assert (found is not None) is (len(holding) == 1)


# A member of a party


@pytest.fixture
def member_and_pilot(db: None) -> tuple[Position, Position]:
    person, party = make_person(), make_organization("Reef Party", kind="party")
    member = held("", "ongoing", person, make_office("Member", party))
    return member, held("2020", "ongoing", person, make_office("Harbour Pilot"))


@pytest.mark.parametrize("printed", ["", "Harbour Pilot", "Poet"])
def test_nobody_speaks_as_a_mere_member_of_a_party_who_holds_an_office(
    member_and_pilot: tuple[Position, Position], printed: str
) -> None:
    assert resolve(list(member_and_pilot), PartialDate(TODAY, DAY), printed) == member_and_pilot[1]


def test_but_for_who_holds_none_or_where_the_print_has_it_so(member_and_pilot: tuple[Position, Position]) -> None:
    member, _ = member_and_pilot
    assert resolve([member], PartialDate(TODAY, DAY), "") == member
    assert resolve(list(member_and_pilot), PartialDate(TODAY, DAY), "party member") == member
