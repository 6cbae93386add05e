import datetime
import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.importing.reading import story_files
from articles.importing.writing import FAILED, IMPORTED, KNOWN, Importer, Line, Wishes, as_json
from articles.models import Section
from articles.suggesting import known_people
from newsroom.progress import with_progress


class Command(BaseCommand):
    help = "Take in stories: files and folders of plain text or HTML become drafts with suggested statements."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", type=Path, help="a file or a folder")
        parser.add_argument("--dry-run", action="store_true", help="report the same, write nothing")
        parser.add_argument("--section", help="the slug or name of the section they belong to")
        parser.add_argument("--source", default="", help="where the copy came from, as readers see it")
        parser.add_argument("--date", type=read_day, help="the day the stories are from: 2026-03-12")
        parser.add_argument("--language", default="", help="language tag of the stories, like en or ja")
        parser.add_argument("--publish", action="store_true", help="an archive: take the stories in as published")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="how to report")

    def handle(self, **options: Any) -> None:
        wishes = Wishes(
            section=self.section_called(options["section"]) if options["section"] else None,
            source=options["source"],
            date=options["date"],
            language=options["language"],
            publish=options["publish"],
        )
        if wishes.publish and wishes.section is None:
            raise CommandError("A published story stands in a section: give --section with --publish.")
        importer = Importer(wishes, known_people(), dry_run=options["dry_run"])
        as_text = options["format"] == "text"
        lines = []
        for path in with_progress(list(story_files(options["paths"])), self.stderr):
            lines.append(importer.take(path))
            if as_text:
                self.tell(lines[-1])
        counts = {outcome: sum(line.outcome == outcome for line in lines) for outcome in (IMPORTED, KNOWN, FAILED)}
        if as_text:
            would = "would be " if options["dry_run"] else ""
            self.stdout.write(
                f"{counts[IMPORTED]} {would}imported, {counts[KNOWN]} known already, {counts[FAILED]} failed"
            )
        else:
            report = {**counts, "stories": [as_json(line) for line in lines]}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        if counts[FAILED]:
            sys.exit(1)

    def section_called(self, name: str) -> Section:
        section = Section.objects.filter(slug=name).first() or Section.objects.filter(name=name).first()
        if section is None:
            known = ", ".join(Section.objects.values_list("slug", flat=True)) or "none yet: make one in the admin"
            raise CommandError(f"There is no section “{name}”. Sections: {known}.")
        return section

    def tell(self, line: Line) -> None:
        self.stdout.write(f"{line.outcome:9} {line.path}" + (f": {line.reason}" if line.reason else ""))
        for warning in line.warnings:
            self.stdout.write(f"          note: {warning}")
        for found in line.statements:
            who = found.speaker or found.organization or "somebody"
            words = " … ".join(segment.exact for segment in found.segments)
            self.stdout.write(f"          {found.kind:8} {found.confidence:6} {who}: {words[:100]}")


def read_day(typed: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(typed)
    except ValueError:
        raise ArgumentTypeError(f"“{typed}” is not a day. Write it like 2026-03-12.") from None
