"""Hair and headdress of the portraits: for each style what is behind the head, and what is before it."""

from collections.abc import Callable

from articles.demo.drawing.canvas import (
    Canvas,
    Outline,
    Shade,
    Spot,
    curve,
    ellipse,
    mirrored,
    mixed,
    points,
    spots,
)
from articles.demo.drawing.sitters import MIDDLE, NIGHT, Sitter

Drawing = Callable[[Canvas, Sitter, Outline], None]


def _nothing(canvas: Canvas, sitter: Sitter, head: Outline) -> None:
    """No hair on this side."""


def _shape(edge: Outline, lighter: float = 0.12) -> Drawing:
    """Hair as one outline, a little lighter at the top."""
    outline = curve(edge)

    def fill(canvas: Canvas, sitter: Sitter, head: Outline) -> None:
        canvas.fill(outline, Shade(mixed(sitter.hair, "#ffe9cf", lighter), sitter.hair))

    return fill


def _scalp(edge: Outline, strength: float) -> Drawing:
    """Hair so short that it follows the head."""
    outline = curve(edge)

    def fill(canvas: Canvas, sitter: Sitter, head: Outline) -> None:
        canvas.fill(outline, mixed(sitter.skin, sitter.hair, strength), within=head)

    return fill


def _curly(curls: list[Spot]) -> Drawing:
    def fill(canvas: Canvas, sitter: Sitter, head: Outline) -> None:
        for x, y, radius in curls:
            canvas.fill(ellipse(x, y, radius, radius), sitter.hair)
        for x, y, radius in curls:
            canvas.fill(
                ellipse(x - radius * 0.2, y - radius * 0.25, radius * 0.55, radius * 0.5),
                mixed(sitter.hair, "#ffe9cf", 0.09),
            )

    return fill


def _headscarf_behind(canvas: Canvas, sitter: Sitter, head: Outline) -> None:
    canvas.fill(
        curve(mirrored(points("400,150 480,166 534,240 546,340 532,450 560,560 620,640 400,720"), MIDDLE)),
        mixed(sitter.hair, NIGHT, 0.25),
    )


def _headscarf_before(canvas: Canvas, sitter: Sitter, head: Outline) -> None:
    outer = mirrored(
        curve(points("400,148 482,164 532,240 540,340 520,440 486,510 400,560"), closed=False),
        MIDDLE,
    )
    inner = mirrored(
        curve(points("400,226 452,240 484,290 488,350 474,420 440,470 400,488"), closed=False),
        MIDDLE,
    )
    ring = [*outer, outer[0], inner[0], *reversed(inner)]
    canvas.fill(ring, Shade(mixed(sitter.hair, "#ffe9cf", 0.18), sitter.hair))
    fold = curve(points("262,420 300,500 400,545 500,500 540,420 552,560 600,660 400,700 214,650 250,560"))
    canvas.fill(fold, Shade(sitter.hair, mixed(sitter.hair, NIGHT, 0.3)))
    for shift in (0, 34):
        canvas.line(
            curve([(290, 520 + shift), (360, 580 + shift), (450, 590 + shift), (540, 540 + shift)], closed=False),
            5,
            mixed(sitter.hair, NIGHT, 0.35),
        )


def _headwrap(canvas: Canvas, sitter: Sitter, head: Outline) -> None:
    pale, deep = mixed(sitter.hair, "#ffffff", 0.25), mixed(sitter.hair, "#7b2f3c", 0.3)
    fan = curve(points("452,200 452,110 500,52 566,48 606,96 590,168 530,226"))
    canvas.fill(fan, Shade(sitter.hair, deep))
    for end in ((522, 62), (572, 84), (592, 132)):
        canvas.line([(484, 206), end], 4, mixed(sitter.hair, "#7b2f3c", 0.5), within=fan)
    wrap = points("280,300 256,226 276,142 346,92 440,96 512,142 544,220 520,300")
    wrap = curve([*wrap, (486, 246), (400, 226), (314, 246)])
    canvas.fill(wrap, Shade(pale, sitter.hair))
    for fold in (
        [(230, 190), (330, 190), (440, 150), (520, 90)],
        [(230, 250), (340, 226), (460, 190), (560, 130)],
        [(380, 240), (460, 226), (520, 200), (570, 170)],
    ):
        canvas.line(curve(fold, closed=False), 5, mixed(sitter.hair, "#7b2f3c", 0.5), within=wrap)
    band = curve(points("276,306 272,270 330,226 400,212 470,226 528,270 524,306 470,256 400,244 330,256"))
    canvas.fill(band, deep)


def _parted(edge: Outline, strands: list[Outline]) -> Drawing:
    base = _shape(edge)

    def fill(canvas: Canvas, sitter: Sitter, head: Outline) -> None:
        base(canvas, sitter, head)
        for strand in strands:
            canvas.line(curve(strand, closed=False), 4, mixed(sitter.hair, NIGHT, 0.3))

    return fill


