"""Where a story stands, as the desk speaks of it: the filter of the list and the panels of the first page."""

from typing import Any

from django.db.models import QuerySet

from articles.models import Article, Citation

CHANGED_MEANWHILE = "The story was changed while you had this page open. Look again, then decide."

STATES = {
    "my_drafts": "my drafts",
    "mine": "mine",
    "unclaimed": "unclaimed copy",
    "in_review": "waiting for review",
    "scheduled": "scheduled",
    "to_confirm": "stories with statements to confirm",
    "orphans": "stories with statements that lost their words",
    "newer_draft": "live with a newer draft",
}


def in_state(stories: QuerySet, state: str, user: Any) -> QuerySet:
    """Those of the stories in one of STATES, seen by this user."""
    match state:
        case "my_drafts":
            return stories.filter(owner=user, status=Article.Status.DRAFT)
        case "mine":
            return stories.filter(owner=user)
        case "unclaimed":
            return stories.unclaimed()
        case "in_review":
            return stories.filter(status=Article.Status.IN_REVIEW)
        case "scheduled":
            return stories.scheduled()
        case "to_confirm":
            return stories.filter(pk__in=Citation.objects.to_decide().values("article"))
        case "orphans":
            return stories.going().filter(pk__in=Citation.objects.orphaned().values("article"))
        case "newer_draft":
            return stories.with_newer_draft()
        case _:
            raise ValueError(f"{state} is no state")
