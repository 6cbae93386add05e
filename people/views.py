from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from newsroom.linked_data import breadcrumbs, script
from newsroom.pagination import page_of
from newsroom.views import kept_by_nobody
from people import linked_data
from people.models import Office, Organization, Person, Position
from people.record import corrections_of, public_statements, with_statement_counts

SPOKEN_FOR = 5
CORRECTIONS = 3


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    current = Position.objects.published().current().select_related("office__organization")
    people = with_statement_counts(Person.objects.published(), "speaker_person").select_related("portrait")
    people = people.prefetch_related(Prefetch("positions", current, to_attr="current_positions"))
    return render(request, "people/person_list.html", {"page": page_of(request, people)})


@require_safe
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    person = Person.objects.published().select_related("portrait").filter(slug=slug).first()
    if person is None:
        return _merged(Person.objects.filter(is_private=False), slug)
    own = person.statements.published().own_words()
    spoken_for = person.statements_for.published()
    spoken_as_voice = person.statements.published().exclude(behalf_person=None)
    records = {None: own, "by-others": spoken_for, "for-others": spoken_as_voice}
    spoken = request.GET.get("spoken")
    if spoken not in records:
        raise Http404("no such record")
    coverage = own.coverage()
    count = coverage["statements"] if spoken is None else None
    context = {
        "person": person,
        "names": person.also_known_as(),
        "positions": person.positions.published().select_related("office__organization"),
        "coverage": coverage,
        "corrections": corrections_of(person)[: CORRECTIONS + 1],
        "spoken": spoken,
        "page": page_of(request, records[spoken].newest_first().for_lists(), count=count),
        "notices": person.reattributions.published().for_lists(),
        "spoken_for": spoken_for.newest_first().for_lists()[:SPOKEN_FOR],
        "spoken_as_voice": spoken_as_voice.newest_first().for_lists()[:SPOKEN_FOR],
    }
    about = linked_data.person(person, context["names"], context["positions"])
    steps = [("Front page", reverse("articles:home")), ("Officials", reverse("people:person_list"))]
    context["linked_data"] = script(about, breadcrumbs(*steps, (person.name, person.get_absolute_url())))
    return render(request, "people/person_detail.html", context)


def _merged(rows: QuerySet, slug: str) -> HttpResponse:
    """To the one whom this one was found to be, in one hop. Raises Http404."""
    merged = rows.filter(merged_into__in=rows.model.objects.published()).select_related("merged_into")
    there = redirect(get_object_or_404(merged, slug=slug).merged_into, permanent=True)
    return kept_by_nobody(there)  # a merge can be undone


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    organizations = with_statement_counts(Organization.objects.published(), "speaker_organization")
    return render(request, "people/organization_list.html", {"page": page_of(request, organizations)})


@require_safe
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    organizations = Organization.objects.published().select_related("logo", "parent")
    organization = organizations.filter(slug=slug).first()
    if organization is None:
        return _merged(Organization.objects.all(), slug)
    holders = Position.objects.published().select_related("person", "office__organization")
    offices = organization.offices.published().prefetch_related(Prefetch("positions", holders, to_attr="holders"))
    said_for_it = public_statements().said_for(organization)
    context = {
        "organization": organization,
        "parent": organization.parent if organization.parent and organization.parent.is_released else None,
        "names": organization.names.all(),
        "parts": organization.parts.published(),
        "offices": offices,
        "corrections": corrections_of(organization)[: CORRECTIONS + 1],
        "notices": organization.reattributions.published().for_lists(),
        "page": page_of(request, said_for_it.newest_first().for_lists()),
    }
    about = linked_data.organization(organization, context["names"], context["parent"])
    steps = [("Front page", reverse("articles:home")), ("Organizations", reverse("people:organization_list"))]
    context["linked_data"] = script(about, breadcrumbs(*steps, (organization.name, organization.get_absolute_url())))
    return render(request, "people/organization_detail.html", context)


@require_safe
def office_detail(request: HttpRequest, slug: str) -> HttpResponse:
    office = get_object_or_404(Office.objects.published().select_related("organization"), slug=slug)
    context = {
        "office": office,
        "corrections": corrections_of(office)[: CORRECTIONS + 1],
        "positions": office.positions.published().select_related("person__portrait", "office__organization"),
        "page": page_of(request, public_statements().filter(position__office=office).newest_first().for_lists()),
    }
    home = office.organization
    steps = [("Organizations", reverse("people:organization_list")), (home.name, home.get_absolute_url())]
    way = breadcrumbs(("Front page", reverse("articles:home")), *steps, (office.title, office.get_absolute_url()))
    context["linked_data"] = script(linked_data.office(office), way)
    return render(request, "people/office_detail.html", context)
