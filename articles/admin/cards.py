"""What the page of statements knows of every citation of a story: whom it can mean, and what is proposed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet
from rapidfuzz import fuzz

from articles.admin.decision import DecisionForm
from articles.admin.proposals import NEW, Options
from articles.models import Anchor, Article, Citation
from articles.utterances import Wanted, alike
from people.matching import people_like, people_named, the_only
from people.models import Position

_REVIEWED = [
    "statement__speaker_person",
    "statement__speaker_organization",
    "statement__behalf_person",
    "statement__behalf_organization",
    "statement__position__office__organization",
    "matched_person",
    "matched_organization",
    "decided_by",
]

_NEAR = 50  # of 100: from here on words are taken for the same statement, changed


@dataclass
class Card:
    """One citation on the page: what is known of it, and the form to decide on it."""

    citation: Citation
    anchor: Anchor | None
    options: Options
    words_before: str = ""  # of one whose words are not in the latest version
    words_now: str = ""  # those of a suggestion that most likely took their place
    bound: DecisionForm | None = None  # what was posted and could not be carried out
    told: str = ""  # why it could not
    is_edited: bool = False
    others: list["Card"] = field(default_factory=list)  # all that wait and propose the same speaker, this one too

    @cached_property
    def form(self) -> DecisionForm:
        return self.bound or DecisionForm(options=self.options, prefix=f"c{self.citation.pk}")

    @property
    def is_open(self) -> bool:
        """Whether the whole form is shown, or only what is proposed."""
        return self.is_edited or self.bound is not None

    @property
    def waits(self) -> bool:
        return self.citation.status == Citation.Status.SUGGESTED

    @property
    def is_orphan(self) -> bool:
        """Confirmed, and without its words in the latest version: it is to get new ones, or to be dropped."""
        return self.anchor is None and self.citation.status == Citation.Status.CONFIRMED

    @property
    def is_undated(self) -> bool:
        statement = self.citation.statement
        return self.citation.status == Citation.Status.CONFIRMED and statement is not None and not statement.said

    @property
    def is_to_do(self) -> bool:
        return self.waits or self.is_orphan

    @property
    def title_disagrees(self) -> bool:
        statement = self.citation.statement
        if statement:
            return statement.title_disagrees(self.citation.printed_title)
        return self.options.title_disagrees

    @property
    def is_sure(self) -> bool:
        """Whether it may be accepted together with others, unread: the finder has little doubt about the words, and
        who spoke is on file and cannot be anybody else."""
        has_speaker = self.options.proposed not in (None, NEW) and not self.options.rivals
        is_plain = self.citation.confidence == Citation.Confidence.HIGH and self.anchor is not None
        return self.waits and is_plain and has_speaker

    @property
    def is_first_of_speaker(self) -> bool:
        return len(self.others) > 1 and self.others[0] is self


def build_cards(article: Article, citations: Iterable[Citation] | None = None) -> list[Card]:
    """These citations of a story, or all of them, in text order, orphans first. The same number of queries for any
    number of them."""
    cards = _in_text_order(article, reviewed(article) if citations is None else citations)
    names = [card.citation.full_name for card in cards if card.citation.full_name]
    behalves = [card.citation.printed_on_behalf_of for card in cards if card.citation.printed_on_behalf_of]
    bearers, alike = people_named([*names, *behalves]), people_like(names)
    for card in cards:
        options, name = card.options, card.citation.full_name
        options.bearers = bearers.get(name, [])
        options.alike = alike.get(name, [])
        options.behalf_on_file = str(the_only(bearers.get(card.citation.printed_on_behalf_of, [])) or "")
    add_positions([card.options for card in cards])
    _add_twins(article, cards)
    _add_words_before(cards)
    _add_others(cards)
    return cards


def reviewed(article: Article) -> QuerySet:
    others = Citation.objects.filter(statement=OuterRef("statement")).exclude(pk=OuterRef("pk"))
    return article.citations.select_related(*_REVIEWED).annotate(is_shared=Exists(others))


def _in_text_order(article: Article, citations: Iterable[Citation]) -> list[Card]:
    citations = list(citations)
    found = Anchor.objects.filter(revision=article.latest_revision_id, citation__in=citations)
    anchors = {anchor.citation_id: anchor for anchor in found}
    cards = []
    for citation in citations:
        citation.article = article
        anchor = anchors.get(citation.pk)
        options = Options(citation=citation, article=article, spans=anchor.spans if anchor else [])
        cards.append(Card(citation, anchor, options))
    return sorted(cards, key=lambda card: (card.anchor.segments if card.anchor else [[-1]], card.citation.pk))


def add_positions(options: list[Options]) -> None:
    people = {person.pk for choice in options for person in choice.people}
    positions: dict[int, list[Position]] = {}
    for position in Position.objects.filter(person__in=people).select_related("person", "office__organization"):
        positions.setdefault(position.person_id, []).append(position)
    for choice in options:
        choice.positions = [held for person in choice.people for held in positions.get(person.pk, [])]


def _add_twins(article: Article, cards: list[Card]) -> None:
    wanted = [
        Wanted(
            person=card.options.likely.pk if card.options.likely else 0,
            words=card.anchor.words if card.anchor else "",
            full_name=card.citation.full_name,
            organization=card.options.organization.pk if card.options.organization else 0,
            said=card.citation.statement.said if card.citation.statement else None,
            statement=card.citation.statement_id or 0,
        )
        for card in cards
    ]
    for card, found in zip(cards, alike(article, wanted), strict=True):
        card.options.twins, card.options.waiting = found.on_record, found.waiting


def _add_words_before(cards: list[Card]) -> None:
    """To those without words in the latest version the last ones they had, and to the confirmed ones among them the
    words of the suggestion that most likely took their place, as proposed."""
    orphans = [card for card in cards if card.anchor is None]
    lost = Citation.objects.filter(pk__in=[card.citation.pk for card in orphans]).with_last_words()
    words = dict(lost.values_list("pk", "last_words")) if orphans else {}
    for card in orphans:
        card.words_before = words[card.citation.pk] or ""
    free = [card for card in cards if card.waits and card.anchor]
    for card in (one for one in orphans if one.is_orphan):
        best = max(free, key=lambda one: _nearness(card, one), default=None)
        if best is not None and _nearness(card, best) >= _NEAR:
            card.words_now, card.options.spans = best.anchor.words, best.options.spans
            free.remove(best)


def _nearness(orphan: Card, suggestion: Card) -> float:
    """0 to 100: how alike the words are; nothing where the speaker is another."""
    theirs = suggestion.options.speaker_key
    if theirs and theirs != orphan.options.speaker_key:
        return 0
    return fuzz.token_sort_ratio(orphan.words_before, suggestion.anchor.words)


def _add_others(cards: list[Card]) -> None:
    by_speaker: dict[str, list[Card]] = {}
    for card in cards:
        if card.waits and card.anchor and card.options.speaker_key:
            by_speaker.setdefault(card.options.speaker_key, []).append(card)
    for same in by_speaker.values():
        for card in same:
            card.others = same
