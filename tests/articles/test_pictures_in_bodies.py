"""Pictures of the library in the bodies of stories: kept by number, shown as the library has them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.body import figure
from articles.importing.html import read_html
from articles.models import Article, Revision
from articles.reading import illustrated
from articles.revising import revise
from newsroom.models import Image, User
from tests.desk import send, text_of
from tests.factories import make_article, make_citation, make_image, make_section, publish

pytestmark = pytest.mark.django_db


def with_figures(*images: Image) -> str:
    return "<p>One</p>" + "".join(f"{figure(image.pk)}<p>Two</p>" for image in images)


def test_a_body_keeps_the_pictures_that_exist_and_a_record_of_them() -> None:
    pier = make_image(alt="The pier")
    article = make_article(body=f"<p>One</p>{figure(pier.pk)}{figure(pier.pk)}{figure(pier.pk + 9)}<p>Two</p>")
    revision = article.latest_revision
    assert revision.body == f"<p>One</p>{figure(pier.pk)}{figure(pier.pk)}<p>Two</p>"
    assert revision.text == "One\n\nTwo"
    assert list(revision.pictures.all()) == [pier]


def test_a_picture_moves_no_statement() -> None:
    article = make_article(text="Before.\n\n“The gates stay open,” she said.")
    article.citations.all().delete()
    citation = make_citation(article, "“The gates stay open,”")
    pier = make_image(alt="The pier")
    revise(article, by=None, headline="Gates", body=f"{figure(pier.pk)}{article.latest_revision.body}")
    assert citation.anchors.get(revision=article.latest_revision).words == "“The gates stay open”"
    assert not article.citations.orphaned().exists()


def test_a_picture_alone_makes_a_new_version() -> None:
    article, pier = make_article(body="<p>One</p>"), make_image(alt="The pier")
    revise(article, by=None, headline=str(article), body=f"<p>One</p>{figure(pier.pk)}")
    assert article.revisions.count() == 2


def test_readers_see_a_picture_as_the_library_has_it_now(client: Client) -> None:
    pier = make_image(alt="The <old> pier", caption="At dusk", credit="M. Quill")
    article = publish(make_article(body=with_figures(pier)))
    page = client.get(article.get_absolute_url()).content.decode()
    assert 'alt="The &lt;old&gt; pier"' in page
    assert f'srcset="{pier.webp_srcset}"' in page
    assert f'width="{pier.width}" height="{pier.height}"' in page
    assert "At dusk" in page
    assert "M. Quill" in page
    assert "data-image" not in page
    pier.caption = "At dawn"
    pier.save()
    assert "At dawn" in client.get(article.get_absolute_url()).content.decode()


def test_ten_pictures_cost_as_many_queries_as_one(client: Client) -> None:
    costs = []
    for many in (1, 10):
        article = publish(make_article(body=with_figures(*(make_image(alt="x") for _ in range(many)))))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get(article.get_absolute_url()).content.decode()
        assert page.count('class="picture"') == many
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_picture_that_is_gone_leaves_nothing_behind() -> None:
    assert illustrated(f"<p>One</p>{figure(987654)}") == "<p>One</p>"


def test_a_picture_that_any_version_shows_is_not_deleted_and_the_desk_says_which(at_desk: Client) -> None:
    pier = make_image(alt="The pier")
    article = make_article("Gates of Port Elise", body=with_figures(pier))
    revise(article, by=None, headline="Gates of Port Elise", body="<p>Without it</p>")
    with pytest.raises(ProtectedError):
        pier.delete()
    page = at_desk.get(reverse("admin:newsroom_image_delete", args=[pier.pk]))
    assert "Gates of Port Elise (version 1)" in text_of(page)
    at_desk.post(reverse("admin:newsroom_image_delete", args=[pier.pk]), {"post": "yes"})
    assert Image.objects.filter(pk=pier.pk).exists()


def test_a_story_that_never_ran_goes_with_its_versions_and_frees_the_picture(at_desk: Client) -> None:
    pier = make_image(alt="The pier")
    article = make_article(body=with_figures(pier))
    at_desk.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    assert not Article.objects.exists()
    pier.delete()


@pytest.mark.parametrize("place", ["body", "lead"])
def test_a_picture_without_alternative_text_holds_publishing_back(place: str) -> None:
    pier = make_image()
    given: dict[str, Any] = {"body": with_figures(pier)} if place == "body" else {"lead_image": pier}
    article = make_article(section=make_section(), **given)
    with pytest.raises(ValidationError, match="no alternative text"):
        article.publish(by=None)
    pier.alt = "The pier"
    pier.save()
    article.publish(by=None)
    assert article.is_public


def test_a_forged_body_brings_in_no_picture_of_another_site(at_desk: Client) -> None:
    pier = make_image(alt="The pier")
    body = (
        f'<p>One</p><figure data-image="{pier.pk}" class="x" style="y" onclick="z"><img src="https://evil.example/a.png">'
        f'</figure><img src="https://evil.example/b.png"><figure data-image="{pier.pk}9"></figure>'
    )
    send(at_desk, reverse("admin:articles_article_add"), headline="Gates", body=body)
    assert Revision.objects.get().body == f"<p>One</p>{figure(pier.pk)}"


def test_lines_typed_without_the_editor_become_paragraphs(at_desk: Client) -> None:
    send(at_desk, reverse("admin:articles_article_add"), headline="Gates", body="One\r\n\r\nTwo & <b>three</b>")
    assert Revision.objects.get().body == "<p>One</p><p>Two &amp; <strong>three</strong></p>"


def test_what_imports_bring_names_no_picture_of_ours() -> None:
    story = read_html(
        '<h1>Gates</h1><p>The gates stay open all night.</p><figure data-image="1"></figure><p>So she said.</p>'
    )
    assert "figure" not in story.body


# Choosing one

CHOOSE = reverse("admin:newsroom_image_choose")


def test_the_library_is_searched_and_a_picture_looked_up(at_desk: Client) -> None:
    pier, gate = make_image(alt="The old pier"), make_image(caption="A gate")
    page = at_desk.get(CHOOSE).content.decode()
    assert f'data-picture="{pier.pk}"' in page
    assert f'data-picture="{gate.pk}"' in page
    assert "No alternative text" in page
    page = at_desk.get(CHOOSE, {"q": "PIER"}).content.decode()
    assert f'data-picture="{pier.pk}"' in page
    assert f'data-picture="{gate.pk}"' not in page
    page = at_desk.get(CHOOSE, {"id": gate.pk}).content.decode()
    assert f'data-picture="{pier.pk}"' not in page
    assert f'data-picture="{gate.pk}"' in page


@pytest.mark.parametrize("asked", [{"q": "\x00"}, {"id": "x"}, {"id": "9" * 40}, {"id": ""}, {"q": '"%_'}])
def test_what_cannot_be_asked_finds_nothing_and_fails_nothing(at_desk: Client, asked: dict[str, str]) -> None:
    assert at_desk.get(CHOOSE, asked).status_code == 200


def test_pictures_are_chosen_by_who_may_see_them(client: Client, reporter: User) -> None:
    assert client.get(CHOOSE).status_code == 302
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    assert client.get(CHOOSE).status_code == 403
    client.force_login(reporter)
    assert client.get(CHOOSE).status_code == 200


def test_thirty_pictures_cost_as_many_queries_as_one(at_desk: Client) -> None:
    make_image(alt="x")
    with CaptureQueriesContext(connection) as one:
        at_desk.get(CHOOSE)
    for _ in range(20):
        make_image(alt="x")
    with CaptureQueriesContext(connection) as many:
        at_desk.get(CHOOSE)
    assert len(one) == len(many)
