from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.forms import ModelMultipleChoiceField
from django.test import Client
from django.urls import reverse

from articles.models import Article, Byline, Correction, Statement
from articles.revising import revise
from newsroom.models import OldAddress, User
from people.models import Person
from tests.desk import send, text_of
from tests.factories import make_article, make_citation, make_person, make_public_statement, make_section, publish

pytestmark = pytest.mark.django_db

ADD = reverse("admin:articles_article_add")


def change_page(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def workflow_page(article: Article) -> str:
    return reverse("admin:articles_article_workflow", args=[article.pk])


def carry_out(client: Client, article: Article, verb: str, follow: bool = False, **given: str) -> Any:
    """Press the button of a verb on the page as it stands."""
    version = Article.objects.get(pk=article.pk).version
    return client.post(workflow_page(article), {"verb": verb, "version": version, **given}, follow=follow)


def form_of(client: Client, article: Article | None = None, **changed: Any) -> dict[str, Any]:
    """What a browser would send from the story's form, with these changes."""
    page = client.get(change_page(article) if article else ADD)
    sent: dict[str, Any] = {}
    for bound in page.context["adminform"].form:
        value = bound.value()
        many = isinstance(bound.field, ModelMultipleChoiceField)
        sent[bound.html_name] = ([] if many else "") if value is None else value
    for formset in page.context["inline_admin_formsets"]:
        for bound in formset.formset.management_form:
            sent[bound.html_name] = bound.value()
        for form in formset.formset.initial_forms:
            for bound in form:
                value = bound.value()
                if hasattr(value, "strftime"):
                    sent |= {f"{bound.html_name}_0": f"{value:%Y-%m-%d}", f"{bound.html_name}_1": f"{value:%H:%M:%S}"}
                else:
                    sent[bound.html_name] = "" if value is None else value
    if version := page.context.get("version"):
        sent["_version"] = version
    if isinstance(sent.get("tags"), list | tuple) or not isinstance(sent.get("tags"), str):
        sent["tags"] = ""
    return sent | changed


def test_a_pasted_story_becomes_a_draft_of_the_one_who_pasted_it(client: Client, reporter: User) -> None:
    client.force_login(reporter)
    body = "<p>“The gates stay open,” Harbour Minister Ada Brun said.</p><script>alert(1)</script>"
    client.post(ADD, form_of(client, headline="Gates", body=body, tags="gates, harbour", dated="2026-03"))
    article = Article.objects.get()
    assert article.owner == reporter
    assert article.status == Article.Status.DRAFT
    assert article.latest_revision.body == "<p>“The gates stay open,” Harbour Minister Ada Brun said.</p>"
    assert {tag.name for tag in article.tags.all()} == {"gates", "harbour"}
    assert str(article.dated) == "March 2026"
    assert article.citations.suggested().count() == 1


def test_saving_writes_a_version_and_what_stands_beside_the_words_takes_effect(at_desk: Client) -> None:
    article = publish(make_article("Before", text="Some words."))
    section, byline = make_section("Harbour"), Byline.objects.create(name="Mara Quill")
    sent = form_of(at_desk, article, headline="After", section=section.pk, bylines=[byline.pk], note="new headline")
    assert at_desk.post(change_page(article), sent).status_code == 302
    article.refresh_from_db()
    assert article.latest_revision.headline == "After"
    assert article.latest_revision.byline_names() == ["Mara Quill"]
    assert article.live_revision.headline == "Before"
    assert article.section == section
    assert "Version 2 waits" in at_desk.get(change_page(article)).content.decode()


def test_saving_without_a_change_writes_no_version_and_no_history(at_desk: Client) -> None:
    article = make_article("Before", text="Some words.")
    rows = article.history.count()
    at_desk.post(change_page(article), form_of(at_desk, article))
    assert article.revisions.count() == 1
    assert article.history.count() == rows


def test_a_date_that_cannot_be_read_is_refused_and_nothing_typed_is_lost(at_desk: Client) -> None:
    article = make_article("Before")
    page = at_desk.post(
        change_page(article), form_of(at_desk, article, dated="soon", headline="Typed")
    ).content.decode()
    assert "“soon” is not a date" in page
    assert 'value="Typed"' in page


def test_another_slug_for_a_public_story_leaves_its_old_address_behind(at_desk: Client, client: Client) -> None:
    article = publish(make_article("Before"))
    before = article.get_absolute_url()
    at_desk.post(change_page(article), form_of(at_desk, article, slug="after"))
    article.refresh_from_db()
    response = Client().get(before)
    assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())


