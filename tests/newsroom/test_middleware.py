"""Every time in the newsroom's own zone; addresses that once stood for something."""

import datetime

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom.middleware import publication
from newsroom.models import OldAddress, Publication
from people.models import Person
from tests.factories import make_article, make_office, make_organization, make_person, publish

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 3, 5, 12, tzinfo=datetime.UTC)


def seen_person(name: str = "Ada Brun") -> Person:
    return make_person(name, released_at=NOON, released_by_hand=True)


def renamed(person: Person, slug: str) -> str:
    """Give the page another slug, as the desk does; its address before."""
    before = person.get_absolute_url()
    person.slug = slug
    person.save()
    OldAddress.leave(before, person)
    return before


# The publication and its zone


def clock(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{timezone.localtime(NOON):%H:%M} {request.publication.name}")


@pytest.mark.parametrize(("zone", "time"), [("Asia/Tokyo", "21:00"), ("America/New_York", "07:00"), ("UTC", "12:00")])
def test_readers_see_times_in_the_newsrooms_own_zone(zone: str, time: str) -> None:
    Publication.objects.create(name="The Tide", time_zone=zone)
    answer = publication(clock)(RequestFactory().get("/"))
    assert answer.content.decode() == f"{time} The Tide"
    assert timezone.get_current_timezone_name() == "UTC"


def test_before_anybody_has_named_the_paper_it_has_a_name_and_a_zone() -> None:
    assert publication(clock)(RequestFactory().get("/")).content.decode() == "12:00 The Record"


def test_a_stylesheet_costs_no_query() -> None:
    with CaptureQueriesContext(connection) as queries:
        publication(lambda request: HttpResponse("body {}"))(RequestFactory().get("/static/css/base.css"))
    assert len(queries) == 0


# Old addresses


@pytest.mark.parametrize(
    "names", [("Ada Brun", "ada", "ada-maria-brun"), ("Ада Брун", "ада", "новая-ада"), ("阿田", "a", "田")]
)
def test_r22_however_often_a_slug_changed_every_old_address_leads_on_in_one_hop(
    client: Client, names: tuple[str, str, str]
) -> None:
    name, second, third = names
    person = seen_person(name)
    old = [renamed(person, second), renamed(person, third)]
    for address in old:
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, person.get_absolute_url())
        assert client.get(response["Location"]).status_code == 200


def test_r22_a_slug_that_comes_back_makes_no_circle(client: Client) -> None:
    person = seen_person()
    first = renamed(person, "second")
    second = renamed(person, "ada-brun")
    assert person.get_absolute_url() == first
    assert client.get(first).status_code == 200
    assert client.get(second)["Location"] == first
    assert list(OldAddress.objects.values_list("path", flat=True)) == [second]


def test_an_old_address_leads_on_for_browsers_that_only_look(client: Client) -> None:
    person = seen_person()
    old = renamed(person, "new")
    assert client.head(old)["Location"] == person.get_absolute_url()
    assert client.get(f"{old}?page=2")["Location"] == person.get_absolute_url()
    assert client.post(old).status_code in (404, 405)


def test_what_stands_at_an_old_address_now_is_shown(client: Client) -> None:
    old = renamed(seen_person(), "somebody-else")
    newcomer = make_person("Ada Brun", slug="ada-brun", released_at=NOON)
    assert newcomer.get_absolute_url() == old
    assert client.get(old).status_code == 200


def hidden_person() -> Person:
    return make_person("Ada Brun")


def private_person() -> Person:
    return make_person("Ada Brun", released_at=NOON, is_private=True)


def merged_person() -> Person:
    return make_person("Ada Brun", released_at=NOON, merged_into=make_person("Tom Lind"))


def person_of_tomorrow() -> Person:
    return make_person("Ada Brun", released_at=timezone.now() + datetime.timedelta(days=1))


HIDDEN = [
    hidden_person,
    private_person,
    merged_person,
    person_of_tomorrow,
    lambda: make_organization("Harbour Board"),
    lambda: make_office("Mayor", released_at=NOON),
]


@pytest.mark.parametrize("make_hidden", HIDDEN)
def test_an_old_address_of_what_is_hidden_tells_nothing(client: Client, make_hidden: object) -> None:
    hidden = make_hidden()
    OldAddress.leave("/people/a-former-slug/", hidden)
    response = client.get("/people/a-former-slug/")
    assert response.status_code == 404
    assert hidden.slug not in str(response.headers) + response.content.decode()


def test_an_old_address_of_a_draft_tells_nothing(client: Client) -> None:
    article = publish(make_article("Gates"), at=timezone.now() + datetime.timedelta(hours=1))
    OldAddress.leave("/articles/2026/03/05/before/", article)
    assert client.get("/articles/2026/03/05/before/").status_code == 404


def test_an_old_address_of_a_withdrawn_story_leads_to_its_reason(client: Client) -> None:
    article = publish(make_article("Gates"))
    OldAddress.leave("/articles/2026/03/05/before/", article)
    article.withdraw(by=None, reason="The letter was forged.")
    response = client.get("/articles/2026/03/05/before/", follow=True)
    assert [status for _, status in response.redirect_chain] == [301]
    assert response.status_code == 410
    assert "The letter was forged." in response.content.decode()


def test_what_is_gone_for_good_says_why(client: Client) -> None:
    OldAddress.objects.create(path="/people/nobody/", reason="Removed at <her> own request.")
    response = client.get("/people/nobody/")
    assert response.status_code == 410
    assert "Removed at &lt;her&gt; own request." in response.content.decode()


def test_the_old_address_of_something_deleted_is_a_404_or_tells_its_reason(client: Client) -> None:
    person = seen_person()
    old = renamed(person, "new")
    person.delete()
    assert client.get(old).status_code == 404
    OldAddress.objects.update(reason="One person on file twice.")
    assert client.get(old).status_code == 410


def test_what_has_no_page_of_its_own_is_no_target_and_no_error(client: Client) -> None:
    OldAddress.objects.create(path="/somewhere/", target=Publication.objects.create())
    assert client.get("/somewhere/").status_code == 404


@pytest.mark.parametrize("address", ["/nothing/", "/people/nobody/", "/" + "x" * 600, "/people/%00/", "/%00", "/%ff/"])
def test_an_address_that_never_was_is_a_plain_404(client: Client, address: str) -> None:
    OldAddress.objects.create(path="/elsewhere/", reason="Gone.")
    assert client.get(address).status_code == 404


def test_a_number_that_no_database_holds_is_the_visitors_mistake(at_desk: Client, on_postgres: bool) -> None:
    answer = at_desk.get("/admin/newsroom/tag/", {"id__in": "9" * 40})
    if on_postgres:  # which only finds no such tag
        assert answer.status_code == 200
    else:
        assert (answer.status_code, "cannot be" in answer.content.decode()) == (400, True)
