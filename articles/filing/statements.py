"""A statement of an export, stored under its number with the reports of it."""

from django.core.exceptions import ValidationError

from articles.anchors import covers, selectors, shown_words
from articles.exporting.records import AnchorRecord, CitationRecord, StatementRecord
from articles.filing.beside import lead_here, tag
from articles.filing.naming import Named
from articles.filing.numbers import count_on_from
from articles.models import Anchor, Article, Citation, Correction, Reattribution, Revision, Statement, TellingWord
from articles.models.citations import refresh_releases
from people.filing.report import Difference
from people.models import Organization, Person

PRINTED = ("full_name", "printed_name", "printed_title", "printed_organization", "printed_on_behalf_of", "cue")


class StatementFiling:
    """Stores what is not on file, each in the transaction of its caller. `why` goes into the history."""

    def __init__(self, named: Named, why: str) -> None:
        self.named, self.why = named, why

    def store(self, told: StatementRecord) -> list[Difference]:
        """Whose old addresses are others' now.

        Raises ValidationError for what no statement may be, for names and stories that are not on file, and for words
        that do not stand where they should.
        """
        if not told.citations:
            raise ValidationError("No story reports it, so it would stand nowhere. The line is not whole.")
        statement = Statement(
            pk=told.number,
            speaker_source="" if told.speaker.id else told.speaker.name,
            office_label=told.office_label,
            venue=told.venue,
            dispute_note=told.dispute_note,
            retracted_at=told.retracted_at,
            retraction_reason=told.retraction_reason,
        )
        statement.said = told.said_on
        self._give_voices(statement, told)
        statement.full_clean()
        statement._change_reason = self.why
        statement.save(force_insert=True)
        if told.created_at:
            Statement.objects.filter(pk=statement.pk).update(created_at=told.created_at)
        tag(statement, told.topics)
        for citation in told.citations:
            self.store_citation(citation, statement)
        for notice in told.reattributions:
            left = self.named.meant(notice.left)
            Reattribution.objects.create(
                statement=statement,
                from_person=left if isinstance(left, Person) else None,
                from_organization=left if isinstance(left, Organization) else None,
                reattributed_at=notice.at,
            )
        count_on_from(Statement, statement.pk)
        refresh_releases([statement.pk])
        return lead_here(statement, told.old_addresses)

    def _give_voices(self, statement: Statement, told: StatementRecord) -> None:
        speaker = self.named.meant(told.speaker) if told.speaker.id else None
        statement.speaker_person = speaker if isinstance(speaker, Person) else None
        statement.speaker_organization = speaker if isinstance(speaker, Organization) else None
        behalf = self.named.meant(told.on_behalf_of) if told.on_behalf_of else None
        statement.behalf_person = behalf if isinstance(behalf, Person) else None
        statement.behalf_organization = behalf if isinstance(behalf, Organization) else None
        if told.position is not None:
            if not isinstance(speaker, Person):
                raise ValidationError("Only a person speaks in an office.")
            statement.position = self.named.position(speaker, told.position)

    def store_citation(self, told: CitationRecord, statement: Statement | None = None) -> None:
        """Raises ValidationError as above."""
        article = Article.objects.filter(pk=told.story).first()
        if article is None:
            raise ValidationError(f"Story {told.story} is not on file.")
        if Citation.objects.filter(pk=told.number).exists():
            raise ValidationError(f"Citation {told.number} is on file already, of another statement.")
        anchors, words = self._anchors(told)
        citation = Citation(
            pk=told.number,
            article=article,
            statement=statement,
            kind=told.kind,
            status=told.status,
            is_translated=told.translated,
            confidence=told.confidence,
            reason=told.reason,
            words_key=Citation.key_of(words),
            matched_person=self.named.person(told.matched_person),
            matched_organization=self.named.organization(told.matched_organization),
            decided_at=told.decided_at,
            **{name: getattr(told, name) for name in PRINTED},
        )
        citation.full_clean()
        citation._change_reason = self.why
        citation.save(force_insert=True)
        if told.created_at:
            Citation.objects.filter(pk=citation.pk).update(created_at=told.created_at)
        for anchor in anchors:
            anchor.citation = citation
        Anchor.objects.bulk_create(anchors)
        TellingWord.objects.remember({citation.pk: words})
        corrections = Correction.objects.filter(pk__in=told.corrections, article=article)
        if corrections.count() != len(set(told.corrections)):
            raise ValidationError(f"Not all corrections of citation {told.number} are those of its story.")
        citation.corrections.set(corrections)
        count_on_from(Citation, citation.pk)

    def _anchors(self, told: CitationRecord) -> tuple[list[Anchor], str]:
        """Not stored yet; and the words as the newest of the versions has them, which they are known again by."""
        numbers = [one.version for one in told.anchors]
        versions = Revision.objects.filter(article=told.story, number__in=numbers).only("number", "text")
        texts = {one.number: one for one in versions}
        anchors, words = [], ""
        for anchor in sorted(told.anchors, key=lambda one: one.version):
            revision = texts.get(anchor.version)
            if revision is None:
                raise ValidationError(f"Version {anchor.version} of story {told.story} is not on file.")
            spans = _spans(anchor, revision.text, told)
            words = " ".join(revision.text[start:end] for start, end in spans)
            anchors.append(
                Anchor(
                    revision=revision,
                    segments=[list(span) for span in spans],
                    words=shown_words(revision.text, spans, told.kind),
                )
            )
        return anchors, words


def _spans(anchor: AnchorRecord, text: str, told: CitationRecord) -> list[tuple[int, int]]:
    spans = [(one.start, one.end) for one in anchor.segments]
    stand_there = covers(spans, text) and all(
        selectors(text, (one.start, one.end)) == {"exact": one.exact, "prefix": one.prefix, "suffix": one.suffix}
        for one in anchor.segments
    )
    if not stand_there:
        said = " … ".join(one.exact for one in anchor.segments)[:80]
        where = f"version {anchor.version} of story {told.story}"
        raise ValidationError(f"“{said}” does not stand in {where} where the line says.")
    return spans
