"""The desk's pages of possible duplicates, of a merge and of its undoing."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.models import User
from people.models import Merge, NotTheSame, Organization, Person
from tests.desk import form_on, rows_of, send, text_of
from tests.factories import (
    make_office,
    make_organization,
    make_person,
    make_position,
    make_public_statement,
)

pytestmark = pytest.mark.django_db

DUPLICATES = reverse("admin:people_person_duplicates")
PERSONS = reverse("admin:people_person_changelist")


def preview(kept: Any, other: Any) -> str:
    return reverse(f"admin:people_{kept._meta.model_name}_merge", args=[kept.pk, other.pk])


def undo_page(done: Merge) -> str:
    return reverse("admin:people_merge_undo", args=[done.pk])


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def chief(administrator: User) -> Client:
    return browser_of(administrator)


@pytest.fixture
def two(db: None) -> tuple[Person, Person]:
    kept, other = make_person("Ada Brun"), make_person("Ada Braun", summary="Harbour minister.")
    position = make_position(other, make_office("Pilot", make_organization("Harbour Board")))
    make_public_statement("The gates stay open.", other, position=position)
    return kept, other


# Possible duplicates


def test_the_list_of_persons_leads_to_possible_duplicates_with_evidence(at_desk: Client, two: Any) -> None:
    assert DUPLICATES in at_desk.get(PERSONS).content.decode()
    page = at_desk.get(DUPLICATES)
    assert "94 % alike : “ Ada Brun ”, “ Ada Braun ”." in text_of(page)
    assert "Ada Brun : 0 statements; Ada Braun : 1 statement" in text_of(page)
    assert preview(two[1], two[0]) in page.content.decode()  # the one with more statements is kept


def test_the_first_page_of_the_desk_tells_of_them(at_desk: Client, reporter: User, two: Any) -> None:
    told = text_of(at_desk.get(reverse("admin:index")))
    assert "Possible duplicates among persons 1" in told
    assert "Ada Brun, Ada Braun 94 % alike" in told
    assert "duplicates" not in text_of(browser_of(reporter).get(reverse("admin:index")))


def test_an_editor_says_that_two_are_not_the_same(at_desk: Client, editor: User, two: Any) -> None:
    response = send(at_desk, DUPLICATES)
    assert response.status_code == 302
    assert NotTheSame.objects.get().decided_by == editor
    assert "No two persons look like one." in text_of(at_desk.get(DUPLICATES))
    assert "An editor said that these two are not the same." in text_of(at_desk.get(preview(*two)))


def test_not_the_same_is_refused_when_one_was_renamed_meanwhile(at_desk: Client, two: Any) -> None:
    given = form_on(at_desk.get(DUPLICATES))
    Person.objects.filter(pk=two[0].pk).update(name="Ada Brunn")
    assert at_desk.post(DUPLICATES, given).status_code == 409
    assert not NotTheSame.objects.exists()
    assert at_desk.post(DUPLICATES, {"one": "x", "other": "1"}).status_code == 404


def test_a_reporter_sees_none_of_this_and_may_say_nothing(reporter: User, two: Any) -> None:
    client = browser_of(reporter)
    choose = reverse("admin:people_person_choose_other", args=[two[0].pk])
    assert [client.get(address).status_code for address in (DUPLICATES, preview(*two), choose)] == [403] * 3
    given = {"one": two[0].pk, "other": two[1].pk}
    assert [client.post(address, given).status_code for address in (DUPLICATES, preview(*two))] == [403] * 2
    assert not NotTheSame.objects.exists()
    assert not Merge.objects.exists()


def test_ten_pairs_cost_as_many_queries_as_one(at_desk: Client, two: Any) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            at_desk.get(DUPLICATES)
        return len(queries)

    cost()
    one = cost()
    for letter in "bcdfghklmn":
        make_person(f"Tom Lind{letter}er"), make_person(f"Tom Lind{letter}err")
    assert cost() == one


# Merging


def test_an_administrator_merges_with_a_preview_of_everything(chief: Client, administrator: User, two: Any) -> None:
    kept, other = two
    page = chief.get(preview(kept, other))
    told = text_of(page)
    for part in ("Statements they made 1", "“The gates stay open.”", "Offices held 1", "Stories they are in 1"):
        assert part in told
    assert "/people/ada-braun/ will lead there" in told
    assert form_on(page)["field-summary"] == "other"
    response = send(chief, preview(kept, other), name_kind="alias")
    assert response.url == reverse("admin:people_person_change", args=[kept.pk])
    kept.refresh_from_db()
    assert (kept.summary, kept.statements.count(), kept.names.get().kind) == ("Harbour minister.", 1, "alias")
    assert Merge.objects.get().merged_by == administrator
    assert LogEntry.objects.filter(change_message="Merged with Ada Braun.").exists()


def test_an_editor_sees_the_preview_and_may_not_merge(at_desk: Client, two: Any) -> None:
    page = at_desk.get(preview(*two))
    assert "An administrator merges records." in text_of(page)
    assert at_desk.post(preview(*two), form_on(page)).status_code == 403
    assert not Merge.objects.exists()


def test_a_preview_that_is_not_true_any_more_is_refused_with_the_choices_kept(chief: Client, two: Any) -> None:
    kept, other = two
    given = form_on(chief.get(preview(kept, other))) | {"field-name": "other", "field-summary": "kept"}
    make_public_statement("A new one.", other)
    response = chief.post(preview(kept, other), given)
    assert response.status_code == 409
    assert "Something was changed since you looked" in text_of(response)
    again = form_on(response)
    assert (again["field-name"], again["field-summary"]) == ("other", "kept")
    assert chief.post(preview(kept, other), again).status_code == 302
    kept.refresh_from_db()
    assert (kept.name, kept.summary) == ("Ada Braun", "")


def test_what_is_in_the_way_is_told_with_the_way_to_it(chief: Client, two: Any) -> None:
    kept, other = two
    statement = make_public_statement("She will answer.", kept, behalf_person=other).statement
    page = chief.get(preview(kept, other))
    assert "Nobody speaks on their own behalf" in text_of(page)
    assert reverse("admin:articles_statement_change", args=[statement.pk]) in page.content.decode()
    response = chief.post(preview(kept, other), form_on(page))
    assert "Nobody speaks on their own behalf" in text_of(response)
    assert not Merge.objects.exists()


def test_the_other_one_is_searched_by_name(at_desk: Client, two: Any) -> None:
    kept, other = two
    form = at_desk.get(reverse("admin:people_person_change", args=[kept.pk])).content.decode()
    choose = reverse("admin:people_person_choose_other", args=[kept.pk])
    assert choose in form
    page = at_desk.get(choose, {"q": "braun"})
    assert preview(kept, other) in page.content.decode()
    assert preview(kept, kept) not in page.content.decode()
    assert "Nothing on file by “Lind”." in text_of(at_desk.get(choose, {"q": "Lind"}))


@pytest.mark.parametrize("numbers", [(1, 1), (1, 99_999)])
def test_there_is_no_merge_of_one(chief: Client, numbers: tuple[int, int]) -> None:
    make_person()
    assert chief.get(reverse("admin:people_person_merge", args=numbers)).status_code == 404


def test_who_was_merged_leaves_the_list_and_the_choices_and_is_only_looked_at(chief: Client, two: Any) -> None:
    kept, other = two
    send(chief, preview(kept, other))
    assert rows_of(chief.get(PERSONS)) == ["Ada Brun"]
    assert rows_of(chief.get(PERSONS, {"merged": "yes"})) == ["Ada Braun"]
    offered = chief.get(
        reverse("admin:autocomplete"),
        {"term": "Ada", "app_label": "people", "model_name": "position", "field_name": "person"},
    )
    assert [one["text"] for one in offered.json()["results"]] == ["Ada Brun"]
    form = reverse("admin:people_person_change", args=[other.pk])
    assert "Merged into Ada Brun : what moved, and the way back" in text_of(chief.get(form))
    assert chief.post(form, {"name": "Another"}).status_code == 403
    assert chief.post(reverse("admin:people_person_delete", args=[other.pk]), {"post": "yes"}).status_code == 403
    chief.post(PERSONS, {"action": "delete_selected", "_selected_action": other.pk, "post": "yes"})
    assert Person.objects.filter(pk=other.pk).exists()
    assert "is part of Ada Brun already" in text_of(chief.get(preview(kept, other)))


def test_the_same_wikidata_id_leads_to_the_merge(at_desk: Client, two: Any) -> None:
    kept, other = two
    Person.objects.filter(pk=kept.pk).update(wikidata_id="Q7")
    page = send(at_desk, reverse("admin:people_person_change", args=[other.pk]), wikidata_id="Q7")
    assert "Ada Brun has the Wikidata id Q7 already." in text_of(page)
    assert preview(kept, other) in page.content.decode()


def test_organizations_are_merged_with_a_choice_for_offices_of_the_same_title(chief: Client) -> None:
    kept, other = make_organization("Harbour Board"), make_organization("Harbor Board")
    one, two = make_office("Pilot", kept), make_office("Pilot", other)
    make_position(make_person("Ada Brun"), two)
    page = chief.get(preview(kept, other))
    assert "Two offices: the second becomes “Pilot (Harbor Board)”" in text_of(page)
    assert form_on(page)[f"office-{two.pk}"] == "fold"
    assert send(chief, preview(kept, other), {f"office-{two.pk}": "apart"}).status_code == 302
    assert sorted(kept.offices.values_list("title", flat=True)) == ["Pilot", "Pilot (Harbor Board)"]
    assert one.positions.count() == 0


def test_an_organizations_preview_and_duplicates_open(at_desk: Client) -> None:
    kept, other = make_organization("Harbour Board"), make_organization("Harbor Board")
    make_office("Pilot", kept), make_office("Pilot", other)
    told = text_of(at_desk.get(reverse("admin:people_organization_duplicates")))
    assert "Both have Pilot." in told
    assert at_desk.get(preview(kept, other)).status_code == 200
    assert (
        reverse("admin:people_organization_duplicates")
        in at_desk.get(reverse("admin:people_organization_changelist")).content.decode()
    )
    assert Organization.objects.count() == 2


def test_a_preview_of_many_rows_costs_as_many_queries_as_one_of_a_few(chief: Client, two: Any) -> None:
    kept, other = two

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert chief.get(preview(kept, other)).status_code == 200
        return len(queries)

    cost()
    few = cost()
    for number in range(10):
        make_public_statement(f"Sentence {number}.", other)
    assert cost() == few


# Undoing


def test_an_administrator_takes_a_merge_back(chief: Client, administrator: User, two: Any) -> None:
    kept, other = two
    send(chief, preview(kept, other))
    done = Merge.objects.get()
    told = text_of(chief.get(undo_page(done)))
    assert "Ada Braun went into Ada Brun" in told
    assert "“The gates stay open.”" in told
    assert chief.post(undo_page(done)).url == reverse("admin:people_person_change", args=[other.pk])
    assert other.statements.count() == 1
    done.refresh_from_db()
    assert done.undone_by == administrator
    assert "Undone on" in text_of(chief.get(undo_page(done)))
    assert "Ada Braun into Ada Brun" in text_of(chief.get(reverse("admin:people_merge_changelist")))


def test_what_was_touched_is_listed_instead_of_the_button(chief: Client, two: Any) -> None:
    kept, other = two
    send(chief, preview(kept, other))
    done = Merge.objects.get()
    statement = kept.statements.get()
    statement.venue = "On the pier"
    statement.save()
    page = chief.get(undo_page(done))
    assert "Statement “Ada Brun, day unknown” was changed." in text_of(page)
    assert "Undo the merge" not in text_of(page)
    assert chief.post(undo_page(done)).status_code == 409
    assert Merge.objects.standing().exists()


def test_editors_may_look_at_a_merge_and_not_take_it_back(
    chief: Client, at_desk: Client, reporter: User, two: Any
) -> None:
    send(chief, preview(*two))
    done = Merge.objects.get()
    assert "An administrator can undo it." in text_of(at_desk.get(undo_page(done)))
    assert at_desk.post(undo_page(done)).status_code == 403
    assert [
        browser_of(reporter).get(undo_page(done)).status_code,
        browser_of(reporter).post(undo_page(done)).status_code,
    ] == [403, 403]
    assert Merge.objects.standing().exists()
