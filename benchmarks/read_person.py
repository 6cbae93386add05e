"""What the page of a person costs with its filters, counts and chart, beside a plain list of the same statements.

python benchmarks/read_person.py [how many statements]; DATABASE_URL chooses the database server, on which a test
database is made and dropped.
"""

import datetime
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.update(DEBUG="1", HTTPS="0", ALLOWED_HOSTS="testserver")
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")

import django

django.setup()

from django.db import connection, reset_queries
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from django.utils import timezone

from articles.models import Anchor, Article, Citation, Revision, Section, Statement
from articles.searching.rebuilding import rebuild
from newsroom.models import Tag, TaggedItem
from people.models import Office, Organization, Person, Position

IN_A_STORY = 10
SENTENCE = "The harbour council met again on the quay and heard the pilots. "
SAID = "“We shall keep gate number {} open through the winter,” she said. "
TIMES = 7


def fill(how_many: int) -> Person:
    """One person with so many public statements, ten in a story, over nine years, in two offices, on five topics."""
    now = timezone.now()
    person = Person.objects.create(name="Ada Brun", released_at=now, released_by_hand=True)
    ministry = Organization.objects.create(name="Harbour Ministry", released_at=now, released_by_hand=True)
    offices = [
        Office.objects.create(title=title, organization=ministry, released_at=now, released_by_hand=True)
        for title in ("Harbour Minister", "Deputy Harbour Minister")
    ]
    positions = [Position.objects.create(person=person, office=office) for office in offices]
    tags = [Tag.objects.create(name=f"topic {number}") for number in range(5)]
    section = Section.objects.create(name="Harbour")
    for number in range(how_many // IN_A_STORY):
        day = datetime.date(2017, 1, 1) + datetime.timedelta(days=number * 3240 // (how_many // IN_A_STORY))
        write(number, day, section, person, positions, tags)
    rebuild()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return person


def write(
    number: int, day: datetime.date, section: Section, person: Person, positions: list[Position], tags: list[Tag]
) -> None:
    """One story, published on a day, with its statements."""
    at = datetime.datetime.combine(day, datetime.time(9), tzinfo=datetime.UTC)
    sentences = [SENTENCE * 3 + SAID.format(f"{number}-{index}") for index in range(IN_A_STORY)]
    text = "\n\n".join(sentences)
    article = Article.objects.create(slug=f"story-{number}", section=section)
    revision = Revision.objects.create(article=article, number=1, headline=f"Story {number}", text=text)
    Article.objects.filter(pk=article.pk).update(
        live_revision=revision, latest_revision=revision, published_at=at, publication_date=day, status="published"
    )
    said = {"speaker_person": person, "said_on": day, "said_on_precision": "day"}
    statements = Statement.objects.bulk_create(
        Statement(**said, position=positions[index % 2], office_label="Harbour Minister, Harbour Ministry")
        for index in range(IN_A_STORY)
    )
    kinds = ["direct", "mixed", "indirect"]
    citations = Citation.objects.bulk_create(
        Citation(article=article, statement=one, kind=kinds[one.pk % 3], status="confirmed", decided_at=at)
        for one in statements
    )
    anchors = []
    for index, citation in enumerate(citations):
        first = text.index(SAID.format(f"{number}-{index}"))
        last = text.index("”", first) + 1
        anchors.append(Anchor(citation=citation, revision=revision, segments=[[first, last]], words=text[first:last]))
    Anchor.objects.bulk_create(anchors)
    TaggedItem.objects.bulk_create(TaggedItem(tag=tags[one.pk % 5], content_object=one) for one in statements)


def best(job: Callable[[], object]) -> float:
    """The shortest of several times, in seconds: what else the machine does only ever adds."""
    job()
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return min(times)


def plain_list(statements: QuerySet) -> None:
    statements.count()
    list(statements.newest_first().for_lists()[:25])


def main() -> None:
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        person = fill(how_many)
        client, address = Client(), person.get_absolute_url()
        plain = best(lambda: plain_list(person.statements.published()))
        print(f"{connection.vendor}, {how_many} statements: a plain list with its count {plain * 1000:.0f} ms")
        pages = {
            "the page of the person": address,
            "filtered by kind and year": f"{address}?kind=quoted&year=2020",
            "filtered by words": f"{address}?words=number+17",
            "the last page": f"{address}?page={-(-how_many // 25)}",
            "all statements": "/statements/",
            "the office": Office.objects.first().get_absolute_url(),
            "the organization": Organization.objects.get().get_absolute_url(),
            "a statement": Statement.objects.first().get_absolute_url(),
        }
        for name, page in pages.items():
            connection.force_debug_cursor = True
            reset_queries()
            assert client.get(page).status_code == 200, page
            queries, connection.force_debug_cursor = len(connection.queries), False
            took = best(lambda page=page: client.get(page))
            print(f"{name}: {took * 1000:.0f} ms, {queries} queries, ratio {took / plain:.1f}")
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