def test_a_public_story_keeps_an_address(at_desk: Client) -> None:
    article = publish(make_article("Before"))
    page = at_desk.post(change_page(article), form_of(at_desk, article, slug="")).content.decode()
    assert "keeps an address" in page


def test_an_address_that_is_taken_or_a_section_that_is_cleared_is_told_beside_the_field(at_desk: Client) -> None:
    other = publish(make_article("Pier"))
    article = publish(make_article("Gates", section=make_section()))
    told = text_of(at_desk.post(change_page(article), form_of(at_desk, article, slug=other.slug)))
    assert "Another story of that day has this slug" in told
    told = text_of(at_desk.post(change_page(article), form_of(at_desk, article, section="")))
    assert "A published story stands in a section" in told


def test_a_withdrawn_story_and_a_section_leave_their_old_address_too(at_desk: Client, client: Client) -> None:
    article = publish(make_article("Gates", section=make_section("Harbour")))
    old = article.get_absolute_url()
    article.withdraw(by=None, reason="A forgery.")
    at_desk.post(change_page(article), form_of(at_desk, article, slug="doors"))
    moved = client.get(old)
    assert (moved.status_code, moved["Location"].endswith("/doors/")) == (301, True)
    assert "no-cache" in moved["Cache-Control"]
    gone = client.get(moved["Location"])
    assert (gone.status_code, "no-cache" in gone["Cache-Control"]) == (410, True)

    send(at_desk, reverse("admin:articles_section_change", args=[article.section_id]), slug="port")
    assert client.get("/sections/harbour/")["Location"] == "/sections/port/"


def test_a_draft_has_no_page_to_be_seen_on(at_desk: Client) -> None:
    article = make_article()
    content_type = ContentType.objects.get_for_model(Article)
    assert at_desk.get(f"/admin/r/{content_type.pk}/{article.pk}/").status_code == 404


def test_a_time_that_has_passed_is_no_time_to_publish_at(at_desk: Client) -> None:
    article = make_article(section=make_section())
    told = text_of(carry_out(at_desk, article, "schedule", day="2020-01-01", time="10:00"))
    assert "That time has passed" in told
    assert not Article.objects.published().exists()


def test_a_draft_that_changes_its_slug_leaves_nothing_behind(at_desk: Client) -> None:
    article = make_article("Before")
    at_desk.post(change_page(article), form_of(at_desk, article, slug="after"))
    assert not OldAddress.objects.exists()


def test_in_another_language_statements_are_not_looked_for(at_desk: Client) -> None:
    article = make_article(text="“The gates stay open,” Harbour Minister Ada Brun said.")
    before = article.citations.count()
    at_desk.post(change_page(article), form_of(at_desk, article, language="ja"))
    assert article.citations.count() == before


def test_a_correction_is_written_beside_the_story(at_desk: Client, editor: User) -> None:
    citation = make_public_statement()
    article = Article.objects.get(pk=citation.article_id)
    sent = form_of(at_desk, article)
    sent |= {
        "corrections-TOTAL_FORMS": 1,
        "corrections-0-kind": "misquote",
        "corrections-0-text": "We misquoted her.",
        "corrections-0-citations": [citation.pk],
        "corrections-0-corrected_at_0": "2026-03-05",
        "corrections-0-corrected_at_1": "12:00",
    }
    assert at_desk.post(change_page(article), sent).status_code == 302
    correction = Correction.objects.get()
    assert (correction.created_by, list(correction.citations.all())) == (editor, [citation])
    assert "We misquoted her." in Client().get(article.get_absolute_url()).content.decode()


