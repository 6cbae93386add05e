"""Copy as word processors and mail programs put it on the clipboard, and the body it becomes."""

import re
from pathlib import Path

import pytest

from articles.body import canonical_text, sanitise

SAMPLES = sorted(
    path for path in (Path(__file__).parent / "samples").glob("*.html") if not path.name.endswith(".body.html")
)


def expected_of(sample: Path) -> str:
    """The body that belongs to a sample; there it stands in lines, to be read."""
    return re.sub(r"\n", "", sample.with_suffix(".body.html").read_text()).replace("&nbsp;", "\xa0")


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 6


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_pasted_copy_becomes_a_clean_body(sample: Path) -> None:
    body = sanitise(sample.read_text())
    assert body.replace("&nbsp;", "\xa0") == expected_of(sample)
    assert sanitise(body) == body


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_what_was_deleted_hidden_or_said_among_colleagues_is_not_in_the_text(sample: Path) -> None:
    text = canonical_text(sanitise(sample.read_text()))
    for never in ("eastern", "Ask the desk", "MQ1", "not for print", "Mso", "font-", "Normal0", "·"):
        assert never not in text
