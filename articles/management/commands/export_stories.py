from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.exporting.lines import write_line
from articles.exporting.pictures import Pictures
from articles.exporting.stories import all_stories, public_stories
from newsroom.whole_files import put


class Command(BaseCommand):
    help = "Give out the stories that readers may see, a line of JSON each; import_record reads them again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, metavar="FILE", help="write it there; else it is printed")
        parser.add_argument("--all", action="store_true", help="a backup: all on file, public or not. Keep it safe")
        parser.add_argument(
            "--pictures", action="store_true", help="with --all: the originals too, in “pictures” beside FILE"
        )

    def handle(self, **options: Any) -> None:
        output: Path | None = options["output"]
        if options["pictures"] and (output is None or not options["all"]):
            raise CommandError("Originals show more than readers see: --pictures goes with --all and --output.")
        pictures = Pictures(output.parent) if output and options["pictures"] else None
        stories = all_stories(pictures) if options["all"] else public_stories()
        count = put(map(write_line, stories), output, self.stdout)
        if count is not None:
            self.stdout.write(f"{count} stories in {output}")
