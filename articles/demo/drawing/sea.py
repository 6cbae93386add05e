"""Places by the sea, in flat layers from the farthest to the nearest."""

import math

from articles.demo.drawing.canvas import (
    Canvas,
    Point,
    Shade,
    curve,
    ellipse,
    mixed,
    points,
    rectangle,
)
from articles.demo.drawing.scenery import (
    CLAY,
    CREAM,
    DEEP,
    DUSK,
    HEIGHT,
    NIGHT,
    OCHRE,
    PLUM,
    RUST,
    SAND,
    TEAL,
    WIDTH,
    bar,
    cloud,
    gull,
    hills,
    path_of_light,
    spread,
    water,
)


def harbour(canvas: Canvas) -> None:
    canvas.fill(rectangle(0, 0, WIDTH, 640), Shade(DUSK, OCHRE))
    canvas.glow(1080, 560, 520, "#fbe3b0", 0.85)
    canvas.fill(ellipse(1080, 560, 92, 92), "#fcebc4")
    cloud(canvas, 180, 150, 420, CLAY, 0.45)
    cloud(canvas, 900, 250, 360, CLAY, 0.4)
    hills(canvas, points("0,590 260,540 520,592 800,566 1100,606 1400,556 1600,586"), DUSK, PLUM)
    water(canvas, 640, DEEP, "#9c6a6c", SAND)
    path_of_light(canvas, 1080, 644, "#fcebc4")
    canvas.fill([(930, 652), (1600, 652), (1600, 690), (930, 676)], PLUM)
    for x in (1010, 1250, 1490):
        _crane(canvas, x, 656, 0.62, mixed(PLUM, DUSK, 0.3))
    _cargo_ship(canvas)
    _crane(canvas, 330, 806, 1.22, NIGHT)
    canvas.fill([(0, 800), (780, 800), (836, 842), (836, HEIGHT), (0, HEIGHT)], Shade("#1d3345", "#101f2e"))
    canvas.fill([(0, 800), (780, 800), (836, 842), (0, 842)], "#2c4659")
    for x in (90, 270, 450, 630, 770):
        canvas.fill(rectangle(x, 776, x + 22, 806), "#0e1b28")
        canvas.fill(ellipse(x + 11, 776, 18, 7), "#0e1b28")
    for x, y, size in ((690, 200, 34), (780, 250, 24), (620, 280, 20)):
        gull(canvas, x, y, size, PLUM)


def _cargo_ship(canvas: Canvas) -> None:
    hull = [(640, 690), (1420, 690), (1390, 772), (690, 772)]
    colours = (RUST, TEAL, OCHRE, CREAM, DUSK, CLAY, DEEP)
    for row, count in enumerate((13, 12, 10, 6)):
        for column in range(count):
            left, top = 720 + column * 42 + (row > 1) * 42, 656 - row * 34
            colour = colours[(row * 3 + column * 5 + column * column) % len(colours)]
            canvas.fill(
                rectangle(left, top, left + 40, top + 32), Shade(mixed(colour, CREAM, 0.1), mixed(colour, PLUM, 0.3))
            )
    canvas.fill(rectangle(1280, 520, 1376, 690), Shade(CREAM, "#dcb79b"))
    canvas.fill(rectangle(1262, 500, 1394, 528), CREAM)
    canvas.fill(rectangle(1316, 452, 1350, 502), RUST)
    for y in (544, 580, 616):
        for x in (1292, 1318, 1344):
            canvas.fill(rectangle(x, y, x + 17, y + 15), PLUM)
    canvas.fill(hull, Shade("#8f3f3a", "#5b2a33"))
    canvas.fill([(664, 726), (1407, 726), (1390, 772), (690, 772)], "#3a2233")
    canvas.line([(640, 690), (1420, 690)], 5, CREAM)
    for number, shift in enumerate(spread(9, 0.5)):
        bar(canvas, 660 + shift * 160, 782 + number * 13, 640 - number * 40, 5, "#3a2233", 0.4)


def _crane(canvas: Canvas, x: float, ground: float, size: float, colour: str) -> None:
    def at(right: float, up: float) -> Point:
        return x + right * size, ground - up * size

    light = mixed(colour, CREAM, 0.16)
    for leg in (-70, 70):
        canvas.line([at(leg, 0), at(leg * 0.8, 330)], 15 * size, colour)
    for up in (60, 190, 318):
        canvas.line([at(-68, up), at(68, up)], 10 * size, colour)
    canvas.line([at(-64, 66), at(58, 186)], 6 * size, light)
    canvas.line([at(-58, 196), at(54, 314)], 6 * size, light)
    canvas.line([at(-200, 336), at(330, 336)], 17 * size, colour)
    canvas.line([at(-56, 330), at(-8, 486)], 12 * size, colour)
    canvas.line([at(52, 330), at(-8, 486)], 9 * size, colour)
    for end in (-190, 150, 322):
        canvas.line([at(-8, 484), at(end, 340)], 4.5 * size, light)
    canvas.fill([at(-196, 374), at(-120, 374), at(-120, 322), at(-196, 322)], colour)
    canvas.line([at(210, 330), at(210, 236)], 4 * size, light)
    canvas.fill([at(178, 240), at(242, 240), at(242, 204), at(178, 204)], RUST)


