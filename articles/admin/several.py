"""What is done to several stories at once from the first page of the desk."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from articles.models import Article
from newsroom.desk import MOST_AT_ONCE
from newsroom.forms import row_number


@require_POST
def spike_several(request: HttpRequest, model_admin: Any) -> HttpResponse:
    """All of the ticked stories, each as it was when its box was drawn, or none."""
    if not model_admin.has_spike_permission(request):
        raise PermissionDenied
    versions = {}
    for chosen in request.POST.getlist("chosen"):
        typed, _, version = chosen.partition(":")
        number = row_number(typed)
        if number is None:
            return HttpResponseBadRequest("That is no story.", "text/plain")
        versions[number] = version
    if not versions or len(versions) > MOST_AT_ONCE:
        told = "Tick the stories first." if not versions else f"At most {MOST_AT_ONCE} at once."
        messages.error(request, told)
        return redirect("admin:index")
    try:
        with transaction.atomic():
            stories = list(Article.objects.select_for_update().filter(pk__in=versions).order_by("pk"))
            if {story.pk: story.version for story in stories} != versions:
                raise ValidationError("Somebody changed one of them meanwhile. Look again, then decide.")
            for story in stories:
                story.spike(by=request.user)
                model_admin.log_change(request, story, "spiked")
    except ValidationError as problem:
        messages.error(request, f"Nothing was spiked. {problem.messages[0]}")
    else:
        messages.success(request, f"{len(stories)} spiked.")
    return redirect("admin:index")
