from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms import CharField, Textarea
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import ReaderReport
from newsroom.desk import VersionedAdmin, VersionedForm


class ReportForm(VersionedForm):
    """What was done about a report. One that somebody else has settled stays as they settled it."""

    outcome = CharField(
        label="What was done",
        max_length=1000,
        widget=Textarea(attrs={"rows": 3}),
        help_text="For colleagues. Saving settles the report, and the reader's e-mail address is forgotten.",
    )

    class Meta:
        model = ReaderReport
        fields = ["correction"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["outcome"] = self.instance.outcome
        if "correction" in self.fields:
            self.fields["correction"].queryset = self.instance.article.corrections.all()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.row_now is not None and not self.row_now.is_open and not self.is_stale:
            raise ValidationError(f"{self.row_now.settled_by or 'Somebody'} has settled this report already.")
        return cleaned


@admin.register(ReaderReport)
class ReaderReportAdmin(VersionedAdmin):
    """The queue of what readers report: looked into, answered, settled with a word on what was done."""

    desk_group = "Record"
    form = ReportForm
    list_display = ["__str__", "about", "status", "received_at", "settled_by"]
    list_filter = ["status", "received_at", ("correction", admin.EmptyFieldListFilter)]
    search_fields = ["text", "outcome", "article__latest_revision__headline"]
    actions = ["settle_without_fault"]
    fieldsets = [
        ("The report", {"fields": ["text", "about", "email", "received_at"]}),
        ("What was done", {"fields": ["outcome", "correction", "settled_by", "settled_at"]}),
    ]
    readonly_fields = ["text", "about", "email", "received_at", "settled_by", "settled_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .select_related("article__latest_revision", "settled_by")
            .prefetch_related("statement__speaker_person", "statement__speaker_organization")
            .defer("article__latest_revision__body", "article__latest_revision__text")
        )

    @admin.display(description="about")
    def about(self, report: ReaderReport) -> SafeString:
        story = reverse("admin:articles_article_change", args=[report.article_id])
        told = format_html('<a href="{}">{}</a>', story, report.article)
        if report.statement is None:
            return told
        statement = reverse("admin:articles_statement_change", args=[report.statement_id])
        return format_html('<a href="{}">{}</a>, in {}', statement, report.statement, told)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ReaderReport | None = None) -> bool:
        """A settled one is read only; a form that was open meanwhile is answered with what happened."""
        still = obj is None or obj.is_open or request.method == "POST"
        return still and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: ReaderReport, form: ReportForm, change: bool) -> None:
        given = form.cleaned_data
        obj.settle(by=request.user, outcome=given["outcome"], correction=given["correction"])

    @admin.action(description="Settle these reports: no error found", permissions=["change"])
    def settle_without_fault(self, request: HttpRequest, queryset: QuerySet) -> None:
        reports = list(queryset)
        try:
            with transaction.atomic():
                for report in reports:
                    report.settle(by=request.user, outcome="No error found.")
                    self.log_change(request, report, "settled: no error found")
        except ValidationError as problem:
            self.message_user(request, f"Nothing was changed. {problem.messages[0]}", messages.ERROR)
        else:
            self.message_user(request, f"{len(reports)} settled.", messages.SUCCESS)
