"""Two records found to be one: everything moves, the old address leads on, and it can be taken back."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Citation, Statement
from newsroom.dates import read_partial_date
from newsroom.models import OldAddress, User
from newsroom.settling import Stale
from people.merge_plans import Choices, Plan
from people.merging import merge
from people.models import Merge, NotTheSame, Office, Organization, Person, PersonName, Position
from people.references import references_to
from people.unmerging import undo
from tests.factories import (
    make_article,
    make_citation,
    make_office,
    make_organization,
    make_person,
    make_position,
    make_public_statement,
    publish,
)

pytestmark = pytest.mark.django_db


def since(started: str, ended: str = "ongoing") -> dict[str, Any]:
    return {"started": read_partial_date(started), "ended": read_partial_date(ended)}


def two_spellings() -> tuple[Person, Person]:
    """Ada Brun, and a second record under a misspelt name with something of every kind."""
    kept, other = make_person("Ada Brun"), make_person("Ada Braun", summary="Harbour minister.", wikidata_id="Q7")
    office = make_office("Harbour Minister", make_organization("Harbour Ministry"))
    make_position(kept, office, **since("2024"))
    doubled = make_position(other, office, **since("2024"))
    make_position(other, make_office("Mayor"), **since("2019", "2023"))
    PersonName.objects.create(person=other, name="Ада Брун", kind=PersonName.Kind.NATIVE)
    other.tags.add("harbour")
    make_public_statement("The gates stay open.", other, position=doubled)
    make_public_statement("She will answer.", make_person("Tom Lind"), behalf_person=other)
    draft = make_article(text="“Perhaps,” Ada Braun said.")
    draft.citations.all().delete()
    make_citation(draft, "“Perhaps,”", confirmed=False)
    draft.citations.update(matched_person=other)
    draft.people.add(other)
    OldAddress.leave("/people/ada-b/", other)
    return kept, other


def rows_pointing_at(thing: Any) -> list[str]:
    return [reference.label for reference in references_to(type(thing)) if reference.rows([thing.pk]).exists()]


def state() -> dict[str, list[Any]]:
    """Every row that a merge may touch, without what follows from the clock."""
    models = [Person, PersonName, Position, Office, Organization, Statement, Citation, OldAddress, NotTheSame]
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in models}
    rows["lists"] = sorted(Article.people.through.objects.values_list("article", "person"))
    rows["tags"] = sorted((tag.name, person.pk) for person in Person.objects.all() for tag in person.tags.all())
    for row in rows["OldAddress"]:
        row.pop("created_at")
    return rows


# Persons


def test_everything_that_points_at_the_other_moves() -> None:
    kept, other = two_spellings()
    assert len(rows_pointing_at(other)) == 8
    merge(kept, other, by=None)
    assert rows_pointing_at(other) == []
    statement = kept.statements.get()
    assert (statement.position.person, statement.office_label) == (kept, "Harbour Minister, Harbour Ministry")
    assert kept.statements_for.count() == 1
    assert [position.title for position in kept.positions.all()] == ["Harbour Minister", "Mayor"]
    assert {form.name: form.kind for form in kept.names.all()} == {"Ада Брун": "native", "Ada Braun": "misspelling"}
    assert [tag.name for tag in kept.tags.all()] == ["harbour"]
    assert Citation.objects.get(status="suggested").matched_person == kept
    assert all(kept in article.people.all() for article in Article.objects.filter(people=kept))


def test_a_relation_added_later_moves_too() -> None:
    """Every column that may name a person is found, but for those of the histories."""
    from django.apps import apps

    named = {
        (model, field.attname)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.fields
        if field.related_model is Person and not hasattr(model, "instance_type")
    }
    found = {(one.model, one.column) for one in references_to(Person) if one.content_type is None}
    assert found == named
    generic = {one.model._meta.label for one in references_to(Person) if one.content_type}
    assert {"newsroom.TaggedItem", "newsroom.OldAddress"} <= generic


def test_what_is_empty_is_taken_over_and_what_differs_is_chosen() -> None:
    kept, other = two_spellings()
    merge(kept, other, by=None)
    kept.refresh_from_db()
    assert (kept.name, kept.summary, kept.wikidata_id) == ("Ada Brun", "Harbour minister.", "Q7")
    third = make_person("Adah Brun", summary="A pilot.")
    merge(kept, third, by=None, choices=Choices(of_other=frozenset({"name", "summary"}), name_kind="former"))
    kept.refresh_from_db()
    assert (kept.name, kept.sort_name, kept.summary) == ("Adah Brun", "Brun, Adah", "A pilot.")
    assert kept.slug == "ada-brun"
    assert kept.names.get(name="Ada Brun").kind == "former"


@pytest.mark.parametrize("make", [make_person, make_organization])
def test_only_what_an_editor_may_write_is_chosen_between_two(make: Any) -> None:
    kept = make("Ada Brun", wikidata_id="Q7")
    offered = [one.name for one in Plan(kept, make("Ada Braun", wikidata_id="Q8")).differences]
    assert offered == ["name", "wikidata_id"]


@pytest.mark.parametrize("make", [make_person, make_organization])
@pytest.mark.parametrize(("chosen", "left"), [(frozenset(), "Q8"), (frozenset({"wikidata_id"}), "Q7")])
def test_of_two_wikidata_ids_the_other_stays_an_identifier_until_the_merge_is_undone(
    make: Any, chosen: frozenset[str], left: str
) -> None:
    kept = make("Ada Brun", wikidata_id="Q7")
    done = merge(kept, make("Ada Braun", wikidata_id="Q8"), by=None, choices=Choices(of_other=chosen))
    kept.refresh_from_db()
    assert {kept.wikidata_id, left} == {"Q7", "Q8"}
    assert [str(one) for one in kept.identifiers.all()] == [f"wikidata={left}"]
    undo(done, by=None)
    assert not kept.identifiers.exists()


def test_the_histories_tell_who_merged_and_what(administrator: User) -> None:
    kept, other = two_spellings()
    done = merge(kept, other, by=administrator)
    why = "merged: Ada Braun into Ada Brun"
    for row in (kept, other, kept.statements.get(), kept.positions.get(title_as_held="", office__title="Mayor")):
        assert row.history.get(history_change_reason=why).history_user == administrator
    assert Position.history.filter(history_type="-").get().history_change_reason == why
    assert (done.merged_by, str(done)) == (administrator, "Ada Braun into Ada Brun")


def test_who_is_private_on_either_side_stays_private_unless_chosen(client: Client) -> None:
    kept = make_public_statement("Open words.", make_person("Ada Brun")).statement.speaker_person
    other = make_person("A. Witness", is_private=True)
    merge(kept, other, by=None)
    kept.refresh_from_db()
    assert kept.is_private
    assert kept.names.get().kind == PersonName.Kind.MISSPELLING
    assert client.get(other.get_absolute_url()).status_code == 404


def test_releases_follow_the_statements(client: Client) -> None:
    kept, other = two_spellings()
    assert not kept.is_released
    merge(kept, other, by=None)
    for person in (kept, other):
        person.refresh_from_db()
    assert kept.is_released
    assert other.released_at is None
    assert "The gates stay open." in client.get(kept.get_absolute_url()).content.decode()


def test_one_who_was_released_by_hand_stays_public() -> None:
    kept, other = make_person("Ada Brun"), make_person("Ada Braun", released_at=timezone.now(), released_by_hand=True)
    merge(kept, other, by=None)
    kept.refresh_from_db()
    assert kept.released_by_hand
    assert kept.is_released


def test_one_does_not_speak_on_ones_own_behalf() -> None:
    kept, other = make_person("Ada Brun"), make_person("Ada Braun")
    make_public_statement("She will answer.", kept, behalf_person=other)
    with pytest.raises(ValidationError, match="Nobody speaks on their own behalf"):
        merge(kept, other, by=None)
    assert not Merge.objects.exists()


@pytest.mark.parametrize("name", ["reporter", "editor"])
def test_only_an_administrator_merges_and_undoes(name: str, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(name)
    kept, other = two_spellings()
    with pytest.raises(PermissionDenied):
        merge(kept, other, by=user)
    done = merge(kept, other, by=None)
    with pytest.raises(PermissionDenied):
        undo(done, by=user)
    assert Merge.objects.standing().exists()


def test_what_changed_since_the_preview_is_refused() -> None:
    kept, other = two_spellings()
    version = Plan(kept, other).version
    assert Plan(kept, other, Choices(of_other=frozenset())).version == version
    Statement.objects.filter(speaker_person=other).update(venue="On the pier")
    with pytest.raises(Stale):
        merge(kept, other, by=None, version=version)
    merge(kept, other, by=None, version=Plan(kept, other).version)
    with pytest.raises(Stale):
        merge(kept, other, by=None)


def test_nobody_is_merged_with_themselves() -> None:
    person = make_person()
    with pytest.raises(ValidationError, match="one record already"):
        merge(person, person, by=None)


def test_who_is_not_the_one_is_not_the_other_either() -> None:
    kept, other, third = make_person("Ada Brun"), make_person("Ada Braun"), make_person("Ada Brunn")
    NotTheSame.say(other, third, by=None)
    done = merge(kept, other, by=None)
    assert NotTheSame.pairs(Person) == {(kept.pk, third.pk), (other.pk, third.pk)}
    undo(done, by=None)
    assert NotTheSame.pairs(Person) == {(other.pk, third.pk)}


def test_merging_forty_statements_costs_as_many_queries_as_merging_two() -> None:
    def cost(statements: int) -> int:
        kept, other = make_person(), make_person()
        article = make_article(text="Words.")
        for _ in range(statements):
            make_citation(article, "Words", other)
        with CaptureQueriesContext(connection) as queries:
            merge(kept, other, by=None)
        return len(queries)

    cost(1)  # what is looked up but once
    assert cost(2) == cost(40)


# Addresses (R22)


def seen(name: str) -> Person:
    return make_person(name, released_at=timezone.now(), released_by_hand=True)


def hop(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 301, path
    return response["Location"]


def test_r22_old_addresses_lead_on_in_one_hop_however_often_one_is_merged_and_renamed(client: Client) -> None:
    first, second, third = seen("Ada Brun"), seen("Ada Braun"), seen("Ada Brunn")
    OldAddress.leave("/people/ada-b/", first)
    merge(second, first, by=None)
    merge(third, second, by=None)
    Person.objects.filter(pk=third.pk).update(slug="ada-brun-of-eastmouth")
    third.refresh_from_db()
    OldAddress.leave("/people/ada-brunn/", third)
    paths = ["/people/ada-b/", "/people/ada-brun/", "/people/ada-braun/", "/people/ada-brunn/"]
    assert {hop(client, path) for path in paths} == {"/people/ada-brun-of-eastmouth/"}
    assert client.get("/people/ada-brun-of-eastmouth/").status_code == 200


def test_r22_there_is_never_a_loop(client: Client) -> None:
    first, second = seen("Ada Brun"), seen("Ada Braun")
    done = merge(second, first, by=None)
    undo(done, by=None)
    for person in (first, second):
        person.refresh_from_db()
    merge(first, second, by=None)
    assert hop(client, "/people/ada-braun/") == "/people/ada-brun/"
    assert client.get("/people/ada-brun/").status_code == 200
    with pytest.raises(ValidationError):
        merge(second, first, by=None)


def test_r22_undoing_restores_the_links(client: Client) -> None:
    first, second = seen("Ada Brun"), seen("Ada Braun")
    OldAddress.leave("/people/a-braun/", second)
    done = merge(first, second, by=None)
    assert hop(client, "/people/a-braun/") == "/people/ada-brun/"
    undo(done, by=None)
    assert hop(client, "/people/a-braun/") == "/people/ada-braun/"
    assert client.get("/people/ada-braun/").status_code == 200


def test_r22_an_organizations_address_leads_on_likewise(client: Client) -> None:
    shown = {"released_at": timezone.now(), "released_by_hand": True}
    kept, other = make_organization("Harbour Board", **shown), make_organization("Harbor Board", **shown)
    one, two = make_office("Pilot", kept, **shown), make_office("Pilot", other, **shown)
    done = merge(kept, other, by=None)
    assert hop(client, other.get_absolute_url()) == kept.get_absolute_url()
    assert hop(client, two.get_absolute_url()) == one.get_absolute_url()
    undo(done, by=None)
    assert [client.get(thing.get_absolute_url()).status_code for thing in (kept, other, one, two)] == [200] * 4


# Undoing


def test_undoing_brings_every_row_back_as_it_was() -> None:
    kept, other = two_spellings()
    before = state()
    done = merge(kept, other, by=None, choices=Choices(of_other=frozenset({"name", "summary", "wikidata_id"})))
    assert state() != before
    undo(done, by=None)
    assert state() == before


def test_merges_are_undone_one_after_the_other_the_last_first() -> None:
    first, second = two_spellings()
    third = make_person("Ada Brunn")
    before = state()
    done = merge(second, first, by=None)
    then = merge(third, second, by=None)
    with pytest.raises(ValidationError, match=r"was merged into another record\. Undo that first"):
        undo(done, by=None)
    undo(then, by=None)
    undo(done, by=None)
    assert state() == before
    with pytest.raises(ValidationError, match="undone already"):
        undo(done, by=None)


def test_what_was_touched_since_is_listed_and_nothing_is_undone() -> None:
    kept, other = two_spellings()
    done = merge(kept, other, by=None)
    statement = kept.statements.get()
    statement.venue = "On the pier"
    statement.save()
    kept.refresh_from_db()
    kept.summary = "Minister of ports."
    kept.save()
    Article.people.through.objects.filter(person=kept).first().delete()
    with pytest.raises(ValidationError) as refused:
        undo(done, by=None)
    told = " ".join(refused.value.messages)
    assert "Statement “Ada Brun, day unknown” was changed." in told
    assert "Ada Brun: the summary was changed." in told
    assert "is gone." in told
    assert kept.statements.count() == 1


def test_a_position_does_not_go_back_when_a_new_statement_rests_on_it() -> None:
    kept, other = two_spellings()
    done = merge(kept, other, by=None)
    make_public_statement("New words.", kept, position=kept.positions.get(office__title="Mayor"))
    with pytest.raises(ValidationError, match="rests on a position that would go back"):
        undo(done, by=None)


def test_an_id_given_to_another_meanwhile_is_told() -> None:
    done = merge(make_person("Ada Brun", wikidata_id="Q7"), make_person("A. Brun", wikidata_id="Q8"), by=None)
    make_person("Tom Lind", wikidata_id="Q8")
    with pytest.raises(ValidationError, match="given to another record"):
        undo(done, by=None)


# Organizations


def two_boards() -> tuple[Organization, Organization]:
    kept, other = make_organization("Harbour Board"), make_organization("Board of the Harbour", short_name="HB")
    make_office("Pilot", kept)
    person = make_person("Ada Brun")
    position = make_position(person, make_office("Pilot", other), **since("2020", "2023"))
    make_position(person, make_office("Harbour Master", other), **since("2024"))
    make_organization("Tug Fleet", parent=other)
    article = make_article(text="The pier is closed. It will open. She said so.")
    article.citations.all().delete()
    make_citation(article, "The pier is closed", speaker_organization=other)
    make_citation(article, "It will open", person, behalf_organization=other)
    make_citation(article, "She said so", person, position=position)
    publish(article)
    return kept, other


def test_an_organization_is_merged_with_offices_positions_parts_and_statements() -> None:
    kept, other = two_boards()
    before = state()
    done = merge(kept, other, by=None)
    assert rows_pointing_at(other) == []
    assert sorted(kept.offices.values_list("title", flat=True)) == ["Harbour Master", "Pilot"]
    pilot = kept.offices.get(title="Pilot")
    assert pilot.positions.get().statements.get().office_label == "Pilot, Board of the Harbour"
    assert (kept.statements.count(), kept.statements_for.count(), kept.parts.get().name) == (1, 1, "Tug Fleet")
    assert set(kept.names.values_list("name", flat=True)) == {"Board of the Harbour"}
    kept.refresh_from_db()
    assert (kept.short_name, kept.is_released, pilot.is_released) == ("HB", True, True)
    undo(done, by=None)
    assert state() == before


def test_an_office_of_the_same_title_is_kept_apart_when_chosen() -> None:
    kept, other = two_boards()
    before = state()
    apart = other.offices.get(title="Pilot")
    done = merge(kept, other, by=None, choices=Choices(offices_apart=frozenset({apart.pk})))
    apart.refresh_from_db()
    assert (apart.organization, apart.title) == (kept, "Pilot (HB)")
    assert apart.positions.get().title_as_held == "Pilot"
    undo(done, by=None)
    assert state() == before


def test_holders_on_both_sides_become_one_with_the_office() -> None:
    kept, other = make_organization("Harbour Board"), make_organization("Harbor Board")
    person = make_person()
    for board in (kept, other):
        make_position(person, make_office("Pilot", board), **since("2020"))
    merge(kept, other, by=None)
    assert person.positions.count() == 1


@pytest.mark.parametrize("deep", [False, True])
def test_an_organization_never_becomes_a_part_of_itself(deep: bool) -> None:
    state = make_organization("State")
    other = make_organization("Ministry", parent=state)
    between = make_organization("Department", parent=other)
    kept = make_organization("Ministry of Ports", parent=between if deep else other)
    merge(kept, other, by=None)
    kept.refresh_from_db()
    between.refresh_from_db()
    assert kept.parent == state
    assert between.parent == kept
