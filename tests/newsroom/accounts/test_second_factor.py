"""The second factor: until it is shown, nothing that staff may see answers; and what happens when it is lost."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.core import mail as outbox
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from newsroom.accounts import second_factor
from newsroom.models import User
from tests.conftest import make_user
from tests.desk import text_of
from tests.factories import make_article
from tests.newsroom.accounts.door import (
    CODE,
    DESK,
    FACTORS,
    code,
    enter,
    is_in,
    log_in_with_code,
    recovery_codes,
    with_app,
)
from tests.test_canary import addresses

pytestmark = pytest.mark.django_db

ACTIVATE = reverse("mfa_activate_totp")
CODES = reverse("mfa_view_recovery_codes")


def set_up_app(client: Client) -> str:
    """As a person does: the secret from the page into the app, its code into the page. Needs real transactions."""
    cache.clear()
    page = client.get(ACTIVATE).content.decode()
    secret = re.search(r'<code class="secret">([A-Z2-7]+)</code>', page)
    assert secret is not None
    assert client.post(ACTIVATE, {"code": code(secret[1])})["Location"] == CODES
    return secret[1]


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root", "root@example.org", "a long password")


# Setting it up


@pytest.mark.django_db(transaction=True)
def test_a_new_editor_is_led_from_the_first_login_to_the_desk(client: Client, editor: User, two_factors: None) -> None:
    assert enter(client, editor)["Location"] == DESK
    assert client.get(DESK)["Location"] == FACTORS
    assert "Set up a second factor." in text_of(client.get(FACTORS))
    set_up_app(client)  # and the password is not asked for again
    page = text_of(client.get(CODES))
    assert all(one in page for one in recovery_codes(editor))
    assert is_in(client)


def test_the_second_login_asks_for_a_code_and_leads_where_one_wanted_to_go(
    client: Client, editor: User, two_factors: None
) -> None:
    with_app(editor)
    aim = "/admin/people/person/"
    answer = client.post(reverse("account_login"), {"login": "edda", "password": "a long password", "next": aim})
    assert answer["Location"] == CODE
    assert "Write the code that your app shows" in text_of(client.get(CODE))
    assert client.post(CODE, {"code": code()})["Location"] == aim
    assert is_in(client)


@pytest.mark.django_db(transaction=True)
def test_the_notice_of_a_new_factor_goes_to_its_owner(client: Client, editor: User) -> None:
    enter(client, editor)
    set_up_app(client)
    (sent,) = outbox.outbox
    assert sent.to == ["edda@example.org"]
    assert "An authenticator app was set up" in sent.body
    assert "tell an administrator of The Record at once" in sent.body


def test_a_wrong_code_sets_nothing_up(client: Client, editor: User, two_factors: None) -> None:
    enter(client, editor)
    client.get(ACTIVATE)
    assert "That code is not right." in text_of(client.post(ACTIVATE, {"code": "000000"}))
    assert not is_in(client)


def test_who_is_not_staff_needs_none(client: Client, two_factors: None) -> None:
    reader = User.objects.create_user("reader", password="a long password")
    client.force_login(reader)
    assert not second_factor.is_required_of(reader)
    assert client.get("/").status_code == 200


def test_where_it_is_not_required_a_password_is_enough_until_one_is_set_up(client: Client, editor: User) -> None:
    enter(client, editor)
    assert is_in(client)
    with_app(editor)
    assert enter(Client(), editor)["Location"] == CODE


# In between


@pytest.mark.takes_long
def test_s30_no_address_answers_to_staff_between_password_and_second_factor(
    two_factors: None, administrator: User, root: User
) -> None:
    """Every address of the desk is sent on or unknown; elsewhere it is as for a stranger."""
    make_article("CANARY draft", owner=administrator)
    stranger = Client()
    for user in (administrator, root):
        half, waiting = Client(), Client()
        half.force_login(user)  # a password was given, and no factor is set up
        with_app(user)
        enter(waiting, user)  # a password was given, and the code is waited for
        Authenticator.objects.filter(user=user).delete()
        opened = 0
        for address in addresses():
            if not address.startswith("/admin/"):
                continue
            for client in (half, waiting) if user == administrator else (half,):
                response = client.get(address)
                assert response.status_code in (301, 302, 401, 404), address
                assert "CANARY" not in response.content.decode()
                opened += 1
        assert opened > 100
        for address in ("/", "/people/", "/statements/"):
            same = stranger.get(address).content
            assert half.get(address).content == same, address


@pytest.mark.parametrize("name", ["autocomplete", "jsi18n", "password_change", "logout", "login"])
def test_s30_the_desks_side_doors_are_shut_too(client: Client, editor: User, two_factors: None, name: str) -> None:
    client.force_login(editor)
    for answer in (client.get(reverse(f"admin:{name}")), client.post(reverse(f"admin:{name}"), {})):
        assert (answer.status_code, answer["Location"]) == (302, FACTORS)


def test_a_form_that_asks_whether_its_editor_is_still_here_hears_no(
    client: Client, editor: User, two_factors: None
) -> None:
    client.force_login(editor)
    assert client.get(reverse("admin:still_here")).status_code == 401
    log_in_with_code(whole := Client(), with_app(editor))
    assert whole.get(reverse("admin:still_here")).json()["user"] == editor.pk


def test_who_is_half_inside_can_log_out_by_the_button_on_the_page(
    client: Client, editor: User, two_factors: None
) -> None:
    client.force_login(editor)
    form = re.search(r'<form id="logout-form" method="post" action="([^"]+)"', client.get(FACTORS).content.decode())
    assert form is not None
    assert client.post(form[1])["Location"] == reverse("account_login")
    assert client.get(FACTORS)["Location"].startswith(reverse("account_login"))


def test_a_forged_post_in_between_changes_nothing(client: Client, administrator: User, two_factors: None) -> None:
    client.force_login(administrator)
    client.post(reverse("admin:newsroom_publication_add"), {"name": "Mine", "time_zone": "UTC", "language": "en"})
    client.post(reverse("admin:newsroom_user_delete", args=[administrator.pk]), {"post": "yes"})
    assert User.objects.filter(pk=administrator.pk).exists()


def test_elsewhere_who_is_half_inside_is_a_stranger(client: Client, editor: User, two_factors: None) -> None:
    client.force_login(editor)
    assert client.get("/").wsgi_request.user.is_anonymous
    log_in_with_code(whole := Client(), with_app(editor))
    assert whole.get("/").wsgi_request.user == editor


def test_a_factor_set_up_elsewhere_does_not_let_an_older_session_in(
    client: Client, editor: User, two_factors: None
) -> None:
    """It may be the session of whoever had the password alone."""
    enter(client, editor)
    with_app(editor)
    answer = client.get("/admin/people/person/")
    assert answer["Location"] == "/account/login/?next=%2Fadmin%2Fpeople%2Fperson%2F"
    assert enter(client, editor)["Location"] == CODE


def test_one_persons_factor_is_not_anothers_in_the_same_browser(
    client: Client, editor: User, two_factors: None
) -> None:
    log_in_with_code(client, with_app(editor))
    client.force_login(make_user("otto", "Editor"))
    assert client.get(DESK)["Location"] == FACTORS


def test_staff_pay_no_query_for_it(client: Client, editor: User, settings: Any, django_assert_num_queries: Any) -> None:
    log_in_with_code(client, with_app(editor))
    for required in (False, True):
        settings.TWO_FACTOR_REQUIRED = required
        with django_assert_num_queries(3):  # the session, its user, the paper
            assert client.get(reverse("admin:jsi18n")).status_code == 200


# Giving it up and losing it


def test_a_recovery_code_stands_in_once(client: Client, editor: User, two_factors: None) -> None:
    one, *_ = recovery_codes(with_app(editor))
    enter(client, editor)
    assert client.post(CODE, {"code": one})["Location"] == DESK
    assert is_in(client)
    enter(other := Client(), editor)
    assert "That code is not right." in text_of(other.post(CODE, {"code": one}))
    assert "9 left" in text_of(client.get(FACTORS))


def test_a_code_of_the_app_works_once(editor: User, two_factors: None) -> None:
    with_app(editor)
    enter(first := Client(), editor)
    enter(second := Client(), editor)
    shown = code()
    assert first.post(CODE, {"code": shown}).status_code == 302
    assert second.post(CODE, {"code": shown}).status_code == 200


def test_new_recovery_codes_void_the_old(client: Client, editor: User, two_factors: None) -> None:
    old, *_ = recovery_codes(with_app(editor))
    log_in_with_code(client, editor)
    client.post(reverse("mfa_generate_recovery_codes"))
    downloaded = client.get(reverse("mfa_download_recovery_codes"))
    assert downloaded.content.decode().split() == recovery_codes(editor)
    assert old not in recovery_codes(editor)
    assert "no-store" in downloaded["Cache-Control"]


def test_who_removes_the_last_factor_sets_up_another_and_is_logged_out_elsewhere(
    client: Client, editor: User, two_factors: None
) -> None:
    log_in_with_code(client, with_app(editor))
    log_in_with_code(other := Client(), editor)
    assert is_in(other)
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get(DESK)["Location"] == FACTORS
    assert "Set up a second factor." in text_of(client.get(FACTORS))
    assert other.get(DESK)["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    "name", ["mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_view_recovery_codes", "mfa_add_webauthn"]
)
def test_a_while_after_the_login_a_factor_is_changed_only_by_who_says_the_password_again(
    client: Client, editor: User, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in_with_code(client, with_app(editor))
    monkeypatch.setattr("newsroom.accounts.adapters.FRESH", 0)
    answer = client.get(reverse(name))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    wrong = client.post(answer["Location"], {"password": "guessed"})
    assert "That is not your password." in text_of(wrong)
    assert client.post(answer["Location"], {"password": "a long password"})["Location"] == reverse(name)
    assert client.get(reverse(name)).status_code == 200


def second_factor_page(user: User) -> str:
    return reverse("admin:newsroom_user_second_factor", args=[user.pk])


def test_an_administrator_helps_a_colleague_whose_phone_is_gone(
    client: Client, administrator: User, editor: User, two_factors: None
) -> None:
    log_in_with_code(client, with_app(administrator))
    log_in_with_code(stolen := Client(), with_app(editor))
    listed = client.get(reverse("admin:newsroom_user_change", args=[editor.pk])).content.decode()
    assert f'<a href="{second_factor_page(editor)}">' in listed
    assert "Make sure that it is they who ask" in text_of(client.get(second_factor_page(editor)))
    assert Authenticator.objects.filter(user=editor).exists()  # looking changes nothing
    answer = client.post(second_factor_page(editor), follow=True)
    assert "Edda is logged out everywhere" in text_of(answer)
    assert not Authenticator.objects.filter(user=editor).exists()
    assert stolen.get(DESK)["Location"].startswith("/admin/login/")
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (administrator, str(editor.pk))
    assert "Second factor taken away, all sessions ended." in entry.get_change_message()
    enter(again := Client(), editor)
    assert again.get(DESK)["Location"] == FACTORS


def test_nobody_else_takes_a_factor_away_and_a_superusers_only_a_superuser(
    editor: User, other_reporter: User, administrator: User, root: User
) -> None:
    for user in (other_reporter, root):
        with_app(user)
    refused = [(editor, other_reporter), (other_reporter, editor), (administrator, root), (editor, root)]
    for by, user in refused:
        client = Client()
        client.force_login(by)
        for answer in (client.get(second_factor_page(user)), client.post(second_factor_page(user))):
            assert answer.status_code in (302, 403), (by, user)
            assert "Second factor" not in text_of(answer)
        with pytest.raises(PermissionDenied):
            second_factor.take_away(user, by=by)
    assert Authenticator.objects.filter(user=root).count() == 2
    second_factor.take_away(root, by=root)
    assert not Authenticator.objects.filter(user=root).exists()


def test_the_list_of_users_says_who_has_one_at_the_cost_of_no_further_query(
    client: Client, administrator: User, django_assert_num_queries: Any
) -> None:
    client.force_login(administrator)
    page = client.get(reverse("admin:newsroom_user_changelist"))
    assert [user.has_factor for user in page.context["cl"].result_list] == [False]
    with_app(administrator)
    page = client.get(reverse("admin:newsroom_user_changelist"))
    assert [user.has_factor for user in page.context["cl"].result_list] == [True]
