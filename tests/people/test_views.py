"""What readers see of persons, organizations and offices, and what they do not."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from newsroom.dates import DAY, read_partial_date
from people.models import OrganizationName, Person, PersonName
from tests.desk import text_of
from tests.factories import (
    make_article,
    make_citation,
    make_image,
    make_office,
    make_organization,
    make_person,
    make_position,
    make_public_statement,
    publish,
)

pytestmark = pytest.mark.django_db

SEEN = {"released_at": datetime(2026, 3, 5, 12, tzinfo=UTC), "released_by_hand": True}
PEOPLE, ORGANIZATIONS = reverse("people:person_list"), reverse("people:organization_list")


def page_of(thing: Any) -> HttpResponse:
    return Client().get(thing.get_absolute_url())


def minister(name: str = "Ada Brun", started: str = "2020-03", ended: str = "ongoing") -> Person:
    office = make_office("Harbour Minister", make_organization("Harbour Ministry", **SEEN), **SEEN)
    person = make_person(name, **SEEN)
    make_position(person, office, read_partial_date(started), read_partial_date(ended))
    return person


# A person


def test_without_a_portrait_the_initials_stand_in_its_place() -> None:
    minister("Anthony Blinken")
    assert 'portrait-blank" aria-hidden="true">AB<' in Client().get(PEOPLE).content.decode()


def test_a_persons_page_tells_who_it_is_in_which_offices_and_where_else_to_read_on() -> None:
    person = minister()
    Person.objects.filter(pk=person.pk).update(
        summary="Keeps the gates.", website="https://brun.example", wikidata_id="Q42", portrait=make_image(alt="Ada")
    )
    PersonName.objects.create(person=person, name="Ada Quill", kind=PersonName.Kind.FORMER)
    PersonName.objects.create(person=person, name="Ada Braun", kind=PersonName.Kind.MISSPELLING)
    page = page_of(person)
    told = text_of(page)
    for part in ("Ada Brun", "Keeps the gates.", "Former name Ada Quill", "Harbour Minister Harbour Ministry"):
        assert part in told
    assert "March 2020 – now" in told
    assert "Braun" not in page.content.decode()
    for address in ("https://brun.example", "https://www.wikidata.org/wiki/Q42"):
        assert f'href="{address}"' in page.content.decode()
    assert 'alt="Ada"' in page.content.decode()


@pytest.mark.parametrize(
    ("started", "ended", "told"),
    [
        ("2020-03-05", "2024", "5 March 2020 – 2024"),
        ("", "2024-10", "start not known – October 2024"),
        ("2020", "", "2020 – end not known"),
        ("", "", "start not known – end not known"),
        ("2020", "ongoing", "2020 – now"),
    ],
)
def test_dates_of_an_office_are_shown_as_far_as_they_are_known(started: str, ended: str, told: str) -> None:
    person = minister(started=started, ended=ended)
    for thing in (person, person.positions.get().office, person.positions.get().office.organization):
        assert told in text_of(page_of(thing))


def test_an_office_whose_end_nobody_knows_is_never_shown_as_held_now(client: Client) -> None:
    minister("Ada Brun", "2020", "")
    minister_now = minister("Tom Lind")
    told = text_of(client.get(PEOPLE))
    assert told.count("Harbour Minister , Harbour Ministry") + told.count("Harbour Minister, Harbour Ministry") == 1
    assert "Harbour Minister" in told.split("Tom Lind")[1]
    assert minister_now.positions.current().exists()


def test_an_office_or_a_position_that_is_hidden_is_not_told() -> None:
    person = minister()
    make_position(person, make_office("Secret Keeper", make_organization("Hidden House")))
    make_position(person, make_office("Hidden Pilot", person.positions.last().office.organization))
    content = page_of(person).content.decode()
    assert "Secret Keeper" not in content
    assert "Hidden" not in content


def test_the_record_of_a_person_is_every_statement_newest_first_each_linked_to_its_words() -> None:
    person = minister()
    when = {"said_on_precision": DAY}
    first = make_public_statement("The gates stay open.", person, said_on=date(2026, 3, 1), **when)
    second = make_public_statement("The pier is closed.", person, said_on=date(2026, 3, 4), **when)
    page = page_of(person)
    content, told = page.content.decode(), text_of(page)
    assert content.index("The pier is closed.") < content.index("The gates stay open.")
    for citation in (first, second):
        assert f'href="{citation.get_absolute_url()}"' in content
        assert f'href="{citation.statement.get_absolute_url()}"' in content
    assert "2 statements in 2 stories since 1 March 2026" in told


def test_a_person_without_statements_says_so() -> None:
    assert "No statements in their own name on record" in text_of(page_of(minister()))


def test_what_others_said_for_a_person_stands_apart_and_outside_the_count() -> None:
    ada, voice = minister(), make_person("Vera Voss", **SEEN)
    make_public_statement("The gates stay open.", ada)
    make_public_statement("The pier is closed.", voice, behalf_person=ada)
    page = page_of(ada)
    assert "1 statement in 1 story" in text_of(page)
    apart = text_of(page).split("Said for Ada Brun by others", 1)[1]
    assert "The pier is closed." in apart
    assert "Vera Voss" in apart
    of_the_voice = text_of(page_of(voice))
    assert "No statements in their own name on record" in of_the_voice
    assert "The pier is closed." in of_the_voice.split("Said by Vera Voss for others", 1)[1]


def retract(citation: Any) -> None:
    citation.statement.retract(by=None, reason="A plain reason.")


def withdraw(citation: Any) -> None:
    Article.objects.get(pk=citation.article_id).withdraw(by=None, reason="A plain reason.")


def reject(citation: Any) -> None:
    citation.reject(by=None)


@pytest.mark.parametrize("hide", [retract, withdraw, reject])
def test_what_is_taken_back_leaves_the_record_at_once(hide: Any) -> None:
    person = minister()
    citation = make_public_statement("The gates stay open.", person)
    assert "The gates stay open." in text_of(page_of(person))
    hide(citation)
    told = text_of(page_of(person))
    assert "The gates stay open." not in told
    assert "No statements in their own name on record" in told


def test_what_waits_in_a_draft_or_on_the_schedule_is_not_on_the_record() -> None:
    person = minister()
    for headline in ("Draft", "Scheduled"):
        article = make_article(headline, text=f"{headline} words were said.")
        make_citation(article, f"{headline} words", person)
    publish(article, at=timezone.now() + timedelta(hours=1))
    told = text_of(page_of(person))
    assert "Draft words" not in told
    assert "Scheduled words" not in told


def private() -> Person:
    return make_person("Ada Brun", is_private=True, **SEEN)


def of_tomorrow() -> Person:
    return make_person("Ada Brun", released_at=timezone.now() + timedelta(days=1))


@pytest.mark.parametrize("make", [lambda: make_person("Ada Brun"), private, of_tomorrow])
def test_a_person_who_is_not_public_has_no_page_and_stands_in_no_list(client: Client, make: Any) -> None:
    person = make()
    office = make_office("Pilot", make_organization("Harbour Board", **SEEN), **SEEN)
    make_position(person, office, read_partial_date("2020"), read_partial_date("ongoing"))
    assert page_of(person).status_code == 404
    for page in (client.get(PEOPLE), page_of(office), page_of(office.organization)):
        assert page.status_code == 200
        assert "Ada Brun" not in page.content.decode()
    assert "Nobody we know of." in text_of(page_of(office))


def test_r22_the_page_of_a_merged_person_leads_to_whom_it_was_merged_into(client: Client) -> None:
    kept = make_person("Ada Brun", **SEEN)
    merged = make_person("Ada Braun", merged_into=kept, **SEEN)
    response = page_of(merged)
    assert (response.status_code, response["Location"]) == (301, kept.get_absolute_url())
    assert "Braun" not in client.get(PEOPLE).content.decode()
    into_hidden = make_person("Tom Lint", merged_into=make_person("Tom Lind"), **SEEN)
    assert page_of(into_hidden).status_code == 404


# Lists


def test_the_list_of_people_goes_by_sort_name_with_what_each_said(client: Client) -> None:
    for name in ("Zoe Abel", "Ada Zorn"):
        make_person(name, **SEEN)
    speaker = make_public_statement(person=make_person("Tom Lind")).statement.speaker_person
    make_public_statement("A second thing.", speaker)
    make_public_statement("For another.", speaker, behalf_person=make_person())
    told = text_of(client.get(PEOPLE))
    assert told.index("Zoe Abel") < told.index("Tom Lind") < told.index("Ada Zorn")
    assert "Tom Lind 2 statements" in told


def test_the_list_of_organizations_shows_public_ones_with_what_each_said(client: Client) -> None:
    board = make_organization("Harbour Board", kind="agency", country="Velmark")
    article = make_article(text="The pier is closed.")
    make_citation(article, "The pier is closed", speaker_organization=board)
    publish(article)
    make_organization("Hidden House")
    make_organization("Merged House", merged_into=board, **SEEN)
    told = text_of(client.get(ORGANIZATIONS))
    assert "Harbour Board Agency, Velmark, 1 statement in its own name" in told
    assert "House" not in told


@pytest.mark.parametrize(("address", "told"), [(PEOPLE, "Nobody is on record yet."), (ORGANIZATIONS, "on record yet.")])
def test_an_empty_list_says_so(client: Client, address: str, told: str) -> None:
    assert told in text_of(client.get(address))


@pytest.mark.parametrize(("address", "make"), [(PEOPLE, make_person), (ORGANIZATIONS, make_organization)])
def test_a_long_list_goes_by_pages_and_ends(client: Client, address: str, make: Any) -> None:
    things = [make(**SEEN) for _ in range(26)]
    assert len(client.get(address).context["page"]) == 25
    assert len(client.get(address, {"page": 2}).context["page"]) == 1
    assert [client.get(address, {"page": page}).status_code for page in ("1", "3", "x")] == [404, 404, 404]
    assert len({thing.slug for thing in things}) == 26


# An organization


def test_an_organizations_page_tells_what_it_is_what_it_belongs_to_and_who_holds_office() -> None:
    parent = make_organization("Government of Velmark", **SEEN)
    person = minister()
    ministry = person.positions.get().office.organization
    ministry.parent, ministry.short_name, ministry.summary, ministry.kind = parent, "HM", "Keeps the gates.", "ministry"
    ministry.logo = make_image(alt="A gate")
    ministry.save()
    OrganizationName.objects.create(organization=ministry, name="Ministry of Ports")
    make_organization("Pilots’ Office", parent=ministry, **SEEN)
    told = text_of(page_of(ministry))
    for part in ("Harbour Ministry", "HM", "Ministry of Ports", "Keeps the gates.", "Ministry", "Pilots’ Office"):
        assert part in told
    assert "Part of Government of Velmark" in told
    assert "Ada Brun Harbour Minister March 2020 – now" in told
    assert 'alt="A gate"' in page_of(ministry).content.decode()


def test_parents_parts_and_offices_that_are_hidden_are_not_told() -> None:
    board = make_organization("Harbour Board", parent=make_organization("Hidden House"), **SEEN)
    make_organization("Hidden Part", parent=board)
    make_office("Hidden Office", board)
    merged = make_organization("Hidden Merger", merged_into=make_organization(), **SEEN)
    part = make_organization("Pilots", parent=merged, **SEEN)
    for page in (page_of(board), page_of(part)):
        assert page.status_code == 200
        assert "Hidden" not in page.content.decode()


def test_what_was_said_by_for_and_in_an_organization_stands_on_its_page() -> None:
    person = minister()
    position = person.positions.get()
    ministry = position.office.organization
    make_public_statement("Said in office.", person, position=position)
    make_public_statement("Said on its behalf.", make_person("Vera Voss"), behalf_organization=ministry)
    article = make_article(text="Said by itself.")
    make_citation(article, "Said by itself", speaker_organization=ministry)
    publish(article)
    make_public_statement("Said elsewhere.", person)
    told = text_of(page_of(ministry))
    for words in ("Said in office", "Said on its behalf", "Said by itself"):
        assert words in told
    assert "Said elsewhere" not in told


@pytest.mark.parametrize("fields", [{}, {"released_at": timezone.now() + timedelta(days=1)}])
def test_an_organization_that_is_not_public_has_no_page(fields: dict[str, Any]) -> None:
    assert page_of(make_organization(**fields)).status_code == 404


# An office


def test_an_offices_page_tells_everybody_who_held_it_and_what_they_said_in_it() -> None:
    person = minister()
    position = person.positions.get()
    before = make_person("Tom Lind", **SEEN)
    make_position(before, position.office, read_partial_date("2010"), read_partial_date("2014"), title_as_held="Warden")
    make_public_statement("Said in office.", person, position=position)
    make_public_statement("Said elsewhere.", person)
    told = text_of(page_of(position.office))
    assert told.index("Ada Brun") < told.index("Tom Lind")
    assert "as Warden" in told
    assert "2010 – 2014" in told
    assert "Said in office." in told
    assert "Said elsewhere." not in told


def test_a_vacant_office_has_its_page() -> None:
    office = make_office("Pilot", make_organization("Harbour Board", **SEEN), summary="Guides ships.", **SEEN)
    told = text_of(page_of(office))
    assert "Guides ships." in told
    assert "Nobody we know of." in told
    assert "Nothing on record here." in told


def test_an_office_in_a_hidden_organization_has_no_page() -> None:
    assert page_of(make_office(**SEEN)).status_code == 404
    assert page_of(make_office("Pilot", make_organization(**SEEN))).status_code == 404


# All of them


@pytest.mark.parametrize("address", [PEOPLE, ORGANIZATIONS, "/people/x/", "/organizations/x/", "/offices/x/"])
def test_these_pages_are_only_read(client: Client, address: str) -> None:
    for verb in (client.post, client.put, client.patch, client.delete):
        assert verb(address).status_code == 405


@pytest.mark.parametrize("kind", ["people", "organizations", "offices"])
@pytest.mark.parametrize("slug", ["nobody", "%00", "..", "%ff", "x" * 400, "'||(select pg_sleep(3))||'"])
def test_s21_an_address_of_nobody_is_a_404(client: Client, kind: str, slug: str) -> None:
    assert client.get(f"/{kind}/{slug}/").status_code == 404


def test_a_portrait_comes_in_the_smaller_encoding_where_a_browser_knows_it(client: Client) -> None:
    portrait = make_image(alt="Ada Brun at the gates")
    person = make_person("Ada Brun", portrait=portrait, **SEEN)
    page = client.get(person.get_absolute_url()).content.decode()
    assert f'<source type="image/avif" srcset="{portrait.square_avif_url}">' in page
    assert f'src="{portrait.square_url}" width="480" height="480" alt="Ada Brun at the gates"' in page
    assert client.get(portrait.square_avif_url)["Content-Type"] == "image/avif"
