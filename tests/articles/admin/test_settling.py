"""Two editors changed the same story: field by field, either or both, without JavaScript, and nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Byline, Correction
from articles.revising import revise
from newsroom.models import User
from tests.articles.admin.test_stories import change_page, form_of
from tests.desk import form_on, text_of
from tests.factories import make_article, make_person, publish

pytestmark = pytest.mark.django_db

ONE, TWO = "<p>The ferry sails at nine.</p>", "<p>The bridge is shut today.</p>"


@pytest.fixture
def article() -> Article:
    return make_article("Gates", body=ONE + TWO, deck="A deck")


def theirs(article: Article, **changed: Any) -> None:
    """Somebody else saves these fields of the latest version, and nothing else."""
    article.refresh_from_db()
    latest = article.latest_revision
    fields = {name: getattr(latest, name) for name in ("headline", "body", "deck", "dateline", "lead_image")}
    revise(article, by=None, **fields | changed)


def latest(article: Article) -> Any:
    return Article.objects.get(pk=article.pk).latest_revision


def refused(client: Client, article: Article, sent: dict[str, Any]) -> Any:
    page = client.post(change_page(article), sent)
    assert page.status_code == 409
    return page


def settle(client: Client, article: Article, page: Any, **chosen: str) -> Any:
    """Send the refused page's own form as a browser would, with these choices."""
    sent = form_on(page) | {f"_settle-{name}": choice for name, choice in chosen.items()}
    return client.post(change_page(article), sent)


@pytest.mark.parametrize(
    ("choice", "deck"), [("mine", "My deck"), ("theirs", "Their deck"), ("both", "Their deck\n\nMy deck")]
)
def test_r01_what_both_changed_is_taken_from_either_or_both(
    at_desk: Client, article: Article, choice: str, deck: str
) -> None:
    mine = form_of(at_desk, article, deck="My deck", headline="My headline", note="typed by hand")
    theirs(article, deck="Their deck", dateline="TOKYO")
    page = refused(at_desk, article, mine)
    told = text_of(page)
    assert "Taken over from the other version: dateline." in told
    assert "Deck [only in theirs: Their ] [only in yours: My ] deck Keep mine" in told
    assert settle(at_desk, article, page, deck=choice).status_code == 302
    saved = latest(article)
    assert saved.deck.replace("\r\n", "\n") == deck
    assert (saved.dateline, saved.headline, saved.note) == ("TOKYO", "My headline", "typed by hand")


def test_changes_of_different_paragraphs_are_put_together_and_that_is_said(at_desk: Client, article: Article) -> None:
    mine = form_of(at_desk, article, body=ONE.replace("nine", "ten") + TWO)
    theirs(article, body=ONE + TWO.replace("today", "tonight"))
    page = refused(at_desk, article, mine)
    assert "Put together, because you changed different paragraphs: body." in text_of(page)
    assert settle(at_desk, article, page).status_code == 302
    assert latest(article).body == ONE.replace("nine", "ten") + TWO.replace("today", "tonight")


def test_a_paragraph_that_both_changed_is_shown_and_both_forms_of_it_can_be_taken(
    at_desk: Client, article: Article
) -> None:
    mine = form_of(at_desk, article, body=ONE.replace("nine", "ten") + TWO)
    theirs(article, body=ONE.replace("nine", "noon") + TWO.replace("today", "tonight"))
    page = refused(at_desk, article, mine)
    assert "The ferry sails at [only in theirs: noon ] [only in yours: ten ]" in text_of(page)
    assert settle(at_desk, article, page, body="both").status_code == 302
    assert latest(article).body == "".join(
        [ONE.replace("nine", "noon"), ONE.replace("nine", "ten"), TWO.replace("today", "tonight")]
    )


def test_what_was_chosen_can_be_looked_at_before_it_is_saved(at_desk: Client, article: Article) -> None:
    mine = form_of(at_desk, article, headline="Mine")
    theirs(article, headline="Theirs")
    page = refused(at_desk, article, mine)
    sent = form_on(page) | {"_settle-headline": "both", "_look": "1"}
    looked = at_desk.post(change_page(article), sent)
    assert looked.status_code == 200
    assert "What you chose is in the form now, and not saved yet." in text_of(looked)
    assert looked.context["adminform"].form["headline"].value() == "Theirs Mine"
    assert latest(article).headline == "Theirs"
    assert settle(at_desk, article, looked).status_code == 302
    assert latest(article).headline == "Theirs Mine"


