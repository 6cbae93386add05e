"""The page on which files of stories are sent to the desk: the importer of the command line, with the same report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from articles.importing.picture_files import SUFFIXES, SentPictures
from articles.importing.reporting import FAILED, IMPORTED, KNOWN, Line
from articles.importing.storing import Wishes
from articles.importing.writing import Importer
from articles.models import Article, Section
from articles.suggesting import known_people

MAX_UPLOAD = 20 * 1024**2
MAX_UNPACKED = 200 * 1024**2
MOST_NEW = 200  # stories that one upload makes: a browser does not wait longer
MOST_LINES = 500  # that the report on screen shows
TOO_LARGE = 413


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several: always a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return [super(FilesField, self).clean(one, initial) for one in (data or [None])]


class ImportForm(forms.Form):
    """The files, and what is said of all the stories in them."""

    files = FilesField(
        label="Files",
        allow_empty_file=True,  # one among many is a line of the report
        help_text=(
            "Plain text, Markdown, web pages, Word documents, WordPress exports, feeds, ninjs; with their pictures "
            f"beside them or in a packed folder (.zip). Together at most {MAX_UPLOAD // 1024**2} MB and 100 files."
        ),
    )
    section = forms.ModelChoiceField(
        Section.objects.all(), required=False, help_text="Else the one a story names, if it is one of the paper’s."
    )
    source = forms.CharField(required=False, max_length=120, help_text="Where the copy came from, as readers see it.")
    date = forms.DateField(
        label="Day",
        required=False,
        help_text="Of which the stories are, like 2026-03-12; else the one a story names.",
        widget=forms.DateInput(attrs={"class": "vDateField", "autocomplete": "off"}),
    )
    language = forms.CharField(
        required=False, max_length=20, help_text="Like en or ja; else the one a story names, else English."
    )
    mine = forms.BooleanField(
        label="I work on them",
        required=False,
        help_text="They are mine then; otherwise copy of nobody, for anybody to take.",
    )


class Quota(FileUploadHandler):
    """Lets so much of an upload through, and nothing of what is beyond it: it reaches neither memory nor disk."""

    sent = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.sent += len(raw_data)
        if self.is_exceeded:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    @property
    def is_exceeded(self) -> bool:
        return self.sent > MAX_UPLOAD


@dataclass
class Report:
    """What became of an upload, for the page: the counts of all stories, the lines of the first."""

    counts: Counter[str] = field(default_factory=lambda: Counter({IMPORTED: 0, KNOWN: 0, FAILED: 0}))
    lines: list[Line] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    is_cut: bool = False  # there are more stories in the files than one upload makes

    @property
    def imported(self) -> int:
        return self.counts[IMPORTED]

    @property
    def known(self) -> int:
        return self.counts[KNOWN]

    @property
    def failed(self) -> int:
        return self.counts[FAILED]

    @property
    def hidden(self) -> int:
        return self.counts.total() - len(self.lines)

    @property
    def kinds_left_out(self) -> list[str]:
        return [f"{count} {kind}" for kind, count in sorted(self.left_out.items())]

    def add(self, line: Line) -> None:
        self.counts[line.outcome] += 1
        if len(self.lines) < MOST_LINES:
            self.lines.append(line)


@csrf_exempt  # only until the quota stands before the upload: what is within checks
def import_stories(request: HttpRequest, model_admin: Any) -> HttpResponse:
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    quota = Quota(request)
    request.upload_handlers = [quota, *request.upload_handlers]
    try:
        return _import_stories(request, model_admin, quota)
    except TooManyFilesSent:
        form = ImportForm()
        return _page(request, model_admin, form, problem="These are more than 100 files. Send them in several goes.")


@csrf_protect
def _import_stories(request: HttpRequest, model_admin: Any, quota: Quota) -> HttpResponse:
    if request.method != "POST":
        return _page(request, model_admin, ImportForm())
    typed = request.POST.dict()  # with this the upload is read, within its quota
    if quota.is_exceeded:
        told = (
            f"This is more than {MAX_UPLOAD // 1024**2} MB, so nothing was taken in. Send the files in several goes; a "
            "large archive is taken in at the server’s command line, with import_stories."
        )
        return _page(request, model_admin, ImportForm(initial=typed), problem=told)
    form = ImportForm(request.POST, {"files": request.FILES.getlist("files")})
    if not form.is_valid():
        return _page(request, model_admin, form)
    report = _take(form, request)
    return _page(request, model_admin, ImportForm(initial=typed), report=report)


def _take(form: ImportForm, request: HttpRequest) -> Report:
    said = form.cleaned_data
    wishes = Wishes(
        section=said["section"],
        source=said["source"],
        date=said["date"],
        language=said["language"],
        by=request.user,
        owner=request.user if said["mine"] else None,
    )
    stories, pictures = _parted(said["files"])
    importer, report = Importer(wishes, known_people(), most_unpacked=MAX_UNPACKED), Report()
    for file in stories:
        for line in importer.take_file(file, file.name, pictures):
            if importer.dry_run and line.outcome == IMPORTED:
                report.is_cut = True
                break
            report.add(line)
            importer.dry_run = report.imported == MOST_NEW  # whether there is one more is seen, and not made
        if report.is_cut:
            break
    report.left_out = importer.left_out
    return report


def _parted(files: Sequence[UploadedFile]) -> tuple[list[UploadedFile], SentPictures]:
    """The files of stories, and the pictures that were sent along with them."""
    pictures = {file.name: file for file in files if PurePath(file.name).suffix.lower() in SUFFIXES}
    stories = [file for file in files if file.name not in pictures]
    return stories, SentPictures({name: file.read() for name, file in pictures.items()})


def _page(
    request: HttpRequest, model_admin: Any, form: ImportForm, *, report: Report | None = None, problem: str = ""
) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Import stories",
        "opts": Article._meta,
        "form": form,
        "report": report,
        "problem": problem,
        "most_new": MOST_NEW,
    }
    status = TOO_LARGE if problem else None
    return TemplateResponse(request, "admin/articles/article/import.html", context, status=status)
