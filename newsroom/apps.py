from typing import Any

import django.contrib.admin.apps as admin_apps
from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "Site"

    def ready(self) -> None:
        from newsroom.accounts import audit, checks, sessions  # noqa: F401  they listen, and need the models

        post_migrate.connect(make_counters, sender=self)


def make_counters(using: str, **kwargs: Any) -> None:
    """The table of the shared cache, with the other tables; nothing where it is there already."""
    call_command("createcachetable", database=using, verbosity=0)


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin, with the desk as its first page."""

    default = False
    default_site = "newsroom.front_desk.DeskSite"
