from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Stories"

    def ready(self) -> None:
        from articles.roles import create_groups_after_migrate  # needs the user models, which exist only now

        post_migrate.connect(create_groups_after_migrate, sender=self)
        post_migrate.connect(prepare_search, sender=self)


def prepare_search(using: str, **kwargs: Any) -> None:
    """What the index needs beside its table, after every migrate; gone with the table."""
    from articles.searching import structures

    structures.prepare(connections[using])
