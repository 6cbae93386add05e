"""Tables of officials as records."""

import pytest

from newsroom.dates import read_partial_date
from people.importing.records import Identifier, OtherName, UnreadablePeople
from people.importing.table import COLUMNS, read_table

TABLE = """\
Name,Identifiers,Other names,Office,Organization,Organization kind,Country,From,Until
Ada Brun,wikidata=Q900001; parliament.example=17,former: Ada Lie; Ada B.,Harbour Minister,Ministry of Harbours,ministry,Avalon,2019-05,ongoing
Ada Brun,parliament.example=17,,Member for North,House of Avalon,legislature,Avalon,2011,2019
Carl Dane,parliament.example=18,,,,,,,
"""


def test_a_row_is_a_position_and_rows_with_an_identifier_in_common_are_one_person() -> None:
    people = read_table(TABLE.encode(), "gazette.example")
    assert people.source == "gazette.example"
    ada, carl = people.persons
    assert (ada.place, carl.place) == ("line 2", "line 4")
    assert ada.identifiers == (Identifier("wikidata", "Q900001"), Identifier("parliament.example", "17"))
    assert ada.other_names == (OtherName("Ada Lie", "former"), OtherName("Ada B."))
    offices = {office.key: office.title for office in people.offices}
    held = [(offices[one.office], one.started, one.ended) for one in ada.positions]
    assert held == [
        ("Harbour Minister", read_partial_date("2019-05"), read_partial_date("ongoing")),
        ("Member for North", read_partial_date("2011"), read_partial_date("2019")),
    ]
    assert carl.positions == ()
    assert [(one.name, one.kind, one.country) for one in people.organizations] == [
        ("Ministry of Harbours", "ministry", "Avalon"),
        ("House of Avalon", "legislature", "Avalon"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_tables_of_every_spreadsheet_are_read(encoding: str, mark: str) -> None:
    table = f"name{mark}identifiers\r\nZoë Łęcka{mark}x=1\r\n"
    assert [one.name for one in read_table(table.encode(encoding)).persons] == ["Zoë Łęcka"]


def test_an_encoding_that_was_guessed_is_told() -> None:
    people = read_table("name,identifiers\nZoë Brun,x=1\n".encode("cp1252"))
    assert people.persons[0].name == "Zoë Brun"
    assert people.warnings == ("the encoding is not known and was taken to be Windows-1252",)


def test_columns_that_are_not_known_are_named() -> None:
    people = read_table(b"name,identifiers,shoe size\nAda Brun,x=1,38\n")
    assert people.warnings == ("columns that are not known and were left out: shoe_size",)


def test_a_cell_of_several_lines_does_not_move_the_line_numbers() -> None:
    table = 'name,identifiers,summary\nAda Brun,x=1,"One.\n\nTwo."\nCarl Dane,,\n\nMia Tor,x=3,'
    people = read_table(table.encode())
    assert [(one.name, one.place) for one in people.persons] == [
        ("Ada Brun", "line 2"),
        ("Carl Dane", "line 5"),
        ("Mia Tor", "line 7"),
    ]
    assert people.persons[0].summary == "One.\n\nTwo."


def test_what_was_guarded_from_a_spreadsheet_is_as_it_was() -> None:
    people = read_table(b"name,identifiers,summary\nAda Brun,x=1,'=HYPERLINK(1)\nCarl Dane,x=2,'tis so\n")
    assert [one.summary for one in people.persons] == ["=HYPERLINK(1)", "'tis so"]


WRONG = [
    ({"name": ""}, "It has no name."),
    ({"identifiers": "Q42"}, "An identifier needs a scheme and a value, like wikidata=Q42."),
    ({"office": "Clerk"}, "Name the organization the office belongs to, or leave the office empty."),
    ({"organization": "House"}, "Name the office that is held in the organization, or leave the organization empty."),
    ({"office": "Clerk", "organization": "House", "organization_kind": "club"}, "“club” is no kind of organization."),
    ({"office": "Clerk", "organization": "House", "from": "ongoing?"}, "“ongoing?” is not a date."),
    ({"private": "perhaps"}, "“private” is yes or no, not “perhaps”."),
]


@pytest.mark.parametrize(("cells", "reason"), WRONG)
def test_what_is_wrong_with_a_row_is_told_with_its_line(cells: dict[str, str], reason: str) -> None:
    row = {"name": "Ada Brun", "identifiers": "x=1"} | cells
    table = ",".join(COLUMNS) + "\nCarl Dane,,y=2\n" + ",".join(row.get(column, "") for column in COLUMNS) + "\n"
    people = read_table(table.encode())
    assert [one.name for one in people.persons] == ["Carl Dane"]
    assert [(one.place, one.reason[: len(reason)]) for one in people.problems] == [("line 3", reason)]


UNREADABLE = [
    (b"", "The file is empty."),
    (b"Ada Brun\nCarl Dane\n", "The first line of the table names its columns"),
    (b'name,identifiers\n"' + b"a" * 200_000, "This table cannot be read: field larger than"),
]


@pytest.mark.parametrize(("content", "told"), UNREADABLE)
def test_what_is_no_table_is_refused_with_what_to_do(content: bytes, told: str) -> None:
    with pytest.raises(UnreadablePeople, match=told):
        read_table(content)


def test_thousands_of_rows_of_one_person_are_gathered_in_one_pass() -> None:
    rows = "".join(f"Ada Brun,x=1; y={number % 90}\n" for number in range(8_000))
    [ada] = read_table(f"name,identifiers\n{rows}".encode()).persons
    assert len(ada.identifiers) == 91
