"""The statements on record, reached through the relations: this app knows nothing of stories."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from people.models import Person


def public_statements() -> Any:
    return Person._meta.get_field("statements").related_model.objects.published()


def with_statement_counts(rows: QuerySet, speaker: str) -> QuerySet:
    """Each row with `statement_count`: its public statements in its own name, by the field that names the speaker."""
    spoken = public_statements().own_words().filter(**{speaker: OuterRef("pk")}).order_by()
    counted = spoken.values(speaker).annotate(count=Count("pk")).values("count")
    return rows.annotate(statement_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
