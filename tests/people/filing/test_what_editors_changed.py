"""An import never overwrites what an editor changed: it tells the difference."""

from collections.abc import Callable
from typing import Any

import pytest

from newsroom.dates import read_partial_date
from newsroom.models.tags import names_of_tags
from people.filing.bodies import BodyFiling
from people.filing.report import CHANGED, SAME
from people.merging import merge
from people.models import Merge, Organization, Person, PersonName
from people.unmerging import touched_since, undo
from tests.factories import make_person, make_public_statement
from tests.people.officials import line_of, outcomes, parliament, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(db: None) -> Person:
    take(parliament())
    return Person.objects.get(name="Ada Brun")


def told(lines: Any, name: str = "Ada Brun") -> list[str]:
    return [str(one) for one in line_of(lines, name).differences]


FIELDS = [
    ("summary", "A pilot and a poet.", "A harbour pilot."),
    ("sort_name", "Brun, A.", None),
    ("website", "https://ada.example/", "https://brun.example/"),
    ("wikidata_id", "Q900009", "Q900001"),
    ("summary", "", "A harbour pilot."),
]


@pytest.mark.parametrize(("field", "value", "in_file"), FIELDS)
def test_a_field_stays_as_the_editor_left_it(ada: Person, field: str, value: str, in_file: str | None) -> None:
    Person.objects.filter(pk=ada.pk).update(**{field: value})
    lines = take(parliament())
    ada.refresh_from_db()
    assert getattr(ada, field) == value
    assert line_of(lines, "Ada Brun").outcome == SAME
    assert [(one.on_file, one.in_file) for one in line_of(lines, "Ada Brun").differences] == (
        [(value, in_file)] if in_file else []  # a sort name that no file tells is nobody's but ours
    )


def test_it_stays_even_when_the_source_changes_its_mind(ada: Person) -> None:
    Person.objects.filter(pk=ada.pk).update(summary="A pilot and a poet.")
    whole = parliament()
    whole["persons"][0]["summary"] = "A pilot, retired."
    assert told(take(whole)) == ["summary: on file “A pilot and a poet.”, in the file “A pilot, retired.”"]


def test_once_the_source_agrees_with_the_editor_it_has_the_word_again(ada: Person) -> None:
    Person.objects.filter(pk=ada.pk).update(summary="Retired.")
    whole = parliament()
    whole["persons"][0]["summary"] = "Retired."
    assert outcomes(take(whole)) == {SAME}
    whole["persons"][0]["summary"] = "Retired since 2026."
    take(whole)
    ada.refresh_from_db()
    assert ada.summary == "Retired since 2026."


def test_a_tag_that_an_editor_took_away_does_not_come_back_and_theirs_stay(ada: Person) -> None:
    whole = parliament()
    whole["persons"][0]["tags"] = ["Harbour", "Tides"]
    whole["organizations"][0]["tags"] = ["Tides"]
    assert line_of(take(whole), "Ada Brun").outcome == CHANGED
    assert names_of_tags(Organization.objects.get(name="House of Avalon")) == ["Tides"]
    ada.tags.remove("Harbour")
    ada.tags.add("Poetry")
    lines = take(whole)
    assert outcomes(lines) == {SAME}
    assert told(lines) == ["tag, taken away since: on file “nothing”, in the file “Harbour”"]
    assert names_of_tags(ada) == ["Poetry", "Tides"]


def test_a_tag_in_another_spelling_is_the_same_tag(ada: Person) -> None:
    ada.tags.add("Élection")
    whole = parliament()
    whole["persons"][0]["tags"] = ["ÉLECTION"]
    assert outcomes(take(whole)) == {SAME}
    assert names_of_tags(ada) == ["Élection"]


def test_what_the_source_says_nothing_of_any_more_stays(ada: Person) -> None:
    whole = parliament()
    del whole["persons"][0]["summary"]
    assert outcomes(take(whole)) == {SAME}
    ada.refresh_from_db()
    assert ada.summary == "A harbour pilot."


