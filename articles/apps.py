from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Stories"

    def ready(self) -> None:
        from articles.roles import create_groups_after_migrate  # needs the user models, which exist only now

        post_migrate.connect(create_groups_after_migrate, sender=self)
        post_migrate.connect(prepare_search, sender=self)


def prepare_search(using: str, plan: Sequence[Any] = (), **kwargs: Any) -> None:
    """What the index needs beside its table, after every migrate; gone with the table. A newsroom that had stories
    before there were lines to search and to count them by is given them, once it is up to date."""
    from articles.searching import rebuilding, structures

    structures.prepare(connections[using])
    if plan and using == DEFAULT_DB_ALIAS and _is_up_to_date(using) and rebuilding.is_wanting():
        rebuilding.rebuild()


def _is_up_to_date(using: str) -> bool:
    """Whether the tables are those of the models: every migration was applied."""
    executor = MigrationExecutor(connections[using])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
