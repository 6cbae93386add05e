"""Persons, organizations and offices in the vocabulary of schema.org."""

from collections.abc import Iterable, Sequence
from typing import Any

from newsroom.linked_data import Thing, page_id, picture, said
from people.models import Office, Organization, Person

WIKIDATA = "https://www.wikidata.org/wiki/"
GOVERNMENT = {
    Organization.Kind.GOVERNMENT,
    Organization.Kind.MINISTRY,
    Organization.Kind.AGENCY,
    Organization.Kind.LEGISLATURE,
    Organization.Kind.JUDICIARY,
    Organization.Kind.LOCAL_GOVERNMENT,
    Organization.Kind.ARMED_FORCES,
}


def reference(speaker: Person | Organization | None, label: str, has_page: bool) -> Thing | None:
    """Somebody as another page names them: with an address where they have one."""
    if speaker is None:
        return {"@type": "Person", "name": label} if label else None
    kind = "Person" if isinstance(speaker, Person) else _kind_of(speaker)
    return said({"@type": kind, "name": speaker.name, "@id": page_id(speaker) if has_page else None})


def _kind_of(organization: Organization) -> str:
    return "GovernmentOrganization" if organization.kind in GOVERNMENT else "Organization"


def person(someone: Person, names: Iterable[Any], positions: Sequence[Any]) -> Thing:
    now = [position for position in positions if position.is_current]
    return {
        "@type": "Person",
        "@id": page_id(someone),
        "url": page_id(someone),
        "name": someone.name,
        "alternateName": [form.name for form in names],
        "description": someone.summary,
        "image": picture(someone.portrait),
        "jobTitle": [position.title for position in now],
        "worksFor": [reference(position.office.organization, "", has_page=True) for position in now],
        "sameAs": _elsewhere(someone),
    }


def organization(body: Organization, names: Iterable[Any], parent: Organization | None) -> Thing:
    return {
        "@type": _kind_of(body),
        "@id": page_id(body),
        "url": page_id(body),
        "name": body.name,
        "alternateName": [name for name in [body.short_name, *(form.name for form in names)] if name],
        "description": body.summary,
        "logo": picture(body.logo),
        "parentOrganization": reference(parent, "", has_page=True) if parent else None,
        "sameAs": _elsewhere(body),
    }


def office(post: Office) -> Thing:
    """An office as the role it is, in its organization."""
    return {
        "@type": "Role",
        "@id": page_id(post),
        "url": page_id(post),
        "roleName": post.title,
        "description": f"{post.title}, {post.organization.name}",
    }


def _elsewhere(thing: Any) -> list[str]:
    wikidata = f"{WIKIDATA}{thing.wikidata_id}" if thing.wikidata_id else ""
    return [address for address in (getattr(thing, "website", ""), wikidata) if address]
