"""What a search costs among many things, beside a plain page found by its number.

python benchmarks/search.py [LINES]      20,000 lines in the index, if no number is given

In a database of its own that is gone afterwards: SQLite, or beside the one that TEST_DATABASE_URL names.
"""

import os
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.update(DEBUG="1", ALLOWED_HOSTS="testserver")
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or "sqlite:///:memory:"

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client

from articles.models import Anchor, Article, Citation, Revision, Section, Statement
from articles.searching.rebuilding import rebuild
from people.models import Person

TIMES = 7
SPEAKERS = 200
WORDS_IN_STORY = 300
CHANCE = random.Random(7)
VOCABULARY = ["".join(CHANCE.choices("bcdfglmnprstv", k=3)) + f"a{number:x}o" for number in range(20_000)]
WEIGHTS = [1 / (place + 3) for place in range(len(VOCABULARY))]  # as words are in print: few are common


def text(words: int) -> str:
    return " ".join(CHANCE.choices(VOCABULARY, WEIGHTS, k=words))


def fill(stories: int) -> None:
    """So many published stories, each with a statement by one of two hundred persons."""
    section = Section.objects.create(name="World")
    since = datetime(2020, 1, 1, tzinfo=UTC)
    people = [
        Person(name=f"{text(1)} {text(1)}".title(), slug=f"p{n}", released_at=since, sort_name=f"{n}")
        for n in range(SPEAKERS)
    ]
    Person.objects.bulk_create(people)
    for at in range(0, stories, 1_000):
        many = range(at, min(at + 1_000, stories))
        articles = Article.objects.bulk_create(Article(slug=f"s{n}", section=section) for n in many)
        revisions = [Revision(article=one, number=1, headline=text(8), text=text(WORDS_IN_STORY)) for one in articles]
        Revision.objects.bulk_create(revisions)
        for number, article, revision in zip(many, articles, revisions, strict=True):
            article.published_at = since + timedelta(hours=number)
            article.publication_date = article.published_at.date()
            article.status, article.live_revision, article.latest_revision = "published", revision, revision
        fields = ["published_at", "publication_date", "status", "live_revision", "latest_revision"]
        Article.objects.bulk_update(articles, fields, batch_size=500)
        said = Statement.objects.bulk_create(Statement(speaker_person=CHANCE.choice(people)) for _ in many)
        citations = Citation.objects.bulk_create(
            Citation(article=article, statement=one, kind="direct", status="confirmed", decided_at=since)
            for article, one in zip(articles, said, strict=True)
        )
        Anchor.objects.bulk_create(
            Anchor(citation=one, revision=revision, segments=[[0, 9]], words=text(25))
            for one, revision in zip(citations, revisions, strict=True)
        )


def seconds(job: Callable[[], Any]) -> float:
    """The middle one of several times."""
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        job()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[TIMES // 2]


def main() -> None:
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    name = connection.creation.create_test_db(verbosity=0)
    try:
        fill(lines // 2)
        start = time.perf_counter()
        counts = rebuild()
        took = time.perf_counter() - start
        print(f"{connection.vendor}: {sum(counts.values())} lines, built anew in {took:.1f} s")
        client = Client()
        plain = seconds(lambda: client.get(f"/statements/{Statement.objects.values_list('pk', flat=True)[0]}/"))
        print(f"{'a statement by its number':34} {plain * 1000:7.1f} ms")
        for told, words in (
            ("a rare word", VOCABULARY[15_000]),
            ("a word in a few hundred", VOCABULARY[900]),
            ("a common word", VOCABULARY[2]),
            ("two common words", f"{VOCABULARY[2]} {VOCABULARY[40]}"),
            ("a phrase", f'"{VOCABULARY[2]} {VOCABULARY[3]}"'),
            ("a misspelt name", Person.objects.all()[0].name[:-1] + "x"),
        ):
            took = seconds(lambda words=words: client.get("/search/", {"q": words}))
            print(f"{told:34} {took * 1000:7.1f} ms, {took / plain:5.1f} times as much")
        took = seconds(lambda: client.get("/search/names/", {"q": "ba"}))
        print(f"{'names while one types':34} {took * 1000:7.1f} ms, {took / plain:5.1f} times as much")
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    settings.DEBUG = False
    main()
