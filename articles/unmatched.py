"""Who speaks in the stories and is nobody on file: whom to import or to make first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from articles.extraction.vocabulary import DETERMINERS, SUBJECT_PRONOUNS
from articles.models import Article, Citation
from people.matching import organizations_named, people_named
from people.names import name_key

_LEADS_NO_NAME = DETERMINERS | SUBJECT_PRONOUNS


@dataclass
class Unmatched:
    """A speaker by the form printed most often. `statements` counts suggested and confirmed citations.

    `titles` are as printed, the most frequent first; `story` is the number of the newest that has the name.
    """

    name: str
    statements: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    story: int = 0
    headline: str = ""


def unmatched_speakers() -> list[Unmatched]:
    """Those in stories on their way to readers, or there, who speak most first. Five queries, whatever the number.

    A printed name that is none ("a senior official", "he") is left out, and so is one that somebody on file bears by
    now, a person or an organization.
    """
    found: dict[str, Unmatched] = {}
    for name, title, organization, story, headline in _printed():
        key = name_key(name)
        speaker = found.setdefault(key, Unmatched(name))
        speaker.statements += 1
        speaker.forms[name] += 1
        printed = ", ".join(part for part in (title, organization) if part)
        speaker.titles.update([printed] if printed else [])
        speaker.story, speaker.headline = story, headline
    forms = {form for speaker in found.values() for form in speaker.forms}
    people, organizations = people_named(forms), organizations_named(forms)
    nobody = [one for one in found.values() if not any(people[form] or organizations[form] for form in one.forms)]
    for one in nobody:
        one.name = _most(one.forms)[0]
    return sorted(nobody, key=lambda one: (-one.statements, one.name))


def _printed() -> Iterable[tuple[str, str, str, int, str]]:
    """(name, title, organization, story, headline) of each citation that names nobody on file, the oldest first."""
    open_ones = Q(status=Citation.Status.SUGGESTED, matched_person=None, matched_organization=None)
    as_printed = Q(status=Citation.Status.CONFIRMED) & ~Q(statement__speaker_source="")
    rows: Any = Citation.objects.filter(open_ones | as_printed, article__in=Article.objects.going())
    rows = rows.order_by("article", "pk").values_list(
        "full_name",
        "statement__speaker_source",
        "printed_name",
        "printed_title",
        "printed_organization",
        "article",
        "article__latest_revision__headline",
    )
    for full_name, source, printed_name, title, organization, story, headline in rows:
        name = full_name or source or printed_name
        if full_name or _is_name(name):
            yield name, title, organization, story, headline or ""


def _is_name(printed: str) -> bool:
    """Whether a mention reads like a name: not “a senior official”, “he” or “Western officials”."""
    words = printed.split()
    if not words or not name_key(printed) or words[0].lower() in _LEADS_NO_NAME:
        return False
    return not words[-1][0].islower()


def _most(counted: Counter[str]) -> list[str]:
    """Most frequent first, of equals by the alphabet."""
    return sorted(counted, key=lambda one: (-counted[one], one))


def as_json(one: Unmatched) -> dict[str, Any]:
    return {
        "name": one.name,
        "statements": one.statements,
        "forms": _most(one.forms),
        "titles": _most(one.titles),
        "story": one.story,
        "headline": one.headline,
    }
