"""Logging in and out: by name or address, with an answer that tells strangers nothing, and no way on to elsewhere."""

import re
import time
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse

from newsroom.models import Publication, User
from tests.conftest import make_user
from tests.desk import text_of
from tests.newsroom.accounts.door import DESK, LOGIN, PASSWORD, enter, is_in
from tests.test_canary import every_pattern

pytestmark = pytest.mark.django_db

WRONG = "That name and password do not belong together."


@pytest.mark.parametrize("typed", ["edda", "EDDA", " edda ", "edda@example.org", "Edda@Example.ORG"])
def test_an_editor_logs_in_by_name_or_address_however_it_is_written(client: Client, editor: User, typed: str) -> None:
    User.objects.filter(pk=editor.pk).update(email="Edda@example.org")  # as an administrator may have written it
    assert enter(client, typed)["Location"] == DESK
    assert is_in(client)


def test_an_address_of_two_people_is_nobodys_name(client: Client, editor: User) -> None:
    make_user("otto", "Editor")
    User.objects.update(email="desk@example.org")
    assert WRONG in text_of(enter(client, "desk@example.org"))
    assert enter(client, "otto")["Location"] == DESK


def test_a_user_name_that_is_somebody_elses_address_is_a_user_name(client: Client, editor: User) -> None:
    make_user("edda@example.org", "Reporter")
    enter(client, "edda@example.org")
    assert client.get(reverse("mfa_index")).context["user"].username == "edda@example.org"


def test_the_page_is_in_the_papers_name_and_remembers_what_was_typed_but_not_the_password(client: Client) -> None:
    Publication.objects.create(name="The Tide")
    page = enter(client, "nobody", "guessed")
    assert "The Tide" in text_of(page)
    assert 'value="nobody"' in page.content.decode()
    assert "guessed" not in page.content.decode()
    assert not re.search(r"(?i)remember|sign up|register", text_of(page))


@pytest.mark.parametrize(
    "page", ["/admin/", "/admin/articles/article/?status=draft", "/admin/jsi18n/", "/admin/newsroom/user/1/change/"]
)
def test_who_is_sent_to_the_login_comes_out_where_they_wanted_to_go(client: Client, editor: User, page: str) -> None:
    response = client.get(page, follow=True)
    assert response.redirect_chain[-1][0].startswith(LOGIN)
    aim = re.search(r'name="next" value="([^"]*)"', response.content.decode())
    assert aim is not None
    there = client.post(LOGIN, {"login": "edda", "password": PASSWORD, "next": aim[1].replace("&amp;", "&")})
    assert there["Location"] == page


ELSEWHERE = ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/", "javascript:alert(1)"]


@pytest.mark.parametrize("aim", [*ELSEWHERE, "/%0d%0aLocation:https://evil.example", "\thttps://evil.example"])
def test_s24_neither_login_nor_logout_leads_off_the_site(client: Client, editor: User, aim: str) -> None:
    inside = client.post(f"{LOGIN}", {"login": "edda", "password": PASSWORD, "next": aim})["Location"]
    assert inside == DESK or inside.startswith("/%0d")
    outside = client.post(reverse("account_logout"), {"next": aim})["Location"]
    assert outside == LOGIN or outside.startswith("/%0d")


def test_logging_out_at_the_desk_is_logging_out(at_desk: Client) -> None:
    assert at_desk.get(reverse("account_logout")).status_code == 200  # a link logs nobody out
    assert is_in(at_desk)
    assert at_desk.post(reverse("admin:logout"))["Location"] == LOGIN
    assert not is_in(at_desk)


def test_the_desks_own_login_takes_no_password(client: Client, at_desk: Client, administrator: User) -> None:
    """Else it would be a second door, without throttle and second factor."""
    given = {"username": "adam", "password": PASSWORD}
    assert client.post(reverse("admin:login"), given)["Location"].startswith(LOGIN)
    assert not is_in(client)
    at_desk.post(reverse("admin:login"), given)
    assert at_desk.get(DESK).context["user"].username == "edda"


