"""What a database needs beside the table of lines to search in it."""

from typing import Any

from articles.searching import postgres, sqlite

DATABASES = {"sqlite": sqlite, "postgresql": postgres}


def prepare(connection: Any) -> None:
    """Safe to call at any time, also before the table is made and after it is gone."""
    there = sqlite.TABLE in connection.introspection.table_names()
    with connection.cursor() as cursor:
        database = DATABASES[connection.vendor]
        database.prepare(cursor) if there else database.clear(cursor)
