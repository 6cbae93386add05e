"""What of a text can stand on a card, and where its lines may break."""

import pytest

from articles.cards.letters import READ, drawable, pieces
from tests.articles.cards.samples import ODD, READABLE


@pytest.mark.parametrize("name", [name for name in READABLE if "10,000" not in name])
def test_of_what_our_fonts_cover_nothing_is_left_out(name: str) -> None:
    assert drawable(READABLE[name]) == READABLE[name].strip()


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("nothing", ""),
        ("spaces", ""),
        ("emoji", ""),
        ("emoji among words", "We keep it open"),
        ("NUL", "The gates stay open"),
        ("marks on a letter", "Ź\u0301"),
        ("marks on nothing", "stays"),
        ("steering marks", "evil words"),
        ("quotation marks", ""),
        ("brackets", ""),
        ("letters of no vendored face", ""),
        ("unassigned", "stays"),
    ],
)
def test_what_cannot_be_drawn_is_left_out_and_leaves_no_gap(name: str, left: str) -> None:
    assert drawable(ODD[name][:READ]) == left


def test_a_letter_keeps_the_marks_it_needs_and_no_tower() -> None:
    assert drawable("בְּרֵאשִׁית") == "בְּרֵאשִׁית"
    assert drawable("e\u0301") == "é"
    assert drawable("w" + "\u0323\u0301" * 8) == "w\u0323\u0301"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The gates stay", ["The ", "gates ", "stay"]),
        ("half-open gates", ["half-", "open ", "gates"]),
        ("2026-27", ["2026-27"]),
        ("港の門", ["港", "の", "門"]),
        ("「港」、門。", ["「港」、", "門。"]),
        ("スーパー", ["スー", "パー"]),
        ("ちょっと", ["ちょっ", "と"]),
        ("Port港", ["Port", "港"]),
        ("“No,” she", ["“No,” ", "she"]),
        ("5\u00a0km on", ["5\u00a0km ", "on"]),
        ("", []),
    ],
)
def test_lines_break_between_words_and_in_japanese_between_letters(text: str, parts: list[str]) -> None:
    assert pieces(text) == parts
    assert "".join(pieces(text)) == text