HAIR: dict[str, tuple[Drawing, Drawing]] = {
    "bob": (
        _shape(
            points(
                "400,150 476,158 536,226 552,330 556,430 534,486 470,500 330,500 266,486 244,430 "
                "248,330 266,230 320,160"
            ),
            lighter=0.0,
        ),
        _parted(
            points(
                "350,136 430,130 512,164 548,250 554,360 554,450 528,482 500,450 508,360 490,286 "
                "420,236 366,196 330,250 300,310 294,400 296,460 268,484 246,440 246,330 260,222 "
                "296,164"
            ),
            [[(366, 194), (440, 214), (506, 268), (530, 360)], [(358, 192), (304, 250), (274, 330)]],
        ),
    ),
    "receding": (
        _nothing,
        _shape(
            points(
                "286,352 272,276 292,206 350,166 450,166 508,206 528,276 514,352 502,304 498,256 "
                "476,210 440,208 400,224 360,208 324,210 302,256 298,304"
            )
        ),
    ),
    "side_part": (
        _nothing,
        _parted(
            points(
                "288,330 274,250 296,176 372,140 470,146 526,204 528,280 512,330 500,276 462,240 "
                "396,232 344,206 312,250 302,290"
            ),
            [[(342, 204), (400, 176), (470, 186)], [(344, 206), (420, 208), (492, 238)]],
        ),
    ),
    "crew": (
        _nothing,
        _shape(
            points(
                "286,322 278,250 300,186 350,160 450,160 500,186 522,250 514,322 502,270 480,232 "
                "400,222 320,232 298,270"
            )
        ),
    ),
    "short_waves": (
        _shape(
            points("400,150 484,162 540,236 544,330 528,420 490,444 310,444 272,420 256,330 260,236 316,162"),
            lighter=0.0,
        ),
        _parted(
            points(
                "330,154 420,136 504,166 546,240 548,340 532,416 512,424 498,350 494,284 440,244 "
                "374,208 326,262 302,330 290,424 268,416 252,340 256,236 284,184"
            ),
            [
                [(376, 206), (430, 196), (500, 244), (526, 320)],
                [(370, 206), (308, 240), (278, 310)],
                [(400, 178), (460, 178), (516, 226)],
            ],
        ),
    ),
    "crown": (
        _curly(spots("400,128,84 330,150,62 470,150,62 400,80,62 340,96,48 460,96,48")),
        _shape(
            points("288,320 274,250 302,180 400,158 498,180 526,250 512,320 500,268 460,226 400,214 340,226 300,268"),
            lighter=0.06,
        ),
    ),
    "curls": (
        _curly(spots("300,200,52 500,200,52 274,270,40 526,270,40 282,330,30 518,330,30")),
        _curly(
            spots(
                "320,206,42 364,176,50 424,166,52 478,190,46 510,236,36 292,250,34 346,224,34 "
                "400,214,36 452,222,36 284,296,22 518,292,22"
            )
        ),
    ),
    "cropped": (
        _nothing,
        _scalp(
            points("280,340 270,240 310,160 490,160 530,240 520,340 502,280 470,236 400,222 330,236 298,280"),
            0.9,
        ),
    ),
    "headscarf": (_headscarf_behind, _headscarf_before),
    "bald": (_nothing, _nothing),
    "updo": (
        _curly([(400, 122, 66), (360, 134, 46), (440, 134, 46)]),
        _parted(
            points("286,336 268,250 304,176 400,150 496,176 532,250 514,336 498,280 456,232 404,216 344,232 302,280"),
            [
                [(404, 216), (400, 186), (398, 164)],
                [(440, 224), (458, 196), (450, 168)],
                [(360, 226), (340, 198), (350, 170)],
            ],
        ),
    ),
    "headwrap": (_nothing, _headwrap),
    "swept": (
        _nothing,
        _parted(
            points(
                "290,326 276,260 290,190 350,146 440,138 510,172 530,250 512,326 500,280 488,232 "
                "430,204 366,206 312,236 300,280"
            ),
            [
                [(330, 222), (370, 176), (440, 158)],
                [(390, 204), (430, 178), (494, 184)],
                [(450, 208), (486, 210), (516, 240)],
            ],
        ),
    ),
    "wavy": (
        _nothing,
        _parted(
            points(
                "284,352 268,300 272,230 288,176 346,138 432,126 506,150 540,216 534,296 516,352 "
                "506,296 484,254 430,246 380,212 340,222 308,256 298,304"
            ),
            [
                [(376, 210), (404, 174), (462, 158), (506, 176)],
                [(396, 218), (440, 196), (490, 206), (520, 250)],
                [(336, 218), (340, 182), (384, 152)],
            ],
        ),
    ),
    "flat_top": (
        _nothing,
        _shape(
            points(
                "286,330 278,240 288,176 340,156 460,154 514,174 524,240 514,330 504,262 470,216 "
                "400,210 330,216 296,262"
            )
        ),
    ),
}
