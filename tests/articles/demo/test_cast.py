"""The demo's data holds together: every reference leads somewhere, and every snippet stands where it says."""

import re
import zoneinfo
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from articles.demo import cast
from articles.demo.entries import STORIES_FOLDER, Copy, Official
from articles.demo.pictures import PICTURES, draw

OFFICIAL_KEYS = {official.key for official in cast.OFFICIALS}
BODY_KEYS = {body.key for body in cast.ORGANIZATIONS}
POST_KEYS = {post.key for post in cast.OFFICES}
STORY_OF = {story.file: story for story in cast.STORIES}

NAME_KINDS = {"alias", "former", "native", "transliteration", "misspelling"}
BODY_KINDS = {
    "government",
    "ministry",
    "agency",
    "legislature",
    "judiciary",
    "local_government",
    "party",
    "armed_forces",
    "company",
    "ngo",
    "media",
    "international",
}
CORRECTION_KINDS = {"factual", "misquote", "misattribution", "mistranslation", "clarification"}
STATUSES = {"published", "scheduled", "withdrawn", "in_review", "draft"}
SAYING = r"(?:said|told|added|warned|wrote|argued|announced|replied|stressed|assured|described|acknowledged)"
TITLED = r"minister|spokeswoman|leader|mayor|justice|executive|member"


