from collections.abc import Callable
from typing import Any

import pytest

from newsroom.accounts import mail


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done beside the request is done in it, so that a test can look at it."""

    def now(work: Callable[[], object]) -> None:
        work()

    monkeypatch.setattr(mail, "later", now)


@pytest.fixture
def two_factors(settings: Any) -> None:
    settings.TWO_FACTOR_REQUIRED = True
