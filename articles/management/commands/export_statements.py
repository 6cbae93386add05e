from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from articles.exporting.lines import write_line
from articles.exporting.records import Record
from articles.exporting.statements import all_statements, loose_citations, public_statements
from newsroom.whole_files import put


class Command(BaseCommand):
    help = "Give out the statements that readers may see, a line of JSON each; import_record reads them again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, metavar="FILE", help="write it there; else it is printed")
        parser.add_argument("--all", action="store_true", help="a backup: all on file, public or not. Keep it safe")

    def handle(self, **options: Any) -> None:
        output: Path | None = options["output"]
        records: Iterator[Record] = public_statements()
        if options["all"]:
            records = chain(all_statements(), loose_citations())
        count = put(map(write_line, records), output, self.stdout)
        if count is not None:
            self.stdout.write(f"{count} records in {output}")
