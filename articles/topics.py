"""Which topics readers may know of."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, Statement
from newsroom.models import Tag


def topics_of_public(*models: Any) -> QuerySet:
    """The topics of anything that readers see of these; whether there are others is nobody's business."""
    tagged = Q()
    for model in models:
        tagged |= Q(Exists(model.objects.published().filter(tags=OuterRef("pk"))))
    return Tag.objects.filter(tagged)


def topics_with_page() -> QuerySet:
    """Those of public stories and statements, which are what a topic's page shows."""
    return topics_of_public(Article, Statement)
