"""Whether the record holds together: what `manage.py check_record` looks for."""

from collections.abc import Iterator
from itertools import chain

from django.core.files.storage import default_storage
from django.db.models import F

from articles.anchors import covers
from articles.models import Anchor, Article, Citation, Statement
from articles.models.citations import earliest_stories
from articles.searching.rebuilding import out_of_date
from newsroom.models import Image
from people.models import Office, Organization, Person


def problems() -> Iterator[str]:
    """Everything that is wrong, a sentence each."""
    return chain(
        _anchors_outside(),
        _citations_adrift(),
        _released_without_reason(),
        _statements_of_nobody(),
        _missing_files(),
        _lines_out_of_date(),
    )


def _anchors_outside() -> Iterator[str]:
    for anchor in Anchor.objects.select_related("revision").iterator(chunk_size=500):
        if not covers(anchor.spans, anchor.revision.text):
            where = f"version {anchor.revision.number} of story {anchor.revision.article_id}"
            yield f"Anchor {anchor.pk}: its words are not inside {where}."
    for anchor in Anchor.objects.exclude(revision__article=F("citation__article")):
        yield f"Anchor {anchor.pk} stands in a version of another story than its citation."


def _citations_adrift() -> Iterator[str]:
    live = Citation.objects.confirmed().filter(article__in=Article.objects.out_or_due())
    anchored = live.filter(anchors__revision=F("article__live_revision"))
    latest = live.filter(anchors__revision=F("article__latest_revision"))  # waits for its version to be published
    adrift = live.exclude(pk__in=anchored.values("pk")).exclude(pk__in=latest.values("pk"))
    for citation in adrift.select_related("article__latest_revision"):
        yield f"Citation {citation.pk} is confirmed, but its words are not in the live version of “{citation.article}”."


def _released_without_reason() -> Iterator[str]:
    for model in (Person, Organization, Office):
        things = model.objects.filter(released_by_hand=False)
        reasons = earliest_stories(model, set(things.values_list("pk", flat=True)))
        for thing in things:
            reason = reasons.get(thing.pk)
            if reason != thing.released_at:
                kind = model._meta.verbose_name
                yield f"The {kind} “{thing}” is public since {thing.released_at}, but by its stories since {reason}."


def _statements_of_nobody() -> Iterator[str]:
    for statement in Statement.objects.filter(citations=None):
        yield f"Statement {statement.pk} stands in no story."


def _missing_files() -> Iterator[str]:
    for pk, name in Image.objects.values_list("pk", "file"):
        if not default_storage.exists(name):
            yield f"Picture {pk}: its file {name} is not there."


def _lines_out_of_date() -> Iterator[str]:
    for kind, number in out_of_date():
        yield f"What the {kind} {number} is counted or found by is out of date: run rebuild_search."
