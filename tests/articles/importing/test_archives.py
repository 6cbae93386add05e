"""Golden samples of files that hold many stories or tell much of one, each beside what is found in it.

A Word document lies unpacked in a folder, so that its parts can be read here; it is packed for the test.
"""

import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from articles.body import canonical_text, sanitise
from articles.importing.reading import FORMATS, format_of, read_stories
from articles.importing.stories import Found, Received, Story
from tests.articles.importing.packing import packed, parts_of

ARCHIVES = Path(__file__).parent / "archives"
INPUTS = sorted(path for path in ARCHIVES.iterdir() if not path.name.endswith(".expected.json"))


def bytes_of(path: Path) -> bytes:
    return packed(parts_of(path)) if path.is_dir() else path.read_bytes()


def found_in(path: Path) -> list[Found]:
    return list(read_stories(io.BytesIO(bytes_of(path)), path.name))


def as_json(found: Found) -> dict[str, Any]:
    """What is said of a story; what is left unsaid stands in no sample."""
    if not isinstance(found, Received):
        return {type(found).__name__: asdict(found)}
    unsaid = asdict(Story("", ""))
    said = {name: value for name, value in asdict(found.story).items() if value != unsaid[name]}
    return {"name": found.name, "story": said} if found.name else {"story": said}


def plain(value: object) -> str:
    return f"{len(value)} bytes" if isinstance(value, bytes) else str(value)


def test_there_are_samples_of_every_format_and_each_has_its_stories() -> None:
    named = {format_of(io.BytesIO(bytes_of(path)), path.name).name for path in INPUTS}
    assert named == {one.name for one in FORMATS} - {"a web page", "plain text"}  # these lie in samples/
    expected = {f"{path.name}.expected.json" for path in INPUTS}
    assert {path.name for path in ARCHIVES.glob("*.expected.json")} == expected


@pytest.mark.parametrize("sample", INPUTS, ids=lambda path: path.name)
def test_an_archive_is_read_as_expected(sample: Path) -> None:
    expected = json.loads((ARCHIVES / f"{sample.name}.expected.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps([as_json(one) for one in found_in(sample)], default=plain)) == expected


@pytest.mark.parametrize("sample", INPUTS, ids=lambda path: path.name)
def test_every_story_is_clean_and_keeps_the_bytes_that_were_its_own(sample: Path) -> None:
    stories = [one for one in found_in(sample) if isinstance(one, Received)]
    assert stories
    assert len({one.content for one in stories}) == len(stories)
    for one in stories:
        assert sanitise(one.story.body) == one.story.body
        assert canonical_text(one.story.body).strip()
        assert one.content in bytes_of(sample) or sample.suffix == ".rss"  # which is not in UTF-8
