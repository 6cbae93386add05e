"""Places on land, in flat layers from the farthest to the nearest."""

import math

from articles.demo.drawing.canvas import (
    Canvas,
    Outline,
    Shade,
    curve,
    ellipse,
    mixed,
    moved,
    points,
    rectangle,
    rounded,
)
from articles.demo.drawing.scenery import (
    CREAM,
    DEEP,
    HEIGHT,
    NIGHT,
    OCHRE,
    PLUM,
    RUST,
    SAND,
    TEAL,
    WIDTH,
    bar,
    chance,
    cloud,
    half_dome,
    hills,
    path_of_light,
    tree,
    water,
)


def parliament(canvas: Canvas) -> None:
    canvas.fill(rectangle(0, 0, WIDTH, 760), Shade("#7fa8ab", SAND))
    canvas.glow(1340, 300, 560, "#fff3d6", 0.7)
    cloud(canvas, 130, 170, 380, CREAM, 0.7)
    cloud(canvas, 1080, 120, 340, CREAM, 0.6)
    hills(canvas, points("0,690 300,650 700,690 1200,640 1600,680"), "#9db5ae", "#8aa6a3")
    _dome(canvas)
    _front(canvas)
    for x, size in ((70, 1.15), (196, 0.9), (1404, 0.9), (1530, 1.15)):
        tree(canvas, x, 806, size)
    canvas.fill(rectangle(0, 800, WIDTH, HEIGHT), Shade("#d9bd8d", "#c39f6c"))
    canvas.fill([(560, 800), (1040, 800), (1330, HEIGHT), (270, HEIGHT)], Shade(SAND, "#e2c796"))
    for left, right in ((640, 452), (720, 630), (880, 970), (960, 1148)):
        canvas.line([(left, 802), (right, HEIGHT)], 2.5, "#cdae7b")
    for y in (836, 890, 962):
        canvas.line(
            [(0, y), (WIDTH, y)], 2.5, "#cdae7b", within=[(560, 800), (1040, 800), (1330, HEIGHT), (270, HEIGHT)]
        )
    for x in (340, 1260):
        _lamp(canvas, x, 880)
    for x, y, colour in ((700, 850, RUST), (742, 854, DEEP), (1010, 900, PLUM)):
        _walker(canvas, x, y, colour)


def _dome(canvas: Canvas) -> None:
    stone, shade = "#efe2c8", "#cdb48d"
    canvas.line([(800, 78), (800, 190)], 6, PLUM)
    top = curve([(803, 82), (836, 90), (870, 82), (904, 88)], closed=False)
    canvas.fill([*top, *reversed(moved(top, down=50))], RUST)
    canvas.fill(rectangle(768, 180, 832, 246), Shade(stone, shade, sideways=True))
    canvas.fill(half_dome(800, 190, 44, 36), TEAL)
    canvas.fill(half_dome(800, 404, 196, 178), Shade("#4b8a8d", DEEP, sideways=True))
    for shift in (-132, -68, 0, 68, 132):
        rib = curve([(800 + shift * 0.16, 228), (800 + shift * 0.82, 290), (800 + shift, 404)], closed=False)
        canvas.line(rib, 4, "#2a5f68")
    canvas.fill(rectangle(590, 400, 1010, 424), stone)
    canvas.fill(rectangle(610, 424, 990, 520), Shade("#e6d5b3", "#bfa378", sideways=True))
    for number in range(9):
        x = 634 + number * 40
        canvas.fill([(x, 510), (x, 452), *_arch(x + 9, 452, 9), (x + 18, 510)], "#6b5a58")
    canvas.fill(rectangle(580, 516, 1020, 540), stone)


def _arch(x: float, y: float, radius: float) -> Outline:
    return sorted(half_dome(x, y, radius, radius))