def test_a_name_that_an_editor_gave_stays_and_the_sources_is_another_form(ada: Person) -> None:
    Person.objects.filter(pk=ada.pk).update(name="Ada Holm", name_key="ada holm")
    take(parliament())
    ada.refresh_from_db()
    assert ada.name == "Ada Holm"
    assert {form.name for form in ada.names.all()} == {"Ada Lie", "Ada Brun"}
    assert outcomes(take(parliament())) == {SAME}


REMOVED: list[tuple[Callable[[Person], Any], str]] = [
    (lambda ada: ada.names.all().delete(), "other name, taken away since: on file “nothing”, in the file “Ada Lie”"),
    (
        lambda ada: ada.positions.filter(office__title="Speaker").delete(),
        "Speaker (House of Avalon): on file “nothing”, in the file “2021 to 2023-04”",
    ),
]


@pytest.mark.parametrize(("remove", "difference"), REMOVED)
def test_what_an_editor_took_away_does_not_come_back(
    ada: Person, remove: Callable[[Person], Any], difference: str
) -> None:
    remove(ada)
    before = (ada.names.count(), ada.positions.count())
    for _ in range(2):
        lines = take(parliament())
        assert line_of(lines, "Ada Brun").outcome == SAME
        assert told(lines) == [difference]
    assert (ada.names.count(), ada.positions.count()) == before


def test_an_identifier_that_an_editor_took_away_does_not_come_back(ada: Person) -> None:
    ada.identifiers.all().delete()
    assert told(take(parliament())) == [
        "identifier, taken away since: on file “nothing”, in the file “parliament.example=17”"
    ]
    assert not ada.identifiers.exists()


def test_dates_of_a_position_stay_as_the_editor_left_them(ada: Person) -> None:
    held = ada.positions.get(office__title="Speaker")
    held.started, held.ended = read_partial_date("2021-02-03"), read_partial_date("2022")
    held.save()
    whole = parliament()
    assert told(take(whole)) == ["Speaker (House of Avalon), until: on file “2022”, in the file “2023-04”"]
    held.refresh_from_db()
    assert (held.started.typed(), held.ended.typed()) == ("2021-02-03", "2022")  # the start is known better than told
    assert ada.positions.count() == 3


def test_a_position_that_was_moved_to_another_office_stays_there(ada: Person) -> None:
    held = ada.positions.get(office__title="Speaker")
    held.office = ada.positions.get(office__title="Member for North").office
    held.save()
    lines = take(parliament())
    assert line_of(lines, "Ada Brun").outcome == SAME
    assert told(lines) == [
        "Speaker (House of Avalon): on file “Member for North, House of Avalon”, in the file “Speaker, House of Avalon”"
    ]
    assert ada.positions.count() == 3


def test_two_sources_do_not_fight_over_a_field(ada: Person) -> None:
    other = parliament() | {"source": "gazette.example"}
    other["persons"] = [other["persons"][0] | {"summary": "Deputy pilot.", "name": "Ada B. Brun"}]
    other["memberships"] = []
    assert told(take(other), "Ada B. Brun") == ["summary: on file “A harbour pilot.”, in the file “Deputy pilot.”"]
    assert outcomes(take(parliament())) == {SAME}
    assert outcomes(take(other)) == {SAME}
    ada.refresh_from_db()
    assert (ada.name, ada.summary) == ("Ada Brun", "A harbour pilot.")
    assert ada.names.filter(name="Ada B. Brun", kind=PersonName.Kind.ALIAS).exists()


def test_a_person_who_is_private_on_file_stays_so(ada: Person) -> None:
    Person.objects.filter(pk=ada.pk).update(is_private=True)
    take(parliament())
    ada.refresh_from_db()
    assert ada.is_private


def test_a_position_that_statements_rest_on_is_an_editors_to_change(ada: Person) -> None:
    held = ada.positions.get(office__title="Member for North")
    statement = make_public_statement(
        "The gates stay open.", ada, said_on="2026-03-01", said_on_precision="day"
    ).statement
    assert statement.position in (None, held)
    type(statement).objects.filter(pk=statement.pk).update(position=held, office_label=held.label)
    whole = parliament()
    whole["memberships"][0] |= {"end_date": "2024-12-31", "ongoing": False}
    lines = take(whole)
    held.refresh_from_db()
    assert held.ended.typed() == "ongoing"
    assert "1 of the person’s statements would stand in another office" in told(lines)[0]
    statement.refresh_from_db()
    assert statement.office_label == "Member for North, House of Avalon"
    assert told(take(whole)) == told(lines)


