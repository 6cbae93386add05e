"""A secret word in everything that is not public; then every address there is, opened by a stranger."""

import io
import itertools
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from PIL import Image as Drawing

from articles.models import (
    Article,
    Byline,
    Citation,
    Correction,
    PreviewLink,
    ReaderReport,
    SourceDocument,
    Statement,
)
from articles.reattributing import give
from articles.revising import revise
from articles.searching.rebuilding import rebuild
from articles.sitemaps import PARTS
from newsroom.models import Image, OldAddress, Tag, User
from newsroom.pictures import SPECS
from people.merge_plans import Choices
from people.merging import merge
from people.models import Office, Organization, OrganizationName, Person, PersonName
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

SECRET = "canary"
OPEN = Choices(of_other=frozenset())  # who stays is not private, whoever the other was


def secret(kind: str) -> str:
    return f"CANARY-{kind}"


def secret_picture(kind: str) -> Image:
    file = io.BytesIO()
    Drawing.new("RGB", (40, 30)).save(file, "PNG")
    content = ContentFile(file.getvalue(), name=f"{secret(kind)}.png")
    return Image.objects.create(file=content, alt=secret(kind), caption=secret(kind), credit=secret(kind))


def secret_story(kind: str, **fields: Any) -> Article:
    """A story with a secret in every field, its own tag, picture, byline and a confirmed statement."""
    word = secret(kind)
    words = f"{word} shall not be read"
    article = make_article(
        f"{word} headline",
        text=f"“{words},” an official said. {word} body",
        deck=f"{word} deck",
        dateline=word,
        note=f"{word} note",
        lead_image=secret_picture(kind),
        bylines=[Byline.objects.create(name=f"{word} byline")],
        tags=[f"{word} tag"],
        source=word,
        section=make_section(),
        source_document=SourceDocument.objects.create(file_name=f"{word}.txt", content=word.encode(), fingerprint=word),
        owner=User.objects.create_user(f"{word}-owner"),
        **fields,
    )
    person = make_person(f"{word} Person", summary=word, website=f"https://example.org/{word}")
    office = make_office(f"{word} Office", make_organization(f"{word} Organization", short_name=word, summary=word))
    position = make_position(person, office, title_as_held=f"{word} title")
    article.citations.all().delete()
    citation = make_citation(article, words, person, position=position, venue=word, dispute_note=word)
    citation.statement.tags.add(f"{word} topic")
    article.people.add(make_person(f"{word} Bystander"))
    correction = Correction.objects.create(article=article, text=f"{word} correction")
    correction.citations.add(citation)
    return article


@pytest.fixture
def hidden_things(db: None) -> None:
    """Something in every state that readers must not see, beside things that they see."""
    secret_story("draft")
    secret_story("in-review").submit(by=None)
    secret_story("spiked").spike(by=None)
    secret_story("scheduled").publish(by=None, at=timezone.now() + timedelta(days=1))
    withdrawn = publish(secret_story("withdrawn"))
    withdrawn.withdraw(by=None, reason="A plain reason.")
    superseded_and_newer_versions()
    undecided_citations()
    hidden_people()
    retracted = make_public_statement("A plain sentence.", venue=secret("retracted"), dispute_note=secret("retracted"))
    retracted.statement.tags.add(secret("retracted"))
    retracted.statement.retract(by=None, reason="A plain reason.")
    reattributed_to_what_is_hidden()
    secret_picture("unused")
    reported = make_public_statement("Plain words that a reader doubts.")
    told = {"text": secret("report"), "email": f"{SECRET}@example.org", "sender": SECRET}
    ReaderReport.receive(article=reported.article, statement=reported.statement, **told)
    ended_preview_links()
    hidden_target = make_person(secret("moved"))
    OldAddress.leave("/people/a-former-slug/", hidden_target)


def ended_preview_links() -> None:
    """To stories in every state, made by somebody who may read them: expired, revoked, or of a story that is gone."""
    maker = User.objects.create_superuser("maker")
    for article in Article.objects.exclude(latest_revision=None):
        link = PreviewLink.objects.create(
            article=article,
            note=secret("lawyer"),
            created_by=maker,
            created_at=timezone.now() - timedelta(days=2),
            expires_at=timezone.now() + timedelta(days=1),
        )
        if article.pk % 2:
            PreviewLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(days=1))
        elif article.status not in (Article.Status.SPIKED, Article.Status.WITHDRAWN):
            link.revoke(by=None)