def _front(canvas: Canvas) -> None:
    stone, shade, dark = "#f3e8d1", "#d3ba92", "#7a6862"
    canvas.fill(rectangle(240, 566, 1360, 770), Shade("#ead9b9", "#cfb389", sideways=True))
    canvas.fill(rectangle(224, 548, 1376, 574), stone)
    for x in (280, 348, 416, 484, 1082, 1150, 1218, 1286):
        window = [(x, 690), (x, 622), *_arch(x + 17, 622, 17), (x + 34, 690)]
        canvas.fill(window, dark)
        canvas.fill(rectangle(x + 17, 600, x + 34, 690), mixed(dark, NIGHT, 0.25), within=window)
        canvas.fill(rectangle(x - 5, 690, x + 39, 698), stone)
        canvas.fill(rectangle(x, 716, x + 34, 756), dark)
    canvas.fill(rectangle(560, 560, 1040, 770), "#8d7468")
    canvas.fill(rectangle(760, 640, 840, 770), NIGHT)
    for number in range(8):
        x = 574 + number * 61
        canvas.fill(rectangle(x, 574, x + 26, 764), Shade("#fbf4e4", shade, sideways=True))
        canvas.fill(rectangle(x - 6, 566, x + 32, 578), stone)
        canvas.fill(rectangle(x - 6, 756, x + 32, 770), stone)
    canvas.fill(rectangle(544, 536, 1056, 568), stone)
    canvas.fill([(536, 536), (800, 440), (1064, 536)], Shade("#fbf4e4", "#ddc79f"))
    canvas.fill([(592, 526), (800, 452), (1008, 526)], "#d8c19a")
    canvas.fill(ellipse(800, 500, 20, 20), "#b98f5e")
    canvas.fill(rectangle(224, 768, 1376, 802), Shade("#bfa378", "#ad8f64", sideways=True))
    for number in range(5):
        canvas.fill(
            rectangle(540 - number * 16, 770 + number * 10, 1060 + number * 16, 780 + number * 10),
            mixed(stone, shade, number * 0.22),
        )


def _lamp(canvas: Canvas, x: float, ground: float) -> None:
    canvas.line([(x, ground), (x, ground - 190)], 8, NIGHT)
    canvas.fill([(x - 18, ground - 190), (x + 18, ground - 190), (x + 24, ground - 236), (x - 24, ground - 236)], CREAM)
    canvas.fill([(x - 30, ground - 236), (x + 30, ground - 236), (x, ground - 260)], NIGHT)
    canvas.fill(ellipse(x, ground, 24, 7), NIGHT)


def _walker(canvas: Canvas, x: float, ground: float, colour: str) -> None:
    canvas.fill(
        [(x, ground), (x + 92, ground + 12), (x + 96, ground + 18), (x + 6, ground + 7)], "#9c7a50", opacity=0.5
    )
    canvas.line([(x - 4, ground), (x, ground - 28)], 6, NIGHT)
    canvas.line([(x + 8, ground + 2), (x, ground - 28)], 6, NIGHT)
    canvas.fill(
        curve(
            [(x - 12, ground - 20), (x - 9, ground - 56), (x, ground - 62), (x + 9, ground - 56), (x + 12, ground - 20)]
        ),
        colour,
    )
    canvas.fill(ellipse(x, ground - 70, 8, 9), "#5b4038")


def rail_bridge(canvas: Canvas) -> None:
    canvas.fill(rectangle(0, 0, WIDTH, 700), Shade("#c98f7a", "#f6e2bb"))
    canvas.glow(360, 330, 480, "#fff2d2", 0.8)
    canvas.fill(ellipse(360, 330, 76, 76), "#fff4da")
    cloud(canvas, 980, 150, 420, CREAM, 0.5)
    hills(
        canvas,
        points("0,520 220,440 470,520 760,420 1060,530 1330,430 1600,500"),
        "#c19a92",
        "#a98c95",
    )
    hills(canvas, points("0,600 300,540 640,620 1000,560 1300,620 1600,550"), "#8b7488", "#75627c")
    hills(canvas, points("0,690 200,640 420,700 1180,706 1420,640 1600,660"), "#4f5f70", DEEP)
    water(canvas, 716, NIGHT, "#7d8f96", SAND, 50)
    path_of_light(canvas, 360, 720, "#fff2d2")
    for x in (210, 606, 1002, 1398):
        _pier(canvas, x)
    _train(canvas)
    for left in (210, 606, 1002):
        _truss(canvas, left, left + 396)
    canvas.fill(rectangle(0, 520, WIDTH, 546), Shade("#2b4355", NIGHT))
    canvas.line([(0, 518), (WIDTH, 518)], 4, "#5e7684")
    hills(canvas, points("-20,500 90,520 160,600 190,760 150,1010"), "#23473f", "#132c2f")
    bank = points("1620,500 1510,522 1450,600 1424,760 1470,1010")
    canvas.fill([*curve(bank, closed=False), (1620, 1010)], Shade("#2b4f45", "#132c2f"))
    for x, ground, size in ((50, 540, 0.5), (112, 580, 0.42), (1550, 560, 0.5), (1500, 610, 0.4)):
        tree(canvas, x, ground, size)


