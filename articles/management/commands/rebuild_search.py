from typing import Any

from django.core.management.base import BaseCommand

from articles.searching.rebuilding import rebuild


class Command(BaseCommand):
    help = "Build the index of the search anew from what is on record, and say how many lines it has."

    def handle(self, **options: Any) -> None:
        counts = rebuild()
        told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        self.stdout.write(f"{sum(counts.values())} lines in the index: {told}")
