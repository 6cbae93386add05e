"""The demo's pictures, drawn by code: a portrait of each official and seven places. The same every time."""

from collections.abc import Callable

from PIL import Image

from articles.demo.drawing import sea, town
from articles.demo.drawing.canvas import Canvas
from articles.demo.drawing.portraits import draw_portrait
from articles.demo.drawing.scenery import HEIGHT, NIGHT, WIDTH
from articles.demo.drawing.sitters import SITTERS

_SITTERS = {f"portrait-{key}": sitter for key, sitter in SITTERS.items()}
_PLACES: dict[str, Callable[[Canvas], None]] = {
    "lead-harbour": sea.harbour,
    "lead-parliament": town.parliament,
    "lead-wind-farm": sea.wind_farm,
    "lead-rail-bridge": town.rail_bridge,
    "lead-hospital": town.hospital,
    "lead-fishing-boats": sea.fishing_boats,
    "lead-press-room": town.press_room,
}

PICTURES: tuple[str, ...] = (*_SITTERS, *_PLACES)


def draw(name: str) -> Image.Image:
    """One of `PICTURES`: a portrait of 800 by 800 pixels, or a lead picture of 1600 by 1000. Raises KeyError."""
    if name in _SITTERS:
        return draw_portrait(_SITTERS[name])
    place = _PLACES[name]
    canvas = Canvas(WIDTH, HEIGHT, NIGHT)
    place(canvas)
    return canvas.finished()