def test_a_new_position_says_that_statements_could_stand_in_it() -> None:
    carl = make_person("Carl Dane", wikidata_id="Q900018")
    make_public_statement("The gates stay open.", carl, said_on="2012-03-01", said_on_precision="day")
    whole = parliament()
    whole["persons"][1]["identifiers"] = [{"scheme": "wikidata", "identifier": "Q900018"}]
    whole["memberships"].append({"person_id": "18", "post_id": "north", "start_date": "2010", "end_date": "2014"})
    line = line_of(take(whole), "Carl Dane")
    assert line.outcome == CHANGED
    assert line.warnings == ("1 of the person’s statements could stand in another office now: look at them",)
    assert carl.statements.get().position is None


def test_fields_of_an_organization_stay_as_the_editor_left_them() -> None:
    take(parliament())
    Organization.objects.filter(name="Reef Party").update(name="Reef and Harbour Party", name_key="reef harbour party")
    lines = take(parliament())
    party = Organization.objects.get(name="Reef and Harbour Party")
    assert [form.name for form in party.names.all()] == ["Reef Party"]
    assert line_of(lines, "Reef and Harbour Party").outcome == CHANGED
    assert outcomes(take(parliament())) == {SAME}


def test_what_a_merge_brought_together_is_known_by_both_identifiers(ada: Person) -> None:

    twin = make_person("Ada Bruhn")
    twin.identifiers.create(scheme="gazette.example", value="5")
    merge(ada, twin, by=None)
    assert {str(one) for one in ada.identifiers.all()} == {"parliament.example=17", "gazette.example=5"}
    assert outcomes(take(parliament())) == {SAME}
    done = Merge.objects.get()
    assert touched_since(done) == []
    undo(done, by=None)
    assert [str(one) for one in twin.identifiers.all()] == ["gazette.example=5"]
    assert [str(one) for one in ada.identifiers.all()] == ["parliament.example=17"]


def test_the_word_of_the_source_is_folded_with_a_merge_and_comes_back_with_its_undoing() -> None:

    take(parliament())
    ada, carl = Person.objects.get(name="Ada Brun"), Person.objects.get(name="Carl Dane")
    remembered = carl.imported.get().values
    merge(ada, carl, by=None)
    assert ada.imported.count() == 1
    undo(Merge.objects.get(), by=None)
    assert carl.imported.get().values == remembered
    assert outcomes(take(parliament())) == {SAME}


def test_what_an_editor_saves_in_the_midst_of_an_import_stays(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    compare = BodyFiling._compare

    def edited_meanwhile(self: BodyFiling, row: Any, *told: Any) -> Any:
        type(row).objects.filter(pk=row.pk).update(summary="An editor wrote this.")
        return compare(self, row, *told)

    monkeypatch.setattr(BodyFiling, "_compare", edited_meanwhile)
    whole = parliament()
    whole["organizations"][0]["name"] = "Great House of Avalon"
    whole["posts"][0]["label"] = "Member for the North Coast"
    take(whole)
    house = Organization.objects.get(name="Great House of Avalon")
    office = house.offices.get(title="Member for the North Coast")
    assert (house.name_key, office.title_key) == ("great house avalon", "member north coast")
    assert house.summary == office.summary == "An editor wrote this."


def private_parliament() -> dict[str, Any]:
    whole = parliament()
    whole["persons"][0]["private"] = True
    return whole


def test_who_a_source_says_is_private_by_now_becomes_so(ada: Person) -> None:
    assert line_of(take(private_parliament()), "Ada Brun").outcome == CHANGED
    ada.refresh_from_db()
    assert ada.is_private
    assert line_of(take(private_parliament()), "Ada Brun").outcome == SAME


def test_who_an_editor_made_public_again_stays_so(ada: Person) -> None:
    for is_private in (True, False):
        ada.is_private = is_private
        ada.save()
    for _ in range(2):
        assert told(take(private_parliament())) == ["private person: on file “nothing”, in the file “True”"]
    ada.refresh_from_db()
    assert not ada.is_private
