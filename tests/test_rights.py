"""Who may do what at the desk, as tables: pages by role, verbs by role and state, forged requests included.

A page that stands in no table fails `test_every_page_of_the_desk_is_in_a_table`; its message says what to add.
Letters: R a reporter, E an editor, A an administrator, 0 staff without a role; in the table of verbs o is the reporter
whose story it is and r another one.
"""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import models, transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from articles.models import Article, Byline, Correction, Section, SourceDocument
from articles.revising import revise
from newsroom.models import OldAddress, Publication, Tag, User
from people.merging import merge
from tests.conftest import make_user
from tests.desk import form_on
from tests.factories import (
    make_article,
    make_citation,
    make_image,
    make_organization,
    make_person,
    make_position,
    make_report,
    make_section,
    publish,
)
from tests.test_canary import every_pattern

pytestmark = pytest.mark.django_db

# Rows of             see    add    change delete
STOCK = {
    "articles_article": ("REA", "REA", "REA", "EA"),  # a reporter's own: the table of verbs below
    "articles_byline": ("REA", "EA", "EA", "EA"),
    "articles_citation": ("REA", "", "", ""),  # decided on at their story
    "articles_correction": ("REA", "EA", "EA", ""),
    "articles_readerreport": ("EA", "", "EA", "A"),
    "articles_section": ("REA", "EA", "EA", "A"),
    "articles_sourcedocument": ("REA", "", "", ""),
    "articles_statement": ("REA", "", "REA", ""),
    "auth_group": ("A", "", "", ""),
    "newsroom_image": ("REA", "REA", "EA", "EA"),
    "newsroom_oldaddress": ("EA", "EA", "EA", "A"),
    "newsroom_publication": ("EA", "", "A", ""),
    "newsroom_tag": ("REA", "REA", "EA", "EA"),
    "newsroom_user": ("A", "A", "A", "A"),
    "people_merge": ("EA", "", "", ""),
    "people_office": ("REA", "EA", "EA", "EA"),
    "people_organization": ("REA", "EA", "EA", "EA"),
    "people_person": ("REA", "EA", "EA", "EA"),
    "people_position": ("REA", "EA", "EA", "EA"),
}
KINDS = ("changelist", "add", "change", "delete", "history", "simple_history")

# The other pages of the desk: who may open them. A page that only takes what is sent answers 405 to whoever may.
OWN = {
    "index": "0REA",
    "password_change": "0REA",
    "password_change_done": "0REA",
    "app_list": "REA",
    "articles_article_statements": "REA",
    "articles_article_workflow": "REA",
    "articles_article_versions": "REA",
    "articles_article_compare": "REA",
    "articles_article_restore": "REA",  # a reporter's own
    "articles_article_preview": "REA",
    "articles_article_preview_links": "REA",  # a reporter's own
    "articles_article_spike_several": "EA",
    "articles_article_import": "REA",
    "articles_article_owners": "EA",
    "newsroom_image_choose": "REA",
    "newsroom_tag_suggest": "REA",
    "articles_statement_retract": "EA",
    "articles_statement_merge": "EA",
    "articles_statement_detach": "EA",
    "articles_statement_give": "EA",
    "people_person_duplicates": "EA",
    "people_person_choose_other": "EA",
    "people_person_merge": "EA",  # an editor looks; only an administrator merges (tests/people/admin/test_merging.py)
    "people_person_import": "EA",
    "people_organization_duplicates": "EA",
    "people_organization_choose_other": "EA",
    "people_organization_merge": "EA",
    "people_merge_undo": "EA",
    "auth_user_password_change": "A",
    "newsroom_user_second_factor": "A",
}
# Open to strangers, or led on by Django itself after a look at the rights of what is asked for.
PASSED_ON = {"still_here", "login", "logout", "jsi18n", "autocomplete", "view_on_site", None}

