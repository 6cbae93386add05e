"""Where lines go: to the screen, or into a file that is whole or not there."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError


def put(lines: Iterable[str], output: Path | None, screen: Any) -> int | None:
    """How many went into the file; None where they were printed. One line is held at a time.

    A file that is there is replaced only when the last line is written. Raises CommandError.
    """
    try:
        if output is None:
            for line in lines:
                screen.write(line, ending="")
            return None
        unfinished = output.with_name(f"{output.name}.part")
        count = 0
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            for line in lines:
                file.write(line)
                count += 1
        os.replace(unfinished, output)
    except OSError as problem:
        raise CommandError(f"{problem.filename or output}: {problem.strerror}") from problem
    return count
