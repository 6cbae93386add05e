"""Statements on file as records, each with the reports of it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import F, Prefetch, Q, prefetch_related_objects

from articles.anchors import selectors
from articles.exporting.chunks import in_chunks, old_addresses, reference
from articles.exporting.records import (
    ALL,
    PUBLIC,
    AnchorRecord,
    CitationRecord,
    HeldPosition,
    ReattributionRecord,
    Reference,
    SegmentRecord,
    StatementRecord,
)
from articles.models import Anchor, Citation, Correction, Reattribution, Revision, Statement
from newsroom.models.tags import tag_key
from people.exporting.gathering import position_record
from people.models import Organization, Person, Position


def public_statements() -> Iterator[StatementRecord]:
    """What readers may see, by number, of speakers who have a page; memory and queries as of stories.

    Left out is what was said on behalf of somebody who has none: without that it would be the speaker's own words.
    """
    persons, organizations = Person.objects.published(), Organization.objects.published()
    shown = Statement.objects.published()
    for role in ("speaker", "behalf"):
        person, organization = f"{role}_person", f"{role}_organization"
        shown = shown.filter(Q(**{person: None}) | Q(**{f"{person}__in": persons}))
        shown = shown.filter(Q(**{organization: None}) | Q(**{f"{organization}__in": organizations}))
    return gather(shown, everything=False)


def all_statements() -> Iterator[StatementRecord]:
    """All on file, with what was rejected of their reports. For staff."""
    return gather(Statement.objects.all(), everything=True)


def loose_citations() -> Iterator[CitationRecord]:
    """Suggested and rejected citations that belong to no statement, by number. For staff."""
    return gather_citations(Citation.objects.filter(statement=None))


def gather(statements: Any, *, everything: bool) -> Iterator[StatementRecord]:
    """These statements by number: their public records, or those of everything."""
    roles = ["speaker_person", "speaker_organization", "behalf_person", "behalf_organization"]
    for some in in_chunks(statements.select_related(*roles, "position__office")):
        yield from _Chunk(some, everything).records()


def gather_citations(citations: Any) -> Iterator[CitationRecord]:
    """All on file about these citations, by number."""
    for some in in_chunks(citations):
        yield from _Reports(some, everything=True).records()


class _Chunk:
    def __init__(self, statements: list[Statement], everything: bool) -> None:
        self.statements, self.everything = statements, everything

    def records(self) -> Iterator[StatementRecord]:
        numbers = [one.pk for one in self.statements]
        citations = Citation.objects.all() if self.everything else Citation.objects.published()
        prefetch_related_objects(self.statements, "tags")
        reports: dict[int, list[CitationRecord]] = defaultdict(list)
        rows = list(citations.filter(statement__in=numbers).order_by("pk"))
        for citation, record in zip(rows, _Reports(rows, self.everything).records(), strict=True):
            reports[citation.statement_id].append(record)
        self.addresses = old_addresses(Statement, numbers)
        self.notices = _notices(numbers, self.everything)
        positions = Position.objects.all() if self.everything else Position.objects.published()
        held = {one.position_id for one in self.statements}
        self.shown_positions = set(positions.filter(pk__in=held - {None}).values_list("pk", flat=True))
        for statement in self.statements:
            yield self._record(statement, tuple(reports[statement.pk]))

    def _record(self, row: Any, citations: tuple[CitationRecord, ...]) -> StatementRecord:
        rest = ("retracted_at", "retraction_reason", "created_at") if self.everything else ()
        held = row.position if row.position_id in self.shown_positions else None
        return StatementRecord(
            number=row.pk,
            scope=ALL if self.everything else PUBLIC,
            speaker=reference(row.speaker) or Reference(row.speaker_source),
            on_behalf_of=reference(row.behalf),
            position=held and held_position(held),
            office_label=row.office_label if held else "",
            said_on=row.said,
            venue=row.venue,
            topics=tuple(sorted((tag.name for tag in row.tags.all()), key=tag_key)),
            dispute_note=row.dispute_note,
            old_addresses=self.addresses.get(row.pk, ()),
            reattributions=tuple(self.notices[row.pk]),
            citations=citations,
            **{name: getattr(row, name) for name in rest},
        )


def held_position(position: Position) -> HeldPosition:
    """As the export of people has it."""
    told = position_record(position)
    return HeldPosition(told.office, told.started, told.ended, told.title_as_held)


def _notices(statements: Collection[int], everything: bool) -> dict[int, list[ReattributionRecord]]:
    rows = Reattribution.objects.filter(statement__in=statements)
    if not everything:
        persons, organizations = Person.objects.published(), Organization.objects.published()
        rows = Reattribution.objects.published().filter(statement__in=statements)
        rows = rows.filter(Q(from_person__in=persons) | Q(from_organization__in=organizations))
    found: dict[int, list[ReattributionRecord]] = defaultdict(list)
    for row in rows.select_related("from_person", "from_organization").order_by("pk"):
        left = reference(row.from_person or row.from_organization)
        if left is not None:
            found[row.statement_id].append(ReattributionRecord(left, row.reattributed_at))
    return found


class _Reports:
    """Citations as records, with where they stand in which versions."""

    def __init__(self, citations: list[Any], everything: bool) -> None:
        self.citations, self.everything = citations, everything

    def records(self) -> Iterator[CitationRecord]:
        numbers = [one.pk for one in self.citations]
        corrections = Correction.objects.all() if self.everything else Correction.objects.published()
        prefetch_related_objects(
            self.citations,
            "article",
            "matched_person",
            "matched_organization",
            Prefetch("corrections", corrections.order_by("pk"), to_attr="shown_corrections"),
        )
        anchors = Anchor.objects.filter(citation__in=numbers)
        if not self.everything:
            anchors = anchors.filter(revision=F("citation__article__live_revision"))
        places: dict[int, list[Anchor]] = defaultdict(list)
        for anchor in anchors.order_by("citation", "revision__number"):
            places[anchor.citation_id].append(anchor)
        wanted = {one.revision_id for some in places.values() for one in some}
        self.versions = Revision.objects.only("number", "text").in_bulk(wanted)
        for citation in self.citations:
            there = places[citation.pk]
            rest = self._rest(citation) if self.everything else self._still_printed(citation, there)
            yield self._record(citation, there, **rest)

    def _still_printed(self, row: Any, places: list[Anchor]) -> dict[str, str]:
        """Of what was printed beside the words what the text still has."""
        texts = [self.versions[one.revision_id].text for one in places]
        printed = {name: getattr(row, name) for name in ("printed_name", "printed_title", "cue")}
        return {name: words for name, words in printed.items() if any(words in text for text in texts)}

    def _rest(self, row: Any) -> dict[str, Any]:
        told = ("full_name", "printed_name", "printed_title", "printed_organization", "printed_on_behalf_of")
        finder = ("cue", "confidence", "reason", "created_at")
        return {
            "matched_person": reference(row.matched_person),
            "matched_organization": reference(row.matched_organization),
            **{name: getattr(row, name) for name in (*told, *finder)},
        }

    def _record(self, row: Any, places: list[Anchor], **rest: Any) -> CitationRecord:
        return CitationRecord(
            number=row.pk,
            story=row.article_id,
            kind=row.kind,
            status=row.status,
            address=row.get_absolute_url() if row.article.publication_date else "",
            translated=row.is_translated,
            decided_at=row.decided_at,
            corrections=tuple(one.pk for one in row.shown_corrections),
            anchors=tuple(map(self._anchor, places)),
            **rest,
        )

    def _anchor(self, anchor: Anchor) -> AnchorRecord:
        version = self.versions[anchor.revision_id]
        segments = (
            SegmentRecord(start=start, end=end, **selectors(version.text, (start, end)))
            for start, end in anchor.segments
        )
        return AnchorRecord(version.number, tuple(segments))
