"""A parliament taken in from a file, again and again."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.dates import read_partial_date
from people.exporting.gathering import gather
from people.filing.importer import Importer, nothing_kept
from people.filing.report import CHANGED, CREATED, FAILED, SAME, UNSURE
from people.importing.records import Identifier as Told
from people.importing.records import PeopleFile, PersonRecord
from people.merging import merge
from people.models import Identifier, ImportedRecord, Office, Organization, Person, PersonName, Position
from tests.factories import make_office, make_organization, make_person, make_position
from tests.people.officials import line_of, outcomes, parliament, take

pytestmark = pytest.mark.django_db


def positions_of(name: str) -> list[tuple[str, str, str]]:
    held = Person.objects.get(name=name).positions.order_by("pk").select_related("office")
    return [(one.office.title, one.started.typed(), one.ended.typed()) for one in held]


# The first time


def test_a_person_comes_with_names_identifiers_and_positions() -> None:
    assert outcomes(take(parliament())) == {CREATED}
    ada = Person.objects.get(name="Ada Brun")
    assert (ada.sort_name, ada.slug, ada.wikidata_id) == ("Brun, Ada", "ada-brun", "Q900001")
    assert (ada.summary, ada.website) == ("A harbour pilot.", "https://brun.example/")
    assert [(form.name, form.kind) for form in ada.names.all()] == [("Ada Lie", PersonName.Kind.FORMER)]
    assert [str(one) for one in ada.identifiers.all()] == ["parliament.example=17"]
    assert positions_of("Ada Brun") == [
        ("Member for North", "2019-05-02", "ongoing"),
        ("Speaker", "2021", "2023-04"),
        ("Member", "", ""),
    ]
    assert Organization.objects.get(name="Reef Party").kind == Organization.Kind.PARTY


def test_a_new_person_is_found_by_every_form_of_the_name() -> None:
    take(parliament())
    assert [one.name for one in Person.objects.known_as("LIE, Ada")] == ["Ada Brun"]


def test_a_person_who_was_merged_is_known_by_the_wikidata_id_of_either() -> None:
    kept = make_person("Ada B. Brun", wikidata_id="Q7")
    take(parliament())
    merge(kept, Person.objects.get(wikidata_id="Q900001"), by=None)
    whole = parliament()
    whole["source"] = "another.example"
    line = line_of(take(whole), "Ada Brun")
    kept.refresh_from_db()
    assert (Person.objects.filter(merged_into=None).count(), kept.wikidata_id) == (2, "Q7")
    assert (line.outcome, line.differences) == (CHANGED, ())  # the number of the other source is new
    assert "another.example=17" in map(str, kept.identifiers.all())


@pytest.mark.parametrize(("kind", "field"), [("organizations", "name"), ("posts", "label")])
def test_a_name_of_marks_alone_is_refused_each_time(kind: str, field: str) -> None:
    whole = parliament()
    whole[kind].append({"id": "odd", field: "—\u200b?", "organization_id": "house"})
    whole["memberships"].append({"person_id": "18", "organization_id" if kind == "organizations" else "post_id": "odd"})
    for _ in range(2):
        told = " ".join(line.reason for line in take(whole) if line.outcome == FAILED)
        assert "is no name: it has neither letters nor digits" in told
    assert (Organization.objects.count(), Office.objects.count()) == (2, 3)


def test_nobody_is_public_before_being_released() -> None:
    take(parliament())
    for model in (Person, Organization, Office):
        assert model.objects.count() > 1
        assert not model.objects.published().exists()


def test_an_end_that_the_file_does_not_tell_is_unknown_and_not_ongoing() -> None:
    take(parliament())
    assert positions_of("Carl Dane") == [("Speaker", "2023-04", "")]
    assert not Person.objects.get(name="Carl Dane").positions.current().exists()


def test_history_says_that_the_import_made_it(editor: Any) -> None:
    take(parliament(), by=editor)
    ada = Person.objects.get(name="Ada Brun")
    rows = [
        ada,
        ada.names.get(),
        ada.identifiers.get(),
        *ada.positions.all(),
        Organization.objects.get(name="Reef Party"),
    ]
    for row in rows:
        made = row.history.get()
        assert (made.history_type, made.history_change_reason) == ("+", "imported from parliament.json")
        assert made.history_user == editor


def test_a_record_that_is_wrong_is_told_with_its_place_and_stops_no_other() -> None:
    whole = parliament()
    whole["persons"].append({"id": "19", "name": "Mia Tor", "links": [{"url": "no address"}]})
    whole["persons"].append({"id": "20", "name": "Eva Sol"})
    whole["memberships"].append({"person_id": "20", "post_id": "north", "start_date": "2021", "end_date": "2019"})
    lines = take(whole)
    assert line_of(lines, "Mia Tor").outcome == FAILED
    assert line_of(lines, "Mia Tor").place == "persons[2] (19)"
    assert line_of(lines, "Mia Tor").reason == "website: Enter a valid URL."
    assert line_of(lines, "Eva Sol").reason == "Member for North, House of Avalon: the position ends before it starts."
    assert list(Person.objects.order_by("name").values_list("name", flat=True)) == ["Ada Brun", "Carl Dane"]


def test_who_has_no_identifier_could_not_be_known_again_and_is_refused() -> None:
    whole = parliament()
    del whole["source"]
    lines = take(whole)
    assert "It has no identifier" in line_of(lines, "Carl Dane").reason
    assert line_of(lines, "Ada Brun").outcome == CREATED  # by her Wikidata id
    assert not Person.objects.filter(name="Carl Dane").exists()


def test_a_position_whose_office_failed_is_left_out_and_told() -> None:
    whole = parliament()
    whole["posts"][0]["label"] = "Member " * 40
    line = line_of(take(whole), "Ada Brun")
    assert line.outcome == CREATED
    assert line.warnings == ("memberships[0]: left out, for its office failed",)
    assert [title for title, _, _ in positions_of("Ada Brun")] == ["Speaker", "Member"]


def test_an_organization_that_is_a_part_of_itself_fails_and_so_does_what_rests_on_it() -> None:
    whole = parliament()
    whole["organizations"] += [
        {"id": "a", "name": "Board A", "parent_id": "b"},
        {"id": "b", "name": "Board B", "parent_id": "a"},
        {"id": "c", "name": "Board C", "parent_id": "house"},
    ]
    lines = take(whole)
    assert {line_of(lines, name).outcome for name in ("Board A", "Board B")} == {FAILED}
    assert Organization.objects.get(name="Board C").parent == Organization.objects.get(name="House of Avalon")


def test_parts_may_come_before_what_they_are_parts_of() -> None:
    whole = parliament()
    whole["organizations"].insert(0, {"id": "c", "name": "Board C", "parent_id": "house"})
    assert outcomes(take(whole)) == {CREATED}
    assert Organization.objects.get(name="Board C").parent.name == "House of Avalon"


# Again


def everything() -> list[Any]:
    models = (Person, PersonName, Organization, Office, Position, Identifier, ImportedRecord)
    histories = (Person.history, Position.history, Organization.history, Office.history, Identifier.history)
    rows = [list(model.objects.order_by("pk").values()) for model in models]
    return [*rows, *(list(history.order_by("pk").values()) for history in histories)]


def test_taken_in_twice_nothing_is_changed() -> None:
    take(parliament())
    before = everything()
    assert outcomes(take(parliament())) == {SAME}
    assert everything() == before


def test_records_in_another_order_are_the_same_records() -> None:
    take(parliament())
    before = everything()
    whole = parliament()
    for rows in ("persons", "posts", "organizations", "memberships"):
        whole[rows].reverse()
    assert outcomes(take(whole)) == {SAME}
    assert everything() == before


def test_what_the_source_tells_otherwise_by_now_is_changed() -> None:
    take(parliament())
    whole = parliament()
    whole["persons"][0] |= {"name": "Ada Brun-Holm", "summary": "Speaker once."}
    whole["memberships"][0] |= {"end_date": "2026-01-15", "ongoing": False}
    lines = take(whole)
    assert line_of(lines, "Ada Brun-Holm").outcome == CHANGED
    ada = Person.objects.get(name="Ada Brun-Holm")
    assert (ada.summary, ada.sort_name, ada.slug) == ("Speaker once.", "Brun-Holm, Ada", "ada-brun")
    assert {form.name for form in ada.names.all()} == {"Ada Lie", "Ada Brun"}  # copy with the old name still means her
    assert positions_of("Ada Brun-Holm")[0] == ("Member for North", "2019-05-02", "2026-01-15")
    assert ada.history.first().history_change_reason == "imported from parliament.json"
    assert outcomes(take(whole)) == {SAME}


def test_a_repeated_import_asks_a_fixed_number_of_queries_for_a_hundred_persons() -> None:
    def of(many: int) -> PeopleFile:
        persons = [PersonRecord(f"[{n}]", f"Person {n} Number{n}", (Told("x", str(n)),)) for n in range(many)]
        return PeopleFile("x", persons=tuple(persons))

    def queries(people: PeopleFile) -> int:
        importer = Importer(people, "x.json")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            for record in importer.records():
                importer.take(record)
        return len(asked)

    queries(of(100))
    assert queries(of(100)) == queries(of(2)) <= 8


def test_a_new_person_costs_few_queries() -> None:
    take(parliament())
    whole = parliament()
    whole["persons"].append({"id": "21", "name": "Ole Quist", "other_names": [{"name": f"Ole {n}"} for n in range(9)]})
    whole["memberships"] += [{"person_id": "21", "post_id": "north", "start_date": f"19{n}"} for n in range(10, 20)]
    with CaptureQueriesContext(connection) as before:
        take(parliament())
    with CaptureQueriesContext(connection) as asked:
        lines = take(whole)
    assert line_of(lines, "Ole Quist").outcome == CREATED
    assert len(asked) - len(before) <= 23 + 1  # one for the whole file: who else holds the offices


def test_a_dry_run_reports_the_same_and_stores_nothing() -> None:
    make_person("Ada Bruun")
    with nothing_kept():
        dry = take(parliament(), dry_run=True)
    assert Person.objects.count() == 1
    assert not Organization.objects.exists()
    assert not ImportedRecord.objects.exists()
    assert take(parliament()) == dry


class Killed(BaseException):
    """Nobody catches this: the process is gone."""


@pytest.mark.parametrize("at", [1, 4, 9, 14, 20, 27, 33, 40, 48, 57, 66])
def test_killed_at_any_query_and_repeated_it_comes_to_the_same(at: int) -> None:
    with nothing_kept():
        take(parliament())
        undisturbed = gather(everything=True)
    count = iter(range(1, 10_000))

    def kill(execute: Any, *asked: Any) -> Any:
        if next(count) == at:
            raise Killed
        return execute(*asked)

    with pytest.raises(Killed), connection.execute_wrapper(kill):
        take(parliament())
    take(parliament())
    assert gather(everything=True) == undisturbed
    assert outcomes(take(parliament())) == {SAME}


# By what a person is known


def test_a_person_on_file_with_the_identifier_is_the_one_and_another_name_is_a_further_form() -> None:
    known = make_person("Ada Holm", wikidata_id="Q900001")
    line = line_of(take(parliament()), "Ada Brun")
    assert line.outcome == CHANGED
    known.refresh_from_db()
    assert known.name == "Ada Holm"
    assert {form.name for form in known.names.all()} == {"Ada Brun", "Ada Lie"}
    assert Person.objects.count() == 2


def test_an_identifier_typed_at_the_desk_is_as_good() -> None:
    known = make_person("C. Dane")
    Identifier.objects.create(target=known, scheme="parliament.example", value="18")
    assert line_of(take(parliament()), "Carl Dane").outcome == CHANGED
    assert Person.objects.count() == 2


@pytest.mark.parametrize("name", ["Carl Dane", "DANE Carl", "Karl Dane", "Carl P. Dane"])
def test_who_only_looks_like_somebody_on_file_is_left_to_an_editor(name: str) -> None:
    known = make_person(name)
    line = line_of(take(parliament()), "Carl Dane")
    assert line.outcome == UNSURE
    assert [one.person for one in line.alike] == [known.pk]
    assert Person.objects.count() == 2  # with Ada Brun
    assert not known.positions.exists()


def test_a_further_form_looks_like_somebody_too() -> None:
    known = make_person("Charles Dane of Westhaven")
    PersonName.objects.create(person=known, name="Carl Dane")
    line = line_of(take(parliament()), "Carl Dane")
    assert [(one.name, one.known_as, one.likeness) for one in line.alike] == [
        ("Charles Dane of Westhaven", "Carl Dane", 100)
    ]


def test_namesakes_whom_the_source_tells_apart_are_two_persons() -> None:
    whole = parliament()
    whole["persons"].append({"id": "99", "name": "Carl Dane"})
    assert outcomes(take(whole)) == {CREATED}
    assert Person.objects.filter(name="Carl Dane").count() == 2
    assert outcomes(take(whole)) == {SAME}


def test_an_editor_says_it_is_a_new_person() -> None:
    make_person("Karl Dane")
    decisions = {"parliament.example=18": "new"}
    assert line_of(take(parliament(), decisions=decisions), "Carl Dane").outcome == CREATED
    assert outcomes(take(parliament())) == {SAME}  # and is not asked again


def test_an_editor_says_it_is_the_one_on_file() -> None:
    known = make_person("Karl Dane")
    line = line_of(take(parliament(), decisions={"parliament.example=18": known.pk}), "Carl Dane")
    assert line.outcome == CHANGED
    assert [form.name for form in known.names.all()] == ["Carl Dane"]
    assert known.positions.count() == 1
    assert outcomes(take(parliament())) == {SAME}


def test_identifiers_of_two_persons_on_file_are_left_to_an_editor() -> None:
    make_person("Ada Brun", wikidata_id="Q900001")
    other = make_person("Adda Brun")
    Identifier.objects.create(target=other, scheme="parliament.example", value="17")
    line = line_of(take(parliament()), "Ada Brun")
    assert line.outcome == UNSURE
    assert "Ada Brun, Adda Brun" in line.reason


def test_one_mistyped_identifier_makes_nobody_another_person() -> None:
    """As in a real file, in which a president and his deputy had one number in common."""
    first = [Told("a", "1"), Told("b", "1"), Told("shared", "7")]
    second = [Told("a", "2"), Told("b", "2"), Told("shared", "7")]
    people = PeopleFile(
        "x", persons=(PersonRecord("[0]", "Ada Brun", tuple(first)), PersonRecord("[1]", "Ole Quist", tuple(second)))
    )

    def lines(**options: Any) -> list[Any]:
        importer = Importer(people, "x.json", **options)
        return [importer.take(record) for record in importer.records()]

    assert [line.outcome for line in lines()] == [CREATED, UNSURE]
    decided = lines(decisions={"a=2": "new"})
    assert [line.outcome for line in decided] == [SAME, CREATED]
    assert decided[1].warnings == ("left with whom they are on file: shared=7",)
    assert [line.outcome for line in lines()] == [SAME, SAME]


def test_two_records_of_one_person_agree_in_the_end() -> None:
    """Two of the source's persons were found to be one, and merged: both records stay in the file."""
    take(parliament())
    ada, carl = Person.objects.get(name="Ada Brun"), Person.objects.get(name="Carl Dane")
    merge(ada, carl, by=None)
    first = take(parliament())
    assert line_of(first, "Carl Dane").outcome in (SAME, CHANGED)
    before = everything()
    assert outcomes(take(parliament())) == {SAME}
    assert everything() == before
    assert ada.positions.count() == 4