def wind_farm(canvas: Canvas) -> None:
    canvas.fill(rectangle(0, 0, WIDTH, 620), Shade("#5f9aa0", "#f3dcae"))
    canvas.glow(470, 560, 620, "#fff0c9", 0.9)
    canvas.fill(ellipse(470, 556, 80, 80), "#fff4d8")
    cloud(canvas, 930, 170, 460, CREAM, 0.5)
    cloud(canvas, 60, 260, 300, CREAM, 0.45)
    hills(canvas, [(0, 606), (180, 592), (380, 612), (600, 616)], "#a9b6a2", "#a9b6a2")
    water(canvas, 616, DEEP, "#86b0ad", CREAM, 60)
    path_of_light(canvas, 470, 618, "#fff4d8")
    far, middle, near = "#dbe3d6", "#eef0e4", "#fbf8ef"
    for number, x in enumerate(range(600, 1580, 118)):
        _turbine(canvas, x, 622, 0.3, far, 17 + number * 31)
    for number, x in enumerate((700, 930, 1190, 1440)):
        _turbine(canvas, x, 654, 0.56, middle, 40 + number * 47)
    _turbine(canvas, 1310, 740, 0.98, near, 20)
    _turbine(canvas, 250, 704, 0.86, near, 74)
    _workboat(canvas, 780, 790)
    for x, y, size in ((560, 300, 26), (640, 340, 20), (520, 360, 17)):
        gull(canvas, x, y, size, DEEP)


def _turbine(canvas: Canvas, x: float, foot: float, size: float, colour: str, turn: float) -> None:
    hub = foot - 470 * size
    shade = mixed(colour, DEEP, 0.32)
    tower = [(x - 5 * size, hub), (x + 5 * size, hub), (x + 11 * size, foot), (x - 11 * size, foot)]
    canvas.fill(tower, Shade(colour, shade, sideways=True))
    canvas.fill(
        [
            (x - 12 * size, foot - 46 * size),
            (x + 12 * size, foot - 46 * size),
            (x + 13 * size, foot),
            (x - 13 * size, foot),
        ],
        OCHRE,
    )
    for step in range(4):
        width = (52 - step * 9) * size
        bar(canvas, x - width / 2, foot + (4 + step * 15) * size, width, 5 * size, colour, 0.5 - step * 0.1)
    for blade in range(3):
        angle = math.radians(turn + blade * 120)
        ahead, aside = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
        edge = points("0,3 40,12 230,2 232,0 40,-4 0,-3")
        outline = [
            (x + (along * ahead[0] + across * aside[0]) * size, hub + (along * ahead[1] + across * aside[1]) * size)
            for along, across in edge
        ]
        canvas.fill(outline, mixed(colour, shade, 0.15 + 0.3 * (blade == 1)))
    canvas.fill(ellipse(x, hub, 11 * size, 11 * size), shade)
    canvas.fill(ellipse(x, hub, 7 * size, 7 * size), colour)


def _workboat(canvas: Canvas, x: float, y: float) -> None:
    canvas.fill(
        [(x - 124, y - 32), (x + 56, y - 34), (x + 142, y - 58), (x + 104, y + 10), (x - 108, y + 10)],
        Shade(RUST, "#6e332f"),
    )
    canvas.fill([(x - 30, y - 33), (x + 52, y - 34), (x + 40, y - 96), (x - 30, y - 96)], CREAM)
    canvas.fill([(x - 18, y - 60), (x + 42, y - 60), (x + 37, y - 84), (x - 18, y - 84)], DEEP)
    canvas.line([(x - 14, y - 96), (x - 14, y - 158)], 4, NIGHT)
    canvas.line([(x - 2, y - 108), (x + 26, y - 108)], 6, NIGHT)
    canvas.line([(x + 12, y - 98), (x + 12, y - 108)], 4, NIGHT)
    canvas.line([(x - 116, y - 56), (x - 34, y - 56)], 3, CREAM)
    for post in (-116, -76, -36):
        canvas.line([(x + post, y - 56), (x + post, y - 34)], 3, CREAM)
    for number in range(4):
        bar(canvas, x - 170 - number * 60, y + 10 + number * 5, 300 - number * 20, 6, CREAM, 0.55 - number * 0.12)


