"""Golden samples: files as they come, and beside each the story it is."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from articles.importing.reading import fingerprint, read_story
from articles.importing.stories import Story

SAMPLES = Path(__file__).parent / "samples"
INPUTS = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")


def as_json(story: Story) -> dict[str, Any]:
    """What a story says; what it leaves unsaid stands in no sample."""
    said = {name: value for name, value in asdict(story).items() if value != asdict(Story("", ""))[name]}
    return json.loads(json.dumps(said, default=str))


def test_there_are_samples_and_each_has_its_story() -> None:
    assert len(INPUTS) >= 12
    assert {path.name for path in SAMPLES.glob("*.json")} == {f"{path.name}.json" for path in INPUTS}


@pytest.mark.parametrize("sample", INPUTS, ids=lambda path: path.name)
def test_a_sample_is_read_as_expected(sample: Path) -> None:
    expected = json.loads(Path(f"{sample}.json").read_text(encoding="utf-8"))
    assert as_json(read_story(sample.read_bytes(), sample.name)) == expected


def test_every_sample_is_another_story() -> None:
    marks = {fingerprint(read_story(sample.read_bytes(), sample.name)) for sample in INPUTS}
    assert len(marks) == len(INPUTS)
