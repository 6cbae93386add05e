"""What the server says about a form that a browser keeps the text of: that it was saved, and nothing else."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.models import Publication, Tag, User
from tests.desk import form_on, send
from tests.factories import make_article, make_person, make_public_statement

pytestmark = pytest.mark.django_db

TOKEN = "m1x2y3-77-99"
STILL_HERE = reverse("admin:still_here")


def change_page(article: Any) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def told_saved(response: Any) -> bool:
    return f"saved-{TOKEN}" in response.cookies


def test_a_saved_form_is_told_and_only_at_the_desk(at_desk: Client) -> None:
    response = send(at_desk, change_page(make_article()), headline="Another", kept_form=TOKEN)
    assert told_saved(response)
    cookie = response.cookies[f"saved-{TOKEN}"]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/admin/", "Lax", "")


def test_forms_of_people_are_told_too_and_decisions_on_statements(at_desk: Client) -> None:
    person = make_person()
    address = reverse("admin:people_person_change", args=[person.pk])
    assert told_saved(send(at_desk, address, summary="Words", kept_form=TOKEN))
    article = make_article(text="“The gates stay open,” Harbour Minister Ada Brun said.")
    citation = article.citations.get()
    address = reverse("admin:articles_article_statements", args=[article.pk])
    page = at_desk.get(address)
    version = next(card.form.version for card in page.context["cards"] if card.citation == citation)
    given = {"action": "reject", "citation": citation.pk, "version": version, "kept_form": TOKEN}
    assert told_saved(at_desk.post(address, given))


def test_a_refused_stale_or_unknown_form_is_not_told(at_desk: Client) -> None:
    article = make_article()
    assert not told_saved(send(at_desk, change_page(article), headline="", kept_form=TOKEN))
    sent = form_on(at_desk.get(change_page(article))) | {"headline": "Mine", "kept_form": TOKEN}
    send(at_desk, change_page(article), headline="Theirs")
    stale = at_desk.post(change_page(article), sent)
    assert stale.status_code == 409
    assert not told_saved(stale)
    assert f'data-typed="{TOKEN}"' in stale.content.decode()
    gone = at_desk.post(reverse("admin:articles_article_change", args=[999_999]), {"kept_form": TOKEN})
    assert gone.status_code == 302
    assert not told_saved(gone)


def test_who_may_not_be_at_the_desk_is_told_nothing_was_saved(client: Client) -> None:
    article = make_article()
    assert not told_saved(client.post(change_page(article), {"kept_form": TOKEN}))
    client.force_login(User.objects.create_user("reader"))
    assert not told_saved(client.post(change_page(article), {"kept_form": TOKEN}))


@pytest.mark.parametrize("token", ["", "A", "x;y", "x=y", "x" * 81, "x\r\nSet-Cookie: a=b", "é"])
def test_what_is_no_token_makes_no_cookie(at_desk: Client, token: str) -> None:
    response = send(at_desk, change_page(make_article()), headline="Another", kept_form=token)
    assert response.status_code == 302
    assert not [name for name in response.cookies if name.startswith("saved-")]


def test_whether_a_session_lives_is_answered_without_a_redirect(client: Client, reporter: User) -> None:
    assert client.get(STILL_HERE).status_code == 401
    client.force_login(User.objects.create_user("reader"))
    assert client.get(STILL_HERE).status_code == 401
    client.force_login(reporter)
    answer = client.get(STILL_HERE)
    assert answer.json()["user"] == reporter.pk
    assert answer.json()["csrf"]
    assert "no-store" in answer["Cache-Control"]


def test_every_form_of_a_record_asks_to_be_kept_and_pop_ups_do_not(at_desk: Client) -> None:
    Publication.objects.create(name="The Port Elise Courier")
    for model in ("articles_article", "people_person", "people_organization", "articles_correction", "newsroom_image"):
        page = at_desk.get(reverse(f"admin:{model}_add")).content.decode()
        assert "data-keep-typed" in page, model
        assert "data-keep-typed" not in at_desk.get(reverse(f"admin:{model}_add"), {"_popup": 1}).content.decode()


def test_words_for_readers_and_colleagues_are_kept_too_before_they_are_sent(at_desk: Client) -> None:
    citation = make_public_statement("The gates stay open.")
    waiting = make_article(text="Nothing.")
    waiting.submit(by=None)
    for address, forms in {
        reverse("admin:articles_article_workflow", args=[citation.article_id]): ["withdraw"],
        reverse("admin:articles_article_workflow", args=[waiting.pk]): ["request"],
        reverse("admin:articles_statement_retract", args=[citation.statement_id]): ["retract"],
        reverse("admin:articles_article_preview_links", args=[waiting.pk]): ["link"],
    }.items():
        page = at_desk.get(address).content.decode()
        assert re.findall(r'<form [^>]*data-keep-typed="(\w+)"', page) == forms, address


# Tags on file

SUGGEST = reverse("admin:newsroom_tag_suggest")


@pytest.fixture
def tags(db: None) -> None:
    for name in ("2026", "Élection", "by-élection", "Foreign Policy", "policy, foreign", "日本"):
        Tag.objects.create(name=name)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("20", ["2026"]),
        ("ÉLECT", ["Élection", "by-élection"]),
        ("élect", ["Élection", "by-élection"]),
        ("foreign p", ["Foreign Policy"]),
        ("y, f", ["policy, foreign"]),
        ("日", ["日本"]),
        ("", []),
        (" ", []),
        ("%", []),
        ("\x00", []),
    ],
)
def test_tags_are_found_in_any_case_and_script(at_desk: Client, tags: None, typed: str, names: list[str]) -> None:
    assert at_desk.get(SUGGEST, {"q": typed}).json() == {"tags": names}


def test_tags_are_offered_to_who_may_see_them(client: Client, reporter: User) -> None:
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    assert client.get(SUGGEST, {"q": "x"}).status_code == 403
    client.force_login(reporter)
    assert client.get(SUGGEST, {"q": "x"}).json() == {"tags": []}


@pytest.mark.parametrize("model", ["articles_article", "people_person", "people_organization"])
def test_a_tag_of_figures_and_one_with_a_comma_are_kept_by_name(at_desk: Client, tags: None, model: str) -> None:
    name = {"headline": "Gates"} if model == "articles_article" else {"name": "Ada Brun", "kind": "ministry"}
    send(at_desk, reverse(f"admin:{model}_add"), **name, tags='2026, "policy, foreign", something new')
    made = Tag.objects.filter(items__isnull=False)
    assert {tag.name for tag in made} == {"2026", "policy, foreign", "something new"}
    assert Tag.objects.count() == 7
