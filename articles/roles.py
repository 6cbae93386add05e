"""Who may do what: three groups. A newsroom may add groups of its own; these three are kept as they are here."""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connections

_SEE = ["view"]
_WORK = ["add", "change", "view"]
_ALL = ["add", "change", "delete", "view"]

REPORTER = {
    "articles.article": ["add", "change", "view"],
    "articles.citation": ["change", "view"],
    "articles.statement": ["add", "change", "view"],
    "articles.revision": _SEE,
    "articles.section": _SEE,
    "articles.byline": _SEE,
    "articles.sourcedocument": _SEE,
    "articles.correction": _SEE,
    "newsroom.image": ["add", "view"],
    "newsroom.tag": ["add", "view"],
    # Whom a reporter's story names is made with the decision on a statement; the desk's own forms are an editor's.
    "people.person": _SEE,
    "people.personname": _SEE,
    "people.organization": _SEE,
    "people.organizationname": _SEE,
    "people.office": _SEE,
    "people.position": _SEE,
    "people.identifier": _SEE,
}
EDITOR = {
    **REPORTER,
    "articles.article": [*_ALL, "edit_any", "publish", "spike"],
    "articles.statement": [*_WORK, "retract", "merge", "reattribute"],
    "articles.section": _WORK,
    "articles.byline": _ALL,
    "articles.correction": _WORK,
    "articles.readerreport": ["change", "view"],
    "newsroom.image": _ALL,
    "newsroom.tag": _ALL,
    "newsroom.publication": _SEE,
    "newsroom.oldaddress": _WORK,
    "people.person": _ALL,
    "people.personname": _ALL,
    "people.organization": _ALL,
    "people.organizationname": _ALL,
    "people.office": _ALL,
    "people.position": _ALL,
    "people.identifier": _ALL,
    "people.merge": _SEE,
}
ADMINISTRATOR = {
    **EDITOR,
    "people.person": [*_ALL, "merge"],
    "people.organization": [*_ALL, "merge"],
    "articles.section": _ALL,
    "articles.readerreport": ["change", "delete", "view"],
    "newsroom.publication": _WORK,
    "newsroom.oldaddress": _ALL,
    "newsroom.user": _ALL,
    "auth.group": _SEE,
}
GROUPS = {"Reporter": REPORTER, "Editor": EDITOR, "Administrator": ADMINISTRATOR}


def create_groups(using: str = "default") -> None:
    """Create the three groups and give them exactly these permissions; safe to repeat."""
    known = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for name, rights in GROUPS.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.set(
            known[app, f"{verb}_{model}"]
            for (app, model), verbs in ((key.split("."), verbs) for key, verbs in rights.items())
            for verb in verbs
        )


def create_groups_after_migrate(using: str, **kwargs: Any) -> None:
    """Called when this app has been migrated: the permissions of later apps are not there yet, so make them."""
    if Group._meta.db_table in connections[using].introspection.table_names():
        for config in apps.get_app_configs():
            create_permissions(config, using=using, verbosity=0)
        create_groups(using)
