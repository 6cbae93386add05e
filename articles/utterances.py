"""Whether a report may be another one of something said already: in which stories, and in which other words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery

from articles.models import Anchor, Article, Citation, Statement, TellingWord
from articles.wording import is_almost_the_same, likeness, rarest, telling_words
from newsroom.comparing import Piece, compare_words
from newsroom.dates import PartialDate
from people.models import Person, PersonName
from people.names import name_key

DAYS = 7  # stories that report one utterance come within a week
AT_LEAST = 60  # likeness of the words
_SHOWN = 3
_RARE = 12  # by so many of its rarest words a report is looked for
_COMPARED = 20  # so many of those that share most of them are compared word by word
_COMMON = 3_000  # a word in more reports than this finds too much


class Wanted(NamedTuple):
    """A report whose like is looked for. `person` and `organization` are ids, 0 where nobody on file is meant."""

    person: int
    words: str
    full_name: str = ""
    organization: int = 0
    said: PartialDate | None = None  # None: the day of its story
    statement: int = 0  # the one it reports already


@dataclass(frozen=True)
class Twin:
    """A report that may be of the same utterance. `statement` is None while its own story has not confirmed it."""

    citation: Citation
    words: str
    likeness: int
    days_apart: int | None  # None where one of the days is not known
    pieces: list[Piece] = field(default_factory=list)  # from its words to the wanted ones
    is_almost_the_same: bool = False
    reports: list[Citation] = field(default_factory=list)

    @property
    def statement(self) -> Statement | None:
        return self.citation.statement

    @property
    def is_sure(self) -> bool:
        """Nearly the same words within days: hardly a second utterance."""
        return self.is_almost_the_same and self.days_apart is not None

    @property
    def rank(self) -> tuple[bool, int, int]:
        return (self.days_apart is None, -self.likeness, self.citation.pk)


@dataclass
class Alike:
    """For one wanted report: statements `on_record` that it may be another report of, and suggestions `waiting` in
    other stories. Once one of those is confirmed, the other finds it on record."""

    on_record: list[Twin] = field(default_factory=list)
    waiting: list[Twin] = field(default_factory=list)


def alike(article: Article, wanted: Sequence[Wanted]) -> list[Alike]:
    """For each wanted report of this story its like in other stories, by the same speaker within days.

    Where a day is not known the words alone have to do, and such a twin comes after the others. What was retracted
    is not offered. The same number of queries whatever the number.
    """
    speakers = Speakers(wanted)
    found = _candidates(article, wanted, speakers)
    citations = _load({pk for some in found for pk in some})
    results = []
    for one, some in zip(wanted, found, strict=True):
        said = article.dated if one.said is None else one.said
        near = [_twin(one, said, citations[pk]) for pk in some if pk in citations]
        results.append(_likeliest(one, [twin for twin in near if twin and speakers.is_same(one, twin.citation)]))
    _add_reports(results)
    return results


class Speakers:
    """Who the wanted speakers are, each under every form of the name and with those found to be the same person."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self.organizations = {one.organization for one in wanted} - {0}
        people = {one.person for one in wanted} - {0}
        keys = {name_key(one.full_name) for one in wanted if not one.person} - {""}
        meant = Q(pk__in=people) | Q(name_key__in=keys) | Q(names__key__in=keys)
        one_person = {into or pk for pk, into in Person.objects.filter(meant).values_list("pk", "merged_into")}
        self.one: dict[int, int] = {}  # by person, whom they were found to be
        self._names: dict[int, set[str]] = defaultdict(set)
        family = Person.objects.filter(Q(pk__in=one_person) | Q(merged_into__in=one_person))
        for pk, into, key in family.values_list("pk", "merged_into", "name_key"):
            self.one[pk] = into or pk
            self._names[into or pk].add(key)
        for pk, key in PersonName.objects.filter(person__in=list(self.one)).values_list("person", "key"):
            self._names[self.one[pk]].add(key)

    def is_same(self, wanted: Wanted, citation: Citation) -> bool:
        statement, key = citation.statement, name_key(wanted.full_name)
        person = statement.speaker_person_id if statement else citation.matched_person_id
        organization = statement.speaker_organization_id if statement else citation.matched_organization_id
        if organization:
            return organization == wanted.organization
        if wanted.person:
            ours = {self.one.get(wanted.person, wanted.person)}
        else:
            ours = {one for one, names in self._names.items() if key in names}
        if person:
            return self.one.get(person) in ours
        theirs = name_key(citation.full_name) if statement is None else ""
        return bool(theirs) and (theirs == key or any(theirs in self._names[one] for one in ours))


