"""Every kind of page at the desk, in light, dark and on a phone: accessible, within the policy, no sideways scroll."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group

from articles.models import Byline, Citation, Correction, PreviewLink
from articles.revising import revise
from newsroom.models import OldAddress, Publication, Tag, User
from people.models import UploadedPeople
from tests.browser.conftest import log_in
from tests.browser.looking import OF_COLOUR, OF_SIZE, Dress, problems_on
from tests.factories import (
    make_article,
    make_citation,
    make_image,
    make_person,
    make_position,
    make_public_statement,
    make_report,
    make_section,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]

PARTS = 4  # so that several workers share the pages
DRESSES = {"light": Dress(1280), "dark": Dress(1280, "dark", OF_COLOUR), "phone": Dress(390, rules=OF_SIZE)}


def desk_pages(editor: User) -> list[str]:
    """Lists, forms, histories and confirmations, each with something in it, and the screens of our own."""
    story = make_article("Gates", text="“The gates stay open,” Ada Brun said.\n\nBrun said more.", owner=editor)
    story.lead_image = make_image(alt="A gate")
    story.tags.add("gates")
    make_article("Copy", text="“We wait,” Carl Dane said.")
    person = make_person("Ada Brun")
    position = make_position(person)
    statement = make_public_statement("The gates stay open.", person, position=position).statement
    lost = make_article("Lost", text="She said so.", owner=editor, section=make_section())
    lost.people.add(person)
    lost.organizations.add(position.office.organization)
    make_citation(lost, "She said so").anchors.all().delete()
    revise(lost, by=editor, headline="Lost and found", body="<h2>Found</h2><p>She said so again.</p>")
    link = PreviewLink.make(lost, by=editor, note="the lawyer", lasts=timedelta(days=1), revision=None)
    second = make_public_statement("The gates stay open, all of them.", person).statement
    make_citation(make_article(text="The gates stay open."), "The gates stay open", statement=statement)
    twin = make_person("Ada Braun")
    file = b"name,identifiers\nCarl Dane,x=1\nAda Brunn,x=2\nNobody,\n"
    UploadedPeople.objects.create(uploaded_by=editor, file_name="officials.csv", content=file)
    report = make_report()
    correction = Correction.objects.create(article=report.article, text="Open, not shut.")
    Byline.objects.create(name="Ada Brun", kind=Byline.Kind.STAFF, user=editor)
    OldAddress.objects.create(path="/old/", reason="Gone.")
    tag = Tag.objects.get(name="gates")
    rows: list[Any] = [story, lost, person, position, position.office, position.office.organization, statement]
    rows += [report, correction, tag, editor, Group.objects.get(name="Editor"), Publication.objects.get()]
    lists = [row._meta for row in rows[1:-1]] + [Byline._meta, Citation._meta, OldAddress._meta, make_image()._meta]
    made_here = [row._meta for row in rows[:7] if row is not statement] + [correction._meta, editor._meta, tag._meta]
    return [
        "/admin/",
        "/admin/articles/",
        "/admin/password_change/",
        *(f"/admin/{meta.app_label}/{meta.model_name}/" for meta in lists),
        *(f"/admin/{meta.app_label}/{meta.model_name}/add/" for meta in dict.fromkeys(made_here)),
        *(f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/" for row in rows),
        *(f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/history/" for row in (story, person, report)),
        f"/admin/articles/article/{story.pk}/history/{story.history.first().pk}/",
        f"/admin/articles/article/{story.pk}/delete/",
        "/admin/articles/article/import/",
        f"/admin/newsroom/tag/{tag.pk}/delete/",
        f"/admin/articles/article/{story.pk}/statements/",
        f"/admin/articles/article/{lost.pk}/statements/",
        f"/admin/articles/article/{story.pk}/workflow/",
        f"/admin/articles/article/{report.article_id}/workflow/",
        f"/admin/articles/article/{lost.pk}/versions/",
        f"/admin/articles/article/{lost.pk}/versions/compare/?old=1&new=2",
        f"/admin/articles/article/{lost.pk}/versions/1/preview/",
        f"/admin/articles/article/{lost.pk}/preview-links/",
        link.get_absolute_url(),
        f"/admin/articles/statement/{statement.pk}/retract/",
        f"/admin/articles/statement/{statement.pk}/merge/",
        f"/admin/articles/statement/{statement.pk}/merge/?with={second.pk}",
        f"/admin/articles/statement/{statement.pk}/detach/{statement.citations.first().pk}/",
        "/admin/people/person/duplicates/",
        "/admin/people/person/import/",
        f"/admin/people/person/{person.pk}/merge/?q=Brun",
        f"/admin/people/person/{person.pk}/merge/{twin.pk}/",
        "/admin/people/merge/",
        f"/admin/newsroom/user/{editor.pk}/second-factor/",
        "/account/second-factor/",
        "/admin/newsroom/tag/add/?_popup=1",
        f"/report/statements/{statement.pk}/",
    ]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_of_the_desk_is_accessible_and_breaks_no_policy(page: Any, editor: User, part: int) -> None:
    Publication.objects.create(name="The Port Elise Courier")
    User.objects.filter(pk=editor.pk).update(is_superuser=True)  # so that nothing is hidden
    addresses = desk_pages(editor)
    log_in(page, editor)
    problems = [told for address in addresses[part::PARTS] for told in problems_on(page, address, DRESSES)]
    assert problems == []
    assert len(addresses) > 60


def test_the_menus_and_the_switch_of_light_and_dark_work_by_keyboard(page: Any, editor: User) -> None:
    Publication.objects.create(name="The Port Elise Courier")
    log_in(page, editor)
    people = page.locator(".desk-nav summary", has_text="People")
    people.focus()
    page.keyboard.press("Enter")
    assert page.locator(".desk-nav a", has_text="Persons").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".desk-nav a", has_text="Persons").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "People"
    paper = "getComputedStyle(document.documentElement).getPropertyValue('color-scheme')"
    page.locator("#header .theme-toggle").focus()
    shown = set()
    for _ in range(3):
        page.keyboard.press("Enter")
        shown.add((page.evaluate("document.documentElement.dataset.theme"), page.evaluate(paper)))
    assert shown == {("auto", "light dark"), ("light", "light"), ("dark", "dark")}
    assert page.complaints == []