def _pier(canvas: Canvas, x: float) -> None:
    canvas.fill(
        [(x - 30, 546), (x + 30, 546), (x + 46, 800), (x - 46, 800)], Shade("#d3b995", "#8f7668", sideways=True)
    )
    canvas.fill(rectangle(x - 42, 540, x + 42, 562), "#dcc6a4")
    for row, y in enumerate(range(590, 800, 34)):
        canvas.line([(x - 32 - row * 2, y), (x + 32 + row * 2, y)], 2.5, "#8b7264")
    canvas.fill([(x - 58, 780), (x + 58, 780), (x + 70, 812), (x - 70, 812)], "#7d685f")
    for step in range(4):
        bar(canvas, x - 60 + step * 8, 822 + step * 22, 120 - step * 16, 8, "#c7ad8c", 0.35 - step * 0.07)


def _truss(canvas: Canvas, left: float, right: float) -> None:
    steel = "#a5473a"
    count = 6
    step = (right - left) / count
    tops = [
        (left + step * number, 372 - 44 * (1 - abs(number - count / 2) / (count / 2))) for number in range(1, count)
    ]
    canvas.line([(left, 520), *tops, (right, 520)], 12, steel)
    for number, (x, y) in enumerate(tops):
        canvas.line([(x, y), (x, 520)], 7, steel)
        foot = x + step if number < count / 2 - 1 else x - step
        canvas.line([(x, y), (foot, 520)], 5, "#c76a52")
        if number == count // 2 - 1:
            canvas.line([(x, y), (x + step, 520)], 5, "#c76a52")


def _train(canvas: Canvas) -> None:
    for number in range(4):
        left = 470 + number * 196
        body = [(left, 516), (left, 438), (left + 12, 428), (left + 178, 428), (left + 190, 438), (left + 190, 516)]
        if number == 3:
            body = [(left, 516), (left, 438), (left + 12, 428), (left + 140, 428), (left + 186, 470), (left + 196, 516)]
        canvas.fill(body, Shade(CREAM, "#d9c7a6"))
        canvas.fill(rectangle(left, 486, left + 192, 500), TEAL, within=body)
        for window in range(5):
            x = left + 16 + window * 33
            if number < 3 or window < 4:
                canvas.fill(rectangle(x, 446, x + 24, 472), NIGHT)
        if number == 3:
            canvas.fill([(left + 146, 444), (left + 172, 472), (left + 146, 472)], NIGHT)
        for x in (left + 36, left + 154):
            canvas.fill(ellipse(x, 514, 11, 11), NIGHT)


def hospital(canvas: Canvas) -> None:
    canvas.fill(rectangle(0, 0, WIDTH, HEIGHT), Shade("#0f2033", "#3f5a70"))
    for number in range(70):
        x, y, size = WIDTH * chance(number), 420 * chance(number + 0.3), 1.2 + 1.2 * chance(number + 0.6)
        canvas.fill(ellipse(x, y, size, size), CREAM, opacity=0.3 + 0.5 * chance(number + 0.9))
    canvas.glow(1330, 180, 260, "#f7e6bd", 0.4)
    canvas.fill(_crescent(1330, 180, 56), "#f9ecc9")
    hills(canvas, points("0,700 300,640 700,690 1100,630 1600,690"), "#2b4358", "#22384c")
    _ward(canvas, 110, 470, 562, 826, "#33506a", 3, 11)
    _ward(canvas, 1038, 390, 1490, 826, "#2c4660", 4, 57)
    _main_block(canvas)
    canvas.fill(rectangle(0, 824, WIDTH, HEIGHT), Shade("#1b2f40", "#0d1a27"))
    canvas.fill([(690, 826), (910, 826), (1180, HEIGHT), (420, HEIGHT)], Shade("#d9b874", "#4d5660"), opacity=0.55)
    for x, size in ((60, 1.0), (1548, 1.05), (1450, 0.7), (200, 0.66)):
        _night_tree(canvas, x, 836, size)
    _ambulance(canvas, 1090, 876)


def _crescent(x: float, y: float, radius: float) -> Outline:
    turns = [math.pi * step / 40 for step in range(41)]
    bulge = [(radius * math.sin(turn), -radius * math.cos(turn)) for turn in turns]
    hollow = [(0.42 * right, down) for right, down in reversed(bulge)]
    lean = math.radians(24)
    return [
        (x + right * math.cos(lean) - down * math.sin(lean), y + right * math.sin(lean) + down * math.cos(lean))
        for right, down in bulge + hollow
    ]


