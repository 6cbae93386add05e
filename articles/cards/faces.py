"""The typefaces cards are set in, and which of them draws which letter.

The vendored ones draw Latin, Greek and Cyrillic, Arabic, Hebrew, Devanagari and Japanese wherever this runs. What they
lack is looked for in a fixed list of places where Debian puts its fonts; there is no search, and nothing is fetched.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

from articles.cards.covering import letters_in

FONTS = Path(__file__).parent / "fonts"
PLAIN, BOLD, WORDS, HEADLINE = CUTS = ("plain", "bold", "words", "headline")  # small print, names, and what is large
_OTHER_SCRIPTS = "Armenian Bengali Ethiopic Georgian Gujarati Gurmukhi Kannada Khmer Lao Malayalam Sinhala Tamil Telugu"
SYSTEM_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    *(f"/usr/share/fonts/truetype/noto/NotoSerif{script}-Regular.ttf" for script in [*_OTHER_SCRIPTS.split(), "Thai"]),
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
)


@dataclass(frozen=True)
class Face:
    """A typeface: its file for each cut, or one variable file with the values of its axes for each."""

    files: dict[str, Path] = field(hash=False)
    axes: dict[str, tuple[float, ...]] = field(hash=False, default_factory=dict)
    name: str = ""

    def draws(self, letters: str) -> bool:
        known = letters_in(self.files[PLAIN])
        return all(ord(letter) in known or letter in JOINERS for letter in letters)

    def font(self, cut: str, size: int) -> ImageFont.FreeTypeFont:
        return _font(self.files[cut], self.axes.get(cut, ()), size)


JOINERS = "\u200c\u200d"  # shape their neighbours and are not drawn


@lru_cache(maxsize=100)  # each takes most of a megabyte
def _font(file: Path, axes: tuple[float, ...], size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.RAQM)
    if axes:
        font.set_variation_by_axes(list(axes))
    return font


def _one(file: Path, axes: dict[str, tuple[float, ...]] | None = None) -> Face:
    return Face(dict.fromkeys(CUTS, file), axes or {}, file.stem)


def _vendored() -> list[Face]:
    by_weight: dict[str, tuple[float, ...]] = {
        PLAIN: (400, 100),
        BOLD: (700, 100),
        WORDS: (600, 100),
        HEADLINE: (700, 100),
    }
    amiri = {**dict.fromkeys(CUTS, FONTS / "Amiri-Bold.ttf"), PLAIN: FONTS / "Amiri-Regular.ttf"}
    source_serif: dict[str, tuple[float, ...]] = {
        PLAIN: (400, 20),
        BOLD: (700, 24),
        WORDS: (600, 60),
        HEADLINE: (740, 60),
    }
    return [
        _one(FONTS / "SourceSerif4.ttf", source_serif),
        Face(amiri, name="Amiri"),
        _one(FONTS / "NotoSerifHebrew.ttf", by_weight),
        _one(FONTS / "NotoSerifDevanagari.ttf", by_weight),
        _one(FONTS / "NotoSerifJP.otf"),
    ]


@cache
def faces() -> tuple[Face, ...]:
    """All there are here, those to be asked first before the others."""
    return (*_vendored(), *(_one(Path(file)) for file in SYSTEM_FONTS if Path(file).is_file()))


@dataclass(frozen=True)
class Run:
    """Letters that one face draws."""

    text: str
    face: Face


def clusters(text: str) -> Iterator[str]:
    """Each letter with the marks that sit on it."""
    cluster = ""
    for letter in text:
        if cluster and (letter in JOINERS or unicodedata.category(letter).startswith("M")):
            cluster += letter
        else:
            if cluster:
                yield cluster
            cluster = letter
    if cluster:
        yield cluster


@lru_cache(maxsize=20_000)
def face_for(cluster: str) -> Face | None:
    return next((face for face in faces() if face.draws(cluster)), None)


@lru_cache(maxsize=5000)
def runs(text: str) -> tuple[Run, ...]:
    """Text in the order of reading, divided by face. Spaces, digits and marks stay with the letters before them.

    `text` holds only what some face draws (`letters.drawable`).
    """
    found: list[Run] = []
    current = next((face_for(one) for one in clusters(text) if one[0].isalpha()), None)
    for cluster in clusters(text):
        stays = current is not None and not cluster[0].isalpha() and current.draws(cluster)
        face = current if stays else face_for(cluster)
        if face is None:
            continue
        if found and found[-1].face == face:
            found[-1] = Run(found[-1].text + cluster, face)
        else:
            found.append(Run(cluster, face))
        current = face
    return tuple(found)
