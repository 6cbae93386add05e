"""A newsroom with one of each oddity, and a newsroom given out and taken in."""

from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from articles.models import Article, Byline, Citation, Correction, SourceDocument, Statement
from articles.reattributing import give
from articles.revising import revise
from newsroom.dates import MONTH, PartialDate, read_partial_date
from newsroom.models import OldAddress
from people.models import Person
from tests.drawings import drawing
from tests.factories import (
    make_article,
    make_citation,
    make_image,
    make_office,
    make_organization,
    make_person,
    make_position,
    make_public_statement,
    make_section,
    publish,
)

OUT = datetime(2026, 3, 4, 8, 30, 15, 123, tzinfo=UTC)
TO_COME = datetime(2999, 1, 1, tzinfo=UTC)
FILES = ("people.json", "stories.jsonl", "statements.jsonl")


def give_out(folder: Path, *options: str) -> dict[str, str]:
    """Export all three into a folder; the text of each file by its name. Pictures go along with --all."""
    folder.mkdir()
    pictures = ["--pictures"] if "--all" in options else []
    for name in FILES:
        more = [] if name.startswith("statements") else pictures
        command = f"export_{name.partition('.')[0]}"
        call_command(command, *options, *more, "--output", str(folder / name), stdout=StringIO())
    return {name: (folder / name).read_text("utf-8") for name in FILES}


def take_in(folder: Path) -> str:
    """Import a folder; what import_record printed last. Raises SystemExit when something failed."""
    call_command("import_people", str(folder / "people.json"), stdout=StringIO(), stderr=StringIO())
    out = StringIO()
    call_command("import_record", str(folder), stdout=out)
    return out.getvalue().splitlines()[-1]


def without_suggestions(article: Article) -> Article:
    article.citations.suggested().delete()
    return article


def make_oddities() -> None:
    ada, carl = make_person("Ada Brun"), make_person("Carl Dane")
    board = make_organization("Harbour Board", short_name="HB")
    office = make_office("Harbour Master", board)
    started, ended = read_partial_date("2021-03"), read_partial_date("ongoing")
    position = make_position(ada, office, started, ended, title_as_held="Mistress of the Harbour")
    make_position(ada, office, read_partial_date("2011"), read_partial_date("2012-05-06"))
    _with_everything(ada, carl, position)
    _in_every_state(carl)
    office.refresh_from_db()
    office.title = "Port Captain"  # what was printed then stays
    office.save()
    _voices(board)
    _what_changed_hands(ada, carl)
    _undecided(ada)


def _with_everything(ada: Person, carl: Person, position: object) -> None:
    """A story with pictures, in two versions beyond the live one, with all that stands beside it."""
    quay, gate = (
        make_image(drawing(), alt="The quay", caption="At dawn", focal_x=0.25),
        make_image(drawing(colour=(9, 9, 9))),
    )
    figures = f'<figure data-image="{gate.pk}"></figure><figure data-image="{quay.pk}"></figure>'
    said = "<p>Fog & rain.</p>%s<p>“The <em>gates</em>,” said Ada Brun,<br>“stay open,” 港.</p><p>She said it was late.</p>"
    gate.alt = "A gate"
    gate.save()
    article = make_article(
        "Élan in the harbour\u2028港",
        body=said % figures,
        deck="Two\n\nlines",
        dateline="PORT ELISE",
        lead_image=quay,
        bylines=[Byline.objects.create(name="Wire", kind="agency"), Byline.objects.create(name="A. Writer")],
        note="as received",
        tags=["élan", "Ebb"],
        source="The Wire",
        section=make_section("Harbour"),
        language="en-GB",
    )
    article.people.add(ada, carl)
    without_suggestions(article)
    words = ["“The gates,”", "“stay open,”"]
    said_then = {"position": position, "said": PartialDate(date(2026, 3, 1), MONTH), "venue": "At the quay"}
    citation = make_citation(article, words, ada, behalf_person=carl, dispute_note="The pilots deny it.", **said_then)
    late = make_citation(article, "it was late", ada, kind="indirect", position=position)
    Citation.objects.filter(pk=citation.pk).update(
        printed_name="Ada Brun", cue="said", is_translated=True, reason="a cue", confidence="high"
    )
    citation.statement.tags.add("Gates", "élan")
    publish(article, OUT)
    for kind, text in (("misquote", "Two gates."), ("factual", "One quay.")):
        correction = Correction.objects.create(article=article, kind=kind, text=text, corrected_at=OUT)
        correction.citations.set([citation] if kind == "misquote" else [])
    OldAddress.leave("/articles/2026/03/04/港/", article)
    OldAddress.leave("/articles/2026/03/04/elan/", article)
    OldAddress.leave("/statements/99999/", citation.statement)
    revise(article, by=None, headline="Newer", body=(said % "").replace("She said it was late.", "Then it was noon."))
    assert Citation.objects.orphaned().get() == late
    again = make_article("The same again", text="Once more: “The gates stay open,” she wrote.")
    make_citation(without_suggestions(again), "“The gates stay open,”", statement=citation.statement)


def _in_every_state(carl: Person) -> None:
    for words in ("Spiked", "In review", "Sent back"):
        document = SourceDocument.objects.create(
            file_name=f"{words}.txt",
            content=words.encode() + b"\xff\x00",
            fingerprint=words,
            identifier=f"t:{words}" if words == "Spiked" else None,
        )
        article = make_article(words, source_document=document)
        article.dated = read_partial_date("2026-03-02")
        article.save()
        article.spike(by=None) if words == "Spiked" else article.submit(by=None)
    article.request_changes(by=None, note="Ask the board.")
    Article.objects.create()  # nothing written yet
    for words, at in (("Soon", TO_COME), ("Withdrawn", OUT)):
        article = without_suggestions(make_article(words, text=f"“{words},” said Carl Dane."))
        make_citation(article, f"“{words},”", carl)
        publish(article, at)
    article.withdraw(by=None, reason="It was forged.")


def _voices(board: object) -> None:
    article = without_suggestions(make_article("Voices", text="“We wait,” a pilot said. “So do we,” the board said."))
    make_citation(article, "“We wait,”", speaker_source="a pilot")
    make_citation(article, "“So do we,”", speaker_organization=board)
    publish(article, OUT)
    make_public_statement("I saw it.", make_person("Some Witness", is_private=True))
    make_public_statement("It was not so.").statement.retract(by=None, reason="It was another’s.")


def _what_changed_hands(ada: Person, carl: Person) -> None:
    statement = make_public_statement("The tide is high.", ada).statement
    give([statement.pk], carl, by=None)
    assert Statement.objects.get(pk=statement.pk).reattributions.exists()


def _undecided(ada: Person) -> None:
    article = make_article("Undecided", text="“Maybe,” Ada Brun said. “Never,” she said. “Always,” she said.")
    without_suggestions(article)
    waiting = make_citation(article, "“Maybe,”", ada, confirmed=False)
    Citation.objects.filter(pk=waiting.pk).update(
        matched_person=ada, printed_title="pilot", reason="a cue", confidence="low"
    )
    make_citation(article, "“Never,”", ada, confirmed=False).reject(by=None)
    make_citation(article, "“Always,”", ada).reject(by=None)
    publish(article, OUT)