def reattributed_to_what_is_hidden() -> None:
    """Notices on a public page, each of a statement that is not public any more."""
    page = make_person("Plain Former Speaker", released_at=timezone.now(), released_by_hand=True)
    for kind in ("retracted", "withdrawn", "private"):
        statement = make_public_statement("Plain words once more.", page, venue=secret(kind)).statement
        person = make_person(secret(f"speaker of {kind}"))
        give([statement.pk], person, by=None)
        if kind == "retracted":
            Statement.objects.get(pk=statement.pk).retract(by=None, reason="A plain reason.")
        elif kind == "withdrawn":
            statement.citations.get().article.withdraw(by=None, reason="A plain reason.")
        else:
            Person.objects.filter(pk=person.pk).update(is_private=True, slug=secret("hidden-speaker"))


def superseded_and_newer_versions() -> None:
    article = make_article(secret("superseded"), text=secret("superseded"), deck=secret("superseded"))
    revise(article, by=None, headline="A plain headline", body="<p>Plain words.</p>")
    publish(article)
    revise(article, by=None, headline=secret("newer"), body=f"<p>{secret('newer')}</p>", note=secret("newer"))
    make_citation(article, secret("newer"), make_person(f"{secret('newer')} speaker"))


def undecided_citations() -> None:
    article = make_article("Plain", text="Something was said here. Something else was said there.")
    shown = {
        name: secret("suggested")
        for name in ("full_name", "printed_name", "printed_title", "printed_organization", "cue", "reason")
    }
    for number, words in enumerate(["Something was said here", "Something else was said there"]):
        citation = make_citation(article, words, confirmed=False)
        Citation.objects.filter(pk=citation.pk).update(
            matched_person=make_person(f"{secret('guess')} {number}"), **shown
        )
    article.citations.last().reject(by=None)
    publish(article)


def hidden_people() -> None:
    private = make_public_statement("Plain words of a private person.", make_person("Plain Person"))
    Person.objects.filter(pk=private.statement.speaker_person_id).update(
        is_private=True, name=secret("private"), summary=secret("private"), slug=secret("private")
    )
    merged = make_person(secret("merged"), released_at=timezone.now(), released_by_hand=True)
    Person.objects.filter(pk=merged.pk).update(merged_into=make_person(secret("merged-into")))
    witness = make_person(secret("witness"), is_private=True)
    merge(make_person("Plain Name", released_at=timezone.now(), released_by_hand=True), witness, by=None, choices=OPEN)
    future = timezone.now() + timedelta(days=1)
    make_person(secret("future"), released_at=future, released_by_hand=True)
    make_organization(secret("future"), released_at=future, released_by_hand=True)
    seen = make_public_statement(
        "Plain words.", make_person("Ada Brun", sort_name="Brun, Ada")
    ).statement.speaker_person
    PersonName.objects.create(person=seen, name=secret("misspelling"), kind=PersonName.Kind.MISSPELLING)
    hidden_office = make_office(secret("office"), make_organization(secret("organization")))
    make_position(seen, hidden_office)
    public_organization = make_organization("A plain ministry", released_at=timezone.now(), released_by_hand=True)
    make_organization(secret("part"), parent=public_organization)
    make_office(secret("vacant-office"), public_organization)
    OrganizationName.objects.create(organization=hidden_office.organization, name=secret("organization-name"))


def every_pattern(
    patterns: list[Any], prefix: str = "", names: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern]]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from every_pattern(entry.url_patterns, prefix + str(entry.pattern), names)
        else:
            yield prefix + str(entry.pattern), entry


# What may stand for each part of an address. A new kind of part fails the test until it is written here.
def values() -> dict[str, list[str]]:
    slugs = [slug for model in (Article, Person, Organization) for slug in model.objects.values_list("slug", flat=True)]
    slugs += [*Tag.objects.values_list("slug", flat=True), *Office.objects.values_list("slug", flat=True)]
    numbers = [str(number) for number in range(1, 40)]
    statements = [str(pk) for pk in Statement.objects.values_list("pk", flat=True)]
    return {
        "slug": [*dict.fromkeys(slugs)],
        "pk": [*numbers, *statements],
        "citation": numbers[:3],
        "other": numbers[:2],
        "object_id": numbers[:3],
        "version_id": numbers[:2],
        "number": numbers[:2],
        "token": [*(link.token for link in PreviewLink.objects.all()), "no-token"],
        "content_type_id": numbers[:12],
        "id": numbers[:3],
        "app_label": ["articles", "people", "newsroom"],
        "url": ["anything"],
        "key": ["set-password", *Image.objects.values_list("key", flat=True)][:3],
        "uidb36": ["1"],
        "spec_name": [*SPECS, "original"],
        "part": [*PARTS, "nothing"],
        "encoding": ["webp", "avif", "png"],
        "digest": ["0" * 24],
    }


