"""The whole index from what is on record: after a backup was put back, or when in doubt."""

from django.db import connection, transaction
from django.db.models import Q

from articles.models import Article, Citation, SearchEntry
from articles.models.search_entries import KIND_OF
from articles.searching.structures import DATABASES


@transaction.atomic
def rebuild() -> dict[str, int]:
    """Bring every line up to date, take strays out; how many lines there are of each kind."""
    lines = SearchEntry.objects
    lines.keep_stories(Article.objects.all())
    lines.keep_citations(Citation.objects.all())
    gone = Q(kind=SearchEntry.Kind.STORY) & ~Q(number__in=Article.objects.values("pk"))
    gone |= Q(kind=SearchEntry.Kind.STATEMENT) & ~Q(number__in=Citation.objects.values("pk"))
    for model, kind in KIND_OF.items():
        lines.keep_names(model.objects.only("pk").iterator())
        gone |= Q(kind=kind) & ~Q(number__in=model.objects.values("pk"))
    lines.filter(gone).delete()
    with connection.cursor() as cursor:
        database = DATABASES[connection.vendor]
        database.clear(cursor)
        database.prepare(cursor)
        database.tidy(cursor)
    return {kind.value: lines.filter(kind=kind).count() for kind in SearchEntry.Kind}
