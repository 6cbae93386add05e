"""What pages cost as the record grows: at 1,000, 10,000 and 100,000 statements, and the ratio of the last to the first.

python benchmarks/growth.py [how many statements …]; DATABASE_URL chooses the database server, on which a test database
is made and dropped. One official in twenty stories speaks in them alone, so that their record grows with the paper's;
everybody else has a hundred statements. All names are invented.
"""

import datetime
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.update(DEBUG="1", HTTPS="0", ALLOWED_HOSTS="testserver")
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from django.utils import timezone

from articles.models import Anchor, Article, Citation, Revision, Section, Statement
from articles.searching.rebuilding import rebuild
from newsroom.models import Tag, TaggedItem
from people.models import Office, Organization, Person, Position

SIZES = (1_000, 10_000, 100_000)
IN_A_STORY, IN_A_RECORD, TOPICS, DAYS, TIMES = 10, 100, 40, 3_650, 5
FIRST_DAY = datetime.date(2016, 7, 1)
SENTENCE = "The harbour council met again on the quay and heard the pilots. "
SAID = "“We shall keep gate {} of {} open through the winter,” {} said. "
PLACES = "quay mole basin lock ferry pier dock buoy canal beacon".split()
FIRST = "Ada Tom Vera Olaf Ilse Sven Mara Nils Edda Rolf Uma Jens Karl Lena Otto Rita Hugo Elin Bror Siri".split()
LAST = "Brun Lind Voss Roth Tarnow Dahl Holm Berg Falk Sund Krog Moen Ness Vik Lund Hagen Strand Ekman".split()


def name_of(number: int) -> str:
    first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
    return f"{first} {last} {number}" if number >= len(FIRST) * len(LAST) else f"{first} {last}"


