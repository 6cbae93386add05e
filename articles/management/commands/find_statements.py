import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.extraction import find_statements
from articles.models import Article
from articles.suggesting import Outcome, known_people, suggest
from newsroom.progress import with_progress


class Command(BaseCommand):
    help = "Look for statements again in stored stories. What an editor confirmed or rejected stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("articles", nargs="*", metavar="ARTICLE", type=int, help="story numbers; all if none")

    def handle(self, **options: Any) -> None:
        stories = Article.objects.exclude(latest_revision=None).order_by("pk")
        wanted = options["articles"]
        missing = sorted(set(wanted) - set(stories.filter(pk__in=wanted).values_list("pk", flat=True)))
        numbers = list((stories.filter(pk__in=wanted) if wanted else stories).values_list("pk", flat=True))
        known = known_people()
        total = Outcome()
        for number in with_progress(numbers, self.stderr):
            story = stories.select_related("latest_revision").get(pk=number)
            found = find_statements(story.latest_revision.text, known, story.language)
            one = suggest(story, found)
            total = Outcome(total.added + one.added, total.kept + one.kept, total.dropped + one.dropped)
        self.stdout.write(
            f"{len(numbers)} stories: {total.added} suggestions added, {total.kept} kept, {total.dropped} dropped"
        )
        if missing:
            self.stderr.write(f"No such story: {', '.join(map(str, missing))}")
            sys.exit(1)
