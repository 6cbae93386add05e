import io

from django.core.management.base import OutputWrapper

from newsroom.progress import with_progress


class Terminal(io.StringIO):
    """Somebody watches."""

    def isatty(self) -> bool:
        return True


def run(number: int, screen: io.StringIO) -> str:
    """Go through so many items; what was drawn meanwhile."""
    items = [f"story {at}" for at in range(number)]
    assert list(with_progress(items, OutputWrapper(screen))) == items
    return screen.getvalue()


def test_a_long_run_draws_a_bar_that_fills_up_and_ends_its_line() -> None:
    drawn = run(30, Terminal()).split("\r")
    assert drawn[1] == "█" + "░" * 29 + " 1/30"
    assert drawn[15] == "█" * 15 + "░" * 15 + " 15/30"
    assert drawn[-1] == "█" * 30 + " 30/30\n"


def test_a_short_run_draws_nothing() -> None:
    assert run(19, Terminal()) == ""
    assert run(20, Terminal()) != ""


def test_into_a_file_or_a_pipe_nothing_is_drawn() -> None:
    assert run(500, io.StringIO()) == ""


def test_a_run_over_nothing_is_no_run() -> None:
    assert run(0, Terminal()) == ""


def test_an_item_counts_when_it_is_done_not_before() -> None:
    screen = Terminal()
    running = with_progress(range(50), OutputWrapper(screen))
    next(running)
    assert screen.getvalue() == ""
    next(running)
    assert screen.getvalue().endswith(" 1/50")
    assert len(list(running)) == 48
    assert screen.getvalue().endswith(" 50/50\n")
