"""The command that takes in officials: what it prints, and how it ends."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from people.models import Person
from tests.factories import make_person
from tests.people.officials import parliament

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "parliament.json"
    path.write_text(json.dumps(parliament()))
    return path


def run(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_people", str(path), *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_it_prints_what_became_of_each_record_and_the_counts(file: Path) -> None:
    printed = run(file).splitlines()
    at = printed.index("created  persons[0] (17) person Ada Brun")
    assert printed[at + 1] == "         summary: A harbour pilot."
    assert printed[-1] == (
        "7 created, 0 changed, 0 as they were, 0 for an editor to decide, 0 failed; 0 differences left as they are"
    )
    assert run(file).splitlines() == [
        "0 created, 0 changed, 7 as they were, 0 for an editor to decide, 0 failed; 0 differences left as they are"
    ]


def test_it_prints_what_an_editor_has_to_decide_and_takes_the_decision(file: Path) -> None:
    make_person("Karl Dane", slug="k-dane")
    printed = run(file)
    assert "unsure   persons[1] (18) person Carl Dane: It may be somebody on file" in printed
    assert "89 % alike: Karl Dane" in printed
    assert "changed  persons[1] (18) person Carl Dane" in run(file, "--same", "parliament.example=18=k-dane")


def test_a_namesake_is_made_when_it_is_said_to_be_new(file: Path) -> None:
    make_person("Carl Dane")
    run(file, "--new", "parliament.example=18")
    assert Person.objects.filter(name="Carl Dane").count() == 2


def test_it_prints_differences_that_are_left(file: Path) -> None:
    run(file)
    Person.objects.filter(name="Ada Brun").update(summary="A poet.")
    assert "left as it is: summary: on file “A poet.”, in the file “A harbour pilot.”" in run(file)


def test_a_dry_run_prints_the_same_and_writes_nothing(file: Path) -> None:
    dry = run(file, "--dry-run").replace("would be ", "")
    assert not Person.objects.exists()
    assert dry == run(file)


def test_the_report_may_be_json(file: Path) -> None:
    make_person("Karl Dane")
    report = json.loads(run(file, "--format", "json"))
    assert (report["created"], report["unsure"], report["failed"]) == (6, 1, 0)
    carl = next(one for one in report["records"] if one["name"] == "Carl Dane")
    assert (carl["outcome"], carl["identifier"]) == ("unsure", "parliament.example=18")
    assert [(one["name"], one["likeness"]) for one in carl["alike"]] == [("Karl Dane", 89)]


def test_what_readers_see_at_once_is_marked(file: Path) -> None:
    make_person("Ada Brun", wikidata_id="Q900001", released_at=timezone.now(), released_by_hand=True)
    assert run(file, "--dry-run").splitlines().count("         readers see this at once") == 1


def test_json_says_what_changes(file: Path) -> None:
    report = json.loads(run(file, "--format", "json", "--dry-run"))
    carl = next(one for one in report["records"] if one["name"] == "Carl Dane")
    assert carl["changes"] == [
        "new position: Speaker, House of Avalon, from 2023-04 until unknown",
        "new identifier: parliament.example=18",
    ]


def test_it_fails_when_a_record_does(tmp_path: Path) -> None:
    path = tmp_path / "officials.csv"
    path.write_text("name,identifiers\nAda Brun,x=1\nCarl Dane,18\n")
    with pytest.raises(SystemExit) as ended:
        run(path)
    assert ended.value.code == 1
    assert Person.objects.get().name == "Ada Brun"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("none.json", None, "none.json: No such file or directory"),
        ("officials.json", b"{", "officials.json: This is not JSON"),
        ("officials.doc", b"", "officials.doc: We know files by their name"),
        ("big.csv", b" " * (30 * 1024**2 + 1), "big.csv: larger than 30 MB"),
    ],
)
def test_it_says_what_is_wrong_with_a_file(tmp_path: Path, name: str, content: Any, told: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(CommandError, match=told):
        run(tmp_path / name)


def test_it_says_when_nobody_has_the_address_of_a_decision(file: Path) -> None:
    with pytest.raises(CommandError, match="Nobody on file has the address /people/nobody/"):
        run(file, "--same", "parliament.example=18=nobody")


def test_originals_are_given_out_only_with_all_and_into_a_file(tmp_path: Path) -> None:
    for options in (["--pictures"], ["--pictures", "--all"], ["--pictures", "--output", str(tmp_path / "x.json")]):
        with pytest.raises(CommandError, match="Originals show more than readers see"):
            call_command("export_people", *options)


def test_an_export_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("export_people", "--output", str(tmp_path / "none" / "x.json"))
