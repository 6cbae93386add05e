"""What readers can subscribe to."""

import unicodedata
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from articles.models import Correction
from newsroom.models import Publication

IN_A_FEED = 50


def printable(text: str) -> str:
    """Without the control characters that XML cannot hold; line breaks and tabs stay."""
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs"))


class CorrectionFeed(Feed):
    """The newest corrections. One that is reworded keeps its id and is dated anew: no reader gets it twice."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> str:
        return request.get_host().partition(":")[0]

    def title(self) -> str:
        return printable(f"Corrections · {Publication.current().name}")

    subtitle = "What we got wrong, and what is right."

    def link(self) -> str:
        return reverse("articles:correction_list")

    def items(self, host: str) -> list[Correction]:
        corrections = list(Correction.objects.published().for_lists()[:IN_A_FEED])
        for correction in corrections:
            correction.feed_id = f"tag:{host},2026:{correction.mark_id}"
        return corrections

    def item_title(self, correction: Correction) -> str:
        kind = correction.get_kind_display().capitalize()
        return printable(f"{kind}: {correction.article.live_revision.headline}")

    def item_description(self, correction: Correction) -> str:
        return printable(render_to_string("articles/_correction.html", {"correction": correction}))

    def item_link(self, correction: Correction) -> str:
        return correction.get_absolute_url()

    def item_guid(self, correction: Any) -> str:
        return correction.feed_id

    def item_pubdate(self, correction: Correction) -> datetime:
        return correction.corrected_at

    def item_updateddate(self, correction: Correction) -> datetime:
        return correction.last_changed
