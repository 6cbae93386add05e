"""How long work takes, told alike on a fast machine, a slow one and one that is busy with something else."""

import gc
import time
from collections.abc import Callable

Seconds = Callable[[Callable[[], object]], float]
IDLE = 0.02  # what the known work took where the limits in the tests were chosen


def seconds(work: Callable[[], object]) -> float:
    """Seconds of this thread's own work, as of an idle machine: a known piece of work is timed before and after.

    Without the collector, which at any moment may stop for the garbage of every test before.
    """
    before = _known_work()
    gc.disable()
    try:
        started = time.thread_time()
        work()
        took = time.thread_time() - started
    finally:
        gc.enable()
    return took * IDLE / max(before, _known_work())


def _known_work() -> float:
    started = time.thread_time()
    words = [str(number % 977) for number in range(60_000)]
    dict.fromkeys(sorted(words))
    return time.thread_time() - started
