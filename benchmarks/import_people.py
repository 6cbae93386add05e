"""How long a parliament takes to come in, and to come in again.

python benchmarks/import_people.py [FILE…]; without a file 538 invented members. DATABASE_URL chooses the database
server, on which a test database is made and dropped.
"""

import csv
import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.update(DEBUG="1", HTTPS="0", ALLOWED_HOSTS="testserver")
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")

import django

django.setup()

from django.db import connection
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from people.filing.importer import Importer
from people.filing.report import told
from people.importing.reading import read_people

MEMBERS, TERMS = 538, 3


def invented() -> bytes:
    """A table of members, each with a seat of their own held three times and twelve identifiers."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["name", "identifiers", "organization", "office", "from", "until"])
    for number in range(MEMBERS):
        identifiers = "; ".join(f"scheme{scheme}={number}" for scheme in range(12))
        name = f"Member{chr(97 + number % 26)}{chr(97 + number // 26)} Number{number}"
        for term in range(TERMS):
            seat = f"Member for seat {number}"
            table.writerow([name, identifiers, "House of Avalon", seat, 1990 + 10 * term, 1994 + 10 * term])
    return text.getvalue().encode()


class Asked:
    """Counts the queries that are asked."""

    count = 0

    def __call__(self, execute: Callable[..., Any], *asked: Any) -> Any:
        self.count += 1
        return execute(*asked)


def main() -> None:
    files = [(Path(name).name, Path(name).read_bytes()) for name in sys.argv[1:]] or [("members.csv", invented())]
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        for time_of in ("first", "again"):
            for name, content in files:
                start, asked = time.perf_counter(), Asked()
                with connection.execute_wrapper(asked):
                    lines = Importer(read_people(content, name), name).take_all()
                seconds = time.perf_counter() - start
                print(f"{connection.vendor}, {name}, {time_of}: {seconds:.1f} s, {asked.count} queries; {told(lines)}")
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
