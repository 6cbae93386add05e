"""Words followed through edits: never to a look-alike."""

import random
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.anchors import Following, Span, covers, exact, follow, selectors, shown_words
from tests.fuzzing import examples
from tests.timing import Seconds

LEAD = "The ferry to Port Elise was held back by ice for a third day."
BRIDGE = "“We will rebuild the bridge by spring,” Ada Brun, the minister, told reporters in Port Elise."
NO = "“No,” she added."
END = "The harbour board meets again in March."


def story(*blocks: str) -> str:
    return "\n\n".join(blocks)


def span(text: str, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def followed(old: str, new: str, words: str, nth: int = 0) -> int | None:
    """Where in the new text the words went."""
    images = follow(old, new, [span(old, words, nth)])
    if images is None:
        return None
    ((start, end),) = images
    assert new[start:end] == words
    return start


# Followed


def test_in_an_unchanged_text_every_span_is_where_it_was() -> None:
    text = story(LEAD, NO, NO)
    assert follow(text, text, [span(text, "No", 1)]) == (span(text, "No", 1),)


def test_a_paragraph_put_before_shifts_the_words() -> None:
    old, new = story(LEAD, BRIDGE, END), story(LEAD, "A new paragraph of some words.", BRIDGE, END)
    assert followed(old, new, "“We will rebuild the bridge by spring,”") == new.index("“We will")


def test_a_paragraph_moved_whole_is_followed() -> None:
    old, new = story(LEAD, BRIDGE, END), story(BRIDGE, END, LEAD)
    assert followed(old, new, "a third day") == new.index("a third day")
    assert followed(old, new, "“We will rebuild the bridge by spring,”") == 0


@pytest.mark.parametrize(
    "edited",
    [
        "“We will rebuild the bridge by spring,” Ada Brun, the minister, told reporters on Monday.",
        "“We will rebuild the bridge by spring,” Ada Brun told reporters in Port Elise.",
        "“We will rebuild the bridge by spring,” Prime Minister Ada Brun, the minister, told reporters in Port Elise.",
        "Asked twice, “We will rebuild the bridge by spring,” Ada Brun, the minister, told reporters in Port Elise.",
        "“We will rebuild the bridge by spring,” Ada Brun, the minister for harbours, told them all in Port Elise.",
    ],
)
def test_editing_elsewhere_in_the_paragraph_keeps_the_words(edited: str) -> None:
    old, new = story(LEAD, BRIDGE, END), story(LEAD, edited, END)
    assert followed(old, new, "“We will rebuild the bridge by spring,”") == new.index("“We will")


def test_words_far_from_the_edit_stay_when_much_around_them_changes() -> None:
    old = "It froze all day. “We stay open,” she said. Few asked why."
    new = "It froze. “We stay open,” she said on Monday."
    assert followed(old, new, "“We stay open,”") == new.index("“We")


def test_a_paragraph_split_in_two_keeps_its_words() -> None:
    second = "She gave no price. “Taxes will not rise,” she promised."
    old, new = story(LEAD, f"{BRIDGE} {second}", END), story(LEAD, BRIDGE, second, END)
    for words in ("“We will rebuild the bridge by spring,”", "“Taxes will not rise,”"):
        assert followed(old, new, words) == new.index(words)


def test_two_paragraphs_joined_keep_their_words() -> None:
    second = "She gave no price. “Taxes will not rise,” she promised."
    old, new = story(LEAD, BRIDGE, second, END), story(LEAD, f"{BRIDGE} {second}", END)
    for words in ("“We will rebuild the bridge by spring,”", "“Taxes will not rise,”"):
        assert followed(old, new, words) == new.index(words)


def test_a_split_right_behind_the_quotation_keeps_it() -> None:
    quotation = "“We will rebuild the bridge by spring.”"
    rest = "The minister spoke in Port Elise and left."
    assert followed(story(LEAD, f"{quotation} {rest}"), story(LEAD, quotation, rest), quotation) is not None


def test_a_statement_that_crosses_paragraphs_follows_both() -> None:
    old, new = story(LEAD, BRIDGE, NO, END), story(END, BRIDGE, NO, LEAD)
    words = "in Port Elise.\n\n“No,”"
    assert followed(old, new, words) == new.index(words)


def test_a_statement_that_crosses_an_edited_paragraph_follows() -> None:
    old, new = story(BRIDGE, NO, END), story(BRIDGE, NO + " Nothing else was said.", END)
    words = "in Port Elise.\n\n“No,”"
    assert followed(old, new, words) == new.index(words)


def test_a_long_quotation_that_was_a_paragraph_of_its_own_gets_a_speaker() -> None:
    old, new = (
        story(LEAD, "“We will rebuild the bridge”", END),
        story(LEAD, "“We will rebuild the bridge”, she says.", END),
    )
    assert followed(old, new, "We will rebuild the bridge") is not None


def test_a_long_quotation_stays_when_half_of_its_cue_changes() -> None:
    old, new = "“We will rebuild the bridge,” Brun said.", "“We will rebuild the bridge,” Brun added."
    assert followed(old, new, "We will rebuild the bridge") == 1


def test_all_segments_are_followed_together() -> None:
    old = "“We will wait,” she said. “Not for ever.” Then she left the hall."
    new = story(LEAD, "“We will wait,” she said. “Not for ever.” Then she left the old hall.")
    segments = [span(old, "“We will wait,”"), span(old, "“Not for ever.”")]
    images = follow(old, new, segments)
    assert images is not None
    assert exact(new, images) == ["“We will wait,”", "“Not for ever.”"]


def test_repeated_paragraphs_in_the_same_order_keep_their_place() -> None:
    old, new = story(NO, LEAD, NO, END), story(NO, LEAD, "New words here.", NO, END)
    assert followed(old, new, "No", 0) == 1
    assert followed(old, new, "No", 1) == new.rindex("No")


def test_words_in_scripts_without_spaces_stay_when_their_sentence_is_edited() -> None:
    old = "大臣は「橋を再建する」と述べた。"
    new = "大臣は昨日「橋を再建する」と述べた。"
    assert followed(old, new, "橋を再建する") == new.index("橋を")


def test_a_speaker_moved_behind_the_words_is_no_other_speaker() -> None:
    old = "In the end Ada Brun told the whole board: “We will rebuild the bridge by spring.” It was late."
    new = "In the end: “We will rebuild the bridge by spring,” Ada Brun told the whole board. It was late."
    assert followed(old, new, "We will rebuild the bridge by spring") == new.index("We will")


# Orphans


def test_changed_words_are_an_orphan() -> None:
    old, new = story(LEAD, BRIDGE), story(LEAD, BRIDGE.replace("rebuild", "repair"))
    assert followed(old, new, "We will rebuild the bridge") is None


def test_a_statement_is_an_orphan_when_one_of_its_segments_is() -> None:
    old = story(BRIDGE, NO, END)
    new = story(BRIDGE, END)
    assert follow(old, new, [span(old, "We will rebuild"), span(old, "No")]) is None


def test_segments_that_changed_their_order_are_an_orphan() -> None:
    old, new = story(BRIDGE, LEAD), story(LEAD, BRIDGE)
    assert follow(old, new, [span(old, "We will rebuild"), span(old, "a third day")]) is None


@pytest.mark.parametrize(
    ("old", "new", "words", "nth"),
    [
        # the first is deleted, the second edited
        (
            story("“No,” Ada Brun said.", "“No,” Tom Lind said."),
            story("“No,” Tom Lind said on Monday."),
            "“No,”",
            0,
        ),
        # a paragraph changed for another with the same quotation
        (story(LEAD, "“No,” Ada Brun said.", END), story(LEAD, "“No,” Tom Lind said.", END), "“No,”", 0),
        (
            story(LEAD, BRIDGE, END),
            story(LEAD, "“We will rebuild the bridge by spring,” Tom Lind, his rival, told a crowd.", END),
            "“We will rebuild the bridge by spring,”",
            0,
        ),
        (
            story(LEAD, BRIDGE, END),
            story(LEAD, BRIDGE.replace("Ada Brun", "Tom Lind"), END),
            "We will rebuild the bridge",
            0,
        ),
        (story(LEAD, "“No,” she said.", END), story(LEAD, "“No,” he said.", END), "“No,”", 0),
        # two speakers exchanged
        (
            "“We will rebuild the bridge,” Ada Brun said, and Tom Lind nodded.",
            "“We will rebuild the bridge,” Tom Lind said, and Ada Brun nodded.",
            "We will rebuild the bridge",
            0,
        ),
        # the quotation moved to another speaker's paragraph
        (
            story("“We stay open,” Ada Brun said.", "Tom Lind said nothing of it.", END),
            story("Ada Brun said nothing of it.", "“We stay open,” Tom Lind said.", END),
            "“We stay open,”",
            0,
        ),
        # a repeated paragraph of which one was deleted
        (story(NO, LEAD, NO, END), story(LEAD, NO, END), "No", 0),
        (story(LEAD, NO, NO, END), story(LEAD, NO, END), "No", 0),
        (story(LEAD, NO, NO, END), story(LEAD, NO, END), "No", 1),
        (story(NO, LEAD, NO, END), story(LEAD, NO, END, NO), "No", 0),
        # a paragraph copied
        (story(LEAD, NO, END), story(NO, LEAD, NO, END), "No", 0),
        # a short paragraph that only looks the same: its question changed
        (
            story("Was Ada Brun content?", "“No.”", "Was Tom Lind content?", "“Yes.”"),
            story("Was Tom Lind content?", "“No.”", END),
            "“No.”",
            0,
        ),
        # a short quotation that was a paragraph of its own
        (story(LEAD, "“Never.”", END), story(LEAD, "“Never.” Then he left.", END), "Never", 0),
        # the words come twice in an edited sentence, then once
        (
            "“No,” she said, “no,” and again “no,” before she left for Port Elise.",
            "“No,” she said, “no,” before she left for Port Elise.",
            "“no,”",
            0,
        ),
        # the edited paragraph's words were repeated elsewhere
        (
            story(LEAD, BRIDGE),
            story("“We will rebuild” was all she said.", LEAD, BRIDGE + " She left."),
            "We will rebuild",
            0,
        ),
        # the words fell apart over two paragraphs
        (
            story(LEAD, BRIDGE),
            story(LEAD, "“We will rebuild", "the bridge by spring,” Ada Brun said."),
            "rebuild the bridge",
            0,
        ),
        # the border of two joined paragraphs was among the words
        (story(BRIDGE, NO), story(f"{BRIDGE} {NO}"), "Elise.\n\n“No,”", 0),
        (story(BRIDGE, NO), story(f"{BRIDGE}  {NO}"), "Elise.\n\n“No,”", 0),
        # a word in the middle was changed for one of the same length
        (story(LEAD, BRIDGE), story(LEAD, BRIDGE.replace("rebuild", "replace")), "We will rebuild the bridge", 0),
        # what stood between two paragraphs came away, or got between
        (story(BRIDGE, NO, END), story(BRIDGE, LEAD, NO, END), "Elise.\n\n“No,”", 0),
        # everything went
        (story(LEAD, BRIDGE), "", "We will rebuild", 0),
        (story(LEAD, BRIDGE), "Something else altogether.", "We will rebuild", 0),
    ],
)
def test_an_anchor_never_jumps_to_a_look_alike(old: str, new: str, words: str, nth: int) -> None:
    assert followed(old, new, words, nth) is None


def test_the_survivor_of_two_look_alikes_is_not_taken_by_the_one_that_went() -> None:
    old = story("“No,” Ada Brun said of the toll.", "“No,” Tom Lind said of the toll.", END)
    for new in (story(old.split("\n\n")[1], END), story(END, old.split("\n\n")[1])):
        assert followed(old, new, "“No,”", 0) is None
        assert followed(old, new, "“No,”", 1) == new.index("“No,”")


@pytest.mark.parametrize(
    "segments", [[], [(0, 0)], [(5, 3)], [(-1, 2)], [(0, 999)], [(3, 6), (0, 2)], [(0, 4), (2, 6)], [(3, 4)]]
)
def test_spans_that_are_none_are_followed_nowhere(segments: list[Span]) -> None:
    assert follow("One two", "One two", segments) is None
    assert not covers(segments, "One two")


def test_empty_texts_have_nothing_to_follow() -> None:
    assert follow("", "One", [(0, 1)]) is None
    assert follow("", "", [(0, 0)]) is None


def test_spans_that_touch_are_in_order() -> None:
    assert covers([(0, 3), (3, 7)], "One two")


# Properties

WORDS = ["“No,”", "Ada", "Brun", "Tom", "said", "he", "she", "the", "bridge", ".", "open", "We", "stay", "never", "and"]
BLOCK = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
STORY = st.lists(BLOCK, max_size=8).map("\n\n".join)
ANY = st.text(alphabet=st.sampled_from("aAb .\n“”é😀\u0301"), max_size=60)


def cut_spans(data: st.DataObject, text: str) -> list[Span]:
    borders = sorted(set(data.draw(st.lists(st.integers(0, len(text)), max_size=6))))
    return list(zip(borders[::2], borders[1::2], strict=False))


@examples(400)
@given(st.one_of(STORY, ANY), st.one_of(STORY, ANY), st.data())
def test_what_is_followed_has_exactly_its_words(old: str, new: str, data: st.DataObject) -> None:
    segments = cut_spans(data, old)
    images = Following(old, new).follow(segments)
    if images is not None:
        assert covers(images, new)
        assert exact(new, images) == exact(old, segments)


@given(st.one_of(STORY, ANY), st.data())
def test_without_an_edit_everything_stays(text: str, data: st.DataObject) -> None:
    segments = cut_spans(data, text)
    assert follow(text, text, segments) == (tuple(segments) if covers(segments, text) else None)


@examples(300)
@given(st.lists(BLOCK, min_size=1, max_size=8), st.data())
def test_a_new_paragraph_shifts_everything_behind_it(blocks: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(blocks)))
    old = story(*blocks)
    new = story(*blocks[:at], "Something never seen before.", *blocks[at:])
    place = data.draw(st.integers(0, len(blocks) - 1))
    start = len(story(*blocks[:place], ""))
    segment = (start, start + len(blocks[place]))
    shift = len("Something never seen before.\n\n") if place >= at else 0
    assert follow(old, new, [segment]) == ((segment[0] + shift, segment[1] + shift),)


