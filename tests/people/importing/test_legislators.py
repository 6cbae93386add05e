"""The files of the Congress of the United States as records; the persons here are invented."""

import pytest

from people.importing.legislators import read_legislators
from people.importing.records import Identifier, PersonRecord, UnreadablePeople

FILE = """
- id: {bioguide: B000901, wikidata: Q900001, fec: [S1, S2], wikipedia: Addie Brun (politician), icpsr: 7}
  name: {first: Ada, middle: Lie, last: Brun, suffix: Jr., nickname: Addie, official_full: Ada L. Brun}
  terms:
  - {type: rep, start: '2001-01-03', end: '2003-01-03', state: OH, district: 22, party: Democrat}
  - {type: rep, start: '2003-01-07', end: '2005-01-03', state: OH, district: 22, party: Democrat}
  - {type: rep, start: '2009-01-06', end: '2011-01-03', state: OH, district: 22, party: Republican}
  - {type: sen, start: '2025-01-03', end: '2031-01-03', state: OH, class: 1, party: Republican}
  leadership_roles:
  - {title: Senate Gate Whip, chamber: senate, start: '2025-01-03', end: '2027-01-03'}
  - {title: Senate Gate Whip, chamber: senate, start: '2027-01-03'}
- id: {govtrack: 5}
  name: {first: Carl, last: Dane}
  terms:
  - {type: viceprez, start: '1901-03-04', end: '1905-03-04', party: Whig, how: election}
  - {type: prez, start: '1905-03-04', end: '1909-03-04', party: no party, how: election}
- id: {bioguide: T000902}
  name: {first: Mia, last: Tor, official_full: Mia Tor}
  terms:
  - type: rep
    start: '2025-01-03'
    end: '2027-01-03'
    state: GU
    district: 0
    party: Independent
    party_affiliations:
    - {start: '2025-01-03', end: '2026-03-08', party: Republican}
    - {start: '2026-03-09', end: '2027-01-03', party: Independent}
"""


@pytest.fixture
def persons() -> dict[str, PersonRecord]:
    people = read_legislators(FILE.encode())
    assert people.problems == ()
    return {one.name: one for one in people.persons}


def held(person: PersonRecord) -> list[tuple[str, str, str]]:
    return [(one.office, one.started.typed(), one.ended.typed()) for one in person.positions]


def test_terms_that_follow_each_other_in_one_office_are_one_position(persons: dict[str, PersonRecord]) -> None:
    assert held(persons["Ada L. Brun"])[:4] == [
        ("Representative for Ohio’s 22nd district, United States House of Representatives", "2001-01-03", "2005-01-03"),
        ("Representative for Ohio’s 22nd district, United States House of Representatives", "2009-01-06", "2011-01-03"),
        ("Senator for Ohio, United States Senate", "2025-01-03", "2031-01-03"),
        ("Senate Gate Whip, United States Senate", "2025-01-03", "ongoing"),
    ]


def test_a_party_is_a_membership_of_unknown_dates_that_lasts_with_the_newest_terms(
    persons: dict[str, PersonRecord],
) -> None:
    assert held(persons["Ada L. Brun"])[4:] == [
        ("Member, Democratic Party", "", ""),
        ("Member, Republican Party", "", "ongoing"),
    ]
    assert held(persons["Carl Dane"])[2:] == [("Member, Whig Party", "", "")]
    assert held(persons["Mia Tor"]) == [
        ("Delegate for Guam, United States House of Representatives", "2025-01-03", "2027-01-03"),
        ("Member, Republican Party", "", "2026-03-08"),
    ]


def test_the_executive_holds_its_offices(persons: dict[str, PersonRecord]) -> None:
    assert [office.split(",")[0] for office, _, _ in held(persons["Carl Dane"])] == [
        "Vice President of the United States",
        "President of the United States",
        "Member",
    ]


def test_names_that_stories_print_are_further_forms(persons: dict[str, PersonRecord]) -> None:
    ada = persons["Ada L. Brun"]
    assert [one.name for one in ada.other_names] == ["Addie Brun", "Ada Brun", "Ada Lie Brun Jr."]
    assert ada.sort_name == "Brun, Ada"
    assert persons["Carl Dane"].other_names == ()


def test_identifiers_keep_their_schemes_and_may_be_several(persons: dict[str, PersonRecord]) -> None:
    assert [str(one) for one in persons["Ada L. Brun"].identifiers] == [
        "wikidata=Q900001",
        "bioguide=B000901",
        "icpsr=7",
        "fec=S1",
        "fec=S2",
    ]
    assert persons["Carl Dane"].identifiers == (Identifier("govtrack", "5"),)


WRONG = [
    ("- {id: {a: b}}", "[0] (b)", "It has no “terms”, or one that is not known."),
    ("- Ada", "[0]", "It is not built like an entry of this source."),
    ("- {id: {bioguide: B}, name: {last: A, first: B}, terms: [{type: king}]}", "[0] (B)", "It has no “state”"),
    (
        "- {id: {}, name: {last: A}, terms: [{type: sen, state: ZZ, start: x, end: y}]}",
        "[0]",
        "It has no “ZZ”, or one that is not known.",
    ),
]


@pytest.mark.parametrize(("entry", "place", "reason"), WRONG)
def test_an_entry_of_another_shape_is_told_and_the_others_are_read(entry: str, place: str, reason: str) -> None:
    people = read_legislators(f"{entry}\n{FILE}".encode())
    assert len(people.persons) == 3
    assert [(one.place, one.reason[: len(reason)]) for one in people.problems] == [(place, reason)]


@pytest.mark.parametrize("content", [b"a: b", b"", b"- &a [*a]"])
def test_what_is_no_list_of_legislators_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadablePeople):
        read_legislators(content)
