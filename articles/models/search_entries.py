"""The index of the search: a line for everything that readers can see, or will at its time.

A line holds what a thing is found by and none of its words as they are read: pages show the things themselves, asked
for through `published()`, and so does every count. Lines are kept by the verbs that change what readers see.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Self

from django.db import connection, models, transaction

from articles.searching.structures import DATABASES
from articles.searching.words import Query, indexed, indexed_names
from people.models import Office, Organization, Person, PersonName

BATCH = 500


class SearchEntryQuerySet(models.QuerySet):
    def matching(self, query: Query) -> Self:
        """The lines in which all parts of a query stand, with `score`: the lower, the better."""
        return self.extra(**_database().matching(query))

    def with_names_like(self, words: Collection[str]) -> Self:
        """The lines of names that share letters with these folded words; the most of them first, by `score`."""
        return self.extra(**_database().names_like(words))

    def with_names_beginning(self, words: Collection[str]) -> Self:
        """The lines of names in which a word begins with each of these folded ones, with `score`."""
        return self.extra(**_database().names_beginning(words))

    @transaction.atomic
    def keep(self, kind: str, numbers: Collection[int], lines: "Sequence[SearchEntry]") -> None:
        """For these numbers of a kind, `lines` and no others; what is right already is not written again."""
        known = {entry.number: entry for entry in self.filter(kind=kind, number__in=list(numbers))}
        new = [line for line in lines if line.number not in known or known[line.number].says() != line.says()]
        gone = set(known) - {line.number for line in lines}
        self.filter(kind=kind, number__in=gone).delete()
        unique, says = ["kind", "number"], SearchEntry.SAYS  # somebody else may write the same line at this moment
        self.bulk_create(new, batch_size=BATCH, update_conflicts=True, unique_fields=unique, update_fields=says)

    def keep_stories(self, stories: Any) -> None:
        """`stories` are of any state; those that are out, or due, are in the index afterwards and the others not."""
        for some in in_batches(stories.order_by().values_list("pk", flat=True)):
            out = stories.model.objects.out_or_due().filter(pk__in=some).select_related("live_revision")
            self.keep(SearchEntry.Kind.STORY, some, [_of_story(story) for story in out])

    def keep_citations(self, citations: Any) -> None:
        """`citations` are of any state; those that readers see, or will at their time, are in the index afterwards."""
        for some in in_batches(citations.order_by().values_list("pk", flat=True)):
            out = citations.model.objects.out_or_due().filter(pk__in=some)
            out = out.annotate(words=models.F("anchors__words"), out_on=models.F("article__publication_date"))
            out = out.select_related("statement__speaker_person", "statement__speaker_organization")
            self.keep(SearchEntry.Kind.STATEMENT, some, [_of_citation(citation) for citation in out])

    @transaction.atomic
    def keep_names(self, things: Iterable[Person | Organization | Office]) -> None:
        """Persons, organizations and offices under the names they have now; those that are not public, and have no
        time to be, are not in the index afterwards."""
        numbers: dict[type[models.Model], set[int]] = {Person: set(), Organization: set(), Office: set()}
        for thing in things:
            numbers[type(thing)].add(thing.pk)
        for model, pks in numbers.items():
            for some in in_batches(sorted(pks)):
                rows = model.objects.filter(pk__in=some).order_by("pk").select_for_update(of=("self",), no_key=True)
                self.keep(KIND_OF[model], some, _of_names(rows.exclude(released_at=None)))


class SearchEntry(models.Model):
    """What one thing is found by. A statement has a line for each report of it, by the number of its citation."""

    class Kind(models.TextChoices):
        STORY = "story", "story"
        STATEMENT = "statement", "statement"
        PERSON = "person", "person"
        ORGANIZATION = "organization", "organization"
        OFFICE = "office", "office"

    SAYS = ["title", "text", "hidden", "letters", "date"]

    kind = models.CharField(max_length=12, choices=Kind)
    number = models.BigIntegerField()
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    hidden = models.TextField(blank=True)  # matched and never shown: misspellings
    letters = models.TextField(blank=True)  # of names: their words as they are, and three letters each
    date = models.DateField(null=True, blank=True, db_index=True)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "search entries"
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="search_entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    def says(self) -> list[Any]:
        return [getattr(self, name) for name in self.SAYS]


KIND_OF = {
    Person: SearchEntry.Kind.PERSON,
    Organization: SearchEntry.Kind.ORGANIZATION,
    Office: SearchEntry.Kind.OFFICE,
}


def _database() -> Any:
    return DATABASES[connection.vendor]


def in_batches(numbers: Iterable[int]) -> Iterable[list[int]]:
    numbers = list(numbers)
    return (numbers[at : at + BATCH] for at in range(0, len(numbers), BATCH))


def _of_story(story: Any) -> SearchEntry:
    revision = story.live_revision
    title, text = indexed(revision.headline), indexed(revision.deck, revision.dateline, revision.text)
    return SearchEntry(
        kind=SearchEntry.Kind.STORY, number=story.pk, title=title, text=text, date=story.publication_date
    )


def _of_citation(citation: Any) -> SearchEntry:
    """On whose behalf it was said stands on the page only while they are public, so it is not in the index."""
    statement = citation.statement
    return SearchEntry(
        kind=SearchEntry.Kind.STATEMENT,
        number=citation.pk,
        title=indexed(statement.speaker_label, statement.office_label),
        text=indexed(citation.words),
        date=statement.said_on or citation.out_on,
    )


def _of_names(rows: Any) -> list[SearchEntry]:
    if rows.model is Office:
        return [_of_office(office) for office in rows.select_related("organization")]
    rows = rows.filter(merged_into=None).prefetch_related("names")
    if rows.model is Person:
        return [_of_person(person) for person in rows.filter(is_private=False)]
    return [_of_organization(organization) for organization in rows]


def _of_person(person: Person) -> SearchEntry:
    shown = [form.name for form in person.also_known_as()]
    misspelt = [form.name for form in person.names.all() if form.kind == PersonName.Kind.MISSPELLING]
    return SearchEntry(
        kind=SearchEntry.Kind.PERSON,
        number=person.pk,
        title=indexed(person.name, *shown),
        text=indexed(person.summary),
        hidden=indexed(*misspelt),
        letters=indexed_names([person.name, *shown, *misspelt]),
    )


def _of_organization(organization: Organization) -> SearchEntry:
    names = [organization.name, organization.short_name, *(form.name for form in organization.names.all())]
    return SearchEntry(
        kind=SearchEntry.Kind.ORGANIZATION,
        number=organization.pk,
        title=indexed(*names),
        text=indexed(organization.country, organization.summary),
        letters=indexed_names(names),
    )


def _of_office(office: Office) -> SearchEntry:
    return SearchEntry(
        kind=SearchEntry.Kind.OFFICE,
        number=office.pk,
        title=indexed(office.title),
        text=indexed(office.organization.name, office.organization.short_name, office.summary),
    )
