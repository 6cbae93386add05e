import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client

from newsroom.models import User
from tests import fuzzing, timing
from tests.chromium import CHROMIUM


def pytest_configure() -> None:
    fuzzing.load_profile()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is tested where, and in which order.

    Lines are not counted where time is measured, nor in front of a browser: both are tests of something else. What asks
    no database, what a browser does with a page, and the walks through all pages and rights are the same on every
    database: they are tested on SQLite, and elsewhere with WHOLE_SUITE. Every worker begins with its share of the walks,
    which take long, so that none is left alone with them at the end.
    """
    for item in items:
        if "seconds" in getattr(item, "fixturenames", ()) or item.get_closest_marker("browser"):
            item.add_marker("no_cover")
    if connection.vendor != "sqlite" and not os.environ.get("WHOLE_SUITE"):
        once = [item for item in items if _is_walk(item) or not _asks_a_database(item)]
        config.hook.pytest_deselected(items=once)
        items[:] = [item for item in items if _asks_a_database(item) and not _is_walk(item)]
    takes_long = [item for item in items if _is_walk(item)]
    others = [item for item in items if not _is_walk(item)]
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    share = -(-len(others) // workers)
    items[:] = [
        item
        for worker in range(workers)
        for item in (*takes_long[worker::workers], *others[worker * share : (worker + 1) * share])
    ]


def _is_walk(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("browser") or item.get_closest_marker("takes_long"))


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"})


@pytest.fixture
def seconds() -> timing.Seconds:
    return timing.seconds


def make_user(name: str, group: str | None) -> User:
    user = User.objects.create_user(name, f"{name}@example.org", "a long password", is_staff=True)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def reporter(db: None) -> User:
    return make_user("rita", "Reporter")


@pytest.fixture
def other_reporter(db: None) -> User:
    return make_user("olga", "Reporter")


@pytest.fixture
def editor(db: None) -> User:
    return make_user("edda", "Editor")


@pytest.fixture
def administrator(db: None) -> User:
    return make_user("adam", "Administrator")


@pytest.fixture
def at_desk(editor: User) -> Client:
    """A browser in which an editor is logged in."""
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def empty_newsroom(db: None) -> Iterator[Callable[[], None]]:
    """Takes every row away in the midst of a test. The content types get other numbers by that, which are forgotten
    when the rows are back."""

    def empty() -> None:
        connection.check_constraints()  # PostgreSQL empties no table that is still to be looked at
        call_command("flush", interactive=False, verbosity=0)

    yield empty
    ContentType.objects.clear_cache()


@pytest.fixture
def on_postgres() -> bool:
    return connection.vendor == "postgresql"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real browser. Without one these tests are skipped, visibly; with REQUIRE_BROWSER they fail."""
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("Chromium is not installed, and REQUIRE_BROWSER is set.")
        pytest.skip("Chromium is not installed: browser tests need it.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()