def test_the_list_shows_states_and_what_waits(at_desk: Client) -> None:
    article = make_article("Gates", text="The gates stay open.")
    make_citation(article, "The gates stay open", confirmed=False)
    live = publish(make_article("Live one", text="Old words."))
    revise(live, by=None, headline="Live one", body="<p>Newer words.</p>")
    page = at_desk.get(reverse("admin:articles_article_changelist")).content.decode()
    assert "published, newer draft waits" in page
    assert reverse("admin:articles_article_statements", args=[article.pk]) in page


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("unclaimed", "Unclaimed"),
        ("mine", "Mine"),
        ("to_confirm", "Waiting"),
        ("scheduled", "Soon"),
        ("newer_draft", "Newer"),
    ],
)
def test_the_list_is_filtered_by_what_an_editor_looks_for(
    at_desk: Client, editor: User, state: str, expected: str
) -> None:
    from datetime import timedelta

    from django.utils import timezone

    make_article("Unclaimed")
    make_article("Mine", owner=editor)
    waiting = make_article("Waiting", text="The gates stay open.", owner=User.objects.create_user("somebody"))
    make_citation(waiting, "The gates stay open", confirmed=False)
    publish(make_article("Soon"), at=timezone.now() + timedelta(days=1))
    newer = publish(make_article("Newer", text="Old."))
    revise(newer, by=None, headline="Newer", body="<p>New words.</p>")
    page = at_desk.get(reverse("admin:articles_article_changelist"), {"state": state})
    assert [str(article) for article in page.context["cl"].result_list] == [expected]


def test_a_reporter_sees_anothers_story_but_cannot_change_it(
    client: Client, reporter: User, other_reporter: User
) -> None:
    article = make_article("Hers", owner=other_reporter)
    client.force_login(reporter)
    assert client.get(change_page(article)).status_code == 200
    assert client.post(change_page(article), {"headline": "Mine now", "language": "en"}).status_code == 403


def test_a_reporter_does_not_give_a_story_away(client: Client, reporter: User, other_reporter: User) -> None:
    article = make_article("Mine", owner=reporter)
    client.force_login(reporter)
    sent = form_of(client, article, headline="Still mine", owner=other_reporter.pk, status="published")
    assert client.post(change_page(article), sent).status_code == 302
    article.refresh_from_db()
    assert (article.owner, article.status) == (reporter, Article.Status.DRAFT)
    assert str(article) == "Still mine"


def test_an_editor_deletes_a_draft_with_the_suggestions_found_in_it(at_desk: Client) -> None:
    article = make_article(text="“The gates stay open,” Ada Brun said.")
    assert article.citations.suggested().exists()
    at_desk.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    assert not Article.objects.filter(pk=article.pk).exists()


def test_a_published_story_is_not_deleted_not_even_by_an_editor(at_desk: Client) -> None:
    article = publish(make_article())
    assert at_desk.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"}).status_code == 403


def run_action(client: Client, action: str, *articles: Article) -> str:
    sent = {"action": action, "_selected_action": [article.pk for article in articles]}
    return client.post(reverse("admin:articles_article_changelist"), sent, follow=True).content.decode()


def test_copy_is_spiked_in_bulk_all_or_none(at_desk: Client) -> None:
    one, two, live = make_article(), make_article(), publish(make_article())
    assert "Nothing was changed" in run_action(at_desk, "spike_stories", one, live)
    one.refresh_from_db()
    assert one.status == Article.Status.DRAFT
    assert "2 spiked" in run_action(at_desk, "spike_stories", one, two)


def test_a_reporter_takes_copy_but_spikes_none(client: Client, reporter: User) -> None:
    article = make_article()
    client.force_login(reporter)
    run_action(client, "spike_stories", article)
    article.refresh_from_db()
    assert article.status == Article.Status.DRAFT
    assert "1 taken" in run_action(client, "take_stories", article)
    article.refresh_from_db()
    assert article.owner == reporter


def test_a_story_is_published_from_its_page_of_verbs(at_desk: Client) -> None:
    article = make_article("Gates", section=make_section())
    assert "Nothing stands in the way" in at_desk.get(workflow_page(article)).content.decode()
    told = carry_out(at_desk, article, "publish", follow=True).content.decode()
    assert "Readers see this version now" in told
    assert Client().get(Article.objects.get().get_absolute_url()).status_code == 200


def test_what_is_in_the_way_is_told_and_nothing_happens(at_desk: Client) -> None:
    article = make_article("Gates")
    told = carry_out(at_desk, article, "publish").content.decode()
    assert "Choose a section first" in told
    assert not Article.objects.published().exists()


