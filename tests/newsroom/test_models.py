"""The publication, tags and old addresses as rows."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from newsroom.models import OldAddress, Publication, Tag, TaggedItem, User
from newsroom.models.tags import LONGEST_KEY, tag_key
from tests.factories import make_article, make_image, make_organization, make_person

pytestmark = pytest.mark.django_db


def messages_of(refused: pytest.ExceptionInfo[ValidationError]) -> str:
    return " ".join(refused.value.messages)


# The publication


def test_there_is_one_publication_however_often_it_is_saved() -> None:
    Publication(name="The Tide").save()
    Publication(name="The Ebb").save()
    assert [one.name for one in Publication.objects.all()] == ["The Ebb"]


def test_the_database_itself_refuses_a_second_publication() -> None:
    Publication.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.bulk_create([Publication(pk=2)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create()


def test_a_second_publication_is_refused_in_words_an_editor_understands() -> None:
    with pytest.raises(ValidationError) as refused:
        Publication(pk=2).full_clean()
    assert "There is one publication. Change that one." in messages_of(refused)


def test_before_anything_is_written_the_paper_has_defaults_and_no_row() -> None:
    paper = Publication.current()
    assert (str(paper), paper.zone.key, paper.pk) == ("The Record", "UTC", None)
    assert not Publication.objects.exists()


def test_the_paper_is_read_with_its_logo_at_once(django_assert_num_queries: object) -> None:
    Publication.objects.create(name="The Tide", logo=make_image(alt="A wave"))
    with django_assert_num_queries(1):
        assert Publication.current().logo.alt == "A wave"


@pytest.mark.parametrize("name", ["Europe/Lissabon", "CET+1", "", "../UTC", "utc\x00"])
def test_a_time_zone_that_there_is_not_is_refused(name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Publication(time_zone=name).full_clean()
    assert "time_zone" in refused.value.message_dict


@pytest.mark.parametrize("name", ["Europe/Lisbon", "Asia/Tokyo", "UTC", "America/Argentina/Ushuaia"])
def test_a_time_zone_of_the_world_is_taken(name: str) -> None:
    paper = Publication(time_zone=name)
    paper.full_clean()
    assert datetime.datetime(2026, 3, 5, tzinfo=paper.zone).tzinfo == paper.zone


# Tags

SPELLINGS = [
    ("Élection", "éLECTION"),
    ("ВЫБОРЫ", "выборы"),
    ("ΕΚΛΟΓΈΣ", "εκλογές"),
    ("ΐ", "Ϊ́"),
    ("Straße", "STRASSE"),
    ("İzmir", "i̇zmir"),
    ("Ｈarbour", "harbour"),
    ("e\u0301lan", "élan"),
    ("ՀԱՅԱՍՏԱՆ", "հայաստան"),
    ("foreign  policy", " Foreign policy"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_two_spellings_of_a_tag_are_one_tag_in_every_script(one: str, other: str) -> None:
    article, person = make_article(), make_person()
    article.tags.add(one)
    person.tags.add(other)
    assert [tag.name for tag in person.tags.all()] == [one]
    assert Tag.objects.count() == 1


@pytest.mark.parametrize(("one", "other"), [("gate", "gates"), ("выбор", "выборы"), ("resume", "résumé"), ("か", "が")])
def test_two_words_are_two_tags(one: str, other: str) -> None:
    make_person().tags.add(one, other)
    assert Tag.objects.count() == 2


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_a_tag_in_another_spelling_is_refused_in_words_an_editor_understands(one: str, other: str) -> None:
    Tag.objects.create(name=one)
    with pytest.raises(ValidationError) as refused:
        Tag(name=other, slug="another").full_clean()
    assert "There is this tag already, perhaps in another spelling." in messages_of(refused)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(name=other, slug="another")


@given(st.text(max_size=100))
def test_a_spelling_folded_twice_is_folded_once_and_fits_its_column(name: str) -> None:
    assert len(tag_key(name)) <= LONGEST_KEY
    if len(tag_key(name)) < LONGEST_KEY:
        assert tag_key(tag_key(name)) == tag_key(name)


def test_a_name_that_grows_when_folded_is_kept_all_the_same() -> None:
    make_person().tags.add("ﷺ" * 40)
    assert Tag.objects.count() == 1


def test_a_thing_has_a_tag_once() -> None:
    person = make_person()
    person.tags.add("gates")
    person.tags.add("Gates", "gates")
    item = TaggedItem.objects.get()
    again = TaggedItem(tag=item.tag, content_object=person)
    with pytest.raises(ValidationError) as refused:
        again.full_clean()
    assert "This already has that tag." in messages_of(refused)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_one_tag_may_be_on_different_things() -> None:
    for thing in (make_person(), make_organization(), make_article()):
        thing.tags.add("gates")
    assert (Tag.objects.count(), TaggedItem.objects.count()) == (1, 3)


def test_tags_that_would_share_an_address_get_two() -> None:
    make_person().tags.add("C", "C++", "C#")
    assert set(Tag.objects.values_list("slug", flat=True)) == {"c", "c-2", "c-3"}
    assert len({tag.get_absolute_url() for tag in Tag.objects.all()}) == 3


def test_a_renamed_tag_keeps_its_address_and_is_found_by_its_new_name() -> None:
    tag = Tag.objects.create(name="gates")
    tag.name = "Harbour gates"
    tag.save()
    assert tag.slug == "gates"
    assert Tag.objects.get_or_create(name="HARBOUR GATES") == (tag, False)
    assert Tag.objects.get_or_create(slug="gates", defaults={"name": "Other gates"}) == (tag, False)


def test_a_tag_is_found_again_when_rows_are_loaded_from_a_file(tmp_path: object) -> None:
    tag = Tag.objects.create(name="Élection")
    assert Tag.objects.get_by_natural_key("élection") == tag
    copy = tmp_path / "tags.json"
    call_command("dumpdata", "newsroom.tag", natural_primary=True, output=str(copy), verbosity=0)
    call_command("loaddata", str(copy), verbosity=0)
    assert [(one.pk, one.key) for one in Tag.objects.all()] == [(tag.pk, "élection")]


# Old addresses


def test_leaving_an_address_again_points_it_to_the_last_one_who_left() -> None:
    first, second = make_person(slug="first"), make_person(slug="second")
    OldAddress.leave("/people/x/", first)
    OldAddress.leave("/people/x/", second)
    assert OldAddress.objects.get().target == second


def test_an_address_that_is_left_stops_being_gone() -> None:
    OldAddress.objects.create(path="/people/x/", reason="Gone.")
    OldAddress.leave("/people/x/", make_person())
    assert OldAddress.objects.get().reason == ""


def test_nothing_is_left_where_nothing_moved() -> None:
    person = make_person("Ада Брун")
    OldAddress.leave(person.get_absolute_url(), person)
    assert not OldAddress.objects.exists()


def test_addresses_in_every_script_are_kept_as_people_read_them() -> None:
    person = make_person("Ада Брун " + "длинное имя " * 6, slug="новая")
    OldAddress.leave("/people/%D1%81%D1%82%D0%B0%D1%80%D0%B0%D1%8F/", person)
    assert str(OldAddress.objects.get()) == "/people/старая/"
    person.slug = "старая"
    person.save()
    OldAddress.leave("/people/новая/", person)
    assert str(OldAddress.objects.get()) == "/people/новая/"


def test_the_longest_slug_of_four_byte_letters_can_be_left() -> None:
    person = make_person("x", slug="𐐨" * 100)
    before = person.get_absolute_url()
    person.slug = "x"
    person.save()
    OldAddress.leave(before, person)
    assert OldAddress.objects.get().leads_to() is None


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"path": "/people/x/"}, "Say where this address leads now, or why it is gone."),
        ({"path": "people/x/", "reason": "Gone."}, "Begin with a slash"),
        ({"path": "https://tide.example/people/x/", "reason": "Gone."}, "Begin with a slash"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_in_words_an_editor_understands(
    fields: dict[str, str], told: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        OldAddress(**fields).full_clean()
    assert told in messages_of(refused)


def test_the_database_itself_refuses_an_address_without_aim_or_reason() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        OldAddress.objects.create(path="/people/x/")


def test_an_address_leads_to_what_has_a_page_only() -> None:
    for target in (User.objects.create_user("somebody"), Publication.objects.create()):
        address = OldAddress(path="/x/", target=target)
        with pytest.raises(ValidationError) as refused:
            address.full_clean()
        assert "Choose a kind of thing that has a page of its own." in messages_of(refused)
        assert address.leads_to() is None
    OldAddress(path="/x/", target=make_person()).full_clean()
