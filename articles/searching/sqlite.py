"""The index in SQLite: an FTS5 table beside the lines, kept by triggers.

SQLite drops the triggers whenever Django makes a table anew to change it, so `prepare` is called after every migrate.
"""

from collections.abc import Collection
from typing import Any

from articles.searching.words import Query, letters_of, written

TABLE, INDEX = "articles_searchentry", "articles_search"
NUMBER = f"{INDEX}.rowid"  # by which the index gives its lines in order without sorting them
COLUMNS = "title, text, hidden, letters"
# The title tells most; letters are for names only.
_NEW = ", ".join(f"new.{name}" for name in COLUMNS.split(", "))
_OLD = ", ".join(f"old.{name}" for name in COLUMNS.split(", "))
_FORGET = f"INSERT INTO {INDEX}({INDEX}, rowid, {COLUMNS}) VALUES ('delete', old.id, {_OLD});"  # noqa: S608
_KEEP = f"INSERT INTO {INDEX}(rowid, {COLUMNS}) VALUES (new.id, {_NEW});"  # noqa: S608
_TRIGGERS = {
    f"{INDEX}_insert": ("INSERT", _KEEP),
    f"{INDEX}_delete": ("DELETE", _FORGET),
    f"{INDEX}_update": ("UPDATE", _FORGET + _KEEP),
}


def prepare(cursor: Any) -> None:
    """Make what is missing; where anything was, all is read in anew."""
    cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", [f"{INDEX}%"])
    there = {name for (name,) in cursor.fetchall()}
    if {INDEX, *_TRIGGERS} <= there:
        return
    clear(cursor)
    cursor.execute(
        f"CREATE VIRTUAL TABLE {INDEX} USING fts5({COLUMNS}, content='{TABLE}', content_rowid='id', tokenize='ascii')"
    )
    cursor.execute(f"INSERT INTO {INDEX}({INDEX}, rank) VALUES ('rank', 'bm25(8.0, 1.0, 4.0, 0.0)')")  # noqa: S608
    for name, (event, body) in _TRIGGERS.items():
        cursor.execute(f"CREATE TRIGGER {name} AFTER {event} ON {TABLE} BEGIN {body} END")
    cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')")  # noqa: S608


def clear(cursor: Any) -> None:
    for name in _TRIGGERS:
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    cursor.execute(f"DROP TABLE IF EXISTS {INDEX}")


def tidy(cursor: Any) -> None:
    """After many changes at once: one index again, and statistics for the planner."""
    cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('optimize')")  # noqa: S608
    cursor.execute("ANALYZE")


def matching(query: Query) -> dict[str, Any]:
    parts = [f'"{" ".join(map(written, part.keys))}"{" *" if part.is_beginning else ""}' for part in query.parts]
    return _where(f"{{title text hidden}} : ({' AND '.join(parts)})")


def names_like(words: Collection[str]) -> dict[str, Any]:
    likeness = f"bm25({INDEX}, 0.0, 0.0, 0.0, 1.0)"
    return _where("{letters} : (" + " OR ".join(f'"{three}"' for three in letters_of(words)) + ")", likeness)


def names_beginning(words: Collection[str]) -> dict[str, Any]:
    return _where("{letters} : (" + " AND ".join(f'"{written(word)}" *' for word in words) + ")")


def _where(expression: str, score: str = f"{INDEX}.rank") -> dict[str, Any]:
    return {
        "tables": [INDEX],
        "where": [f"{INDEX} MATCH %s", f"{INDEX}.rowid = {TABLE}.id"],
        "params": [expression],
        "select": {"score": score},
    }