class _Paragraphs(HTMLParser):
    """The text of the page without what stands in its head."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.in_head = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.in_head = self.in_head or tag == "head"

    def handle_endtag(self, tag: str) -> None:
        self.in_head = self.in_head and tag != "head"

    def handle_data(self, text: str) -> None:
        if not self.in_head:
            self.parts.append(text)


def read(story: Copy) -> str:
    copy = story.path.read_text(encoding="utf-8")
    if story.file.endswith(".html"):
        page = _Paragraphs()
        page.feed(copy)
        copy = "\n\n".join(part.strip() for part in page.parts if part.strip())
    return copy.replace("\u00a0", " ")


def surname(official: Official) -> str:
    return official.sort_name.split(",")[0]


def words_of(text: str) -> int:
    return len(text.split())


@pytest.fixture(params=cast.STORIES, ids=lambda story: story.slug)
def story(request: pytest.FixtureRequest) -> Copy:
    return request.param


@pytest.fixture(params=cast.OFFICIALS, ids=lambda official: official.key)
def official(request: pytest.FixtureRequest) -> Official:
    return request.param


def test_every_file_is_listed_once_and_every_listed_file_is_there():
    listed = [story.file for story in cast.STORIES]
    assert sorted(listed) == sorted(path.name for path in STORIES_FOLDER.iterdir())


def test_the_paper_lives_in_a_real_time_zone_and_writes_from_a_reserved_domain():
    assert cast.PAPER.time_zone in zoneinfo.available_timezones()
    assert cast.PAPER.contact_email.endswith(".example.org")


def test_file_names_are_slugs(story):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", story.slug)


def test_a_story_has_the_length_of_a_story(story):
    assert 350 <= words_of(read(story)) <= 700


def test_a_story_names_only_sections_bylines_and_pictures_that_exist(story):
    assert story.status in STATUSES
    assert story.section in {section.slug for section in cast.SECTIONS} or story.status == "draft"
    assert set(story.bylines) <= {byline.name for byline in cast.BYLINES}
    assert story.source in {"", *(byline.name for byline in cast.BYLINES if byline.kind == "agency")}
    assert story.lead is None or story.lead.picture in PICTURES


def test_the_byline_in_the_copy_is_the_one_in_the_list(story):
    text = read(story)
    printed = re.search(r"^By (.+)$", text, re.MULTILINE)
    assert printed is not None or story.source in text
    assert printed is None or printed[1] in story.bylines


def test_a_story_opens_with_a_dateline_of_its_own_day(story):
    short = {
        1: "Jan.",
        3: "March",
        5: "May",
        6: "June",
        7: "July",
        8: "Aug.",
        9: "Sept.",
        10: "Oct.",
        11: "Nov.",
    }
    day = f"{short[story.story_date.month]} {story.story_date.day}"
    assert re.search(rf"^[A-Z]+(?: [A-Z]+)*, {re.escape(day)}(?: \({story.source}\))? — ", read(story), re.MULTILINE)


def test_a_story_has_the_times_that_its_status_needs(story):
    was_or_will_be_out = story.status in ("published", "withdrawn", "scheduled")
    assert (story.published_at is not None) == was_or_will_be_out
    assert bool(story.withdrawal_reason) == (story.status == "withdrawn")
    if story.published_at:
        assert story.published_at.tzinfo is not None
        assert timedelta(0) <= story.published_at.date() - story.story_date <= timedelta(7)


def test_corrections_come_after_publication_and_point_at_words_of_the_story(story):
    for correction in story.corrections:
        assert correction.kind in CORRECTION_KINDS
        assert correction.corrected_at > story.published_at
        assert correction.snippet in read(story)


def test_a_picture_is_drawn_at_its_size_and_the_same_every_time():
    sizes = {draw(name).size for name in PICTURES if name.startswith("lead-")}
    assert sizes == {(1600, 1000)}
    assert draw(PICTURES[0]).size == (800, 800)
    assert draw(PICTURES[0]).tobytes() == draw(PICTURES[0]).tobytes()


def test_every_state_a_story_can_be_in_is_shown():
    assert {story.status for story in cast.STORIES} == STATUSES


def test_marks_are_straight_in_some_stories_and_curly_in_others():
    texts = [read(story) for story in cast.STORIES]
    assert any('"' in text and "“" not in text for text in texts)
    assert any("“" in text and '"' not in text for text in texts)


def test_an_officials_other_names_are_of_a_known_kind(official):
    assert {form.kind for form in official.other_names} <= NAME_KINDS
    assert official.name not in {form.name for form in official.other_names}


def test_every_official_has_a_portrait_and_a_position(official):
    assert official.portrait in PICTURES
    assert official.key in {position.official for position in cast.POSITIONS}


def test_every_official_speaks_in_a_published_story(official):
    name = re.escape(surname(official))
    speaks = re.compile(rf"\b{name}\b[^.\n“\"]{{0,80}}\b{SAYING}\b|\b{SAYING} (?:\w+ )?{name}\b")
    assert any(speaks.search(read(story)) for story in cast.STORIES if story.status == "published")


def test_officials_are_first_named_in_full_and_with_a_title(story):
    text = read(story).split(" — ", 1)[1]
    for official in cast.OFFICIALS:
        first = re.search(rf"\b{re.escape(surname(official))}\b", text)
        if first is not None:
            around = text[max(0, first.start() - 90) : first.end() + 90]
            forms = [official.name, *(form.name for form in official.other_names)]
            assert any(text[: first.end()].endswith(form) for form in forms), around
            assert re.search(TITLED, around, re.IGNORECASE), around


def test_no_two_officials_share_a_name_or_a_surname():
    names = [name for one in cast.OFFICIALS for name in (one.name, *(form.name for form in one.other_names))]
    surnames = [surname(official) for official in cast.OFFICIALS]
    assert len(set(names)) == len(names)
    assert len(set(surnames)) == len(surnames)


def test_organizations_and_offices_hang_together():
    for body in cast.ORGANIZATIONS:
        assert body.kind in BODY_KINDS
        assert body.parent in {"", *BODY_KEYS} - {body.key}
    assert {post.body for post in cast.OFFICES} <= BODY_KEYS
    assert len({(post.title, post.body) for post in cast.OFFICES}) == len(cast.OFFICES) == len(POST_KEYS)


def test_no_position_ends_before_it_starts():
    for position in cast.POSITIONS:
        assert position.official in OFFICIAL_KEYS
        assert position.post in POST_KEYS
        started, ended = position.started.first, position.ended.last
        assert started is None or ended is None or started <= ended, position


def test_an_office_has_one_holder_at_a_time():
    shared = {"member"}
    for one in cast.POSITIONS:
        for other in cast.POSITIONS:
            if one is not other and one.post == other.post and one.post not in shared:
                ended, started = one.ended.last, other.started.first
                one_first = one.started.first < other.started.first
                assert not one_first or (ended is not None and ended < started), (one, other)


def test_an_utterance_stands_in_every_story_said_to_report_it():
    for utterance in cast.SAME_UTTERANCES:
        assert utterance.official in OFFICIAL_KEYS
        assert len(utterance.stories) > 1
        for file in utterance.stories:
            assert utterance.snippet in read(STORY_OF[file])
            assert utterance.said_on <= STORY_OF[file].story_date
        assert utterance.said_on == STORY_OF[utterance.stories[0]].story_date


def test_disputed_and_retracted_words_stand_in_their_stories():
    for marked in (*cast.DISPUTES, *cast.RETRACTIONS):
        assert marked.official in OFFICIAL_KEYS
        assert read(STORY_OF[marked.story]).count(marked.snippet) == 1
