"""One person of a file beside the one on file: what to add, what to change, and what is left to an editor."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from simple_history.utils import bulk_create_with_history

from people.filing.comparing import Comparison, compare, to_add
from people.filing.known import own_slug, to_keep, unfiled_wikidata_id
from people.filing.pictures import Pictures, digest_of, is_same
from people.filing.positions import PositionsPlan, Told, plan_positions
from people.filing.report import Difference, added, became
from people.filing.tagging import add_tags, tags_of, tags_to_add
from people.importing.records import Identifier as IdentifierTold
from people.importing.records import OtherName, PersonRecord
from people.models import Identifier, ImportedRecord, Person, PersonName, Position
from people.models.identifiers import WIKIDATA
from people.models.persons import sort_name
from people.names import name_key
from people.record import keep_findable
from people.redating import office_changes
from people.registering import keep_old_name

FIELDS = ("sort_name", "summary", "website", "is_private", "wikidata_id")


@dataclass
class OnFile:
    """A person as the database has them, with what this source said last; or one still to be made."""

    person: Person
    forms: list[PersonName] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    memory: ImportedRecord | None = None

    @property
    def is_new(self) -> bool:
        return self.person.pk is None

    @property
    def identifiers_told(self) -> list[IdentifierTold]:
        """All that the person is known by, as a file would tell it, and what this source told before."""
        person = self.person
        told = [IdentifierTold(one.scheme, one.value) for one in self.identifiers]
        told += [IdentifierTold(*one.split("=", 1)) for one in self.remembered.get("identifiers", ())]
        ids = (person.wikidata_id, self.remembered.get("wikidata_id"))
        told += [IdentifierTold(WIKIDATA, one) for one in ids if one]
        return [*told, IdentifierTold(settings.SITE_URL.lower(), f"people/{person.slug}")]

    @property
    def remembered(self) -> Mapping[str, Any]:
        return self.memory.values if self.memory else {}


def load(numbers: Collection[int], source: str, *, hold: bool = False) -> dict[int, OnFile]:
    """Six queries for any number of persons. With `hold` their rows are held until the transaction ends."""
    rows = Person.objects.filter(pk__in=numbers).select_related("portrait")
    found = {one.pk: OnFile(one) for one in (rows.select_for_update(of=("self",)) if hold else rows)}
    for form in PersonName.objects.filter(person__in=numbers).order_by("pk"):
        found[form.person_id].forms.append(form)
    for identifier in Identifier.objects.of(Person).filter(object_id__in=numbers).order_by("pk"):
        found[identifier.object_id].identifiers.append(identifier)
    positions = Position.objects.filter(person__in=numbers).select_related("office__organization").order_by("pk")
    for position in positions:
        found[position.person_id].positions.append(position)
    for number, tags in tags_of(Person, numbers).items():
        found[number].tags = tags
    for memory in ImportedRecord.objects.of(Person).filter(object_id__in=numbers, source=source):
        found[memory.object_id].memory = memory
    return found


@dataclass
class Plan:
    """What filing a record comes to. `remember` is complete but for the numbers of new positions."""

    fields: Comparison
    name: str  # the new one, or nothing
    forms: list[OtherName]
    identifiers: list[str]
    tags: list[str]
    positions: PositionsPlan
    remember: dict[str, Any]
    differences: list[Difference]
    warnings: list[str]
    changes: list[str] = field(default_factory=list)
    seen_at_once: bool = False
    new_picture: bytes | None = None

    @property
    def changes_something(self) -> bool:
        positions = self.positions.new or self.positions.changed
        listed = self.forms or self.identifiers or self.tags or positions
        return bool(self.fields.take or self.name or listed or self.new_picture)

    @property
    def shows_something(self) -> bool:
        """Whether readers who see the person see some of it: identifiers and misspellings stay in the newsroom."""
        if self.fields.take.get("is_private"):
            return False
        forms = [one for one in self.forms if one.kind != PersonName.Kind.MISSPELLING]
        positions = [*self.positions.new, *self.positions.changed]
        shown = self.fields.take or self.name or forms or self.tags or self.new_picture
        return bool(shown) or any(one.office.is_released for one in positions)


class PersonFiling:
    """A record, with the offices its positions are in, made ready for the person it means."""

    def __init__(
        self, record: PersonRecord, told: list[Told], source: str, why: str, by: Any, pictures: Pictures
    ) -> None:
        self.record, self.told, self.source, self.why, self.by = record, told, source, why, by
        self.pictures = pictures

    def plan(self, there: OnFile, *, is_second: bool = False) -> Plan:
        """`is_second` where the file had another record of the same person before: that one has the word on fields."""
        record, remembered = self.record, {} if is_second else there.remembered
        wanted = {name: getattr(record, name, "") for name in FIELDS}
        wanted["wikidata_id"] = unfiled_wikidata_id(record.identifiers, there.identifiers)
        now = {name: getattr(there.person, name) for name in FIELDS}
        if record.is_private and _an_editor_took_privacy_back(there.person, remembered):
            remembered = {**remembered, "is_private": True}
        fields = compare(wanted, now, remembered, is_new=there.is_new, label=_label)
        name, told_names, forms, taken_away = self._names(there, is_second)
        has_identifiers = [str(one) for one in there.identifiers]
        told_identifiers = [str(one) for one in to_keep(record.identifiers, Person)]
        identifiers, lost = to_add(
            told_identifiers, has_identifiers, there.remembered.get("identifiers", ()), "identifier, taken away since"
        )
        tags, tags_lost, told_tags = tags_to_add(record.tags, there.tags, there.remembered)
        positions = plan_positions(self.told, there.positions, there.remembered.get("positions", ()))
        warnings = [] if there.is_new else self._leave_statements_where_they_are(there, positions)
        remember = dict(there.remembered if is_second else fields.remember)
        if not is_second and (name or record.name == there.person.name):
            remember["name"] = record.name
        remember["names"] = _together(there.remembered.get("names", ()), told_names)
        remember["identifiers"] = _together(there.remembered.get("identifiers", ()), told_identifiers)
        if told_tags:
            remember["tags"] = told_tags
        if not positions.new:
            remember["positions"] = positions.entries()
        differences = [*fields.differences, *taken_away, *lost, *tags_lost, *positions.differences]
        plan = Plan(fields, name, forms, identifiers, tags, positions, remember, differences, warnings)
        self._picture(there, plan)
        plan.changes = self._changes(there, plan)
        plan.seen_at_once = there.person.is_released and plan.shows_something
        return plan

    def _changes(self, there: OnFile, plan: Plan) -> list[str]:
        """The plan in sentences; the name of a new person is told anyway."""
        name = [became("name", there.person.name, plan.name)] if plan.name and not there.is_new else []
        picture = self.record.picture.path if self.record.picture and plan.new_picture is not None else ""
        before = {position.pk: position for position in there.positions}
        return [
            *name,
            *plan.fields.changes.values(),
            *added("other name", (f"{one.name} ({one.kind})" for one in plan.forms)),
            *added("portrait", [picture] if picture else []),
            *(f"new position: {one.label}, {_time_of(one)}" for one in plan.positions.new),
            *(one for after in plan.positions.changed for one in _corrections(before[after.pk], after)),
            *added("identifier", plan.identifiers),
            *added("tag", plan.tags),
        ]

    def _names(self, there: OnFile, is_second: bool) -> tuple[str, list[str], list[OtherName], list[Difference]]:
        """The name, if it is to be another; all other forms told, those to add, and what an editor took away."""
        record, person, remembered = self.record, there.person, there.remembered
        name, wanted = "", list(record.other_names)
        is_ours = not is_second and remembered.get("name") == person.name
        if there.is_new or (record.name != person.name and is_ours):
            name = record.name
        elif name_key(record.name) not in {person.name_key, *(form.key for form in there.forms)}:
            wanted.insert(0, OtherName(record.name))
        has = {name or person.name, *(form.name for form in there.forms)}
        kinds = {one.name: one for one in reversed(wanted)}
        told = list(dict.fromkeys(one.name for one in wanted))
        new, taken_away = to_add(told, list(has), remembered.get("names", ()), "other name, taken away since")
        return name, told, [kinds[one] for one in new], taken_away

    def _leave_statements_where_they_are(self, there: OnFile, positions: PositionsPlan) -> list[str]:
        """A position that statements rest on is changed by an editor, who is asked what becomes of them."""
        person, warnings = there.person, []
        if positions.changed and (moved := office_changes(person, positions.changed)):
            told = f"{len(moved)} of the person’s statements would stand in another office"
            for after in positions.changed:
                label = f"{after.label}, left as it is: {told}"
                positions.differences.append(Difference(label, "", f"{after.started.typed()} to {after.ended.typed()}"))
            changed = {one.pk for one in positions.changed}
            positions.changed = []
            positions.remember = [one for one in positions.remember if one["position"] not in changed] + [
                one for one in there.remembered.get("positions", ()) if one["position"] in changed
            ]
        if positions.new:
            for position in positions.new:
                position.person = person
            if could := len(office_changes(person, positions.new)):
                warnings.append(f"{could} of the person’s statements could stand in another office now: look at them")
        return warnings

    def _picture(self, there: OnFile, plan: Plan) -> None:
        if self.record.picture is None:
            return
        try:
            content = self.pictures.read(self.record.picture)
        except ValidationError as problem:
            plan.warnings += problem.messages
            return
        digest, before = digest_of(content), there.remembered.get("portrait") or {}
        has = there.person.portrait
        if before.get("digest") == digest:
            return  # taken in before: whatever is there now is as it should be
        if has is None or has.pk == before.get("image"):
            plan.new_picture = content
        elif not is_same(has, content):
            plan.differences.append(Difference("portrait", str(has), self.record.picture.path))
            return
        plan.remember["portrait"] = {"digest": digest, "image": has.pk if has else None}

    # Storing

    def carry_out(self, there: OnFile, plan: Plan) -> Person:
        """In a transaction. Raises ValidationError for what no record may be."""
        person = there.person
        old_name = person.name if plan.name and not there.is_new else ""
        self._set_fields(person, plan, there.is_new)
        if plan.changes_something:
            self._check(person)
            person._history_user, person._change_reason = self.by, self.why
            person.save()
        forms = [
            PersonName(person=person, name=one.name, kind=one.kind, start_date=one.start, end_date=one.end)
            for one in plan.forms
        ]
        for form in forms:
            _check_form(form)
        self._create(forms, PersonName)
        if old_name:
            keep_old_name(person, old_name, by=self.by, why=self.why)
        kind = ContentType.objects.get_for_model(Person)
        self._create([as_row(one, kind, person.pk) for one in plan.identifiers], Identifier)
        add_tags(person, plan.tags)
        self._store_positions(person, plan.positions)
        remember = {**plan.remember, "positions": plan.positions.entries()}
        remember_values(person, self.source, there.memory, remember)
        if not there.is_new and plan.changes_something:
            keep_findable([person], renamed=person if plan.name else None)
        return person

    def _set_fields(self, person: Person, plan: Plan, is_new: bool) -> None:
        if plan.name:
            if person.sort_name == (sort_name(person.name) if person.name else ""):
                person.sort_name = ""
            person.name = plan.name
        for name, value in plan.fields.take.items():
            setattr(person, name, value)
        if is_new:
            person.slug = own_slug(self.record.identifiers, "people")
            if person.slug and Person.objects.filter(slug=person.slug).exists():
                person.slug = ""
        if plan.new_picture is not None and self.record.picture is not None:
            person.portrait = self.pictures.keep(plan.new_picture, self.record.picture, alt=person.name)
            plan.remember["portrait"]["image"] = person.portrait and person.portrait.pk

    def _check(self, person: Person) -> None:
        person.clean_fields(exclude=["portrait", "merged_into", "name_key"])

    def _create(self, rows: list[Any], model: type[Any]) -> None:
        if rows:
            bulk_create_with_history(rows, model, default_user=self.by, default_change_reason=self.why)

    def _store_positions(self, person: Person, positions: PositionsPlan) -> None:
        for position in [*positions.new, *positions.changed]:
            position.person = person
            if position.latest < position.earliest:
                raise ValidationError(f"{position.label}: the position ends before it starts.")
            position.clean_fields(exclude=["person", "office"])
        self._create(positions.new, Position)
        for position in positions.changed:
            position._history_user, position._change_reason = self.by, self.why
            position.save()


def _an_editor_took_privacy_back(person: Person, remembered: Mapping[str, Any]) -> bool:
    """Whether “not private” is a word and not only what nobody ever said otherwise."""
    if person.pk is None or person.is_private or remembered.get("is_private"):
        return False
    return bool(person.history.filter(is_private=True).exists())


def _label(name: str) -> str:
    return str(Person._meta.get_field(name).verbose_name)


def _time_of(position: Position) -> str:
    return f"from {position.started.typed() or 'unknown'} until {position.ended.typed() or 'unknown'}"


def _corrections(before: Position, after: Position) -> list[str]:
    """What is told otherwise of a position on file."""
    told = [
        ("from", before.started.typed(), after.started.typed()),
        ("until", before.ended.typed(), after.ended.typed()),
        ("title", before.title_as_held, after.title_as_held),
    ]
    return [became(f"{before.label}, {label}", was, now) for label, was, now in told if was != now]


def _together(before: Collection[str], told: Collection[str]) -> list[str]:
    return list(dict.fromkeys([*before, *told]))


def _check_form(form: PersonName) -> None:
    form.key = name_key(form.name)
    form.clean_fields(exclude=["person"])
    if form.start_date and form.end_date and form.end_date < form.start_date:
        raise ValidationError(f"The name {form.name} ends before it begins.")


def as_row(told: str, kind: ContentType, pk: int) -> Identifier:
    """Raises ValidationError for one that is too long."""
    scheme, _, value = told.partition("=")
    row = Identifier(content_type=kind, object_id=pk, scheme=scheme, value=value)
    row.clean_fields(exclude=["content_type"])
    return row


def remember_values(target: Any, source: str, memory: ImportedRecord | None, values: dict[str, Any]) -> None:
    """Write down what is now as the source has it; nothing where that is known."""
    memory = memory or ImportedRecord(target=target, source=source)
    if memory.pk is None or memory.values != values:
        memory.values = values
        memory.save()