def addresses() -> Iterator[str]:
    known = values()
    for pattern, entry in every_pattern(get_resolver().url_patterns):
        if entry.name == "article_detail":
            yield from article_addresses()
            continue
        clean = pattern.replace("^", "").replace("$", "").replace("\\Z", "").replace("\\", "")
        clean = re.sub(r"\(\?P<(\w+)>[^()]*(?:\([^()]*\))?[^()]*\)", r"<\1>", clean)
        clean = re.sub(r"\(\[\^/\]\+\)", "<object_id>", clean)
        parts = re.findall(r"<(?:\w+:)?(\w+)>", clean)
        unknown = [part for part in parts if part not in known]
        assert not unknown, f"{pattern}: the canary does not know what may stand for {unknown}"
        template = re.sub(r"<(?:\w+:)?(\w+)>", "{}", clean)
        for filling in itertools.product(*(known[part] for part in parts)):
            yield "/" + template.format(*filling)
    for kind, slug in itertools.product(["person", "organization", "office"], known["slug"]):
        yield f"/corrections/?{kind}={slug}"
    yield from narrowed_addresses(known["slug"])


def narrowed_addresses(slugs: list[str]) -> Iterator[str]:
    """The lists of the record with something asked for: words of what is hidden, and every name as a choice."""
    records = [f"/people/{slug}/" for slug in Person.objects.values_list("slug", flat=True)]
    records += [f"/organizations/{slug}/" for slug in Organization.objects.values_list("slug", flat=True)]
    records += [f"/offices/{slug}/" for slug in Office.objects.values_list("slug", flat=True)]
    for record, query in itertools.product(records, ["words=shall+not+be+read", "order=oldest", "kind=quoted"]):
        yield f"{record}?{query}"
    for record, spoken in itertools.product((one for one in records if "/people/" in one), ["by-others", "for-others"]):
        yield f"{record}?spoken={spoken}"
    for name, slug in itertools.product(["topic", "organization"], slugs):
        yield f"/statements/?{name}={slug}"
    yield from ["/statements/?words=shall+not+be+read", "/people/?name=person", "/organizations/?name=organization"]
    yield from searches(slugs)


def searches(slugs: list[str]) -> Iterator[str]:
    """For the secret itself and for plain words, of every type, in every order, narrowed by everything there is."""
    for words in (SECRET, "plain", "canarx", "canary-scheduled headline"):
        for narrowed in (
            "",
            "&type=stories",
            "&type=statements",
            "&type=people",
            "&type=organizations",
            "&order=newest",
        ):
            yield f"/search/?q={words}{narrowed}"
    for kind, slug in itertools.product(["person", "organization", "topic"], slugs):
        yield f"/search/?q=plain&{kind}={slug}"
    for typed in (SECRET, SECRET[:3], "plain", "misspel", "witn"):
        yield f"/search/names/?q={typed}"


def article_addresses() -> Iterator[str]:
    for article in Article.objects.all():
        day = article.publication_date or timezone.localdate()
        yield f"/articles/{day:%Y/%m/%d}/{article.slug}/"


@pytest.mark.takes_long
@pytest.mark.usefixtures("hidden_things")
def test_no_address_shows_a_stranger_what_is_not_public(client: Client) -> None:
    client.raise_request_exception = True
    opened = 0
    for address in addresses():
        if "/pictures/" in address and address.endswith((".webp", ".avif")):
            continue  # pixels: by a key that no stranger can guess
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        told = (str(response.headers) + body.decode(errors="replace")).lower()
        if SECRET in address:
            told = told.replace(address.lower(), "")  # what the stranger has typed may be said back
        if "/search/" in address:
            told = said_back(told, address)
        assert SECRET not in told, f"{address} tells a secret: …{told[max(0, told.find(SECRET) - 80) :][:200]}"
        assert response.status_code != 500
        opened += 1
    assert opened > 100


@pytest.mark.usefixtures("hidden_things")
def test_no_export_gives_a_stranger_what_is_not_public() -> None:
    names = ("export_people", "export_stories", "export_statements")
    public = {name: exported(name) for name in names}
    for name, told in public.items():
        assert SECRET not in told, f"{name} tells a secret: …{told[max(0, told.find(SECRET) - 80) :][:200]}"
        assert "plain" in told, f"{name} tells nothing"
    told = "".join(exported(name, "--all") for name in names)
    kinds = ("draft", "in-review", "spiked", "scheduled", "withdrawn", "superseded", "newer", "suggested", "private")
    for kind in (*kinds, "retracted", "witness", "guess"):
        assert secret(kind).lower() in told, f"a backup has nothing of what is {kind}"