# Organizations and offices


def test_an_organization_of_that_name_in_that_country_is_the_one() -> None:
    known = make_organization("house of avalon", country="Avalon", kind="legislature")
    elsewhere = make_organization("Reef Party", country="Lyonesse", kind="party")
    take(parliament())
    assert Organization.objects.filter(name_key=known.name_key).count() == 1
    assert Organization.objects.filter(name="Reef Party").count() == 2
    assert not elsewhere.offices.exists()


def test_several_organizations_of_that_name_are_an_editors_to_tell_apart() -> None:
    make_organization("House of Avalon", country="Avalon")
    make_organization("House of Avalon", country="Avalon")
    line = next(line for line in take(parliament()) if line.kind == "organization")
    assert (line.outcome, line.reason[:42]) == (FAILED, "Several organizations are called House of ")


def test_a_renamed_office_does_not_rename_the_past() -> None:
    whole = parliament()
    whole["memberships"].append({"person_id": "18", "post_id": "north", "start_date": "2001", "end_date": "2005"})
    take(whole)
    whole["posts"][0]["label"] = "Member for North and Isles"
    take(whole)
    office = Office.objects.get(title="Member for North and Isles")
    titles = {one.person.name: one.title for one in office.positions.select_related("person", "office")}
    assert titles == {"Ada Brun": "Member for North and Isles", "Carl Dane": "Member for North"}
    assert outcomes(take(whole)) == {SAME}


