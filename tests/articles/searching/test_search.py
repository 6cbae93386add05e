"""The page of the search as readers use it."""

import datetime
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Byline, SearchEntry, Statement
from articles.revising import revise
from newsroom.dates import ONGOING, PartialDate
from people.models import Organization, OrganizationName, Person, PersonName
from people.record import keep_findable
from tests.articles.searching.pages import counts, found, look, names
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


def test_a_story_a_statement_a_person_an_organization_and_an_office_are_found_by_their_words(
    client: Client, record: dict[str, Any]
) -> None:
    for words, kind in (
        ("ferry quays", "article"),
        ("winter", "article"),
        ("pilot’s", "person"),
        ("harmin velmark", "body"),
        ("minister harmin", "office"),
    ):
        assert found(client, words) == {record[kind].get_absolute_url()}, words
    assert found(client, "gate opens brun") == {
        record["article"].get_absolute_url(),
        record["statement"].get_absolute_url(),
    }


def test_all_words_have_to_be_there_and_a_phrase_in_its_order(client: Client, record: dict[str, Any]) -> None:
    address = record["article"].get_absolute_url()
    assert found(client, "quay zeppelin") == set()
    assert address in found(client, "“stay open”")
    assert found(client, "“open stay”") == set()
    assert found(client, "“sail again after”") == set(), "a phrase reached from the headline into the deck"


def test_what_readers_may_not_see_is_no_choice_to_narrow_by(client: Client, record: dict[str, Any]) -> None:
    hidden = make_organization("Secret Agency")
    make_position(record["person"], make_office("Shadow Chief", hidden), ended=PartialDate(precision=ONGOING))
    record["article"].organizations.add(hidden)
    for words in ("brun", "ferries", "gates"):
        page = look(client, words)
        assert "Secret Agency" not in page
        assert "secret-agency" not in page


def test_what_was_found_asks_not_to_be_indexed_and_the_empty_search_does_not(client: Client) -> None:
    assert 'content="noindex"' in client.get("/search/?q=gates").content.decode()
    assert 'content="noindex"' not in client.get("/search/").content.decode()


@pytest.mark.parametrize("words", ["Francois", "FRANÇOIS", "françois dUvAl", "Duval Francois"])
def test_a_name_is_found_without_its_accents_in_any_order(client: Client, words: str) -> None:
    speaker = make_public_statement("Yes.", make_person("François Duval")).statement.speaker_person
    assert speaker.get_absolute_url() in found(client, words)


def test_a_name_in_another_script_is_found_and_shown(client: Client, record: dict[str, Any]) -> None:
    page = look(client, "αδα")
    assert record["person"].get_absolute_url() in page
    assert "Also known as" in page


def test_a_name_of_the_past_is_shown_as_one(client: Client, record: dict[str, Any]) -> None:
    PersonName.objects.create(person=record["person"], name="Ada Quill", kind=PersonName.Kind.FORMER)
    keep_findable([record["person"]])
    page = look(client, "Quill")
    assert 'Formerly Ada <mark class="found">Quill</mark>' in page
    assert "Also known as" not in page


def test_a_name_that_an_organization_gave_up_is_shown_as_one(client: Client, record: dict[str, Any]) -> None:
    ministry = make_organization("Harbour Ministry", released_at=timezone.now(), released_by_hand=True)
    OrganizationName.objects.create(organization=ministry, name="Quay Office", end_date=datetime.date(2020, 1, 1))
    OrganizationName.objects.create(organization=ministry, name="Quay House")
    keep_findable([ministry])
    page = look(client, "quay")
    assert (
        'Also known as <mark class="found">Quay</mark> House. Formerly <mark class="found">Quay</mark> Office' in page
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("crossed train", "“crossed train”"), ('"crossed train"', '"crossed train"'), ("“a b” c", "“a b” c")],
)
def test_what_was_not_found_is_said_with_one_pair_of_quotation_marks(client: Client, typed: str, shown: str) -> None:
    assert f"Nothing was found for {shown}." in re.sub("</?bdi>", "", look(client, typed))


def test_a_known_misspelling_finds_the_person_and_is_never_shown(client: Client, record: dict[str, Any]) -> None:
    page = look(client, "Holt")
    assert found(client, "Holt") == {record["person"].get_absolute_url()}
    assert "Bruun-Holt" not in page


@pytest.mark.parametrize("words", ["Bruhn", "Adda Brun", "brunn tariffs"])
def test_a_slip_of_the_pen_is_asked_about(client: Client, record: dict[str, Any], words: str) -> None:
    page = look(client, words)
    assert "Did you mean" in page
    assert 'href="/search/?q=Ada+Brun">Ada Brun</a>' in page


