"""Numbers that rows bring along: they stand in public addresses, so a statement keeps its own."""

from django.db import connection, models


def count_on_from(model: type[models.Model], number: int) -> None:
    """The next row that the database numbers itself comes behind this one. SQLite sees to it by itself."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(counter, %s) FROM (SELECT pg_get_serial_sequence(%s, %s)::regclass AS counter) AS own"
            " WHERE coalesce(pg_sequence_last_value(counter), 0) < %s",
            [number, model._meta.db_table, model._meta.pk.column, number],
        )
