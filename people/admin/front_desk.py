"""What waits among the records of people, on the first page of the desk."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from newsroom.front_desk import ROWS, Panel, Row, board
from people.duplicates import likely_pairs
from people.models import Organization, Person


@board
def people_to_complete(request: HttpRequest) -> Iterator[Panel]:
    if request.user.has_perm("people.view_person"):
        found = Person.objects.without_office()
        first = found.order_by("-pk")[:ROWS]
        rows = [Row(person.name, reverse("admin:people_person_change", args=[person.pk])) for person in first]
        address = reverse("admin:people_person_changelist") + "?office=none"
        help = "Beside their statements no office can stand."
        yield Panel("People without an office", found.count(), address, rows, help)


@board
def duplicates(request: HttpRequest) -> Iterator[Panel]:
    for model in (Person, Organization):
        name, kind = model._meta.model_name, model._meta.verbose_name_plural
        if request.user.has_perm(f"people.change_{name}"):
            pairs = likely_pairs(model)
            rows = [
                Row(
                    f"{pair.first_name}, {pair.second_name}",
                    reverse(f"admin:people_{name}_merge", args=[pair.first, pair.second]),
                    f"{pair.likeness} % alike",
                )
                for pair in pairs[:ROWS]
            ]
            yield Panel(
                f"Possible duplicates among {kind}", len(pairs), reverse(f"admin:people_{name}_duplicates"), rows
            )
