"""Previews: a version as readers would see it, at the desk and by a link; kept by nobody, leading nowhere unpublished."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, PreviewLink
from articles.revising import revise
from newsroom.models import User
from tests.desk import text_of
from tests.factories import (
    make_article,
    make_citation,
    make_image,
    make_organization,
    make_person,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db

WORDS = "“The gates stay open,” Ada Brun said."


def preview_page(article: Article, number: int = 1) -> str:
    return reverse("admin:articles_article_preview", args=[article.pk, number])


def links_page(article: Article) -> str:
    return reverse("admin:articles_article_preview_links", args=[article.pk])


def share(article: Article, by: User, **given: Any) -> PreviewLink:
    return PreviewLink.make(
        article, by=by, **{"note": "The lawyer", "lasts": timedelta(days=1), "revision": None, **given}
    )


@pytest.fixture
def article() -> Article:
    article = make_article("Gates", text=WORDS, deck="A deck", lead_image=make_image(alt="A pier"))
    article.citations.all().delete()
    return article


def assert_kept_by_nobody(response: Any) -> None:
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert "noindex" in response["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex' in response.content.decode()
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_preview_is_the_page_of_that_version_with_its_statements_marked(at_desk: Client, article: Article) -> None:
    citation = make_citation(article, "“The gates stay open,”", make_person("Ada Brun"))
    revise(article, by=None, headline="Doors", body="<p>“The gates stay open,” Ada Brun said. More.</p>")
    for number, headline in ((1, "Gates"), (2, "Doors")):
        page = at_desk.get(preview_page(article, number))
        assert_kept_by_nobody(page)
        told = text_of(page)
        assert f"Preview of version {number}, not published." in told
        assert f'id="{citation.mark_id}"' in page.content.decode()
        assert page.context["revision"].headline == headline
        assert "Ada Brun 1 statement here" in told
    assert at_desk.get(preview_page(article, 3)).status_code == 404


def test_nothing_in_a_preview_leads_to_a_page_that_is_not_public(
    at_desk: Client, client: Client, article: Article
) -> None:
    make_citation(article, "“The gates stay open,”", make_person("Ada Brun"))
    article.section = make_section("Harbour")
    article.save()
    article.tags.add("gates")
    article.people.add(make_person("Bo Lind"))
    article.organizations.add(make_organization("Harbour Ministry"))
    source = at_desk.get(preview_page(article)).content.decode()
    for address in set(re.findall(r'(?:href|src)="(/[^"#]*)', source)):
        if not address.startswith(("/static/", "/admin/")):
            assert client.get(address).status_code == 200, address
    assert "/pictures/" in source


def test_a_statement_that_is_public_already_is_linked_from_a_newer_version(at_desk: Client, article: Article) -> None:
    citation = make_citation(article, "“The gates stay open,”", make_person("Ada Brun"))
    publish(article)
    revise(article, by=None, headline="Doors", body=f"<p>{WORDS} More.</p>")
    assert citation.statement.get_absolute_url() in at_desk.get(preview_page(article, 2)).content.decode()
    assert "which readers see now" in text_of(at_desk.get(preview_page(article, 1)))


def test_what_readers_would_not_see_is_not_marked(at_desk: Client, article: Article) -> None:
    private = make_citation(article, "The gates", make_person("Ada Brun", is_private=True))
    suggested = make_citation(article, "open", confirmed=False)
    source = at_desk.get(preview_page(article)).content.decode()
    assert private.mark_id not in source
    assert suggested.mark_id not in source


def test_a_preview_at_the_desk_is_for_those_who_may_read_the_story(
    client: Client, article: Article, reporter: User
) -> None:
    assert client.get(preview_page(article)).status_code == 302
    client.force_login(reporter)
    assert client.get(preview_page(article)).status_code == 200
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    assert client.get(preview_page(article)).status_code == 403


def test_many_statements_in_a_preview_cost_as_many_queries_as_one(
    at_desk: Client, django_assert_max_num_queries: Any
) -> None:
    article = make_article(text=" ".join(f"Sentence {number} here." for number in range(12)))
    make_citation(article, "Sentence 0", make_person())
    at_desk.get(preview_page(article))
    with django_assert_max_num_queries(100) as few:
        at_desk.get(preview_page(article))
    for number in range(1, 11):
        make_citation(article, f"Sentence {number} ", make_person())
    with django_assert_max_num_queries(len(few)):
        at_desk.get(preview_page(article))


def test_s05_a_link_opens_its_story_for_a_stranger_and_is_kept_by_nobody(
    client: Client, article: Article, editor: User
) -> None:
    page = client.get(share(article, editor).get_absolute_url())
    assert page.status_code == 200
    assert_kept_by_nobody(page)
    told = text_of(page)
    assert "Preview of version 1, not published." in told
    assert "For The lawyer, until" in told
    assert "/admin/" not in page.content.decode()
    assert client.get("/").status_code == 200
    assert "Gates" not in client.get("/").content.decode()


def test_a_pinned_link_shows_its_version_and_another_always_the_newest(
    client: Client, article: Article, editor: User
) -> None:
    pinned, newest = share(article, editor, revision=article.latest_revision), share(article, editor)
    revise(article, by=None, headline="Doors", body="<p>Other words.</p>")
    assert "Gates" in text_of(client.get(pinned.get_absolute_url()))
    assert "Doors" in text_of(client.get(newest.get_absolute_url()))


@pytest.mark.parametrize("ending", ["expired", "revoked", "spiked", "withdrawn", "maker gone"])
def test_s05_an_ended_link_tells_nothing_of_the_story(
    client: Client, article: Article, editor: User, ending: str
) -> None:
    link = share(article, editor)
    if ending == "expired":
        past = timezone.now() - timedelta(days=1)
        PreviewLink.objects.update(created_at=past - timedelta(days=1), expires_at=past)
    elif ending == "revoked":
        link.revoke(by=editor)
    elif ending == "spiked":
        article.spike(by=None)
    elif ending == "withdrawn":
        publish(article).withdraw(by=None, reason="A forgery.")
    else:
        editor.groups.clear()
    page = client.get(link.get_absolute_url())
    assert page.status_code == 410
    assert_kept_by_nobody(page)
    for word in ("Gates", "A deck", "lawyer", "stay open", "A pier"):
        assert word not in page.content.decode()


def test_a_token_nobody_signed_is_404_and_a_link_is_only_read(client: Client, article: Article, editor: User) -> None:
    link = share(article, editor)
    for token in (link.key, f"{link.key}:forged", "x", "%00", "a" * 500):
        assert client.get(f"/preview/{token}/").status_code == 404
    assert client.post(link.get_absolute_url()).status_code == 405


def test_an_editor_makes_a_link_copies_it_and_revokes_it(at_desk: Client, article: Article, editor: User) -> None:
    version = Article.objects.get(pk=article.pk).version
    sent = {"version": version, "note": "Lindqvist & Partners", "shows": "1", "days": "7"}
    page = at_desk.post(links_page(article), sent, follow=True)
    link = PreviewLink.objects.get()
    assert (link.revision, link.created_by) == (article.latest_revision, editor)
    assert timedelta(days=6, hours=23) < link.expires_at - timezone.now() <= timedelta(days=7)
    assert f'value="http://testserver{link.get_absolute_url()}"' in page.content.decode()
    assert_told = text_of(page)
    assert "Version 1, made" in assert_told

    page = at_desk.post(links_page(article), {"revoke": link.pk}, follow=True)
    assert f"by {editor}" in text_of(page)
    assert link.token not in page.content.decode()
    assert Client().get(link.get_absolute_url()).status_code == 410


def test_r01_a_link_to_a_version_that_its_maker_has_not_seen_is_not_made(at_desk: Client, article: Article) -> None:
    seen = Article.objects.get(pk=article.pk).version
    revise(article, by=None, headline="Unseen", body="<p>Unseen.</p>")
    sent = {"version": seen, "note": "The lawyer", "shows": "newest", "days": "1"}
    refused = at_desk.post(links_page(article), sent)
    assert refused.status_code == 409
    assert 'value="The lawyer"' in refused.content.decode()
    assert not PreviewLink.objects.exists()


def test_who_may_not_edit_a_story_neither_makes_nor_sees_its_links(
    client: Client, article: Article, reporter: User, editor: User
) -> None:
    link = share(article, editor)
    client.force_login(reporter)
    assert client.get(links_page(article)).status_code == 403
    version = Article.objects.get(pk=article.pk).version
    sent = {"version": version, "note": "Me", "shows": "newest", "days": "1"}
    assert client.post(links_page(article), sent).status_code == 403
    assert client.post(links_page(article), {"revoke": link.pk}).status_code == 403
    assert PreviewLink.objects.get().revoked_at is None


def test_s07_a_link_of_another_story_is_not_revoked(at_desk: Client, article: Article, editor: User) -> None:
    link = share(make_article("Other"), editor)
    for number in (str(link.pk), "x", "²"):
        assert at_desk.post(links_page(article), {"revoke": number}).status_code == 404
    assert PreviewLink.objects.get().revoked_at is None


def test_a_form_that_says_nothing_makes_no_link(at_desk: Client, article: Article) -> None:
    version = Article.objects.get(pk=article.pk).version
    page = at_desk.post(links_page(article), {"version": version, "note": "", "shows": "9", "days": "400"})
    assert page.status_code == 200
    assert not PreviewLink.objects.exists()
