"""The index keeps step with the record, whatever is done to it and in whichever order."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from articles import merging as statement_merging
from articles.apps import prepare_search
from articles.confirming import Decision, confirm, give_day, take_back
from articles.models import Article, Byline, Citation, RecordLine, SearchEntry, Statement
from articles.reattributing import give
from articles.revising import revise
from articles.searching.filters import TYPES, Asked, public_lines
from articles.searching.rebuilding import is_wanting, out_of_date, rebuild
from articles.searching.structures import prepare
from articles.searching.words import read_query
from newsroom.dates import read_partial_date
from people.merging import merge
from people.models import Merge, Organization, Person, PersonName
from people.unmerging import undo
from tests.desk import form_on
from tests.factories import (
    make_article,
    make_citation,
    make_office,
    make_organization,
    make_person,
    make_position,
    make_public_statement,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db

WORDS = "gates harbour ferry quay tariff winter pilot bridge brun roth vale minister ministry holt".split()


def hits() -> dict[tuple[str, str], set[tuple[str, int]]]:
    """What readers find by each word, in each type."""
    return {
        (word, type_): set(
            public_lines(Asked(read_query(word)), type_).matching(read_query(word)).values_list("kind", "number")
        )
        for word in WORDS
        for type_ in TYPES
    }


def lines() -> set[tuple[Any, ...]]:
    public = [public_lines(Asked(read_query("")), type_) for type_ in TYPES]
    return {tuple(row) for rows in public for row in rows.values_list("kind", "number", *SearchEntry.SAYS)}


def counted() -> set[tuple[int, str]]:
    """The statements that lists count, each with the kind of the words that stand for it."""
    return set(Statement.objects.all().lines().values_list("statement", "kind"))


def published() -> set[tuple[int, str]]:
    return {(one.pk, one.lead_citation.kind) for one in Statement.objects.published().for_lists()}


class Walk:
    """A newsroom that does anything at all."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.people = [make_person(f"{given} {name}") for given in ("Ada", "Olaf") for name in ("Brun", "Roth", "Vale")]
        self.bodies = [make_organization(f"{name} Ministry") for name in ("Harbour", "Ferry", "Winter")]
        self.positions = [
            make_position(person, make_office(f"{self.word()} Minister {number}", self.chance.choice(self.bodies)))
            for number, person in enumerate(self.people)
        ]
        make_section()
        for _ in range(4):
            self.write()

    def word(self) -> str:
        return self.chance.choice(WORDS[:8])

    def one(self, rows: Any) -> Any:
        found = list(rows.order_by("pk"))
        if not found:
            raise ValidationError("there is none")
        return self.chance.choice(found)

    def person(self) -> Person:
        return self.one(Person.objects.filter(merged_into=None))

    def write(self) -> None:
        text = f"“The {self.word()} and the {self.word()},” somebody said.\n\n“A {self.word()} it is,” another said."
        article = make_article(f"{self.word()} {self.word()}", text=text)
        article.citations.all().delete()
        for words in text.split("\n\n"):
            kind = self.chance.choice(["direct", "mixed", "indirect"])
            behalf = {"behalf_organization": self.chance.choice(self.bodies)} if self.chance.random() < 0.2 else {}
            said = words.partition(" some")[0].partition(" another")[0]
            make_citation(article, said, self.person(), kind=kind, **behalf)

    def publish(self) -> None:
        later = timezone.now() + timedelta(days=1) if self.chance.random() < 0.3 else None
        publish(self.one(Article.objects.all()), at=later)

    def revise(self) -> None:
        article = self.one(Article.objects.all())
        body = article.latest_revision.body + f"<p>More of the {self.word()}.</p>"
        revise(article, by=None, headline=f"{self.word()} {self.word()}", body=body)

    def unschedule(self) -> None:
        self.one(Article.objects.scheduled()).unschedule(by=None)

    def withdraw(self) -> None:
        self.one(Article.objects.published()).withdraw(by=None, reason="A forgery.")

    def confirm(self) -> None:
        citation = self.one(Citation.objects.all())
        spans = citation.anchors.order_by("-revision").first().spans
        person = self.person()
        confirm(citation, Decision(kind="direct", person=person, words=spans, without_position=True), by=None)

    def take_back(self) -> None:
        take_back(self.one(Citation.objects.confirmed()), by=None)

    def give_day(self) -> None:
        article = self.one(Article.objects.all())
        article.dated = read_partial_date("2026-03-05")
        article.save()
        give_day(article, by=None)

    def retract(self) -> None:
        self.one(Statement.objects.all()).retract(by=None, reason="Misheard.")

    def reinstate(self) -> None:
        self.one(Statement.objects.exclude(retracted_at=None)).reinstate(by=None, reason="It was right.")

    def give(self) -> None:
        give([self.one(Statement.objects.all()).pk], self.person(), by=None)

    def take_offices(self) -> None:
        statement = self.one(Statement.objects.exclude(speaker_person=None))
        held = self.chance.choice([None, *statement.speaker_person.positions.all()])
        Statement.objects.take_offices({statement.pk: held}, by=None)

    def merge_statements(self) -> None:
        kept, other = self.one(Statement.objects.all()), self.one(Statement.objects.all())
        choices = {one.name: one.proposed for one in statement_merging.differences(kept, other)}
        versions = (kept.version, other.version)
        statement_merging.merge(kept, other, by=None, choices=choices, versions=versions)

    def detach(self) -> None:
        citation = self.one(Citation.objects.confirmed())
        statement_merging.detach(citation, by=None, version=citation.statement.version)

    def merge_people(self) -> None:
        if self.chance.random() < 0.5:
            merge(self.person(), self.person(), by=None)
        else:
            bodies = Organization.objects.filter(merged_into=None)
            merge(self.one(bodies), self.one(bodies), by=None)

    def unmerge(self) -> None:
        undo(self.one(Merge.objects.filter(undone_at=None)), by=None)

    def step(self) -> str:
        verbs = [
            name for name in vars(Walk) if not name.startswith("_") and name not in ("word", "one", "person", "step")
        ]
        verb = self.chance.choice([*verbs, "publish", "publish", "publish", "confirm", "reinstate"])
        try:
            with transaction.atomic():
                getattr(self, verb)()
                if self.chance.random() < 0.1:
                    raise ValidationError("thought better of it")  # rolled back, the index with it
        except ValidationError:
            return f"({verb})"
        return verb


