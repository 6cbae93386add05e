"""Slugs that read well in every script."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from django.utils.text import slugify

_JOINS = re.compile(r"[\u2010-\u2015\u2212/’'ʼ_.]+")


def make_slug(text: str, max_length: int = 80) -> str:
    """A slug of whole words, Unicode letters kept; "untitled" when nothing is left.

    Dashes and apostrophes part words (Django alone would glue "Москва—Київ" together).
    """
    text = _JOINS.sub(lambda found: "" if found[0] in "’'ʼ." else " ", unicodedata.normalize("NFKC", text))
    slug = slugify(text, allow_unicode=True)
    if len(slug) > max_length:
        slug = slug[: max_length + 1].rsplit("-", 1)[0][:max_length]
    return slug.strip("-") or "untitled"


def free_slug(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """`wanted`, or the first of `wanted-2`, `wanted-3` … that is not taken."""
    slug, number = wanted, 1
    while is_taken(slug):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def slug_among(rows: Any, wanted: str) -> str:
    """`wanted`, or the first free one after it, among these rows (a queryset or a manager)."""
    return free_slug(wanted, lambda slug: rows.filter(slug=slug).exists())
