from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone


class User(AbstractUser):
    """Somebody who works here. Our own from the first migration on, so that it can grow."""

    sessions_ended_at = models.DateTimeField(null=True, editable=False)

    def end_sessions(self) -> None:
        """Whatever this user is logged in with is logged in no more."""
        self.sessions_ended_at = timezone.now()
        self.save(update_fields=["sessions_ended_at"])

    # A session holds what these gave when it began, and ends when they give something else.

    def get_session_auth_hash(self) -> str:
        return self._with_end(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        yield from (self._with_end(one) for one in super().get_session_auth_fallback_hash())

    def _with_end(self, password_hash: str) -> str:
        return f"{password_hash}{self.sessions_ended_at.isoformat() if self.sessions_ended_at else ''}"
