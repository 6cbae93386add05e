from django.http import HttpRequest


def publication(request: HttpRequest) -> dict[str, object]:
    """The paper's name, logo, language, contact and imprint, wherever a page is drawn."""
    from_request = getattr(request, "publication", None)
    return {"publication": from_request} if from_request is not None else {}
