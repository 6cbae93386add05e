"""The demo newsroom, loaded as `make run` does, and what a newcomer then finds."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.models import Article, Citation, Correction, Statement
from newsroom.models import Publication, User
from people.models import Office, Organization, Person, PersonName
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def login_file(settings: Any, tmp_path: Path) -> Path:
    settings.DEMO_LOGIN = tmp_path / "var" / "demo-login"
    return settings.DEMO_LOGIN


def load(*options: str) -> str:
    out = io.StringIO()
    call_command("load_demo", *options, stdout=out)
    return out.getvalue()


@pytest.mark.takes_long
def test_the_demo_shows_every_kind_of_page_and_its_record_is_sound(client: Client, login_file: Path) -> None:
    told = load()
    password = login_file.read_text()
    assert f"user: editor   password: {password}" in told
    assert login_file.stat().st_mode & 0o077 == 0
    assert client.login(username="editor", password=password)
    assert client.get("/admin/").status_code == 200
    client.logout()

    call_command("check_record", stdout=io.StringIO())
    states = {article.get_status_display() for article in Article.objects.all()}
    assert states == {"draft", "in review", "published", "withdrawn"}
    assert Article.objects.scheduled().count() == 1
    assert Article.objects.published().count() >= 9
    assert Person.objects.published().count() >= 15
    assert Organization.objects.published().count() >= 8
    assert Office.objects.published().count() >= 15
    assert Statement.objects.published().count() >= 60
    assert {one.kind for one in Citation.objects.published()} == {"direct", "mixed", "indirect"}
    assert Correction.objects.published().count() >= 3

    accord = (
        tangen().statements.filter(citations__anchors__words__contains="enter the Narrows without").distinct().get()
    )
    assert len({citation.article_id for citation in accord.citations.all()}) == 3
    assert {one.office_label.split(",")[0] for one in tangen().statements.published()} == {
        "Foreign Minister",
        "Prime Minister",
    }
    assert Statement.objects.published().filter(behalf_person__name="Emeric Lindahl").exists()
    for address in ("/", "/people/", "/organizations/", "/statements/", "/corrections/", "/tags/energy/"):
        assert client.get(address).status_code == 200
    withdrawn = Article.objects.withdrawn().get()
    assert client.get(withdrawn.get_absolute_url()).status_code == 410

    before = Statement.objects.count(), User.objects.get().password
    assert load("--if-empty") == told
    with pytest.raises(CommandError, match="only into an empty one"):
        load()
    assert (Statement.objects.count(), User.objects.get().password) == before
    User.objects.get().delete()
    assert "left as it is" in load("--if-empty")


def tangen() -> Person:
    return Person.objects.get(name="Mirela Tangen")


@pytest.mark.parametrize("holds", [make_person, Publication.objects.create, lambda: User.objects.create_user("adam")])
def test_the_demo_is_refused_where_anything_else_is(holds: object, login_file: Path) -> None:
    holds()
    with pytest.raises(CommandError, match="only into an empty one"):
        load()
    assert "left as it is" in load("--if-empty")
    assert not login_file.exists()
    assert not PersonName.objects.exists()
    assert not User.objects.filter(username="editor").exists()
