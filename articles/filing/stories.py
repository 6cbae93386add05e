"""A story of an export, stored under its number with its versions and corrections."""

from typing import Any

from django.core.exceptions import ValidationError

from articles.body import figure, with_pictures
from articles.exporting.records import BylineRecord, CorrectionRecord, SectionRecord, SourceRecord, StoryRecord
from articles.exporting.records import VersionRecord as VersionTold
from articles.filing.beside import lead_here, tag
from articles.filing.library import Library
from articles.filing.naming import Named
from articles.filing.numbers import count_on_from
from articles.models import (
    Article,
    Byline,
    Correction,
    Revision,
    RevisionByline,
    RevisionPicture,
    SearchEntry,
    Section,
    SourceDocument,
)
from people.filing.report import Difference

STATE = ("status", "published_at", "updated_at", "withdrawn_at", "withdrawal_reason", "changes_requested")


class StoryFiling:
    """Stores stories that are not on file, each in the transaction of its caller. `why` goes into the history."""

    def __init__(self, named: Named, library: Library, why: str) -> None:
        self.named, self.library, self.why = named, library, why

    def store(self, told: StoryRecord) -> list[Difference]:
        """What of it is on file otherwise and stays: a section's name, whose an old address is.

        Raises ValidationError for what no story may be, and for names that are not on file.
        """
        self.left: list[Difference] = []
        article = self._begin(told)
        for version in told.versions:
            self._version(article, version)
        self._give_state(article, told)
        tag(article, told.tags)
        article.people.set([self.named.person(one) for one in told.people])
        article.organizations.set([self.named.organization(one) for one in told.organizations])
        for correction in told.corrections:
            self._correction(article, correction)
        self.left += lead_here(article, told.old_addresses)
        count_on_from(Article, article.pk)
        SearchEntry.objects.keep_stories(Article.objects.filter(pk=article.pk))
        return self.left

    def _begin(self, told: StoryRecord) -> Article:
        """A draft without words."""
        if told.publication_date and not told.slug:
            raise ValidationError("A story that has a day has a slug, too: both are in its address.")
        article = Article(
            pk=told.number,
            slug=told.slug,
            publication_date=told.publication_date,
            section=told.section and self._section(told.section),
            language=told.language,
            source=told.source,
            source_document=told.source_document and _source(told.source_document),
        )
        article.dated = told.story_date
        article.full_clean()
        article._change_reason = self.why
        article.save(force_insert=True)
        if told.created_at:
            Article.objects.filter(pk=article.pk).update(created_at=told.created_at)
            article.created_at = told.created_at
        return article

    def _give_state(self, article: Article, told: StoryRecord) -> None:
        versions = {one.number: one for one in article.revisions.all()}
        if told.live and told.live not in versions:
            raise ValidationError(f"Version {told.live}, which is live, is not in the line.")
        article.live_revision = versions.get(told.live)
        article.latest_revision = versions[max(versions)] if versions else None
        if told.status not in Article.Status:
            raise ValidationError(f"No story is “{told.status}”.")  # no form shows the field, so Django does not look
        for name in STATE:
            setattr(article, name, getattr(told, name))
        article.full_clean()
        article.record(None, self.why)

    def _section(self, told: SectionRecord) -> Section:
        section = Section.objects.filter(slug=told.slug).first()
        if section is None:
            section = Section(slug=told.slug, name=told.name)
            section.full_clean()
            section.save()
        elif section.name != told.name:
            self.left.append(Difference(f"section {told.slug}", section.name, told.name))
        return section

    def _byline(self, told: BylineRecord) -> Byline:
        byline = Byline.objects.filter(name=told.name).first()
        if byline is None:
            byline = Byline(name=told.name, kind=told.kind)
            byline.full_clean()
            byline.save()
        elif byline.kind != told.kind:
            self.left.append(Difference(f"byline {told.name}", byline.kind, told.kind))
        return byline

    def _version(self, article: Article, told: VersionTold) -> None:
        pictures = dict(enumerate(map(self.library.image, told.pictures), 1))
        shown = {place: image.pk for place, image in pictures.items() if image}
        revision = Revision(
            article=article,
            number=told.number,
            headline=told.headline,
            deck=told.deck,
            dateline=told.dateline,
            body=with_pictures(told.body, lambda place: figure(shown[place]) if place in shown else ""),
            lead_image=told.lead_image and self.library.image(told.lead_image),
            note=told.note,
        )
        revision.full_clean(exclude=["text"])
        revision.save()
        if revision.text != told.text:
            raise ValidationError(f"Version {told.number}: its text is not that of its body.")
        if told.saved_at:
            Revision.objects.filter(pk=revision.pk).update(created_at=told.saved_at)
        RevisionByline.objects.bulk_create(
            RevisionByline(revision=revision, byline=self._byline(one), position=place)
            for place, one in enumerate(told.bylines)
        )
        RevisionPicture.objects.bulk_create(
            RevisionPicture(revision=revision, image_id=number) for number in dict.fromkeys(shown.values())
        )

    def _correction(self, article: Article, told: CorrectionRecord) -> None:
        correction = Correction(
            pk=told.number, article=article, kind=told.kind, text=told.text, corrected_at=told.corrected_at
        )
        correction.clean_fields()
        if Correction.objects.filter(pk=told.number).exists():
            raise ValidationError(f"Correction {told.number} is on file already, of another story.")
        correction._change_reason = self.why
        correction.save(force_insert=True)
        Correction.objects.filter(pk=correction.pk).update(updated_at=told.updated_at)
        count_on_from(Correction, correction.pk)


def _source(told: SourceRecord) -> Any:
    document = SourceDocument(
        file_name=told.file_name,
        content=told.content,
        fingerprint=told.fingerprint,
        identifier=told.identifier or None,
    )
    document.full_clean(exclude=["sha256"])
    document.save()
    SourceDocument.objects.filter(pk=document.pk).update(received_at=told.received_at)
    return document
