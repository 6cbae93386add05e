"""Stories on file as records."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from articles.body import figure, pictures_in, with_pictures
from articles.exporting.chunks import in_chunks, old_addresses, references
from articles.exporting.pictures import Pictures
from articles.exporting.records import (
    ALL,
    PUBLIC,
    BylineRecord,
    CorrectionRecord,
    SectionRecord,
    SourceRecord,
    StoryRecord,
    VersionRecord,
)
from articles.models import Article, Correction, Revision, SourceDocument
from newsroom.models import Image
from newsroom.models.tags import tag_key
from people.models import Organization, Person


def public_stories() -> Iterator[StoryRecord]:
    """What readers may see, by number. Neither memory nor the queries for a chunk grow with the number of stories."""
    return gather(Article.objects.published(), everything=False)


def all_stories(pictures: Pictures | None = None) -> Iterator[StoryRecord]:
    """All that is on file, with every version; with originals where `pictures` are given. For staff."""
    return gather(Article.objects.all(), everything=True, pictures=pictures)


def gather(stories: Any, *, everything: bool, pictures: Pictures | None = None) -> Iterator[StoryRecord]:
    """These stories by number: their public records, or those of everything."""
    for some in in_chunks(stories.select_related("section")):
        yield from _Chunk(some, everything, pictures).records()


class _Chunk:
    def __init__(self, stories: list[Article], everything: bool, pictures: Pictures | None) -> None:
        self.stories, self.everything, self.pictures = stories, everything, pictures
        self.numbers = [one.pk for one in stories]

    def records(self) -> Iterator[StoryRecord]:
        people = Person.objects.all() if self.everything else Person.objects.published()
        organizations = Organization.objects.all() if self.everything else Organization.objects.published()
        corrections = Correction.objects.all() if self.everything else Correction.objects.published()
        prefetch_related_objects(
            self.stories,
            "tags",
            Prefetch("people", people.order_by(), to_attr="shown_people"),
            Prefetch("organizations", organizations.order_by(), to_attr="shown_organizations"),
            Prefetch("corrections", corrections.order_by("pk"), to_attr="shown_corrections"),
        )
        self.addresses = old_addresses(Article, self.numbers)
        self.versions = self._versions()
        self.sources = SourceDocument.objects.in_bulk(self._sources()) if self.everything else {}
        for story in self.stories:
            yield self._record(story, **(self._rest(story) if self.everything else {}))

    def _sources(self) -> set[int]:
        return {one.source_document_id for one in self.stories} - {None}

    def _versions(self) -> dict[int, list[Revision]]:
        if self.everything:
            rows = Revision.objects.filter(article__in=self.numbers)
        else:
            rows = Revision.objects.filter(pk__in=[one.live_revision_id for one in self.stories])
        rows = rows.prefetch_related("byline_entries__byline")
        if self.pictures:
            rows = rows.select_related("lead_image")
        found: dict[int, list[Revision]] = defaultdict(list)
        for version in rows.order_by("article", "number"):
            found[version.article_id].append(version)
        numbers = {number for some in found.values() for one in some for number in pictures_in(one.body)}
        self.library = Image.objects.in_bulk(numbers) if self.pictures else {}
        return found

    def _record(self, story: Any, **rest: Any) -> StoryRecord:
        versions = self.versions.get(story.pk, [])
        return StoryRecord(
            number=story.pk,
            scope=ALL if self.everything else PUBLIC,
            slug=story.slug,
            status=story.status,
            language=story.language,
            address=story.get_absolute_url() if story.publication_date else "",
            publication_date=story.publication_date,
            section=SectionRecord(story.section.slug, story.section.name) if story.section else None,
            tags=tuple(sorted((tag.name for tag in story.tags.all()), key=tag_key)),
            source=story.source,
            published_at=story.published_at,
            updated_at=story.updated_at,
            people=references(story.shown_people),
            organizations=references(story.shown_organizations),
            old_addresses=self.addresses.get(story.pk, ()),
            corrections=tuple(map(_correction, story.shown_corrections)),
            live=next((one.number for one in versions if one.pk == story.live_revision_id), 0),
            versions=tuple(map(self._version, versions)),
            **rest,
        )

    def _rest(self, story: Any) -> dict[str, Any]:
        """What is not for readers."""
        source = self.sources.get(story.source_document_id)
        told = ("withdrawn_at", "withdrawal_reason", "changes_requested", "created_at")
        return {
            "story_date": story.dated,
            "source_document": source and _source(source),
            **{name: getattr(story, name) for name in told},
        }

    def _version(self, version: Revision) -> VersionRecord:
        shown = pictures_in(version.body) if self.pictures else []
        shown = [number for number in shown if number in self.library]
        places = {number: figure(place) for place, number in enumerate(shown, 1)}
        pictures = self.pictures
        return VersionRecord(
            number=version.number,
            headline=version.headline,
            deck=version.deck,
            dateline=version.dateline,
            bylines=tuple(BylineRecord(one.byline.name, one.byline.kind) for one in version.byline_entries.all()),
            lead_image=pictures.picture(version.lead_image) if pictures and version.lead_image else None,
            pictures=tuple(pictures.picture(self.library[number]) for number in shown) if pictures else (),
            body=with_pictures(version.body, lambda number: places.get(number, "")),
            text=version.text,
            note=version.note if self.everything else "",
            saved_at=version.created_at if self.everything else None,
        )


def _correction(row: Correction) -> CorrectionRecord:
    return CorrectionRecord(row.pk, row.kind, row.text, row.corrected_at, row.updated_at)


def _source(row: SourceDocument) -> SourceRecord:
    return SourceRecord(row.file_name, bytes(row.content), row.fingerprint, row.received_at, row.identifier or "")
