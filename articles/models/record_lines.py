"""What lists of statements are counted and put in order by: one line for each report that readers see, or will.

A line says from when to when its report stands for the statement, so that counts change at the minute a story comes
due, without a job. Who spoke, in which office, and on which topics is asked of the statement itself.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from articles.models.search_entries import BATCH, in_batches
from people.facts import KINDS, NO_DAY, RANK, Fact, Topic, folded, month_of

# Where the parts of a fact are found, from a line on.
_COLUMNS: dict[str, Any] = {
    "kind": F("kind"),
    "month": F("month"),
    "year": F("month") / 12 * 12,
    "precision": F("statement__said_on_precision"),
    "speaker": F("statement__speaker_person"),
    "organization": F("statement__speaker_organization"),
    "behalf_organization": F("statement__behalf_organization"),
    "office": F("statement__position__office"),
    "of_the_office": F("statement__position__office__organization"),
}


def _first(rows: Q | None) -> list[Case]:
    """Puts these before others."""
    return [] if rows is None else [Case(When(rows, then=0), default=1)]


class RecordLineQuerySet(models.QuerySet):
    def reported(self) -> Self:
        """One line for each report that readers see."""
        return self.filter(since__lte=timezone.now())

    def standing(self) -> Self:
        """After `reported()`: one line for each statement, that of the report whose words stand for it."""
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()))

    def by_persons(self) -> Self:
        return self.filter(statement__speaker_person__isnull=False)

    def facts(self, *parts: str) -> list[Fact]:
        """How many of these lines there are of each kind, month and so on: as many facts as there are differences."""
        found = self.order_by().values_list(*(_COLUMNS[part] for part in parts)).annotate(statements=models.Count("pk"))
        names = ["month" if part == "year" else part for part in parts]
        facts = [Fact(statements, **dict(zip(names, told, strict=True))) for *told, statements in found]
        return [fact._replace(kind=KINDS[fact.kind]) for fact in facts] if "kind" in parts else facts

    def topics(self) -> list[Topic]:
        """How many of these lines there are on each topic, in the order of the topics."""
        tagged = self.filter(statement__tags__isnull=False).order_by("statement__tags__key")
        found = tagged.values_list("statement__tags__slug", "statement__tags__name")
        return [Topic(many, slug, name) for slug, name, many in found.annotate(many=models.Count("pk"))]

    def bearing(self, words: str) -> Self:
        """Those of statements in whose words these stand, as a part of them, in any report that readers see.

        `words` are folded; where nothing is left of them, they stand nowhere.
        """
        reports = self.model.objects.reported().filter(statement=OuterRef("statement"), words__contains=words)
        return self.filter(Exists(reports)) if words else self.none()

    def newest_first(self, apart: Q | None = None) -> Self:
        """By the day, those of an unknown day last; of one day those recorded last come first.

        What fits `apart` stands before the rest.
        """
        return self.order_by(*_first(apart), "-day", "-statement")

    def newest_of_both(self, part: Q, many: int) -> list[int]:
        """The numbers of the newest statements that fit `part`, and of the newest that do not: at most so many each."""
        place = Window(RowNumber(), partition_by=_first(part), order_by=["-day", "-statement"])
        return list(self.annotate(place=place).filter(place__lte=many).values_list("statement", flat=True))

    def oldest_first(self, apart: Q | None = None) -> Self:
        """The other way round, and those of an unknown day still last."""
        return self.order_by(*_first(apart), *_first(~Q(day=NO_DAY)), "day", "statement")

    def differences(self, statements: Collection[int]) -> "tuple[list[RecordLine], set[int]]":
        """What these statements, by number, should have: the lines that are missing or say something else, and the
        numbers of those that should not be there."""
        citations = self.model._meta.get_field("citation").related_model.objects
        out = citations.out_or_due().filter(statement__in=statements).annotate(printed=F("anchors__words"))
        told = out.order_by("statement", "article__published_at", "pk").values_list(*_TOLD, named=True)
        lines = [line for _, theirs in groupby(told, attrgetter("statement")) for line in _lines_of(list(theirs))]
        there = self.filter(Q(statement__in=statements) | Q(citation__statement__in=statements))
        known = {line.pk: line for line in there}
        new = [line for line in lines if line.pk not in known or known[line.pk].says() != line.says()]
        return new, set(known) - {line.pk for line in lines}

    @transaction.atomic
    def keep(self, statements: Iterable[int]) -> None:
        """The lines of these statements, by number, as their reports stand now; a line that is right is not written.

        The statements are held until the transaction ends: two stories may come out with one at the same time.
        """
        rows = self.model._meta.get_field("statement").related_model.objects
        numbers = set(statements)
        losing = self.filter(citation__statement__in=numbers).values_list("statement", flat=True)  # a report to these
        for some in in_batches(sorted(numbers.union(losing))):
            held = rows.filter(pk__in=some).order_by("pk").select_for_update(no_key=True)
            list(held.values_list("pk", flat=True))
            new, gone = self.differences(some)
            self.filter(pk__in=gone).delete()
            says = RecordLine.SAYS
            self.bulk_create(new, BATCH, update_conflicts=True, unique_fields=["citation"], update_fields=says)


class RecordLine(models.Model):
    """A report that is out or due. It stands for its statement from `since` until `until`: until another one with more
    of the speaker's own words comes out, at once where one is out already, for good where there is none."""

    SAYS = ["statement", "article", "since", "until", "kind", "day", "month", "words"]

    citation = models.OneToOneField("articles.Citation", primary_key=True, on_delete=models.CASCADE, related_name="+")
    statement = models.ForeignKey("articles.Statement", on_delete=models.CASCADE, related_name="lines")
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    kind = models.CharField(max_length=10)
    day = models.DateField()  # NO_DAY where it is not known
    month = models.PositiveIntegerField(null=True)  # counted through, as month_of() does
    words = models.TextField()  # folded

    objects = RecordLineQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["-day", "-statement"], name="record_line_newest_first"),
            models.Index(fields=["-since", "-citation"], name="record_line_last_reported"),
        ]

    def __str__(self) -> str:
        return f"report {self.pk} of statement {self.statement_id}"

    def says(self) -> list[Any]:
        return [getattr(self, self._meta.get_field(name).attname) for name in self.SAYS]


_TOLD = ["statement", "pk", "kind", "article", "article__published_at", "statement__said_on", "printed"]


def _lines_of(reports: Sequence[Any]) -> list[RecordLine]:
    """The lines of one statement. `reports` are in the order in which they come out."""
    lines: list[RecordLine] = []
    first: RecordLine | None = None  # the one that stands for the statement so far
    for report in reports:
        day, since = report.statement__said_on, report.article__published_at
        line = RecordLine(
            citation_id=report.pk,
            statement_id=report.statement,
            article_id=report.article,
            since=since,
            kind=report.kind,
            day=day or NO_DAY,
            month=month_of(day) if day else None,
            words=folded(report.printed),
        )
        if first is None or RANK[line.kind] < RANK[first.kind]:
            if first is not None:
                first.until = since
            first = line
        else:
            line.until = since
        lines.append(line)
    return lines
