"""The one writer: stories that were read become drafts, each in a transaction of its own."""

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.db.models import Q

from articles.body import canonical_text
from articles.extraction import KnownNames, find_statements, speaks
from articles.importing.furniture import embargo_in
from articles.importing.illustrating import ready_pictures, without_words
from articles.importing.packed import MAX_UNPACKED, is_packed_folder, unpacked
from articles.importing.picture_files import SUFFIXES, FolderPictures, NoPictureFile, PictureFiles
from articles.importing.reading import fingerprint, read_stories, story_files, suffixes
from articles.importing.reporting import FAILED, IMPORTED, KNOWN, Line, shown_path
from articles.importing.stories import LeftOut, Received, Story, Unread, UnreadableStory
from articles.importing.storing import (
    Planned,
    Wishes,
    address_problem,
    dated,
    finds_section,
    headline_of,
    identity,
    in_zone,
    old_path,
    require_time_to_be_past,
    store,
)
from articles.models import SourceDocument
from newsroom.models import Publication

SAME_COPY = "the same copy was received before"
OTHER_WORDS = "this story was received before, with other words; nothing was changed"
_FIRST = 5  # among so many paragraphs stands what a wire says of the use of its copy


class Importer:
    """Takes files in, one after the other. With `dry_run` it reports the same and writes nothing.

    `left_out` counts what the files held beside stories, by kind.
    """

    def __init__(
        self,
        wishes: Wishes,
        known_people: KnownNames | None = None,
        dry_run: bool = False,
        uploads: Path | None = None,
        most_unpacked: int = MAX_UNPACKED,
    ) -> None:
        self.wishes = wishes
        self.known_people = known_people or KnownNames()
        self.dry_run = dry_run
        self.uploads = uploads
        self.most_unpacked = most_unpacked
        self.zone = Publication.current().zone
        self.left_out: Counter[str] = Counter()
        self._seen: set[bytes] = set()
        self._addresses: dict[str, str] = {}  # that a dry run would have kept, and the headlines they lead to

    def take(self, path: Path) -> Iterator[Line]:
        """Read, recognise and store the stories of a file. A bad one is a line with its reason, never an exception."""
        try:
            file = path.open("rb")
        except OSError as problem:
            yield Line(shown_path(path), FAILED, problem.strerror or shown_path(str(problem)))
            return
        with file:
            yield from self.take_file(file, shown_path(path), FolderPictures(path.parent, self.uploads))

    def take_file(self, file: BinaryIO, path: str, pictures: PictureFiles) -> Iterator[Line]:
        """The same for a file that is open; `path` is what the report calls it."""
        try:
            if is_packed_folder(file, path):
                yield from self._take_folder(file, path)
                return
            for found in read_stories(file, Path(path).name):
                match found:
                    case LeftOut(kind, count):
                        self.left_out[kind] += count
                    case Unread(name, reason):
                        yield Line(path, FAILED, reason, name, story=name)
                    case Received():
                        yield self._take_story(path, found, pictures)
        except (UnreadableStory, OSError) as problem:
            reason = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
            yield Line(path, FAILED, reason)

    def _take_folder(self, file: BinaryIO, path: str) -> Iterator[Line]:
        """Every story of a packed folder. An absolute address of a picture counts from its top."""
        with unpacked(file, suffixes() | SUFFIXES, self.most_unpacked) as folder:
            paths = list(story_files([folder]))
            if not paths:
                raise UnreadableStory("There is no story in this package that we can read.")
            for one in paths:
                with one.open("rb") as story:
                    pictures = FolderPictures(one.parent, self.uploads or folder, called=path)
                    yield from self.take_file(story, f"{path}/{one.relative_to(folder)}", pictures)

    def _take_story(self, path: str, received: Received, files: PictureFiles) -> Line:
        """One story of a file; what is wrong with it is told and stops no other."""
        line = Line(path, IMPORTED, headline=received.story.headline, story=received.name)
        try:
            return self._stored(line, received, files)
        except ValidationError as problem:
            return replace(line, outcome=FAILED, reason=" ".join(problem.messages))
        except NoPictureFile as problem:
            return replace(line, outcome=FAILED, reason=f"One of its pictures: {problem}.")
        except (DataError, IntegrityError) as problem:
            return replace(line, outcome=FAILED, reason=f"The database refused it: {str(problem).splitlines()[0]}")

    def _stored(self, line: Line, received: Received, files: PictureFiles) -> Line:
        story, mark, name = received.story, fingerprint(received.story), identity(received.story)
        if known := self._known(received, mark):
            return known.told(line)
        planned, notes = self._planned(story, files)
        line = replace(
            line,
            warnings=(*story.warnings, *notes),
            statements=tuple(planned.found),
            text=canonical_text(story.body),
        )
        if self.dry_run:
            words = _named(mark, name) if name else _of_nobody(mark)
            self._seen |= _digests(SourceDocument.hash_of(received.content), mark, name, words)
            if self.wishes.keep_addresses and (path := old_path(story)) and not address_problem(story):
                self._addresses.setdefault(path, headline_of(story))
            return line
        file_name = Path(line.path).name.encode(errors="replace").decode()
        try:
            article = store(file_name, received, mark, self.wishes, planned, files)
        except IntegrityError:
            if known := self._known(received, mark):  # another import was faster with the same copy
                return known.told(line)
            if not name or not SourceDocument.objects.filter(fingerprint=mark).exists():
                raise
            article = store(file_name, received, _named(mark, name), self.wishes, planned, files)
        return replace(line, article=article.pk)

    def _planned(self, story: Story, files: PictureFiles) -> tuple[Planned, list[str]]:
        """What is to become of a story, and what to tell of it; nothing is written. Raises ValidationError."""
        language = self.wishes.language or story.language or "en"
        found = find_statements(canonical_text(story.body), self.known_people, language)
        day = dated(story, self.wishes, self.zone)
        pictures, notes = ready_pictures(story, files)
        publish_at, stays = self._publish_at(story, day.first)
        if publish_at and (dumb := next(without_words(pictures), None)):
            publish_at, stays = None, f"stays a draft: the picture {dumb} has no alternative text"
        notes.append(stays)
        if story.section and not finds_section(story, self.wishes):
            notes.append(f"its section “{story.section}” is none of this paper")
        if self.wishes.keep_addresses:
            notes.append(address_problem(story, self._addresses))
        if not speaks(language):
            notes.append(f"statements are not looked for in the language “{language}”")
        return Planned(language, found, day, pictures, publish_at), list(filter(None, notes))

    def _known(self, received: Received, mark: str) -> "_Known | None":
        """Why a story is not new: its bytes, its words or its name at its source are on file. None when it is.

        Words under two names are two stories: the source tells them apart.
        """
        sha256, name = SourceDocument.hash_of(received.content), identity(received.story)
        marks = {mark, _named(mark, name)} if name else {mark}
        same = Q(sha256=sha256) | Q(fingerprint__in=marks)
        if name:
            same |= Q(identifier=name)
        on_file = list(
            SourceDocument.objects.filter(same).values_list("sha256", "fingerprint", "identifier", "article")
        )
        for digest, words, other, article in on_file:
            if digest == sha256 or (words in marks and (not name or not other or other == name)):
                return _Known(SAME_COPY, article)
        for _, _, other, article in on_file:
            if name and other == name:
                return _Known(OTHER_WORDS, article)
        if self._seen & (_digests(sha256, _of_nobody(mark), _named(mark, name)) if name else _digests(sha256, mark)):
            return _Known(SAME_COPY)
        return _Known(OTHER_WORDS) if self._seen & _digests(name) else None

    def _publish_at(self, story: Story, day: datetime.date | None) -> tuple[datetime.datetime | None, str]:
        """When a story is to be out, if at all; and what to tell when it stays a draft.

        Raises ValidationError where whoever imports can help it: no day is known, or the one given is to come.
        """
        if story.held_back:
            return None, f"stays a draft: {story.held_back}"
        if not self.wishes.publish:
            return None, ""
        if embargo := self._embargo(story):
            return None, f"stays a draft: {embargo}"
        if not finds_section(story, self.wishes):
            raise ValidationError("It stands in no section of this paper. Give one with --section, or --add-sections.")
        if story.published_at and not self.wishes.date:
            moment = in_zone(story.published_at, self.zone)
            if moment > datetime.datetime.now(self.zone):
                return None, "stays a draft: its time is yet to come"
            return moment, ""
        if day is None:
            raise ValidationError("Its date is not known. Give it with --date, or import without --publish.")
        moment = datetime.datetime.combine(day, datetime.time(), self.zone)
        require_time_to_be_past(moment, self.zone)
        return moment, ""

    def _embargo(self, story: Story) -> str:
        """Why a story must not be published yet, whatever day it is given; nothing where it may."""
        until = story.embargoed_until and in_zone(story.embargoed_until, self.zone)
        if until and until > datetime.datetime.now(self.zone):
            return f"embargoed until {until:%Y-%m-%d %H:%M}"
        paragraphs = canonical_text(story.body).split("\n\n")[:_FIRST]
        line = story.embargo or embargo_in([story.deck, *paragraphs])
        return f"its copy says so: {line}" if line else ""


@dataclass(frozen=True)
class _Known:
    """Why a story is not new, and which one it is; of one that a dry run has seen there is none."""

    reason: str
    article: int | None = None

    def told(self, line: Line) -> Line:
        return replace(line, outcome=KNOWN, reason=self.reason, article=self.article, warnings=(), statements=())


def _of_nobody(mark: str) -> str:
    return f"{mark} of nobody"


def _named(mark: str, name: str) -> str:
    return hashlib.sha256(f"{mark} {name}".encode()).hexdigest()


def _digests(*marks: str | None) -> set[bytes]:
    """What a dry run remembers of a story, since the database does not; a few bytes, for there may be many."""
    return {hashlib.sha256(mark.encode()).digest()[:12] for mark in marks if mark}
