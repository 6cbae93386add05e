"""Visitors are told apart for a day, and not known."""

import datetime
from typing import Any

import pytest
import time_machine
from django.test import RequestFactory

from newsroom.visitors import visitor_key


def key(address: str, **headers: str) -> str:
    return visitor_key(RequestFactory().get("/", REMOTE_ADDR=address, **headers))


def test_an_address_has_one_key_all_day_and_another_tomorrow() -> None:
    with time_machine.travel(datetime.datetime(2026, 3, 5, 9, tzinfo=datetime.UTC), tick=False) as clock:
        morning = key("192.0.2.1")
        assert "192.0.2.1" not in morning
        assert key("192.0.2.2") != morning
        clock.shift(datetime.timedelta(hours=10))
        assert key("192.0.2.1") == morning
        clock.shift(datetime.timedelta(hours=10))
        assert key("192.0.2.1") != morning


def test_the_addresses_of_one_network_are_one_visitor() -> None:
    assert key("2001:db8:1:2::1") == key("2001:db8:1:2:ffff::9")
    assert key("2001:db8:1:2::1") != key("2001:db8:1:3::1")


def test_without_a_proxy_a_visitor_does_not_choose_who_to_be(settings: Any) -> None:
    settings.BEHIND_PROXY = False
    assert key("192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.9") == key("192.0.2.1")
    settings.BEHIND_PROXY = True
    assert key("10.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4, 203.0.113.9") == key("203.0.113.9")


@pytest.mark.parametrize("odd", ["", "unix:", "not an address"])
def test_an_odd_address_is_a_visitor_too(odd: str) -> None:
    assert len(key(odd)) == 64
