"""What is given out and taken in again into an empty newsroom is given out the same."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from newsroom.dates import PartialDate, read_partial_date
from newsroom.models import Image
from newsroom.models.tags import TaggedItem
from people.exporting.gathering import gather
from people.exporting.popolo import write_popolo
from people.exporting.table import write_table
from people.importing.popolo import read_popolo
from people.importing.records import PeopleFile
from people.importing.table import read_table
from people.models import (
    Identifier,
    ImportedRecord,
    Office,
    Organization,
    OrganizationName,
    Person,
    PersonName,
    Position,
)
from tests.drawings import drawing
from tests.factories import (
    make_image,
    make_office,
    make_organization,
    make_person,
    make_position,
    make_public_statement,
)
from tests.people.officials import parliament, take

pytestmark = pytest.mark.django_db


def empty_the_newsroom() -> None:
    """As if it had never been: past the rules that protect records."""
    for model in (Position, Office, PersonName, OrganizationName, Identifier, ImportedRecord, TaggedItem):
        model.objects.all()._raw_delete("default")
    Organization.objects.update(parent=None, merged_into=None)
    for model in (Person, Organization):
        model.objects.all()._raw_delete("default")


def export(path: Path, *options: str) -> str:
    call_command("export_people", "--output", str(path), *options, verbosity=0)
    return path.read_text(encoding="utf-8")


def again(path: Path) -> None:
    call_command("import_people", str(path), verbosity=0)


@pytest.fixture
def records(db: None) -> None:
    """One of each oddity that a record may have."""
    take(parliament())
    ada = Person.objects.get(name="Ada Brun")
    PersonName.objects.create(person=ada, name="Ada Bruhn", kind="misspelling")
    PersonName.objects.create(
        person=ada, name="アダ・ブルン", kind="native", start_date="2001-02-03", end_date="2009-01-01"
    )
    ada.summary = '=SUM(A1)\n\n"Two"; lines, and more.'
    ada.save()
    ada.identifiers.create(scheme="fec", value="S1 = 2, 3")
    ada.identifiers.create(scheme="fec", value="A9")
    ada.tags.add("Zoning", "Élection, by-election", "-1")
    twin = make_person("Ada Brunn", is_private=True, slug="somebody-else", sort_name="Z")
    house = Organization.objects.get(name="House of Avalon")
    committee = make_organization(
        "Committee of Tides", parent=house, kind="legislature", short_name="CT", country_code="AV"
    )
    OrganizationName.objects.create(organization=committee, name="Tide Board", end_date="1999-12-31")
    make_organization("House of Avalon", country="Lyonesse")
    committee.tags.add("Tides")
    chair = make_office("Chair", committee, summary="Since 1880.")
    make_office("Chair", house)
    office = make_office("+1 Member", committee)
    for started, ended in (("", ""), ("1999", "2001-03"), ("2001-03-05", "2001-04-01"), ("2001-04-02", "ongoing")):
        make_position(twin, chair, read_partial_date(started), read_partial_date(ended), title_as_held="Chairman")
    make_position(twin, chair, PartialDate(), PartialDate())
    make_position(ada, office, read_partial_date("2010"), read_partial_date("2012"))


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("format", ["json", "csv"])
def test_records_with_everything_are_the_same_again(tmp_path: Path, format: str) -> None:
    first = export(tmp_path / f"first.{format}", "--all", "--format", format)
    empty_the_newsroom()
    assert not Person.objects.exists()
    again(tmp_path / f"first.{format}")
    assert export(tmp_path / f"second.{format}", "--all", "--format", format) == first
    assert "somebody-else" in first
    assert "Élection, by-election" in first
    again(tmp_path / f"first.{format}")  # and once more into what is there
    assert export(tmp_path / f"third.{format}", "--all", "--format", format) == first


@pytest.mark.parametrize("format", ["json", "csv"])
def test_the_demo_newsroom_is_the_same_again(tmp_path: Path, empty_newsroom: Callable[[], None], format: str) -> None:
    call_command("load_demo", verbosity=0)
    options = ["--all", *(["--pictures"] if format == "json" else []), "--format", format]
    first = export(tmp_path / f"first.{format}", *options)
    public = export(tmp_path / f"public.{format}", "--format", format)
    assert 0 < public.count("people/") <= first.count("people/")
    for name in ("first", "public"):
        empty_newsroom()
        again(tmp_path / f"{name}.{format}")
        second = export(tmp_path / f"again-{name}.{format}", *options)
        assert second == (first if name == "first" else public)


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(("write", "read"), [(write_popolo, read_popolo), (write_table, read_table)])
def test_what_is_written_is_read_as_it_was(
    write: Callable[[PeopleFile], str], read: Callable[[bytes], PeopleFile]
) -> None:
    people = read(write(gather(everything=True)).encode())
    assert people.problems == people.warnings == ()
    assert len(people.persons) == Person.objects.count()
    assert sum(len(one.positions) for one in people.persons) == Position.objects.count()


def test_pictures_come_along(tmp_path: Path) -> None:
    make_person("Ada Brun", portrait=make_image(drawing(), alt="At the quay", credit="The Courier"))
    first = export(tmp_path / "first.json", "--all", "--pictures")
    assert (tmp_path / "pictures/people/ada-brun.png").read_bytes() == drawing()
    empty_the_newsroom()
    Image.objects.all().delete()
    again(tmp_path / "first.json")
    portrait = Person.objects.get().portrait
    assert (portrait.alt, portrait.credit) == ("At the quay", "The Courier")
    assert export(tmp_path / "second.json", "--all", "--pictures") == first


@pytest.mark.usefixtures("records")
def test_addresses_come_back_but_nobody_is_public(tmp_path: Path) -> None:
    export(tmp_path / "first.json", "--all")
    empty_the_newsroom()
    again(tmp_path / "first.json")
    twin = Person.objects.get(slug="somebody-else")
    assert (twin.name, twin.is_private) == ("Ada Brunn", True)
    assert not Person.objects.published().exists()
    assert not Identifier.objects.filter(
        scheme="https://paper.example"
    ).exists()  # our own addresses are no identifiers


@pytest.mark.usefixtures("records")
def test_formulas_do_not_reach_a_spreadsheet(tmp_path: Path) -> None:
    table = export(tmp_path / "first.csv", "--all", "--format", "csv")
    assert "\"'=SUM(A1)" in table
    assert ",'+1 Member," in table


def test_only_what_readers_may_see_is_given_out_unless_all_is_asked_for(tmp_path: Path) -> None:
    ada = make_person("Ada Brun", summary="Public.")
    position = make_position(ada, make_office("Pilot", make_organization("Harbour Board")))
    make_public_statement("The gates stay open.", ada, position=position)
    hidden = make_person("Canary Hidden")
    private = make_person("Canary Private", is_private=True)
    make_public_statement("We wait.", private)
    PersonName.objects.create(person=ada, name="Canary Misspelt", kind="misspelling")
    hidden_office = make_office("Canary Office", make_organization("Canary Board"))
    make_position(ada, hidden_office)
    make_position(hidden, position.office)
    Organization.objects.filter(name="Harbour Board").update(parent=hidden_office.organization)
    Identifier.objects.create(target=hidden, scheme="canary", value="1")
    for format in ("json", "csv"):
        public = export(tmp_path / f"public.{format}", "--format", format)
        assert "Ada Brun" in public
        assert "Pilot" in public
        assert "canary" not in public.lower()
    everything = export(tmp_path / "all.json", "--all")
    for name in ("Hidden", "Private", "Misspelt", "Office", "Board"):
        assert f"Canary {name}" in everything


def test_ten_persons_cost_as_many_queries_as_one(django_assert_num_queries: Callable[..., object]) -> None:
    for _ in range(10):
        make_position(make_person())
    with django_assert_num_queries(11):
        assert len(gather(everything=True).persons) == 10


def test_who_was_merged_into_another_is_not_given_out() -> None:
    kept = make_person("Ada Brun")
    make_person("Ada Bruhn", merged_into=kept)
    assert [one.name for one in gather(everything=True).persons] == ["Ada Brun"]


def test_a_lost_picture_is_told_and_leaves_the_last_backup(tmp_path: Path) -> None:
    portrait = make_image()
    make_person("Ada Brun", portrait=portrait)
    Path(portrait.file.path).unlink()
    output = tmp_path / "people.json"
    output.write_text("the last backup")
    with pytest.raises(CommandError, match="No such file"):
        call_command("export_people", "--all", "--pictures", "--output", str(output))
    assert output.read_text() == "the last backup"


def test_without_room_the_last_backup_stays(tmp_path: Path) -> None:
    output = tmp_path / "people.json"
    output.write_text("the last backup")
    (tmp_path / "people.json.part").symlink_to("/dev/full")
    with pytest.raises(CommandError, match="No space left"):
        call_command("export_people", "--output", str(output))
    assert output.read_text() == "the last backup"
