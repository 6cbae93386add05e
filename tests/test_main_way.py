"""The whole way, as it is used: wire copy imported, statements confirmed in the admin, published, read."""

import io
import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from articles.models import Article, Citation, Statement
from people.models import Person, PersonName
from tests.factories import make_section

pytestmark = pytest.mark.django_db

SAMPLE = Path(__file__).parent / "articles/samples/northern-strait-programme.txt"

# speaker as printed in full, title, kind, the mention beside the words, and how the words begin and end
EXPECTED = [
    ("Anthony Calder", "Minister of Transport", "direct", "Anthony Calder", "We are starting", "ferry piers."),
    ("Anthony Calder", "Minister of Transport", "mixed", "Calder", "that the Velmark government", "four years"),
    ("Joren Ashdown", "Minister of Fisheries", "indirect", "Joren Ashdown", "that the bond", "long custom"),
    ("Joren Ashdown", "Minister of Fisheries", "direct", "Ashdown", '"We meet at', 'nobody ordered,"'),
    ("Ilse Tarnow", "Transport Minister", "mixed", "Ilse Tarnow", "the importance of both", 'private tolls."'),
    ("Ilse Tarnow", "Transport Minister", "mixed", "Tarnow", "the upkeep of", "good neighbours."),
    ("Ilse Tarnow", "Transport Minister", "indirect", "She", "it was more needed", "share one coast"),
    ("Petra Solheim", "Fisheries Minister", "indirect", "Petra Solheim", "the importance of sending", "real support"),
]


def imported(*options: str) -> dict[str, object]:
    out = io.StringIO()
    call_command("import_stories", str(SAMPLE), "--format", "json", *options, stdout=out)
    return json.loads(out.getvalue())


def confirm_first(client: Client, page_address: str, **filled: str) -> None:
    """Press Confirm on the first suggestion that waits, with its form as it is shown but for `filled`."""
    page = client.get(page_address)
    card = next(card for card in page.context["cards"] if card.citation.status == Citation.Status.SUGGESTED)
    form = card.form
    sent = {form.add_prefix(name): form[name].value() or "" for name in form.fields}
    sent = {name: value for name, value in sent.items() if value is not False}
    sent |= {form.add_prefix(name): value for name, value in filled.items()}
    response = client.post(
        page_address, {**sent, "citation": card.citation.pk, "version": form.version, "action": "confirm"}
    )
    assert response.status_code == 302, response.context["cards"][0].form.errors


def test_every_statement_of_a_named_official_is_suggested_with_words_kind_names_and_title() -> None:
    (story,) = imported()["stories"]
    found = [statement for statement in story["statements"] if statement["speaker"]]
    told = [
        (
            one["speaker"].replace("\u00a0", " "),
            one["title"],
            one["kind"],
            one["printed_name"].replace("\u00a0", " "),
            one["segments"][0]["exact"],
            one["segments"][-1]["exact"],
        )
        for one in found
    ]
    assert len(told) == len(EXPECTED)
    for (*facts, first, last), (*expected, begins, ends) in zip(told, EXPECTED, strict=True):
        assert facts == expected
        assert first.strip('“"').startswith(begins.strip('"'))
        assert last.strip('”",.').endswith(ends.strip('",.'))


def test_from_wire_copy_to_the_public_record(at_desk: Client, client: Client) -> None:
    make_section("World")
    imported("--section", "world", "--date", "2026-03-05")
    article = Article.objects.get()
    assert str(article) == (
        "Velmark and Kestria agreed on a joint harbour programme after a buoy drifted out of the Northern Strait"
    )
    page = reverse("admin:articles_article_statements", args=[article.pk])

    new_names = {"Anthony Calder": "Antony Calder"}
    organizations = {
        "Anthony Calder": ("Ministry of Transport", "Velmark"),
        "Joren Ashdown": ("Ministry of Fisheries", "Velmark"),
        "Ilse Tarnow": ("Transport Ministry of Kestria", "Kestria"),
        "Petra Solheim": ("Fisheries Ministry of Kestria", "Kestria"),
    }
    known: set[str] = set()
    while Citation.objects.suggested().exists():
        waiting = [card.citation for card in at_desk.get(page).context["cards"] if card.citation.status == "suggested"]
        name = waiting[0].full_name
        if name in known:
            confirm_first(at_desk, page)  # matched: one button
        else:
            organization, country = organizations[name]
            filled = {"new_organization": organization, "new_country": country, "new_ended": "ongoing"}
            confirm_first(at_desk, page, speaker="new", new_name=new_names.get(name, name), **filled)
            known.add(name)
    assert Statement.objects.count() == 8
    assert Person.objects.count() == 4
    assert PersonName.objects.get().name == "Anthony Calder"

    assert client.get("/people/").content.decode().count("Calder") == 0
    workflow = reverse("admin:articles_article_workflow", args=[article.pk])
    article.refresh_from_db()
    at_desk.post(workflow, {"verb": "publish", "version": article.version})
    article.refresh_from_db()
    assert article.is_public

    story = client.get(article.get_absolute_url()).content.decode()
    for person, title, count in [
        ("Antony Calder", "Minister of Transport", 2),
        ("Joren Ashdown", "Minister of Fisheries", 2),
        ("Ilse Tarnow", "Transport Minister", 3),
        ("Petra Solheim", "Fisheries Minister", 1),
    ]:
        official = Person.objects.get(name=person)
        record = client.get(official.get_absolute_url()).content.decode()
        assert f"{title}, " in record
        for citation in Citation.objects.published().filter(statement__speaker_person=official):
            assert f'href="{citation.get_absolute_url()}"' in record
            assert f'id="{citation.mark_id}"' in story
        assert Citation.objects.published().filter(statement__speaker_person=official).count() == count
        assert official.get_absolute_url() in story
        told_by_us = re.sub(r'<blockquote class="context".*?</blockquote>', "", record, flags=re.DOTALL)
        assert "Anthony" not in told_by_us  # the story around the words is shown as it was printed

    call_command("check_record", stdout=io.StringIO())


def test_the_same_copy_again_is_known_and_the_corrected_name_is_matched_in_the_next_story(at_desk: Client) -> None:
    test_from_wire_copy_to_the_public_record(at_desk, Client())
    assert imported()["known"] == 1
    from tests.factories import make_article

    article = make_article(text="“The lights stay on,” Minister of Transport Anthony Calder said on Friday.")
    assert article.citations.get().matched_person == Person.objects.get(name="Antony Calder")
