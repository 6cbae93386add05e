"""The public pages in the vocabulary of schema.org, as JSON-LD, for whatever reads them by machine."""

import json
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from newsroom.addresses import absolute
from newsroom.models import Image, Publication

Thing = Mapping[str, Any]

# A script element ends at the first "</script", whatever the JSON says; these never stand in it as they are.
_ESCAPED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def script(*things: Thing) -> SafeString:
    """The things in one script element, which browsers read and do not run."""
    graph = {"@context": "https://schema.org", "@graph": [said(thing) for thing in things]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # escaped for its place above


def said(thing: Thing) -> dict[str, Any]:
    """Without what is not known."""
    return {name: value for name, value in thing.items() if value not in (None, "", [], {})}


def page_id(thing: Any) -> str:
    return absolute(thing.get_absolute_url())


def breadcrumbs(*steps: tuple[str, str]) -> Thing:
    """The way from the front page, in names and paths; the last step is the page itself."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": name, "item": absolute(path)}
            for at, (name, path) in enumerate(steps, 1)
        ],
    }


def publisher(publication: Publication) -> Thing:
    return said(
        {
            "@type": "NewsMediaOrganization",
            "name": publication.name,
            "url": absolute(reverse("articles:home")),
            "logo": picture(publication.logo),
            "email": publication.contact_email,
            "correctionsPolicy": absolute(reverse("articles:correction_list")),
            "ethicsPolicy": absolute(reverse("articles:about_attribution")),
        }
    )


def picture(image: Image | None) -> Thing | None:
    if image is None:
        return None
    return said(
        {
            "@type": "ImageObject",
            "url": absolute(image.url("w1600")),
            "caption": image.caption,
            "creditText": image.credit,
        }
    )
