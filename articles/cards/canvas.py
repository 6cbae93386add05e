"""The sheet a card is drawn on, which remembers where text was put."""

import io
from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageOps

from articles.cards.setting import Part, Text

WIDTH, HEIGHT = 1200, 630

# The light colours of static/css/tokens.css; a test holds the two together.
PAPER, INK, INK_SOFT = "#fcfbf8", "#17191c", "#54585c"
RULE_SOFT, RULE_STRONG, RED = "#dcd9d1", "#17191c", "#b3261e"
MARK_DIRECT, MARK_LINE = "#fbf0cb", "#b8891a"

Box = tuple[float, float, float, float]


@dataclass
class Canvas:
    """Paper; `boxes` are those of the letters on it: left, top, right, bottom."""

    sheet: Image.Image = field(default_factory=lambda: Image.new("RGB", (WIDTH, HEIGHT), PAPER))
    boxes: list[Box] = field(default_factory=list)
    has_picture: bool = False

    def __post_init__(self) -> None:
        self.pen = ImageDraw.Draw(self.sheet)

    def rule(self, left: int, top: int, right: int, thickness: int, colour: str = RULE_STRONG) -> None:
        self.pen.rectangle((left, top, right - 1, top + thickness - 1), colour)

    def column_rule(self, x: int, top: int, bottom: int) -> None:
        self.pen.rectangle((x, top, x, bottom - 1), RULE_SOFT)

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        big = Image.new("L", (64, 64))
        ImageDraw.Draw(big).ellipse((0, 0, 63, 63), 255)
        small = big.resize((round(2 * radius), round(2 * radius)), Image.Resampling.LANCZOS)
        self.sheet.paste(colour, (round(x - radius), round(y - radius)), small)

    def picture(self, picture: Image.Image, box: tuple[int, int, int, int], focus: tuple[float, float]) -> None:
        left, top, right, bottom = box
        cut = ImageOps.fit(picture, (right - left, bottom - top), Image.Resampling.LANCZOS, centering=focus)
        self.sheet.paste(cut, (left, top))
        self.has_picture = True

    def text(self, text: Text, left: int, top: int, right: int, colour: str = INK, align: str = "start") -> int:
        """Set between left and right, the first line under `top`. Gives where the last line ends."""
        for number, parts in enumerate(text.parts):
            x = _start(sum(part.width for part in parts), left, right, align, text.from_right)
            over = left - _ink(parts, x) if parts else 0  # some first letters reach out to the left
            self._line(parts, x + max(0, over), baseline(text, number, top), colour)
        return top + text.height

    def _line(self, parts: list[Part], x: float, y: float, colour: str) -> None:
        for part in parts:
            self.pen.text((x, y), part.text, colour, part.font, anchor="ls", direction=part.direction)
            if part.text.strip():
                box = self.pen.textbbox((x, y), part.text, part.font, anchor="ls", direction=part.direction)
                self.boxes.append(box)
            x += part.width

    def png(self) -> bytes:
        """The card as a file; few colours make it small where there is no photograph."""
        sheet = self.sheet if self.has_picture else self.sheet.quantize(64, dither=Image.Dither.NONE)
        file = io.BytesIO()
        sheet.save(file, "PNG", compress_level=6)
        return file.getvalue()


def _ink(parts: list[Part], x: float) -> float:
    return x + parts[0].font.getbbox(parts[0].text, anchor="ls", direction=parts[0].direction)[0]


def baseline(text: Text, number: int, top: int) -> int:
    """Where the letters of a line stand."""
    height, size = text.setting.line_height, text.setting.size
    return round(top + number * height + (height - size) / 2 + size * 0.79)


def _start(width: float, left: int, right: int, align: str, from_right: bool) -> float:
    if align == "centre":
        return (left + right - width) / 2
    return right - width if (align == "end") != from_right else left


def lines_of(text: Text, left: int, top: int, right: int) -> list[tuple[float, float, int]]:
    """Where each line of text begins and ends when it is set there, and where its letters stand."""
    found = []
    for number, parts in enumerate(text.parts):
        width = sum(part.width for part in parts)
        start = _start(width, left, right, "start", text.from_right)
        found.append((start, start + width, baseline(text, number, top)))
    return found