def test_the_office_of_that_title_in_the_organization_is_the_one() -> None:
    house = make_organization("House of Avalon", country="Avalon", kind="legislature")
    office = make_office("member for north", house)
    take(parliament())
    assert office.positions.count() == 1
    assert house.offices.count() == 2


# Positions an editor had before


def test_a_position_that_an_editor_knew_less_of_is_not_made_twice() -> None:
    ada = make_person("Ada Brun", wikidata_id="Q900001")
    house = make_organization("House of Avalon", country="Avalon", kind="legislature")
    make_position(ada, make_office("Member for North", house))
    make_position(ada, make_office("Speaker", house), read_partial_date("2021-03"), read_partial_date("2023-04-10"))
    line = line_of(take(parliament()), "Ada Brun")
    assert positions_of("Ada Brun") == [
        ("Member for North", "2019-05-02", "ongoing"),  # what was unknown is filled in
        ("Speaker", "2021-03", "2023-04-10"),  # and what an editor knows better stays
        ("Member", "", ""),
    ]
    assert line.differences == ()


def test_the_same_office_twice_with_a_gap_is_two_positions() -> None:
    whole = parliament()
    whole["memberships"].append({"person_id": "18", "post_id": "speaker", "start_date": "2010", "end_date": "2014"})
    take(whole)
    assert positions_of("Carl Dane") == [("Speaker", "2023-04", ""), ("Speaker", "2010", "2014")]
    assert outcomes(take(whole)) == {SAME}


