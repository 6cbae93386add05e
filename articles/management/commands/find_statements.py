import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.cache import cache
from django.core.management.base import BaseCommand
from django.db import transaction

from articles.extraction import FoundStatement, KnownNames, find_statements
from articles.models import Article
from articles.suggesting import Outcome, known_people, suggest
from newsroom.progress import with_progress

# The last story that an unfinished run over all of them looked through.
_REACHED, _REMEMBERED = "find_statements.reached", 7 * 24 * 3600


class Command(BaseCommand):
    help = "Look for statements again in stored stories. What an editor confirmed or rejected stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("articles", nargs="*", metavar="ARTICLE", type=int, help="story numbers; all if none")
        parser.add_argument("--resume", action="store_true", help="go on where a run over all stories was stopped")

    def handle(self, **options: Any) -> None:
        stories = Article.objects.exclude(latest_revision=None).order_by("pk")
        wanted = options["articles"]
        missing = sorted(set(wanted) - set(stories.filter(pk__in=wanted).values_list("pk", flat=True)))
        if wanted:
            stories = stories.filter(pk__in=wanted)
        elif options["resume"]:
            stories = stories.filter(pk__gt=cache.get(_REACHED, 0))
        numbers = list(stories.values_list("pk", flat=True))
        known = known_people()
        total = Outcome()
        for number in with_progress(numbers, self.stderr):
            story = stories.select_related("latest_revision").filter(pk=number).first()
            found = find_statements(story.latest_revision.text, known, story.language) if story else []
            with transaction.atomic():  # a story and that it was looked through
                one = look_again(story, found, known) if story else Outcome()
                if not wanted:
                    cache.set(_REACHED, number, _REMEMBERED)
            total = Outcome(total.added + one.added, total.kept + one.kept, total.dropped + one.dropped)
        if not wanted:
            cache.delete(_REACHED)
        self.stdout.write(
            f"{len(numbers)} stories: {total.added} suggestions added, {total.kept} kept, {total.dropped} dropped"
        )
        if missing:
            self.stderr.write(f"No such story: {', '.join(map(str, missing))}")
            sys.exit(1)


def look_again(story: Article, found: Sequence[FoundStatement], known: KnownNames) -> Outcome:
    """Suggest what was found in a story, which may have been deleted or saved anew meanwhile."""
    searched = story.latest_revision_id
    try:
        story.lock()
    except Article.DoesNotExist:
        return Outcome()
    if story.latest_revision_id != searched:
        found = find_statements(story.latest_revision.text, known, story.language)
    return suggest(story, found)