def _windows(canvas: Canvas, left: float, top: float, right: float, bottom: float, rows: int, seed: int) -> None:
    columns = round((right - left) / 62)
    step, height = (right - left) / columns, (bottom - top) / rows
    for number in range(rows * columns):
        row, column = divmod(number, columns)
        x, y = left + column * step + 11, top + row * height + 16
        glass = Shade("#ffe6a6", OCHRE) if chance(number + seed) > 0.48 else Shade("#1d3247", "#172a3c")
        canvas.fill(rectangle(x, y, x + step - 22, y + height - 34), glass)
        canvas.fill(rectangle(x + (step - 22) / 2 - 1.5, y, x + (step - 22) / 2 + 1.5, y + height - 34), "#20364a")


def _ward(
    canvas: Canvas, left: float, top: float, right: float, ground: float, colour: str, rows: int, seed: int
) -> None:
    canvas.fill(rectangle(left, top, right, ground), Shade(mixed(colour, CREAM, 0.1), mixed(colour, NIGHT, 0.4)))
    canvas.fill(rectangle(left - 10, top - 12, right + 10, top + 6), mixed(colour, CREAM, 0.22))
    _windows(canvas, left + 20, top + 22, right - 20, ground - 24, rows, seed)


def _main_block(canvas: Canvas) -> None:
    canvas.fill(rectangle(560, 300, 1040, 828), Shade("#5f7d8e", "#35536a"))
    canvas.fill(rectangle(870, 300, 1040, 828), "#1a2f43", opacity=0.28)
    canvas.fill(rectangle(546, 284, 1054, 310), "#8ba3ab")
    _windows(canvas, 590, 420, 1010, 706, 3, 23)
    canvas.fill(rounded(728, 210, 872, 354, 14), Shade("#3f9a94", TEAL))
    canvas.fill(rectangle(784, 234, 816, 330), CREAM)
    canvas.fill(rectangle(752, 266, 848, 298), CREAM)
    canvas.glow(800, 790, 260, "#ffe0a0", 0.6)
    canvas.fill(rectangle(650, 706, 950, 728), "#c9d3cf")
    canvas.fill(rectangle(690, 728, 910, 828), Shade("#ffeebd", "#f2cb78"))
    for x in (690, 745, 797, 855, 904):
        canvas.fill(rectangle(x, 728, x + 6, 828), "#35536a")
    for x in (660, 932):
        canvas.fill(rectangle(x, 728, x + 10, 828), "#c9d3cf")


def _night_tree(canvas: Canvas, x: float, ground: float, size: float) -> None:
    canvas.fill(rectangle(x - 7 * size, ground - 80 * size, x + 7 * size, ground), "#0e1a26")
    crown = curve(
        [
            (x, ground - 300 * size),
            (x + 70 * size, ground - 210 * size),
            (x + 74 * size, ground - 110 * size),
            (x, ground - 60 * size),
            (x - 74 * size, ground - 110 * size),
            (x - 70 * size, ground - 210 * size),
        ]
    )
    canvas.fill(crown, Shade("#254a52", "#12303a"))


def _ambulance(canvas: Canvas, x: float, ground: float) -> None:
    canvas.fill(ellipse(x + 110, ground + 4, 140, 12), "#0a141f", opacity=0.7)
    body = [
        (x, ground - 14),
        (x, ground - 116),
        (x + 150, ground - 116),
        (x + 206, ground - 68),
        (x + 222, ground - 60),
        (x + 222, ground - 14),
    ]
    canvas.fill(body, Shade(CREAM, "#cfd3c8"))
    canvas.fill(rectangle(x, ground - 58, x + 230, ground - 42), OCHRE, within=body)
    canvas.fill([(x + 144, ground - 104), (x + 192, ground - 66), (x + 144, ground - 66)], NIGHT)
    canvas.fill(rectangle(x + 84, ground - 130, x + 124, ground - 116), "#6fb0bd")
    canvas.fill(rectangle(x + 52, ground - 106, x + 64, ground - 66), TEAL)
    canvas.fill(rectangle(x + 38, ground - 92, x + 78, ground - 80), TEAL)
    for wheel in (x + 46, x + 176):
        canvas.fill(ellipse(wheel, ground - 12, 22, 22), "#0e1a26")
        canvas.fill(ellipse(wheel, ground - 12, 9, 9), "#9fb0b3")


