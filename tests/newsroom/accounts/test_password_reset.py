"""A new password by mail: the same answer for everybody, one link, one hour, our own address."""

import re
import threading
from queue import Queue
from typing import Any

import pytest
import time_machine
from django.core import mail as outbox
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts import mail
from newsroom.models import Publication, User
from tests.conftest import make_user
from tests.desk import text_of
from tests.newsroom.accounts.door import CODE, DESK, enter, is_in, with_app

pytestmark = pytest.mark.django_db

FORGOTTEN = reverse("account_reset_password")
NEW = "another long password"


def ask(client: Client, address: str, **more: Any) -> HttpResponse:
    return client.post(FORGOTTEN, {"email": address}, **more)


def link_in_the_mail() -> str:
    """The newest; a notice that something was changed carries none."""
    links = [link for sent in outbox.outbox for link in re.findall(r"https?://\S+", sent.body)]
    return links[-1]


def open_link(client: Client, link: str) -> HttpResponse:
    return client.get(link.removeprefix("https://paper.example"), follow=True)


def set_new_password(client: Client, user: User, password: str = NEW) -> HttpResponse:
    ask(client, user.email)
    page = open_link(client, link_in_the_mail())
    return client.post(page.redirect_chain[-1][0], {"password1": password, "password2": password})


def test_an_editor_who_forgot_the_password_sets_a_new_one(client: Client, editor: User) -> None:
    page = ask(client, "edda@example.org", follow=True)
    assert "If the address is one of ours, a link is on its way." in text_of(page)
    assert set_new_password(client, editor)["Location"] == reverse("account_reset_password_from_key_done")
    assert not is_in(client)
    assert enter(client, editor).status_code == 200
    assert enter(client, editor, NEW)["Location"] == DESK


def test_the_mail_is_in_the_papers_name_and_goes_to_the_address_on_file(client: Client, editor: User) -> None:
    Publication.objects.create(name="The Tide", contact_email="desk@tide.example.org")
    ask(client, "EDDA@example.org")
    sent = outbox.outbox[0]
    assert sent.subject == "The Tide: set a new password"
    assert sent.from_email == "The Tide <newsroom@paper.example>"
    assert sent.to == ["edda@example.org"]
    assert "“edda” at The Tide" in sent.body
    assert "desk@tide.example.org" in sent.body
    assert "within 60 minutes" in sent.body


@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST"])
def test_s25_the_link_leads_to_the_papers_own_address_whatever_host_was_asked(
    editor: User, header: str, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    ask(Client(**{header: "other.example"}), editor.email)
    assert link_in_the_mail().startswith("https://paper.example/account/password/new/")
    assert "other.example" not in outbox.outbox[0].body


def test_the_second_factor_is_still_asked_for(client: Client, editor: User) -> None:
    with_app(editor)
    set_new_password(client, editor)
    assert enter(client, editor, NEW)["Location"] == CODE
    assert not is_in(client)


def test_a_link_works_once(client: Client, editor: User) -> None:
    set_new_password(client, editor)
    assert "This link opens nothing any more" in text_of(open_link(Client(), link_in_the_mail()))


def test_a_link_dies_after_an_hour(client: Client, editor: User) -> None:
    ask(client, editor.email)
    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=59)):
        assert "Choose a new password" in text_of(open_link(Client(), link_in_the_mail()))
    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=61)):
        assert "This link opens nothing any more" in text_of(open_link(Client(), link_in_the_mail()))


@pytest.mark.parametrize("change", ["password", "email", "last_login"])
def test_a_link_dies_when_password_or_address_change_and_with_the_next_login(
    client: Client, editor: User, change: str
) -> None:
    ask(client, editor.email)
    if change == "password":
        editor.set_password(NEW)
    elif change == "email":
        editor.email = "new@example.org"
    else:
        editor.last_login = timezone.now()
    editor.save()
    assert "This link opens nothing any more" in text_of(open_link(client, link_in_the_mail()))


def test_an_open_page_cannot_be_sent_after_its_link_died(client: Client, editor: User) -> None:
    ask(client, editor.email)
    page = open_link(client, link_in_the_mail())
    editor.set_password("set meanwhile")
    editor.save()
    client.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    editor.refresh_from_db()
    assert editor.check_password("set meanwhile")


def test_the_key_is_not_in_the_address_of_the_page_that_is_shown(client: Client, editor: User) -> None:
    ask(client, editor.email)
    shown = open_link(client, link_in_the_mail()).redirect_chain[-1][0]
    assert shown.endswith("-set-password/")


def test_a_weak_password_is_refused_with_the_reason(client: Client, editor: User) -> None:
    page = set_new_password(client, editor, "password")
    assert "This password is too common." in text_of(page)


@pytest.mark.parametrize("address", ["nobody@example.org", "left@example.org", "edda@exаmple.org"])
def test_strangers_closed_accounts_and_look_alikes_get_no_mail(client: Client, editor: User, address: str) -> None:
    User.objects.filter(pk=make_user("left", "Editor").pk).update(is_active=False)
    assert ask(client, address)["Location"] == reverse("account_reset_password_done")
    assert outbox.outbox == []


def test_s26_the_answer_is_made_before_anybody_looks_whose_address_it_is(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it cannot tell, by words, by queries or by time, who is known; a mail server that is down tells no more."""
    left = []
    monkeypatch.setattr(mail, "later", left.append)
    answers = set()
    for address in ("edda@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as asked:
            response = ask(Client(), address)
        told = [query["sql"] for query in asked if "newsroom_user" in query["sql"]]
        answers.add((response.status_code, response["Location"], len(asked), len(told)))
    assert len(answers) == 1
    assert answers.pop()[3] == 0
    assert len(left) == 2


def test_what_goes_wrong_beside_the_request_is_logged_and_hurts_nobody(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # for real: in a thread of its own
    threads: Queue[threading.Thread] = Queue()

    def fail() -> None:
        threads.put(threading.current_thread())
        raise OSError("the mail server is down")

    mail.later(fail)
    beside = threads.get(timeout=10)
    assert beside is not threading.current_thread()
    beside.join(10)
    assert "A mail could not be sent." in caplog.text


def test_mails_to_one_address_are_few(client: Client, editor: User) -> None:
    answers = [ask(Client(REMOTE_ADDR=f"203.0.113.{n}"), "edda@example.org").status_code for n in range(6)]
    assert answers == [302] * 5 + [429]
    assert len(outbox.outbox) == 5


@pytest.mark.parametrize("address", ["edda@example.org\nBcc: all@example.org", "edda@example.org,x@example.org", ""])
def test_s33_an_address_is_one_address(client: Client, editor: User, address: str) -> None:
    assert ask(client, address).status_code == 200
    assert outbox.outbox == []


def test_who_only_has_a_passkey_gets_a_first_password_the_same_way(client: Client, editor: User) -> None:
    editor.set_unusable_password()
    editor.save()
    client.force_login(editor)
    assert client.get(reverse("account_change_password"))["Location"] == FORGOTTEN
    set_new_password(Client(), editor)
    assert enter(Client(), editor, NEW)["Location"] == DESK
