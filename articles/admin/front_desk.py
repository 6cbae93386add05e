"""What waits at the desk, on its first page. A fixed number of queries for any number of stories."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Case, Count, F, Min, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode

from articles.admin.states import STATES, in_state
from articles.models import Anchor, Article, Citation, ReaderReport
from newsroom.front_desk import ROWS, Action, Panel, Row, board
from newsroom.models import User

PANELS = {
    "my_drafts": "",
    "in_review": "An editor publishes them or sends them back.",
    "unclaimed": "Copy that came in, the oldest first.",
    "scheduled": "",
    "to_confirm": "In stories somebody took up.",
    "orphans": "Until they are settled their stories cannot be published.",
    "newer_draft": "Readers do not see the newest version of these.",
}
BACKEND = "django.contrib.auth.backends.ModelBackend"  # the one that knows of groups
CHANGELIST = "admin:articles_article_changelist"


@board
def stories(request: HttpRequest) -> list[Panel]:
    if not request.user.has_perm("articles.view_article"):
        return []
    return [panel_of(state, request.user) for state in PANELS]


def panel_of(state: str, user: Any) -> Panel:
    found = in_state(Article.objects.all(), state, user)
    first = list(
        found.select_related("latest_revision", "owner")
        .defer("latest_revision__body", "latest_revision__text")
        .annotate(waiting=Count("citations", filter=Q(citations__in=Citation.objects.to_decide())))
        .order_by("published_at" if state == "scheduled" else "created_at", "pk")[:ROWS]
    )
    panel = Panel(
        title=STATES[state].capitalize(),
        count=found.count() if len(first) == ROWS else len(first),
        address=f"{reverse(CHANGELIST)}?state={state}",
        rows=[as_row(article, state) for article in first],
        help=PANELS[state],
    )
    match state:
        case "to_confirm":
            return to_the_first_cards(panel, first)
        case "unclaimed":
            return to_take_or_spike(panel, first, user)
        case "scheduled":
            return with_lost_rights(panel, first)
    return panel


def as_row(article: Any, state: str) -> Row:
    page = "statements" if state == "orphans" else "compare" if state == "newer_draft" else "change"
    loud = ""
    if state == "scheduled" and article.has_newer_draft:
        loud = "a later edit waits and will not be in it"
    if state == "my_drafts" and article.changes_requested:
        loud = f"sent back to you: {article.changes_requested}"
    return Row(str(article), reverse(f"admin:articles_article_{page}", args=[article.pk]), beside(article, state), loud)


def beside(article: Any, state: str) -> str:
    """When it is due or since when it is here, whose it is, and how much there is to do."""
    if state == "scheduled":
        return f"due {date_format(timezone.localtime(article.published_at), 'j M, H:i')}"
    parts = [f"since {day_of(article.created_at)}"]
    if article.owner and state != "my_drafts":
        parts.append(str(article.owner))
    if article.waiting:
        parts.append(f"{article.waiting} to confirm")
    return ", ".join(parts)


def day_of(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j F")


def to_the_first_cards(panel: Panel, stories: Sequence[Article]) -> Panel:
    """Each row leads to the first suggestion in the order of the text; over them how many wait, and since when."""
    anchors = Anchor.objects.filter(
        citation__in=Citation.objects.suggested().filter(article__in=stories),
        revision=F("citation__article__latest_revision"),
    )
    first: dict[int, tuple[int, int]] = {}
    for story, citation, segments in anchors.values_list("citation__article", "citation", "segments"):
        first[story] = min(first.get(story, (segments[0][0], citation)), (segments[0][0], citation))
    rows = []
    for row, story in zip(panel.rows, stories, strict=True):
        card = f"#c{first[story.pk][1]}" if story.pk in first else ""
        rows.append(replace(row, address=reverse("admin:articles_article_statements", args=[story.pk]) + card))
    waiting = Citation.objects.to_decide().aggregate(count=Count("pk"), oldest=Min("created_at"))
    if not waiting["count"]:
        return panel
    told = f"{waiting['count']} statements" if waiting["count"] > 1 else "One statement"
    return replace(panel, rows=rows, help=f"{told}, the oldest waiting since {day_of(waiting['oldest'])}.")


def to_take_or_spike(panel: Panel, stories: Sequence[Article], user: Any) -> Panel:
    """A button to take each; boxes to spike several at once, for those who may."""
    may_take, may_spike = user.has_perm("articles.change_article"), user.has_perm("articles.spike_article")
    rows = []
    for row, story in zip(panel.rows, stories, strict=True):
        take = Action(
            "Take", reverse("admin:articles_article_workflow", args=[story.pk]), {"verb": "take", "from": "front desk"}
        )
        take.sent["version"] = story.version
        choice = f"{story.pk}:{story.version}" if may_spike else ""
        rows.append(replace(row, action=take if may_take else None, choice=choice))
    spike = Action("Spike the ticked ones", reverse("admin:articles_article_spike_several"), is_danger=True)
    return replace(panel, rows=rows, with_ticked=spike if may_spike and rows else None)


def with_lost_rights(panel: Panel, stories: Sequence[Article]) -> Panel:
    """Loud where whoever scheduled a story may not publish any more: it goes out as approved all the same."""
    steps = Article.history.filter(id__in=[story.pk for story in stories], history_change_reason="scheduled")
    scheduled_by = {step.id: step.history_user for step in steps.order_by("history_id").select_related("history_user")}
    if not any(scheduled_by.values()):
        return panel
    may = set(User.objects.with_perm("articles.publish_article", backend=BACKEND).values_list("pk", flat=True))
    rows = []
    for row, story in zip(panel.rows, stories, strict=True):
        who = scheduled_by.get(story.pk)
        lost = (
            f"{who}, who scheduled it, may not publish any more: look at it again" if who and who.pk not in may else ""
        )
        rows.append(replace(row, loud="; ".join(filter(None, [row.loud, lost]))))
    return replace(panel, rows=rows)


@board
def reports(request: HttpRequest) -> list[Panel]:
    if not request.user.has_perm("articles.view_readerreport"):
        return []
    waiting = ReaderReport.objects.waiting()
    first = waiting.select_related("article__latest_revision").defer(
        "article__latest_revision__body", "article__latest_revision__text"
    )[:ROWS]
    rows = [
        Row(
            str(report),
            reverse("admin:articles_readerreport_change", args=[report.pk]),
            f"since {day_of(report.received_at)}, on {report.article}",
        )
        for report in first
    ]
    address = reverse("admin:articles_readerreport_changelist") + "?status__exact=open"
    return [Panel("Reader reports", waiting.count(), address, rows, "What readers say is wrong, the oldest first.")]


@board
def speakers(request: HttpRequest) -> list[Panel]:
    if not request.user.has_perm("articles.view_citation"):
        return []
    unknown = Citation.objects.suggested().filter(matched_person=None)
    address = reverse("admin:articles_citation_changelist") + "?status__exact=suggested&matched_person__isempty=1"
    rows = [
        Row(name, f"{address}&{urlencode({'q': name})}", f"{count} suggestion{'s' if count > 1 else ''}")
        for name, count in most_frequent(unknown.filter(matched_organization=None))
    ]
    told = "They are made or chosen at each story's statements. The most frequent names:"
    return [Panel("Suggestions whose speaker nobody knows yet", unknown.count(), address, rows, told)]


def most_frequent(citations: QuerySet) -> list[tuple[str, int]]:
    """The names these citations have for their speakers, full ones before mentions, with how often."""
    name = Case(When(full_name="", then=F("printed_name")), default=F("full_name"))
    named = citations.annotate(called=name).exclude(called=Value("")).order_by()
    counted = named.values("called").annotate(count=Count("pk")).order_by("-count", "called")
    return list(counted.values_list("called", "count")[:ROWS])
