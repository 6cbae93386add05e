"""Plain wire copy to stories."""

from contextlib import suppress

import pytest

from articles.body import canonical_text
from articles.importing.stories import Story, UnreadableStory
from articles.importing.text import first_sentence, headline_of, paragraphs_of, read_text
from tests.timing import Seconds


def text_of(story: Story) -> list[str]:
    return canonical_text(story.body).split("\n\n")


def test_the_first_line_is_the_headline_and_the_rest_the_text() -> None:
    story = read_text("A bridge opens\n\nThe bridge is open.\n\n“At last,” she said.")
    assert story.headline == "A bridge opens"
    assert text_of(story) == ["The bridge is open.", "“At last,” she said."]
    assert story.warnings == ()


def test_a_headline_that_comes_again_is_not_text() -> None:
    story = read_text("A bridge opens.\n\nA BRIDGE OPENS\n\n“A bridge opens”\n\nThe bridge is open.")
    assert text_of(story) == ["The bridge is open."]


def test_the_words_of_the_headline_stay_where_they_are_text() -> None:
    story = read_text("A bridge opens\n\nThe bridge is open.\n\nA bridge opens.")
    assert text_of(story) == ["The bridge is open.", "A bridge opens."]


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("A bridge opens.", "A bridge opens"),
        ("A bridge opens", "A bridge opens"),
        ("The bridge opens. The ferry stays.", "The bridge opens. The ferry stays."),
        ("Will the bridge open?", "Will the bridge open?"),
        ("The bridge opens...", "The bridge opens..."),
        ("Brun goes to the U.S.", "Brun goes to the U.S."),
        ("Bridge built by Falk and Co.", "Bridge built by Falk and Co."),
        ("“The bridge opens.”", "“The bridge opens.”"),
        ("## A bridge opens", "A bridge opens"),
        ("#bridge", "#bridge"),
    ],
)
def test_a_headline_of_one_sentence_loses_its_full_stop(line: str, headline: str) -> None:
    assert headline_of(line) == headline


def test_a_first_sentence_too_long_for_a_headline_is_cut_between_words() -> None:
    sentence = first_sentence("The bridge and " * 40)
    assert len(sentence) <= 201
    assert sentence.endswith("…")
    assert "bridg…" not in sentence


def test_titles_do_not_end_a_sentence() -> None:
    assert first_sentence("The aide of Sen. Brun spoke of it. She left.") == "The aide of Sen. Brun spoke of it."


def test_one_paragraph_is_headline_and_text() -> None:
    story = read_text("The bridge is open\n\nBy Mara Quill")
    assert (story.headline, text_of(story)) == ("The bridge is open", ["The bridge is open"])
    assert "one paragraph" in story.warnings[0]


@pytest.mark.parametrize("text", ["", "By Mara Quill\n\n3 March 2026", "-30-", "\u200b\n\xad"])
def test_furniture_alone_is_no_story(text: str) -> None:
    with pytest.raises(UnreadableStory, match="no text"):
        read_text(text)


def test_the_first_date_counts_but_not_that_of_an_update() -> None:
    story = read_text("Head\nUpdated: 2026-03-05\nPublished: 2026-03-04\n2026-03-03\nThe text is here.")
    assert str(story.date) == "2026-03-04"


def test_what_stands_between_headline_and_byline_is_the_deck() -> None:
    story = read_text("Bridge opens\n\nCrowds on both sides\n\nBy Mara Quill\n\nThe text is here.\n\nMore of it.")
    assert story.deck == "Crowds on both sides"
    assert text_of(story) == ["The text is here.", "More of it."]


def test_bylines_and_dates_below_the_text_count() -> None:
    story = read_text(
        "Bridge opens\n\nThe text is here.\n\nMore of it.\n\n— By Mara Quill\n\nMara Quill, Staff Writer\n\n2026-03-04"
    )
    assert story.bylines == ("Mara Quill",)
    assert str(story.date) == "2026-03-04"
    assert text_of(story)[:2] == ["The text is here.", "More of it."]


