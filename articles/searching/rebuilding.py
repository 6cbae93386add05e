"""What is kept beside the record to be searched and counted, anew from the record: when in doubt."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from articles.models import Article, Citation, RecordLine, SearchEntry, Statement
from articles.models.search_entries import (
    KIND_OF,
    Lines,
    in_batches,
    lines_of_citations,
    lines_of_names,
    lines_of_stories,
)
from articles.searching.structures import DATABASES


@transaction.atomic
def rebuild() -> dict[str, int]:
    """Bring every line up to date, take strays out; how many lines there are of each kind."""
    RecordLine.objects.keep(Statement.objects.values_list("pk", flat=True))
    lines = SearchEntry.objects
    lines.keep_stories(Article.objects.all())
    lines.keep_citations(Citation.objects.all())
    for model in KIND_OF:
        lines.keep_names(model.objects.only("pk").iterator())
    _strays().delete()
    with connection.cursor() as cursor:
        database = DATABASES[connection.vendor]
        database.clear(cursor)
        database.prepare(cursor)
        database.tidy(cursor)
    return {kind.value: lines.filter(kind=kind).count() for kind in SearchEntry.Kind}


def is_wanting() -> bool:
    """Whether nothing was ever kept of a record that has something to keep: after an update that brought this in."""
    has_stories = Article.objects.out_or_due().exists()
    has_statements = Citation.objects.out_or_due().exists()
    return (has_stories and not SearchEntry.objects.exists()) or (has_statements and not RecordLine.objects.exists())


def out_of_date() -> Iterator[tuple[str, int]]:
    """Kind and number of every line that is missing, says something else than the record, or should not be there."""
    for some in in_batches(Statement.objects.order_by("pk").values_list("pk", flat=True)):
        new, gone = RecordLine.objects.differences(some)
        yield from (("report", number) for number in sorted({line.pk for line in new} | gone))
    for right in _right_lines():
        found, strange = SearchEntry.objects.differences(right)
        yield from ((right.kind, number) for number in sorted({line.number for line in found} | strange))
    yield from _strays().values_list("kind", "number")


def _right_lines() -> Iterator[Lines]:
    names = (lines_of_names(model.objects.all()) for model in KIND_OF)
    return chain(lines_of_stories(Article.objects.all()), lines_of_citations(Citation.objects.all()), *names)


def _strays() -> Any:
    """Lines of what is not on record any more."""
    models = {SearchEntry.Kind.STORY: Article, SearchEntry.Kind.STATEMENT: Citation}
    models |= {kind: model for model, kind in KIND_OF.items()}
    gone = Q()
    for kind, model in models.items():
        gone |= Q(kind=kind) & ~Q(number__in=model.objects.values("pk"))
    return SearchEntry.objects.filter(gone)
