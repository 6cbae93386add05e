"""What a font says of itself is what is drawn."""

import random
import unicodedata
from pathlib import Path

import pytest
from PIL import ImageFont

from articles.cards.covering import letters_in
from articles.cards.faces import FONTS

FILES = sorted(file for file in FONTS.iterdir() if file.suffix in (".ttf", ".otf"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_letters_it_has_are_drawn_and_those_it_lacks_are_boxes(file: Path) -> None:
    font = ImageFont.truetype(file, 24)
    box = bytes(font.getmask("\U0010fffd"))
    dice = random.Random(file.name)
    known = [point for point in letters_in(file) if unicodedata.category(chr(point)) in ("Lu", "Ll", "Lo", "Nd")]
    for point in dice.sample(sorted(known), min(len(known), 300)):
        assert bytes(font.getmask(chr(point))) != box, f"U+{point:04X}"
    lacking = [point for point in range(0x21, 0x1F00) if chr(point).isalpha() and point not in letters_in(file)]
    plain = [point for point in lacking if not unicodedata.decomposition(chr(point))]
    for point in dice.sample(plain, min(len(plain), 200)):
        assert bytes(font.getmask(chr(point))) == box, f"U+{point:04X}"


def test_each_vendored_font_stands_beside_its_licence() -> None:
    assert len(FILES) == 6
    for file in FILES:
        licence = FONTS / f"{file.stem.removesuffix('-Bold').removesuffix('-Regular')}-LICENSE.txt"
        assert "SIL OPEN FONT LICENSE" in licence.read_text()
        assert file.name in (FONTS / "SOURCE.md").read_text()
    assert sum(file.stat().st_size for file in FILES) < 6_000_000


@pytest.mark.parametrize("content", [b"", b"no font at all", bytes(500)])
def test_what_is_no_font_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "font.ttf"
    file.write_bytes(content)
    with pytest.raises(ValueError, match="does not say"):
        letters_in(file)


def test_of_a_font_only_the_start_of_which_is_there_nothing_is_believed(tmp_path: Path) -> None:
    for length in (10, 200, 600):
        file = tmp_path / f"{length}.ttf"
        file.write_bytes(FILES[0].read_bytes()[:length])
        with pytest.raises(ValueError, match="does not say"):
            letters_in(file)