def test_a_position_that_overlaps_one_on_file_otherwise_is_told_and_not_made() -> None:
    ada = make_person("Ada Brun", wikidata_id="Q900001")
    house = make_organization("House of Avalon", country="Avalon", kind="legislature")
    make_position(ada, make_office("Speaker", house), read_partial_date("2020-02-01"), read_partial_date("2022"))
    line = line_of(take(parliament()), "Ada Brun")
    assert [str(one) for one in line.differences] == [
        "Speaker (House of Avalon): on file “2020-02-01 to 2022”, in the file “2021 to 2023-04”"
    ]
    assert ada.positions.filter(office__title="Speaker").count() == 1


def test_a_start_that_the_source_corrects_is_corrected_and_not_another_position() -> None:
    take(parliament())
    whole = parliament()
    whole["memberships"][0]["start_date"] = "2019-06-11"
    take(whole)
    assert positions_of("Ada Brun")[0] == ("Member for North", "2019-06-11", "ongoing")
    assert len(positions_of("Ada Brun")) == 3


def test_a_year_that_the_calendar_does_not_reach_is_told() -> None:
    whole = parliament()
    whole["memberships"][0]["start_date"] = "0000"
    line = next(line for line in take(whole) if line.outcome == FAILED)
    assert (line.place, line.reason) == ("memberships[0]", "There is no such day as 0000.")
    assert datetime.date.min.year == 1


def test_a_person_needs_a_word_in_the_name_too() -> None:
    whole = parliament()
    whole["persons"][1]["name"] = "?"
    assert line_of(take(whole), "?").outcome == FAILED


def test_a_person_of_thousands_of_identifiers_is_a_problem_of_that_record() -> None:
    whole = parliament()
    whole["persons"][1]["identifiers"] = [{"scheme": "x", "identifier": str(number)} for number in range(3_000)]
    lines = take(whole)
    assert line_of(lines, "Carl Dane").reason == "It has more than 100 identifiers. Is it one person?"
    assert line_of(lines, "Ada Brun").outcome == CREATED
