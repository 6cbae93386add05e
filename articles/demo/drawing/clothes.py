"""What the sitters wear: clothes, beards, glasses, earrings."""

from collections.abc import Callable

from articles.demo.drawing.canvas import (
    Canvas,
    Outline,
    Shade,
    curve,
    ellipse,
    mirrored,
    mixed,
    points,
)
from articles.demo.drawing.sitters import MIDDLE, NIGHT, Sitter

_SHOULDERS = points("456,556 540,588 640,626 704,690 734,800 734,830")


def _shoulders(canvas: Canvas, colour: str) -> Outline:
    outline = mirrored(curve(_SHOULDERS, closed=False), MIDDLE)
    canvas.fill(outline, Shade(mixed(colour, "#ffffff", 0.1), colour))
    canvas.fill(
        curve(points("470,540 560,600 600,700 590,830 780,830 760,640")),
        mixed(colour, "#0c1420", 0.2),
        within=outline,
    )
    return outline


def _vee(canvas: Canvas, depth: float, colour: str) -> None:
    canvas.fill([(346, 552), (454, 552), (MIDDLE, depth)], colour)


def _lapels(canvas: Canvas, colour: str, depth: float) -> None:
    lighter, darker = mixed(colour, "#ffffff", 0.13), mixed(colour, "#000000", 0.22)
    canvas.fill(
        [(346, 546), (322, 562), (276, 640), (322, 654), (306, 676), (396, depth + 60), (MIDDLE, depth)], lighter
    )
    canvas.fill(
        [(454, 546), (478, 562), (524, 640), (478, 654), (494, 676), (404, depth + 60), (MIDDLE, depth)], darker
    )


def _collar(canvas: Canvas, colour: str) -> None:
    canvas.fill([(346, 536), (330, 560), (366, 622), (MIDDLE, 590)], colour)
    canvas.fill([(454, 536), (470, 560), (434, 622), (MIDDLE, 590)], mixed(colour, NIGHT, 0.14))


def _suit(canvas: Canvas, sitter: Sitter) -> None:
    _shoulders(canvas, sitter.clothes)
    _vee(canvas, 760, "#f2ede2")
    canvas.fill(
        points("386,592 414,592 424,628 418,770 400,800 382,770 376,628"),
        Shade(sitter.accent, mixed(sitter.accent, NIGHT, 0.35)),
    )
    canvas.fill([(380, 588), (420, 588), (412, 622), (388, 622)], mixed(sitter.accent, "#ffffff", 0.12))
    _collar(canvas, "#fbf8f0")
    _lapels(canvas, sitter.clothes, 760)


def _blazer(canvas: Canvas, sitter: Sitter) -> None:
    _shoulders(canvas, sitter.clothes)
    _vee(canvas, 720, sitter.accent)
    canvas.fill([(354, 552), (446, 552), (MIDDLE, 636)], sitter.skin)
    _lapels(canvas, sitter.clothes, 720)


def _blouse(canvas: Canvas, sitter: Sitter) -> None:
    _shoulders(canvas, sitter.clothes)
    canvas.fill([(352, 552), (448, 552), (400, 660)], sitter.skin)
    canvas.fill([(344, 536), (318, 570), (352, 660), (400, 662)], mixed(sitter.clothes, "#ffffff", 0.2))
    canvas.fill([(456, 536), (482, 570), (448, 660), (400, 662)], mixed(sitter.clothes, NIGHT, 0.2))


def _rollneck(canvas: Canvas, sitter: Sitter) -> None:
    _shoulders(canvas, sitter.clothes)
    roll = curve(mirrored(points("400,498 452,496 462,540 470,590 400,606"), MIDDLE))
    canvas.fill(roll, Shade(mixed(sitter.clothes, "#ffffff", 0.25), sitter.accent))
    for x in range(342, 470, 18):
        canvas.line([(x, 520), (x - (400 - x) * 0.08, 592)], 3, mixed(sitter.accent, NIGHT, 0.14), within=roll)


def _robe(canvas: Canvas, sitter: Sitter) -> None:
    _shoulders(canvas, sitter.clothes)
    for side in (-1, 1):
        canvas.fill(
            [
                (MIDDLE + side * 58, 560),
                (MIDDLE + side * 128, 588),
                (MIDDLE + side * 96, 830),
                (MIDDLE + side * 26, 830),
            ],
            mixed("#8f2f3c", NIGHT, 0.0 if side < 0 else 0.3),
        )
    _collar(canvas, sitter.accent)
    canvas.fill([(382, 590), (402, 590), (396, 740), (352, 740)], sitter.accent)
    canvas.fill([(398, 590), (418, 590), (448, 740), (404, 740)], mixed(sitter.accent, NIGHT, 0.12))


