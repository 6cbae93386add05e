"""The record on its pages: narrowed, counted, drawn, in the order asked for."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Citation
from newsroom.dates import DAY, UNKNOWN, read_partial_date
from people.models import Organization, Person, Position
from tests.desk import text_of
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


def said(words: str, person: Person | None, day: str = "2026-03-05", *topics: str, **fields: Any) -> Citation:
    on = read_partial_date(day)
    kind = fields.pop("kind", "direct")
    citation = make_public_statement(
        words, person, said_on=on.first, said_on_precision=on.precision, kind=kind, **fields
    )
    citation.statement.tags.add(*topics)
    return citation


def words_on(client: Client, address: str) -> list[str]:
    """The words that a list shows, in its order; of what stands under the list of a person nothing."""
    content = client.get(address).content.decode().split('class="apart"')[0]
    return re.findall(r'<blockquote class="words"[^>]*><p>(?:<span[^>]*>\w+</span> )?<a [^>]*>“?([^<”.]*)', content)


def choices(client: Client, address: str, group: str) -> dict[str, int]:
    groups = client.get(address).context["record"].groups
    return {choice.label: choice.count for one in groups if one.name == group for choice in one.choices}


@pytest.fixture
def brun() -> Person:
    """A minister with four statements: three kinds, three years, two offices, two topics."""
    person = make_person("Ada Brun")
    ministry = make_organization("Harbour Ministry")
    pilot, minister = (make_position(person, make_office(title, ministry)) for title in ("Pilot", "Minister"))
    said("The pier is new", person, "2021-05-01", "piers", position=pilot)
    said("The gates are open", person, "2024-06-01", "gates", position=minister, kind="indirect")
    said("The gates stay open", person, "2026-03-05", "gates", "piers", position=minister)
    said("No ferry runs at night", person, "2026-03-06", position=minister, kind="mixed")
    return person


def test_a_record_is_narrowed_by_kind_year_office_topic_and_words_together(client: Client, brun: Person) -> None:
    page = brun.get_absolute_url()
    for query, expected in {
        "": ["No ferry runs at night", "The gates stay open", "The gates are open", "The pier is new"],
        "?kind=quoted": ["The gates stay open", "The pier is new"],
        "?kind=partly-quoted": ["No ferry runs at night"],
        "?kind=reported": ["The gates are open"],
        "?year=2026": ["No ferry runs at night", "The gates stay open"],
        "?office=pilot-harbour-ministry": ["The pier is new"],
        "?topic=gates": ["The gates stay open", "The gates are open"],
        "?words=GATES": ["The gates stay open", "The gates are open"],
        "?kind=quoted&topic=gates": ["The gates stay open"],
        "?kind=quoted&year=2026&office=minister-harbour-ministry&topic=piers&words=stay": ["The gates stay open"],
        "?order=oldest": ["The pier is new", "The gates are open", "The gates stay open", "No ferry runs at night"],
    }.items():
        assert words_on(client, f"{page}{query}") == expected, query


def test_every_choice_has_its_count_under_the_other_choices(client: Client, brun: Person) -> None:
    page = brun.get_absolute_url()
    assert choices(client, page, "kind") == {"Quoted": 2, "Partly quoted": 1, "Reported": 1}
    assert choices(client, page, "year") == {"2026": 2, "2024": 1, "2021": 1}
    assert choices(client, page, "topic") == {"gates": 2, "piers": 2}
    assert choices(client, f"{page}?topic=gates", "kind") == {"Quoted": 1, "Reported": 1}
    assert choices(client, f"{page}?topic=gates", "topic") == {"gates": 2, "piers": 2}
    assert choices(client, f"{page}?words=gates", "year") == {"2026": 1, "2024": 1}


def test_what_was_chosen_is_told_and_can_be_taken_back_one_by_one_or_at_once(client: Client, brun: Person) -> None:
    page = brun.get_absolute_url()
    response = client.get(f"{page}?kind=quoted&topic=gates&words=stay")
    assert "1 of 4 statements" in text_of(response)
    content = response.content.decode()
    for address in ("?topic=gates&amp;words=stay", "?kind=quoted&amp;words=stay", "?kind=quoted&amp;topic=gates"):
        assert f'href="{page}{address}"' in content
    assert f'class="clear" href="{page}"' in content


def test_a_filter_that_finds_nothing_says_so_and_leads_back(client: Client, brun: Person) -> None:
    response = client.get(f"{brun.get_absolute_url()}?words=submarine")
    assert "Nothing fits all of this. Clear the filters" in text_of(response)


@pytest.mark.parametrize(
    "query",
    [
        "kind=loud", "kind=direct", "kind=%00", "year=1999", "year=-1", "year=10e30", "year=NaN", "office=nowhere",
        "topic=secret", "topic=gates'--", "order=sideways", "order=-said_on", "spoken=loudly", "kind[]=quoted&kind=%ff",
        "topic=" + "x" * 4000, "page=99", "kind=quoted&page=1",
    ],
)  # fmt: skip
def test_s21_what_no_statement_has_is_a_404(client: Client, brun: Person, query: str) -> None:
    assert client.get(f"{brun.get_absolute_url()}?{query}").status_code == 404


@pytest.mark.parametrize("words", ["%00", "a" * 4000, "%ff", "(((", "%", "_", "'; --", "%22" * 333, "𝔊ates", " ", "…"])
def test_s20_whatever_words_are_typed_the_answer_is_a_page(client: Client, brun: Person, words: str) -> None:
    assert client.get(f"{brun.get_absolute_url()}?words={words}").status_code == 200


def test_an_address_in_another_order_is_the_same_page_and_names_the_canonical_one(client: Client, brun: Person) -> None:
    page = brun.get_absolute_url()
    canonical = f'<link rel="canonical" href="https://paper.example{page}?kind=quoted&amp;year=2026&amp;order=oldest">'
    for query in ("order=oldest&year=2026&kind=quoted", "kind=quoted&year=2026&order=oldest&words=&utm=x&topic="):
        response = client.get(f"{page}?{query}")
        assert response.status_code == 200
        assert canonical in response.content.decode()
    assert f'<link rel="canonical" href="https://paper.example{page}">' in client.get(page).content.decode()


def test_later_pages_keep_what_was_asked_for(client: Client) -> None:
    person = make_person("Ada Brun")
    article = make_article(text="\n\n".join(f"Sentence number {number} stands." for number in range(30)))
    for number in range(30):
        make_citation(article, f"Sentence number {number} stands", person, kind="direct" if number else "mixed")
    publish(article)
    page = person.get_absolute_url()
    first = client.get(f"{page}?order=oldest&kind=quoted")
    assert f'rel="next" href="{page}?kind=quoted&amp;order=oldest&amp;page=2"' in first.content.decode()
    second = client.get(f"{page}?kind=quoted&order=oldest&page=2").content.decode()
    assert f'rel="prev" href="{page}?kind=quoted&amp;order=oldest"' in second
    assert "https://paper.example" in second
    assert len(words_on(client, f"{page}?kind=quoted&order=oldest&page=2")) == 4


def test_the_kind_of_a_statement_is_that_of_the_words_shown(client: Client) -> None:
    person = make_person("Ada Brun")
    first = said("The gates stay open", person, kind="indirect")
    other = make_article(text="“The gates stay open,” Brun said.")
    make_citation(other, "“The gates stay open,”", person, statement=first.statement)
    publish(other)
    said("The pier is new", person, kind="mixed")
    assert choices(client, person.get_absolute_url(), "kind") == {"Quoted": 1, "Partly quoted": 1}


def test_words_are_looked_for_in_every_public_report_and_in_no_other(client: Client) -> None:
    person = make_person("Ada Brun")
    first = said("The gates stay open", person)
    said("The pier is new", person)
    for words, is_out in (("The harbour stays open", True), ("The barrier stays open", False)):
        other = make_article(text=f"{words}, Brun said.")
        make_citation(other, words, person, statement=first.statement, kind="indirect")
        if is_out:
            publish(other)
    page = person.get_absolute_url()
    assert words_on(client, f"{page}?words=harbour") == ["The gates stay open"]
    assert words_on(client, f"{page}?words=barrier") == []


def hidden_as_draft(person: Person) -> None:
    article = make_article(text="A secret thing.")
    citation = make_citation(article, "A secret thing", person, said_on=date(1999, 1, 1), said_on_precision=DAY)
    citation.statement.tags.add("secret")


def hidden_as_retracted(person: Person) -> None:
    citation = said("A secret thing", person, "1999-01-01", "secret")
    citation.article.people.clear()  # the story itself stays, and she in it
    citation.statement.retract(by=None, reason="A reason.")


def hidden_as_withdrawn(person: Person) -> None:
    citation = said("A secret thing", person, "1999-01-01", "secret")
    Article.objects.get(pk=citation.article_id).withdraw(by=None, reason="A reason.")


@pytest.mark.parametrize("hide", [hidden_as_draft, hidden_as_retracted, hidden_as_withdrawn])
def test_s03_counts_choices_and_the_chart_are_the_same_with_and_without_hidden_statements(
    client: Client, brun: Person, hide: Any
) -> None:
    office = Position.objects.filter(person=brun).last().office
    pages = [brun, office, office.organization]
    addresses = [one.get_absolute_url() for one in pages] + ["/statements/", "/people/"]

    def seen() -> list[bytes]:
        return [client.get(address).content.partition(b"<main")[2] for address in addresses]

    before = seen()
    hide(brun)
    assert seen() == before
    for query in ("year=1999", "topic=secret"):
        assert client.get(f"{brun.get_absolute_url()}?{query}").status_code == 404
    assert words_on(client, f"{brun.get_absolute_url()}?words=secret") == []


def test_s03_an_office_that_is_not_public_is_no_choice(client: Client, brun: Person) -> None:
    Organization.objects.update(released_at=None, released_by_hand=False)
    assert choices(client, brun.get_absolute_url(), "office") == {}
    assert client.get(f"{brun.get_absolute_url()}?office=pilot-harbour-ministry").status_code == 404


def test_a_statement_of_an_unknown_day_has_a_choice_of_its_own_and_stands_last(client: Client, brun: Person) -> None:
    citation = said("Nobody knows when", brun, "")
    assert citation.statement.said_on_precision == UNKNOWN
    page = brun.get_absolute_url()
    assert words_on(client, f"{page}?year=unknown") == ["Nobody knows when"]
    assert words_on(client, page)[-1] == "Nobody knows when"
    assert words_on(client, f"{page}?order=oldest")[-1] == "Nobody knows when"


def test_the_other_records_of_a_person_are_narrowed_too(client: Client, brun: Person) -> None:
    voice = make_person("Vera Voss")
    for day in ("2024-01-01", "2025-01-01"):
        said(f"Said in {day[:4]}", voice, day, behalf_person=brun)
    page = f"{brun.get_absolute_url()}?spoken=by-others"
    assert words_on(client, page) == ["Said in 2025", "Said in 2024"]
    assert words_on(client, f"{page}&year=2024") == ["Said in 2024"]
    assert f'href="{brun.get_absolute_url()}?spoken=by-others&amp;year=2024"' in client.get(page).content.decode()
    assert 'name="spoken" value="by-others"' in client.get(page).content.decode()


# The chart


def test_statements_over_time_are_drawn_and_told_in_a_table_and_every_bar_leads_to_its_year(
    client: Client, brun: Person
) -> None:
    page = brun.get_absolute_url()
    content = client.get(page).content.decode()
    chart = content.split("<figure", 1)[1].split("</figure>")[0]
    assert "<title" in chart
    assert "<desc" in chart
    assert f'href="{page}?year=2026" rel="nofollow" aria-label="2026: 2 statements"' in chart
    assert '<th scope="row">2022</th><td>0</td>' in chart
    assert "style=" not in chart
    narrowed = client.get(f"{page}?topic=gates").content.decode()
    assert (
        f'href="{page}?year=2026&amp;topic=gates" rel="nofollow" aria-label="January to March 2026: 1 statement"'
        in narrowed
    )


def test_a_single_statement_is_neither_drawn_nor_filtered(client: Client) -> None:
    content = client.get(said("Alone", make_person("Ada Brun")).statement.speaker.get_absolute_url()).content.decode()
    assert "<svg" not in content
    assert 'class="narrowing"' not in content


# What stands beside


def test_the_words_stand_between_their_neighbours_in_the_story(client: Client) -> None:
    person = make_person("Ada Brun")
    article = make_article(text="First. It rained. The gates stay open, Brun said. Nobody clapped. Last.")
    make_citation(article, "The gates stay open", person, kind="indirect")
    publish(article)
    told = text_of(client.get(person.get_absolute_url()))
    assert "It rained. The gates stay open , Brun said. Nobody clapped." in told
    assert "First." not in told


def test_the_office_held_now_comes_first_and_is_marked(client: Client) -> None:
    person = make_person("Ada Brun")
    for title, started, ended in (("Envoy", "2022", "2023"), ("Minister", "2020", "ongoing")):
        position = make_position(person, make_office(title), read_partial_date(started), read_partial_date(ended))
        said(f"Said as {title}", person, position=position)
    told = text_of(client.get(person.get_absolute_url())).split("Offices", 1)[1]
    assert told.index("In office now Minister") < told.index("Envoy")
    assert told.count("In office now") == 1


def test_stories_in_which_a_person_does_not_speak_are_told_apart_the_newest_five_and_all(client: Client) -> None:
    person = make_person("Ada Brun")
    speaking = said("The gates stay open", person).article
    for number in range(6):
        publish(make_article(f"Mention {number}")).people.add(person)
    make_article("Hidden mention").people.add(person)
    told = text_of(client.get(person.get_absolute_url())).split("Also in these stories")[1]
    assert [number for number in range(6) if f"Mention {number}" in told] == [1, 2, 3, 4, 5]
    every = text_of(client.get(f"{person.get_absolute_url()}mentions/"))
    assert all(f"Mention {number}" in every for number in range(6))
    assert "6 stories" in every
    for hidden in ("Hidden mention", str(speaking)):
        assert hidden not in every


def test_who_is_in_no_other_story_or_not_public_has_no_page_of_mentions(client: Client, brun: Person) -> None:
    assert client.get(f"{brun.get_absolute_url()}mentions/").status_code == 404
    hidden = make_person("Uma Vale")
    publish(make_article()).people.add(hidden)
    assert client.get(f"{hidden.get_absolute_url()}mentions/").status_code == 404


# Offices, organizations, everything


def test_an_office_is_narrowed_by_holder_and_year(client: Client) -> None:
    office = make_office("Pilot")
    for name, day in (("Ada Brun", "2021-01-01"), ("Tom Lind", "2024-01-01")):
        person = make_person(name)
        said(f"Said by {name}", person, day, position=make_position(person, office))
    page = office.get_absolute_url()
    assert choices(client, page, "holder") == {"Ada Brun": 1, "Tom Lind": 1}
    assert words_on(client, f"{page}?holder=ada-brun") == ["Said by Ada Brun"]
    assert words_on(client, f"{page}?year=2024") == ["Said by Tom Lind"]
    assert client.get(f"{page}?holder=nobody").status_code == 404


def test_an_office_says_when_nobody_held_it(client: Client) -> None:
    office = make_office("Pilot")
    person = make_person("Ada Brun")
    position = make_position(person, office, read_partial_date("2020"), read_partial_date("2024-10"))
    said("Said in office", person, position=position)
    assert "Nobody on record, 1 November 2024 – now" in text_of(client.get(office.get_absolute_url()))


def test_what_is_made_for_an_organization_stands_apart_from_what_its_officials_say(client: Client) -> None:
    ministry = make_organization("Harbour Ministry")
    person = make_person("Ada Brun")
    office = make_position(person, make_office("Minister", ministry), ended=read_partial_date("ongoing"))
    said("Said in office", person, "2026-05-01", position=office)
    said("Said on its behalf", make_person("Vera Voss"), "2026-01-01", behalf_organization=ministry)
    page = ministry.get_absolute_url()
    told = text_of(client.get(page)).split("newest first")[1]
    order = ["For Harbour Ministry", "Said on its behalf", "By its officials", "Said in office"]
    assert sorted(order, key=told.index) == order
    assert choices(client, page, "made") == {"For the organization": 1, "By its officials": 1}
    assert words_on(client, f"{page}?made=for-it") == ["Said on its behalf"]
    assert words_on(client, f"{page}?made=by-officials") == ["Said in office"]
    assert text_of(client.get(page)).split("In office now")[1].split()[1:3] == ["Ada", "Brun"]


def test_all_statements_are_narrowed_by_kind_year_topic_and_organization(client: Client, brun: Person) -> None:
    said(
        "A company speaks", make_person("Olaf Roth"), "2023-01-01", behalf_organization=make_organization("Gull Lines")
    )
    assert choices(client, "/statements/", "organization") == {"Gull Lines": 1, "Harbour Ministry": 4}
    assert words_on(client, "/statements/?organization=gull-lines") == ["A company speaks"]
    assert words_on(client, "/statements/?kind=reported&topic=gates") == ["The gates are open"]
    assert words_on(client, "/statements/?year=2023") == ["A company speaks"]
