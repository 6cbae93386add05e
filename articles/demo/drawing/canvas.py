"""A canvas for flat drawings: outlines of points, filled with a colour or a gradient, clean at the edges.

Pillow only. Everything is drawn at twice the size and scaled down once, which is what smooths the edges.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageChops, ImageColor, ImageDraw

Point = tuple[float, float]
Spot = tuple[float, float, float]
Outline = list[Point]

_SCALE = 2


@dataclass(frozen=True)
class Shade:
    """A gradient over the outline it fills: from its top to its bottom, or from its left to its right."""

    first: str
    last: str
    sideways: bool = False


Paint = str | Shade


class Canvas:
    """Coordinates are pixels of the finished picture, from the top left corner."""

    def __init__(self, width: int, height: int, paint: Paint) -> None:
        self.size = (width, height)
        self._picture = Image.new("RGB", (width * _SCALE, height * _SCALE))
        self.fill(rectangle(0, 0, width, height), paint)

    def fill(self, outline: Sequence[Point], paint: Paint, within: Sequence[Point] = (), opacity: float = 1) -> None:
        """Fill an outline, or only the part of it that lies within another."""
        box = self._box(outline)
        if box is None:
            return
        mask = _mask(outline, box, round(255 * opacity))
        if within:
            mask = ImageChops.multiply(mask, _mask(within, box, 255))
        self._picture.paste(_painted(paint, mask.size), box[:2], mask)

    def line(self, points: Sequence[Point], width: float, colour: str, within: Sequence[Point] = ()) -> None:
        """A stroke with round ends and joints."""
        for start, end in pairwise(points):
            self.fill(_stroke(start, end, width), colour, within)
        for x, y in points:
            self.fill(ellipse(x, y, width / 2, width / 2), colour, within)

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 1) -> None:
        """A soft round light around a point."""
        side = max(2, round(2 * radius * _SCALE))
        fade = ImageChops.invert(Image.radial_gradient("L")).point(
            lambda value: min(255, max(0, value - 75) * 255 // 180)
        )
        fade = fade.point(lambda value: round(value * value / 255 * strength)).resize(
            (side, side), Image.Resampling.BILINEAR
        )
        corner = (round((x - radius) * _SCALE), round((y - radius) * _SCALE))
        self._picture.paste(ImageColor.getrgb(colour), (*corner, corner[0] + side, corner[1] + side), fade)

    def finished(self) -> Image.Image:
        return self._picture.resize(self.size, Image.Resampling.LANCZOS)

    def _box(self, outline: Sequence[Point]) -> tuple[int, int, int, int] | None:
        """The pixels an outline touches, as far as they are on the canvas."""
        columns, rows = [x * _SCALE for x, _ in outline], [y * _SCALE for _, y in outline]
        left, top = max(0, math.floor(min(columns))), max(0, math.floor(min(rows)))
        right = min(self._picture.width, math.ceil(max(columns)) + 1)
        bottom = min(self._picture.height, math.ceil(max(rows)) + 1)
        return (left, top, right, bottom) if left < right and top < bottom else None


def _mask(outline: Sequence[Point], box: tuple[int, int, int, int], value: int) -> Image.Image:
    mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
    ImageDraw.Draw(mask).polygon([(x * _SCALE - box[0], y * _SCALE - box[1]) for x, y in outline], fill=value)
    return mask


def _painted(paint: Paint, size: tuple[int, int]) -> Image.Image:
    if isinstance(paint, str):
        return Image.new("RGB", size, paint)
    ramp = Image.linear_gradient("L")
    if paint.sideways:
        ramp = ramp.transpose(Image.Transpose.ROTATE_90)
    ramp = ramp.resize(size, Image.Resampling.BILINEAR)
    return Image.composite(Image.new("RGB", size, paint.last), Image.new("RGB", size, paint.first), ramp)


def _stroke(start: Point, end: Point, width: float) -> Outline:
    length = math.dist(start, end) or 1
    across = ((start[1] - end[1]) / length * width / 2, (end[0] - start[0]) / length * width / 2)
    return [
        (start[0] + across[0], start[1] + across[1]),
        (end[0] + across[0], end[1] + across[1]),
        (end[0] - across[0], end[1] - across[1]),
        (start[0] - across[0], start[1] - across[1]),
    ]


# Outlines


def points(written: str) -> Outline:
    """Points as drawings write them: `350,136 430,130`."""
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in written.split())]


def spots(written: str) -> list[Spot]:
    """Circles: `400,128,84` is one around (400, 128) with a radius of 84."""
    return [(float(x), float(y), float(radius)) for x, y, radius in (one.split(",") for one in written.split())]


def rectangle(left: float, top: float, right: float, bottom: float) -> Outline:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def ellipse(x: float, y: float, across: float, down: float) -> Outline:
    steps = 24 + round(max(across, down))
    turns = [2 * math.pi * step / steps for step in range(steps)]
    return [(x + across * math.cos(turn), y + down * math.sin(turn)) for turn in turns]


def rounded(left: float, top: float, right: float, bottom: float, radius: float) -> Outline:
    """A rectangle with round corners."""
    outline = []
    corners = ((right, bottom, -1, -1), (left, bottom, 1, -1), (left, top, 1, 1), (right, top, -1, 1))
    for quarter, (x, y, inward, downward) in enumerate(corners):
        for step in range(9):
            turn = math.pi / 2 * (quarter + step / 8)
            middle = (x + inward * radius, y + downward * radius)
            outline.append((middle[0] + radius * math.cos(turn), middle[1] + radius * math.sin(turn)))
    return outline


def curve(points: Sequence[Point], closed: bool = True, steps: int = 12) -> Outline:
    """A smooth line through all the points (Catmull-Rom)."""
    count = len(points)
    pieces = range(count if closed else count - 1)

    def at(index: int) -> Point:
        return points[index % count] if closed else points[min(max(index, 0), count - 1)]

    outline = [
        _between(at(piece - 1), at(piece), at(piece + 1), at(piece + 2), step / steps)
        for piece in pieces
        for step in range(steps)
    ]
    return outline if closed else [*outline, points[-1]]


def _between(before: Point, start: Point, end: Point, after: Point, part: float) -> Point:
    def along(a: float, b: float, c: float, d: float) -> float:
        return b + part * ((c - a) + part * ((2 * a - 5 * b + 4 * c - d) + part * (3 * (b - c) + d - a))) / 2

    return along(before[0], start[0], end[0], after[0]), along(before[1], start[1], end[1], after[1])


def mirrored(right_half: Iterable[Point], axis: float) -> Outline:
    """A symmetrical outline from its right half, given from top to bottom."""
    right_half = list(right_half)
    return right_half + [(2 * axis - x, y) for x, y in reversed(right_half) if x != axis]


def moved(outline: Iterable[Point], right: float = 0, down: float = 0) -> Outline:
    return [(x + right, y + down) for x, y in outline]


def mixed(one: str, other: str, part: float) -> str:
    """A colour between two: 0 is the first, 1 the second."""
    pairs = zip(ImageColor.getrgb(one)[:3], ImageColor.getrgb(other)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)