def fishing_boats(canvas: Canvas) -> None:
    canvas.fill(rectangle(0, 0, WIDTH, 540), Shade("#8fb7b6", "#f7e6c4"))
    canvas.glow(1150, 380, 560, "#fff6dd", 0.85)
    canvas.fill(ellipse(1150, 384, 70, 70), "#fff8e6")
    cloud(canvas, 500, 110, 400, CREAM, 0.6)
    cloud(canvas, 1240, 190, 280, CREAM, 0.5)
    hills(canvas, points("600,530 900,486 1200,512 1450,470 1620,500"), "#b3c3b6", "#9db5ae")
    headland = points("-20,300 150,292 300,340 430,420 560,470 700,548")
    canvas.fill([*curve(headland, closed=False), (-20, 560)], Shade("#5f8f84", DEEP))
    cliff = points("300,340 340,430 380,548 700,548 560,470 430,420")
    canvas.fill(curve(cliff), "#3c6a69", within=[*curve(headland, closed=False), (-20, 560)])
    _lighthouse(canvas, 170, 300)
    water(canvas, 540, "#1f5560", "#a9c6bd", CREAM, 60)
    path_of_light(canvas, 1150, 544, "#fff8e6")
    _boat(canvas, 1330, 640, 0.62, RUST)
    _boat(canvas, 420, 720, 0.86, TEAL)
    _boat(canvas, 900, 850, 1.2, "#8f3f3a")
    for x, y, size in ((720, 310, 34), (806, 350, 26), (640, 370, 22), (880, 300, 20)):
        gull(canvas, x, y, size, CREAM)


def _lighthouse(canvas: Canvas, x: float, ground: float) -> None:
    tower = [(x - 14, ground - 150), (x + 14, ground - 150), (x + 24, ground), (x - 24, ground)]
    canvas.fill(tower, Shade(CREAM, "#d8c5a3", sideways=True))
    for top in (120, 60):
        canvas.fill(rectangle(x - 40, ground - top, x + 40, ground - top + 30), RUST, within=tower)
    canvas.fill(rectangle(x - 12, ground - 182, x + 12, ground - 150), OCHRE)
    canvas.fill(rectangle(x - 22, ground - 156, x + 22, ground - 148), NIGHT)
    canvas.fill([(x - 18, ground - 182), (x + 18, ground - 182), (x, ground - 206)], NIGHT)


def _boat(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    def at(right: float, up: float) -> Point:
        return x + right * size, y - up * size

    for step in range(7):
        width = (330 - step * 36) * size
        bar(
            canvas,
            x - width / 2 + (step % 2) * 16 * size,
            y + (6 + step * 15) * size,
            width,
            8 * size,
            mixed(colour, NIGHT, 0.4),
            0.5 - step * 0.06,
        )
    canvas.line([at(-60, 70), at(-60, 300)], 8 * size, NIGHT)
    canvas.line([at(-60, 120), at(-190, 220)], 6 * size, NIGHT)
    canvas.line([at(-60, 292), at(-190, 222)], 3 * size, NIGHT)
    canvas.line([at(-60, 296), at(178, 92)], 3 * size, NIGHT)
    canvas.line([at(-188, 218), at(-172, 84)], 2.5 * size, NIGHT)
    canvas.fill([at(-60, 262), at(-60, 298), at(-10, 280)], OCHRE)
    cabin = [at(-26, 70), at(-20, 168), at(70, 168), at(88, 70)]
    canvas.fill(cabin, Shade(CREAM, "#d9c7a6"))
    canvas.fill([at(-32, 164), at(-32, 180), at(84, 180), at(84, 164)], colour)
    for left in (-6, 38):
        canvas.fill([at(left, 112), at(left, 148), at(left + 32, 148), at(left + 34, 112)], DEEP)
    hull = [at(-190, 86), at(-100, 66), at(60, 66), at(196, 108), at(150, 0), at(-164, 0)]
    canvas.fill(hull, Shade(mixed(colour, CREAM, 0.14), mixed(colour, NIGHT, 0.3)))
    canvas.fill([at(-200, 24), at(200, 24), at(200, -2), at(-200, -2)], mixed(colour, NIGHT, 0.6), within=hull)
    canvas.line([at(-190, 86), at(-100, 66), at(60, 66), at(196, 108)], 7 * size, CREAM)
    for along in (-130, -84, -38):
        canvas.fill(ellipse(*at(along, 44), 13 * size, 13 * size), OCHRE)
        canvas.fill(ellipse(*at(along, 44), 6 * size, 6 * size), mixed(colour, NIGHT, 0.4))