def test_a_story_is_scheduled_and_taken_off_again(at_desk: Client) -> None:
    article = make_article("Gates", section=make_section())
    assert "Give the day and the time" in carry_out(at_desk, article, "schedule").content.decode()
    assert "Enter a valid date" in carry_out(at_desk, article, "schedule", day="soon", time="10:00").content.decode()
    carry_out(at_desk, article, "schedule", day="2099-01-01", time="10:00")
    article.refresh_from_db()
    assert article.is_scheduled
    assert "scheduled for 1 Jan 2099" in at_desk.get(change_page(article)).content.decode()
    carry_out(at_desk, article, "unschedule")
    article.refresh_from_db()
    assert article.status == Article.Status.IN_REVIEW


def test_the_whole_life_of_a_story_by_its_verbs(at_desk: Client) -> None:
    article = make_article("Gates", section=make_section())
    for verb, status in [
        ("take", "draft"),
        ("submit", "in_review"),
        ("request_changes", "draft"),
        ("spike", "spiked"),
        ("unspike", "draft"),
        ("publish", "published"),
        ("withdraw", "withdrawn"),
    ]:
        carry_out(at_desk, article, verb, note="why?", reason="A forgery.")
        article.refresh_from_db()
        assert article.status == status
    page = at_desk.get(workflow_page(article)).content.decode()
    assert "withdrawn by edda" in " ".join(page.split())


VERBS = ["publish", "schedule", "unschedule", "withdraw", "spike", "unspike", "request_changes"]


@pytest.mark.parametrize("verb", VERBS)
def test_forged_verbs_of_a_reporter_are_refused(client: Client, reporter: User, verb: str) -> None:
    article = make_article("Gates", section=make_section(), owner=reporter)
    client.force_login(reporter)
    sent = {"verb": verb, "day": "2099-01-01", "time": "10:00", "reason": "x", "note": "x"}
    assert client.post(workflow_page(article), {**sent, "version": article.version}).status_code == 403
    article.refresh_from_db()
    assert article.status == Article.Status.DRAFT


def test_a_verb_nobody_knows_is_refused(at_desk: Client) -> None:
    assert at_desk.post(workflow_page(make_article()), {"verb": "delete_everything"}).status_code == 403


def test_a_statement_is_retracted_with_a_reason(at_desk: Client) -> None:
    citation = make_public_statement()
    address = reverse("admin:articles_statement_retract", args=[citation.statement_id])
    send(at_desk, address, verb="retract", reason="She never said it.")
    assert not Statement.objects.published().exists()
    assert not Person.objects.published().exists()


def test_a_reporter_retracts_nothing(client: Client, reporter: User) -> None:
    citation = make_public_statement()
    client.force_login(reporter)
    address = reverse("admin:articles_statement_retract", args=[citation.statement_id])
    assert client.post(address, {"reason": "x"}).status_code == 403
    assert Statement.objects.published().exists()


def test_day_venue_and_dispute_of_a_statement_are_edited_on_its_own_page(at_desk: Client) -> None:
    statement = make_public_statement().statement
    address = reverse("admin:articles_statement_change", args=[statement.pk])
    changed = {"said": "2026-03", "venue": "the quay", "dispute_note": "Denied by nobody."}
    assert send(at_desk, address, changed).status_code == 302
    statement.refresh_from_db()
    assert (str(statement.said), statement.venue, statement.dispute_note) == (
        "March 2026",
        "the quay",
        "Denied by nobody.",
    )


def test_every_admin_page_of_every_model_opens(client: Client) -> None:
    from django.contrib import admin

    make_public_statement(person=make_person("Ada Brun"))
    publish(make_article("With the lot", tags=["gates"]))
    root = User.objects.create_superuser("root", password="x")
    client.force_login(root)
    for model, model_admin in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        listed, asked = reverse(f"{name}_changelist"), {"q": "a"} if model_admin.search_fields else {}
        assert client.get(listed, asked, follow=True).status_code == 200
        if model_admin.has_add_permission(type("R", (), {"user": root})()):
            assert client.get(reverse(f"{name}_add")).status_code == 200
        row = model.objects.first()
        if row is not None:
            assert client.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200
            assert client.get(reverse(f"{name}_history", args=[row.pk])).status_code == 200