def test_a_signature_is_not_text_when_the_name_is_known() -> None:
    story = read_text("Bridge opens\n\nBy Mara Quill\n\nThe text is here.\n\n— Mara Quill")
    assert text_of(story) == ["The text is here."]


def test_text_behind_the_end_mark_stays_and_the_mark_is_told_once() -> None:
    story = read_text("Bridge opens\n\nThe text is here.\n\n###\n\nAbout the bridge: it is long.\n\n###")
    assert text_of(story) == ["The text is here.", "About the bridge: it is long."]
    assert story.warnings == ("left out: “###”",)


# Paragraphs


def test_wrapped_lines_are_joined() -> None:
    wrapped = (
        "The ferry to the Skerries was held back by ice for a third day on Friday,\n"
        "and the harbour board said that it did not expect the strait to open soon.\n"
        "It was cold.\n"
        "\n"
        "“We will not send a ship where we would not send our children,” the old\n"
        "harbour master said.\n"
    )
    assert [paragraph[-12:] for paragraph in paragraphs_of(wrapped)] == ["It was cold.", "master said."]


def test_wrapped_paragraphs_without_blank_lines_end_in_a_short_line() -> None:
    wrapped = (
        "The ferry to the Skerries was held back by ice for a third day on Friday,\n"
        "and the harbour board said it did not expect it to open.\n"
        "“We will not send a ship where we would not send our children,” the old\n"
        "harbour master said of the ice that covers both the strait and the town\n"
        "since Monday.\n"
    )
    assert [paragraph[-8:] for paragraph in paragraphs_of(wrapped)] == ["to open.", " Monday."]


def test_a_word_broken_at_its_hyphen_is_joined_with_it() -> None:
    wrapped = (
        "The ferry to the Skerries was held back by ice for a third day on Friday,\n"
        "and the harbour board said that it did not expect the strait to be ice-\n"
        "free soon.\n"
    )
    assert "ice-free soon." in next(paragraphs_of(wrapped))


def test_lines_that_are_paragraphs_are_not_joined() -> None:
    lines = [
        "The ferry to the Skerries was held back by ice.",
        "The harbour board was not asked about it.",
        "It is cold.",
    ] * 3
    assert list(paragraphs_of("\n".join(lines))) == lines


def test_sentences_of_one_length_are_not_taken_for_wrapped_lines() -> None:
    lines = ["“We will not send any ship,” the old master said."] * 4
    assert list(paragraphs_of("\n".join(lines))) == lines


def test_long_lines_are_paragraphs() -> None:
    lines = ["The ferry was held back by ice. " * 8, "The strait was not open before the weekend. " * 5]
    assert list(paragraphs_of("\n".join(lines))) == [line.strip() for line in lines]


def test_points_of_a_list_begin_new_paragraphs() -> None:
    wrapped = (
        "The harbour board said that it would do three things before the ice goes,\n"
        "and that it would do them in the order in which they are given down here:\n"
        "first the one that can be done in winter and then the other two in summer\n"
        "• build the pier that was lost in the storm and all of the houses upon it,\n"
        "• mend the road.\n"
    )
    assert len(list(paragraphs_of(wrapped))) == 3


@pytest.mark.parametrize(
    "shape",
    [
        "a\n",
        "a\n\n",
        "By Mara Quill\n",
        "(END)\n",
        "a b. ",
        "- ",
        "1",
        "A, ",
        "— ",
        "#",
        "\u200b",
        "(a ",
        "x" * 70 + "\n",
    ],
)
def test_s20_time_grows_with_the_length_and_not_with_its_square(shape: str, seconds: Seconds) -> None:
    def read(count: int) -> None:
        with suppress(UnreadableStory):
            read_text(shape * count)

    read(100)
    assert seconds(lambda: read(20_000)) < 8 * seconds(lambda: read(5_000)) + 0.5
