"""Taking in a file of officials at the desk: looked at, decided on, then stored by the same code as the command."""

from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from newsroom.desk import CONFLICT
from newsroom.forms import row_number
from people.filing.importer import NEW, Decisions, Importer, nothing_kept
from people.filing.report import CREATED, FAILED, UNSURE, Line, told
from people.importing.reading import read_people
from people.importing.records import PeopleFile, UnreadablePeople
from people.models import UploadedPeople

LARGEST = 5 * 1024**2
MOST_RECORDS = 1_500  # takes longer than a page may
SHOWN = 200
DECIDE = "decide:"
NEEDS = [
    f"people.{verb}_{model}"
    for verb in ("add", "change")
    for model in ("person", "personname", "organization", "organizationname", "office", "position", "identifier")
]


class UploadForm(forms.Form):
    """A file and whose word it is. What cannot be read is refused beside the file."""

    file = forms.FileField(label="File", help_text="Popolo JSON, a table (CSV), or YAML of the US Congress.")
    source = forms.CharField(
        max_length=80,
        required=False,
        help_text="Whose word it is, the same each time: parliament.example. Of Popolo JSON also whose the ids are.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file: UploadedFile | None = cleaned.get("file")
        if file is not None:
            try:
                self.look_at(file, cleaned.get("source", ""))
            except (UnreadablePeople, ValidationError) as problem:
                self.add_error("file", getattr(problem, "message", str(problem)))
        return cleaned

    def look_at(self, file: UploadedFile, source: str) -> None:
        if (file.size or 0) > LARGEST:
            raise ValidationError(f"Larger than {LARGEST // 1024**2} MB: take it in with the command import_people.")
        self.content = file.read()
        people = read_people(self.content, file.name or "", source)
        if len(people.persons) + len(people.offices) + len(people.organizations) > MOST_RECORDS:
            raise ValidationError(f"More than {MOST_RECORDS} records: take it in with the command import_people.")


@dataclass(frozen=True)
class Report:
    """What became of a file, or would; of long lists the first."""

    lines: list[Line]
    warnings: tuple[str, ...]
    is_dry: bool

    @property
    def summary(self) -> str:
        return told(self.lines, would=self.is_dry)

    def _with(self, outcome: str) -> list[Line]:
        return [line for line in self.lines if line.outcome == outcome]

    @property
    def failed(self) -> list[Line]:
        return self._with(FAILED)

    @property
    def unsure(self) -> list[Line]:
        return self._with(UNSURE)

    @property
    def different(self) -> list[Line]:
        return [line for line in self.lines if line.differences]

    @property
    def doubtful(self) -> list[Line]:
        return [line for line in self.lines if line.warnings]

    @property
    def created(self) -> list[Line]:
        return [line for line in self._with(CREATED) if line.kind == "person"]

    @property
    def created_bodies(self) -> list[Line]:
        return [line for line in self._with(CREATED) if line.kind != "person"]

    @property
    def changed(self) -> list[Line]:
        return self._with("changed")


class ImportingAdmin(admin.ModelAdmin):
    """For persons: a page that takes in a file."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.import_people)
        return [path("import/", view, name="people_person_import"), *super().get_urls()]

    def may_import(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perms(NEEDS))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_import": self.may_import(request), **(extra_context or {})})

    def import_people(self, request: HttpRequest) -> HttpResponse:
        """A file is uploaded, its report looked at, and only then taken in."""
        if not self.may_import(request):
            raise PermissionDenied
        if request.method == "POST" and "file" in request.FILES:
            return self._upload(request)
        uploaded = UploadedPeople.objects.filter(uploaded_by=request.user).first()
        if request.method != "POST":
            return self._import_page(
                request, uploaded=uploaded, report=self._report(uploaded, {}, True) if uploaded else None
            )
        if uploaded is not None and request.POST.get("version") != uploaded.version:
            messages.error(
                request, "You uploaded another file meanwhile, in another window. This is the report on that one."
            )
            return self._import_page(request, CONFLICT, uploaded=uploaded, report=self._report(uploaded, {}, True))
        if uploaded is not None and "discard" in request.POST:
            uploaded.delete()
            return redirect("admin:people_person_import")
        if uploaded is None:
            messages.error(request, "Choose a file first: it was taken in or discarded meanwhile.")
            return redirect("admin:people_person_import")
        return self._take_in(request, uploaded)

    def _upload(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._import_page(request, form=form)
        file = form.cleaned_data["file"]
        kept = {"file_name": file.name[-255:], "source": form.cleaned_data["source"], "content": form.content}
        UploadedPeople.objects.update_or_create(uploaded_by=request.user, defaults=kept)
        return redirect("admin:people_person_import")

    def _take_in(self, request: HttpRequest, uploaded: UploadedPeople) -> HttpResponse:
        report = self._report(uploaded, decisions_of(request), False)
        messages.success(request, f"Taken in from {uploaded.file_name}: {report.summary}.")
        if not report.unsure:
            uploaded.delete()
            uploaded = None
        return self._import_page(request, uploaded=uploaded, report=report)

    def _report(self, uploaded: UploadedPeople, decisions: Decisions, is_dry: bool) -> Report:
        try:
            people = read_people(bytes(uploaded.content), uploaded.file_name, uploaded.source)
        except UnreadablePeople as problem:  # it was read when it came: the parsers have changed since
            return Report([Line(uploaded.file_name, "file", "", FAILED, str(problem))], (), is_dry)
        return report_on(people, uploaded, decisions, is_dry)

    def _import_page(self, request: HttpRequest, status: int | None = None, **context: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": "Import officials",
            "form": UploadForm(),
            "shown": SHOWN,
            "decide": DECIDE,
            "new": NEW,
            **context,
        }
        return TemplateResponse(request, "admin/people/import_people.html", context, status=status)


def report_on(people: PeopleFile, uploaded: UploadedPeople, decisions: Decisions, is_dry: bool) -> Report:
    importer = Importer(people, uploaded.file_name, by=uploaded.uploaded_by, decisions=decisions, dry_run=is_dry)
    with nothing_kept() if is_dry else nullcontext():
        lines = importer.take_all()
    return Report(lines, people.warnings, is_dry)


def decisions_of(request: HttpRequest) -> Decisions:
    """What was chosen for the records that look like persons on file; what was not is left out."""
    decisions: dict[str, int | str] = {}
    for name, chosen in request.POST.items():
        number = row_number(chosen)
        if name.startswith(DECIDE) and (chosen == NEW or number is not None):
            decisions[name.removeprefix(DECIDE)] = NEW if number is None else number
    return decisions
