"""How fast 1,000 stories of 700 words come in, beside a bare bulk_create of the same rows; and what memory they take.

    python benchmarks/import_stories.py [STORIES]

Runs in a database of its own that is thrown away (SQLite, or the one of BENCHMARK_DATABASE_URL). Memory is measured
in processes of their own that run the command on a WordPress export, of a tenth of the stories and of all: what the
larger one needs more is what grows with an archive.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
WORDS_A_STORY = 700
NAMES = ["Ilse Tarnow", "Ada Brun", "Tom Lind", "Mara Quill", "Jonas Vey", "Petra Solheim"]
TITLES = ["Foreign Minister", "Finance Minister", "Harbour Minister", "Mayor"]
FILLER = """the harbour council met again on the western quay to weigh a plan that would move the ferry pier and widen
the road behind the old grain store before winter comes to the coast""".split()


def make_story(number: int, chance: random.Random) -> str:
    """Invented copy with a quotation in every third paragraph."""
    paragraphs, words, speaker = [f"Harbour plan number {number} goes to the council"], 0, ""
    while words < WORDS_A_STORY:
        sentence = " ".join(chance.choice(FILLER) for _ in range(22)).capitalize() + "."
        if len(paragraphs) % 3 == 1:
            name = chance.choice(NAMES)
            speaker = f"{chance.choice(TITLES)} {name}" if name not in speaker else name.split()[-1]
            sentence += f" “We will not widen the road before {chance.randint(2027, 2040)},” {speaker} said."
        paragraphs.append(sentence + " " + " ".join(chance.choice(FILLER) for _ in range(20)).capitalize() + ".")
        words += len(paragraphs[-1].split())
    return "\n\n".join(paragraphs)


def write_archive(path: Path, stories: int) -> None:
    """A WordPress export of invented copy: each post with a category, a tag and an address."""
    chance = random.Random(20260306)
    with path.open("w") as archive:
        archive.write(
            '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Courier</title>'
        )
        for number in range(stories):
            headline, _, text = make_story(number, chance).partition("\n\n")
            archive.write(
                f"<item><title>{headline}</title><link>https://courier.example/{number}/</link>"
                f"<dc:creator>{chance.choice(NAMES)}</dc:creator><guid>https://courier.example/?p={number + 1}</guid>"
                f"<content:encoded><![CDATA[{text}]]></content:encoded><wp:post_id>{number + 1}</wp:post_id>"
                f"<wp:post_date>20{number % 20:02}-0{number % 9 + 1}-11 08:00:00</wp:post_date>"
                f'<wp:status>publish</wp:status><category domain="category">Harbour {number % 9}</category>'
                f'<category domain="post_tag">pier {number % 200}</category><wp:post_type>post</wp:post_type></item>'
            )
        archive.write("</channel></rss>")


def import_archive(archive: Path, database: str) -> tuple[float, float]:
    """Seconds and the most memory (MB) of the command on this archive, into an empty database."""
    environment = {**os.environ, "DATABASE_URL": database}
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "-v", "0"], env=environment, check=True)
    command = [*manage, "import_stories", str(archive), "--publish", "--add-sections", "--keep-addresses"]
    start = time.perf_counter()
    process = subprocess.Popen([*command, "--format", "json"], env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, "the import of the archive failed"
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def measure_archives(stories: int, folder: Path) -> None:
    peaks = {}
    for count in (stories // 10, stories):
        write_archive(folder / "archive.xml", count)
        size = (folder / "archive.xml").stat().st_size / 1024**2
        url = os.environ.get("BENCHMARK_DATABASE_URL", "")
        seconds, peaks[count] = import_archive(folder / "archive.xml", empty_database(url, count, folder))
        print(
            f"WordPress export of {count:6} stories, {size:5.1f} MB: {seconds:6.1f} s  {count / seconds:5.0f} stories "
            f"a second  peak memory {peaks[count]:5.0f} MB"
        )
    growth = peaks[stories] - peaks[stories // 10]
    print(f"memory growth from {stories // 10} to {stories} stories: {growth:.1f} MB")


def empty_database(url: str, count: int, folder: Path) -> str:
    """The address of a new database: a file, or one beside that of `url`."""
    if not url.startswith("postgres"):
        return f"sqlite:///{folder / f'{count}.sqlite3'}"
    import psycopg

    name = f"benchmark_archive_{count}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return f"{url.rpartition('/')[0]}/{name}"


def copied_rows(model: type) -> list:
    """The rows of a model as new, unsaved ones."""
    return [
        model(**{field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields})
        for row in model.objects.all()
    ]


def main(stories: int) -> None:
    from django.core.management import call_command
    from django.db import connection, transaction

    from articles.importing.reporting import FAILED
    from articles.importing.storing import Wishes
    from articles.importing.writing import Importer
    from articles.models import Anchor, Article, Citation, Revision, SourceDocument, TellingWord

    connection.creation.create_test_db(verbosity=0)
    call_command("migrate", verbosity=0)
    chance = random.Random(20260305)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number in range(stories):
            paths.append(Path(folder) / f"{number:05}.txt")
            paths[-1].write_text(make_story(number, chance))
        importer = Importer(Wishes())
        start = time.perf_counter()
        outcomes = [line.outcome for path in paths for line in importer.take(path)]
        importing = time.perf_counter() - start
    assert FAILED not in outcomes
    models = [SourceDocument, Article, Revision, Citation, Anchor, TellingWord]
    histories = [model.history.model for model in (Article, Citation)]
    rows = {model: copied_rows(model) for model in [*models, *histories]}
    Article.objects.update(latest_revision=None)
    for model in [*histories, TellingWord, Anchor, Citation, Revision, Article, SourceDocument]:
        model.objects.all()._raw_delete(using="default")
    latest = {article.pk: article.latest_revision_id for article in rows[Article]}
    for article in rows[Article]:
        article.latest_revision_id = None
    start = time.perf_counter()
    with transaction.atomic():
        for model in [*models, *histories]:
            model.objects.bulk_create(rows[model], batch_size=500)
        for article in rows[Article]:
            article.latest_revision_id = latest[article.pk]
        Article.objects.bulk_update(rows[Article], ["latest_revision"], batch_size=500)
    bare = time.perf_counter() - start
    print(f"{connection.vendor}: {stories} stories, {len(rows[Citation])} suggestions")
    print(f"import_stories: {importing:6.2f} s   {stories / importing:7.0f} stories a second")
    print(f"bulk_create:    {bare:6.2f} s   {stories / bare:7.0f} stories a second")
    print(f"ratio: {importing / bare:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        measure_archives(stories, Path(folder))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ["DEBUG"] = "1"
    os.environ["DATABASE_URL"] = os.environ.get("BENCHMARK_DATABASE_URL", "sqlite:///:memory:")
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django
    from django.conf import settings

    django.setup()
    settings.DEBUG = False
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
