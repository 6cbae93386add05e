"""Two versions of a body: what an editor is told, and that no HTML is among it."""

import random
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body import sanitise
from articles.comparing import ComparedBlock, Restyled, blocks_of, compare_bodies, folded
from tests.timing import Seconds

FERRY = "The ferry sails at nine from the northern pier."
BRIDGE = "The bridge is shut until the frost has gone."
MINISTER = "Minister Ada Brun said the gates stay open."


def told(block: ComparedBlock) -> str:
    signs = {"same": "{}", "gone": "[-{}]", "new": "[+{}]"}
    return "".join(signs[piece.change].format(piece.text) for piece in block.pieces)


def body_of(*paragraphs: str) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


def test_words_changed_in_one_paragraph_are_told_there_and_nowhere_else() -> None:
    first, second = compare_bodies(body_of(FERRY, BRIDGE), body_of(FERRY, BRIDGE.replace("frost", "ice")))
    assert (first.change, told(first)) == ("same", FERRY)
    assert (second.change, told(second)) == ("changed", "The bridge is shut until the [-frost][+ice] has gone.")


def test_paragraphs_that_came_and_went_stand_where_they_stand_or_stood() -> None:
    blocks = compare_bodies(body_of(FERRY, BRIDGE), body_of(MINISTER, FERRY))
    assert [(block.change, told(block)) for block in blocks] == [
        ("new", f"[+{MINISTER}]"),
        ("same", FERRY),
        ("gone", f"[-{BRIDGE}]"),
    ]


@pytest.mark.parametrize(("now", "moved"), [((MINISTER, FERRY, BRIDGE), "up"), ((BRIDGE, MINISTER, FERRY), "down")])
def test_a_moved_paragraph_is_told_as_moved_and_not_as_gone_and_new(now: tuple[str, ...], moved: str) -> None:
    blocks = compare_bodies(body_of(FERRY, BRIDGE, MINISTER), body_of(*now))
    assert [block.change for block in blocks] == ["same"] * 3
    assert [block.moved for block in blocks if block.moved] == [moved]


def test_a_paragraph_moved_and_rewritten_at_once_is_known_again() -> None:
    rewritten = MINISTER.replace("gates", "doors")
    moved, *_ = compare_bodies(body_of(FERRY, BRIDGE, MINISTER), body_of(rewritten, FERRY, BRIDGE))
    assert (moved.moved, told(moved)) == ("up", "Minister Ada Brun said the [-gates][+doors] stay open.")


def test_a_paragraph_that_became_a_heading_keeps_its_words() -> None:
    (block,) = compare_bodies(body_of(FERRY), f"<h2>{FERRY}</h2>")
    assert (block.change, block.was_kind, block.kind, told(block)) == ("changed", "paragraph", "heading", FERRY)


@pytest.mark.parametrize(
    ("old", "new", "links"),
    [
        ('the <a href="/a">pier</a> now', 'the <a href="/b">pier</a> now', [Restyled("pier", "/a", "/b")]),
        ("the pier now", 'the <a href="/b">pier</a> now', [Restyled("pier", "", "/b")]),
        ('the <a href="/a">pier</a> now', "the pier now", [Restyled("pier", "/a", "")]),
        ('the <a href="/a">pier</a> now', 'the <a href="/a">quay</a> now', []),
        ("the end now", 'the <a href="/b">pier of the end</a> now', [Restyled("pier of the end", "", "/b")]),
    ],
)
def test_a_link_that_leads_elsewhere_is_told_with_both_addresses(old: str, new: str, links: list[Restyled]) -> None:
    (block,) = compare_bodies(sanitise(body_of(old)), sanitise(body_of(new)))
    assert (block.change, block.links) == ("changed", links)


def test_words_set_in_another_way_are_told() -> None:
    (block,) = compare_bodies(body_of("the <em>old</em> pier"), body_of("the <strong>old</strong> pier"))
    assert (told(block), block.formats) == ("the old pier", [Restyled("old", "italic", "bold")])


def test_lists_and_quotations_are_named_by_what_they_are() -> None:
    body = sanitise("<ul><li>One</li></ul><ol><li>Two</li></ol><blockquote><p>Three</p></blockquote><h3>Four</h3>")
    assert [block.kind for block in blocks_of(body)] == [
        "point of a list",
        "point of a numbered list",
        "quotation",
        "smaller heading",
    ]


def test_pictures_that_came_went_or_were_exchanged_are_told_by_their_numbers() -> None:
    picture = '<figure data-image="{}"></figure>'
    old = sanitise(body_of(FERRY) + picture.format(7) + body_of(BRIDGE) + picture.format(3))
    new = sanitise(picture.format(3) + body_of(FERRY) + picture.format(8) + body_of(BRIDGE))
    blocks = compare_bodies(old, new)
    assert [(block.kind, block.moved, told(block)) for block in blocks if block.kind == "picture"] == [
        ("picture", "up", "Picture 3"),
        ("picture", "", "Picture [-7][+8]"),
    ]
    assert [block.change for block in compare_bodies(old, sanitise(body_of(FERRY, BRIDGE)))].count("gone") == 2


def test_no_html_is_told_and_letters_that_look_like_it_stay() -> None:
    (block,) = compare_bodies("<p>5 &lt; 6 &amp; <strong>7</strong></p>", "<p>5 &lt; 8 &amp; <strong>7</strong></p>")
    assert told(block) == "5 < [-6][+8] & 7"


def test_long_stretches_without_a_change_are_folded_and_none_is_lost() -> None:
    texts = [f"Paragraph {number} of the story." for number in range(20)]
    changed = [*texts[:10], "Something else entirely, at last.", *texts[10:]]
    passages = folded(compare_bodies(body_of(*texts), body_of(*changed)))
    assert [(passage.folded, len(passage.blocks)) for passage in passages] == [(True, 9), (False, 3), (True, 9)]


BODIES = st.lists(
    st.sampled_from([FERRY, BRIDGE, MINISTER, "No.", "No. <em>No.</em>", 'A <a href="/a">link</a>.', "<br>x"]),
    max_size=8,
)


@given(BODIES, BODIES)
def test_both_versions_can_be_read_from_what_is_told(old: list[str], new: list[str]) -> None:
    old_body, new_body = sanitise(body_of(*old)), sanitise(body_of(*new))
    blocks = compare_bodies(old_body, new_body)
    now = ["".join(piece.text for piece in block.pieces if piece.change != "gone") for block in blocks]
    was = ["".join(piece.text for piece in block.pieces if piece.change != "new") for block in blocks]
    assert [text for text in now if text] == [block.text for block in blocks_of(new_body)]
    assert sorted(text for text in was if text) == sorted(block.text for block in blocks_of(old_body))
    if old_body == new_body:
        assert all(block.change == "same" and not block.moved for block in blocks)


def test_five_thousand_paragraphs_are_compared_in_a_moment(seconds: Seconds) -> None:
    chance = random.Random(7)
    texts = [" ".join(f"w{chance.randrange(9_000)}" for _ in range(30)) for _ in range(5_000)]
    rewritten = [text.replace("w1", "v1") for text in texts]
    shuffled = chance.sample(texts, len(texts))
    alike = [f"The same words {number % 7} again." for number in range(5_000)]
    for old, new in [(texts, rewritten), (texts, shuffled), (alike, alike[::-1]), (texts, alike)]:
        assert seconds(partial(compare_bodies, body_of(*old), body_of(*new))) < 6
