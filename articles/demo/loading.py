"""The demo newsroom, made by the ways an editor and the importer use: nothing is written past them."""

import datetime
import io
import secrets
from collections.abc import Callable, Iterator

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from articles.anchors import exact
from articles.confirming import Decision, confirm
from articles.demo import cast
from articles.demo.entries import Amendment, Copy
from articles.demo.pictures import draw
from articles.importing.reporting import FAILED
from articles.importing.storing import Wishes
from articles.importing.writing import Importer
from articles.models import Article, Byline, Citation, Correction, Section
from articles.revising import revise
from articles.suggesting import known_people
from newsroom.dates import DAY, PartialDate
from newsroom.models import Image, Publication, User
from people.matching import organizations_named, people_named, the_only
from people.models import Office, Organization, OrganizationName, Person, PersonName, Position

EDITOR = "editor"


class NotEmpty(Exception):
    """The database holds something that is not the demo; nothing was written."""


def holds_anything() -> bool:
    models = (Publication, User, Article, Person, Organization, Section, Byline, Image)
    return any(model.objects.exists() for model in models)


@transaction.atomic
def load(keep: Callable[[str], None]) -> str:
    """Make the whole newsroom in one transaction and give the password of its editor. Raises NotEmpty.

    `keep` is called with the password before anything is stored: killed in between, the newsroom has no login
    that nobody knows.
    """
    if holds_anything():
        raise NotEmpty("This database holds a newsroom already. The demo goes only into an empty one.")
    password = secrets.token_urlsafe(9)
    keep(password)
    editor = User.objects.create_user(EDITOR, cast.PAPER.contact_email, password, is_staff=True)
    editor.groups.set(Group.objects.filter(name__in=["Editor", "Administrator"]))
    _Loader(editor).load()
    return password


def still_opens(password: str) -> bool:
    """Whether the demo's editor still logs in with this password."""
    editor = User.objects.filter(username=EDITOR, is_active=True).first()
    return editor is not None and editor.check_password(password)