#                  draft  in review  scheduled  published  newer draft  withdrawn  spiked
VERBS = {
    "take": ("o", "o", "o", "o", "o", "o", "o"),  # it is theirs already; copy that is nobody's: below
    "file_under": ("oEA", "oEA", "EA", "EA", "EA", "oEA", ""),
    "submit": ("oEA", "", "", "", "", "", ""),
    "request_changes": ("", "EA", "", "", "", "", ""),
    "publish": ("EA", "EA", "EA", "EA", "EA", "EA", ""),
    "schedule": ("EA", "EA", "EA", "", "", "", ""),
    "unschedule": ("", "", "EA", "", "", "", ""),
    "withdraw": ("", "", "", "EA", "EA", "", ""),
    "spike": ("EA", "EA", "", "", "", "", ""),
    "unspike": ("", "", "", "", "", "", "EA"),
}
WORK = {
    "write": ("oEA", "oEA", "oEA", "oEA", "oEA", "oEA", "oEA"),
    "decide": ("oEA", "oEA", "EA", "EA", "EA", "oEA", "oEA"),
}
STATES = ("draft", "in review", "scheduled", "published", "newer draft", "withdrawn", "spiked")


def desk_pages() -> Iterator[tuple[str, str | None]]:
    patterns = every_pattern(get_resolver().url_patterns)
    return ((pattern, entry.name) for pattern, entry in patterns if pattern.startswith("admin/"))


def known_pages() -> set[str | None]:
    return {f"{model}_{kind}" for model in STOCK for kind in KINDS} | set(OWN) | PASSED_ON


def test_every_page_of_the_desk_is_in_a_table() -> None:
    for pattern, name in desk_pages():
        if "catch_all" in str(name) or pattern == "admin/(?P<url>.*)$":
            continue
        assert name in known_pages(), (
            f"The page {pattern} is in no table of tests/test_rights.py. Say who may open it: a line like "
            f'"{name}": "EA" in OWN, or a line for its model in STOCK.'
        )


@pytest.fixture
def clients() -> dict[str, Client]:
    """A browser for each letter of the tables; x is a stranger."""
    roles = {"0": None, "R": "Reporter", "o": "Reporter", "r": "Reporter", "E": "Editor", "A": "Administrator"}
    found = {"x": Client()}
    for letter, role in roles.items():
        found[letter] = Client()
        found[letter].force_login(make_user(f"letter {letter}", role))
    return found


@pytest.fixture
def rows(clients: dict[str, Client]) -> dict[str, Any]:
    """One of each, the story a draft of the reporter R."""
    Publication.objects.create(name="The Courier")
    person = make_person("Ada Brun")
    position = make_position(person)
    story = make_article("Gates", text="“The gates stay open,” she said.", section=make_section())
    story.owner = User.objects.get(username="letter R")
    story.save()
    story.citations.all().delete()
    citation = make_citation(story, "The gates stay open", person)
    return {
        "articles_article": story,
        "articles_byline": Byline.objects.create(name="Ada Brun"),
        "articles_citation": citation,
        "articles_correction": Correction.objects.create(article=story, text="Open, not shut."),
        "articles_readerreport": make_report(),
        "articles_section": make_section(),
        "articles_sourcedocument": SourceDocument.objects.create(file_name="a.txt", content=b"a", fingerprint="a"),
        "articles_statement": citation.statement,
        "auth_group": Group.objects.get(name="Editor"),
        "newsroom_image": make_image(),
        "newsroom_oldaddress": OldAddress.objects.create(path="/old/", reason="Gone."),
        "newsroom_publication": Publication.objects.get(),
        "newsroom_tag": Tag.objects.create(name="gates", slug="gates"),
        "newsroom_user": make_user("somebody", "Reporter"),
        "people_merge": merge(make_person("Olga Venn"), make_person("Olga Wenn"), by=None),
        "people_office": position.office,
        "people_organization": position.office.organization,
        "people_person": make_person("Carl Dane"),
        "people_position": position,
    }


