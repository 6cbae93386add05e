"""Publishing is fully done or not at all, wherever it is cut off."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection

from articles.models import Article, Citation
from people.models import Office, Organization, Person
from tests.factories import make_article, make_citation, make_person, make_position, make_section

pytestmark = pytest.mark.django_db


@contextmanager
def failing_at(number: int) -> Iterator[list[str]]:
    """The database refuses the statement of this number. Gives the statements it was asked."""
    asked: list[str] = []

    def refuse(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        if len(asked) == number:
            raise DatabaseError(f"cut off at: {sql[:80]}")
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        yield asked


def everything() -> list[Any]:
    """All that publishing touches: the story, its line in the history, and who is public through it."""
    models = [Article, Article.history.model, Citation, Person, Person.history.model, Office, Organization]
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_r05_publishing_cut_off_at_any_statement_leaves_everything_as_it_was() -> None:
    person = make_person("Ada Brun")
    story = make_article("Gates", text="“The gates stay open,” she said.", section=make_section())
    story.citations.all().delete()
    make_citation(story, "The gates stay open", person, position=make_position(person))
    before, number = everything(), 0
    while True:
        number += 1
        fresh = Article.objects.get(pk=story.pk)
        with failing_at(number) as asked:
            try:
                fresh.publish(by=None)
            except DatabaseError:
                assert everything() == before, f"half done after: {asked[number - 1]}"
            else:
                break
    assert number > 10
    assert Article.objects.published().get() == story
    assert Person.objects.published().get() == person
