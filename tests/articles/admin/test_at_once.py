"""Two people press their buttons at the same moment, on real connections."""

import threading
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from articles.models import Article, Statement
from newsroom.models import User
from tests.articles.admin.test_review import page_of
from tests.articles.admin.test_stories import change_page, form_of, workflow_page
from tests.factories import make_article, make_citation, make_section

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 8
Post = tuple[str, dict[str, Any]]


@pytest.fixture(autouse=True)
def two_connections(on_postgres: bool) -> None:
    if not on_postgres:
        pytest.skip("SQLite in memory has one connection; in a file its writers queue (IMMEDIATE).")


def at_once(user: User, *posts: Post) -> list[int]:
    """Send all at the same moment, each from a browser of its own; the answers' codes in the same order."""
    start, answers = threading.Barrier(len(posts)), [0] * len(posts)

    def send(number: int, browser: Client) -> None:
        start.wait()
        answers[number] = browser.post(*posts[number]).status_code
        connections.close_all()

    threads = []
    for number in range(len(posts)):
        browser = Client()
        browser.force_login(user)
        threads.append(threading.Thread(target=send, args=[number, browser]))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_r01_publishing_is_undone_by_nobody_who_saves_at_that_moment(editor: User, at_desk: Client) -> None:
    section = make_section()
    for number in range(ROUNDS):
        article = make_article(f"Story {number}", section=section)
        publishing, *_ = at_once(
            editor,
            (workflow_page(article), {"verb": "publish", "version": article.version}),
            (page_of(article), {"action": "date", "story-dated": "2026-03-05"}),
            (change_page(article), form_of(at_desk, article, headline=f"Changed {number}")),
        )
        assert publishing in (302, 409)
        assert Article.objects.get(pk=article.pk).is_public == (publishing == 302)


def test_of_two_forms_one_is_saved_and_the_other_refused(editor: User, at_desk: Client) -> None:
    for number in range(ROUNDS):
        article = make_article(f"Story {number}")
        sent = [form_of(at_desk, article, headline=headline) for headline in ("One", "Other")]
        answers = at_once(editor, *((change_page(article), one) for one in sent))
        assert sorted(answers) == [302, 409]
        assert article.revisions.count() == 2


def test_a_suggestion_confirmed_by_two_becomes_one_statement(editor: User, at_desk: Client) -> None:
    for number in range(ROUNDS):
        article = make_article(f"Story {number}", text="“The gates stay open,” Ada Brun said.")
        article.citations.all().delete()
        citation = make_citation(article, "“The gates stay open,”", confirmed=False)
        form = at_desk.get(page_of(article)).context["cards"][0].form
        sent = {form.add_prefix(name): form[name].value() or "" for name in form.fields}
        sent |= {form.add_prefix("speaker"): "source", form.add_prefix("source"): "an official"}
        sent = {name: value for name, value in sent.items() if value is not False}
        sent |= {"citation": citation.pk, "version": form.version, "action": "confirm"}
        assert sorted(at_once(editor, *[(page_of(article), sent)] * 2)) == [302, 409]
    assert Statement.objects.count() == ROUNDS
