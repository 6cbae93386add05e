"""Whom one citation can mean, with the evidence, and what is proposed before anybody decides."""

from dataclasses import dataclass, field

from articles.anchors import Span
from articles.models import Article, Citation
from articles.utterances import Twin
from people.matching import Candidate, the_only
from people.models import Organization, Person, Position
from people.models.positions import resolve
from people.names import titles_agree

# What a speaker can be chosen as, beside person-ID, organization-ID and statement-ID.
NAMED, NEW, NEW_ORGANIZATION, SOURCE = "named", "new", "new_organization", "source"

Choice = tuple[str, str]  # what is sent, and what the editor reads


@dataclass
class Options:
    """What an editor can choose from for one citation."""

    citation: Citation
    article: Article
    spans: list[Span] = field(default_factory=list)
    bearers: list[Person] = field(default_factory=list)
    alike: list[Candidate] = field(default_factory=list)
    known: list[Person] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)
    waiting: list[Twin] = field(default_factory=list)  # suggestions in other stories
    behalf_on_file: str = ""

    @property
    def is_shared(self) -> bool:
        """Whether other stories report the same statement. Needs what `cards.reviewed` adds."""
        return getattr(self.citation, "is_shared", False)

    @property
    def likely(self) -> Person | None:
        """Whom it is taken to mean before anybody decides."""
        statement = self.citation.statement
        if statement:
            return statement.speaker_person
        return self.citation.matched_person or the_only(self.bearers)

    @property
    def people(self) -> list[Person]:
        """Everybody offered, the likely one first, each once."""
        offered = [self.likely, *self.bearers, *(candidate.person for candidate in self.alike), *self.known]
        return list({person.pk: person for person in offered if person}.values())

    @property
    def organization(self) -> Organization | None:
        statement = self.citation.statement
        return statement.speaker_organization if statement else self.citation.matched_organization

    def evidence(self, person: Person) -> str:
        """Why this person is offered."""
        if self.citation.statement and person == self.citation.statement.speaker_person:
            return "confirmed"
        if person in self.bearers:
            return "bears this name" if len(self.bearers) == 1 else f"one of {len(self.bearers)} who bear this name"
        for candidate in self.alike:
            if candidate.person == person:
                return f"similar name: {candidate.known_as}, {candidate.likeness} %"
        return "in this story"

    @property
    def evidence_of_likely(self) -> str:
        return self.evidence(self.likely) if self.likely else ""

    # What is proposed

    @property
    def proposed(self) -> str | None:
        """The speaker that is chosen unless the editor chooses another; None where nobody can tell."""
        statement = self.citation.statement
        if statement and self.is_shared:
            return f"statement-{statement.pk}"
        if statement and statement.speaker_source:
            return SOURCE
        if statement is None and (sure := next((twin for twin in self.twins if twin.is_sure), None)):
            return f"statement-{sure.citation.statement_id}"
        if self.likely:
            return f"person-{self.likely.pk}"
        if self.organization:
            return f"organization-{self.organization.pk}"
        if self.citation.full_name and not self.people:
            return NEW
        return None  # several, or only similar ones: the editor chooses

    @property
    def speaker_key(self) -> str:
        """What suggestions of one speaker have in common; empty where the speaker is open."""
        return f"{NEW}-{self.citation.full_name}" if self.proposed == NEW else self.proposed or ""

    @property
    def on_file(self) -> list[Choice]:
        """The persons, the organization and the statements on record that this can mean."""
        people = [(f"person-{one.pk}", f"{one.name} ({self.evidence(one)})") for one in self.people]
        if self.organization:
            people.append((f"organization-{self.organization.pk}", f"{self.organization.name} (organization)"))
        statement = self.citation.statement
        as_now = [(f"statement-{statement.pk}", "As now: other stories report it, too")] if self.is_shared else []
        return [
            *as_now,
            *(
                (
                    f"statement-{twin.statement.pk}",
                    f"Another report of what is on record: {twin.words[:120]} ({twin.statement})",
                )
                for twin in self.twins
            ),
            *people,
        ]

    @property
    def rivals(self) -> list[Choice]:
        """What there is to choose from at a glance; nothing where there is no choice."""
        may_be_new = bool(self.citation.full_name) and not self.likely and not self.bearers
        choices = [*self.on_file, *([(NEW, f"{self.new_official} (not on file yet)")] if may_be_new else [])]
        return choices if len(choices) > 1 else []

    @property
    def new_official(self) -> str:
        """Whom confirming would put on file, from the print."""
        citation = self.citation
        return ", ".join(filter(None, [citation.full_name, citation.printed_title, citation.printed_organization]))

    @property
    def lacks_organization(self) -> bool:
        """Whether an editor has to say in which organization the new official holds the office."""
        citation = self.citation
        return self.proposed == NEW and bool(citation.printed_title) and not citation.printed_organization

    @property
    def proposed_office(self) -> Position | None:
        """The position that will be frozen if nothing else is chosen."""
        person = self.likely
        held = [position for position in self.positions if person and position.person_id == person.pk]
        return resolve(held, self.article.dated, self.citation.printed_title)

    @property
    def title_disagrees(self) -> bool:
        office = self.proposed_office
        return office is not None and not titles_agree(self.citation.printed_title, office.title)

    # Which state of things the editor saw

    @property
    def version(self) -> str:
        """The words of the story, and what had been decided. Of a new statement: which statements the story had."""
        citation, article = self.citation, self.article
        if citation.pk is None:
            return f"{article.latest_revision_id}-{article.citations.count()}"
        decided = citation.decided_at.isoformat() if citation.decided_at else ""
        return f"{article.latest_revision_id}-{citation.status}-{citation.statement_id}-{decided}-{citation.kind}"

    @property
    def proposed_version(self) -> str:
        """The same, and what was proposed: what one accepts unread must be what one saw."""
        places = " ".join(f"{start}-{end}" for start, end in self.spans)
        return f"{self.version}-{self.proposed}-{places}"
