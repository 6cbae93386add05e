import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction import KnownNames, KnownPerson, find_statements, speaks
from tests.fuzzing import examples

MARKS = ["“", "”", '"', "''", "``", "‘", "’", "'", "„", "«", "»", ",", ".", "?", "!", "…", ":", ";", "—", "-", "(", ")"]
WORDS = [
    *"said says told that according to and but who he she they the a in on called promised adding asked whether".split(),
    *"Ada Brun Mr Mrs Sen Minister of Foreign Tom Lind Jr U.S. President’s officials statement announcement made by".split(),
    *"We our I is was would will not did because when while".split(),
]
TEXTS = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(MARKS), st.sampled_from(["\n", "\n\n", " ", "\u00a0"])),
    max_size=80,
)


def check(text: str) -> None:
    """What must hold of everything found in any text."""
    for one in find_statements(text):
        last = 0
        assert one.segments
        for segment in one.segments:
            assert last <= segment.start < segment.end <= len(text)
            assert text[segment.start : segment.end] == segment.exact
            assert segment.exact.strip()
            last = segment.end
        assert one.kind in ("direct", "mixed", "indirect")
        assert one.confidence in ("high", "medium", "low")
        assert one.reason
        if one.speaker_span:
            assert 0 <= one.speaker_span[0] < one.speaker_span[1] <= len(text)
        if one.speaker:
            assert one.speaker_span
            assert one.speaker == " ".join(one.speaker.split())


@given(st.text(max_size=300))
@examples(300)
def test_no_text_makes_it_fail(text: str) -> None:
    check(text)


@given(TEXTS, st.sampled_from(["", " "]))
@examples(600)
def test_no_heap_of_cues_names_and_marks_makes_it_fail(parts: list[str], between: str) -> None:
    check(between.join(parts))


@given(st.text(alphabet="“”\"'‘’`„«»., aB\n", max_size=400))
@examples(400)
def test_no_disorder_of_quotation_marks_makes_it_fail(text: str) -> None:
    check(text)


SENTENCE = "“We will not widen the road,” Harbour Minister Ada Brun said of the plan. She said that it was late. "
LONG_TEXTS: dict[str, Callable[[int], str]] = {
    "one paragraph of sentences": lambda size: SENTENCE * (size // 20),
    "paragraphs of sentences": lambda size: (SENTENCE + "\n\n") * (size // 20),
    "no stop at all": lambda size: "she said that Ada Brun told the crews " * (size // 8),
    "quotation marks alone": lambda size: '" ' * size,
    "marks never closed": lambda size: "“We go " * (size // 2),
    "marks never opened": lambda size: "We go” " * (size // 2),
    "single marks": lambda size: "'we go on, and on " * (size // 5),
    "capitals": lambda size: "Minister Of Ada Brun Lind " * (size // 5),
    "one surname with many given names": lambda size: " ".join(
        f"A{number} Brun said it was." for number in range(size // 5)
    ),
    "commas": lambda size: "Ada Brun, the mayor, " * (size // 5) + "said it was.",
    "one word": lambda size: "a" * (5 * size),
    "dots and letters": lambda size: "a." * size,
    "line ends": lambda size: "said\n" * size,
    "according to": lambda size: "according to " * (size // 2),
}


def work(text: str) -> int:
    """How many functions are called, C functions too: the same on every machine."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event.endswith("call")

    sys.setprofile(count)
    try:
        find_statements(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("kind", LONG_TEXTS)
def test_four_times_the_text_is_four_times_the_work(kind: str) -> None:
    make = LONG_TEXTS[kind]
    assert work(make(4_000)) < 4.8 * work(make(1_000)) + 1_000


def test_a_paragraph_of_forty_thousand_words_and_one_of_ten_thousand_marks_are_read() -> None:
    assert len(find_statements(SENTENCE * 2_000)) > 2_000
    check('"We go," Ada Brun said. ' * 5_000)


def test_offsets_count_code_points_of_the_text_given() -> None:
    text = "𝔄 😀 opened.\u00a0“The gates stay open,” Ada Brun said."
    (found,) = find_statements(text)
    assert found.segments[0].exact == "“The gates stay open,”"
    assert text[found.segments[0].start : found.segments[0].end] == "“The gates stay open,”"
    assert text[slice(*found.speaker_span)] == "Ada Brun"


def test_a_language_the_finder_does_not_know_is_left_alone() -> None:
    text = "“Wir gehen,” Ada Brun said."
    assert find_statements(text, language="de") == []
    assert find_statements(text, language="en-GB")
    assert speaks("en_US")
    assert not speaks("eng")
    assert find_statements("  \n ", language="en") == []


def test_a_known_person_may_bear_a_single_name() -> None:
    text = "“The gates stay open,” Lula said on Friday."
    (unknown,) = find_statements(text)
    assert unknown.speaker is None
    (known,) = find_statements(text, [KnownPerson("Luiz da Gama", forms=("Lula",))])
    assert known.speaker == "Lula"


def test_a_known_person_may_bear_a_name_that_looks_like_an_organization() -> None:
    text = "“The gates stay open,” Ada Bank said on Friday."
    assert find_statements(text)[0].speaker is None
    assert find_statements(text, [KnownPerson("Ada Bank")])[0].speaker == "Ada Bank"


def test_names_that_were_prepared_once_serve_many_texts() -> None:
    known = KnownNames([KnownPerson("Luiz da Gama", forms=("Lula",))])
    assert find_statements("“The gates stay open,” Lula said.", known)[0].speaker == "Lula"


def test_a_reason_tells_an_editor_how_the_speaker_is_known() -> None:
    text = "Ada Brun came. “The gates stay open,” she said."
    assert find_statements(text)[0].reason == (
        "A quotation, attributed by “said”; the pronoun was taken to mean who was spoken of last."
    )


def test_lines_that_were_only_wrapped_are_one_paragraph() -> None:
    text = "“The gates stay open for as long\nas there is no ice,” Ada Brun\nsaid on Friday."
    (found,) = find_statements(text)
    assert found.speaker == "Ada Brun"
    assert found.segments[0].exact.startswith("“The gates stay open for as long\nas")
