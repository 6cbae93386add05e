"""A published story as readers see it: its body with the statements marked, its officials counted."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.body import Mark, mark, pictures_in, with_pictures
from articles.models import Article, Citation, Revision, Statement
from articles.surroundings import Pieces, around
from articles.wording import likeness
from newsroom.comparing import Piece, compare_words
from newsroom.models import Image
from people.models import Organization, Person


@dataclass
class Official:
    """Who speaks in a story: in which office then, and in how many of its statements."""

    speaker: Person | Organization
    office: str
    count: int
    first: Citation


def marked_body(body: str, citations: Iterable[Citation], with_page: Container[int] | None = None) -> SafeString:
    """The sanitised body with each of the citations marked, a link to its statement behind the last word, and the
    pictures it names as the library has them now.

    Where the pages of some statements are not public yet, `with_page` holds those that may be linked to.
    """
    marks, noted = [], None
    for one in sorted(citations, key=lambda citation: citation.segments[0]):
        has_page = with_page is None or one.statement_id in with_page
        who = (one.statement.speaker_label, one.statement.office_label)
        marks.append(_mark(one, has_page, with_note=who != noted))  # beside the first of several by one speaker
        noted = who
    return illustrated(mark(body, marks))  # both come from our sanitiser and from format_html


def illustrated(body: str) -> SafeString:
    """A sanitised body, perhaps with marks in it, and its pictures put in. One query for any number of them."""
    numbers = pictures_in(body)
    images = Image.objects.in_bulk(numbers) if numbers else {}
    drawn = {
        pk: render_to_string("articles/_picture.html", {"image": image, "loading": "lazy"})
        for pk, image in images.items()
    }
    return mark_safe(with_pictures(body, lambda number: drawn.get(number, "")))  # trusted HTML by our own template


def _mark(citation: Citation, has_page: bool, with_note: bool) -> Mark:
    statement = citation.statement
    kind = f"statement statement-{citation.kind}"
    label = statement.speaker_label
    dot = format_html('<span class="statement-link" title="{}"></span>', label)
    if has_page:
        dot = format_html(
            '<a class="statement-link" href="{}" aria-label="On the record: {}" title="{}"></a>',
            statement.get_absolute_url(),
            label,
            label,
        )
    note = ""
    if with_note:
        note = render_to_string("articles/_margin_note.html", {"statement": statement}).strip()  # a space would be seen
    return Mark(
        segments=tuple((start, end) for start, end in citation.segments),
        open_first=format_html('<mark class="{}" id="{}">', kind, citation.mark_id),
        open_other=format_html('<mark class="{} statement-more">', kind),
        close="</mark>",
        after_last=dot,
        before_first=note,
    )


def story_context(
    article: Article,
    revision: Revision,
    citations: Iterable[Citation],
    officials: Sequence[Official],
    with_page: Container[int] | None = None,
) -> dict[str, Any]:
    """What the page of a story shows with this version in it."""
    speakers = {official.speaker for official in officials}
    return {
        "article": article,
        "revision": revision,
        "body": marked_body(revision.body, citations, with_page),
        "officials": officials,
        "citations": citations,
        "disputed": [citation for citation in citations if citation.statement.dispute_note],
        "corrections": article.corrections.published().for_lists(),
        "topics": article.tags.all(),
        "people": [person for person in article.people.published() if person not in speakers],
        "organizations": [body for body in article.organizations.published() if body not in speakers],
    }


def officials_in(citations: Iterable[Citation]) -> list[Official]:
    """Those who speak in a story and have a page, in the order of their first words."""
    return [official for official in speakers_in(citations) if official.speaker.is_released]


def speakers_in(citations: Iterable[Citation]) -> list[Official]:
    """The persons and organizations who speak in a story, in the order of their first words."""
    officials: dict[tuple[type, int], Official] = {}
    for citation in sorted(citations, key=lambda one: one.segments[0]):
        speaker = citation.statement.speaker
        if speaker is None:
            continue
        key = (type(speaker), speaker.pk)
        if key in officials:
            officials[key].count += 1
        else:
            officials[key] = Official(speaker, citation.statement.office_label, 1, citation)
    return list(officials.values())


def one_of_each_speaker(statements: Iterable[Statement]) -> list[Statement]:
    """The first statement of everybody who speaks in these, in their order."""
    firsts: dict[str, Statement] = {}
    for statement in statements:
        firsts.setdefault(statement.speaker_label, statement)
    return list(firsts.values())


@dataclass(frozen=True)
class Report:
    """One story's report of a statement: the sentences around the words, and how its wording differs from that of the
    words that stand for the statement. `wording` is empty where there is nothing to compare: these are those words, or
    the same, or too far from them (`is_retold`)."""

    citation: Citation
    context: Pieces
    wording: list[Piece]
    is_the_same: bool
    is_retold: bool


# Less alike, and every word would be marked: such a report is another telling, and the marks would tell nothing.
_COMPARABLE = 55


def in_context(citations: Iterable[Citation], lead: Citation) -> list[Report]:
    """Each citation with the words around it in its story. Needs the stories' canonical text."""
    return [_report(citation, lead) for citation in citations]


def _report(citation: Citation, lead: Citation) -> Report:
    context = around(citation.article.live_revision.text, citation.segments)
    if citation.pk == lead.pk:
        return Report(citation, context, [], False, False)
    ours, theirs = without_marks(lead.words), without_marks(citation.words)
    same = ours == theirs
    comparable = not same and likeness(ours, theirs) >= _COMPARABLE
    wording = compare_words(ours, theirs) if comparable else []
    return Report(citation, context, wording, same, not same and not comparable)


def without_marks(words: str) -> str:
    """Words as they may stand between other words: whether they were in quotation marks is told by the kind."""
    return re.sub(r"[“”„«»\"]", "", words).strip(" ‘’.,;:!?…")
