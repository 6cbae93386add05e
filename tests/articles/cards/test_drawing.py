"""Cards, told by their properties: what is on them, and where."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from articles.cards import canvas
from articles.cards.drawing import (
    GAP,
    LEFT,
    PICTURE_WIDTH,
    PORTRAIT_WIDTH,
    RIGHT,
    Drawn,
    HeadlineCard,
    Picture,
    StatementCard,
    draw_headline,
    draw_statement,
)
from tests.articles.cards.samples import ODD, READABLE
from tests.timing import Seconds

ALL = {**READABLE, **ODD}
SHOWN = Picture("a-key")
LONG_PAPER = "The Most Venerable and Independent Evening Intelligencer of Port Elise"
NAMEPLATE_RULES = 124


def picture() -> Image.Image:
    return Image.effect_noise((480, 480), 60).convert("RGB")


def statement(words: str, **fields: object) -> StatementCard:
    told = {"kind": "direct", "kind_label": "Quoted", "name": "Ada Brun", "office": "Harbour Minister"}
    return StatementCard(**{"paper": "The Courier", "words": words, "date": "5 March 2026", **told, **fields})


def draw(text: str, kind: str) -> Drawn:
    if kind == "statement":
        return draw_statement(statement(text))
    if kind == "statement with portrait":
        return draw_statement(statement(text, portrait=SHOWN, name=text, office=text, kind="indirect"), picture())
    if kind == "story":
        return draw_headline(HeadlineCard(text, text, kicker=text, deck=text, date="5 March 2026"))
    return draw_headline(HeadlineCard("The Courier", text, "Harbour", "The deck.", "5 March 2026", SHOWN), picture())


KINDS = ["statement", "statement with portrait", "story", "story with picture"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ALL)
def test_whatever_is_said_no_letter_leaves_the_margins_or_stands_in_a_picture_or_on_a_rule(
    name: str, kind: str
) -> None:
    drawn = draw(ALL[name], kind)
    with Image.open(io.BytesIO(drawn.png)) as card:
        card.load()
        assert (card.format, card.size) == ("PNG", (1200, 630))
    beside = {"statement with portrait": PORTRAIT_WIDTH + GAP, "story with picture": PICTURE_WIDTH + GAP}.get(kind, 0)
    from_right = name in ("Arabic", "Persian", "Hebrew", "two scripts", "10,000 letters of Arabic")
    for left, top, right, bottom in drawn.boxes:
        assert bottom < NAMEPLATE_RULES or top > NAMEPLATE_RULES
        under = top > NAMEPLATE_RULES
        assert left >= LEFT - 4 + (beside if under and from_right else 0)
        assert right <= RIGHT + 4 - (beside if under and not from_right else 0)
        assert top >= 24
        assert bottom <= 618


@pytest.mark.parametrize("name", ["emoji", "nothing", "quotation marks"])
def test_without_words_that_can_be_drawn_the_speaker_stands_alone(name: str) -> None:
    assert len(draw(ALL[name], "statement").boxes) == len(draw_statement(statement("")).boxes) == 5


def test_words_are_marked_by_how_they_were_reported() -> None:
    drawn = {
        kind: draw_statement(statement("The gates stay", kind=kind)).png for kind in ("direct", "mixed", "indirect")
    }
    assert len(set(drawn.values())) == 3
    colours = {kind: Image.open(io.BytesIO(png)).convert("RGB").getcolors(100_000) for kind, png in drawn.items()}
    marker = tuple(int(canvas.MARK_DIRECT[at : at + 2], 16) for at in (1, 3, 5))
    near = {
        kind: sum(count for count, colour in found if max(abs(a - b) for a, b in zip(colour, marker, strict=True)) < 4)
        for kind, found in colours.items()
    }
    assert near["direct"] > 20_000
    assert near["mixed"] < 2_000
    assert near["indirect"] < 2_000


def test_a_portrait_is_drawn_when_there_is_one_and_words_use_its_place_when_there_is_none() -> None:
    words = READABLE["a sentence"]
    with_one = draw_statement(statement(words, portrait=SHOWN), Image.new("RGB", (480, 480), "#008000"))
    card = Image.open(io.BytesIO(with_one.png)).convert("RGB")
    assert card.getpixel((RIGHT - 20, 300)) == (0, 128, 0)
    without = draw_statement(statement(words, portrait=SHOWN), None)
    assert max(box[2] for box in without.boxes[3:]) > RIGHT - PORTRAIT_WIDTH


def test_the_deck_stands_under_the_headline_whole_or_not_at_all() -> None:
    card = HeadlineCard("The Courier", "The bridge stays shut", "Harbour", "Until every hanger has been looked at.")
    assert len(draw_headline(card).boxes) > len(
        draw_headline(HeadlineCard("The Courier", card.headline, "Harbour")).boxes
    )
    endless = HeadlineCard("The Courier", card.headline, "Harbour", "Until it is mended. " * 60)
    assert draw_headline(endless).png == draw_headline(HeadlineCard("The Courier", card.headline, "Harbour")).png


def test_a_long_name_of_the_paper_stands_between_its_ears() -> None:
    card = statement("The gates stay open.", paper=LONG_PAPER, kind_label="Partly quoted, translated, disputed")
    above = sorted(box for box in draw_statement(card).boxes if box[3] < NAMEPLATE_RULES)
    for one, other in [(one, other) for one in above for other in above if one < other]:
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name", [name for name in ALL if "10,000" in name or name in ("Devanagari", "towers of marks")]
)
def test_a_card_is_drawn_in_less_than_three_tenths_of_a_second(name: str, kind: str, seconds: Seconds) -> None:
    draw("The gates", kind)  # the fonts are read once
    draw(ALL[name][:50], kind)
    assert seconds(lambda: draw(ALL[name], kind)) < 0.3


def test_a_file_is_small_enough_for_those_who_fetch_it() -> None:
    assert len(draw(READABLE["long"], "statement").png) < 60_000
    assert len(draw(READABLE["long"], "story with picture").png) < 600_000


def test_the_colours_are_those_of_the_site() -> None:
    tokens = (Path(__file__).parents[3] / "static/css/tokens.css").read_text()
    light = dict(re.findall(r"--([\w-]+): light-dark\((#\w+),", tokens))
    for name in ("PAPER", "INK", "INK_SOFT", "RULE_SOFT", "RULE_STRONG", "RED", "MARK_DIRECT", "MARK_LINE"):
        assert getattr(canvas, name) == light[name.lower().replace("_", "-")]
