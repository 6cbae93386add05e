"""The demo's portraits: busts in flat colours, lit from the left, all drawn the same way."""

from PIL import Image

from articles.demo.drawing.canvas import Canvas, Outline, Shade, curve, ellipse, mirrored, mixed, moved, points
from articles.demo.drawing.clothes import BEARDS, CLOTHES, WORN
from articles.demo.drawing.hair import HAIR
from articles.demo.drawing.sitters import MIDDLE, Sitter

SIDE = 800


def draw_portrait(sitter: Sitter) -> Image.Image:
    canvas = Canvas(SIDE, SIDE, Shade(*sitter.ground))
    canvas.fill(ellipse(MIDDLE, 372, 292, 292), Shade(mixed(sitter.disc, "#ffffff", 0.1), sitter.disc))
    head = _head(sitter)
    behind, before = HAIR[sitter.hair_style]
    behind(canvas, sitter, head)
    _neck(canvas, sitter)
    CLOTHES[sitter.clothes_style](canvas, sitter)
    _face(canvas, sitter, head)
    for extra in sitter.extras:
        if extra in BEARDS:
            BEARDS[extra](canvas, sitter, head)
    before(canvas, sitter, head)
    for extra in sitter.extras:
        if extra in WORN:
            WORN[extra](canvas, sitter)
    return canvas.finished()


def _head(sitter: Sitter) -> Outline:
    wide, jaw = sitter.width, sitter.jaw
    half = [(0, 182), (62, 194), (104, 242), (114, 318), (106 * jaw, 392), (78 * jaw, 448), (40 * jaw, 482), (0, 492)]
    return curve(mirrored([(MIDDLE + x * wide, y) for x, y in half], MIDDLE))


def _shadow(colour: str) -> str:
    return mixed(colour, "#3a1a2c", 0.24)


def _neck(canvas: Canvas, sitter: Sitter) -> None:
    neck = curve(mirrored(points("446,420 448,520 470,575 520,610 400,720"), MIDDLE))
    canvas.fill(neck, sitter.skin)
    canvas.fill(moved(_head(sitter), 14, 34), _shadow(sitter.skin), within=neck)


def _face(canvas: Canvas, sitter: Sitter, head: Outline) -> None:
    shadow, wide = _shadow(sitter.skin), sitter.width
    for side in (-1, 1):
        canvas.fill(ellipse(MIDDLE + side * 113 * wide, 352, 17, 30), sitter.skin if side < 0 else shadow)
    canvas.fill(head, sitter.skin)
    cheek = points("432,170 446,240 424,300 440,345 452,400 432,440 414,500 560,520 560,170")
    canvas.fill(curve(cheek), mixed(sitter.skin, shadow, 0.62), within=head)
    nose = curve(points("404,318 411,350 421,384 411,396 394,394 403,372"))
    canvas.fill(nose, shadow, within=head)
    dark = mixed(sitter.skin, "#2a1320", 0.62)
    for centre in (MIDDLE - 47 * wide, MIDDLE + 47 * wide):
        canvas.fill(ellipse(centre, 332, 29, 17), mixed(sitter.skin, shadow, 0.6), within=head)
        white = mixed(sitter.skin, "#fff8ee", 0.62 if centre < MIDDLE else 0.4)
        almond = curve([(centre - 21, 337), (centre - 8, 327), (centre + 8, 327), (centre + 21, 337), (centre, 344)])
        canvas.fill(almond, white)
        canvas.fill(ellipse(centre, 333, 9, 9), "#2b1d20", within=almond)
        lid = curve([(centre - 23, 337), (centre - 9, 326), (centre + 9, 326), (centre + 23, 337)], closed=False)
        canvas.line(lid, 4.4, dark)
        brow = mixed(sitter.skin, _brow(sitter), 0.8)
        arch = curve([(centre - 27, 309), (centre - 8, 301), (centre + 10, 301), (centre + 27, 309)], closed=False)
        canvas.line(arch, 7, brow)
    lips = mixed(sitter.skin, "#8d2f3a", 0.42)
    canvas.fill(curve(points("370,431 392,425 400,428 408,425 430,431 412,444 388,444")), lips)
    canvas.line(curve([(370, 431), (392, 433), (408, 433), (430, 431)], closed=False), 3, dark)


def _brow(sitter: Sitter) -> str:
    return "#2a1c1c" if sitter.hair_style in ("headscarf", "headwrap") else sitter.hair
