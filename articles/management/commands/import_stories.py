import datetime
import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import reset_queries

from articles.importing.reading import story_files
from articles.importing.reporting import FAILED, IMPORTED, KNOWN, Line, as_json
from articles.importing.storing import Wishes
from articles.importing.writing import Importer
from articles.models import Section
from articles.suggesting import known_people
from newsroom.progress import with_progress


class Command(BaseCommand):
    help = (
        "Take in stories: files and folders of plain text, Markdown, web pages, Word documents, WordPress exports, "
        "feeds and ninjs become drafts with suggested statements."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", type=Path, help="a file or a folder")
        parser.add_argument("--dry-run", action="store_true", help="report the same, write nothing")
        parser.add_argument("--section", help="the slug or name of the section they belong to")
        parser.add_argument(
            "--add-sections",
            action="store_true",
            help="make the sections that stories name where they are missing; --section is for those that name none",
        )
        parser.add_argument("--source", default="", help="where the copy came from, as readers see it")
        parser.add_argument("--date", type=read_day, help="the day the stories are from: 2026-03-12")
        parser.add_argument("--language", default="", help="language tag of the stories, like en or ja")
        parser.add_argument("--publish", action="store_true", help="an archive: take the stories in as published")
        parser.add_argument(
            "--keep-addresses", action="store_true", help="the addresses at which the stories stood lead to them"
        )
        parser.add_argument(
            "--uploads", type=read_folder, metavar="FOLDER", help="where the pictures of absolute addresses lie"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text", help="how to report")

    def handle(self, **options: Any) -> None:
        wishes = Wishes(
            section=self.section_called(options["section"]) if options["section"] else None,
            source=options["source"],
            date=options["date"],
            language=options["language"],
            publish=options["publish"],
            add_sections=options["add_sections"],
            keep_addresses=options["keep_addresses"],
        )
        if wishes.publish and wishes.section is None and not wishes.add_sections:
            raise CommandError(
                "A published story stands in a section: give --section with --publish, or --add-sections."
            )
        importer = Importer(wishes, known_people(), dry_run=options["dry_run"], uploads=options["uploads"])
        counts = Counter({IMPORTED: 0, KNOWN: 0, FAILED: 0})
        lines = self.counted(self.lines(importer, options["paths"]), counts)
        if options["format"] == "text":
            for line in lines:
                self.tell(line)
            would = "would be " if options["dry_run"] else ""
            self.stdout.write(
                f"{counts[IMPORTED]} {would}imported, {counts[KNOWN]} known already, {counts[FAILED]} failed"
            )
            if importer.left_out:
                kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(importer.left_out.items()))
                self.stdout.write(f"left out: {kinds}")
        else:
            self.tell_as_json(lines, counts, importer.left_out)
        if counts[FAILED]:
            sys.exit(1)

    def lines(self, importer: Importer, paths: list[Path]) -> Iterator[Line]:
        """What becomes of every story. Nothing of it is kept: an archive may be of any size."""
        how_many = sum(1 for _ in story_files(paths)) if self.stderr.isatty() else 0
        for path in with_progress(story_files(paths), self.stderr, how_many):
            for line in importer.take(path):
                yield line
                reset_queries()  # a developer's server keeps the last 9,000 with all their text

    def counted(self, lines: Iterator[Line], counts: Counter[str]) -> Iterator[Line]:
        for line in lines:
            counts[line.outcome] += 1
            yield line

    def section_called(self, name: str) -> Section:
        section = Section.objects.filter(slug=name).first() or Section.objects.filter(name=name).first()
        if section is None:
            known = ", ".join(Section.objects.values_list("slug", flat=True)) or "none yet: make one in the admin"
            raise CommandError(f"There is no section “{name}”. Sections: {known}.")
        return section

    def tell(self, line: Line) -> None:
        self.stdout.write(f"{line.outcome:9} {line.place}" + (f": {line.reason}" if line.reason else ""))
        for warning in line.warnings:
            self.stdout.write(f"          note: {warning}")
        for found in line.statements:
            who = found.speaker or found.organization or "somebody"
            words = " … ".join(segment.exact for segment in found.segments)
            self.stdout.write(f"          {found.kind:8} {found.confidence:6} {who}: {words[:100]}")

    def tell_as_json(self, lines: Iterator[Line], counts: Counter[str], left_out: Counter[str]) -> None:
        """One object, written story by story; the counts stand behind them, since they are known then."""
        self.stdout.write('{"stories": [', ending="")
        between = "\n"
        for line in lines:
            self.stdout.write(between + json.dumps(as_json(line), ensure_ascii=False), ending="")
            between = ",\n"
        rest = json.dumps({**counts, "left_out": left_out}, ensure_ascii=False)
        self.stdout.write(f"\n], {rest[1:]}")


def read_day(typed: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(typed)
    except ValueError:
        raise ArgumentTypeError(f"“{typed}” is not a day. Write it like 2026-03-12.") from None


def read_folder(typed: str) -> Path:
    folder = Path(typed)
    if not folder.is_dir():
        raise ArgumentTypeError(f"“{typed}” is no folder.")
    return folder
