"""The command that takes exported stories and statements in: what it prints, what it refuses, and how it ends."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Byline, Citation, Correction, Section, Statement
from newsroom.models import Image, OldAddress
from people.models import Person, PersonName
from tests.articles.filing.carrying import OUT, give_out
from tests.drawings import drawing
from tests.factories import (
    make_article,
    make_citation,
    make_image,
    make_office,
    make_organization,
    make_person,
    make_position,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db
Line = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path, empty_newsroom: Callable[[], None]) -> Path:
    """A backup of two stories, the second with a picture, and of a statement in the first; nothing but its people is on
    file."""
    ada = make_person("Ada Brun")
    article = make_article("Gates", text="“We wait,” Ada Brun said.", section=make_section("Harbour"), tags=["Ebb"])
    article.citations.all().delete()
    article.people.add(ada)
    citation = make_citation(
        article, "“We wait,”", ada, position=make_position(ada, make_office("Pilot", make_organization("Board")))
    )
    Correction.objects.create(article=article, text="Two gates.", corrected_at=OUT).citations.add(citation)
    publish(article, OUT)
    make_article("Quay", lead_image=make_image(drawing(), alt="The quay"), bylines=[Byline.objects.create(name="Wire")])
    give_out(tmp_path / "backup", "--all")
    empty_newsroom()
    call_command("import_people", str(tmp_path / "backup" / "people.json"), stdout=StringIO())
    return tmp_path / "backup"


def run(*arguments: Path | str) -> tuple[list[str], int]:
    """What was printed, and the exit code."""
    out = StringIO()
    try:
        call_command("import_record", *map(str, arguments), stdout=out)
    except SystemExit as end:
        return out.getvalue().splitlines(), int(end.code or 0)
    return out.getvalue().splitlines(), 0


def change(file: Path, at: int, /, **changes: Any) -> Line:
    """Another value in one line of a file; the line."""
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    lines[at - 1] |= changes
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return lines[at - 1]


def line_of(file: Path, number: int = 1) -> Line:
    told: Line = json.loads(file.read_text("utf-8").splitlines()[number - 1])
    return told


def test_it_prints_what_became_of_each_line_stories_first_and_then_nothing_when_all_is_there(folder: Path) -> None:
    stories, statements = folder / "stories.jsonl", folder / "statements.jsonl"
    number = line_of(statements)["number"]
    assert run(statements, stories) == (
        [
            f"created  {stories}:1 story Gates",
            f"created  {stories}:2 story Quay",
            f"created  {statements}:1 statement {number} by Ada Brun",
            "3 created, 0 on file already, 0 failed; 0 differences left as they are",
        ],
        0,
    )
    assert run(folder) == (["0 created, 3 on file already, 0 failed; 0 differences left as they are"], 0)


def test_a_dry_run_says_the_same_and_writes_nothing(folder: Path, settings: Any) -> None:
    printed, code = run(folder, "--dry-run")
    assert (printed[-1], code) == ("3 would be created, 0 on file already, 0 failed; 0 differences left as they are", 0)
    assert not any(
        model.objects.exists() for model in (Article, Statement, Citation, Correction, Section, Byline, Image)
    )
    assert not Person.objects.published().exists()
    assert run(folder)[0][-1] == "3 created, 0 on file already, 0 failed; 0 differences left as they are"


def test_json_is_printed_for_machines(folder: Path) -> None:
    printed, _ = run(folder, "--format", "json")
    told = json.loads("\n".join(printed))
    assert {name: told[name] for name in ("created", "same", "failed", "differences")} == {
        "created": 3, "same": 0, "failed": 0, "differences": 0,
    }  # fmt: skip
    assert [(one["kind"], one["outcome"]) for one in told["records"]] == [
        ("story", "created"),
        ("story", "created"),
        ("statement", "created"),
    ]


def test_a_damaged_line_is_told_with_its_number_and_does_not_stop_the_others(folder: Path) -> None:
    stories = folder / "stories.jsonl"
    first, second = stories.read_bytes().splitlines()
    stories.write_bytes(first[:-20] + b"\n\n" + second + b"\n")
    printed, code = run(folder)
    assert code == 1
    assert printed[0] == f"failed   {stories}:1 line: It is not JSON: perhaps it was cut off."
    assert printed[1] == f"created  {stories}:3 story Quay"
    assert printed[2].endswith(f"Story {json.loads(first)['number']} is not on file.")
    assert printed[-1] == "1 created, 0 on file already, 2 failed; 0 differences left as they are"
    stories.write_bytes(first + b"\n" + second + b"\n")  # mended, the rest is made good
    assert run(folder)[0][-1] == "2 created, 1 on file already, 0 failed; 0 differences left as they are"


def test_what_an_editor_changed_stays_and_the_difference_is_told(folder: Path) -> None:
    run(folder)
    article = Article.objects.get(slug="gates")
    Article.objects.filter(pk=article.pk).update(source="The Courier")
    Statement.objects.update(venue="At the quay")
    article.tags.add("Fog")
    printed, code = run(folder)
    assert code == 0
    assert [line.strip() for line in printed if "left as it is:" in line] == [
        "left as it is: tags: on file “Ebb, Fog”, in the file “Ebb”",
        "left as it is: source: on file “The Courier”, in the file “nothing”",
        "left as it is: venue: on file “At the quay”, in the file “nothing”",
    ]
    article.refresh_from_db()
    assert (article.source, Statement.objects.get().venue) == ("The Courier", "At the quay")


def test_a_public_line_says_nothing_against_what_it_leaves_out(folder: Path) -> None:
    run(folder)
    Person.objects.filter(name="Ada Brun").update(released_by_hand=True)
    give_out(folder.parent / "public")
    article = Article.objects.get(slug="gates")
    article.organizations.add(make_organization("Pilots"))
    other = make_article(text="“We wait,” she said.")
    other.citations.all().delete()
    make_citation(other, "“We wait,”", statement=Statement.objects.get())
    assert run(folder.parent / "public") == (
        ["0 created, 2 on file already, 0 failed; 0 differences left as they are"],
        0,
    )
    Article.objects.filter(pk=article.pk).update(language="de")
    printed, _ = run(folder.parent / "public")
    assert printed[1].strip() == "left as it is: language: on file “de”, in the file “en”"


def test_another_story_or_statement_under_the_number_is_not_taken_for_this_one(folder: Path) -> None:
    number = line_of(folder / "stories.jsonl")["number"]
    theirs = make_article("Another", pk=number)
    publish(theirs)
    said = line_of(folder / "statements.jsonl")["number"]
    Statement.objects.create(pk=said, speaker_source="a pilot")
    printed, code = run(folder)
    assert code == 1
    assert printed[0].endswith(f"story Gates: Number {number} is another story here: Another.")
    assert printed[2].endswith(f"Number {said} is another statement here: {said} by a pilot.")
    theirs.refresh_from_db()
    assert str(theirs) == "Another"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"speaker": {"name": "Bo", "id": "people/bo"}}, "“people/bo” (Bo) is not on file. Import the people first."),
        ({"speaker": {"name": "Bo", "id": "ships/bo"}}, "“ships/bo” (Bo) is not on file. Import the people first."),
        ({"speaker": {"name": "Bo", "id": "people/ada-brun"}}, "“people/ada-brun” is Ada Brun here, not Bo."),
        ({"on_behalf_of": {"name": "Ada Brun", "id": "people/ada-brun"}}, "Nobody speaks on their own behalf. Leave that field empty."),
        ({"speaker": {"name": "a pilot"}}, "Only a person speaks in an office."),
        ({"position": {"office": "offices/pilot-board", "started": "1999"}}, "Ada Brun has no position in “offices/pilot-board” from 1999 until unknown on file."),
        ({"topics": ["x" * 101]}, "Ensure this value has at most 100 characters (it has 101)."),
        ({"venue": "x" * 161}, "venue: Ensure this value has at most 160 characters (it has 161)."),
        ({"said_on": "ongoing"}, "said_on_precision: Value 'ongoing' is not a valid choice."),
        ({"retracted_at": "2026-03-12T08:30:00Z"}, "Say why the statement is retracted: readers will see it."),
        ({"old_addresses": ["statements/1"]}, "path: Begin with a slash, without the name of the site: /people/ada-brun/."),
    ],
)  # fmt: skip
def test_a_statement_that_cannot_be_is_refused_with_the_reason(folder: Path, changes: Line, reason: str) -> None:
    change(folder / "statements.jsonl", 1, **changes)
    printed, code = run(folder)
    assert (printed[-2].partition(": ")[2], code) == (reason, 1)
    assert not Statement.objects.exists()
    assert not Citation.objects.exists()


def changed(told: Line, path: str, value: Any) -> Line:
    """The line with another value at a path like `citations.0.kind`."""
    *way, last = path.split(".")
    place: Any = told
    for part in way:
        place = place[int(part)] if part.isdigit() else place[part]
    place[last] = value
    return told


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("citations.0.anchors.0.segments.0.exact", "“We went,”", "““We went,”” does not stand in version 1 of story"),
        ("citations.0.anchors.0.segments.0.suffix", "", "““We wait,”” does not stand in version 1 of story"),
        ("citations.0.anchors.0.segments.0.end", 4000, "““We wait,”” does not stand in version 1 of story"),
        ("citations.0.anchors.0.version", 7, "Version 7 of story"),
        ("citations.0.story", 4000, "Story 4000 is not on file."),
        ("citations.0.corrections", [4000], "Not all corrections of citation"),
        ("citations.0.kind", "sung", "kind: Value 'sung' is not a valid choice."),
        ("citations.0.status", "suggested", "A suggestion has no statement yet."),
    ],
)
def test_a_report_that_does_not_fit_its_story_is_refused(folder: Path, path: str, value: Any, reason: str) -> None:
    file = folder / "statements.jsonl"
    change(file, 1, **changed(line_of(file), path, value))
    printed, code = run(folder)
    assert printed[-2].partition(": ")[2].startswith(reason), printed[-2]
    assert code == 1
    assert not Statement.objects.exists()


def test_a_statement_that_no_story_reports_is_refused_and_taken_once_it_is_whole(folder: Path) -> None:
    file = folder / "statements.jsonl"
    whole = file.read_text("utf-8")
    change(file, 1, citations=[])
    printed, code = run(folder)
    assert ("No story reports it" in printed[-2], code) == (True, 1)
    file.write_text(whole, "utf-8")
    assert run(folder)[1] == 0
    assert Statement.objects.get().citations.count() == 1


def test_a_picture_on_file_that_is_lost_costs_no_story(folder: Path) -> None:
    lost = make_image(drawing((9, 9)), alt="The quay")
    lost.file.storage.delete(lost.file.name)
    assert run(folder / "stories.jsonl")[1] == 0
    assert Image.objects.count() == 2


def test_a_report_of_another_statement_is_not_taken_away_from_it(folder: Path) -> None:
    file = folder / "statements.jsonl"
    told = line_of(file)
    with file.open("a") as more:
        more.write(json.dumps({**told, "number": told["number"] + 1}) + "\n")
    printed, code = run(folder)
    assert (printed[-2].endswith("is on file already, of another statement."), code) == (True, 1)
    assert Citation.objects.get().statement_id == told["number"]


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("versions.0.text", "“We went,” Ada Brun said.", "Version 1: its text is not that of its body."),
        ("versions.0.headline", "x" * 251, "headline: Ensure this value has at most 250 characters (it has 251)."),
        ("live", 2, "Version 2, which is live, is not in the line."),
        ("live", 0, "A published story needs a section, a slug and a time."),
        ("status", "lost", "No story is “lost”."),
        ("status", "withdrawn", "Say why the story is withdrawn: readers will see it."),
        (
            "section",
            {"slug": "port", "name": "x" * 61},
            "name: Ensure this value has at most 60 characters (it has 61).",
        ),
        ("people", [{"name": "Bo", "id": "people/bo"}], "“people/bo” (Bo) is not on file. Import the people first."),
        ("people", [{"name": "Board", "id": "organizations/board"}], "“organizations/board” is no person."),
        ("tags", [""], "This field cannot be blank."),
    ],
)
def test_a_story_that_cannot_be_is_refused_with_the_reason(folder: Path, path: str, value: Any, reason: str) -> None:
    file = folder / "stories.jsonl"
    change(file, 1, **changed(line_of(file), path, value))
    printed, code = run(file)
    assert (printed[0].partition(": ")[2], code) == (reason, 1)
    assert [str(one) for one in Article.objects.all()] == ["Quay"]
    assert not Correction.objects.exists()


def test_two_stories_do_not_get_one_address(folder: Path) -> None:
    told = line_of(folder / "stories.jsonl")
    make_article("Gates", slug="gates", publication_date=told["publication_date"], pk=told["number"] + 100)
    printed, code = run(folder / "stories.jsonl")
    assert (printed[0].partition(": ")[2], code) == ("Another story of that day has this slug. Change one of them.", 1)


def test_sections_bylines_and_addresses_that_are_there_stay_as_they_are(folder: Path) -> None:
    Section.objects.create(slug="harbour", name="Port")
    Byline.objects.create(name="Wire", kind="agency")
    other = make_article("Other", pk=5000)
    OldAddress.objects.create(path="/gates/", target=other)
    change(folder / "stories.jsonl", 1, old_addresses=["/gates/", "/gate/"])
    printed, code = run(folder / "stories.jsonl")
    assert [line.strip() for line in printed if "left as it is" in line] == [
        "left as it is: section harbour: on file “Port”, in the file “Harbour”",
        "left as it is: old address /gates/: on file “Other”, in the file “Gates”",
        "left as it is: byline Wire: on file “agency”, in the file “staff”",
    ]
    assert code == 0
    assert OldAddress.objects.get(path="/gates/").target == other
    assert str(OldAddress.objects.get(path="/gate/").target) == "Gates"


def test_a_person_is_known_under_every_form_of_the_name(folder: Path) -> None:
    ada = Person.objects.get(name="Ada Brun")
    PersonName.objects.create(person=ada, name="Ada Brun")
    ada.name = "Ada Dane"
    ada.save()
    assert run(folder)[1] == 0
    assert Statement.objects.get().speaker_person == ada


def test_pictures_are_taken_from_the_folder_alone_and_each_once(folder: Path) -> None:
    file = folder / "stories.jsonl"
    for path, told in (
        ("../people.json", "is not a file in the folder of this one."),
        ("pictures/none.png", "cannot be read."),
    ):
        whole = file.read_text("utf-8")
        change(file, 2, **changed(line_of(file, 2), "versions.0.lead_image.file", path))
        printed, code = run(file)
        assert (printed[-2].endswith(told) if "people" not in path else "picture" in printed[-2], code) == (True, 1)
        file.write_text(whole, "utf-8")
    there = make_image(drawing(), alt="The quay")
    assert run(file)[1] == 0
    assert Image.objects.get() == there
    assert Article.objects.get(slug="quay").latest_revision.lead_image == there


def test_what_is_no_picture_is_refused_and_no_story_made(folder: Path) -> None:
    [picture] = (folder / "pictures").iterdir()
    picture.write_bytes(b"no picture")
    printed, code = run(folder / "stories.jsonl")
    assert (f"The picture pictures/{picture.name}:" in printed[1], code) == (True, 1)
    assert [str(one) for one in Article.objects.all()] == ["Gates"]


def test_a_path_where_nothing_is_ends_at_once(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(CommandError, match="no such file"):
            call_command("import_record", str(path))


def test_who_was_brought_in_is_public_afterwards_and_nobody_else(folder: Path) -> None:
    make_person("Carl Dane")
    run(folder)
    assert [one.name for one in Person.objects.published()] == ["Ada Brun"]
