"""The commands that give stories and statements out: where the lines go, and what is refused."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from newsroom.models import Image
from newsroom.whole_files import put
from tests.drawings import drawing
from tests.factories import make_article, make_citation, make_image, make_public_statement

pytestmark = pytest.mark.django_db


def run(command: str, *options: str) -> str:
    out = StringIO()
    call_command(command, *options, stdout=out)
    return out.getvalue()


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_public_lines_are_printed_one_for_each_record() -> None:
    citation = make_public_statement("The gates stay open.")
    make_article("A draft")
    [story] = lines(run("export_stories"))
    [statement] = lines(run("export_statements"))
    assert (story["type"], story["number"]) == ("story", citation.article.pk)
    assert (statement["type"], statement["citations"][0]["story"]) == ("statement", citation.article.pk)


def test_a_backup_goes_into_a_file_with_suggestions_behind_the_statements(tmp_path: Path) -> None:
    citation = make_public_statement("The gates stay open.")
    make_citation(citation.article, "The gates", confirmed=False)
    output = tmp_path / "statements.jsonl"
    assert run("export_statements", "--all", "--output", str(output)) == f"2 records in {output}\n"
    assert [line["type"] for line in lines(output.read_text("utf-8"))] == ["statement", "citation"]
    output = tmp_path / "stories.jsonl"
    assert run("export_stories", "--all", "--output", str(output)) == f"1 stories in {output}\n"
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["statements.jsonl", "stories.jsonl"]


def test_pictures_go_beside_the_file_each_once_named_by_their_bytes(tmp_path: Path) -> None:
    image = make_image(drawing(), alt="The quay", credit="The Courier", caption="At dawn", focal_x=0.25)
    body = f'<p>Before.</p><figure data-image="{image.pk}"></figure><p>After.</p>'
    make_article(body=body, lead_image=image)
    make_article(lead_image=image)
    output = tmp_path / "stories.jsonl"
    run("export_stories", "--all", "--pictures", "--output", str(output))
    [file] = (tmp_path / "pictures").iterdir()
    assert file.read_bytes() == drawing()
    [version] = lines(output.read_text("utf-8"))[0]["versions"]
    told = {
        "file": f"pictures/{file.name}",
        "alt": "The quay",
        "caption": "At dawn",
        "credit": "The Courier",
        "focal_x": 0.25,
    }
    assert (version["lead_image"], version["pictures"]) == (told, [told])
    assert version["body"] == '<p>Before.</p><figure data-image="1"></figure><p>After.</p>'


def test_originals_are_given_out_only_in_a_backup_beside_a_file(tmp_path: Path) -> None:
    for options in (["--pictures", "--all"], ["--pictures", "--output", str(tmp_path / "stories.jsonl")]):
        with pytest.raises(CommandError, match="--all and --output"):
            run("export_stories", *options)
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_the_library_has_lost_stops_the_backup_and_leaves_the_old_one(tmp_path: Path) -> None:
    make_article(lead_image=make_image())
    Image.objects.update(file="originals/lost.png")
    output = tmp_path / "stories.jsonl"
    output.write_text("the last backup")
    with pytest.raises(CommandError, match=r"lost\.png: No such file"):
        run("export_stories", "--all", "--pictures", "--output", str(output))
    assert output.read_text() == "the last backup"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run("export_stories", "--output", str(tmp_path / "nowhere" / "stories.jsonl"))


def test_lines_are_written_one_by_one(tmp_path: Path) -> None:
    written = []

    def produced() -> Any:
        for number in range(3):
            written.append(number)
            yield f"{number}\n"

    class Screen:
        def write(self, line: str, ending: str) -> None:
            assert line == f"{written[-1]}\n"

    assert put(produced(), None, Screen()) is None
    assert put(produced(), tmp_path / "lines", Screen()) == 3
    assert (tmp_path / "lines").read_text() == "0\n1\n2\n"
