from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from newsroom.dates import DAY, MONTH, ONGOING, PRECISIONS, UNKNOWN, YEAR, PartialDate, in_two_columns
from people.models.offices import Office
from people.models.organizations import Organization
from people.models.persons import Person
from people.names import phrase_key, titles_agree

_DATE_FIELDS = {"start", "start_precision", "end", "end_precision", "earliest", "latest"}


class PositionQuerySet(models.QuerySet):
    def published(self) -> Self:
        """The positions readers may see: of a public person in a public office."""
        return self.filter(person__in=Person.objects.published(), office__in=Office.objects.published())

    def possible_on(self, day: date) -> Self:
        """Not ruled out by what is known of the dates."""
        return self.filter(earliest__lte=day, latest__gte=day)

    def held_on(self, day: date) -> Self:
        """In office on this day, as far as is known. An unknown end never counts as still in office."""
        return self.possible_on(day).exclude(end_precision=UNKNOWN)

    def current(self) -> Self:
        return self.held_on(timezone.localdate())

    def for_lists(self) -> Self:
        """With who held which office where."""
        return self.select_related("person__portrait", "office__organization")


class Position(models.Model):
    """A person in an office for a time. The same office twice with a gap is two positions."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="positions", limit_choices_to={"merged_into": None}
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="positions")
    title_as_held = models.CharField(
        max_length=120, blank=True, help_text="Only where it differed from the office's title now."
    )
    start = models.DateField(null=True, blank=True)
    start_precision = models.CharField(max_length=10, choices=PRECISIONS, default=UNKNOWN)
    end = models.DateField(null=True, blank=True)
    end_precision = models.CharField(max_length=10, choices=[*PRECISIONS, (ONGOING, "ongoing")], default=UNKNOWN)
    started, ended = in_two_columns("start"), in_two_columns("end")
    # The first and last day that the dates above allow, so that "on this day" is one indexed comparison.
    earliest = models.DateField(editable=False)
    latest = models.DateField(editable=False)

    objects = PositionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["earliest", "latest"])

    reference_labels = {"office": "holders", "person": "offices held"}

    class Meta:
        ordering = [F("start").desc(nulls_last=True), "pk"]
        indexes = [
            models.Index(fields=["person", "earliest", "latest"]),
            models.Index(fields=["earliest", "latest"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latest__gte=F("earliest")),
                name="position_ends_after_it_starts",
                violation_error_message="The position ends before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, start_precision=UNKNOWN)
                | Q(start__isnull=False, start_precision__in=[DAY, MONTH, YEAR]),
                name="position_start_fits_precision",
                violation_error_message="A start date and its precision do not fit each other.",
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True, end_precision__in=[UNKNOWN, ONGOING])
                | Q(end__isnull=False, end_precision__in=[DAY, MONTH, YEAR]),
                name="position_end_fits_precision",
                violation_error_message="An end date and its precision do not fit each other.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person.name}, {self.label}"

    @property
    def title(self) -> str:
        return self.title_as_held or self.office.title

    @property
    def label(self) -> str:
        """The office as printed beside a statement: `Foreign Minister, Ministry of Foreign Affairs`."""
        return f"{self.title}, {self.office.organization.name}"

    @property
    def is_mere_membership(self) -> bool:
        """To be a member of a party is no office."""
        return self.office.title_key == "member" and self.office.organization.kind == Organization.Kind.PARTY

    @property
    def is_current(self) -> bool:
        return self.end_precision != UNKNOWN and self.earliest <= timezone.localdate() <= self.latest

    def set_window(self) -> None:
        self.earliest = self.start or date.min
        self.latest = self.ended.last or date.max

    def clean(self) -> None:
        try:
            self.set_window()
        except ValueError as problem:
            raise ValidationError("A date and its precision do not fit each other.") from problem

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Of the dates too: forms have them in two inputs of their own, which Django does not know for fields."""
        super().validate_constraints(set(exclude or ()) - _DATE_FIELDS)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_window()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "earliest", "latest"}
        super().save(*args, **kwargs)

    def others_then(self) -> PositionQuerySet:
        """Who else held the same office at a time that overlaps: a warning, not an error."""
        then = Position.objects.filter(office=self.office, earliest__lte=self.latest, latest__gte=self.earliest)
        return then.exclude(person=self.person)


def resolve(positions: list[Position], day: PartialDate, printed_title: str) -> Position | None:
    """The one position a person spoke in, from the day and the printed title; None when several or none fit.

    `positions` are one person's. On a known day only positions that the dates allow are looked at. Those known
    to be held come first; a title decides between several, and speaks for a position of unknown dates. A position
    that is the only one known to be held that day stands under another title too: the print is flagged, not believed.
    Nobody speaks as a mere member of a party who holds an office besides, unless the print has it so.
    """
    if "member" not in phrase_key(printed_title).split():
        positions = [held for held in positions if not held.is_mere_membership] or positions
    if day.first is not None and day.last is not None:
        possible = [held for held in positions if held.earliest <= day.last and held.latest >= day.first]
    else:
        possible = list(positions) if printed_title else []
    known = [held for held in possible if held.end_precision != UNKNOWN and day.first is not None]
    for choice in (known, possible):
        fitting = [held for held in choice if titles_agree(printed_title, held.title)]
        if len(fitting) == 1 and (choice is known or printed_title):
            return fitting[0]
    return known[0] if len(known) == 1 and not fitting else None