def fill(how_many: int) -> None:
    """So many public statements, ten in a story, over ten years, by officials with one office each."""
    shown = {"released_at": timezone.now() - datetime.timedelta(days=1), "released_by_hand": True}
    officials = range(max(2, how_many // IN_A_RECORD))
    bodies = Organization.objects.bulk_create(
        Organization(name=f"Ministry {number}", slug=f"ministry-{number}", kind="ministry", country="Vey", **shown)
        for number in range(max(1, len(officials) // 20) + 1)
    )
    offices = Office.objects.bulk_create(
        Office(
            title=f"Harbour Master {number}",
            title_key=f"harbour master {number}",
            slug=f"office-{number}",
            organization=bodies[number % len(bodies)],
            **shown,
        )
        for number in officials
    )
    people = Person.objects.bulk_create(
        Person(name=name_of(number), sort_name=name_of(number), slug=f"person-{number}", **shown)
        for number in officials
    )
    held = {"start": FIRST_DAY, "start_precision": "day", "end_precision": "ongoing"}
    held |= {"earliest": FIRST_DAY, "latest": datetime.date.max}
    positions = Position.objects.bulk_create(
        Position(person=person, office=office, **held) for person, office in zip(people, offices, strict=True)
    )
    tags = [Tag.objects.create(name=f"topic {number}") for number in range(TOPICS)]
    section = Section.objects.create(name="Harbour")
    stories = how_many // IN_A_STORY
    for first in range(0, stories, 500):
        write(range(first, min(stories, first + 500)), stories, section, positions, tags)
    rebuild()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def write(numbers: Iterable[int], stories: int, section: Section, positions: list[Position], tags: list[Tag]) -> None:
    days = {number: FIRST_DAY + datetime.timedelta(days=number * DAYS // stories) for number in numbers}
    at = {number: datetime.datetime.combine(day, datetime.time(9), datetime.UTC) for number, day in days.items()}
    articles = Article.objects.bulk_create(Article(slug=f"story-{number}", section=section) for number in days)
    speakers = {number: [speaker_of(number, index, positions) for index in range(IN_A_STORY)] for number in days}
    said = {
        number: [
            SAID.format(number * IN_A_STORY + index, PLACES[(number + index) % len(PLACES)], one.person.name)
            for index, one in enumerate(speakers[number])
        ]
        for number in days
    }
    texts = {number: "\n\n".join(SENTENCE * 3 + words for words in said[number]) for number in days}
    revisions = Revision.objects.bulk_create(
        Revision(article=article, number=1, headline=f"The {PLACES[number % len(PLACES)]}, story {number}", text=text)
        for article, (number, text) in zip(articles, texts.items(), strict=True)
    )
    for article, revision, number in zip(articles, revisions, days, strict=True):
        article.live_revision = article.latest_revision = revision
        article.status, article.published_at, article.publication_date = "published", at[number], days[number]
    changed = ["live_revision", "latest_revision", "status", "published_at", "publication_date"]
    Article.objects.bulk_update(articles, changed, batch_size=100)
    statements = Statement.objects.bulk_create(
        Statement(**speaker_as(one, index), said_on=days[number], said_on_precision="day")
        for number in days
        for index, one in enumerate(speakers[number])
    )
    kinds = ("direct", "mixed", "indirect")
    citations = Citation.objects.bulk_create(
        Citation(
            article=articles[place // IN_A_STORY],
            statement=statement,
            kind=kinds[place * 7 // 10 % 3],
            status="confirmed",
            decided_at=timezone.now(),
        )
        for place, statement in enumerate(statements)
    )
    Anchor.objects.bulk_create(anchors_of(citations, revisions, list(texts.values()), list(said.values())))
    TaggedItem.objects.bulk_create(
        TaggedItem(tag=tags[statement.pk % len(tags)], content_object=statement) for statement in statements
    )
    TaggedItem.objects.bulk_create(
        TaggedItem(tag=tags[article.pk % len(tags)], content_object=article) for article in articles
    )


def speaker_as(one: Position, index: int) -> dict[str, object]:
    """The last of a story is said by the organization itself."""
    if index == IN_A_STORY - 1:
        return {"speaker_organization_id": one.office.organization_id}
    return {"speaker_person_id": one.person_id, "position": one, "office_label": one.title}


def speaker_of(number: int, index: int, positions: list[Position]) -> Position:
    """The first official speaks alone in one story of twenty; the others take turns."""
    return positions[0] if number % 20 == 0 else positions[1 + (number * IN_A_STORY + index) % (len(positions) - 1)]


def anchors_of(
    citations: list[Citation], revisions: list[Revision], texts: list[str], said: list[list[str]]
) -> Iterable[Anchor]:
    for place, citation in enumerate(citations):
        story, index = divmod(place, IN_A_STORY)
        first = texts[story].index(said[story][index])
        last = texts[story].index("”", first) + 1
        words = texts[story][first:last]
        yield Anchor(citation=citation, revision=revisions[story], segments=[[first, last]], words=words)


PAGES = {
    "front page": "/",
    "section": "/sections/harbour/",
    "topic": "/tags/topic-7/",
    "all statements": "/statements/",
    "all statements, quoted": "/statements/?kind=quoted",
    "all statements, one year, one topic": "/statements/?year=2020&topic=topic-7",
    "all statements, last page": "/statements/?page={last}",
    "all statements, with words": "/statements/?words=quay",
    "official, a hundred statements": "/people/person-1/",
    "official, a twentieth of all": "/people/person-0/",
    "official, a twentieth of all, one year": "/people/person-0/?year=2020",
    "office": "/offices/office-0/",
    "organization": "/organizations/ministry-0/",
    "officials": "/people/",
    "organizations": "/organizations/",
    "a statement": "/statements/{some}/",
    "search, a rare word": "/search/?q=17",
    "search, a word in a tenth": "/search/?q=buoy",
    "search, a word in all": "/search/?q=winter",
    "search, statements by date": "/search/?q=winter&type=statements&order=newest",
    "suggested names": "/search/names/?q=ad",
    "feed": "/feed/",
    "feed of statements": "/statements/feed/",
    "feed of an official": "/people/person-0/feed/",
}


def best(job: Callable[[], object]) -> tuple[float, float]:
    """The first time, and the shortest of several after it, in seconds: what else a machine does only ever adds."""
    times = []
    for _ in range(TIMES + 1):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return times[0], min(times[1:])


def measure(how_many: int) -> dict[str, tuple[float, float, int]]:
    """First and best time in seconds, and queries, of each page."""
    client, took = Client(), {}
    some = Statement.objects.order_by("pk")[how_many // 2].pk
    client.get("/about/attribution/")  # what is made once, when a server starts, is made here
    for name, pattern in PAGES.items():
        page = pattern.format(last=how_many // 25, some=some)
        first, again = best(lambda page=page: client.get(page))
        connection.force_debug_cursor = True
        reset_queries()
        status = client.get(page).status_code
        assert status == 200, (page, status)
        took[name] = (first, again, len(connection.queries))
        connection.force_debug_cursor = False
    return took


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    tables: dict[int, dict[str, tuple[float, float, int]]] = {}
    try:
        for size in sizes:
            call_command("flush", verbosity=0, interactive=False)
            start = time.perf_counter()
            fill(size)
            print(f"{connection.vendor}: {size} statements written in {time.perf_counter() - start:.0f} s", flush=True)
            tables[size] = measure(size)
        print(f"{'milliseconds (first time), queries':38}" + "".join(f"{size:>20}" for size in sizes) + "   ratio")
        for name in PAGES:
            cells = [tables[size][name] for size in sizes]
            line = "".join(f"{again * 1000:8.0f} ({first * 1000:5.0f}) {many:3}" for first, again, many in cells)
            print(f"{name:38}{line}   {cells[-1][1] / cells[0][1]:.2f} ({cells[-1][0] / cells[0][0]:.2f})")
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