def _coat(canvas: Canvas, sitter: Sitter) -> None:
    _shoulders(canvas, sitter.clothes)
    _vee(canvas, 670, sitter.accent)
    canvas.fill(points("340,520 300,560 330,668 400,700 356,600"), mixed(sitter.clothes, "#ffffff", 0.14))
    canvas.fill(points("460,520 500,560 470,668 400,700 444,600"), mixed(sitter.clothes, "#000000", 0.2))
    for y in (728, 782):
        canvas.fill(ellipse(430, y, 9, 9), mixed(sitter.accent, NIGHT, 0.1))


def _chain(canvas: Canvas, sitter: Sitter) -> None:
    _blazer(canvas, sitter)
    links = curve(points("296,588 316,664 400,716 484,664 504,588"), closed=False, steps=5)
    for number, (x, y) in enumerate(links):
        radius = 11 if number % 2 == 0 else 6
        canvas.fill(ellipse(x, y, radius, radius), sitter.accent)
    canvas.fill(ellipse(400, 732, 30, 30), Shade(mixed(sitter.accent, "#ffffff", 0.3), sitter.accent))
    canvas.fill(ellipse(400, 732, 20, 20), mixed(sitter.accent, "#7b2f3c", 0.45))


CLOTHES: dict[str, Callable[[Canvas, Sitter], None]] = {
    "suit": _suit,
    "blazer": _blazer,
    "blouse": _blouse,
    "rollneck": _rollneck,
    "robe": _robe,
    "coat": _coat,
    "chain": _chain,
}


# Beards, glasses, earrings


def _full_beard(canvas: Canvas, sitter: Sitter, head: Outline) -> None:
    beard = points("284,350 300,400 346,418 400,408 454,418 500,400 516,350 520,440 470,520 400,540 330,520 280,440")
    canvas.fill(
        curve(beard),
        Shade(sitter.hair, mixed(sitter.hair, "#ffe9cf", 0.08)),
        within=mirrored(curve(points("400,300 512,300 520,420 470,510 400,536"), closed=False), MIDDLE),
    )
    canvas.fill(curve([(374, 432), (400, 429), (426, 432), (400, 443)]), mixed(sitter.skin, "#8d2f3a", 0.4))


def _short_beard(canvas: Canvas, sitter: Sitter, head: Outline) -> None:
    beard = points("280,360 304,420 352,420 400,408 448,420 496,420 520,360 520,480 400,520 280,480")
    canvas.fill(curve(beard), mixed(sitter.skin, sitter.hair, 0.72), within=head)
    canvas.fill(curve([(368, 431), (400, 427), (432, 431), (400, 446)]), mixed(sitter.skin, "#8d2f3a", 0.4))


def _moustache(canvas: Canvas, sitter: Sitter, head: Outline) -> None:
    canvas.fill(
        curve(points("346,430 372,408 400,406 428,408 454,430 424,430 400,424 376,430")),
        sitter.hair,
    )


def _glasses(canvas: Canvas, sitter: Sitter) -> None:
    frame = "#2a2326"
    for centre in (MIDDLE - 50 * sitter.width, MIDDLE + 50 * sitter.width):
        rim, glass = ellipse(centre, 335, 40, 34), ellipse(centre, 335, 34, 28)
        canvas.fill([*rim, rim[0], glass[0], *reversed(glass), glass[0]], frame)
        canvas.fill(glass, "#ffffff", opacity=0.14)
    canvas.line(curve([(MIDDLE - 12, 330), (MIDDLE, 324), (MIDDLE + 12, 330)], closed=False), 6, frame)
    for side in (-1, 1):
        canvas.line([(MIDDLE + side * 89 * sitter.width, 328), (MIDDLE + side * 112 * sitter.width, 334)], 6, frame)


def _earrings(canvas: Canvas, sitter: Sitter) -> None:
    for side in (-1, 1):
        canvas.fill(ellipse(MIDDLE + side * 116 * sitter.width, 396, 11, 11), "#e9bf6a")


BEARDS: dict[str, Callable[[Canvas, Sitter, Outline], None]] = {
    "full_beard": _full_beard,
    "short_beard": _short_beard,
    "moustache": _moustache,
}

WORN: dict[str, Callable[[Canvas, Sitter], None]] = {"glasses": _glasses, "earrings": _earrings}
