"""Where a reader goes on from a story: to those that report the same statements, then to those in which the same
officials speak, then to those of the same topics."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from articles.models import Article, Citation

RELATED = 4
LOOKED_AT = 200  # reports by the same speakers, and stories of the same topics, newest first


@dataclass(frozen=True)
class Related:
    """Another story, and what it has in common with this one, in words for readers."""

    story: Article
    why: str


def related_to(article: Article, citations: Iterable[Citation], topics: Sequence[Any]) -> list[Related]:
    """At most four public stories, the nearest first, newer ones first among equals. Four queries."""
    said = [one.statement for one in citations]
    elsewhere = Citation.objects.published().exclude(article=article)
    shared: dict[int, set[int]] = defaultdict(set)
    for story, statement in elsewhere.filter(statement__in=said).values_list("article", "statement"):
        shared[story].add(statement)
    speakers: dict[int, set[str]] = defaultdict(set)
    for story, *names in _reports_by(elsewhere, said):
        speakers[story].add(next(filter(None, names)))
    alike: dict[int, set[str]] = defaultdict(set)
    stories = Article.objects.published().exclude(pk=article.pk)
    for story, topic in (
        stories.filter(tags__in=topics).order_by("-published_at", "-pk").values_list("pk", "tags__name")[:LOOKED_AT]
    ):
        alike[story].add(topic)
    found = {*shared, *speakers, *alike}
    nearest = Article.objects.published().for_lists().filter(pk__in=found)
    ranked = sorted(
        nearest, key=lambda one: (len(shared[one.pk]), len(speakers[one.pk]), len(alike[one.pk])), reverse=True
    )
    return [Related(one, _why(shared[one.pk], speakers[one.pk], alike[one.pk])) for one in ranked[:RELATED]]


def _reports_by(citations: Any, said: Iterable[Any]) -> Any:
    """Stories in which somebody who speaks in these speaks, too, with the names."""
    persons = {one.speaker_person_id for one in said} - {None}
    bodies = {one.speaker_organization_id for one in said} - {None}
    by_them = citations.filter(Q(statement__speaker_person__in=persons) | Q(statement__speaker_organization__in=bodies))
    names = ("statement__speaker_person__name", "statement__speaker_organization__name")
    return by_them.order_by("-article__published_at", "-pk").values_list("article", *names)[:LOOKED_AT]


def _why(shared: set[int], speakers: set[str], topics: set[str]) -> str:
    if shared:
        return f"Reports {'the same statement' if len(shared) == 1 else f'{len(shared)} of the same statements'}"
    if speakers:
        first, *others = sorted(speakers)
        return f"{first} and {len(others)} more speak here, too" if others else f"{first} speaks here, too"
    return f"Also about {', '.join(sorted(topics))}"
