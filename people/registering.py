"""Making a person, with office and organization, from what a story prints."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from newsroom.dates import PartialDate
from people.matching import organizations_named
from people.models import Office, Organization, Person, PersonName, Position
from people.names import may_be_spelling_of, name_key, phrase_key


@dataclass(frozen=True)
class NewOfficial:
    """What an editor fills in, prefilled from the print. Only the name is needed.

    `printed_name` is the full name as the story has it; where the editor corrects it, it is kept as a misspelling.
    """

    name: str
    printed_name: str = ""
    office: str = ""
    organization: str = ""
    organization_kind: str = Organization.Kind.GOVERNMENT
    country: str = ""
    started: PartialDate = PartialDate()
    ended: PartialDate = PartialDate()


@transaction.atomic
def register_official(new: NewOfficial) -> Person:
    """Create the person, and find or create the organization, the office and the position.

    Raises ValidationError with what an editor can mend; then nothing is stored.
    """
    person = Person(name=" ".join(new.name.split()))
    person.full_clean(exclude=["slug", "sort_name", "name_key"])
    person.save()
    remember_spelling(person, new.printed_name)
    if new.office:
        if not new.organization:
            raise ValidationError("Name the organization the office belongs to, or leave the office empty.")
        organization = find_or_create_organization(new.organization, new.organization_kind, new.country)
        office = Office.objects.filter(organization=organization, title_key=phrase_key(new.office)).first()
        if office is None:
            office = Office(organization=organization, title=new.office)
            office.full_clean(exclude=["slug", "title_key"])
            office.save()
        position = Position(person=person, office=office)
        position.started, position.ended = new.started, new.ended
        position.full_clean()
        position.save()
    return person


def remember_spelling(person: Person, printed_name: str) -> None:
    """Keep how the print spells the name, so that it is matched next time; never shown to readers.

    Not kept: a form that is known already, one that another person bears, and one so unlike every form of this
    name that the print rather meant somebody else.
    """
    forms = list(person.names.all())
    printed_name = " ".join(printed_name.split())
    key = name_key(printed_name)
    if not key or len(printed_name) > PersonName._meta.get_field("name").max_length:
        return
    if key in {person.name_key, *(form.key for form in forms)}:
        return
    if not any(may_be_spelling_of(printed_name, form) for form in [person.name, *(form.name for form in forms)]):
        return
    if not Person.objects.known_as(printed_name).exclude(pk=person.pk).exists():
        PersonName.objects.create(person=person, name=printed_name, kind=PersonName.Kind.MISSPELLING)


def keep_old_name(person: Person, old_name: str, *, by: Any = None, why: str | None = None) -> None:
    """After a renaming: copy with the old name still means this person. A mere respelling is never shown."""
    key = name_key(old_name)
    if key == person.name_key or key in {form.key for form in person.names.all()}:
        return
    respelt = may_be_spelling_of(old_name, person.name)
    kind = PersonName.Kind.MISSPELLING if respelt else PersonName.Kind.FORMER
    form = PersonName(person=person, name=old_name, kind=kind)
    _sign(form, by, why)
    form.save()


def keep_title_of_then(office: Office, old_title: str, *, by: Any = None, why: str | None = None) -> None:
    """After a renaming: a renamed office does not rename the past. Who held it before held it under the old title."""
    for position in office.positions.filter(title_as_held=""):
        if not position.is_current:
            position.title_as_held = old_title
            _sign(position, by, why)
            position.save()


def _sign(row: Any, by: Any, why: str | None) -> None:
    """For the history; without a reason it is whoever sent the request."""
    if why is not None:
        row._history_user, row._change_reason = by, why


def find_or_create_organization(name: str, kind: str, country: str = "") -> Organization:
    """The one organization of that name, or a new one. Raises ValidationError when several bear it.

    Where a country is given, the same name in another country is another organization.
    """
    name, country = " ".join(name.split()), country.strip()
    known = organizations_named([name])[name]
    if country:
        there = [one for one in known if one.country.casefold() == country.casefold()]
        known = there or [one for one in known if not one.country]
    if len(known) > 1:
        raise ValidationError(f"Several organizations are called {name}. Write the full name of the one you mean.")
    if known:
        return known[0]
    organization = Organization(name=name, kind=kind, country=country)
    organization.full_clean(exclude=["slug", "name_key", "short_name_key"])
    organization.save()
    return organization