@pytest.mark.parametrize("seed", range(3))
def test_after_any_walk_readers_find_what_a_newly_built_index_would_give(seed: int) -> None:
    walk, done, ever = Walk(seed), [], False
    for _ in range(100):
        done.append(walk.step())
        if len(done) % 20 == 0:
            assert not list(out_of_date()), done
            assert counted() == published(), done
            by_steps, said = hits(), lines()
            rebuild()
            assert by_steps == hits(), done
            assert said == lines(), done
            ever = ever or any(by_steps.values())
    assert ever, done
    assert len({verb for verb in done if "(" not in verb}) >= 9, done


def test_after_any_walk_lists_count_at_every_moment_to_come_what_readers_will_see_then(monkeypatch: Any) -> None:
    walk = Walk(7)
    for _ in range(60):
        walk.step()
    now, kinds = timezone.now(), set()
    reported = make_public_statement("The gates stay open", kind="indirect").statement
    for words, kind, hours in (("The gates will stay open", "direct", 2), ("Open gates", "mixed", 1)):
        article = make_article(text=f"{words}, she said. It rained, she said.")
        make_citation(article, words, statement=reported, kind=kind)
        make_citation(article, "It rained", kind=kind)
        publish(article, at=now + timedelta(hours=hours))
    times = Article.objects.scheduled().values_list("published_at", flat=True)
    for at in (now, *(moment + timedelta(seconds=after) for moment in times for after in (-1, 1))):
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        assert counted() == published()
        kinds.add(dict(counted())[reported.pk])
    assert kinds == {"indirect", "mixed", "direct"}


def test_building_it_anew_takes_strays_out_and_says_how_many_lines_there_are(capsys: Any) -> None:
    make_public_statement("The gates stay open.", make_person("Ada Brun"))
    SearchEntry.objects.filter(kind="person").delete()
    SearchEntry.objects.create(kind="story", number=987654, title="stray")
    SearchEntry.objects.filter(kind="statement").update(text="wrong")
    call_command("rebuild_search")
    assert "3 lines in the index: 1 story, 1 statement, 1 person" in capsys.readouterr().out
    assert hits()["gates", "statements"]
    assert not SearchEntry.objects.filter(number=987654).exists()


def test_what_the_index_needs_is_made_anew_where_it_is_missing() -> None:
    make_public_statement("The gates stay open.")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER articles_search_insert")  # as when Django makes the table anew
        else:
            cursor.execute("ALTER TABLE articles_searchentry DROP COLUMN words_vector")
    prepare(connection)
    prepare(connection)
    make_public_statement("The gates are shut.")
    assert len(hits()["gates", "statements"]) == 2


def test_nothing_that_was_never_approved_is_in_the_index() -> None:
    article = make_article("Draft of the gates", text="“The gates stay open,” Ada Brun said.")
    article.citations.all().delete()
    make_citation(article, "“The gates stay open,”", make_person("Ada Brun"))
    make_office("Harbour Minister")
    make_person("Witness", is_private=True, released_at=timezone.now(), released_by_hand=True)
    rebuild()
    assert not SearchEntry.objects.exists()


