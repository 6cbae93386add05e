"""What several of the demo's places share: water, hills, clouds, trees."""

import math
from collections.abc import Iterator

from articles.demo.drawing.canvas import (
    Canvas,
    Outline,
    Point,
    Shade,
    curve,
    ellipse,
    moved,
    rectangle,
    rounded,
)

WIDTH, HEIGHT = 1600, 1000

NIGHT, DEEP, TEAL, MIST = "#14283a", "#17424f", "#2f6f78", "#d5e0de"
SAND, OCHRE, CLAY, RUST = "#efdfc0", "#e9bf6a", "#d98a67", "#ac5643"
PLUM, DUSK, CREAM = "#48354f", "#75566d", "#f7f0e0"


def spread(count: int, offset: float = 0.0) -> Iterator[float]:
    """Numbers between 0 and 1 that look scattered and never change (multiples of the golden ratio)."""
    return ((offset + 0.6180339887 * number) % 1 for number in range(count))


def chance(number: float) -> float:
    """A number between 0 and 1 that looks drawn by lot and never changes."""
    return math.sin(number * 12.9898 + 4.1) * 43758.5453 % 1


def bar(canvas: Canvas, left: float, y: float, width: float, height: float, colour: str, opacity: float) -> None:
    """A thin stripe with round ends: light on water, a streak of cloud."""
    canvas.fill(rounded(left, y, left + width, y + height, height / 2), colour, opacity=opacity)


def water(canvas: Canvas, top: float, near: str, far: str, glint: str, count: int = 46) -> None:
    canvas.fill(rectangle(0, top, WIDTH, HEIGHT), Shade(far, near))
    for number, (across, down) in enumerate(zip(spread(count), spread(count, 0.37), strict=True)):
        depth = (number + down) / count
        y = top + 8 + depth**1.4 * (HEIGHT - top - 20)
        width = 50 + 230 * depth * (0.4 + across)
        bar(canvas, across * (WIDTH + 200) - 180, y, width, 2 + 6 * depth, glint, 0.10 + 0.14 * (1 - depth))


def path_of_light(canvas: Canvas, x: float, top: float, colour: str) -> None:
    """What a low sun lays on the water below it."""
    for number, shift in enumerate(spread(22, 0.2)):
        depth = number / 22
        width = 150 + 190 * depth - 90 * abs(shift - 0.5)
        bar(
            canvas,
            x - width / 2 + (shift - 0.5) * 90,
            top + 10 + depth**1.25 * 330,
            width,
            4 + 8 * depth,
            colour,
            0.55 * (1 - depth),
        )


def hills(canvas: Canvas, points: list[Point], top: str, bottom: str) -> None:
    ridge = curve(points, closed=False)
    canvas.fill([(ridge[0][0], HEIGHT), *ridge, (ridge[-1][0], HEIGHT)], Shade(top, bottom))


def cloud(canvas: Canvas, x: float, y: float, size: float, colour: str, opacity: float = 0.5) -> None:
    thick = size * 0.06
    for row, (shift, width) in enumerate(((0.22, 0.5), (0, 1.0), (-0.3, 0.95), (0.34, 0.42))):
        bar(canvas, x + shift * size, y + row * thick, width * size, thick, colour, opacity)


def gull(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    for side in (-1, 1):
        wing = curve(
            [(x, y), (x + side * size * 0.45, y - size * 0.32), (x + side * size, y - size * 0.1)], closed=False
        )
        canvas.line(wing, size * 0.1, colour)


def half_dome(x: float, base: float, across: float, up: float) -> Outline:
    return [(px, py) for px, py in ellipse(x, base, across, up) if py <= base + 0.01]


def tree(canvas: Canvas, x: float, ground: float, size: float) -> None:
    canvas.fill(rectangle(x - 8 * size, ground - 90 * size, x + 8 * size, ground), "#5b4038")
    crown = curve(
        [
            (x, ground - 330 * size),
            (x + 74 * size, ground - 240 * size),
            (x + 80 * size, ground - 130 * size),
            (x, ground - 66 * size),
            (x - 80 * size, ground - 130 * size),
            (x - 74 * size, ground - 240 * size),
        ]
    )
    canvas.fill(crown, Shade("#4f8a7f", "#2a5a5c"))
    canvas.fill(moved(crown, 42 * size, 16 * size), DEEP, within=crown, opacity=0.5)
