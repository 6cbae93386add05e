import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Correction
from articles.revising import revise
from newsroom.models import Publication
from people.models import Person
from tests.factories import (
    make_article,
    make_citation,
    make_office,
    make_organization,
    make_person,
    make_position,
    make_public_statement,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db

MAX_QUERIES = 18


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_front_page_of_an_empty_newsroom_is_a_page(client: Client) -> None:
    Publication.objects.create(name="The Port Elise Courier")
    assert "The Port Elise Courier" in text_of(client, "/")


def test_the_front_page_shows_new_stories_and_fresh_statements(client: Client) -> None:
    citation = make_public_statement("The gates stay open.", make_person("Ada Brun"))
    page = text_of(client, "/")
    assert str(citation.article) in page
    assert "“The gates stay open.”" in page
    assert "Ada Brun" in page


def test_a_story_has_its_words_marked_and_linked(client: Client) -> None:
    citation = make_public_statement("The gates stay open.", make_person("Ada Brun"))
    page = text_of(client, citation.article.get_absolute_url())
    assert f'<mark class="statement statement-direct" id="st-{citation.pk}">“The gates stay open.”</mark>' in page
    assert f'href="/statements/{citation.statement_id}/"' in page
    assert f'href="{citation.statement.speaker_person.get_absolute_url()}"' in page


def test_beside_the_words_stands_who_says_them_once_for_several_in_a_row(client: Client) -> None:
    article = make_article(text="“One,” Brun said. “Two,” she said.\n\n“Three,” Dane said.\n\n“Four,” Brun said.")
    brun, dane = make_person("Ada Brun"), make_person("Carl Dane")
    for words, person in (("“One,”", brun), ("“Two,”", brun), ("“Three,”", dane), ("“Four,”", brun)):
        make_citation(article, words, person)
    publish(article)
    page = text_of(client, article.get_absolute_url())
    notes = re.findall(r'<span class="margin-note" aria-hidden="true"><a [^>]*tabindex="-1">([^<]*)</a>', page)
    assert notes == ["Ada Brun", "Carl Dane", "Ada Brun"]
    before = page.partition("“Three,”")[0].rpartition("<p>")[2]  # level with the first of the words, without a space
    assert re.fullmatch(r'<span class="margin-note" .*</span><mark [^>]*>', before)


@pytest.mark.parametrize("is_private", [False, True])
def test_on_whose_behalf_it_was_said_stands_beside_the_words_unless_the_person_is_private(
    client: Client, is_private: bool
) -> None:
    witness = make_person("Xenia Quill", is_private=is_private, released_at=timezone.now(), released_by_hand=True)
    citation = make_public_statement("The gates stay open.", make_person("Ada Brun"), behalf_person=witness)
    for address in (citation.article.get_absolute_url(), citation.statement.get_absolute_url()):
        page = text_of(client, address)
        assert ("Xenia Quill" in page) is not is_private
        assert ("somebody else" in page) is is_private


def test_a_story_shows_deck_byline_dateline_section_tags_and_corrections(client: Client) -> None:
    from articles.models import Byline

    article = make_article(
        "Gates",
        text="Some words.",
        deck="A deck of words",
        dateline="PORT ELISE, March 5",
        bylines=[Byline.objects.create(name="Mara Quill")],
        section=make_section("Harbour"),
        tags=["ferries"],
        source="Velmark Wire",
    )
    publish(article, at=datetime(2026, 3, 5, 9, tzinfo=UTC))
    Correction.objects.create(article=article, kind="misquote", text="We misheard a word.")
    page = text_of(client, article.get_absolute_url())
    for told in ("A deck of words", "PORT ELISE, March 5", "Mara Quill", "Harbour", "ferries", "Velmark Wire"):
        assert told in page
    assert "We misheard a word." in page
    assert "We misheard a word." in text_of(client, "/corrections/")
    assert 'datetime="2026-03-05' in page


def test_an_address_has_one_spelling(client: Client) -> None:
    article = publish(make_article("Gates"), at=datetime(2026, 3, 5, tzinfo=UTC))
    assert article.get_absolute_url() == "/articles/2026/03/05/gates/"
    text_of(client, "/articles/2026/3/5/gates/", 404)
    text_of(client, "/articles/2026/13/05/gates/", 404)
    text_of(client, "/articles/2026/03/06/gates/", 404)


def test_a_slug_may_be_in_any_script(client: Client) -> None:
    article = publish(make_article("港が開く"))
    assert text_of(client, article.get_absolute_url())


def test_a_scheduled_story_opens_at_its_minute(client: Client) -> None:
    now = timezone.now()
    article = publish(make_article(), at=now + timedelta(minutes=5))
    text_of(client, article.get_absolute_url(), 404)
    with time_machine.travel(now + timedelta(minutes=5, seconds=1)):
        text_of(client, article.get_absolute_url())


def test_a_withdrawn_story_leaves_a_stub_with_the_reason_and_none_of_its_words(client: Client) -> None:
    citation = make_public_statement("The gates stay open.")
    article = Article.objects.get(pk=citation.article_id)
    address = article.get_absolute_url()
    article.withdraw(by=None, reason="The letter was forged.")
    for stub in (text_of(client, address, 410), text_of(client, f"/statements/{citation.statement_id}/", 410)):
        assert "The letter was forged." in stub
        assert "gates stay open" not in stub
    assert "gates stay open" not in text_of(client, "/statements/")
    text_of(client, citation.statement.speaker_person.get_absolute_url(), 404)


def test_a_retracted_statement_leaves_a_stub_and_its_mark_goes(client: Client) -> None:
    citation = make_public_statement("The gates stay open.")
    citation.statement.retract(by=None, reason="She never said it.")
    assert "She never said it." in text_of(client, f"/statements/{citation.statement_id}/", 410)
    story = text_of(client, citation.article.get_absolute_url())
    assert "<mark" not in story
    assert "The gates stay open." in story


def test_a_statement_confirmed_in_a_newer_draft_only_leaves_no_stub_when_it_is_retracted(client: Client) -> None:
    article = publish(make_article(text="Plain words."))
    revise(article, by=None, headline="Newer", body="<p>The gates stay open.</p>")
    citation = make_citation(article, "The gates stay open")
    citation.statement.retract(by=None, reason="She never said it.")
    text_of(client, f"/statements/{citation.statement_id}/", 404)


def test_a_statement_that_was_never_public_is_simply_not_there(client: Client) -> None:
    article = make_article(text="The gates stay open.")
    citation = make_citation(article, "The gates stay open")
    text_of(client, f"/statements/{citation.statement_id}/", 404)
    text_of(client, "/statements/999999/", 404)


def test_a_statement_names_speaker_office_day_and_every_story_in_its_context(client: Client) -> None:
    person = make_person("Ada Brun")
    organization = make_organization("Harbour Ministry", short_name="HM")
    position = make_position(person, make_office("Harbour Minister", organization))
    first = make_public_statement(
        "The gates stay open.",
        person,
        position=position,
        said_on=date(2026, 3, 5),
        said_on_precision="day",
        venue="the quay",
    )
    other = make_article("Another report", text="Before. The gates would stay open, Brun said. After.")
    make_citation(other, "The gates would stay open", person, kind="indirect", statement=first.statement)
    publish(other)
    page = text_of(client, f"/statements/{first.statement_id}/")
    for told in ("Ada Brun", "Harbour Minister, Harbour Ministry", "5 March 2026", "the quay", "Another report"):
        assert told in page
    assert "“The gates stay open.”" in page
    assert f'href="{other.get_absolute_url()}#st-' in page
    assert position.office.get_absolute_url() in page


def test_words_of_a_translated_or_disputed_statement_say_so(client: Client) -> None:
    citation = make_public_statement(dispute_note="The ministry denies it.")
    type(citation).objects.filter(pk=citation.pk).update(is_translated=True)
    page = text_of(client, f"/statements/{citation.statement_id}/")
    assert "The ministry denies it." in page
    assert "ranslated" in page


def test_the_words_of_a_direct_report_stand_for_the_statement(client: Client) -> None:
    person = make_person("Ada Brun")
    early = make_article(text="The gates would stay open, Brun said.")
    indirect = make_citation(early, "The gates would stay open", person, kind="indirect")
    publish(early, at=timezone.now() - timedelta(days=9))
    late = make_article(text="“The gates stay open,” Brun said.")
    make_citation(late, "“The gates stay open,”", person, statement=indirect.statement)
    publish(late)
    statements = text_of(client, "/statements/")
    assert "“The gates stay open" in statements


def test_a_newer_draft_changes_nothing_for_readers(client: Client) -> None:
    citation = make_public_statement("The gates stay open.")
    revise(citation.article, by=None, headline="Changed", body="<p>Everything was cut.</p>")
    page = text_of(client, citation.article.get_absolute_url())
    assert "The gates stay open." in page
    assert "Changed" not in page


def test_a_section_and_a_tag_list_their_stories(client: Client) -> None:
    section = make_section("Harbour")
    article = publish(make_article("Gates", section=section, tags=["ferries"]))
    for address in (section.get_absolute_url(), article.tags.get().get_absolute_url()):
        assert article.get_absolute_url() in text_of(client, address)


def test_a_tag_page_lists_statements_too_and_all_of_them_are_one_click_away(client: Client) -> None:
    citation = make_public_statement("The gates stay open.")
    citation.statement.tags.add("gates")
    assert "The gates stay open." in text_of(client, "/tags/gates/")
    assert "The gates stay open." in text_of(client, "/statements/?topic=gates")
    for nowhere in ("/tags/unheard-of/", "/statements/?topic=unheard-of", "/statements/?topic=%00"):
        text_of(client, nowhere, 404)


def test_a_tag_of_hidden_things_only_is_not_there(client: Client) -> None:
    make_article(tags=["secret plan"])
    text_of(client, "/tags/secret-plan/", 404)
    text_of(client, "/statements/?topic=secret-plan", 404)


@pytest.mark.parametrize("page", ["0", "1", "-1", "x", "2", "1e3", "9" * 40, "", "２", "2.0"])
def test_pages_that_do_not_exist_are_404(client: Client, page: str) -> None:
    make_public_statement()
    text_of(client, f"/statements/?page={page}", 404)


def test_long_lists_go_by_pages_of_twenty_five(client: Client) -> None:
    person = make_person("Ada Brun")
    article = make_article(text="\n\n".join(f"Sentence number {number} stands." for number in range(30)))
    for number in range(30):
        make_citation(article, f"Sentence number {number} stands", person)
    publish(article)
    first, second = text_of(client, "/statements/"), text_of(client, "/statements/?page=2")
    assert first.count("#st-") >= 25
    assert "?page=2" in first
    assert "Sentence number 0 stands" in second
    assert "Sentence number 0 stands" not in first


def test_fresh_statements_on_the_front_page_are_by_different_speakers(client: Client) -> None:
    person = make_person("Ada Brun")
    make_public_statement("An older sentence.", person, said_on=date(2026, 3, 4), said_on_precision="day")
    make_public_statement("A newer sentence.", person, said_on=date(2026, 3, 5), said_on_precision="day")
    page = text_of(client, "/")
    assert "A newer sentence." in page
    assert "An older sentence." not in page


def test_a_later_page_keeps_the_topic_and_the_first_has_no_number(client: Client) -> None:
    article = make_article(text="\n\n".join(f"Sentence number {number} stands." for number in range(30)))
    for number in range(30):
        citation = make_citation(article, f"Sentence number {number} stands", make_person("Ada Brun"))
        citation.statement.tags.add("gates")
    publish(article)
    assert 'href="/statements/?topic=gates&amp;page=2"' in text_of(client, "/statements/?topic=gates")
    assert 'href="/statements/?topic=gates"' in text_of(client, "/statements/?topic=gates&page=2")


def test_who_has_no_page_yet_is_named_without_a_link(client: Client) -> None:
    position = make_position(make_person("Ada Brun"), make_office("Harbour Minister"))
    citation = make_public_statement("The gates stay open.", position.person, position=position)
    later = timezone.now() + timedelta(days=1)
    for hidden in (position.person, position.office):
        type(hidden).objects.filter(pk=hidden.pk).update(released_at=later, released_by_hand=True)
    for address in ("/", "/statements/", f"/statements/{citation.statement_id}/"):
        page = text_of(client, address)
        assert "Ada Brun" in page
        assert "Harbour Minister" in page
        assert position.person.get_absolute_url() not in page
        assert position.office.get_absolute_url() not in page


def test_a_private_person_is_not_named_as_the_one_spoken_for(client: Client) -> None:
    citation = make_public_statement("She is well.", behalf_person=make_person("Uma Vale", is_private=True))
    for address in ("/statements/", f"/statements/{citation.statement_id}/"):
        page = text_of(client, address)
        assert "on behalf of somebody else" in page
        assert "Uma Vale" not in page


def test_what_others_say_for_a_person_is_listed_apart_and_in_full_one_click_away(client: Client) -> None:
    minister, voice = make_person("Ada Brun"), make_person("Olaf Roth")
    make_public_statement("The gates stay open.", minister, said_on=date(2026, 1, 1), said_on_precision="year")
    make_public_statement("She is at sea.", voice, behalf_person=minister)
    page = text_of(client, minister.get_absolute_url())
    assert '1 statement in 1 story since <time datetime="2026">2026</time>' in page
    assert page.index("The gates stay open.") < page.index("Said for Ada Brun by others") < page.index("She is at sea.")
    for address in (f"{minister.get_absolute_url()}?spoken=by-others", f"{voice.get_absolute_url()}?spoken=for-others"):
        listed = text_of(client, address)
        assert "She is at sea." in listed
        assert "The gates stay open." not in listed
    text_of(client, f"{minister.get_absolute_url()}?spoken=loudly", 404)


def a_story_with(number: int) -> Article:
    article = make_article(
        f"Story of {number}",
        text="\n\n".join(f"Sentence {index} of {number} stands." for index in range(number)),
        tags=[f"tag {index}" for index in range(number)],
        section=make_section(),
    )
    for index in range(number):
        person = make_person(f"Person {index} Number{number}")
        position = make_position(person)
        citation = make_citation(article, f"Sentence {index} of {number} stands", person, position=position)
        citation.statement.tags.add(f"topic {index}")
        correction = Correction.objects.create(article=article, text=f"Correction {index}")
        correction.citations.add(citation)
        publish(make_article(section=article.section, tags=["mention"])).people.add(Person.objects.first())
    return publish(article)


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


ADDRESSES: dict[str, Callable[[Article], str]] = {
    "front page": lambda article: "/",
    "story": lambda article: article.get_absolute_url(),
    "section": lambda article: article.section.get_absolute_url(),
    "tag": lambda article: article.tags.first().get_absolute_url(),
    "statements": lambda article: "/statements/",
    "statement": lambda article: article.citations.first().statement.get_absolute_url(),
    "corrections": lambda article: "/corrections/",
    "people": lambda article: "/people/",
    "person": lambda article: Person.objects.first().get_absolute_url(),
    "a narrowed record": lambda article: f"{Person.objects.first().get_absolute_url()}?kind=quoted&words=stands",
    "narrowed statements": lambda article: "/statements/?kind=quoted&topic=topic-0",
    "mentions": lambda article: f"{Person.objects.first().get_absolute_url()}mentions/",
    "organizations": lambda article: "/organizations/",
    "organization": lambda article: article.citations.first().statement.position.office.organization.get_absolute_url(),
    "office": lambda article: article.citations.first().statement.position.office.get_absolute_url(),
}


@pytest.mark.parametrize("page", ADDRESSES)
def test_a_page_costs_as_many_queries_for_many_rows_as_for_few(client: Client, page: str) -> None:
    few = a_story_with(2)
    a_story_with(1)  # to which the story leads on
    counts = [queries(client, ADDRESSES[page](few))]
    many = a_story_with(12)
    for _ in range(3):
        a_story_with(1)
    counts.append(queries(client, ADDRESSES[page](many)))
    assert counts[0] == counts[1] <= MAX_QUERIES


def test_the_page_of_a_person_who_speaks_for_others_and_is_spoken_for_costs_no_more(client: Client) -> None:
    minister, other = make_person("Ada Brun"), make_person("Olaf Roth")
    make_public_statement("The gates stay open.", minister)
    make_public_statement("He is at sea.", minister, behalf_person=other)
    make_public_statement("She is at sea.", other, behalf_person=minister)
    assert queries(client, minister.get_absolute_url()) <= MAX_QUERIES


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_public_pages_are_only_read(client: Client, method: str) -> None:
    article = publish(make_article())
    for address in ("/", article.get_absolute_url(), "/statements/", "/people/"):
        assert getattr(client, method)(address).status_code == 405


def test_every_page_sends_a_strict_policy_without_inline_script_or_style(client: Client) -> None:
    article = publish(make_article())
    for address in ("/", article.get_absolute_url(), "/nowhere/", "/admin/login/"):
        policy = client.get(address)["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'self'" in policy
        assert "frame-ancestors" in policy


def test_a_missing_page_says_so_in_the_papers_own_look(client: Client) -> None:
    Publication.objects.create(name="The Port Elise Courier")
    page = text_of(client, "/nowhere/", 404)
    assert "The Port Elise Courier" in page


def test_a_failure_shows_a_page_that_needs_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from articles import views

    def fail(*args: object) -> None:
        raise RuntimeError("the secret of the failure")

    monkeypatch.setattr(views, "page_of", fail)
    client.raise_request_exception = False
    page = text_of(client, "/corrections/", 500)
    assert "secret of the failure" not in page
    assert "<html" in page
