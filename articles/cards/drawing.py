"""A card as a clipping from the front page: the paper's name between two ears, and below it what was said or reported.

Words on record are marked as they are in the stories: quoted ones with the marker, partly quoted ones with a line,
reported ones with dots.
"""

from dataclasses import dataclass

from PIL import Image

from articles.cards.canvas import (
    HEIGHT,
    INK_SOFT,
    MARK_DIRECT,
    MARK_LINE,
    RED,
    WIDTH,
    Box,
    Canvas,
    lines_of,
)
from articles.cards.faces import BOLD, HEADLINE, PLAIN, WORDS
from articles.cards.setting import Place, Setting, Text, set_text

VERSION = 1  # to be raised when cards are to be drawn anew: every card gets a new address

MARGIN = 60
LEFT, RIGHT, BOTTOM = MARGIN, WIDTH - MARGIN, HEIGHT - 54
TOP = 152  # under the nameplate
GAP = 44
EAR = 300
PORTRAIT_WIDTH, PICTURE_WIDTH = 300, 452
SPACE_UNDER_HEADLINE = 18
DECK_MAY_COST = 0.6  # of the size the headline would have alone

_WORDS = [Setting(WORDS, size, 1.26) for size in (124, 110, 97, 86, 76, 68, 60, 54, 48, 43, 39, 35, 32)]
_HEADLINE = [Setting(HEADLINE, size, 1.1) for size in (132, 116, 102, 94, 86, 78, 70, 62, 56, 50, 45, 40, 36)]
_DECK = [Setting(PLAIN, size, 1.32) for size in (32, 29, 27)]
_NAMEPLATE = [Setting(BOLD, size) for size in (48, 44, 40, 36, 32, 28, 25, 23, 21)]
_EAR = [Setting(PLAIN, size) for size in (24, 22, 20)]
_NAME = [Setting(BOLD, size) for size in (36, 33, 30, 27)]
_OFFICE = [Setting(PLAIN, size, 1.25) for size in (27, 25, 23)]
_KICKER = [Setting(BOLD, size) for size in (28, 25, 22)]


@dataclass(frozen=True)
class Picture:
    """A picture by its key, which changes when its pixels do, and the point of it that is to be seen."""

    key: str
    focus: tuple[float, float] = (0.5, 0.4)


@dataclass(frozen=True)
class StatementCard:
    """All that is drawn of a statement; `kind` is that of its citation, `kind_label` tells it in words."""

    paper: str
    words: str
    kind: str
    kind_label: str
    name: str
    office: str = ""
    date: str = ""
    portrait: Picture | None = None


@dataclass(frozen=True)
class HeadlineCard:
    """All that is drawn of a story; or of an official, an organization or a section, whose name is the headline."""

    paper: str
    headline: str
    kicker: str = ""
    deck: str = ""
    date: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class Drawn:
    """A card's file, and the boxes of the letters on it."""

    png: bytes
    boxes: list[Box]


def draw_statement(card: StatementCard, portrait: Image.Image | None = None) -> Drawn:
    canvas = Canvas()
    _nameplate(canvas, card.paper, card.kind_label, card.date)
    byline_width = (RIGHT - PORTRAIT_WIDTH - GAP if portrait and card.portrait else RIGHT) - LEFT
    name = set_text(card.name, _NAME, Place(byline_width, 48))
    office = set_text(card.office, _OFFICE, Place(byline_width, 70), balanced=False)
    under = name.height + office.height + (34 if name.lines or office.lines else 0)
    words = set_text(card.words, _WORDS, Place(byline_width - 16, BOTTOM - TOP - under))
    left, right = LEFT, LEFT + byline_width
    if portrait and card.portrait:
        left, right = _beside(canvas, portrait, card.portrait, PORTRAIT_WIDTH, words.from_right)
    _mark(canvas, words, card.kind, left + 8, TOP, right - 8)
    canvas.text(words, left + 8, TOP, right - 8)
    top = BOTTOM - name.height - office.height
    if name.lines:
        short = 72
        at = right - short if words.from_right else left
        canvas.rule(at, top - 15, at + short, 3, RED)
    _byline(canvas, name, office, left, top, right, words.from_right)
    return Drawn(canvas.png(), canvas.boxes)


def _byline(canvas: Canvas, name: Text, office: Text, left: int, top: int, right: int, from_right: bool) -> None:
    top = canvas.text(name, left, top, right, align=_towards(from_right, name))
    canvas.text(office, left, top, right, INK_SOFT, _towards(from_right, office))