@examples(300)
@given(st.lists(BLOCK, min_size=2, max_size=8), st.data())
def test_words_of_a_deleted_paragraph_go_nowhere(blocks: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(blocks) - 1))
    old, new = story(*blocks), story(*blocks[:at], *blocks[at + 1 :])
    start = len(story(*blocks[:at], "")) if at else 0
    first_word = blocks[at].split()[0]
    assert follow(old, new, [(start, start + len(first_word))]) is None


def random_story(seed: int, words: int) -> str:
    generator = random.Random(seed)
    vocabulary = [f"{seed}w{number}" for number in range(4000)]
    return story(*(" ".join(generator.choices(vocabulary, k=80)) for _ in range(words // 80)))


def same_words_shuffled(text: str) -> str:
    words = text.split()
    random.Random(7).shuffle(words)
    return story(*(" ".join(words[at : at + 80]) for at in range(0, len(words), 80)))


@pytest.mark.parametrize(
    "case",
    ["all different", "same words shuffled", "every paragraph edited", "one word", "one paragraph a word", "reversed"],
)
def test_s20_a_story_of_40000_words_is_compared_in_time(case: str, seconds: Seconds) -> None:
    old = random_story(1, 40_000)
    old, new = {
        "all different": lambda: (old, random_story(2, 40_000)),
        "same words shuffled": lambda: (old, same_words_shuffled(old)),
        "every paragraph edited": lambda: (old, old.replace("\n\n", " more\n\nless ")),
        "one word": lambda: ("a " * 40_000, "b " + "a " * 39_000),
        "one paragraph a word": lambda: (old.replace(" ", "\n\n"), same_words_shuffled(old).replace(" ", "\n\n")),
        "reversed": lambda: (old, story(*reversed(old.split("\n\n")))),
    }[case]()

    def follow() -> None:
        following = Following(old, new)
        for at in range(0, len(old) - 20, len(old) // 100):
            following.follow([(at, at + 20)])

    assert seconds(follow) < 2


def test_every_paragraph_edited_keeps_what_was_not() -> None:
    old = random_story(1, 4_000)
    new = old.replace("\n\n", " more\n\nless ")
    words = old.split("\n\n")[20][100:160].strip()
    assert followed(old, new, words) == new.index(words)


# Shown words


@pytest.mark.parametrize(
    ("words", "direct"),
    [
        ('"We go,"', "“We go”"),
        ("“We go.”", "“We go.”"),
        ("We go,", "“We go”"),
        ('"We go.', "“We go.”"),
        ('We go."', "“We go.”"),
        ('We go. "', "“We go.”"),
        ("``We go,''", "“We go”"),
        ("„Wir gehen“", "“Wir gehen”"),
        ("«On y va»", "“On y va”"),
        ("'We go,'", "“We go”"),
        ("‘We go,’", "“We go”"),
        ("‘We go", "“We go”"),
        ("“He told me ‘no’”", "“He told me ‘no’”"),
        ("\"She said 'never'\"", "“She said 'never'”"),
        ('He said "no"', '“He said "no"”'),
        ('We go," he said. "We stay', '“We go," he said. "We stay”'),
        ("That is wrong", "“That is wrong”"),
        ("We\ngo", "“We go”"),
        ('"', "“”"),
    ],
)
def test_direct_words_stand_in_one_pair_of_marks(words: str, direct: str) -> None:
    assert shown_words(words, [(0, len(words))], "direct") == direct


@pytest.mark.parametrize(
    ("words", "mixed", "indirect"),
    [
        ("that the bridge would open,", "the bridge would open", "the bridge would open"),
        ('would give "more money', 'would give "more money"', 'would give "more money"'),
        ("would give „mehr Geld", "would give „mehr Geld“", "would give „mehr Geld“"),
        ('more money" to mend it', '"more money" to mend it', '"more money" to mend it'),
        ('to face the "new perils,"', 'to face the "new perils,"', 'to face the "new perils,"'),
        ('that "the bridge is safe"', '"the bridge is safe"', "the bridge is safe"),
        ("“more money”", "“more money”", "more money"),
        ('a bridge, "', "a bridge", "a bridge"),
        ("”, a bridge", "a bridge", "a bridge"),
        ("he keeps that promise", "he keeps that promise", "he keeps that promise"),
        ("thatched roofs", "thatched roofs", "thatched roofs"),
    ],
)
def test_other_words_keep_their_inner_marks_in_pairs(words: str, mixed: str, indirect: str) -> None:
    assert shown_words(words, [(0, len(words))], "mixed") == mixed
    assert shown_words(words, [(0, len(words))], "indirect") == indirect


def test_segments_are_joined_by_an_ellipsis() -> None:
    text = "“We will wait,” she said. “Not for ever.”"
    segments = [span(text, "“We will wait,”"), span(text, "“Not for ever.”")]
    assert shown_words(text, segments, "direct") == "“We will wait … Not for ever.”"
    assert shown_words(text, segments, "mixed") == "“We will wait,” … “Not for ever.”"


@given(
    st.text(alphabet=st.sampled_from("ab ,;“”\"'«»`„’‘"), max_size=30), st.sampled_from(["direct", "mixed", "indirect"])
)
def test_showing_words_loses_none(text: str, kind: str) -> None:
    shown = shown_words(text, [(0, len(text))], kind)
    assert [letter for letter in shown if letter in "ab"] == [letter for letter in text if letter in "ab"]


@pytest.mark.parametrize("shape", ['"', "“", "” ", "'", ", ", '" a '])
def test_s20_marks_without_end_take_no_quadratic_time(shape: str, seconds: Seconds) -> None:
    words = "x" + shape * 50_000
    for kind in ("direct", "mixed", "indirect"):
        assert seconds(partial(shown_words, words, [(0, len(words))], kind)) < 1


def test_a_selector_has_the_words_and_what_stands_around() -> None:
    assert selectors("One two three", (4, 7), 3) == {"exact": "two", "prefix": "ne ", "suffix": " th"}
    assert selectors("One", (0, 3)) == {"exact": "One", "prefix": "", "suffix": ""}
