"""Moving chosen statements to another person from the list of statements."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.admin import reattributing
from articles.models import Statement
from newsroom.models import User
from people.models import Person
from tests.desk import form_on, text_of
from tests.factories import make_person, make_public_statement

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_statement_changelist")
GIVE = reverse("admin:articles_statement_give")


def choose(client: Client, *statements: Statement, **more: Any) -> Any:
    chosen = {"action": "give_to_another", "_selected_action": [one.pk for one in statements], **more}
    return client.post(more.pop("address", LIST), chosen)


@pytest.fixture
def two(db: None) -> list[Statement]:
    person = make_person("Ada Brun")
    return [make_public_statement(f"Sentence {number}.", person).statement for number in range(2)]


def test_chosen_statements_are_given_to_a_person_after_a_preview(at_desk: Client, two: list[Statement]) -> None:
    make_person("Tom Lind")
    page = choose(at_desk, two[0])
    assert "1 statement chosen." in text_of(page)
    preview = at_desk.post(GIVE, form_on(page) | {"name": "Lind, Tom"})
    told = text_of(preview)
    assert "Now by Ada Brun (1)." in told
    assert "Reported in 1 story" in told
    assert "left open" in told
    assert Person.objects.get(name="Ada Brun").statements.count() == 2
    done = at_desk.post(GIVE, form_on(preview) | {"confirmed": "yes"}, follow=True)
    assert "1 statement is Tom Lind’s now." in text_of(done)
    assert Person.objects.get(name="Tom Lind").statements.get() == two[0]


def test_all_that_a_filter_finds_are_chosen_across_pages(at_desk: Client, two: list[Statement]) -> None:
    make_public_statement("Another’s.", make_person("Olga Venn"))
    page = at_desk.post(
        f"{LIST}?q=Brun", {"action": "give_to_another", "select_across": 1, "_selected_action": two[0].pk}
    )
    assert "2 statements chosen." in text_of(page)
    assert sorted(form_on(page)["statements"].split(",")) == sorted(str(one.pk) for one in two)


def test_too_many_are_refused_with_a_word(
    at_desk: Client, two: list[Statement], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reattributing, "MOST", 1)
    assert "At most 1,000 statements are moved at once." in text_of(at_desk.get(choose(at_desk, *two).url))


def test_a_name_that_several_bear_is_asked_about(at_desk: Client, two: list[Statement]) -> None:
    make_person("Tom Lind"), make_person("Tom Lind", summary="A pilot.")
    given = form_on(choose(at_desk, two[0])) | {"name": "Tom Lind"}
    page = at_desk.post(GIVE, given)
    assert "Several are called that. Choose one." in text_of(page)
    second = Person.objects.get(summary="A pilot.")
    assert at_desk.post(GIVE, given | {"person": second.pk}).context["giving"].person == second


def test_a_name_not_on_file_brings_similar_ones(at_desk: Client, two: list[Statement]) -> None:
    make_person("Tom Lind")
    page = at_desk.post(GIVE, form_on(choose(at_desk, two[0])) | {"name": "Tom Lindt"})
    assert "Nobody on file is called “Tom Lindt”. Did you mean one of these?" in text_of(page)
    assert [person.name for person in page.context["form"].bearers] == ["Tom Lind"]


def test_a_preview_that_is_not_true_any_more_is_refused(at_desk: Client, two: list[Statement]) -> None:
    make_person("Tom Lind")
    preview = at_desk.post(GIVE, form_on(choose(at_desk, *two)) | {"name": "Tom Lind"})
    Statement.objects.filter(pk=two[0].pk).update(said_on="2026-03-05", said_on_precision="day")
    response = at_desk.post(GIVE, form_on(preview) | {"confirmed": "yes"})
    assert response.status_code == 409
    assert "Something was changed since you looked" in text_of(response)
    assert Person.objects.get(name="Ada Brun").statements.count() == 2
    assert at_desk.post(GIVE, form_on(response) | {"confirmed": "yes"}).status_code == 302


def test_a_reporter_has_no_such_action_and_a_forged_form_is_refused(reporter: User, two: list[Statement]) -> None:
    lind, client = make_person("Tom Lind"), Client()
    client.force_login(reporter)
    assert "give_to_another" not in client.get(LIST).content.decode()
    choose(client, two[0])
    forged = {"statements": two[0].pk, "name": "Tom Lind", "person": lind.pk, "confirmed": "yes", "version": ""}
    assert client.post(GIVE, forged).status_code == 403
    assert lind.statements.count() == 0


@pytest.mark.parametrize("numbers", ["", "x", "1,x", "9" * 30])
def test_what_is_no_choice_of_statements_is_told(at_desk: Client, numbers: str) -> None:
    assert at_desk.post(GIVE, {"statements": numbers, "name": "Tom Lind"}).status_code == 200
    assert at_desk.get(GIVE).status_code == 302


def test_ten_statements_cost_as_many_queries_as_one(at_desk: Client, two: list[Statement]) -> None:
    make_person("Tom Lind")

    def cost(statements: list[Statement]) -> int:
        with CaptureQueriesContext(connection) as queries:
            at_desk.post(GIVE, {"statements": ",".join(str(one.pk) for one in statements), "name": "Tom Lind"})
        return len(queries)

    cost(two)
    more = [make_public_statement(f"Word {number}.").statement for number in range(8)]
    assert cost([*two, *more]) == cost(two[:1])
