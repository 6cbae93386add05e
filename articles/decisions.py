"""What editors decided about suggestions, as marked texts that the finder can be measured on."""

import re
from collections.abc import Iterator, Sequence

from articles.anchors import Span
from articles.evaluating.standoff import Attribution, MarkedText
from articles.models import Anchor, Article, Citation


def decided_stories() -> Iterator[MarkedText]:
    """The stories in which nothing waits for a decision, with what was confirmed in their latest version; in the order
    of their numbers. What was rejected is not marked, so that finding it again counts as made up."""
    undecided = Citation.objects.suggested().values("article")
    stories = (
        Article.objects.filter(citations__decided_at__isnull=False)
        .exclude(pk__in=undecided)
        .exclude(latest_revision=None)
        .order_by("pk")
        .distinct()
    )
    for story in stories.select_related("latest_revision").iterator(chunk_size=100):
        text = story.latest_revision.text
        anchors = (
            Anchor.objects.filter(revision=story.latest_revision_id, citation__status=Citation.Status.CONFIRMED)
            .select_related("citation__statement__speaker_person")
            .order_by("pk")
        )
        marked = sorted((_marked(text, anchor) for anchor in anchors), key=lambda one: one.content)
        yield MarkedText(f"{story.pk}-{story.slug}", text, {"": marked})


def _marked(text: str, anchor: Anchor) -> Attribution:
    """Where the printed name and the cue stand is looked for beside the words; they are kept as words only."""
    citation, content = anchor.citation, anchor.spans
    source = _beside(text, citation.printed_name, content)
    person = citation.statement.speaker_person
    return Attribution(
        source=source,
        cue=_beside(text, citation.cue, [*source, *content]),
        content=tuple(content),
        speaker=person.name if person else None,
    )


def _beside(text: str, phrase: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Where a phrase stands nearest to spans and outside of them; empty where it does not."""
    if not phrase:
        return ()
    words = r"\s+".join(map(re.escape, phrase.split()))
    places = [match.span() for match in re.finditer(rf"(?<!\w){words}(?!\w)", text)]
    outside = [(s, e) for s, e in places if all(e <= start or end <= s for start, end in spans)]
    if not outside:
        return ()
    return (min(outside, key=lambda place: min(_distance(place, span) for span in spans)),)


def _distance(one: Span, other: Span) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)