# What the address of a page names, where it is not just the row of its model.
NAMED_IN_ADDRESS = {
    "app_list": lambda rows: ["articles"],
    "articles_article_owners": lambda rows: [],
    "articles_article_spike_several": lambda rows: [],
    "articles_article_import": lambda rows: [],
    "articles_article_restore": lambda rows: [rows["articles_article"].pk, 1],
    "articles_article_preview": lambda rows: [rows["articles_article"].pk, 1],
    "articles_statement_detach": lambda rows: [rows["articles_statement"].pk, rows["articles_citation"].pk],
    "articles_statement_give": lambda rows: [],
    "auth_user_password_change": lambda rows: [rows["newsroom_user"].pk],
    "people_person_merge": lambda rows: [rows["people_person"].pk, make_person().pk],
    "people_organization_merge": lambda rows: [rows["people_organization"].pk, make_organization().pk],
}
OF_NO_ROW = ("changelist", "add", "choose", "suggest", "duplicates", "import")


def address_of(name: str, rows: dict[str, Any]) -> str:
    """An address of this page, about one of the rows."""
    if name in NAMED_IN_ADDRESS:
        return reverse(f"admin:{name}", args=NAMED_IN_ADDRESS[name](rows))
    model = next((model for model in rows if name.startswith(f"{model}_")), None)
    if model is None or name.endswith(OF_NO_ROW):
        return reverse(f"admin:{name}")
    history = [rows[model].history.first().pk] if name.endswith("_simple_history") else []
    return reverse(f"admin:{name}", args=[rows[model].pk, *history])


def in_table(name: str) -> str | None:
    """Who may open a page, by the tables; nothing for the pages that are passed on."""
    if name in OWN:
        return OWN[name]
    for model, (see, add, _change, delete) in STOCK.items():
        if name in (f"{model}_changelist", f"{model}_change", f"{model}_history", f"{model}_simple_history"):
            return see
        if name in (f"{model}_add", f"{model}_delete"):
            return add if name.endswith("_add") else delete
    return None


@pytest.mark.takes_long
@pytest.mark.parametrize("letter", ["x", "0", "R", "E", "A"])
def test_s01_each_page_opens_for_those_in_the_table_and_for_nobody_else(
    clients: dict[str, Client], rows: dict[str, Any], letter: str
) -> None:
    opened = 0
    for name in sorted({name for _, name in desk_pages() if name} & set(known_pages()) - PASSED_ON):
        address, may = address_of(name, rows), in_table(name) or ""
        status = clients[letter].get(address).status_code
        refused = {302} if letter == "x" else {403, 404}
        expected = {200, 302, 405} if letter in may else refused | {405}
        assert status in expected, f"{letter} at {address}: {status}"
        if letter not in may:
            sent = clients[letter].post(address, {"post": "yes"}).status_code
            assert sent in refused | {405}, f"{letter} sends to {address}: {sent}"
            for method in (clients[letter].put, clients[letter].delete):
                assert method(address).status_code in refused | {405}, f"{letter} at {address}"
        opened += 1
    assert opened > 100


@pytest.mark.parametrize("letter", ["0", "R", "E", "A"])
def test_s01_who_may_only_look_cannot_send_a_change(
    clients: dict[str, Client], rows: dict[str, Any], letter: str
) -> None:
    for model, (_, _, change, _) in STOCK.items():
        address = reverse(f"admin:{model}_change", args=[rows[model].pk])
        status = clients[letter].post(address, {}).status_code
        assert (status != 403) == (letter in change), f"{letter} sends to {address}: {status}"


def story_in(state: str, owner: User) -> Article:
    story = make_article("Gates", text="“The gates stay open,” she said.", owner=owner, section=make_section())
    story.citations.all().delete()
    make_citation(story, "The gates stay open", confirmed=False)
    match state:
        case "in review":
            story.submit(by=None)
        case "scheduled":
            story.publish(by=None, at=timezone.now() + datetime.timedelta(days=2))
        case "published" | "withdrawn" | "newer draft":
            publish(story)
        case "spiked":
            story.spike(by=None)
    if state == "withdrawn":
        story.withdraw(by=None, reason="A forgery.")
    if state == "newer draft":
        revise(story, by=None, headline="Gates, again", body=story.latest_revision.body)
    return story


