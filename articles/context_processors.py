from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.models import Section


def sections(request: HttpRequest) -> dict[str, object]:
    """The sections for the menu; asked for only where a menu is drawn."""
    return {"sections": SimpleLazyObject(lambda: list(Section.objects.all()))}