def test_who_was_merged_is_found_under_both_names_until_it_is_undone() -> None:
    public = {"released_at": timezone.now(), "released_by_hand": True}
    kept, other = make_person("Ada Brun", **public), make_person("Ada Holt", **public)
    rebuild()
    done = merge(kept, other, by=None)
    assert hits()["holt", "people"] == hits()["brun", "people"] == {("person", kept.pk)}
    undo(done, by=None)
    assert hits()["holt", "people"] == {("person", other.pk)}


# At the desk


def save(client: Client, thing: Any, **fields: Any) -> None:
    address = f"/admin/people/{thing._meta.model_name}/{thing.pk}/change/"
    form = form_on(client.get(address)) | fields
    assert client.post(address, form).status_code == 302


def test_a_new_name_finds_the_person_and_what_she_said(at_desk: Client) -> None:
    person = make_public_statement("The gates stay open.", make_person("Ada Brun")).statement.speaker_person
    save(at_desk, person, name="Ada Holt")
    assert hits()["holt", "people"]
    assert hits()["holt", "statements"]
    assert not hits()["brun", "statements"]


def test_another_form_added_at_the_desk_is_found_at_once(at_desk: Client) -> None:
    person = make_public_statement("Yes.", make_person("Ada Brun")).statement.speaker_person
    rows = {"names-TOTAL_FORMS": "1", "names-0-name": "Ada Roth", "names-0-kind": PersonName.Kind.MISSPELLING}
    save(at_desk, person, **rows, **{"names-0-person": str(person.pk)})
    assert person.names.count() == 1
    assert hits()["roth", "people"]


def test_a_new_name_of_an_organization_finds_its_offices(at_desk: Client) -> None:
    body = make_organization("Port Office", released_at=timezone.now(), released_by_hand=True)
    make_office("Keeper", body, released_at=timezone.now(), released_by_hand=True)
    rebuild()
    save(at_desk, body, name="Harbour Office")
    assert {kind for kind, _ in hits()["harbour", "organizations"]} == {"organization", "office"}


def test_whom_an_editor_releases_by_hand_is_found(at_desk: Client) -> None:
    person = make_person("Ada Brun")
    action = {"action": "release_by_hand", "_selected_action": [person.pk]}
    at_desk.post("/admin/people/person/", action)
    assert hits()["brun", "people"]


def test_whom_an_editor_makes_private_is_not_found_and_nor_are_their_words(at_desk: Client) -> None:
    person = make_public_statement("The gates stay open.", make_person("Ada Brun")).statement.speaker_person
    save(at_desk, person, is_private="on")
    assert not any(hits()[word, type_] for word in ("brun", "gates") for type_ in ("people", "statements"))
    assert not SearchEntry.objects.filter(kind__in=["person", "statement"]).exists()


def test_a_byline_with_a_new_name_finds_its_stories(at_desk: Client) -> None:
    byline = Byline.objects.create(name="Ines Falk")
    publish(make_article("The gates", bylines=[byline]))
    assert (len(hits_of("falk")), len(hits_of("sund"))) == (1, 0)
    form = form_on(at_desk.get(f"/admin/articles/byline/{byline.pk}/change/")) | {"name": "Ines Sund"}
    assert at_desk.post(f"/admin/articles/byline/{byline.pk}/change/", form).status_code == 302
    assert (len(hits_of("falk")), len(hits_of("sund"))) == (0, 1)


def hits_of(word: str) -> list[int]:
    return list(public_lines(Asked(read_query(word)), "stories").matching(read_query(word)).values_list("number"))


# A newsroom that is older than its lines


def test_a_newsroom_that_had_stories_before_there_was_an_index_is_given_one_by_the_migration() -> None:
    make_public_statement("The gates stay open.")
    SearchEntry.objects.all().delete()
    RecordLine.objects.all().delete()
    assert is_wanting()
    prepare_search(using="default", plan=[("a migration", False)])
    assert hits()["gates", "statements"]
    assert counted() == published()
    assert not is_wanting()


def test_a_newsroom_without_stories_needs_none() -> None:
    make_citation(make_article(text="Words that wait."), "Words that wait")
    assert not is_wanting()


@pytest.mark.django_db(transaction=True)
def test_the_tables_can_be_taken_away_and_made_again_with_all_that_was_in_them() -> None:
    citation = make_public_statement("The gates stay open.")
    try:
        call_command("migrate", "articles", "0009", verbosity=0)
        assert not {"articles_searchentry", "articles_recordline"} & set(connection.introspection.table_names())
    finally:
        call_command("migrate", verbosity=0)
    assert hits()["gates", "statements"] == {("statement", citation.pk)}
    assert counted() == published()
