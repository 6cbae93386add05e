"""Whether a story is ready to be published: every check, in one place.

What stands in the way is refused by `Article.publish`; what an editor may want to see to is told beside it.
"""

from typing import TYPE_CHECKING

from django.utils import timezone

from articles.correcting import corrections_to_consider

if TYPE_CHECKING:
    from articles.models.articles import Article


def problems(article: "Article") -> list[str]:
    found = []
    if article.latest_revision_id is None:
        found.append("There is nothing written yet.")
    if article.section_id is None:
        found.append("Choose a section first.")
    if article.latest_revision and article.latest_revision.all_pictures().filter(alt="").exists():
        found.append("A picture has no alternative text. Write in the library what it shows.")
    orphans = article.citations.orphaned().count()
    if orphans:
        found.append(
            "A confirmed statement lost its words in the latest version. "
            "Settle it on the page of statements: take or give the words it has now, or drop it."
            if orphans == 1
            else f"{orphans} confirmed statements lost their words in the latest version. "
            "Settle them on the page of statements: take or give the words they have now, or drop them."
        )
    return found


def warnings(article: "Article") -> list[str]:
    found = []
    if waiting := article.citations.suggested().count():
        found.append(f"{waiting} suggested statement{'s wait' if waiting > 1 else ' waits'} for a decision.")
    confirmed = article.citations.confirmed()
    if without := confirmed.filter(statement__speaker_person__isnull=False, statement__position=None).count():
        found.append(f"In {without} statement{'s' if without > 1 else ''} the speaker's office is left open.")
    if undated := confirmed.undated().count():
        found.append(f"{undated} confirmed statement{'s have' if undated > 1 else ' has'} no day.")
    if confirmed.filter(statement__said_on__gt=timezone.localdate()).exists():
        found.append("A statement is dated in the future.")
    return [*found, *corrections_to_consider(article)]