class _Loader:
    def __init__(self, editor: User) -> None:
        self.editor = editor
        self.pictures: dict[str, Image] = {}
        self.people: dict[str, Person] = {}
        self.organizations: dict[str, Organization] = {}
        self.offices: dict[str, Office] = {}
        self.articles: dict[str, Article] = {}

    def load(self) -> None:
        self.paper()
        self.officials()
        for story in cast.STORIES:
            self.story(story)
        self.same_utterances()
        self.notes()
        for story in cast.STORIES:
            self.outcome(story)

    def paper(self) -> None:
        paper = cast.PAPER
        Publication.objects.create(
            name=paper.name,
            tagline=paper.tagline,
            time_zone=paper.time_zone,
            language=paper.language,
            contact_email=paper.contact_email,
            imprint=paper.imprint,
        )
        for order, desk in enumerate(cast.SECTIONS):
            Section.objects.create(slug=desk.slug, name=desk.name, colour=desk.colour, order=order)
        for writer in cast.BYLINES:
            Byline.objects.create(name=writer.name, kind=writer.kind)

    def picture(self, name: str, alt: str, caption: str = "", credit: str = "") -> Image:
        if name not in self.pictures:
            drawn = io.BytesIO()
            draw(name).save(drawn, "PNG")
            file = ContentFile(drawn.getvalue(), name=f"{name}.png")
            image = Image(file=file, alt=alt, caption=caption, credit=credit)
            image.full_clean()
            image.save()
            self.pictures[name] = image
        return self.pictures[name]

    def officials(self) -> None:
        for body in cast.ORGANIZATIONS:
            self.organizations[body.key] = Organization.objects.create(
                name=body.name,
                short_name=body.short_name,
                kind=body.kind,
                country=body.country,
                parent=self.organizations.get(body.parent),
                summary=body.summary,
            )
            for name in body.other_names:
                OrganizationName.objects.create(organization=self.organizations[body.key], name=name)
        for post in cast.OFFICES:
            self.offices[post.key] = Office.objects.create(title=post.title, organization=self.organizations[post.body])
        for official in cast.OFFICIALS:
            person = Person.objects.create(
                name=official.name,
                sort_name=official.sort_name,
                summary=official.summary,
                portrait=self.picture(official.portrait, official.portrait_alt),
            )
            self.people[official.key] = person
            for form in official.other_names:
                PersonName.objects.create(person=person, name=form.name, kind=form.kind)
        for tenure in cast.POSITIONS:
            position = Position(
                person=self.people[tenure.official],
                office=self.offices[tenure.post],
                title_as_held=tenure.title_as_held,
            )
            position.started, position.ended = tenure.started, tenure.ended
            position.full_clean()
            position.save()

    def story(self, story: Copy) -> None:
        """Import the copy, edit what an editor would, confirm the statements whose speakers are known."""
        section = Section.objects.filter(slug=story.section).first()
        importer = Importer(Wishes(section=section, source=story.source, date=story.story_date), known_people())
        (line,) = importer.take(story.path)
        if line.outcome == FAILED:
            raise ValueError(f"{line.path}: {line.reason}")
        article = self.articles[story.file] = Article.objects.get(pk=line.article)
        if story.status == "draft":
            return  # unclaimed copy, as it came from the wire
        article.take(by=self.editor)
        revision = article.latest_revision
        lead = story.lead
        revise(
            article,
            by=self.editor,
            headline=revision.headline,
            deck=story.deck or revision.deck,
            dateline=revision.dateline,
            body=revision.body,
            lead_image=self.picture(lead.picture, lead.alt, lead.caption, lead.credit) if lead else None,
            bylines=list(Byline.objects.filter(name__in=story.bylines)),
            note="edited for print",
        )
        article.tags.set(story.tags)
        if story.status == "in_review":
            article.submit(by=self.editor)
            return
        for citation in article.citations.suggested():
            self.decide(citation, story)

    def decide(self, citation: Citation, story: Copy) -> None:
        """As an editor would: confirm what has a speaker, leave a doubtful one open."""
        citation.article = self.articles[story.file]
        if citation.matched_person is None and citation.matched_organization is None and not citation.printed_name:
            citation.reject(by=self.editor)
            return
        unnamed = "" if citation.matched_person or citation.matched_organization else citation.printed_name
        if unnamed and (citation.full_name or len(unnamed.split()) < 2):
            return  # a name nobody knows, or a pronoun nobody resolved: it waits for a person
        decision = Decision(
            kind=citation.kind,
            person=citation.matched_person,
            organization=citation.matched_organization,
            source=unnamed[:160],
            behalf=self.behalf(citation),
            said=PartialDate(story.story_date, DAY),
            is_translated=bool(story.translated_from),
            printed_title=citation.printed_title,
        )
        confirm(citation, decision, by=self.editor)

    def behalf(self, citation: Citation) -> Person | Organization | None:
        name = citation.printed_on_behalf_of
        if not name:
            return None
        known = the_only([*people_named([name])[name], *organizations_named([name])[name]])
        return known if known != citation.matched_person else None

    def same_utterances(self) -> None:
        """Where several stories report one utterance, they become citations of one statement."""
        for same in cast.SAME_UTTERANCES:
            citations = [citation for file in same.stories for citation in self.confirmed_with(file, same.snippet)]
            if citations:
                statement = citations[0].statement
                statement.said = PartialDate(same.said_on, DAY)
                statement.save()
                for citation in citations[1:]:
                    citation.confirm(by=self.editor, statement=statement)

    def confirmed_with(self, file: str, snippet: str) -> Iterator[Citation]:
        article = self.articles[file]
        for citation in article.citations.confirmed().select_related("statement"):
            anchor = citation.anchors.get(revision=article.latest_revision)
            if snippet in " ".join(exact(article.latest_revision.text, anchor.spans)):
                citation.article = article
                yield citation

    def notes(self) -> None:
        for dispute in cast.DISPUTES:
            for citation in self.confirmed_with(dispute.story, dispute.snippet):
                citation.statement.dispute_note = dispute.note
                citation.statement.save()

    def outcome(self, story: Copy) -> None:
        """Publish, schedule, correct, retract, withdraw: as the cast says."""
        article = self.articles[story.file]
        if story.status == "scheduled":
            soon = timezone.now() + datetime.timedelta(days=7)
            article.publish(by=self.editor, at=max(story.published_at, soon.replace(microsecond=0)))
        elif story.published_at:
            article.publish(by=self.editor, at=story.published_at)
            for amendment in story.corrections:
                self.correct(story, amendment)
            for retraction in cast.RETRACTIONS:
                if retraction.story == story.file:
                    for citation in self.confirmed_with(story.file, retraction.snippet):
                        citation.statement.retract(by=self.editor, reason=retraction.reason)
            if story.status == "withdrawn":
                article.withdraw(by=self.editor, reason=story.withdrawal_reason)

    def correct(self, story: Copy, amendment: Amendment) -> None:
        correction = Correction.objects.create(
            article=self.articles[story.file],
            kind=amendment.kind,
            text=amendment.text,
            corrected_at=amendment.corrected_at,
            created_by=self.editor,
        )
        if amendment.snippet:
            correction.citations.set(self.confirmed_with(story.file, amendment.snippet))
