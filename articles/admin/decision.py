"""The form of one citation, as it was proposed or as an editor changed it."""

from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from taggit.utils import edit_string_for_tags, parse_tags

from articles.admin.proposals import NAMED, NEW, NEW_ORGANIZATION, SOURCE, Options
from articles.anchors import Span
from articles.confirming import Decision, find_words, read_spans, typed_words
from articles.models import Citation, Statement
from newsroom.forms import PartialDateField, TagInput
from people.matching import organizations_named, people_named
from people.models import Organization, Person
from people.registering import NewOfficial, find_or_create_organization


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
    topics = forms.CharField(required=False, max_length=300, widget=TagInput, help_text="Divided by commas.")
    is_translated = forms.BooleanField(required=False, label="Translated")

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        self.options, self.citation = options, options.citation
        self.others: dict[str, str] = {}  # by field, what somebody else made of it meanwhile
        super().__init__(*args, initial=self._initial(), **kwargs)
        self.fields["speaker"].choices = [
            *options.on_file,
            (NAMED, "A person or an organization on file"),
            (NEW, "A person not on file yet"),
            (NEW_ORGANIZATION, "An organization not on file yet"),
            (SOURCE, "A source without a name"),
        ]
        held = [(str(position.pk), str(position)) for position in options.positions]
        self.fields["position"].choices = [("", "from the day and the title"), ("none", "none"), *held]

    @property
    def version(self) -> str:
        """The state of things that the form was loaded with."""
        return self.options.version

    @property
    def selected(self) -> str:
        """Where the words were selected in the text, as it was sent."""
        return self.data.get(self.add_prefix("selected"), "")

    @classmethod
    def as_proposed(cls, options: Options, prefix: str, speaker: str | None) -> Self:
        """Filled in as proposed, but for the speaker, where the editor chose one."""
        shown = cls(options=options, prefix=prefix)
        data = {shown.add_prefix(name): text for name in shown.fields if (text := shown.text(name))}
        return cls(
            {**data, shown.add_prefix("speaker"): speaker or options.proposed or ""}, options=options, prefix=prefix
        )

    def text(self, name: str) -> str:
        """What a field's input would send as it stands."""
        value = self[name].value()
        return "" if value in (None, False) else "on" if value is True else str(value).replace("\r\n", "\n")

    def put_beside(self, now: Self) -> None:
        """After others decided: show, field by field, what `now` has where it differs from what was typed."""
        self.others = {name: now.read(name) or "nothing" for name in self.fields if self.text(name) != now.text(name)}

    def read(self, name: str) -> str:
        """A field's value as a person reads it."""
        text = self.text(name)
        if isinstance(self.fields[name], forms.ChoiceField):
            return str(dict(self.fields[name].choices).get(text, ""))
        return "yes" if text == "on" else text

    # What it shows

    def _initial(self) -> dict[str, Any]:
        citation, statement, article = self.citation, self.citation.statement, self.options.article
        initial = {
            "words": typed_words(article.latest_revision.text, self.options.spans),
            "kind": citation.kind,
            "speaker": self.options.proposed,
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

    # What was decided

    def clean_words(self) -> list[Span]:
        text, typed = self.options.article.latest_revision.text, self.cleaned_data["words"]
        selected = read_spans(self.selected, text, typed)
        return selected or find_words(text, typed, near=self.options.spans)

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
