"""From found statements to suggested citations of a story's latest revision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from articles.anchors import Span, shown_words
from articles.extraction import FoundStatement, KnownNames, KnownPerson, find_statements, speaks
from articles.models import Anchor, Article, Citation, TellingWord
from people.matching import every_name, organizations_named, people_named, the_only

# What the finder says of a suggestion, and may say anew as long as nobody has decided.
_FOUND = [
    "kind",
    "full_name",
    "printed_name",
    "printed_title",
    "printed_organization",
    "printed_on_behalf_of",
    "cue",
    "confidence",
    "reason",
    "matched_person",
    "matched_organization",
]


@dataclass(frozen=True)
class Outcome:
    """How many suggestions a run added, left as they were, and took away."""

    added: int = 0
    kept: int = 0
    dropped: int = 0


def known_people() -> KnownNames:
    """Every known person with every form of the name, as the finder takes them; made once for many stories."""
    forms: dict[int, list[str]] = {}
    for pk, name in every_name():
        forms.setdefault(pk, []).append(name)
    return KnownNames(KnownPerson(name=names[0], forms=tuple(names[1:])) for names in forms.values())


def spans_of(found: FoundStatement) -> list[Span]:
    return [(segment.start, segment.end) for segment in found.segments]


@transaction.atomic
def suggest(article: Article, found: Sequence[FoundStatement] | None = None) -> Outcome:
    """Look for statements in the latest revision, or take those already `found` in it.

    Confirmed and rejected citations stay as they are, and nothing is suggested over their words. Suggestions
    that are not found any more go; those found again keep their row. Stories in a language the finder does not
    know are left alone.
    """
    article.lock()  # an editor may be deciding
    if not speaks(article.language):
        return Outcome()
    revision = article.latest_revision
    if found is None:
        found = find_statements(revision.text, known_people(), article.language)
    citations = list(article.citations.all())
    anchors = {
        anchor.citation_id: anchor for anchor in Anchor.objects.filter(revision=revision, citation__in=citations)
    }
    decided = [anchors[one.pk].spans for one in citations if one.status != one.Status.SUGGESTED and one.pk in anchors]
    rejected = {one.words_key for one in citations if one.status == one.Status.REJECTED}
    open_ones = {
        _as_key(anchors[one.pk].spans): one
        for one in citations
        if one.status == one.Status.SUGGESTED and one.pk in anchors
    }
    suggestions = [
        (spans, citation)
        for spans, citation in zip(map(spans_of, found), _as_citations(article, found), strict=True)
        if citation.words_key not in rejected and not any(overlap(spans, other) for other in decided)
    ]
    new = [(spans, citation) for spans, citation in suggestions if _as_key(spans) not in open_ones]
    kept = [(open_ones.pop(_as_key(spans)), citation) for spans, citation in suggestions if _as_key(spans) in open_ones]
    for old, again in kept:
        _update(old, again)
    still_found = {old.pk for old, _ in kept}
    lost = [one.pk for one in citations if one.status == one.Status.SUGGESTED and one.pk not in still_found]
    article.citations.suggested().filter(pk__in=lost).delete()
    _store(article, new)
    return Outcome(added=len(new), kept=len(kept), dropped=len(lost))


def overlap(ours: Iterable[Span], theirs: Sequence[Span]) -> bool:
    """Whether two statements share any words."""
    return any(start < other_end and other_start < end for start, end in ours for other_start, other_end in theirs)


def _as_key(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(spans)


def _as_citations(article: Article, found: Sequence[FoundStatement]) -> list[Citation]:
    """Unsaved suggestions, matched to whom they can only mean; open where several bear the name."""
    text = article.latest_revision.text
    mentions = [text[one.speaker_span[0] : one.speaker_span[1]] if one.speaker_span else "" for one in found]
    people = people_named([one.speaker for one in found if one.speaker])
    voices = [mention for one, mention in zip(found, mentions, strict=True) if mention and not one.speaker]
    organizations = organizations_named(voices) if voices else {}
    citations = []
    for one, mention in zip(found, mentions, strict=True):
        citations.append(
            Citation(
                article=article,
                kind=one.kind,
                full_name=(one.speaker or "")[:200],
                printed_name=mention[:300],
                printed_title=(one.title or "")[:300],
                printed_organization=(one.organization or "")[:300],
                printed_on_behalf_of=(one.on_behalf_of or "")[:300],
                cue=(one.cue or "")[:120],
                confidence=one.confidence,
                reason=one.reason[:300],
                words_key=Citation.key_of(" ".join(segment.exact for segment in one.segments)),
                matched_person=the_only(people.get(one.speaker or "", [])),
                matched_organization=None if one.speaker else the_only(organizations.get(mention, [])),
            )
        )
    return citations


def _update(old: Citation, again: Citation) -> None:
    changed = [name for name in _FOUND if getattr(old, name) != getattr(again, name)]
    if changed:
        for name in changed:
            setattr(old, name, getattr(again, name))
        old._change_reason = "found again"
        old.save()


def _store(article: Article, new: Sequence[tuple[list[Span], Citation]]) -> None:
    if not new:
        return
    revision = article.latest_revision
    bulk_create_with_history([citation for _, citation in new], Citation, default_change_reason="suggested")
    Anchor.objects.bulk_create(
        Anchor(
            citation=citation,
            revision=revision,
            segments=[list(span) for span in spans],
            words=shown_words(revision.text, spans, citation.kind),
        )
        for spans, citation in new
    )
    TellingWord.objects.remember(
        {citation.pk: " ".join(revision.text[start:end] for start, end in spans) for spans, citation in new}
    )
    if article.revisions.count() == 1:  # later on, the editor keeps the lists
        article.people.add(*{citation.matched_person for _, citation in new if citation.matched_person})
        voices = {citation.matched_organization for _, citation in new if citation.matched_organization}
        article.organizations.add(*voices)


@transaction.atomic
def match_again(article: Article) -> None:
    """After persons or names were added: look again whom the open suggestions of a story can mean."""
    open_ones = list(article.citations.suggested())
    people = people_named([one.full_name for one in open_ones if one.full_name])
    voices = organizations_named([one.printed_name for one in open_ones if not one.full_name])
    for one in open_ones:
        person = the_only(people.get(one.full_name, []))
        organization = None if one.full_name else the_only(voices.get(one.printed_name, []))
        if (one.matched_person, one.matched_organization) != (person, organization):
            one.matched_person, one.matched_organization = person, organization
            one._change_reason = "matched"
            one.save()