def test_who_is_not_public_is_not_asked_about(client: Client, record: dict[str, Any]) -> None:
    Person.objects.update(is_private=True)
    assert "Did you mean" not in look(client, "Bruhn")


@pytest.mark.parametrize(
    ("text", "words", "others"),
    [
        ("東京湾の港が開く。", ["東京", "港", "東京湾", "“湾の港”"], ["京東", "湾港", "空"]),
        (
            "افتتح الوزير الميناء الجديد",
            ["ميناء", "الميناء", "وزير", "“الوزير الميناء”"],
            ["مدينة", "“الميناء الوزير”"],
        ),
        ("ท่าเรือเปิดแล้ว", ["ท่าเรือ", "เปิด"], ["ปิดท่า"]),
        ("부산항이 열렸다", ["부산", "부산항"], ["서울"]),
    ],
)
def test_any_script_can_be_looked_for(client: Client, text: str, words: list[str], others: list[str]) -> None:
    story = publish(make_article("Far away", text=text))
    for typed in words:
        assert found(client, typed) == {story.get_absolute_url()}, typed
        assert 'mark class="found"' in look(client, typed)
    for typed in others:
        assert found(client, typed) == set(), typed


def test_the_words_looked_for_are_marked_and_markup_in_a_text_stays_text(client: Client) -> None:
    publish(make_article("A <i>gate</i> & more", text="The gates <script>alert(1)</script> stay."))
    raw = client.get("/search/?q=gate").content.decode()
    assert 'A &lt;i&gt;<mark class="found">gate</mark>&lt;/i&gt; &amp; more' in raw
    assert 'The <mark class="found">gates</mark> &lt;script&gt;' in raw


# Public or not


def test_a_scheduled_story_is_found_at_its_minute_and_not_before(client: Client, monkeypatch: Any) -> None:
    person = make_person("Ada Brun")
    article = make_article("Gates", text="“The gates stay open,” Ada Brun said.")
    article.citations.all().delete()
    make_citation(article, "“The gates stay open,”", person)
    due = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    publish(article, at=due)
    assert found(client, "gates") == set()
    assert found(client, "brun") == set()
    assert "Ada" not in look(client, "brum")
    monkeypatch.setattr("django.utils.timezone.now", lambda: due)
    assert len(found(client, "gates")) == 2
    assert person.get_absolute_url() in found(client, "brun")


def test_what_is_withdrawn_is_not_found_from_that_moment_on(client: Client, record: dict[str, Any]) -> None:
    record["article"].withdraw(by=None, reason="A forgery.")
    for words in ("ferries", "gates", "brun", "harbour"):
        assert found(client, words) == set(), words


def test_a_retracted_statement_is_not_found_and_a_reinstated_one_is(client: Client, record: dict[str, Any]) -> None:
    address = record["statement"].get_absolute_url()
    record["statement"].retract(by=None, reason="Misheard.")
    assert address not in found(client, "gates")
    record["statement"].reinstate(by=None, reason="It was right.")
    assert address in found(client, "gates")


def test_readers_find_the_live_version_and_not_a_newer_draft(client: Client, record: dict[str, Any]) -> None:
    article = record["article"]
    revise(article, by=None, headline="Zeppelins", body="<p>“The gates stay open,” Ada Brun said. Dirigibles.</p>")
    assert found(client, "zeppelin") == found(client, "dirigible") == set()
    assert article.get_absolute_url() in found(client, "ferry")
    article.publish(by=None)
    assert found(client, "zeppelin") == {article.get_absolute_url()}
    assert found(client, "ferry") == set()


def test_what_is_hidden_changes_no_count_no_choice_and_no_page(client: Client, record: dict[str, Any]) -> None:
    before = look(client, "gates")
    for number in range(3):
        later = make_article(f"Gates {number}", text="“The gates are shut,” somebody said.", tags=["gates of the port"])
        later.citations.all().delete()
        make_citation(later, "“The gates are shut,”", make_person(f"Gates {number}"))
        later.people.add(record["person"])
        publish(later, at=timezone.now() + timedelta(days=1))
    make_article("More gates", text="Gates")
    assert counts(look(client, "gates")) == counts(before)
    assert look(client, "gates").partition("<main")[2] == before.partition("<main")[2]


def test_a_statement_is_found_by_the_name_of_those_it_was_made_for(client: Client) -> None:
    for behalf in ({"behalf_person": make_person("Xenia Quill")}, {"behalf_organization": make_organization("Gull")}):
        citation = make_public_statement("Plain.", **behalf)
        name = str(citation.statement.behalf.name).split()[-1]
        assert found(client, f"{name} plain", type="statements") == {citation.statement.get_absolute_url()}