def press_room(canvas: Canvas) -> None:
    canvas.fill(rectangle(0, 0, WIDTH, 800), Shade("#2b5f69", DEEP))
    for number in range(20):
        left = number * 80
        canvas.fill(rectangle(left, 0, left + 46, 800), Shade("#3c7a82", "#1e5260"), opacity=0.75)
        canvas.fill(rectangle(left + 46, 0, left + 58, 800), "#123a46", opacity=0.55)
    canvas.fill(rectangle(0, 0, WIDTH, 66), Shade(NIGHT, "#1d3a4a"))
    canvas.glow(800, 360, 620, "#f6e3b4", 0.5)
    canvas.fill([(700, 66), (900, 66), (1190, 780), (410, 780)], "#fbeecb", opacity=0.10)
    _flag(canvas, 300, RUST, OCHRE)
    _flag(canvas, 1240, CREAM, TEAL)
    canvas.fill(rectangle(0, 780, WIDTH, HEIGHT), Shade("#8f5a48", "#4f2f35"))
    canvas.fill(ellipse(800, 842, 480, 60), "#c98d68", opacity=0.5)
    _lectern(canvas)
    for top, size, colour in ((868, 0.8, "#2b3d4c"), (916, 1.0, "#172635")):
        for number in range(-5, 6):
            _chair(canvas, 800 + (number + (size == 1) / 2) * 190 * size, top, size, colour)


def _flag(canvas: Canvas, x: float, colour: str, band: str) -> None:
    canvas.line([(x, 160), (x, 800)], 10, "#c9a055")
    canvas.fill(ellipse(x, 152, 15, 15), OCHRE)
    folds = curve([(x + 4, 182), (x + 58, 230), (x + 86, 360), (x + 84, 520), (x + 104, 668)], closed=False)
    cloth = [*folds, (x + 70, 640), (x + 42, 676), (x + 4, 640)]
    canvas.fill(cloth, Shade(mixed(colour, CREAM, 0.12), mixed(colour, NIGHT, 0.3), sideways=True))
    left = curve([(x + 12, 176), (x + 40, 300), (x + 34, 480), (x + 46, 690)], closed=False)
    right = curve([(x + 20, 176), (x + 66, 320), (x + 60, 500), (x + 76, 690)], closed=False)
    canvas.fill([*left, *reversed(right)], band, within=cloth)
    canvas.line(
        curve([(x + 10, 200), (x + 24, 360), (x + 18, 640)], closed=False), 3, mixed(colour, NIGHT, 0.35), within=cloth
    )
    canvas.fill(ellipse(x, 806, 46, 10), "#3a2228")


def _lectern(canvas: Canvas) -> None:
    canvas.fill(ellipse(800, 856, 250, 26), "#3a2228", opacity=0.6)
    canvas.fill([(640, 846), (960, 846), (930, 806), (670, 806)], "#5c3328")
    canvas.fill([(690, 520), (910, 520), (890, 812), (710, 812)], Shade("#b9764f", "#8a4e3a"))
    canvas.fill([(830, 520), (910, 520), (890, 812), (826, 812)], "#5c3328", opacity=0.4)
    canvas.fill([(624, 440), (976, 440), (930, 526), (670, 526)], Shade("#d39665", "#a9653f"))
    canvas.line([(624, 440), (976, 440)], 10, "#e9b483")
    canvas.fill(ellipse(796, 660, 62, 62), OCHRE)
    canvas.fill(ellipse(796, 660, 50, 50), "#9a5a41")
    for y in (640, 662, 684):
        wave = curve([(756, y), (776, y - 8), (796, y), (816, y + 8), (836, y)], closed=False)
        canvas.line(wave, 7, OCHRE, within=ellipse(796, 660, 44, 44))
    canvas.fill([(720, 436), (868, 436), (856, 424), (734, 424)], CREAM)
    for side in (-1, 1):
        stem = curve(
            [(800 + side * 92, 440), (800 + side * 88, 384), (800 + side * 62, 340), (800 + side * 40, 318)],
            closed=False,
        )
        canvas.line(stem, 7, "#1a2029")
        tip = (800 + side * 34, 308)
        canvas.line([tip, (tip[0] - side * 16, tip[1] - 24)], 30, "#1a2029")
        canvas.line([(tip[0] - side * 10, tip[1] - 16), (tip[0] - side * 16, tip[1] - 25)], 29, "#39424d")


def _chair(canvas: Canvas, x: float, top: float, size: float, colour: str) -> None:
    wide = 70 * size
    for side in (-1, 1):
        canvas.line([(x + side * wide * 0.78, top + 60 * size), (x + side * wide * 0.84, HEIGHT + 20)], 9 * size, NIGHT)
    canvas.fill(rounded(x - wide, top, x + wide, top + 96 * size, 20 * size), Shade(mixed(colour, CREAM, 0.16), colour))
    canvas.line(
        [(x - wide * 0.78, top + 4 * size), (x + wide * 0.78, top + 4 * size)], 4 * size, mixed(colour, CREAM, 0.34)
    )
