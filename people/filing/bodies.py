"""Organizations and offices of a file: known by their identifiers, or as the one of that name; made where none is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from simple_history.utils import bulk_create_with_history

from people.filing.comparing import Comparison, compare, to_add
from people.filing.known import Known, own_slug, to_keep, unfiled_wikidata_id, wikidata_id
from people.filing.persons import as_row, remember_values
from people.filing.pictures import Pictures, digest_of, is_same
from people.filing.report import CHANGED, CREATED, SAME, Difference, Line, added, became
from people.filing.tagging import add_tags, tags_of, tags_to_add
from people.importing.records import Identifier as Told
from people.importing.records import OfficeRecord, OrganizationRecord, OtherName
from people.matching import organizations_named
from people.models import Identifier, ImportedRecord, Office, Organization, OrganizationName
from people.names import phrase_key
from people.record import keep_findable
from people.registering import keep_title_of_then

ORGANIZATION_FIELDS = ("name", "short_name", "kind", "country", "country_code", "summary", "wikidata_id")


class BodyFiling:
    """Files organizations and offices, each in the transaction that the caller opens. All of them raise
    ValidationError for what an editor has to mend."""

    def __init__(self, source: str, why: str, by: Any, pictures: Pictures) -> None:
        self.source, self.why, self.by, self.pictures = source, why, by, pictures
        self.known = {Organization: Known(Organization, "organizations"), Office: Known(Office, "offices")}
        self.offices: dict[tuple[int, str], int] = {}  # by organization and key of the title

    def load_offices(self, organizations: Sequence[Organization]) -> None:
        rows = Office.objects.filter(organization__in=organizations).values_list("organization", "title_key", "pk")
        self.offices |= {(organization, key): pk for organization, key, pk in rows}

    def learn(self, row: Organization | Office, told: Sequence[Told]) -> None:
        """After the transaction: from now on the row is known by these, an office also by its title."""
        self.known[type(row)].add(told, row.pk)
        if isinstance(row, Office):
            self.offices[row.organization_id, row.title_key] = row.pk

    # Organizations

    def organization(self, record: OrganizationRecord, parent: Organization | None) -> tuple[Organization, Line]:
        known = self._bearer(Organization, record.identifiers)
        by_name = None if known else self._of_that_name(record)
        _require_letters(record.name)
        found = known or by_name
        row = found or Organization(slug=self._free_slug(Organization, record.identifiers, "organizations"))
        memory = self._memory(row)
        wanted: dict[str, Any] = {name: getattr(record, name, "") for name in ORGANIZATION_FIELDS}
        borne = row.identifiers.all() if row.pk else ()
        wanted["wikidata_id"] = unfiled_wikidata_id(record.identifiers, borne)
        wanted["parent_id"] = parent.pk if parent else None
        fields = self._compare(row, wanted, memory)
        self._tell_parent_by_name(fields, row, parent)
        names = self._names(row, record, fields, memory)
        warnings = self._picture(row, record, fields, memory)
        if by_name and memory is None:
            warnings = (f"taken for {row} by its name", *warnings)
        identifiers = self._identifiers(row, record.identifiers, fields, memory)
        tags = self._tags(row, record, fields, memory)
        changed = self._store(row, fields)
        add_tags(row, tags)
        for name in names:
            name.organization = row
            name._history_user, name._change_reason = self.by, self.why
            name.save()
        changed = self._store_identifiers(row, identifiers) or bool(names or tags) or changed
        remember_values(row, self.source, memory, fields.remember)
        if found and changed:
            keep_findable([row, *row.offices.all()], renamed=row if "name" in fields.take else None)
        outcome = CREATED if found is None else CHANGED if changed else SAME
        return row, Line(
            record.place,
            "organization",
            row.name,
            outcome,
            differences=tuple(fields.differences),
            warnings=warnings,
            changes=self._changes(fields, found, [one.name for one in names], identifiers, tags),
            seen_at_once=row.is_released and bool(fields.take or names or tags),
        )

    def _of_that_name(self, record: OrganizationRecord) -> Organization | None:
        """The one that bears the name there, unless its source knows it for another one."""
        bearers = organizations_named([record.name])[record.name]
        if record.country:
            there = [one for one in bearers if one.country.casefold() == record.country.casefold()]
            bearers = there or [one for one in bearers if not one.country]
        schemes = {one.scheme for one in to_keep(record.identifiers, Organization)}
        others = Identifier.objects.of(Organization).filter(object_id__in=[one.pk for one in bearers])
        elsewhere = set(others.filter(scheme__in=schemes).values_list("object_id", flat=True)) if schemes else set()
        if wikidata_id(record.identifiers):
            elsewhere |= {one.pk for one in bearers if one.wikidata_id}
        bearers = [one for one in bearers if one.pk not in elsewhere]
        if len(bearers) > 1:
            raise ValidationError(
                f"Several organizations are called {record.name}. Give the one that is meant its identifier."
            )
        return self._held(Organization, bearers[0].pk) if bearers else None

    def _tell_parent_by_name(self, fields: Comparison, row: Organization, parent: Organization | None) -> None:
        for at, one in enumerate(fields.differences):
            if one.label == "parent":
                fields.differences[at] = Difference("parent", str(row.parent or ""), str(parent or ""))
        if "parent_id" in fields.changes:
            fields.changes["parent_id"] = became("parent", "", parent)

    def _names(
        self, row: Organization, record: OrganizationRecord, fields: Comparison, memory: ImportedRecord | None
    ) -> list[OrganizationName]:
        """The other names to add; where the name on file stays, the file's is one of them."""
        there = {row.name, *(form.name for form in row.names.all())} if row.pk else set()
        told = {one.name: one for one in record.other_names}
        stays = [one for one in fields.differences if one.label == "name"]
        if stays:
            fields.differences.remove(stays[0])
            told.setdefault(record.name, OtherName(record.name))
        if row.pk and "name" in fields.take:
            old_name = fields.before["name"]  # which copy still has
            told.setdefault(old_name, OtherName(old_name))
        remembered = memory.values.get("names", []) if memory else []
        has = {*there, row.name}
        if row.pk:
            told = {name: told[name] for name in _not_respelt(told, has, row.short_name)}
        new, taken_away = to_add(list(told), list(has), remembered, "other name, taken away since")
        fields.differences += taken_away
        fields.remember["names"] = list(dict.fromkeys([*remembered, *told]))
        forms = []
        for one in (told[name] for name in new):
            form = OrganizationName(name=one.name, start_date=one.start, end_date=one.end)
            form.clean_fields(exclude=["organization", "key"])
            if one.start and one.end and one.end < one.start:
                raise ValidationError(f"The name {one.name} ends before it begins.")
            forms.append(form)
        return forms

    def _tags(
        self, row: Organization, record: OrganizationRecord, fields: Comparison, memory: ImportedRecord | None
    ) -> list[str]:
        there = tags_of(Organization, [row.pk])[row.pk] if row.pk and record.tags else []
        tags, taken_away, told = tags_to_add(record.tags, there, memory.values if memory else {})
        fields.differences += taken_away
        if told:
            fields.remember["tags"] = told
        return tags

    def _picture(
        self, row: Organization, record: OrganizationRecord, fields: Comparison, memory: ImportedRecord | None
    ) -> tuple[str, ...]:
        if record.picture is None:
            return ()
        try:
            content = self.pictures.read(record.picture)
        except ValidationError as problem:
            return tuple(problem.messages)
        before = (memory.values.get("logo") if memory else None) or {}
        digest = digest_of(content)
        if before.get("digest") == digest:
            return ()
        if row.logo is None or row.logo.pk == before.get("image"):
            row.logo = self.pictures.keep(content, record.picture, alt=record.name)
            fields.take["logo"] = row.logo
            fields.changes["logo"] = f"new logo: {record.picture.path}"
        elif not is_same(row.logo, content):
            fields.differences.append(Difference("logo", str(row.logo), record.picture.path))
            return ()
        fields.remember["logo"] = {"digest": digest, "image": row.logo.pk if row.logo else None}
        return ()

    # Offices

    def office(self, record: OfficeRecord, organization: Organization) -> tuple[Office, Line]:
        _require_letters(record.title)
        key = (organization.pk, phrase_key(record.title))
        found = self._bearer(Office, record.identifiers)
        if found is None and key in self.offices:
            found = self._held(Office, self.offices[key])
        row = found or Office(
            organization=organization, slug=self._free_slug(Office, record.identifiers, "offices"), title=record.title
        )
        memory, old_title = self._memory(row), row.title
        wanted = {"title": record.title, "summary": record.summary}
        if found and phrase_key(record.title) == row.title_key:
            del wanted["title"]  # the same in another spelling
        fields = self._compare(row, wanted, memory)
        if row.organization_id != organization.pk:
            fields.differences.append(Difference("organization", str(row.organization), str(organization)))
        if "title" in fields.take and found and self.offices.get(key, row.pk) != row.pk:
            raise ValidationError(f"{organization} has another office of the title {record.title} already.")
        identifiers = self._identifiers(row, record.identifiers, fields, memory)
        changed = self._store(row, fields)
        if found and "title" in fields.take:
            keep_title_of_then(row, old_title, by=self.by, why=self.why)
        changed = self._store_identifiers(row, identifiers) or changed
        remember_values(row, self.source, memory, fields.remember)
        if found and changed:
            keep_findable([row], renamed=row if "title" in fields.take else None)
        outcome = CREATED if found is None else CHANGED if changed else SAME
        changes, differences = self._changes(fields, found, [], identifiers, []), tuple(fields.differences)
        seen = row.is_released and bool(fields.take)
        told = {"differences": differences, "changes": changes, "seen_at_once": seen}
        return row, Line(record.place, "office", str(row), outcome, **told)

    # Both

    def _bearer(self, model: type[Any], told: Sequence[Told]) -> Any:
        bearers = self.known[model].bearers(told)
        if len(bearers) > 1:
            names = ", ".join(str(one) for one in model._base_manager.filter(pk__in=bearers).order_by("pk"))
            raise ValidationError(f"Its identifiers are those of several on file: {names}. Is it one? Then merge them.")
        return self._held(model, bearers.pop()) if bearers else None

    def _held(self, model: type[Any], pk: int) -> Any:
        """As it is now; nobody else changes it before the transaction ends."""
        return model.objects.select_for_update().get(pk=pk)

    def _free_slug(self, model: type[Any], told: Sequence[Told], folder: str) -> str:
        slug = own_slug(told, folder)
        return slug if slug and not model.objects.filter(slug=slug).exists() else ""

    def _memory(self, row: Any) -> ImportedRecord | None:
        return row.imported.filter(source=self.source).first() if row.pk else None

    def _compare(self, row: Any, wanted: Mapping[str, Any], memory: ImportedRecord | None) -> Comparison:
        now = {name: getattr(row, name) for name in wanted}
        remembered = memory.values if memory else {}
        fields = compare(wanted, now, remembered, is_new=row.pk is None, label=lambda name: _label(row, name))
        for name, value in fields.take.items():
            setattr(row, name, value)
        return fields

    def _changes(
        self, fields: Comparison, found: Any, names: list[str], identifiers: list[str], tags: list[str]
    ) -> tuple[str, ...]:
        """In sentences; the name or title of a new one is told anyway."""
        own = () if found else ("name", "title")
        listed = [*added("other name", names), *added("identifier", identifiers), *added("tag", tags)]
        return (*(told for name, told in fields.changes.items() if name not in own), *listed)

    def _identifiers(
        self, row: Any, told: Sequence[Told], fields: Comparison, memory: ImportedRecord | None
    ) -> list[str]:
        keep = [str(one) for one in to_keep(told, type(row))]
        there = [str(one) for one in row.identifiers.all()] if row.pk and keep else []
        remembered = memory.values.get("identifiers", []) if memory else []
        new, lost = to_add(keep, there, remembered, "identifier, taken away since")
        fields.differences += lost
        if keep or remembered:
            fields.remember["identifiers"] = list(dict.fromkeys([*remembered, *keep]))
        return new

    def _store(self, row: Any, fields: Comparison) -> bool:
        if row.pk is not None and not fields.take:
            return False
        row.clean_fields(exclude=["organization", "parent", "logo", "merged_into", *_KEYS])
        row._history_user, row._change_reason = self.by, self.why
        if row.pk is None:
            row.save()
        else:  # what an editor made of the other fields meanwhile stays
            keys = [f"{name}_key" for name in fields.take if f"{name}_key" in _KEYS]
            row.save(update_fields=[*fields.take, *keys])
        return True

    def _store_identifiers(self, row: Any, new: Sequence[str]) -> bool:
        kind = ContentType.objects.get_for_model(type(row))
        rows = [as_row(one, kind, row.pk) for one in new]
        if rows:
            bulk_create_with_history(rows, Identifier, default_user=self.by, default_change_reason=self.why)
        return bool(rows)


def _require_letters(name: str) -> None:
    """Raises ValidationError for a name of marks alone: nothing could be known again by it."""
    if not phrase_key(name):
        raise ValidationError(f"“{name}” is no name: it has neither letters nor digits.")


_KEYS = ("name_key", "short_name_key", "title_key")


def _not_respelt(told: Iterable[str], there: Collection[str], short_name: str) -> list[str]:
    """Without those that are a name which is there, or one told before them, in other capitals or spacing."""
    keys = {phrase_key(name) for name in (*there, short_name)} - {""}
    kept = []
    for name in told:
        key = phrase_key(name)
        if name in there or key not in keys:
            kept.append(name)
            keys |= {key} - {""}
    return kept


def _label(row: Any, name: str) -> str:
    return str(row._meta.get_field(name.removesuffix("_id") if name == "parent_id" else name).verbose_name)