def as_stored(story: Article) -> dict[str, Any]:
    return Article.objects.filter(pk=story.pk).values().get()


@pytest.mark.takes_long
@pytest.mark.parametrize("state", STATES)
def test_s01_each_verb_in_each_state_is_for_those_in_the_table(clients: dict[str, Client], state: str) -> None:
    story = story_in(state, User.objects.get(username="letter o"))
    given = {"day": "2099-01-01", "time": "10:00", "reason": "x", "note": "x", "section": make_section("World").pk}
    address, before = reverse("admin:articles_article_workflow", args=[story.pk]), as_stored(story)
    for verb, cells in VERBS.items():
        may = cells[STATES.index(state)]
        for letter in "x0orEA":
            with transaction.atomic():
                sent = {"verb": verb, "version": story.version, **given}
                done = clients[letter].post(address, sent)
                is_done = done.status_code == 302 and done["Location"] == f"{address}#verbs"
                assert is_done == (letter in may), f"{verb} of a {state} story by {letter}: {done.status_code}"
                if not is_done:
                    assert as_stored(story) == before, f"{verb} of a {state} story by {letter} changed it"
                transaction.set_rollback(True)


@pytest.mark.parametrize("state", STATES)
def test_s01_who_may_write_and_decide_in_each_state(clients: dict[str, Client], state: str) -> None:
    story = story_in(state, User.objects.get(username="letter o"))
    citation = story.citations.get()
    statements = reverse("admin:articles_article_statements", args=[story.pk])
    form = reverse("admin:articles_article_change", args=[story.pk])
    for letter in "x0orEA":
        with transaction.atomic():
            written = clients[letter].post(form, {}).status_code  # nothing of the form: refused, or asked to mend it
            may_write = letter in WORK["write"][STATES.index(state)]
            assert (written not in (302, 403)) == may_write, f"{letter} writes in a {state} story: {written}"
            clients[letter].post(
                statements, {"citation": citation.pk, "action": "reject", "version": version_of(citation)}
            )
            citation.refresh_from_db()
            is_decided = citation.status == "rejected"
            may_decide = letter in WORK["decide"][STATES.index(state)]
            assert is_decided == may_decide, f"{letter} decides in a {state} story"
            transaction.set_rollback(True)
        citation.refresh_from_db()


def version_of(citation: Any) -> str:
    from articles.admin.decision import DecisionForm, Options

    return DecisionForm(options=Options(citation=citation, article=citation.article)).version


@pytest.mark.parametrize("letter", ["x", "0", "R", "E", "A"])
def test_s01_copy_that_is_nobodys_is_taken_by_anybody_with_a_role(clients: dict[str, Client], letter: str) -> None:
    copy = make_article("Copy", owner=None)
    sent = {"verb": "take", "version": copy.version}
    clients[letter].post(reverse("admin:articles_article_workflow", args=[copy.pk]), sent)
    copy.refresh_from_db()
    assert (copy.owner is not None) == (letter in "REA")


BULK = [
    # list, action, who sends it, the row they may not touch
    ("articles_article", "take_stories", "R"),
    ("articles_article", "spike_stories", "E"),
    ("articles_article", "delete_selected", "E"),
]


@pytest.mark.parametrize(("model", "action", "letter"), BULK)
def test_s08_one_forbidden_row_stops_the_whole_batch_and_is_not_named(
    clients: dict[str, Client], model: str, action: str, letter: str
) -> None:
    mine = make_article("Copy", owner=None)
    forbidden = story_in("published", User.objects.get(username="letter o"))
    before = [as_stored(mine), as_stored(forbidden)]
    sent = {"action": action, "_selected_action": [mine.pk, forbidden.pk], "post": "yes"}
    answer = clients[letter].post(reverse(f"admin:{model}_changelist"), sent, follow=True)
    assert [as_stored(mine), as_stored(forbidden)] == before
    told = " ".join(str(message) for message in (answer.context or {}).get("messages", []))
    assert "Gates" not in told


