from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security, deploy=True)
def can_be_run_like_this(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        hint = "Set EMAIL_HOST: until then nobody gets the mail that lets them set a new password."
        found.append(Warning("No mail server is named.", hint=hint, id="newsroom.W001"))
    if not settings.TWO_FACTOR_REQUIRED:
        hint = "Leave TWO_FACTOR_REQUIRED out, or set it to 1."
        found.append(Warning("Staff log in with a password alone.", hint=hint, id="newsroom.W002"))
    return found