def _towards(from_right: bool, text: Text) -> str:
    """The side at which the words stand, whichever way this text is read."""
    return "start" if text.from_right == from_right else "end"


def draw_headline(card: HeadlineCard, picture: Image.Image | None = None) -> Drawn:
    canvas = Canvas()
    _nameplate(canvas, card.paper, "", card.date)
    left, right = LEFT, RIGHT
    if picture and card.picture:
        right -= PICTURE_WIDTH + GAP
    kicker = set_text(card.kicker, _KICKER, Place(right - left, 36))
    headline, deck = _headline_and_deck(card, Place(right - left, BOTTOM - TOP - kicker.height - 8))
    if picture and card.picture:
        left, right = _beside(canvas, picture, card.picture, PICTURE_WIDTH, headline.from_right)
    top = canvas.text(kicker, left, TOP - 4, right, RED, _towards(headline.from_right, kicker)) + 8
    top = canvas.text(headline, left, top, right) + SPACE_UNDER_HEADLINE
    canvas.text(deck, left, top, right, INK_SOFT, _towards(headline.from_right, deck))
    return Drawn(canvas.png(), canvas.boxes)


def _headline_and_deck(card: HeadlineCard, place: Place) -> tuple[Text, Text]:
    """The deck stands under the headline where it is whole and the headline is large all the same; or not at all."""
    alone = set_text(card.headline, _HEADLINE, place)
    deck = set_text(card.deck, _DECK, Place(place.width, place.height * 2 // 5), balanced=False)
    left = Place(place.width, place.height - deck.height - SPACE_UNDER_HEADLINE)
    headline = set_text(card.headline, _HEADLINE, left)
    if deck.is_cut or headline.is_cut or headline.setting.size < alone.setting.size * DECK_MAY_COST:
        return alone, Text((), deck.setting)
    return headline, deck


def _nameplate(canvas: Canvas, paper: str, label: str, date: str) -> None:
    """The paper's name between two rules, in its ears the kind of words and the date."""
    canvas.rule(LEFT, 34, RIGHT, 1)
    left_ear = set_text(label, _EAR, Place(EAR - 26, 54))
    right_ear = set_text(date, _EAR, Place(EAR, 54))
    ear = EAR if label or date else 0
    name = set_text(paper, _NAMEPLATE, Place(RIGHT - LEFT - 2 * ear - 40, 62))
    top = 78 - name.height // 2
    canvas.text(name, LEFT, top, RIGHT, align="centre")
    if left_ear.lines:
        canvas.dot(LEFT + 7, 79, 7, RED)
        canvas.text(left_ear, LEFT + 26, 79 - left_ear.height // 2, LEFT + EAR, INK_SOFT, _towards(False, left_ear))
    canvas.text(right_ear, RIGHT - EAR, 79 - right_ear.height // 2, RIGHT, INK_SOFT, _towards(True, right_ear))
    canvas.rule(LEFT, 120, RIGHT, 4)
    canvas.rule(LEFT, 127, RIGHT, 1)


def _beside(canvas: Canvas, picture: Image.Image, shown: Picture, width: int, from_right: bool) -> tuple[int, int]:
    """The picture in a column at the far side of the words. Gives the column that is left for them."""
    at = LEFT if from_right else RIGHT - width
    canvas.picture(picture, (at, TOP, at + width, BOTTOM), shown.focus)
    between = GAP // 2
    canvas.column_rule(at + width + between if from_right else at - between, TOP, BOTTOM)
    return (LEFT + width + GAP, RIGHT) if from_right else (LEFT, RIGHT - width - GAP)


def _mark(canvas: Canvas, words: Text, kind: str, left: int, top: int, right: int) -> None:
    size = words.setting.size
    for start, end, stands in lines_of(words, left, top, right):
        if kind == "direct":
            box = (start - 8, stands - size * 0.84, end + 8, stands + size * 0.29)
            canvas.pen.rectangle(tuple(round(one) for one in box), MARK_DIRECT)
        elif kind == "mixed":
            canvas.rule(round(start), round(stands + size * 0.2), round(end), max(2, size // 22), MARK_LINE)
        else:
            step, radius = max(9, size // 5), max(2.0, size / 24)
            for number in range(int((end - start) // step) + 1):
                canvas.dot(start + number * step + radius, stands + size * 0.24, radius, MARK_LINE)