def exported(command: str, *options: str) -> str:
    out = io.StringIO()
    call_command(command, *options, stdout=out)
    return out.getvalue().lower()


def said_back(told: str, address: str) -> str:
    """Without the words that the search says back: in its title, its box, its links and what it did not find."""
    words = parse_qs(urlsplit(address).query).get("q", [""])[0].lower()
    for said in (f"<title>{words}: search", f'value="{words}"', f"“<bdi>{words}</bdi>”", f"q={quote_plus(words)}"):
        told = told.replace(said, "")
    return told


@pytest.mark.usefixtures("hidden_things")
def test_searching_for_every_secret_finds_nothing_counts_nothing_and_offers_nobody(client: Client) -> None:
    PersonName.objects.filter(kind=PersonName.Kind.MISSPELLING).delete()  # these are to be found by, and not shown
    rebuild()
    for words in (SECRET, "canary-scheduled", "canary body", "canary-private", "headline shall", "canari person"):
        page = client.get("/search/", {"q": words}).content.decode()
        assert 'class="results"' not in page, words
        assert set(re.findall(r'class="count">([^<]*)<', page)) == {"0"}, words
        assert "Did you mean" not in page, words
        assert client.get("/search/names/", {"q": words}).json() == {"names": []}, words


@pytest.mark.usefixtures("hidden_things")
def test_the_secrets_are_really_there_for_those_who_may_see_them(at_desk: Client) -> None:
    listed = at_desk.get("/admin/articles/article/").content.decode()
    for state in ("draft", "in-review", "spiked", "scheduled", "withdrawn", "newer"):
        assert secret(state) in listed


def test_a_public_story_shows_the_same_words_that_the_canary_looks_for(client: Client, db: None) -> None:
    """The canary would sing: what is public does appear on these pages."""
    article = publish(secret_story("public"), at=datetime(2026, 3, 4, tzinfo=UTC))
    page = client.get(article.get_absolute_url()).content.decode()
    for part in ("headline", "deck", "body", "byline", "tag", "correction"):
        assert f"{secret('public')} {part}" in page
    assert secret("public") in client.get("/").content.decode()
    assert f"{secret('public')} correction" in client.get("/corrections/feed/").content.decode()
    assert secret("public") in client.get("/statements/").content.decode()
    assert secret("public") in client.get("/people/").content.decode()
    found = client.get("/search/?q=canary").content.decode()
    for part in ("Person", "Organization", "Office"):
        assert f'<mark class="found">{secret("public").partition("-")[0]}</mark>-public {part}' in found
    assert client.get("/search/names/?q=canary").json()["names"]


@pytest.mark.usefixtures("hidden_things")
def test_what_readers_once_saw_leaves_a_stub_with_the_reason_and_what_they_never_saw_leaves_nothing(
    client: Client,
) -> None:
    """The canary is silent about these because nothing is told, not because nothing is there."""
    withdrawn = Article.objects.withdrawn()
    gone = [*withdrawn, *Statement.objects.filter(citations__article__in=withdrawn)]
    gone += Statement.objects.exclude(retracted_at=None)
    assert len(gone) == 6
    for thing in gone:
        stub = client.get(thing.get_absolute_url())
        assert (stub.status_code, "A plain reason." in stub.content.decode()) == (410, True)
    never_seen = Statement.objects.exclude(pk__in=Statement.objects.reachable())
    assert never_seen.count() >= 4
    assert {client.get(one.get_absolute_url()).status_code for one in never_seen} == {404}
    feed = client.get("/corrections/feed/")
    assert (feed.status_code, feed.content.count(b"<entry>")) == (200, 0)


@pytest.mark.usefixtures("hidden_things")
def test_there_is_a_card_of_what_has_a_page_and_of_nothing_else(client: Client) -> None:
    """What is drawn cannot be searched for secrets, so a card answers as its page does."""
    for thing, address in [
        *((story, f"/cards/stories/{story.pk}/x.png") for story in Article.objects.exclude(publication_date=None)),
        *((one, f"/cards/statements/{one.pk}/x.png") for one in Statement.objects.all()),
    ]:
        page, card = client.get(thing.get_absolute_url()), client.get(address)
        assert card.status_code == (302 if page.status_code == 200 else page.status_code), address
    for model, kind in ((Person, "people"), (Organization, "organizations")):
        public = set(model.objects.published())
        assert public != set(model.objects.all())
        for thing in model.objects.all():
            card = client.get(f"/cards/{kind}/{thing.pk}/x.png")
            assert card.status_code == (302 if thing in public else 404), thing
    never_out = Article.objects.filter(publication_date=None)
    assert never_out
    assert {client.get(f"/cards/stories/{story.pk}/x.png").status_code for story in never_out} == {404}
