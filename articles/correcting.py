"""Whether what readers have seen is changed without a word to them."""

from typing import Any

_SHOWN = 3


def corrections_to_consider(article: Any) -> list[str]:
    """What an editor is asked before a newer version of a public story goes out; nothing when it was corrected since.

    First the statements on record whose words change, each with both wordings; then the version itself.
    """
    if not (article.is_public and article.has_newer_draft):
        return []
    newer = article.revisions.filter(number__gt=article.live_revision.number).order_by("number").first()
    if article.corrections.filter(corrected_at__gte=newer.created_at).exists():
        return []
    reworded = list(article.citations.reworded().order_by("pk"))
    asked = [
        f"On record it says: {one.words} This version makes it: {one.newer_words} Does that need a correction?"
        for one in reworded[:_SHOWN]
    ]
    if len(reworded) > _SHOWN:
        asked.append(f"The words of {len(reworded) - _SHOWN} more statements on record change with this version.")
    if not reworded:
        asked.append(f"Readers have read version {article.live_revision.number}. Does what changed need a correction?")
    return asked
