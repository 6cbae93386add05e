import sys
from typing import Any

from django.core.management.base import BaseCommand

from articles.checking import problems


class Command(BaseCommand):
    help = "Check that the record holds together; prints what is wrong and exits non-zero when anything is."

    def handle(self, **options: Any) -> None:
        found = 0
        for problem in problems():
            self.stdout.write(problem)
            found += 1
        if found:
            self.stderr.write(f"{found} problem{'s' if found > 1 else ''} found.")
            sys.exit(1)
        self.stdout.write("The record is sound.")
