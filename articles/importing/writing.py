"""The one writer: stories that were read become drafts, each in a transaction of its own."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from articles.body import canonical_text
from articles.extraction import FoundStatement, KnownNames, find_statements, speaks
from articles.importing.reading import MAX_BYTES, fingerprint, read_story
from articles.importing.stories import Story, UnreadableStory
from articles.models import Article, Byline, Revision, Section, SourceDocument
from articles.revising import revise
from newsroom.dates import DAY, PartialDate
from newsroom.models import Publication

IMPORTED, KNOWN, FAILED = "imported", "known", "failed"


@dataclass(frozen=True)
class Wishes:
    """What whoever imports says of all the stories; it goes before what a file says of itself."""

    section: Section | None = None
    source: str = ""
    date: datetime.date | None = None
    language: str = ""
    publish: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the report: what became of one file."""

    path: str
    outcome: str
    reason: str = ""
    headline: str = ""
    article: int | None = None
    warnings: tuple[str, ...] = ()
    statements: tuple[FoundStatement, ...] = ()
    text: str = field(default="", repr=False)


class Importer:
    """Takes files in, one after the other. With `dry_run` it reports the same and writes nothing."""

    def __init__(self, wishes: Wishes, known_people: KnownNames | None = None, dry_run: bool = False) -> None:
        self.wishes = wishes
        self.known_people = known_people or KnownNames()
        self.dry_run = dry_run
        self.zone = Publication.current().zone
        self._seen: set[str] = set()

    def take(self, path: Path) -> Line:
        """Read, recognise and store one file. A bad file is a line with its reason, never an exception."""
        try:
            content = _bytes_of(path)
            story = read_story(content, path.name)
            return self._take_story(str(path), content, story)
        except (UnreadableStory, OSError) as problem:
            reason = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
            return Line(str(path), FAILED, reason)
        except ValidationError as problem:
            return Line(str(path), FAILED, " ".join(problem.messages), story.headline)

    def _take_story(self, path: str, content: bytes, story: Story) -> Line:
        mark = fingerprint(story)
        if self._is_known(content, mark):
            return _known(path, story)
        text = canonical_text(story.body)
        language = self.wishes.language or story.language or "en"
        found = find_statements(text, self.known_people, language)
        warnings = story.warnings
        if not speaks(language):
            warnings = (*warnings, f"statements are not looked for in the language “{language}”")
        line = Line(path, IMPORTED, "", story.headline, None, warnings, tuple(found), text)
        self._check(story)
        self._seen.update({mark, SourceDocument.hash_of(content)})
        if self.dry_run:
            return line
        try:
            article = self._store(path, content, story, mark, language, found)
        except IntegrityError:
            if self._is_known(content, mark):  # another import was faster with the same copy
                return _known(path, story)
            raise
        return replace(line, article=article.pk)

    def _is_known(self, content: bytes, mark: str) -> bool:
        sha256 = SourceDocument.hash_of(content)
        received = SourceDocument.objects.filter(Q(sha256=sha256) | Q(fingerprint=mark))
        return bool({mark, sha256} & self._seen) or received.exists()

    def _check(self, story: Story) -> None:
        if not self.wishes.publish:
            return
        day = self._date(story).first
        if day is None:
            raise ValidationError("Its date is not known. Give it with --date, or import without --publish.")
        if day > datetime.datetime.now(self.zone).date():
            raise ValidationError(f"Its date, {day}, is in the future. Only an archive is taken in as published.")

    def _date(self, story: Story) -> PartialDate:
        if self.wishes.date:
            return PartialDate(self.wishes.date, DAY)
        return PartialDate(story.date, story.date_precision) if story.date else PartialDate()

    @transaction.atomic
    def _store(
        self,
        path: str,
        content: bytes,
        story: Story,
        mark: str,
        language: str,
        found: Sequence[FoundStatement],
    ) -> Article:
        name = Path(path).name.encode(errors="replace").decode()[-255:]
        document = SourceDocument.objects.create(file_name=name, content=content, fingerprint=mark)
        source = self.wishes.source or story.source
        article = Article(section=self.wishes.section, source=source[:120], language=language, source_document=document)
        article.dated = self._date(story)
        article.record(None, f"imported from {name}")
        revise(
            article,
            by=None,
            headline=story.headline[: Revision._meta.get_field("headline").max_length],
            deck=story.deck,
            dateline=story.dateline[: Revision._meta.get_field("dateline").max_length],
            body=story.body,
            bylines=[_byline(name, source) for name in story.bylines],
            note="as received",
            found=found,
        )
        if self.wishes.publish:
            day = article.dated.first
            article.publish(by=None, at=datetime.datetime.combine(day, datetime.time(), self.zone))
        return article


def _bytes_of(path: Path) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableStory(f"larger than {MAX_BYTES // 1024**2} MB: not a single story")
    return path.read_bytes()


def _byline(name: str, source: str) -> Byline:
    kind = Byline.Kind.AGENCY if source else Byline.Kind.STAFF
    return Byline.objects.get_or_create(name=name[:120], defaults={"kind": kind})[0]


def _known(path: str, story: Story) -> Line:
    return Line(path, KNOWN, "the same copy was received before", story.headline)


def as_json(line: Line) -> dict[str, Any]:
    """A line as the report's JSON has it. Offsets count code points of the story's canonical text."""
    return {
        "path": line.path,
        "outcome": line.outcome,
        "reason": line.reason,
        "headline": line.headline,
        "warnings": list(line.warnings),
        "statements": [_statement_json(found, line.text) for found in line.statements],
    }


def _statement_json(found: FoundStatement, text: str) -> dict[str, Any]:
    span = found.speaker_span
    return {
        "kind": found.kind,
        "segments": [
            {"start": segment.start, "end": segment.end, "exact": segment.exact} for segment in found.segments
        ],
        "speaker": found.speaker,
        "printed_name": text[span[0] : span[1]] if span else None,
        "title": found.title,
        "organization": found.organization,
        "on_behalf_of": found.on_behalf_of,
        "cue": found.cue,
        "confidence": found.confidence,
        "reason": found.reason,
    }