def test_on_whose_behalf_is_no_secret_found_by_searching(client: Client) -> None:
    """Their name stands on no page as long as they are not public."""
    private = make_person("Xenia Quill", is_private=True)
    later = {"released_at": timezone.now() + timedelta(days=1), "released_by_hand": True}
    for behalf in (private, make_person("Yara Quill", **later)):
        citation = make_public_statement("Plain.", behalf_person=behalf)
        assert found(client, "quill") == set()
        assert citation.statement.get_absolute_url() in found(client, "plain")


def test_who_becomes_private_is_not_found_by_what_was_said_for_them(client: Client) -> None:
    quill = make_public_statement("Plain.", behalf_person=make_person("Xenia Quill")).statement.behalf_person
    assert found(client, "quill", type="statements")
    quill.is_private = True
    quill.save()
    quill.statements_for.refresh_releases()
    assert found(client, "quill") == set()


def test_a_story_is_found_by_who_wrote_it(client: Client) -> None:
    byline = Byline.objects.create(name="Ines Falk")
    story = publish(make_article("The quay", bylines=[byline]))
    make_article("A draft", bylines=[byline])
    assert found(client, "falk") == {story.get_absolute_url()}


# Narrowing


def test_each_type_is_counted_and_can_be_chosen(client: Client, record: dict[str, Any]) -> None:
    page = look(client, "harbour")
    assert counts(page) == {
        "Everything": "3",
        "Stories": "0",
        "Statements": "1",
        "Officials": "0",
        "Organizations": "2",
    }
    assert found(client, "harbour", type="statements") == {record["statement"].get_absolute_url()}
    assert counts(look(client, "harbour", type="statements")) == counts(page)


def test_each_way_of_narrowing_keeps_what_fits_and_says_how_much(client: Client, record: dict[str, Any]) -> None:
    publish(make_article("Other gates", text="Gates elsewhere.", tags=["ferries"]))
    both = {record["article"].get_absolute_url(), record["statement"].get_absolute_url()}
    page = look(client, "gates")
    for name, slug, expected in (
        ("person", "ada-brun", both),
        ("organization", "harbour-ministry", {record["statement"].get_absolute_url()}),
        ("topic", "gates-of-the-port", {record["statement"].get_absolute_url()}),
    ):
        assert found(client, "gates", **{name: slug}) == expected, name
        link = re.search(rf'href="/search/\?q=gates&{name}={slug}"[^>]*>.*?class="count">(\d+)', page)
        assert link is not None, name
        assert int(link[1]) == len(expected), name
    assert found(client, "gates", **{"from": "2026-03-06", "until": "2026-03-06"}) == {
        record["article"].get_absolute_url()
    }
    assert found(client, "gates", until="2026-03-05") == {record["statement"].get_absolute_url()}


def test_newest_and_oldest_come_first_when_asked_for(client: Client) -> None:
    for year in (2024, 2026, 2025):
        publish(make_article(f"Gates {year}"), at=datetime.datetime(year, 1, 2, tzinfo=datetime.UTC))
    pages = {order: look(client, "gates", order=order) for order in ("newest", "oldest")}
    years = {order: re.findall(r"</mark> (202\d)\s*</a>", page) for order, page in pages.items()}
    assert years == {"newest": ["2026", "2025", "2024"], "oldest": ["2024", "2025", "2026"]}


@pytest.mark.parametrize("narrowed", ["type=drafts", "order=password", "person=nobody", "topic=x", "organization=%00x"])
def test_what_cannot_be_asked_for_is_not_there(client: Client, record: dict[str, Any], narrowed: str) -> None:
    assert client.get(f"/search/?q=gates&{narrowed}").status_code == 404


def test_a_topic_that_only_hidden_things_have_is_not_there(client: Client) -> None:
    make_article("Draft", tags=["secret plan"])
    assert client.get("/search/?q=gates&topic=secret-plan").status_code == 404


def test_one_search_has_one_address(client: Client) -> None:
    response = client.get("/search/?until=2026-03-05&q=gates&type=&from=&page=")
    assert (response.status_code, response["Location"]) == (302, "/search/?q=gates&until=2026-03-05")
    assert client.get("/search/?q=gates&until=2026-03-05&utm_source=mail").status_code == 200
    assert client.get("/search/?q=&type=")["Location"] == "/search/"


def test_what_is_no_date_is_left_out_and_said(client: Client, record: dict[str, Any]) -> None:
    page = look(client, "gates", **{"from": "2026-13-99"})
    assert "“2026-13-99” is no date" in page
    assert record["article"].get_absolute_url() in page


