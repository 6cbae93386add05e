"""What waits at the desk, on its first page. A fixed number of queries for any number of stories."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from articles.admin.states import STATES, in_state
from articles.models import Article, Citation
from newsroom.front_desk import ROWS, Panel, Row, board

PANELS = {
    "my_drafts": "",
    "in_review": "An editor publishes them or sends them back.",
    "unclaimed": "Copy that came in. Take it, or spike it; several at once in the list.",
    "scheduled": "",
    "to_confirm": "In stories somebody took up; the oldest first.",
    "orphans": "Until they are settled their stories cannot be published.",
    "newer_draft": "Readers do not see the newest version of these.",
}
STATEMENTS = ("to_confirm", "orphans")  # what waits is on the page of statements


@board
def stories(request: HttpRequest) -> Iterator[Panel]:
    if not request.user.has_perm("articles.view_article"):
        return
    everything = reverse("admin:articles_article_changelist")
    for state, told in PANELS.items():
        found = in_state(Article.objects.all(), state, request.user)
        order = "published_at" if state == "scheduled" else "created_at"
        first = (
            found.select_related("latest_revision", "owner")
            .defer("latest_revision__body", "latest_revision__text")
            .annotate(waiting=Count("citations", filter=Q(citations__in=Citation.objects.to_decide())))
            .order_by(order, "pk")[:ROWS]
        )
        rows = [as_row(article, state) for article in first]
        count = found.count() if len(rows) == ROWS else len(rows)
        yield Panel(STATES[state].capitalize(), count, f"{everything}?state={state}", rows, told)


@board
def speakers(request: HttpRequest) -> Iterator[Panel]:
    if request.user.has_perm("articles.view_citation"):
        count = Citation.objects.suggested().filter(matched_person=None).count()
        address = reverse("admin:articles_citation_changelist") + "?status__exact=suggested&matched_person__isempty=1"
        yield Panel(
            "Suggestions whose speaker nobody knows yet",
            count,
            address,
            help="They are made or chosen at each story's statements.",
        )


def as_row(article: Any, state: str) -> Row:
    page = "statements" if state in STATEMENTS else "change"
    loud = ""
    if state == "scheduled" and article.has_newer_draft:
        loud = "a later edit waits and will not be in it"
    return Row(str(article), reverse(f"admin:articles_article_{page}", args=[article.pk]), beside(article, state), loud)


def beside(article: Any, state: str) -> str:
    """When it is due or since when it is here, whose it is, and how much there is to do."""
    if state == "scheduled":
        return f"due {date_format(timezone.localtime(article.published_at), 'j F, H:i')}"
    parts = [f"since {date_format(timezone.localtime(article.created_at), 'j F')}"]
    if article.owner and state != "my_drafts":
        parts.append(str(article.owner))
    if article.waiting:
        parts.append(f"{article.waiting} to confirm")
    return ", ".join(parts)
