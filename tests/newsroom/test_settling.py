"""Tags, old addresses and users: their forms carry the version they were loaded with, like every other."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.models import OldAddress, Tag, User
from tests.desk import form_on, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def things() -> dict[str, tuple[Any, dict[str, str], dict[str, str]]]:
    """A row of each kind, with what one types and what somebody else saves meanwhile in the same field."""
    return {
        "tag": (Tag.objects.create(name="Harbour"), {"name": "Port"}, {"name": "Pier"}),
        "oldaddress": (
            OldAddress.objects.create(path="/old/", reason="Gone."),
            {"reason": "Taken down."},
            {"reason": "Moved away."},
        ),
        "user": (User.objects.create_user("olga", first_name="Olga"), {"first_name": "Ola"}, {"first_name": "Olja"}),
    }


@pytest.mark.parametrize("kind", ["tag", "oldaddress", "user"])
def test_r01_a_stale_form_is_refused_and_what_both_changed_is_settled(desk: Client, kind: str) -> None:
    row, mine, theirs = things()[kind]
    ((field, typed),) = mine.items()
    address = reverse(f"admin:newsroom_{kind}_change", args=[row.pk])
    sent = form_on(desk.get(address)) | mine
    type(row).objects.filter(pk=row.pk).update(**theirs)
    refused = desk.post(address, sent)
    assert refused.status_code == 409
    assert "only in theirs" in text_of(refused)
    row.refresh_from_db()
    assert getattr(row, field) == theirs[field]
    assert refused.context["adminform"].form[field].value() == typed

    taken = desk.post(address, form_on(refused) | {f"_settle-{field}": "theirs"})
    assert taken.status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == theirs[field]
    assert desk.post(address, form_on(desk.get(address)) | mine).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == typed


def test_that_somebody_logs_in_makes_no_form_stale(desk: Client) -> None:
    user = User.objects.create_user("olga")
    address = reverse("admin:newsroom_user_change", args=[user.pk])
    sent = form_on(desk.get(address)) | {"first_name": "Olga"}
    Client().force_login(user)
    assert desk.post(address, sent).status_code == 302