def test_a_page_has_25_and_past_the_end_is_nothing(client: Client) -> None:
    for number in range(26):
        publish(make_article(f"Gates {number}"))
    assert len(found(client, "gates")) == 25
    assert len(found(client, "gates", page="2")) == 1
    assert client.get("/search/?q=gates&page=3").status_code == 404


def test_more_than_are_counted_are_said_to_be_more(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("articles.searching.looking.MOST", 2)
    for number in range(3):
        publish(make_article(f"Gates {number}"))
    page = look(client, "gates")
    assert counts(page)["Stories"] == "2+"
    assert "More match than are counted" in page
    assert len(found(client, "gates")) == 2


# Whatever is typed


@pytest.mark.parametrize(
    "typed",
    [
        "\x00",
        "gates\x00",
        " ".join(["word"] * 400),
        " ".join(f"w{number}" for number in range(400)),
        '"' * 10_000,
        "OR",
        "NEAR(a b, 2)",
        "gates OR NOT *",
        "-gates",
        "title:gates",
        "((((",
        "a" * 5_000,
        "'; DROP TABLE articles_searchentry; --",
        "\\",
        "%_%",
        "1e5 007 -3 4.5",
        "🚢",
        "é" * 3_000,
        "&|!<->:*",
    ],
)
def test_whatever_is_typed_gets_an_ordinary_answer(client: Client, record: dict[str, Any], typed: str) -> None:
    response = client.get("/search/", {"q": typed}, follow=True)
    assert response.status_code == 200
    assert client.get("/search/names/", {"q": typed}).status_code == 200


def test_a_query_too_long_says_that_it_was_cut(client: Client) -> None:
    assert "too long to look for" in look(client, "word " * 400)


def test_without_words_the_page_says_how_to_search(client: Client) -> None:
    assert "How to search" in client.get("/search/").content.decode()
    assert "There is no word in" in look(client, "***")


def test_where_nothing_is_found_the_limits_can_be_taken_off(client: Client, record: dict[str, Any]) -> None:
    page = look(client, "gates", type="people")
    assert "Nothing was found" in page
    assert '<a href="/search/?q=gates">Search everything' in page


# Costs


def test_ten_of_everything_cost_as_many_queries_as_one(client: Client) -> None:
    def some(number: int) -> None:
        body = make_organization(f"Gates Office {number}")
        position = make_position(make_person(f"Gates {number}"), make_office("Keeper of Gates", body))
        person = position.person
        citation = make_public_statement(f"Gates {number}.", person, position=position)
        citation.statement.tags.add(f"gates {number}")
        citation.article.tags.add(f"story {number}")
        citation.article.organizations.add(body)

    some(0)
    client.get("/search/?q=gates")
    with CaptureQueriesContext(connection) as one:
        client.get("/search/?q=gates")
    for number in range(1, 5):
        some(number)
    with CaptureQueriesContext(connection) as several:
        assert client.get("/search/?q=gates").status_code == 200
    assert len(several) == len(one)
    with CaptureQueriesContext(connection) as suggesting:
        names(client, "gates")
    assert len(suggesting) <= 8


def test_nothing_of_the_index_reaches_a_page(client: Client, record: dict[str, Any]) -> None:
    """Lines are only matched: what is shown is read from the things themselves."""
    SearchEntry.objects.filter(kind="story").update(title="smuggl u")
    page = look(client, "smuggled")
    assert "smuggl</" not in page
    assert "Ferries sail again" in page


def test_every_thing_shown_is_public_whatever_the_index_holds(client: Client, record: dict[str, Any]) -> None:
    Organization.objects.update(released_at=None)
    Statement.objects.update(retracted_at=timezone.now(), retraction_reason="x")
    Article.objects.update(published_at=timezone.now() + timedelta(days=1))
    Person.objects.update(is_private=True)
    assert SearchEntry.objects.count() >= 5
    for words in ("gates", "harbour", "ada", "harmin"):
        assert found(client, words) == set()
        assert names(client, words) == []


def test_where_very_many_match_the_best_are_looked_for_among_those_recorded_last(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.searching.looking.WEIGHED", 2)
    said = [make_public_statement(words) for words in ("Gates, gates.", "The gates.", "Our old gates of the port.")]
    addresses = [citation.statement.get_absolute_url() for citation in said]
    assert found(client, "gates", type="statements") == set(addresses[1:])
    assert found(client, "gates", type="statements", order="oldest") == set(addresses)
    assert found(client, "gates", type="statements", person=said[0].statement.speaker.slug) == {addresses[0]}
