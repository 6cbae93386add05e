"""The index of the search: a line for everything that readers can see, or will at its time.

A line holds what a thing is found by and none of its words as they are read: pages show the things themselves, asked
for through `published()`, and so does every count. Lines are kept by the verbs that change what readers see.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import connection, models, transaction

from articles.searching.structures import DATABASES
from articles.searching.words import Query, indexed, indexed_names
from people.models import Office, Organization, Person, PersonName

BATCH = 500
ROLES = ("speaker_person", "speaker_organization", "behalf_person", "behalf_organization")


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

    def recorded_last(self, many: int) -> Self:
        """After one that matches: at most so many of these lines, those that were written last."""
        number = _database().NUMBER
        next_one = list(self.extra(order_by=[f"-{number}"]).values_list("pk", flat=True)[many : many + 1])
        later = {"where": [f"{number} > %s"], "params": next_one}
        return self.extra(**later) if next_one else self

    def differences(self, right: "Lines") -> tuple[list["SearchEntry"], set[int]]:
        """The lines that are missing or say something else, and the numbers of those that should not be there."""
        known = {entry.number: entry for entry in self.filter(kind=right.kind, number__in=right.numbers)}
        new = [line for line in right.lines if line.number not in known or known[line.number].says() != line.says()]
        return new, set(known) - {line.number for line in right.lines}

    @transaction.atomic
    def keep(self, right: "Lines") -> None:
        """These lines and no others of their numbers; what is right already is not written again."""
        new, gone = self.differences(right)
        self.filter(kind=right.kind, number__in=gone).delete()
        unique, says = ["kind", "number"], SearchEntry.SAYS  # somebody else may write the same line at this moment
        self.bulk_create(new, batch_size=BATCH, update_conflicts=True, unique_fields=unique, update_fields=says)

    def keep_stories(self, stories: Any) -> None:
        """`stories` are of any state; those that are out, or due, are in the index afterwards and the others not."""
        for right in lines_of_stories(stories):
            self.keep(right)

    def keep_citations(self, citations: Any) -> None:
        """`citations` are of any state; those that readers see, or will at their time, are in the index afterwards."""
        for right in lines_of_citations(citations):
            self.keep(right)

    def forget(self, citation: Any) -> None:
        """Nothing is found by this report any more."""
        self.filter(kind=SearchEntry.Kind.STATEMENT, number=citation.pk).delete()

    @transaction.atomic
    def keep_names(self, things: Iterable[Person | Organization | Office]) -> None:
        """Persons, organizations and offices under the names they have now; those that are not public, and have no
        time to be, are not in the index afterwards."""
        numbers: dict[type[models.Model], set[int]] = {Person: set(), Organization: set(), Office: set()}
        for thing in things:
            numbers[type(thing)].add(thing.pk)
        for model, pks in numbers.items():
            for some in in_batches(sorted(pks)):
                rows = model.objects.filter(pk__in=some).order_by("pk")
                list(rows.select_for_update(no_key=True).values_list("pk", flat=True))
                for right in lines_of_names(rows):
                    self.keep(right)


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
    hidden = models.TextField(blank=True)  # matched and not shown: misspellings, bylines, on whose behalf
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


@dataclass(frozen=True)
class Lines:
    """The lines that things of these numbers should have in the index."""

    kind: str
    numbers: Collection[int]
    lines: Sequence[SearchEntry]


def lines_of_stories(stories: Any) -> Iterator[Lines]:
    for some in in_batches(stories.order_by().values_list("pk", flat=True)):
        out = stories.model.objects.out_or_due().filter(pk__in=some).select_related("live_revision").with_bylines()
        yield Lines(SearchEntry.Kind.STORY, some, [_of_story(story) for story in out])


def lines_of_citations(citations: Any) -> Iterator[Lines]:
    for some in in_batches(citations.order_by().values_list("pk", flat=True)):
        out = citations.model.objects.out_or_due().filter(pk__in=some)
        out = out.annotate(words=models.F("anchors__words"), out_on=models.F("article__publication_date"))
        out = out.annotate(out_at=models.F("article__published_at"))
        out = out.select_related(*(f"statement__{role}" for role in ROLES))
        yield Lines(SearchEntry.Kind.STATEMENT, some, [_of_citation(citation) for citation in out])


def lines_of_names(rows: Any) -> Iterator[Lines]:
    for some in in_batches(rows.order_by().values_list("pk", flat=True)):
        public = rows.model.objects.filter(pk__in=some).exclude(released_at=None)
        yield Lines(KIND_OF[rows.model], some, _of_names(public))


def _of_story(story: Any) -> SearchEntry:
    revision = story.live_revision
    return SearchEntry(
        kind=SearchEntry.Kind.STORY,
        number=story.pk,
        title=indexed(revision.headline),
        text=indexed(revision.deck, revision.dateline, revision.text),
        hidden=indexed(*revision.byline_names()),
        date=story.publication_date,
    )


def _of_citation(citation: Any) -> SearchEntry:
    statement = citation.statement
    return SearchEntry(
        kind=SearchEntry.Kind.STATEMENT,
        number=citation.pk,
        title=indexed(statement.speaker_label, statement.office_label),
        text=indexed(citation.words),
        hidden=indexed(statement.behalf.name if _is_named(statement.behalf, citation.out_at) else ""),
        date=statement.said_on or citation.out_on,
    )


def _is_named(behalf: Any, out_at: datetime) -> bool:
    """Whether the page says on whose behalf it was, from the moment the story is out. Of who is released later, by
    hand, it says so later; they are not found by it, since nothing happens here at that time."""
    hidden = behalf is None or behalf.merged_into_id is not None or getattr(behalf, "is_private", False)
    return not hidden and behalf.released_at is not None and behalf.released_at <= out_at


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
