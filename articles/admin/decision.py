from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from taggit.utils import edit_string_for_tags, parse_tags

from articles.anchors import Span
from articles.confirming import Decision, Twin, find_words, typed_words
from articles.models import Article, Citation, Statement
from newsroom.forms import PartialDateField
from people.matching import Candidate, organizations_named, people_named, the_only
from people.models import Organization, Person, Position
from people.models.positions import resolve
from people.names import titles_agree
from people.registering import NewOfficial, find_or_create_organization

NAMED, NEW, NEW_ORGANIZATION, SOURCE = "named", "new", "new_organization", "source"


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
    behalf_on_file: str = ""

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


class DecisionForm(forms.Form):
    """Who said it, in which office, when, in which words; everything prefilled from the print."""

    words = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="As they stand in the text. Divide several parts by a line with “…”.",
    )
    kind = forms.ChoiceField(choices=Citation.Kind)
    speaker = forms.ChoiceField(widget=forms.RadioSelect)
    known_name = forms.CharField(required=False, max_length=160, label="Name on file")
    new_name = forms.CharField(required=False, max_length=120, label="Name, as you publish it")
    new_office = forms.CharField(required=False, max_length=120, label="Office")
    new_organization = forms.CharField(required=False, max_length=160, label="Organization")
    new_organization_kind = forms.ChoiceField(
        required=False, choices=Organization.Kind, initial=Organization.Kind.GOVERNMENT, label="which is a"
    )
    new_country = forms.CharField(required=False, max_length=80, label="Country")
    voice_name = forms.CharField(required=False, max_length=160, label="Name of the organization")
    voice_kind = forms.ChoiceField(
        required=False, choices=Organization.Kind, initial=Organization.Kind.GOVERNMENT, label="which is a"
    )
    voice_country = forms.CharField(required=False, max_length=80, label="Country")
    new_started = PartialDateField(label="In office from")
    new_ended = PartialDateField(label="until", may_be_ongoing=True)
    same_name = forms.BooleanField(required=False, label="Another person of the same name")
    source = forms.CharField(required=False, max_length=160, label="Source, as printed")
    printed_title = forms.CharField(required=False, max_length=300, label="Title, as printed")
    position = forms.ChoiceField(required=False, label="Office when speaking")
    said = PartialDateField(label="Said on")
    behalf = forms.CharField(required=False, max_length=160, label="On behalf of", help_text="A name on file.")
    venue = forms.CharField(required=False, max_length=160)
    topics = forms.CharField(required=False, max_length=300, help_text="Divided by commas.")
    is_translated = forms.BooleanField(required=False, label="Translated")

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        self.options, self.citation = options, options.citation
        super().__init__(*args, initial=self._initial(), **kwargs)
        self.fields["speaker"].choices = self._speaker_choices()
        held = [(str(position.pk), str(position)) for position in options.positions]
        self.fields["position"].choices = [("", "from the day and the title"), ("none", "none"), *held]

    @property
    def version(self) -> str:
        """What the form was loaded with: the words of the story, and what had been decided. Of a new statement:
        which statements the story had."""
        citation, article = self.citation, self.options.article
        if citation.pk is None:
            return f"{article.latest_revision_id}-{article.citations.count()}"
        decided = citation.decided_at.isoformat() if citation.decided_at else ""
        return f"{article.latest_revision_id}-{citation.status}-{citation.statement_id}-{decided}-{citation.kind}"

    def what_happened(self) -> str:
        """In the meantime, for somebody whose form has gone stale."""
        citation = self.citation
        if citation.pk is not None and citation.decided_by:
            happened = f"{citation.decided_by} {citation.get_status_display()} this while you had it open"
        else:
            happened = "The story was changed while you had it open"
        return f"{happened}, so nothing was saved. What you typed is still here: look it over and save again."

    # What is offered

    def _speaker_choices(self) -> list[tuple[str, str]]:
        options = self.options
        people = [(f"person-{one.pk}", f"{one.name} ({options.evidence(one)})") for one in options.people]
        if organization := self._organization():
            people.append((f"organization-{organization.pk}", f"{organization.name} (organization)"))
        return [
            *people,
            *(
                (
                    f"statement-{twin.statement.pk}",
                    f"Another report of what is on record: {twin.words[:120]} ({twin.statement})",
                )
                for twin in options.twins
            ),
            (NAMED, "A person or an organization on file"),
            (NEW, "A person not on file yet"),
            (NEW_ORGANIZATION, "An organization not on file yet"),
            (SOURCE, "A source without a name"),
        ]

    def _organization(self) -> Organization | None:
        statement = self.citation.statement
        return statement.speaker_organization if statement else self.citation.matched_organization

    def _initial(self) -> dict[str, Any]:
        citation, statement, article = self.citation, self.citation.statement, self.options.article
        initial = {
            "words": typed_words(article.latest_revision.text, self.options.spans),
            "kind": citation.kind,
            "speaker": self._initial_speaker(),
            "new_name": citation.full_name,
            "new_office": citation.printed_title,
            "new_organization": citation.printed_organization,
            "voice_name": "" if citation.full_name else citation.printed_organization or citation.printed_name,
            "source": citation.printed_name if not citation.full_name else "",
            "printed_title": citation.printed_title,
            "said": article.dated,
            "behalf": self.options.behalf_on_file,
            "is_translated": citation.is_translated,
        }
        if statement:
            initial |= {
                "source": statement.speaker_source,
                "position": str(statement.position_id or "none") if statement.speaker_person_id else "",
                "said": statement.said,
                "behalf": statement.behalf.name if statement.behalf else "",
                "venue": statement.venue,
                "topics": edit_string_for_tags(statement.tags.all()),
            }
        return initial

    def _initial_speaker(self) -> str | None:
        citation, options = self.citation, self.options
        if citation.statement and citation.statement.speaker_source:
            return SOURCE
        if options.likely:
            return f"person-{options.likely.pk}"
        if organization := self._organization():
            return f"organization-{organization.pk}"
        if citation.full_name and not options.people:
            return NEW
        return None  # several, or only similar ones: the editor chooses

    @property
    def suggested_office(self) -> Position | None:
        """The position that will be frozen if nothing else is chosen."""
        person = self.options.likely
        held = [position for position in self.options.positions if person and position.person_id == person.pk]
        return resolve(held, self.options.article.dated, self.citation.printed_title)

    @property
    def title_disagrees(self) -> bool:
        office = self.suggested_office
        return office is not None and not titles_agree(self.citation.printed_title, office.title)

    # What was decided

    def clean_words(self) -> list[Span]:
        text = self.options.article.latest_revision.text
        return find_words(text, self.cleaned_data["words"], near=self.options.spans)

    def clean_behalf(self) -> Person | Organization | None:
        typed = self.cleaned_data["behalf"].strip()
        return self._on_file(typed) if typed else None

    def _on_file(self, name: str) -> Person | Organization:
        """The one on file of that name. Raises ValidationError when there is none or there are several."""
        people, organizations = people_named([name])[name], organizations_named([name])[name]
        found = [*people, *organizations]
        if not found:
            raise ValidationError(f"Nobody on file is called “{name}”. Add them, or correct the name.")
        if len(found) > 1:
            raise ValidationError(f"Several on file are called “{name}”. Write the full name of the one you mean.")
        return found[0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        choice = cleaned.get("speaker", "")
        check = {NAMED: self._clean_named, NEW: self._clean_new, SOURCE: self._clean_source}.get(choice)
        if check:
            check(cleaned)
        elif choice == NEW_ORGANIZATION and not cleaned.get("voice_name"):
            self.add_error("voice_name", "Give the name of the organization.")
        return cleaned

    def _clean_named(self, cleaned: dict[str, Any]) -> None:
        name = cleaned.get("known_name", "").strip()
        if not name:
            self.add_error("known_name", "Write the name, or choose another speaker.")
            return
        try:
            cleaned["on_file"] = self._on_file(name)
        except ValidationError as problem:
            self.add_error("known_name", problem)

    def _clean_new(self, cleaned: dict[str, Any]) -> None:
        name = cleaned.get("new_name", "").strip()
        if not name:
            self.add_error("new_name", "Give the name of the new person.")
        elif not cleaned.get("same_name") and (known := people_named([name])[name]):
            there = ", ".join(str(person) for person in known)
            self.add_error("new_name", f"On file already: {there}. Choose them, or tick that it is another person.")
        if cleaned.get("new_office") and not cleaned.get("new_organization"):
            self.add_error("new_organization", "Name the organization the office belongs to.")

    def _clean_source(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("source", "").strip():
            self.add_error("source", "Say how the story calls the source: “a senior official”.")

    def decision(self) -> Decision:
        """The valid form as a decision."""
        cleaned = self.cleaned_data
        choice, _, number = cleaned["speaker"].partition("-")
        on_file = cleaned.get("on_file")
        position = cleaned["position"]
        organization = on_file if isinstance(on_file, Organization) else None
        if choice == "organization":
            organization = Organization.objects.get(pk=number)
        elif choice == NEW_ORGANIZATION:
            organization = find_or_create_organization(
                cleaned["voice_name"],
                cleaned["voice_kind"] or Organization.Kind.GOVERNMENT,
                cleaned["voice_country"],
            )
        person = on_file if isinstance(on_file, Person) else None
        if choice == "person":
            person = Person.objects.get(pk=number)
        held = next((one for one in self.options.positions if str(one.pk) == position), None)
        return Decision(
            kind=cleaned["kind"],
            person=person,
            organization=organization,
            source=cleaned["source"].strip() if choice == SOURCE else "",
            new_official=self._new_official() if choice == NEW else None,
            statement=Statement.objects.get(pk=number) if choice == "statement" else None,
            behalf=cleaned["behalf"],
            position=held if held and person and held.person_id == person.pk else None,
            without_position=position == "none",
            said=cleaned["said"],
            venue=cleaned["venue"],
            topics=parse_tags(cleaned["topics"]),
            is_translated=cleaned["is_translated"],
            printed_title=cleaned["printed_title"],
            words=cleaned["words"],
        )

    def _new_official(self) -> NewOfficial:
        cleaned = self.cleaned_data
        return NewOfficial(
            name=cleaned["new_name"],
            printed_name=self.citation.full_name,
            office=cleaned["new_office"],
            organization=cleaned["new_organization"],
            organization_kind=cleaned["new_organization_kind"] or Organization.Kind.GOVERNMENT,
            country=cleaned["new_country"],
            started=cleaned["new_started"],
            ended=cleaned["new_ended"],
        )
