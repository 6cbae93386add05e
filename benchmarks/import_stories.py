"""How fast 1,000 stories of 700 words come in, beside a bare bulk_create of the same rows.

    python benchmarks/import_stories.py [STORIES]

Runs in a database of its own that is thrown away (SQLite, or the one of BENCHMARK_DATABASE_URL).
"""

import os
import random
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


def copied_rows(model: type) -> list:
    """The rows of a model as new, unsaved ones."""
    return [
        model(**{field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields})
        for row in model.objects.all()
    ]


def main(stories: int) -> None:
    from django.core.management import call_command
    from django.db import connection, transaction

    from articles.importing.writing import FAILED, Importer, Wishes
    from articles.models import Anchor, Article, Citation, Revision, SourceDocument

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
        outcomes = [importer.take(path).outcome for path in paths]
        importing = time.perf_counter() - start
    assert FAILED not in outcomes
    models = [SourceDocument, Article, Revision, Citation, Anchor]
    histories = [model.history.model for model in (Article, Citation)]
    rows = {model: copied_rows(model) for model in [*models, *histories]}
    Article.objects.update(latest_revision=None)
    for model in [*histories, Anchor, Citation, Revision, Article, SourceDocument]:
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
