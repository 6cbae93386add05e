import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.unmatched import as_json, unmatched_speakers


class Command(BaseCommand):
    help = "Print who speaks in the stories and is nobody on file, by how often, with titles as printed and a story."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text", help="how to report")

    def handle(self, **options: Any) -> None:
        speakers = [as_json(one) for one in unmatched_speakers()]
        if options["format"] == "json":
            self.stdout.write(json.dumps(speakers, ensure_ascii=False, indent=2))
            return
        for one in speakers:
            titles = f" ({'; '.join(one['titles'])})" if one["titles"] else ""
            self.stdout.write(f"{one['statements']:5}  {one['name']}{titles}")
            self.stdout.write(f"       e.g. story {one['story']}: {one['headline']}")
        self.stdout.write(f"{len(speakers)} speakers are nobody on file")
