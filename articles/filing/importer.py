"""The one writer of exported stories and statements: each record in a transaction of its own, known by its number."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from articles.exporting.pictures import Pictures
from articles.exporting.records import Record, StatementRecord, StoryRecord
from articles.exporting.statements import gather as gather_statements
from articles.exporting.statements import gather_citations
from articles.exporting.stories import gather as gather_stories
from articles.filing.comparing import differences, is_the_same
from articles.filing.library import Library
from articles.filing.naming import Named
from articles.filing.statements import StatementFiling
from articles.filing.stories import StoryFiling
from articles.models import Article, Citation, Statement
from people.filing.report import CREATED, FAILED, SAME, Difference, Line


class Importer:
    """Takes the records of a file, one after the other. A bad record is a line with its reason, never an exception.

    What is on file already stays as it is; what differs is told. Pictures are looked for below the folder of `path`.
    With `dry_run` call `take` within `nothing_kept()`.
    """

    def __init__(self, path: Path, dry_run: bool = False) -> None:
        named, why = Named(), f"imported from {path.name}"[:100]
        self.stories = StoryFiling(named, Library(path.parent, dry_run), why)
        self.statements = StatementFiling(named, why)

    def take(self, place: str, record: Record) -> Line:
        kind, name = kind_of(record), name_of(record)
        try:
            with transaction.atomic():
                on_file = _on_file(record)
                if on_file is None:
                    return Line(place, kind, name, CREATED, differences=tuple(self._store(record)))
                if not is_the_same(record, on_file):
                    told = f"Number {record.number} is another {kind} here: {name_of(on_file)}."
                    return Line(place, kind, name, FAILED, told)
                return Line(place, kind, name, SAME, differences=tuple(differences(record, on_file)))
        except ValidationError as problem:
            reason = " ".join(_sentences(problem))
        except IntegrityError:
            reason = "Something else has its number, name or address already."
        except DataError:
            reason = "A value is too long, or not one that the database can hold."
        except OSError as problem:
            reason = f"A picture on file cannot be read to compare it: {problem.strerror}."
        return Line(place, kind, name, FAILED, reason)

    def _store(self, record: Record) -> list[Difference]:
        if isinstance(record, StoryRecord):
            return self.stories.store(record)
        if isinstance(record, StatementRecord):
            return self.statements.store(record)
        self.statements.store_citation(record)
        return []


def kind_of(record: Record) -> str:
    return type(record).__name__.removesuffix("Record").lower()


def name_of(record: Record) -> str:
    """By what somebody who reads the report knows it."""
    if isinstance(record, StoryRecord):
        return record.versions[-1].headline if record.versions else record.slug
    if isinstance(record, StatementRecord):
        return f"{record.number} by {record.speaker.name}"
    return f"{record.number} in story {record.story}"


def _on_file(record: Record) -> Record | None:
    if isinstance(record, StoryRecord):
        has_pictures = any(one.lead_image or one.pictures for one in record.versions)
        stories = Article.objects.filter(pk=record.number)
        pictures = Pictures() if has_pictures else None
        return next(gather_stories(stories, everything=True, pictures=pictures), None)
    if isinstance(record, StatementRecord):
        return next(gather_statements(Statement.objects.filter(pk=record.number), everything=True), None)
    # one that was settled since belongs to a statement now, and is on file all the same
    return next(gather_citations(Citation.objects.filter(pk=record.number)), None)


def _sentences(problem: ValidationError) -> list[str]:
    """With the field before each, where it is one's."""
    if not hasattr(problem, "error_dict"):
        return list(problem.messages)
    own = {"__all__": ""}
    return [f"{own.get(name, f'{name}: ')}{' '.join(told)}" for name, told in problem.message_dict.items()]
