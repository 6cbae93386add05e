"""Statements as readers find them: which are public, how many they are, and what a list of them shows."""

from collections.abc import Sequence
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q

from articles.models.articles import Article
from articles.models.citations import Citation
from articles.models.corrections import Correction
from articles.models.revisions import Revision
from articles.surroundings import around
from people.facts import Fact, gather
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

    def by_persons(self) -> Self:
        return self.exclude(speaker_person=None)

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

    def facts(self) -> list[Fact]:
        """The public ones among these as light rows, in one query: what lists are narrowed and counted by."""
        public = Citation.objects.published().filter(statement__in=self.order_by())
        said = ["said_on", "said_on_precision"]
        who = ["speaker_person", "speaker_organization", "behalf_organization"]
        office = ["position__office", "position__office__organization"]
        told = [f"statement__{name}" for name in (*said, *who, *office)]
        return gather(public.order_by().values_list("statement", "kind", "article", *told))

    def topics(self) -> list[tuple[int, str, str]]:
        """The topics of these statements, public or not: number of the statement, slug and name of the topic."""
        tagged = self.order_by().filter(tags__isnull=False)
        return list(tagged.values_list("pk", "tags__slug", "tags__name").order_by("tags__key", "pk"))

    def printed_words(self) -> dict[int, list[str]]:
        """The words of the public ones among these as every public story has them."""
        public = Citation.objects.published().filter(statement__in=self.order_by()).order_by()
        words: dict[int, list[str]] = {}
        for statement, printed in public.values_list("statement", "anchors__words"):
            words.setdefault(statement, []).append(printed)
        return words

    def entries(self, numbers: Sequence[int]) -> list[Any]:
        """The public ones of these numbers in their order, for lists, each with the `context` of its words."""
        found = {one.pk: one for one in self.model.objects.published().filter(pk__in=numbers).for_lists()}
        statements = [found[number] for number in numbers if number in found]
        live = [one.lead_citation.article.live_revision_id for one in statements]
        texts = dict(Revision.objects.filter(pk__in=live).values_list("pk", "text"))
        for statement in statements:
            lead = statement.lead_citation
            statement.context = around(texts[lead.article.live_revision_id], lead.segments)
        return statements

    def next_to(self, statement: Any) -> dict[str, Any]:
        """The public statements of the same speaker `before` and `after` this one, by day and number."""
        theirs = self.model.objects.published().by_the_speaker_of(statement)
        day, number = statement.said_on, statement.pk
        if day is None:  # these come before all others, as they end a list that begins with the newest
            before = Q(said_on=None, pk__lt=number)
            after = Q(said_on=None, pk__gt=number) | Q(said_on__isnull=False)
        else:
            before = Q(said_on__lt=day) | Q(said_on=day, pk__lt=number) | Q(said_on=None)
            after = Q(said_on__gt=day) | Q(said_on=day, pk__gt=number)
        oldest_first = [F("said_on").asc(nulls_first=True), "pk"]
        return {
            "before": theirs.filter(before).newest_first().first(),
            "after": theirs.filter(after).order_by(*oldest_first).first(),
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
        reports = Citation.objects.published().filter(statement__in=self.values("pk"))
        newest = reports.order_by("-article__published_at", "-pk").values_list("statement", flat=True)
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
