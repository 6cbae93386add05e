"""Addresses as other sites are told them: whole, and the same whatever host a request names."""

from django.conf import settings


def absolute(path: str) -> str:
    """A path of this site with the site in front of it."""
    return f"{settings.SITE_URL}{path}"
