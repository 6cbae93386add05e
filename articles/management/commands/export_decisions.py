from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.decisions import decided_stories
from articles.evaluating.standoff import write_annotations


class Command(BaseCommand):
    help = (
        "Write the stories in which every suggestion was decided on, with what was confirmed, in brat's standoff "
        "format. `evaluate_statements` measures the finder on them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a new or empty folder")

    def handle(self, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise CommandError(
                    f"{folder} is not empty. Name a new folder, so that nothing old is measured with it."
                )
            stories = statements = 0
            for marked in decided_stories():
                (folder / f"{marked.name}.txt").write_text(marked.text, encoding="utf-8", newline="")
                annotations = write_annotations(marked.text, marked.versions[""])
                (folder / f"{marked.name}.ann").write_text(annotations, encoding="utf-8", newline="")
                stories += 1
                statements += len(marked.versions[""])
        except OSError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{stories} stories with {statements} confirmed statements written to {folder}.")