def _candidates(article: Article, wanted: Sequence[Wanted], speakers: Speakers) -> list[list[int]]:
    """For each wanted report the citations of other stories that share most of its rarest words."""
    telling = [telling_words(one.words) for one in wanted]
    words = {word for some in telling for word in some}
    if not words:
        return [[] for _ in wanted]
    counted = TellingWord.objects.filter(word__in=words).values_list("word").annotate(count=Count("pk")).order_by()
    counts = {word: count for word, count in counted if count <= _COMMON}
    rare = [rarest(some, counts, _RARE) for some in telling]
    on_record = Q(citation__status=Citation.Status.CONFIRMED, citation__statement__retracted_at=None) & (
        Q(citation__statement__speaker_person__in=list(speakers.one))
        | Q(citation__statement__speaker_organization__in=speakers.organizations)
    )
    waiting = Q(citation__status=Citation.Status.SUGGESTED, citation__article__in=Article.objects.going().values("pk"))
    rows = TellingWord.objects.filter(on_record | waiting, word__in={word for some in rare for word in some})
    holders: dict[str, list[int]] = defaultdict(list)
    for word, citation in rows.exclude(citation__article=article).values_list("word", "citation"):
        holders[word].append(citation)
    return [_sharing_most(some, holders, counts) for some in rare]


def _sharing_most(words: Sequence[str], holders: dict[str, list[int]], counts: dict[str, int]) -> list[int]:
    weights: dict[int, float] = defaultdict(float)
    for word in words:
        for citation in holders[word]:
            weights[citation] += 1 + 1 / counts[word]
    return sorted(weights, key=lambda pk: (-weights[pk], -pk))[:_COMPARED]


def _load(citations: set[int]) -> dict[int, Any]:
    """These citations with speaker, story and `words`, as the latest version that has them."""
    latest = Anchor.objects.filter(citation=OuterRef("pk")).order_by("-revision")
    rows = (
        Citation.objects.filter(pk__in=citations | {0})  # no fewer queries where nothing is found
        .annotate(words=Subquery(latest.values("words")[:1]))
        .exclude(words=None)
        .select_related("statement__speaker_person", "statement__speaker_organization", "article__latest_revision")
        .defer("article__latest_revision__body", "article__latest_revision__text")
    )
    return {citation.pk: citation for citation in rows}


def days_apart(one: PartialDate, other: PartialDate) -> int | None:
    """How many days lie between what two dates can mean: 0 where they can be the same; None if one is not known."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return max((one.first - other.last).days, (other.first - one.last).days, 0)


def _twin(wanted: Wanted, said: PartialDate, citation: Any) -> Twin | None:
    """This citation as a twin of the wanted report; None when it is not near enough in words and time."""
    statement = citation.statement
    if statement and statement.pk == wanted.statement:
        return None
    theirs = statement.said if statement and statement.said else citation.article.dated
    apart = days_apart(said, theirs)
    score = likeness(citation.words, wanted.words) if apart is None or apart <= DAYS else 0
    return Twin(citation, citation.words, score, apart) if score >= AT_LEAST else None


def _likeliest(wanted: Wanted, near: Sequence[Twin]) -> Alike:
    """The first few of each, a statement once under its likest words, with what differs."""
    on_record: dict[int, Twin] = {}
    waiting = []
    for twin in sorted(near, key=lambda twin: twin.rank):
        if twin.statement is None:
            waiting.append(twin)
        else:
            on_record.setdefault(twin.statement.pk, twin)
    shown = ([*on_record.values()][:_SHOWN], waiting[:_SHOWN])
    return Alike(*([_compared(twin, wanted.words) for twin in twins] for twins in shown))


def _compared(twin: Twin, words: str) -> Twin:
    same = is_almost_the_same(twin.words, words)
    return replace(twin, pieces=compare_words(twin.words, words), is_almost_the_same=same)


def _add_reports(results: Sequence[Alike]) -> None:
    """In which stories each of these is reported: the statements' confirmed citations, or the suggestion itself."""
    found = [twin for one in results for twin in one.on_record]
    reports: dict[int, list[Citation]] = defaultdict(list)
    rows = Citation.objects.confirmed().filter(statement__in={twin.citation.statement_id for twin in found})
    rows = rows.select_related("article__latest_revision", "article__live_revision")
    bodies = [f"article__{which}_revision__{part}" for which in ("latest", "live") for part in ("body", "text")]
    for citation in rows.defer(*bodies).order_by("pk") if found else ():
        reports[citation.statement_id].append(citation)
    for twin in found:
        twin.reports.extend(reports[twin.citation.statement_id])
    for twin in (twin for one in results for twin in one.waiting):
        twin.reports.append(twin.citation)
