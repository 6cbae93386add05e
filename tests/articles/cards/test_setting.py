"""Text fills its place, fits it, and is cut at a word where it cannot."""

from pathlib import Path

import pytest

from articles.cards.covering import letters_in
from articles.cards.faces import JOINERS, WORDS
from articles.cards.letters import drawable
from articles.cards.setting import Place, Setting, set_text
from tests.articles.cards.samples import ODD, READABLE

SETTINGS = [Setting(WORDS, size) for size in (80, 60, 45, 32)]
PLACE = Place(700, 300)
ALL = {**READABLE, **ODD}


@pytest.mark.parametrize("name", ALL)
def test_no_line_is_wider_than_its_place_and_all_together_are_not_higher(name: str) -> None:
    text = set_text(ALL[name], SETTINGS, PLACE)
    assert text.height <= PLACE.height
    for parts in text.parts:
        assert sum(part.width for part in parts) <= PLACE.width + 1


@pytest.mark.parametrize("name", ALL)
def test_every_letter_is_one_that_its_font_has(name: str) -> None:
    for parts in set_text(ALL[name], SETTINGS, PLACE).parts:
        for part in parts:
            known = letters_in(Path(part.font.path))
            assert {letter for letter in part.text if ord(letter) not in known} <= set(JOINERS)


@pytest.mark.parametrize("name", READABLE)
def test_all_words_stand_there_in_their_order_or_the_first_of_them_and_an_ellipsis(name: str) -> None:
    text, whole = set_text(READABLE[name], SETTINGS, PLACE), drawable(READABLE[name])
    shown = "".join(text.lines).replace(" ", "")
    if text.is_cut:
        shown = shown.partition("…")[0]
        assert len(shown) > 100
    assert whole.replace(" ", "").startswith(shown)
    assert text.is_cut or shown == whole.replace(" ", "")


def test_short_words_are_large_and_long_ones_small() -> None:
    sizes = [set_text("The gates stay. " * times, SETTINGS, PLACE).setting.size for times in (1, 5, 9, 14, 90)]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (80, 32)


def test_what_is_cut_ends_at_a_word_and_keeps_its_last_quotation_mark() -> None:
    text = set_text("“" + "The gates stay open, and the bridge stays shut. " * 30 + "”", SETTINGS, PLACE)
    assert text.is_cut
    assert text.lines[-1].endswith("…”")
    assert text.lines[-1].removesuffix("…”").split()[-1] in "The gates stay open and the bridge stays shut".split()


def test_a_word_without_end_is_parted_between_letters_and_never_before_a_mark() -> None:
    text = set_text("ẹ\u0301" * 200, SETTINGS, PLACE)
    assert len(text.lines) > 3
    assert {line[0] for line in text.lines} == {"ẹ"}


def test_a_word_alone_is_not_left_in_the_last_line() -> None:
    text = set_text("The minister said that the gates of the harbour would stay open", SETTINGS, PLACE)
    widths = [text.setting.width(line) for line in text.lines]
    assert len(widths) > 1
    assert min(widths) > max(widths) * 0.5


def test_lines_of_a_text_read_from_the_right_say_so() -> None:
    assert set_text(READABLE["Arabic"], SETTINGS, PLACE).from_right
    assert not set_text(READABLE["Cyrillic"], SETTINGS, PLACE).from_right