def test_the_desks_own_password_pages_lead_to_ours(at_desk: Client) -> None:
    for name in ("password_change", "password_change_done"):
        assert at_desk.get(reverse(f"admin:{name}"))["Location"] == reverse("account_change_password")


def test_somebody_who_is_not_staff_finds_the_desk_closed(client: Client) -> None:
    User.objects.create_user("reader", password=PASSWORD)
    enter(client, "reader")
    assert client.get(DESK, follow=True).status_code == 403


def test_a_closed_account_says_so_only_to_who_knows_its_password(client: Client, editor: User) -> None:
    User.objects.filter(pk=editor.pk).update(is_active=False)
    assert WRONG in text_of(enter(client, editor, "guessed"))
    assert "This account is closed" in text_of(enter(client, editor, follow=True))
    assert not is_in(client)


# What a stranger can learn


def people() -> list[str]:
    """A name of each kind a stranger may try."""
    make_user("known", "Editor")
    make_user("left", "Editor")
    User.objects.filter(username="left").update(is_active=False)
    User.objects.filter(pk=make_user("keyed", "Editor").pk).update(password=make_password(None))
    return ["known", "left", "keyed", "nobody", "known@example.org", "nobody@example.org"]


def test_s27_a_wrong_password_gets_the_same_answer_and_as_many_queries_whoever_it_is() -> None:
    answers, queries = set(), set()
    for name in people():
        client = Client(REMOTE_ADDR="203.0.113.7")
        with CaptureQueriesContext(connection) as asked:
            page = enter(client, name, "guessed")
        answers.add(re.sub(r'value="[^"]*"', "", page.content.decode()))
        queries.add(len(asked))
    assert len(answers) == 1
    assert len(queries) == 1


class SlowHasher(PBKDF2PasswordHasher):
    iterations = 300_000


def test_s27_a_wrong_password_takes_as_long_whoever_it_is(settings: Any) -> None:
    """With a hasher that is slow: the hash is nearly all of the time, so one left out would show.

    Time of this thread's own work, which is no longer on a busy machine.
    """
    settings.PASSWORD_HASHERS = [f"{__name__}.SlowHasher"]
    took: dict[str, list[float]] = {}
    names = people()
    for _ in range(3):
        for number, name in enumerate(names):
            client = Client(REMOTE_ADDR=f"203.0.113.{number}")
            began = time.thread_time()
            enter(client, name, "guessed")
            took.setdefault(name, []).append(time.thread_time() - began)
    least = {name: min(times) for name, times in took.items()}
    assert max(least.values()) < 2 * min(least.values()), least  # without a hash it would be a tenth


# Which pages there are

ROUTED = {
    *("account_root", "account_login", "account_logout", "account_inactive", "account_reauthenticate"),
    *("account_change_password", "account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    *("mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp"),
    *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
    *("mfa_list_webauthn", "mfa_add_webauthn", "mfa_login_webauthn", "mfa_reauthenticate_webauthn"),
    *("mfa_edit_webauthn", "mfa_remove_webauthn"),
}


def test_only_the_account_pages_a_newsroom_needs_are_there(client: Client) -> None:
    def of_accounts(entry: URLPattern) -> bool:
        return entry.callback.__module__.startswith("allauth") or (entry.name or "").startswith(("account_", "mfa_"))

    routed = [entry.name for _, entry in every_pattern(get_resolver().url_patterns) if of_accounts(entry)]
    assert sorted(routed) == sorted(ROUTED)
    for missing in ("signup", "email", "social", "password/set", "second-factor/trust"):
        assert client.get(f"/account/{missing}/").status_code == 404


def test_the_libraries_own_lists_are_not_at_the_desk(client: Client) -> None:
    """They would show keys, and addresses that are not the ones we use."""
    client.force_login(User.objects.create_superuser("root"))
    page = text_of(client.get(DESK)).lower()
    assert "authenticator" not in page
    assert "email addresses" not in page
    assert client.get("/admin/mfa/authenticator/").status_code == 404
    assert client.get("/admin/account/emailaddress/").status_code == 404
