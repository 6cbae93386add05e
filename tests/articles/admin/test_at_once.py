"""Two people press their buttons at the same moment, on real connections."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from articles.models import Article, Statement
from newsroom.models import User
from newsroom.settling import digest
from tests.articles.admin.test_review import page_of
from tests.articles.admin.test_stories import change_page, form_of, workflow_page
from tests.desk import form_on
from tests.factories import make_article, make_citation, make_section

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 8
Post = tuple[str, dict[str, Any]]


@pytest.fixture(autouse=True)
def two_connections(transactional_db: None, on_postgres: bool, tmp_path: Path) -> Iterator[None]:
    """SQLite in memory has one connection: there the test runs on a copy of the database in a file."""
    if on_postgres:
        yield
        return
    in_memory = connections["default"]
    in_memory.ensure_connection()
    settings, name = in_memory.settings_dict, in_memory.settings_dict["NAME"]
    path = tmp_path / "desk.sqlite3"
    with sqlite3.connect(path) as copy:
        in_memory.connection.backup(copy)
    copy.close()
    settings["NAME"] = str(path)
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        settings["NAME"] = name
        connections["default"] = in_memory


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


EDITS = 200
FIELDS = ("deck", "dateline")


def keep_editing(browser: Client, article: Article, mine: str, edits: int, failures: list[str]) -> None:
    """Count up one field, always from the form as this browser last had it; a refused one is sent again as it came."""
    try:
        sent = form_on(browser.get(change_page(article)))
        for number in range(1, edits + 1):
            sent[mine] = f"{mine} {number}"
            while (answer := browser.post(change_page(article), sent)).status_code == 409:
                sent = form_on(answer)  # read off the page: `answer.context` may be the other thread's
            assert answer.status_code == 302
            sent["_version"] = json.dumps(json.loads(sent["_version"]) | {mine: digest(sent[mine])})
    except Exception as failure:  # noqa: BLE001  a thread tells nobody else
        failures.append(repr(failure))
    finally:
        connections.close_all()


def test_r01_two_who_edit_one_story_two_hundred_times_lose_no_field(editor: User, reporter: User) -> None:
    article = make_article("Gates", owner=reporter)
    failures: list[str] = []
    threads = []
    for user, field in zip((editor, reporter), FIELDS, strict=True):
        browser = Client()
        browser.force_login(user)
        given = [browser, article, field, EDITS // 2, failures]
        threads.append(threading.Thread(target=keep_editing, args=given))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    saved = list(article.revisions.order_by("number").values_list(*FIELDS))
    assert len(saved) == EDITS + 1
    for at, field in enumerate(FIELDS):
        numbers = [int(values[at].removeprefix(field) or 0) for values in saved]
        assert numbers == sorted(numbers), f"a version took back what another had saved: {numbers}"
        assert numbers[-1] == EDITS // 2
