from functools import partial

import pytest

from articles.surroundings import Pieces, around
from tests.timing import Seconds

STORY = (
    "The council met. It rained on the quay. “We shall keep the gates open,” Brun said. Nobody clapped. The ferry left."
)


def shown(text: str, *words: str) -> Pieces:
    return around(text, [[text.index(part), text.index(part) + len(part)] for part in words])


def joined(pieces: Pieces) -> str:
    return "".join(text for text, _ in pieces)


def test_words_stand_in_their_sentence_between_the_one_before_and_the_one_behind() -> None:
    pieces = shown(STORY, "“We shall keep the gates open,”")
    assert joined(pieces) == "It rained on the quay. “We shall keep the gates open,” Brun said. Nobody clapped."
    assert [text for text, of_the_statement in pieces if of_the_statement] == ["“We shall keep the gates open,”"]


def test_words_in_several_parts_are_each_marked() -> None:
    pieces = shown("One. “We will,” she said, “not yield.” Two. Three.", "“We will,”", "“not yield.”")
    assert [text for text, of_the_statement in pieces if of_the_statement] == ["“We will,”", "“not yield.”"]
    assert joined(pieces).startswith("One. “We will,” she said, “not yield.” Two.")


def test_a_paragraph_ends_a_sentence_even_without_a_stop() -> None:
    pieces = shown(
        "An old story. Gates of the harbour\n\nThe gates stay open, Brun said.\n\nThe end.", "The gates stay open"
    )
    assert joined(pieces) == "Gates of the harbour\n\nThe gates stay open, Brun said.\n\nThe end."


def test_titles_initials_and_small_letters_do_not_end_a_sentence() -> None:
    text = "It rained. Before noon Mr. J. Roth met Dr. Lind at approx. noon. The gates stay open, he said. One. Two."
    assert joined(shown(text, "The gates stay open")) == (
        "Before noon Mr. J. Roth met Dr. Lind at approx. noon. The gates stay open, he said. One."
    )


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        (
            "雨が降った。市長が来た。「門は開く」と市長は述べた。誰も拍手しなかった。船が出た。",
            "「門は開く」",
            "市長が来た。「門は開く」と市長は述べた。誰も拍手しなかった。",
        ),
        (
            "هطل المطر. هل جاء؟ قال البواب إن الأبواب مفتوحة. غادرت. انتهى.",
            "الأبواب مفتوحة",
            "هل جاء؟ قال البواب إن الأبواب مفتوحة. غادرت.",
        ),
    ],
)
def test_other_scripts_have_sentences_too(text: str, words: str, told: str) -> None:
    assert joined(shown(text, words)) == told


def test_a_text_that_is_nothing_but_the_words_is_shown_as_it_is() -> None:
    assert shown("Yes.", "Yes.") == [("Yes.", True)]


def test_what_is_too_long_is_cut_between_words_and_says_so() -> None:
    text = "word " * 400 + "The gates stay open " + "word " * 400
    pieces = shown(text, "The gates stay open")
    assert joined(pieces).startswith("… word")
    assert joined(pieces).endswith("word …")
    assert len(joined(pieces)) < 700


def test_no_text_loses_a_letter_between_its_edges() -> None:
    for start in range(len(STORY) - 3):
        pieces = around(STORY, [[start, start + 3]])
        assert joined(pieces).strip("… ") in STORY
        assert (STORY[start : start + 3], True) in pieces


def test_s20_a_text_without_any_end_takes_no_longer(seconds: Seconds) -> None:
    for shape in ("a", ".", "“", "。", " ", "M. ", "\n\n"):
        text = shape * 20_000 + "The gates" + shape * 20_000
        assert seconds(partial(shown, text, "The gates")) < 0.1
