"""The index in PostgreSQL: two columns of words that it works out itself, each with a GIN index.

Words come cut, folded and stemmed, so that neither a dictionary nor an extension is needed. New lines go into the
index at once (`fastupdate`), so that a search never reads through a list of pending ones.
"""

from collections.abc import Collection
from typing import Any

from articles.searching.words import Part, Query, letters_of, written

TABLE = "articles_searchentry"
NUMBER = f"{TABLE}.id"
_WORDS = " || ".join(
    f"setweight(to_tsvector('pg_catalog.simple', {name}), '{weight}')"
    for name, weight in (("title", "A"), ("hidden", "B"), ("text", "D"))
)
_COLUMNS = {"words_vector": _WORDS, "letters_vector": "to_tsvector('pg_catalog.simple', letters)"}


def prepare(cursor: Any) -> None:
    """Make what is missing."""
    for name, expression in _COLUMNS.items():
        cursor.execute(
            f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS {name} tsvector GENERATED ALWAYS AS ({expression}) STORED"
        )
        cursor.execute(
            f"CREATE INDEX IF NOT EXISTS articles_search_{name} ON {TABLE} USING gin ({name}) WITH (fastupdate = off)"
        )


def clear(cursor: Any) -> None:
    for name in _COLUMNS:
        cursor.execute(f"ALTER TABLE IF EXISTS {TABLE} DROP COLUMN IF EXISTS {name}")


def tidy(cursor: Any) -> None:
    """After many changes at once: statistics for the planner."""
    cursor.execute(f"ANALYZE {TABLE}")


def matching(query: Query) -> dict[str, Any]:
    return _where("words_vector", " & ".join(map(_expression, query.parts)))


def _expression(part: Part) -> str:
    words = " <-> ".join(map(written, part.keys))
    return f"{words}:*" if part.is_beginning else f"({words})"


def names_like(words: Collection[str]) -> dict[str, Any]:
    return _where("letters_vector", " | ".join(letters_of(words)))


def names_beginning(words: Collection[str]) -> dict[str, Any]:
    return _where("letters_vector", " & ".join(f"{written(word)}:*" for word in words))


def _where(column: str, expression: str) -> dict[str, Any]:
    asked = "to_tsquery('pg_catalog.simple', %s)"
    return {
        "where": [f"{TABLE}.{column} @@ {asked}"],
        "params": [expression],
        "select": {"score": f"-ts_rank('{{0.1, 0.2, 0.4, 1}}', {TABLE}.{column}, {asked}, 1)"},
        "select_params": [expression],
    }
