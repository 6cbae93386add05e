"""The paper's identity: written down on one page of the desk, seen by readers on all of theirs."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from newsroom.models import Publication, User
from tests.desk import form_on, send, text_of
from tests.factories import make_image

pytestmark = pytest.mark.django_db

DESK = reverse("admin:index")
LIST = reverse("admin:newsroom_publication_changelist")
PUBLIC = ["/", "/statements/", "/people/", "/organizations/", "/corrections/", "/nothing-here/"]


@pytest.fixture
def in_charge(administrator: User) -> Client:
    """A browser in which an administrator is logged in."""
    client = Client()
    client.force_login(administrator)
    return client


def paper(**fields: object) -> Publication:
    return Publication.objects.create(name="The Tide", **fields)


def the_page(client: Client) -> str:
    """Where the front desk's own link leads: one click."""
    assert f'<a href="{LIST}">Publication</a>' in client.get(DESK).content.decode()
    return client.get(LIST)["Location"]


# At the desk


def test_one_click_leads_to_the_page_before_anything_was_written_down_and_after(in_charge: Client) -> None:
    assert the_page(in_charge) == reverse("admin:newsroom_publication_add")
    saved = send(in_charge, the_page(in_charge), name="The Tide")
    assert saved["Location"] == DESK
    assert the_page(in_charge) == reverse("admin:newsroom_publication_change", args=[1])
    assert form_on(in_charge.get(the_page(in_charge)))["name"] == "The Tide"


def test_the_front_desk_says_that_the_paper_has_no_name_until_it_has_to_those_who_can_help(
    in_charge: Client, at_desk: Client
) -> None:
    told = "Nobody has said what this paper is called"
    assert told in text_of(in_charge.get(DESK))
    assert told not in text_of(at_desk.get(DESK))
    paper()
    assert told not in text_of(in_charge.get(DESK))


def test_an_editor_reads_the_page_and_a_reporter_may_not_even_that(
    at_desk: Client, reporter: User, client: Client
) -> None:
    assert at_desk.get(LIST).status_code == 200
    paper(imprint="Printed on the quay.")
    page = at_desk.get(LIST, follow=True)
    assert "Printed on the quay." in text_of(page)
    assert 'name="imprint"' not in page.content.decode()
    client.force_login(reporter)
    assert client.get(LIST).status_code == 403


def test_time_zones_are_offered_by_the_names_of_places_and_others_are_taken_when_typed(in_charge: Client) -> None:
    paper()
    page = in_charge.get(the_page(in_charge)).content.decode()
    offered = re.findall(r'<option value="([^"]+)"></option>', page)
    assert {"UTC", "Europe/Lisbon", "Asia/Tokyo", "America/Argentina/Ushuaia"} <= set(offered)
    assert not {"EST5EDT", "Etc/GMT+5", "US/Eastern"} & set(offered)
    field = re.search(r'<input[^>]*name="time_zone"[^>]*>', page)
    assert field is not None
    assert 'list="time-zones"' in field[0]
    assert send(in_charge, the_page(in_charge), time_zone="Etc/GMT+5").status_code == 302
    assert Publication.current().time_zone == "Etc/GMT+5"


@pytest.mark.parametrize(("tag", "is_one"), [("de", True), ("pt-BR", True), ("English", False), ('en" x="', False)])
def test_a_language_is_a_language_tag(in_charge: Client, tag: str, is_one: bool) -> None:
    paper()
    answer = send(in_charge, the_page(in_charge), language=tag)
    assert (answer.status_code == 302) is is_one
    if not is_one:
        assert "is not a language tag. Write one like en, de or pt-BR." in text_of(answer)


# For readers


@pytest.mark.parametrize("address", PUBLIC)
def test_name_contact_and_imprint_are_on_every_page(client: Client, address: str) -> None:
    paper(imprint="Tide Press, 1 Quay", contact_email="desk@tide.example.org")
    page = client.get(address)
    assert page.content.decode().count("The Tide") >= 3  # in the title, the masthead and at the foot
    foot = page.content.decode().split("<footer")[1]
    assert "Tide Press, 1 Quay" in foot
    assert 'href="mailto:desk@tide.example.org"' in foot


def test_what_nobody_has_written_is_not_shown_empty(client: Client) -> None:
    paper()
    assert "Write to us" not in text_of(client.get("/"))


@pytest.mark.parametrize("address", PUBLIC)
def test_the_logo_stands_in_the_masthead_called_by_the_papers_name(client: Client, address: str) -> None:
    logo = make_image(alt="A wave")
    paper(logo=logo)
    head = client.get(address).content.decode().split("<main")[0]
    picture = re.search(r'<img class="nameplate"[^>]*>', head)
    assert picture is not None
    assert f'src="{logo.medium_url}"' in picture[0]
    assert 'alt="The Tide"' in picture[0]
    assert client.get(logo.medium_url).status_code == 200


def test_the_tagline_is_on_the_front_page_and_in_what_search_engines_show(client: Client) -> None:
    paper(tagline="Daily, twice.")
    page = client.get("/").content.decode()
    assert '<p class="masthead-tagline">Daily, twice.</p>' in page
    assert '<meta name="description" content="Daily, twice.">' in page


@pytest.mark.parametrize("address", PUBLIC)
def test_every_page_is_in_the_papers_language(client: Client, address: str) -> None:
    paper(language="pt-BR")
    assert '<html lang="pt-BR">' in client.get(address).content.decode()


def test_the_day_is_the_newsrooms_own(client: Client) -> None:
    paper(time_zone="Pacific/Auckland")
    with time_machine.travel(datetime.datetime(2026, 3, 3, 20, tzinfo=datetime.UTC), tick=False):
        assert "Wednesday, 4 March 2026" in text_of(client.get("/"))


def test_the_imprint_is_text_and_no_html(client: Client) -> None:
    paper(imprint="<script>alert(1)</script>", tagline='"><b>')
    assert "<script>alert(1)" not in client.get("/").content.decode()
