"""Saving a new version of a story: its words, and where every statement stands in them."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.anchors import Following, shown_words
from articles.body import figure, pictures_in, sanitise, with_pictures
from articles.extraction import FoundStatement
from articles.models import Anchor, Article, Byline, Citation, Revision, RevisionByline, RevisionPicture
from articles.suggesting import suggest
from newsroom.models import Image
from newsroom.slugs import make_slug


@transaction.atomic
def revise(
    article: Article,
    *,
    by: Any,
    headline: str,
    body: str,
    deck: str = "",
    dateline: str = "",
    lead_image: Image | None = None,
    bylines: Sequence[Byline] = (),
    note: str = "",
    found: Sequence[FoundStatement] | None = None,
) -> Revision:
    """Write a new revision and make it the latest; readers see nothing of it before it is published.

    Anchors follow their words; suggestions are looked for again, or taken from `found` where the caller has
    looked already. A version equal to the latest is not written: that one is returned.
    Raises PermissionDenied.
    """
    article.lock()
    article.require_editable(by)
    previous = article.latest_revision
    revision = Revision(
        article=article,
        number=previous.number + 1 if previous else 1,
        headline=headline,
        deck=deck,
        dateline=dateline,
        body=_with_known_pictures(sanitise(body)),
        lead_image=lead_image,
        note=note,
        created_by=by,
    )
    if previous and _same(previous, revision, bylines):
        return previous
    revision.save()
    RevisionByline.objects.bulk_create(
        RevisionByline(revision=revision, byline=byline, position=place) for place, byline in enumerate(bylines)
    )
    RevisionPicture.objects.bulk_create(
        RevisionPicture(revision=revision, image_id=number) for number in pictures_in(revision.body)
    )
    article.latest_revision = revision
    if not article.slug or (previous and _has_slug_of(article, previous)):
        article.slug = make_slug(headline)
    article.record(by, note or f"saved version {revision.number}")
    if previous:
        carry_anchors(article, revision)
    if previous is None or previous.text != revision.text:
        suggest(article, found)
    return revision


def _with_known_pictures(body: str) -> str:
    """Without the figures that name no picture of the library. The others are held until the transaction ends."""
    numbers = pictures_in(body)
    known = (
        set(Image.objects.select_for_update().filter(pk__in=numbers).values_list("pk", flat=True)) if numbers else set()
    )
    return with_pictures(body, lambda number: figure(number) if number in known else "")


@transaction.atomic
def restore(article: Article, earlier: Revision, *, by: Any) -> Revision:
    """Write the words of an earlier version anew, as the latest; readers see nothing of it before it is published.

    Raises PermissionDenied, or ValidationError when the latest version has these very words.
    """
    article.lock()
    bylines = [entry.byline for entry in earlier.byline_entries.select_related("byline")]
    latest = article.latest_revision
    written = revise(
        article,
        by=by,
        headline=earlier.headline,
        body=earlier.body,
        deck=earlier.deck,
        dateline=earlier.dateline,
        lead_image=earlier.lead_image,
        bylines=bylines,
        note=f"restored version {earlier.number}",
    )
    if written == latest:
        raise ValidationError(
            f"There is nothing to restore: version {latest.number}, the latest, has the words of "
            f"version {earlier.number}."
        )
    return written


def _has_slug_of(article: Article, revision: Revision) -> bool:
    """Whether the slug is only what an earlier headline gave, and nobody has seen it yet."""
    return article.publication_date is None and article.slug == make_slug(revision.headline)


def _same(previous: Revision, revision: Revision, bylines: Sequence[Byline]) -> bool:
    fields = ["headline", "deck", "dateline", "body", "lead_image_id"]
    entries = [entry.byline_id for entry in previous.byline_entries.all()]
    return all(getattr(previous, name) == getattr(revision, name) for name in fields) and entries == [
        byline.pk for byline in bylines
    ]


def carry_anchors(article: Article, revision: Revision) -> None:
    """Anchor every citation in a new revision where its words still stand, exactly.

    Each follows from the last revision that had its words. A confirmed one that cannot be followed is left
    without an anchor (an orphan, for an editor to settle); a suggestion goes.
    """
    last: dict[int, Anchor] = {}
    for anchor in (
        Anchor.objects.filter(citation__article=article).select_related("citation").order_by("revision__number")
    ):
        last[anchor.citation_id] = anchor
    sources = Revision.objects.in_bulk({anchor.revision_id for anchor in last.values()})
    followings = {pk: Following(source.text, revision.text) for pk, source in sources.items()}
    carried = []
    for anchor in last.values():
        segments = followings[anchor.revision_id].follow(anchor.spans)
        if segments:
            words = shown_words(revision.text, segments, anchor.citation.kind)
            spans = [list(span) for span in segments]
            carried.append(Anchor(citation=anchor.citation, revision=revision, segments=spans, words=words))
    Anchor.objects.bulk_create(carried)
    lost = set(last) - {anchor.citation_id for anchor in carried}
    Citation.objects.suggested().filter(pk__in=lost).delete()
