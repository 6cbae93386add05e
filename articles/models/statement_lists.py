"""Statements as readers find them: which are public, how many they are, and what a list of them shows."""

from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q, Subquery

from articles.models.articles import Article
from articles.models.citations import Citation
from articles.models.corrections import Correction
from articles.models.record_lines import RecordLine, RecordLineQuerySet
from articles.surroundings import around
from newsroom.dates import DAY, MONTH, UNKNOWN, YEAR, PartialDate
from people.facts import NO_DAY
from people.models import Office, Organization, Person


def _has_page(role: str) -> Any:
    """Whether readers may open the page of the person or organization in this role."""
    return Exists(Person.objects.published().filter(pk=OuterRef(f"{role}_person"))) | Exists(
        Organization.objects.published().filter(pk=OuterRef(f"{role}_organization"))
    )


class RecordQuerySet(models.QuerySet):
    def published(self) -> Self:
        """The statements readers may see: with at least one public citation."""
        return self.filter(Exists(Citation.objects.published().filter(statement=OuterRef("pk"))))

    def reachable(self) -> Self:
        """Those with a page, and those with a stub: withdrawn or retracted after they were public."""
        in_live_words = Citation.objects.confirmed().filter(
            statement=OuterRef("pk"), anchors__revision=F("article__live_revision")
        )
        withdrawn = in_live_words.filter(article__in=Article.objects.withdrawn())
        seen = in_live_words.filter(article__in=Article.objects.reachable(), statement__retracted_at__isnull=False)
        return self.published() | self.filter(Exists(withdrawn) | Exists(seen))

    def corrections(self) -> Any:
        """The public corrections that concern these statements; each once."""
        return Correction.objects.published().concerning(self.values("pk"))

    def own_words(self) -> Self:
        """Said in one's own name: a spokeswoman's words for a minister are left out."""
        return self.filter(behalf_person=None)

    def said_for(self, organization: Any) -> Self:
        """By the organization itself, on its behalf, or by somebody in one of its offices."""
        return self.filter(
            Q(speaker_organization=organization)
            | Q(behalf_organization=organization)
            | Q(position__office__organization=organization)
        )

    def reports(self) -> RecordLineQuerySet:
        """One line for each report of these that readers see."""
        lines = RecordLine.objects.reported()
        return lines.filter(statement__in=self.order_by()) if self.query.where else lines

    def lines(self) -> RecordLineQuerySet:
        """One line for each public one among these: what lists are counted and put in order by."""
        return self.reports().standing()

    def coverage(self) -> dict[str, Any]:
        """How much of the record these are: `statements`, `articles` that report them, `since` which date."""
        known = {rank: Q(day__gt=NO_DAY, statement__said_on_precision=rank) for rank in (YEAR, MONTH, DAY)}
        counted = self.reports().aggregate(
            statements=Count("statement", distinct=True),
            articles=Count("article", distinct=True),
            **{rank: Min("day", filter=is_known) for rank, is_known in known.items()},
        )
        first = {rank: day for rank in known if (day := counted.pop(rank))}
        rank = min(first, key=first.__getitem__, default=UNKNOWN)
        return {**counted, "since": PartialDate(first.get(rank), rank)}

    def newest(self, many: int) -> list[Any]:
        """At most so many of the public ones among these, the newest first, as lists need them."""
        return self.listed(self.lines().newest_first().values_list("statement", flat=True)[:many])

    def listed(self, numbers: Iterable[int]) -> list[Any]:
        """The public ones of a few numbers, the newest first, as lists need them."""
        rows = self.model.objects.filter(pk__in=list(numbers)).newest_first().for_lists()
        return [one for one in rows if one.public_citations]

    def entries(self, numbers: Sequence[int]) -> list[Any]:
        """The public ones of these numbers in their order, for lists, each with the `context` of its words."""
        lead = RecordLine.objects.reported().standing().filter(statement=OuterRef("pk"))
        rows = self.model.objects.published().filter(pk__in=numbers).for_lists()
        rows = rows.annotate(text=Subquery(lead.values("article__live_revision__text")[:1]))
        found = {one.pk: one for one in rows}
        statements = [found[number] for number in numbers if number in found]
        for statement in statements:
            statement.context = around(statement.text, statement.lead_citation.segments)
        return statements

    def next_to(self, statement: Any) -> dict[str, Any]:
        """The public statements of the same speaker `before` and `after` this one, by day and number."""
        lines = self.model.objects.by_the_speaker_of(statement).lines()
        day, number = statement.said_on or NO_DAY, statement.pk
        before = lines.filter(Q(day__lt=day) | Q(day=day, statement__lt=number)).newest_first()
        after = lines.filter(Q(day__gt=day) | Q(day=day, statement__gt=number)).order_by("day", "statement")
        public = self.model.objects.published()
        return {
            name: public.filter(pk__in=some.values("statement")[:1]).first()
            for name, some in (("before", before), ("after", after))
        }

    def by_the_speaker_of(self, statement: Any) -> Self:
        """Of the same record: by the same speaker, in their own name or as somebody's voice, as this one is."""
        if statement.speaker is None:
            return self.none()
        same = self.filter(
            speaker_person=statement.speaker_person_id, speaker_organization=statement.speaker_organization_id
        )
        return same.own_words() if statement.behalf_person_id is None else same.exclude(behalf_person=None)

    def newest_first(self) -> Self:
        return self.order_by(F("said_on").desc(nulls_last=True), "-pk")

    def last_reported(self, many: int) -> list[Any]:
        """Those that public stories reported last, each once and as lists need it. At most `many`."""
        newest = self.reports().order_by("-since", "-citation").values_list("statement", flat=True)
        numbers = list(dict.fromkeys(newest[: 4 * many]))[:many]  # one may have been reported several times of late
        found = self.model.objects.for_lists().in_bulk(numbers)
        return [found[number] for number in numbers if found[number].public_citations]

    def for_lists(self) -> Self:
        """With speaker, office and public citations (`public_citations`, each with its words and story).

        `speaker_has_page`, `behalf_has_page` and `office_has_page` say which of them may be named as a link.
        """
        return (
            self.annotate(
                speaker_has_page=_has_page("speaker"),
                behalf_has_page=_has_page("behalf"),
                office_has_page=Exists(Office.objects.published().filter(positions=OuterRef("position"))),
                is_corrected=Exists(
                    Correction.objects.published().filter(
                        citations__in=Citation.objects.published().filter(statement=OuterRef(OuterRef("pk")))
                    )
                ),
            )
            .select_related(
                "speaker_person__portrait",
                "speaker_organization",
                "behalf_person",
                "behalf_organization",
                "position__office",
            )
            .prefetch_related(
                Prefetch("citations", Citation.objects.published().for_lists(), to_attr="public_citations")
            )
        )
