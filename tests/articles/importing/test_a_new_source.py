"""The example of docs/importing.md, as it stands there: a new source of stories in a few lines."""

import io
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from articles.importing import reading
from articles.importing.stories import LeftOut, Received, Unread, UnreadableStory
from articles.models import Article
from tests.articles.importing.test_writing import run
from tests.fuzzing import examples

DOCUMENT = Path(__file__).parents[3] / "docs/importing.md"
TABLE = """id,title,text,author,published,state
t:1,Gates stay open,"<p>“The gates stay open,” Harbour Minister Ada Brun said.</p>
<script>alert(1)</script>",Mara Quill,2020-03-05T10:00:00+00:00,published
t:2,Not yet,<p>Unfinished.</p>,,,draft
t:3,Empty,,,,published
t:4,Gone,<p>Gone.</p>,,,deleted
"""


def example() -> str:
    (code,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    return code


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The names that the example defines, while its format is known."""
    monkeypatch.setattr(reading, "FORMATS", list(reading.FORMATS))
    names: dict[str, Any] = {}
    exec(compile(example(), str(DOCUMENT), "exec"), names)
    return names


def test_it_is_as_short_as_it_says() -> None:
    assert 20 < len(example().splitlines()) < 60


@pytest.mark.django_db
def test_its_files_are_found_read_and_stored_like_all_others(source: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "stories.csv").write_text(TABLE)
    told = run(tmp_path)
    assert (told["imported"], told["failed"], told["left_out"]) == (2, 1, {"deleted stories": 1})
    gates = Article.objects.get(source_document__identifier="t:1")
    assert gates.latest_revision.byline_names() == ["Mara Quill"]
    assert "script" not in gates.latest_revision.body
    assert gates.citations.filter(full_name="Ada Brun").exists()
    assert run(tmp_path)["known"] == 2


@examples(200, suppress=(HealthCheck.function_scoped_fixture,))
@given(st.one_of(st.binary(max_size=200), st.text(alphabet='a,"\n\r\x00<p>', max_size=100).map(str.encode)))
def test_it_keeps_the_promise_of_every_parser(source: dict[str, Any], content: bytes) -> None:
    for table in (content, TABLE.encode()[:60] + content):
        with suppress(UnreadableStory):
            for found in source["read_table"](io.BytesIO(table)):
                assert isinstance(found, Received | Unread | LeftOut)
