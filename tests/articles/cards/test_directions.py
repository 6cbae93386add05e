"""Where the parts of a line stand. Capitals are read from the right in the tests of whole lines."""

import pytest

from articles.cards.directions import in_order_of_sight, levels, reads_from_right


def seen(text: str, from_right: bool) -> str:
    """The line from left to right, letter by letter."""
    hebrew = str.maketrans("ABCDEFGH", "אבגדהוזח")
    back = str.maketrans("אבגדהוזח", "ABCDEFGH")
    line = text.translate(hebrew)
    return "".join(line[number] for number in in_order_of_sight(levels(line, from_right))).translate(back)


@pytest.mark.parametrize(
    ("text", "from_right", "as_seen"),
    [
        ("the gates", False, "the gates"),
        ("ABC DE", True, "ED CBA"),
        ("say ABC DE now", False, "say ED CBA now"),
        ("ABC act DE", True, "ED act CBA"),
        ("ABC big act DE", True, "ED big act CBA"),
        ("AB 14.5 CD", True, "DC 14.5 BA"),
        ("AB 2027", True, "2027 BA"),
        ("say AB 2027.", False, "say 2027 BA."),
        ("AB 50% CD", True, "DC 50% BA"),
        ("AB.", True, ".BA"),
        ("«AB»", True, "»BA«"),
        ("in 2027 AB", False, "in 2027 BA"),
        ("", False, ""),
        ("...", True, "..."),
    ],
)
def test_parts_stand_where_they_are_read(text: str, from_right: bool, as_seen: str) -> None:
    assert seen(text, from_right) == as_seen


def test_arabic_numbers_run_to_the_right_in_a_line_that_does_not() -> None:
    line = "عام ٢٠٢٧"
    depths = levels(line, from_right=True)
    assert depths[:4] == [1, 1, 1, 1]
    assert depths[4:] == [2, 2, 2, 2]


@pytest.mark.parametrize(
    ("text", "from_right"), [("«أبواب»", True), ("2027 שערי", True), ("Act أبواب", False), ("2027", False), ("", False)]
)
def test_the_first_letter_says_from_where_a_text_is_read(text: str, from_right: bool) -> None:
    assert reads_from_right(text) is from_right