def test_a_choice_does_not_reach_what_a_third_person_saved_unseen(at_desk: Client, article: Article) -> None:
    mine = form_of(at_desk, article, headline="Mine")
    theirs(article, headline="Theirs")
    page = refused(at_desk, article, mine)
    theirs(article, headline="A third one's")
    again = settle(at_desk, article, page, headline="theirs")
    assert again.status_code == 409
    assert again.context["adminform"].form["headline"].value() == "Mine"
    assert settle(at_desk, article, again, headline="both").status_code == 302
    assert latest(article).headline == "A third one's Mine"


def test_tags_people_and_bylines_of_both_are_put_together(at_desk: Client, article: Article) -> None:
    ada, bo = make_person("Ada Brun"), make_person("Bo Lind")
    mara, jon = Byline.objects.create(name="Mara Quill"), Byline.objects.create(name="Jon Ek")
    mine = form_of(at_desk, article, tags="ferry, pier", people=[ada.pk], bylines=[mara.pk])
    article.tags.set(["harbour", "pier"])
    article.people.set([bo])
    theirs(article, bylines=[jon])
    page = refused(at_desk, article, mine)
    assert settle(at_desk, article, page, tags="both", people="both", bylines="both").status_code == 302
    article.refresh_from_db()
    assert {tag.name for tag in article.tags.all()} == {"ferry", "harbour", "pier"}
    assert {person.name for person in article.people.all()} == {"Ada Brun", "Bo Lind"}
    assert set(latest(article).byline_names()) == {"Mara Quill", "Jon Ek"}


def correct(article: Article, text: str) -> Correction:
    return Correction.objects.create(article=article, text=text)


def row(page: Any, name: str) -> Any:
    formset = page.context["inline_admin_formsets"][0].formset
    return {form.instance.pk: form[name].value() for form in formset.forms}


def test_inline_rows_are_settled_one_by_one(at_desk: Client, article: Article) -> None:
    publish(article)
    both, mine_only, theirs_only = (correct(article, text) for text in ("Both.", "Mine.", "Theirs."))
    sent = form_on(at_desk.get(change_page(article)))
    typed = {value: name.removesuffix("-id") for name, value in sent.items() if name.endswith("-id")}
    sent[f"{typed[str(both.pk)]}-text"] = "Both, as I have it."
    sent[f"{typed[str(mine_only.pk)]}-text"] = "Mine, mended."
    Correction.objects.filter(pk=both.pk).update(text="Both, as they have it.", kind="misquote")
    Correction.objects.filter(pk=theirs_only.pk).update(text="Theirs, mended.")
    added = correct(article, "Added.")
    page = refused(at_desk, article, sent)
    assert row(page, "text") == {
        both.pk: "Both, as I have it.",
        mine_only.pk: "Mine, mended.",
        theirs_only.pk: "Theirs, mended.",
        added.pk: "Added.",
    }
    told = text_of(page)
    assert "[only in theirs: they ] [only in yours: I ] have it." in told
    assert "new: factual: added." in told.lower()
    name = next(key for key in form_on(page) if key.startswith("_settle-corrections"))
    assert at_desk.post(change_page(article), form_on(page) | {name: "both"}).status_code == 302
    texts = {one.pk: one.text.replace("\r\n", "\n") for one in article.corrections.all()}
    assert texts == {
        both.pk: "Both, as they have it.\n\nBoth, as I have it.",
        mine_only.pk: "Mine, mended.",
        theirs_only.pk: "Theirs, mended.",
        added.pk: "Added.",
    }
    assert article.corrections.get(pk=both.pk).kind == "misquote"


def test_a_row_that_somebody_else_deleted_goes_unless_i_changed_it(at_desk: Client, article: Article) -> None:
    publish(article)
    untouched, changed, left = (correct(article, text) for text in ("Untouched.", "Changed.", "Left."))
    sent = form_on(at_desk.get(change_page(article)))
    typed = {value: name.removesuffix("-id") for name, value in sent.items() if name.endswith("-id")}
    sent[f"{typed[str(changed.pk)]}-text"] = "Changed by me."
    Correction.objects.filter(pk__in=[untouched.pk, changed.pk]).delete()
    page = refused(at_desk, article, sent)
    assert "a row you changed was deleted and is here as a new one" in text_of(page)
    assert at_desk.post(change_page(article), form_on(page)).status_code == 302
    assert {one.text for one in article.corrections.all()} == {"Changed by me.", "Left."}
    assert article.corrections.filter(pk=left.pk).exists()


def test_who_may_not_edit_the_story_settles_nothing(client: Client, other_reporter: User, article: Article) -> None:
    client.force_login(other_reporter)
    assert client.post(change_page(article), {"_settle-headline": "theirs", "headline": "Forged"}).status_code == 403
    assert latest(article).headline == "Gates"
