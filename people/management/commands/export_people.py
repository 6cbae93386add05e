from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.whole_files import put
from people.exporting.gathering import Pictures, gather
from people.exporting.popolo import write_popolo
from people.exporting.table import write_table

WRITERS = {"json": write_popolo, "csv": write_table}


class Command(BaseCommand):
    help = "Give out the officials that readers may see, as Popolo JSON or a table (CSV); import_people reads both."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=list(WRITERS), default="json")
        parser.add_argument("--output", type=Path, metavar="FILE", help="write it there; else it is printed")
        parser.add_argument("--all", action="store_true", help="a backup: all on file, public or not. Keep it safe")
        parser.add_argument(
            "--pictures", action="store_true", help="with --all: the originals too, in “pictures” beside FILE"
        )

    def handle(self, **options: Any) -> None:
        output: Path | None = options["output"]
        if options["pictures"] and (output is None or not options["all"]):
            raise CommandError("Originals show more than readers see: --pictures goes with --all and --output.")
        folder = output.parent if output and options["pictures"] else None
        try:
            people = gather(everything=options["all"], pictures=Pictures(folder))
        except OSError as problem:  # a picture that is lost, or has no room
            raise CommandError(f"{problem.filename or folder}: {problem.strerror}") from problem
        if put([WRITERS[options["format"]](people)], output, self.stdout) is not None:
            self.stdout.write(f"{len(people.persons)} persons in {output}")
