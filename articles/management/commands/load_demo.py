from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.demo.loading import EDITOR, NotEmpty, load, still_opens


class Command(BaseCommand):
    help = "Fill an empty database with a demo newsroom and print its editor's login."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="say so and go on where anything is there already")

    def handle(self, **options: Any) -> None:
        try:
            password = load(lambda password: keep(settings.DEMO_LOGIN, password))
        except NotEmpty as problem:
            if not options["if_empty"]:
                raise CommandError(str(problem)) from problem
            password = kept(settings.DEMO_LOGIN)
            if not still_opens(password):
                self.stdout.write("The database holds a newsroom already: it was left as it is.")
                return
        self.stdout.write(f"The desk: /admin/   user: {EDITOR}   password: {password}")


def kept(path: Path) -> str:
    return path.read_text().strip() if path.exists() else ""


def keep(path: Path, password: str) -> None:
    """For the next start, readable by nobody else: the database has only a hash."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(password)
