"""Names that are suggested while one types."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.searching.rebuilding import rebuild
from tests.articles.searching.pages import names
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_names_are_suggested_by_any_word_that_begins_so(client: Client, record: dict[str, Any]) -> None:
    suggested = names(client, "bru")
    assert suggested == [
        {"name": "Ada Brun", "detail": "Harbour Minister, Harbour Ministry", "address": "/people/ada-brun/"}
    ]
    assert [one["name"] for one in names(client, "HARM")] == ["Harbour Ministry"]
    assert [one["name"] for one in names(client, "ada br")] == ["Ada Brun"]
    assert names(client, "b") == names(client, "") == names(client, "zz") == []


def test_a_misspelling_suggests_the_name_and_does_not_show_itself(client: Client, record: dict[str, Any]) -> None:
    assert [one["name"] for one in names(client, "holt")] == ["Ada Brun"]


def test_at_most_eight_names_are_suggested_and_only_public_ones(client: Client) -> None:
    for number in range(10):
        make_person(f"Olga Roth {number}", released_at=timezone.now() - timedelta(days=1), released_by_hand=True)
        make_person(f"Olga Hidden {number}")
    rebuild()
    suggested = [one["name"] for one in names(client, "olga")]
    assert len(suggested) == 8
    assert not [name for name in suggested if "Hidden" in name]