def test_s08_more_rows_than_anybody_has_looked_at_are_refused(clients: dict[str, Client]) -> None:
    story, tag = make_article("Copy"), Tag.objects.create(name="gates", slug="gates")
    many = list(range(10_000, 11_000))
    for model, row, action in [("articles_article", story, "spike_stories"), ("newsroom_tag", tag, "delete_selected")]:
        sent = {"action": action, "_selected_action": [row.pk, *many], "post": "yes"}
        answer = clients["E"].post(reverse(f"admin:{model}_changelist"), sent, follow=True)
        assert "At most 1000 at once." in [
            str(message).removeprefix("Nothing was changed. ") for message in answer.context["messages"]
        ]
    chosen = [f"{story.pk}:{story.version}", *(f"{number}:x" for number in many)]
    clients["E"].post(reverse("admin:articles_article_spike_several"), {"chosen": chosen})
    story.refresh_from_db()
    assert story.status == Article.Status.DRAFT
    assert Tag.objects.filter(pk=tag.pk).exists()


# What saving a form changes beside the fields it shows.
BESIDE = {
    "articles_article": {"latest_revision", "live_revision"},
    "articles_correction": {"created_by"},  # whoever saves it first
    "newsroom_image": {"key"},
}


def forged(field: models.Field) -> dict[str, str]:
    if isinstance(field, models.DateTimeField):
        return {field.name: "2001-01-01 10:00", f"{field.name}_0": "2001-01-01", f"{field.name}_1": "10:00"}
    if isinstance(field, models.BooleanField):
        return {field.name: "on"}
    if isinstance(field, models.ForeignKey | models.IntegerField | models.AutoField):
        return {field.name: "1", field.attname: "1"}
    return {field.name: "forged"}


@pytest.mark.parametrize("letter", ["R", "E", "A"])
def test_s09_a_form_changes_the_fields_it_shows_and_no_other(
    clients: dict[str, Client], rows: dict[str, Any], letter: str
) -> None:
    looked_at = 0
    for model, (_, _, change, _) in STOCK.items():
        if letter not in change:
            continue
        row = rows[model]
        address = reverse(f"admin:{model}_change", args=[row.pk])
        with transaction.atomic():
            shown = form_on(clients[letter].get(address))
            names = set(shown) | {name.removesuffix("_0") for name in shown}
            hidden = [f for f in row._meta.concrete_fields if f.name not in names | BESIDE.get(model, set())]
            sent: dict[str, Any] = {}
            for field in hidden:
                sent |= forged(field)
            before = {field.name: getattr(type(row).objects.get(pk=row.pk), field.attname) for field in hidden}
            clients[letter].post(address, sent | shown)
            after = {field.name: getattr(type(row).objects.get(pk=row.pk), field.attname) for field in hidden}
            assert after == before, f"{letter} at {address}"
            transaction.set_rollback(True)
        looked_at += len(hidden)
    assert looked_at > 5


def test_s09_an_administrator_makes_nobody_a_superuser(clients: dict[str, Client]) -> None:
    user = make_user("somebody", "Reporter")
    address = reverse("admin:newsroom_user_change", args=[user.pk])
    shown = form_on(clients["A"].get(address))
    assert clients["A"].post(address, shown | {"is_superuser": "on", "user_permissions": "1"}).status_code == 302
    user.refresh_from_db()
    assert not user.is_superuser
    assert not user.user_permissions.exists()


def test_s09_the_workflow_takes_what_its_verb_needs_and_nothing_else(clients: dict[str, Client]) -> None:
    story = make_article("Gates", owner=None, section=make_section())
    other = Section.objects.create(name="Other")
    sent = {"verb": "take", "version": story.version, "section": other.pk, "status": "published", "owner": "1"}
    assert clients["R"].post(reverse("admin:articles_article_workflow", args=[story.pk]), sent).status_code == 302
    story.refresh_from_db()
    assert (story.status, story.owner.username, story.section == other) == ("draft", "letter R", False)
