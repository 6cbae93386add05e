"""Sessions: a new key at each rise of rights, an end after idleness and in any case, and none where it should be over."""

import datetime
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.models import User
from tests.newsroom.accounts.door import CODE, DESK, PASSWORD, code, enter, is_in, log_in_with_code, with_app

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
NOW = datetime.datetime(2026, 3, 4, 9, tzinfo=datetime.UTC)


def key_of(client: Client) -> str | None:
    return client.session.session_key


def test_s29_the_key_changes_at_the_login(client: Client, editor: User) -> None:
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = session.session_key
    before = session.session_key
    enter(client, editor)
    assert key_of(client) != before
    assert not Session.objects.filter(pk=before).exists()


def test_s29_the_key_changes_with_the_second_factor(client: Client, editor: User, two_factors: None) -> None:
    enter(client, with_app(editor))
    before = key_of(client)
    client.post(CODE, {"code": code()})
    assert key_of(client) != before


@pytest.mark.django_db(transaction=True)
def test_s29_the_key_changes_when_a_factor_is_set_up(client: Client, editor: User, two_factors: None) -> None:
    from tests.newsroom.accounts.test_second_factor import set_up_app

    enter(client, editor)
    before = key_of(client)
    set_up_app(client)
    assert key_of(client) != before
    assert is_in(client)


def test_a_session_ends_after_twelve_hours_without_use(client: Client, editor: User) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        enter(client, editor)
        for _ in range(5):
            clock.shift(11 * HOUR)
            assert is_in(client)
        clock.shift(13 * HOUR)
        assert not is_in(client)


def test_a_session_ends_after_a_week_however_busy(client: Client, editor: User) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        enter(client, editor)
        for _ in range(16):
            clock.shift(10 * HOUR)
            assert is_in(client)
        clock.shift(9 * HOUR)  # 169 hours: a week and one
        assert not is_in(client)
        assert enter(client, editor)["Location"] == DESK
        assert is_in(client)


def test_a_busy_session_is_written_every_ten_minutes_and_not_on_every_page(client: Client, editor: User) -> None:
    def writes() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("admin:jsi18n"))
        return len([query for query in asked if query["sql"].startswith(("UPDATE", "INSERT"))])

    with time_machine.travel(NOW, tick=False) as clock:
        enter(client, editor)
        assert [writes(), writes()] == [0, 0]
        clock.shift(datetime.timedelta(minutes=11))
        assert [writes(), writes()] == [1, 0]


def test_readers_have_no_session_and_cost_none(client: Client, django_assert_max_num_queries: Any) -> None:
    response = client.get("/")
    assert response.cookies == {}
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    assert not [query for query in asked if "session" in query["sql"]]


@pytest.mark.parametrize("how", ["at the desk", "by a colleague"])
def test_a_new_password_ends_the_other_sessions(editor: User, administrator: User, how: str) -> None:
    enter(own := Client(), editor)
    enter(other := Client(), editor)
    if how == "at the desk":
        given = {"oldpassword": PASSWORD, "password1": "another long one", "password2": "another long one"}
        assert own.post(reverse("account_change_password"), given).status_code == 302
        assert is_in(own)
    else:
        enter(helper := Client(), administrator)
        page = reverse("admin:auth_user_password_change", args=[editor.pk])
        helper.post(page, {"password1": "another long one", "password2": "another long one", "usable_password": "true"})
        assert not is_in(own)
    assert not is_in(other)
    editor.refresh_from_db()
    assert editor.check_password("another long one")


def test_a_wrong_old_password_changes_nothing(client: Client, editor: User) -> None:
    enter(client, editor)
    given = {"oldpassword": "guessed", "password1": "another long one", "password2": "another long one"}
    assert client.post(reverse("account_change_password"), given).status_code == 200
    editor.refresh_from_db()
    assert editor.check_password(PASSWORD)


def test_who_leaves_is_out_at_once(client: Client, editor: User) -> None:
    enter(client, editor)
    assert is_in(client)
    User.objects.filter(pk=editor.pk).update(is_active=False)
    assert not is_in(client)


def test_who_is_staff_no_more_is_out_at_once(client: Client, editor: User) -> None:
    enter(client, editor)
    User.objects.filter(pk=editor.pk).update(is_staff=False)
    assert not is_in(client)


def test_the_cookie_is_no_scripts_business_and_stays_with_the_site(client: Client, editor: User) -> None:
    enter(client, editor)
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 12 * 60 * 60)


def test_s36_no_answer_of_the_desk_or_the_account_pages_is_kept(client: Client, editor: User) -> None:
    pages = ["/admin/", "/admin/jsi18n/", "/admin/nowhere/", "/admin/articles/article", "/admin/login/"]
    pages += ["/account/", "/account/login/", "/account/second-factor/", "/account/password/", "/account/nowhere/"]
    for who in ("a stranger", "an editor"):
        if who == "an editor":
            log_in_with_code(client, with_app(editor))
        for page in pages:
            kept = client.get(page).headers.get("Cache-Control", "")
            assert {"private", "no-store"} <= set(kept.split(", ")), (who, page)
