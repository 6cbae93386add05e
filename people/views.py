from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.linked_data import breadcrumbs, script
from newsroom.pagination import page_of
from newsroom.views import kept_by_nobody
from people import linked_data
from people.directory import organizations_directory, people_directory
from people.facets import HOLDER, KIND, MONTH, OFFICE, TOPIC, made_by, made_for
from people.models import Office, Organization, Person, Position
from people.narrowing import record_of
from people.record import corrections_of, mentions_of, statements_bringing_in
from people.standing import public_heir
from people.tenures import over_time

SPOKEN_FOR = 5
MENTIONS = 5
CORRECTIONS = 3


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    return render(request, "people/person_list.html", {"directory": people_directory(request)})


@require_safe
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    person = Person.objects.published().select_related("portrait").filter(slug=slug).first()
    if person is None:
        return _merged(Person, slug)
    as_voice = person.statements.exclude(behalf_person=None)
    records = {"": person.statements.own_words(), "by-others": person.statements_for.all(), "for-others": as_voice}
    spoken = request.GET.get("spoken", "")
    if spoken not in records:
        raise Http404("no such record")
    record = record_of(request, records[spoken], [KIND, MONTH, OFFICE, TOPIC])
    positions = person.positions.published().select_related("office__organization")
    context = {
        "person": person,
        "names": person.also_known_as(),
        "positions": sorted(positions, key=lambda held: not held.is_current),
        "coverage": records[""].coverage(),
        "corrections": corrections_of(person)[: CORRECTIONS + 1],
        "spoken": spoken,
        "record": record,
    }
    if not spoken and record.is_whole_first_page:
        context |= _beside_the_record(person)
    about = linked_data.person(person, context["names"], context["positions"])
    steps = [("Front page", reverse("articles:home")), ("Officials", reverse("people:person_list"))]
    context["linked_data"] = script(about, breadcrumbs(*steps, (person.name, person.get_absolute_url())))
    return render(request, "people/person_detail.html", context)


def _beside_the_record(person: Person) -> dict[str, object]:
    """What stands under the first page of a person's record."""
    both = statements_bringing_in(person).exclude(behalf_person=None)
    newest = both.lines().newest_of_both(Q(statement__behalf_person=person), SPOKEN_FOR)
    others = both.listed(newest)
    return {
        "spoken_for": [one for one in others if one.behalf_person_id == person.pk],
        "spoken_as_voice": [one for one in others if one.speaker_person_id == person.pk],
        "notices": person.reattributions.published().for_lists(),
        "mentions": mentions_of(person)[: MENTIONS + 1],
        "mentions_shown": MENTIONS,
    }


@require_safe
def person_mentions(request: HttpRequest, slug: str) -> HttpResponse:
    person = get_object_or_404(Person.objects.published(), slug=slug)
    page = page_of(request, mentions_of(person))
    if not page.paginator.count:
        raise Http404("in no story but those they speak in")
    return render(request, "people/person_mentions.html", {"person": person, "page": page})


def _merged(model: type[Person | Organization], slug: str) -> HttpResponse:
    """To the one whom this one was found to be, in one hop. Raises Http404."""
    heir = public_heir(model, slug)
    if heir is None:
        raise Http404("nobody has this address")
    return kept_by_nobody(redirect(heir, permanent=True))  # a merge can be undone


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    return render(request, "people/organization_list.html", {"directory": organizations_directory(request)})


@require_safe
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    organizations = Organization.objects.published().select_related("logo", "parent")
    organization = organizations.filter(slug=slug).first()
    if organization is None:
        return _merged(Organization, slug)
    facets = [made_by(organization.pk), KIND, MONTH, OFFICE]
    record = record_of(request, statements_bringing_in(organization), facets, apart=made_for(organization.pk))
    positions = list(Position.objects.published().filter(office__organization=organization).for_lists())
    for statement in record.page.object_list:
        statement.is_made_for_it = organization in (statement.speaker_organization, statement.behalf_organization)
    context = {
        "organization": organization,
        "parent": organization.parent if organization.parent and organization.parent.is_released else None,
        "names": organization.names.all(),
        "parts": organization.parts.published(),
        "offices": organization.offices.published(),
        "officials": [held for held in positions if held.is_current],
        "former": [held for held in positions if not held.is_current],
        "corrections": corrections_of(organization)[: CORRECTIONS + 1],
        "notices": organization.reattributions.published().for_lists(),
        "record": record,
    }
    about = linked_data.organization(organization, context["names"], context["parent"])
    steps = [("Front page", reverse("articles:home")), ("Organizations", reverse("people:organization_list"))]
    context["linked_data"] = script(about, breadcrumbs(*steps, (organization.name, organization.get_absolute_url())))
    return render(request, "people/organization_detail.html", context)


@require_safe
def office_detail(request: HttpRequest, slug: str) -> HttpResponse:
    office = get_object_or_404(Office.objects.published().select_related("organization"), slug=slug)
    positions = office.positions.published().for_lists()
    context = {
        "office": office,
        "corrections": corrections_of(office)[: CORRECTIONS + 1],
        "holders": over_time(positions, timezone.localdate()),
        "record": record_of(request, statements_bringing_in(office), [KIND, MONTH, HOLDER]),
    }
    home = office.organization
    steps = [("Organizations", reverse("people:organization_list")), (home.name, home.get_absolute_url())]
    way = breadcrumbs(("Front page", reverse("articles:home")), *steps, (office.title, office.get_absolute_url()))
    context["linked_data"] = script(linked_data.office(office), way)
    return render(request, "people/office_detail.html", context)
