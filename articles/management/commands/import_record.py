import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.exporting.lines import BadLine, lines_of, read_line
from articles.exporting.records import StoryRecord
from articles.filing.importer import Importer
from people.filing.importer import nothing_kept
from people.filing.report import CREATED, FAILED, SAME, Line


class Command(BaseCommand):
    help = "Take in what export_stories and export_statements gave out, after import_people took in the people."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="+", metavar="PATH", type=Path, help="a file, or a folder of *.jsonl; in any order"
        )
        parser.add_argument("--dry-run", action="store_true", help="report the same, write nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="how to report")

    def handle(self, **options: Any) -> None:
        as_text, dry_run = options["format"] == "text", options["dry_run"]
        counts: Counter[str] = Counter()
        lines = []
        with nothing_kept() if dry_run else nullcontext():
            for line in self.taken(files(options["paths"]), dry_run):
                counts[line.outcome] += 1
                counts["differences"] += len(line.differences)
                if as_text:
                    self.tell(line)
                else:
                    lines.append(asdict(line))
        numbers = {name: counts[name] for name in (CREATED, SAME, FAILED, "differences")}
        if as_text:
            self.stdout.write(
                f"{numbers[CREATED]} {'would be ' if dry_run else ''}created, {numbers[SAME]} on file already, "
                f"{numbers[FAILED]} failed; {numbers['differences']} differences left as they are"
            )
        else:
            self.stdout.write(json.dumps({**numbers, "records": lines}, ensure_ascii=False, indent=2))
        if counts[FAILED]:
            sys.exit(1)

    def taken(self, paths: list[Path], dry_run: bool) -> Iterator[Line]:
        """What became of each line: of those that are none and of the stories first, then of what stands in them."""
        for stories in (True, False):
            for path in paths:
                importer = Importer(path, dry_run)
                for place, record in read(path):
                    if not isinstance(record, BadLine) and isinstance(record, StoryRecord) == stories:
                        yield importer.take(place, record)
                    elif isinstance(record, BadLine) and stories:
                        yield Line(place, "line", "", FAILED, str(record))

    def tell(self, line: Line) -> None:
        if line.outcome == SAME and not line.differences:
            return
        reason = f": {line.reason}" if line.reason else ""
        self.stdout.write(f"{line.outcome:8} {line.place} {f'{line.kind} {line.name}'.strip()}{reason}")
        for difference in line.differences:
            self.stdout.write(f"         left as it is: {difference}")


def files(paths: list[Path]) -> list[Path]:
    """Raises CommandError for a path where nothing is."""
    found: list[Path] = []
    for path in paths:
        here = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        if not here or not here[0].is_file():
            raise CommandError(f"{path}: there is no such file, or no *.jsonl in the folder.")
        found += here
    return found


def read(path: Path) -> Iterator[tuple[str, Any]]:
    """Each line's place, and its record or the BadLine that it is. Raises CommandError."""
    try:
        with path.open("rb") as file:
            for number, line in lines_of(file):
                try:
                    if line is None:
                        raise BadLine("It is too long to be a record.")
                    record: Any = read_line(line)
                except BadLine as problem:
                    record = problem
                yield f"{path}:{number}", record
    except OSError as problem:
        raise CommandError(f"{path}: {problem.strerror}") from problem
