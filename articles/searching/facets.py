"""By whom and by what the hits of a search can be narrowed further, and how many would be left each time."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType

from articles.models import Article, SearchEntry, Statement
from newsroom.models import Tag, TaggedItem
from people.models import Office, Organization, Person, Position

SHOWN = 8
Numbers = dict[str, list[int]]
# By the name that each has in the address: somebody or something, and how many hits would be left.
Facets = dict[str, list[tuple[Any, int]]]


def count_facets(numbers: Numbers) -> Facets:
    """`numbers` of the hits, by kind. The most frequent first, and only who and what readers may see. The same number
    of queries for any number of hits."""
    kind = SearchEntry.Kind
    people, organizations = Counter[int](), Counter[int]()
    statements = Statement.objects.filter(pk__in=numbers[kind.STATEMENT])
    roles = ("speaker_person", "behalf_person", "speaker_organization", "behalf_organization")
    for row in statements.values_list(*roles, "position__office__organization"):
        people.update({*row[:2]} - {None})
        organizations.update({*row[2:]} - {None})
    stories = numbers[kind.STORY]
    people.update(Article.people.through.objects.filter(article__in=stories).values_list("person", flat=True))
    in_stories = Article.organizations.through.objects.filter(article__in=stories)
    organizations.update(in_stories.values_list("organization", flat=True))
    held = Position.objects.published().filter(person__in=numbers[kind.PERSON])
    organizations.update(pk for _, pk in set(held.values_list("person", "office__organization").order_by()))
    parts = Organization.objects.filter(pk__in=numbers[kind.ORGANIZATION]).exclude(parent=None)
    organizations.update(parts.values_list("parent", flat=True))
    organizations.update(Office.objects.filter(pk__in=numbers[kind.OFFICE]).values_list("organization", flat=True))
    return {
        "person": _most(people, Person.objects.published()),
        "organization": _most(organizations, Organization.objects.published()),
        "topic": _most(Counter(_tags(numbers)), Tag.objects.all()),
    }


def _tags(numbers: Numbers) -> Iterable[int]:
    """The topics of public hits are public."""
    kind = SearchEntry.Kind
    tagged = {kind.STORY: Article, kind.STATEMENT: Statement, kind.PERSON: Person, kind.ORGANIZATION: Organization}
    content_types = ContentType.objects.get_for_models(*tagged.values())
    found = TaggedItem.objects.none()
    for of_kind, model in tagged.items():
        found |= TaggedItem.objects.filter(content_type=content_types[model], object_id__in=numbers[of_kind])
    return found.values_list("tag", flat=True)


def _most(counted: Counter[int], public: Any) -> list[tuple[Any, int]]:
    things = public.in_bulk(list(counted))
    found = [(things[pk], count) for pk, count in counted.items() if pk in things]
    return sorted(found, key=lambda one: (-one[1], str(one[0]), one[0].pk))[:SHOWN]
