"""The colours that a section may have: few, and each can be read on the paper, by day and by night."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from articles.models import Section
from tests.desk import form_on
from tests.factories import make_article, make_section, publish

CSS = Path(settings.BASE_DIR) / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text()
ENOUGH = 4.5  # WCAG 2.2, AA, of text


def colours(token: str) -> list[str]:
    """By day and by night."""
    found = re.search(rf"{token}: light-dark\((#[0-9a-f]{{6}}), (#[0-9a-f]{{6}})\)", TOKENS)
    assert found, token
    return list(found.groups())


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_standard_has_it() -> None:
    assert round(contrast("#ffffff", "#000000"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("paper", ["--paper", "--paper-sunk"])
@pytest.mark.parametrize("colour", [f"--hue-{colour}" for colour in Section.Colour.values] + ["--red"])
def test_every_colour_can_be_read_on_the_paper_by_day_and_by_night(colour: str, paper: str) -> None:
    for ink, ground in zip(colours(colour), colours(paper), strict=True):
        assert contrast(ink, ground) >= ENOUGH, (colour, ink, ground)


@pytest.mark.parametrize("colour", Section.Colour.values)
def test_every_colour_has_a_class_that_gives_it(colour: str) -> None:
    assert f".hue-{colour} {{ --hue: var(--hue-{colour}); }}" in (CSS / "components.css").read_text()


@pytest.mark.django_db
def test_an_editor_gives_a_section_its_colour_and_readers_see_it_over_page_story_and_list(
    at_desk: Client, client: Client
) -> None:
    section = make_section("Harbour")
    story = publish(make_article("Gates", section=section))
    plain = publish(make_article("Piers"))
    pages = ["/", section.get_absolute_url(), story.get_absolute_url()]
    assert not any(b"hue-" in client.get(page).content for page in pages)
    change = f"/admin/articles/section/{section.pk}/change/"
    assert at_desk.post(change, form_on(at_desk.get(change)) | {"colour": "moss"}).status_code == 302
    for page in pages:
        assert b'class="hue-moss" href="/sections/harbour/"' in client.get(page).content
    assert b'<header class="list-head section-head hue-moss">' in client.get(section.get_absolute_url()).content
    kicker = client.get(plain.get_absolute_url()).content.partition(b'class="kicker"')[2].partition(b"</p>")[0]
    assert b"hue-" not in kicker


@pytest.mark.django_db
def test_another_colour_is_refused(at_desk: Client) -> None:
    section = make_section("Harbour")
    change = f"/admin/articles/section/{section.pk}/change/"
    assert at_desk.post(change, form_on(at_desk.get(change)) | {"colour": "pink; }"}).status_code == 200
    section.refresh_from_db()
    assert section.colour == ""
