"""How many examples a test of any input tries.

The same commit gets the same examples, so that a check never fails by luck. `make fuzz` makes up new ones, and FUZZ
times as many.
"""

import os

from hypothesis import HealthCheck, settings

_TIMES = int(os.environ.get("FUZZ", "0"))


def load_profile() -> None:
    """For tests that do not say how many examples they try. No deadlines: what is slow is measured in benchmarks/."""
    settings.register_profile("newsroom", deadline=None, derandomize=not _TIMES, max_examples=100 * (_TIMES or 1))
    settings.load_profile("newsroom")


def examples(usual: int, *, suppress: tuple[HealthCheck, ...] = ()) -> settings:
    return settings(max_examples=usual * (_TIMES or 1), suppress_health_check=suppress)
