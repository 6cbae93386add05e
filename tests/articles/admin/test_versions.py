"""The versions of a story at the desk: listed, compared, gone back to."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.body import text_to_html
from articles.models import Article, Byline, Revision
from articles.revising import revise
from newsroom.models import User
from tests.articles.admin.test_stories import change_page, form_of, workflow_page
from tests.desk import text_of
from tests.factories import make_article, make_citation, make_image, make_person, make_section, publish

pytestmark = pytest.mark.django_db

WORDS = "“The gates stay open,” Ada Brun said.\n\nThe ferry sails at nine."


def versions_page(article: Article) -> str:
    return reverse("admin:articles_article_versions", args=[article.pk])


def compare_page(article: Article, old: Any = "", new: Any = "") -> str:
    address = reverse("admin:articles_article_compare", args=[article.pk])
    return f"{address}?old={old}&new={new}" if old or new else address


def restore(client: Client, article: Article, number: int, follow: bool = True, **given: str) -> Any:
    address = reverse("admin:articles_article_restore", args=[article.pk, number])
    version = Article.objects.get(pk=article.pk).version
    return client.post(address, {"version": version, **given}, follow=follow)


def save(article: Article, text: str, by: User | None = None, headline: str = "Gates", **fields: Any) -> Revision:
    article.refresh_from_db()
    return revise(article, by=by, headline=headline, body=text_to_html(text), **fields)


@pytest.fixture
def article() -> Article:
    article = make_article("Gates", text=WORDS, section=make_section("Harbour"))
    article.citations.all().delete()
    return article


def test_every_save_is_listed_with_author_note_and_length(at_desk: Client, article: Article, editor: User) -> None:
    publish(article)
    save(article, WORDS + "\n\nThree more words.", by=editor, note="ferry added")
    page = at_desk.get(versions_page(article))
    told = text_of(page)
    assert "Version 2 latest" in told
    assert "Version 1 live" in told
    assert f"{editor}" in told
    assert "ferry added" in told
    assert "15 words +3" in told
    assert [listed.revision.number for listed in page.context["page"]] == [2, 1]


def test_many_versions_cost_as_many_queries_as_one_and_are_paged(
    at_desk: Client, article: Article, editor: User, django_assert_max_num_queries: Any
) -> None:
    save(article, "Words of version two.")
    at_desk.get(versions_page(article))
    with django_assert_max_num_queries(100) as few:
        at_desk.get(versions_page(article))
    for number in range(28):
        save(article, f"Words {number}.", by=editor)
    with django_assert_max_num_queries(len(few)):
        page = at_desk.get(versions_page(article))
    assert "Next page" in text_of(page)
    second = at_desk.get(versions_page(article) + "?page=2")
    assert [listed.revision.number for listed in second.context["page"]] == [5, 4, 3, 2, 1]
    assert at_desk.get(versions_page(article) + "?page=3").status_code == 404


def test_two_versions_stand_beside_each_other_word_by_word(at_desk: Client, article: Article) -> None:
    byline, image = Byline.objects.create(name="Mara Quill"), make_image(alt="The northern pier")
    text = "The ferry sails at ten.\n\n“The gates stay open,” Ada Brun said.\n\nAn end."
    save(article, text, headline="Gates open", deck="A deck", bylines=[byline], lead_image=image)
    page = at_desk.get(compare_page(article, 1, 2))
    source, told = page.content.decode(), text_of(page)
    assert "Gates<ins>" in source
    for line in ("Headline", "Deck", "Bylines", "Lead picture"):
        assert line in told
    assert "Unchanged: dateline." in told
    assert "[put in: Mara Quill ]" in told
    assert "The northern pier" in told
    assert "moved" in told
    assert "[taken out: nine ] [put in: ten ]" in told
    assert "Paragraph put in [put in: An end. ]" in told


def test_what_the_words_look_like_as_html_is_not_shown(at_desk: Client) -> None:
    article = make_article("Gates", body='<p>See <a href="https://a.example/">the pier</a>.</p><p>A &lt; b</p>')
    revise(article, by=None, headline="Gates", body='<h2>See <a href="https://b.example/">the pier</a>.</h2>')
    told = text_of(at_desk.get(compare_page(article, 1, 2)))
    assert "Heading, was a paragraph" in told
    assert "“the pier” leads to https://b.example/ instead of https://a.example/" in told
    assert "Paragraph taken out [taken out: A < b ]" in told
    assert "<p>" not in told


def test_unless_told_otherwise_the_latest_is_compared_with_what_readers_see(at_desk: Client, article: Article) -> None:
    publish(article)
    save(article, "Version two.")
    save(article, "Version three.")
    page = at_desk.get(compare_page(article))
    assert (page.context["old"].number, page.context["new"].number) == (1, 3)
    form = at_desk.get(change_page(article)).content.decode()
    for shown in (form, at_desk.get(workflow_page(article)).content.decode()):
        assert "Version 3 waits to be published" in shown
        assert "?old=1&amp;new=3" in shown


def test_equal_versions_are_told_as_equal(at_desk: Client, article: Article) -> None:
    told = text_of(at_desk.get(compare_page(article, 1, 1)))
    assert "Not a word of the body differs." in told


@pytest.mark.parametrize("number", ["0", "9", "x", "-1", "1" * 30, "²"])
def test_a_version_that_is_not_there_is_404(at_desk: Client, article: Article, number: str) -> None:
    assert at_desk.get(compare_page(article, number, 1)).status_code == 404


def test_s07_a_version_of_another_story_is_not_gone_back_to(at_desk: Client, article: Article) -> None:
    other = make_article("Other")
    save(other, "Second.", headline="Other")
    assert restore(at_desk, article, 2).status_code == 404
    assert article.revisions.count() == 1


def test_going_back_writes_a_new_version_with_the_old_words(at_desk: Client, article: Article, editor: User) -> None:
    byline = Byline.objects.create(name="Mara Quill")
    save(article, WORDS, deck="A deck", bylines=[byline], dateline="PORT ELISE")
    save(article, "Nothing of it.", headline="Empty")
    told = text_of(restore(at_desk, article, 2))
    assert "Restored: version 4 has the words of version 2." in told
    article.refresh_from_db()
    latest = article.latest_revision
    assert (latest.number, latest.note, latest.created_by) == (4, "restored version 2", editor)
    assert (latest.headline, latest.deck, latest.dateline, latest.text) == ("Gates", "A deck", "PORT ELISE", WORDS)
    assert latest.byline_names() == ["Mara Quill"]
    assert article.revisions.count() == 4


def test_going_back_to_the_same_words_is_refused_kindly(at_desk: Client, article: Article) -> None:
    save(article, "Other words.")
    restore(at_desk, article, 1)
    told = text_of(restore(at_desk, article, 1))
    assert "There is nothing to restore: version 3, the latest, has the words of version 1." in told
    assert article.revisions.count() == 3


def test_readers_see_nothing_of_going_back_before_it_is_published(at_desk: Client, article: Article) -> None:
    save(article, "Second words.")
    publish(article)
    restore(at_desk, article, 1)
    assert "Second words." in Client().get(article.get_absolute_url()).content.decode()


def test_r01_a_stale_page_does_not_go_back(at_desk: Client, article: Article) -> None:
    seen = article.version
    save(article, "Unseen words.")
    refused = restore(at_desk, article, 1, version=seen)
    assert refused.status_code == 409
    assert "The story was changed while you had this page open" in text_of(refused)
    assert "Version 2" in text_of(refused)
    assert article.revisions.count() == 2


def test_who_may_not_edit_a_story_reads_its_versions_and_restores_none(
    client: Client, reporter: User, article: Article
) -> None:
    save(article, "Other words.")
    client.force_login(reporter)
    for address in (versions_page(article), compare_page(article)):
        page = client.get(address)
        assert page.status_code == 200
        assert "restore/" not in page.content.decode()
    assert restore(client, article, 1).status_code == 403
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    for address in (versions_page(article), compare_page(article)):
        assert client.get(address).status_code == 403
    assert restore(client, article, 1).status_code == 403
    assert article.revisions.count() == 2
    assert client.get(reverse("admin:articles_article_restore", args=[article.pk, 1])).status_code == 405


def test_statements_that_lose_their_words_are_told_at_once_with_the_way_to_settle_them(
    at_desk: Client, article: Article
) -> None:
    citation = make_citation(article, "“The gates stay open,”", make_person("Ada Brun"))
    saved = at_desk.post(change_page(article), form_of(at_desk, article, body="<p>Gone.</p>"), follow=True)
    told = text_of(saved)
    assert "1 confirmed statement lost its words in version 2, so it cannot be published yet" in told
    assert "The gates stay open" in told
    settle = f"{reverse('admin:articles_article_statements', args=[article.pk])}#c{citation.pk}"
    for page in (saved, at_desk.get(change_page(article)), at_desk.get(workflow_page(article))):
        assert settle in page.content.decode()
    assert "1 confirmed statement lost its words in the latest version" in text_of(at_desk.get(change_page(article)))
    compared = text_of(at_desk.get(compare_page(article, 1, 2)))
    assert "Statements whose words are in version 1 and not in version 2" in compared
    assert "Ada Brun: “The gates stay open” confirmed" in compared

    restore(at_desk, article, 1)
    page = at_desk.get(change_page(article))
    assert "lost its words" not in text_of(page)


def test_going_back_tells_what_is_lost_by_it(at_desk: Client, article: Article) -> None:
    save(article, WORDS + "\n\n“The pier is shut,” he said.")
    article.citations.all().delete()
    make_citation(Article.objects.get(pk=article.pk), "“The pier is shut,”", make_person("Ada Brun"))
    assert "1 confirmed statement lost its words in version 3" in text_of(restore(at_desk, article, 1))
