import json
import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.progress import with_progress
from people.filing.importer import NEW, Decisions, Importer, nothing_kept
from people.filing.report import FAILED, SAME, Line, as_json, told
from people.importing.decoding import MAX_BYTES
from people.importing.reading import read_people
from people.importing.records import PeopleFile, UnreadablePeople
from people.models import Person


class Command(BaseCommand):
    help = "Take in officials with their offices from Popolo JSON, a table (CSV), or the files of the US Congress."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="report the same, write nothing")
        parser.add_argument("--source", default="", help="whose word it is; of Popolo also whose the ids are")
        parser.add_argument(
            "--new",
            action="append",
            default=[],
            metavar="SCHEME=ID",
            help="this one is a new person, whoever on file looks alike",
        )
        parser.add_argument(
            "--same",
            action="append",
            default=[],
            metavar="SCHEME=ID=SLUG",
            help="this one is the person on file at /people/SLUG/",
        )
        parser.add_argument("--format", choices=["text", "json"], default="text", help="how to report")

    def handle(self, **options: Any) -> None:
        path: Path = options["file"]
        people = self.read(path, options["source"])
        importer = Importer(
            people,
            path.name,
            folder=path.parent,
            decisions=self.decisions(options["new"], options["same"]),
            dry_run=options["dry_run"],
        )
        as_text = options["format"] == "text"
        with nothing_kept() if options["dry_run"] else nullcontext():
            lines = importer.take_all(with_progress(importer.records(), self.stderr))
        if as_text:
            for warning in people.warnings:
                self.stdout.write(f"note: {warning}")
            for line in lines:
                self.tell(line)
            self.stdout.write(told(lines, would=options["dry_run"]))
        else:
            self.stdout.write(json.dumps(as_json(lines, people.warnings), ensure_ascii=False, indent=2))
        if any(line.outcome == FAILED for line in lines):
            sys.exit(1)

    def read(self, path: Path, source: str) -> PeopleFile:
        try:
            if path.stat().st_size > MAX_BYTES:
                raise CommandError(f"{path}: larger than {MAX_BYTES // 1024**2} MB. Divide it.")
            return read_people(path.read_bytes(), path.name, source)
        except OSError as problem:
            raise CommandError(f"{path}: {problem.strerror}") from problem
        except UnreadablePeople as problem:
            raise CommandError(f"{path}: {problem}") from problem

    def decisions(self, new: list[str], same: list[str]) -> Decisions:
        decisions: dict[str, int | str] = dict.fromkeys(new, NEW)
        for typed in same:
            identifier, _, slug = typed.rpartition("=")
            person = Person.objects.filter(slug=slug, merged_into=None).first()
            if person is None:
                raise CommandError(f"Nobody on file has the address /people/{slug}/.")
            decisions[identifier] = person.pk
        return decisions

    def tell(self, line: Line) -> None:
        if line.outcome == SAME and not line.differences and not line.warnings:
            return
        reason = f": {line.reason}" if line.reason else ""
        self.stdout.write(f"{line.outcome:8} {line.place} {line.kind} {line.name}{reason}")
        for change in line.changes:
            self.stdout.write(f"         {change}")
        if line.seen_at_once:
            self.stdout.write("         readers see this at once")
        for difference in line.differences:
            self.stdout.write(f"         left as it is: {difference}")
        for one in line.alike:
            known_as = f", known as {one.known_as}" if one.known_as != one.name else ""
            self.stdout.write(f"         {one.likeness} % alike: {one.name}{known_as}")
        for warning in line.warnings:
            self.stdout.write(f"         note: {warning}")
