from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from newsroom.models import User
from people.models import Person, PersonName
from tests.factories import make_image, make_person, make_position, make_public_statement

pytestmark = pytest.mark.django_db


def refusal_of(thing: Any) -> str:
    """What an editor is told when this cannot be kept."""
    with pytest.raises(ValidationError) as refused:
        thing.full_clean()
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("name", "sort_name", "slug"),
    [
        ("Ada Brun", "Brun, Ada", "ada-brun"),
        ("Ursula von der Mark", "Mark, Ursula von der", "ursula-von-der-mark"),
        ("Pelé", "Pelé", "pelé"),
        ("Ада Брун", "Брун, Ада", "ада-брун"),
        ("林芳正", "林芳正", "林芳正"),
        ("岸田 文雄", "岸田 文雄", "岸田-文雄"),
        ("佐々木　さやか", "佐々木 さやか", "佐々木-さやか"),
        ("アントニー・ブリンケン", "アントニー・ブリンケン", "アントニーブリンケン"),
        ("박 진", "박 진", "박-진"),
        ("Fumio 岸田", "岸田, Fumio", "fumio-岸田"),
    ],
)
def test_sort_name_and_address_follow_from_the_name(name: str, sort_name: str, slug: str) -> None:
    person = make_person(name)
    assert (str(person), person.sort_name, person.slug) == (name, sort_name, slug)


def test_index_entries_that_were_guessed_the_wrong_way_round_are_mended() -> None:
    rows = [("岸田 文雄", "文雄, 岸田"), ("安倍 晋三", "あべ, しんぞう"), ("Ada Brun", "Brun, Ada")]
    persons = [make_person(name, sort_name=guessed) for name, guessed in rows]
    import_module("people.migrations.0004_family_names_first").mend(apps, None)
    sort_names = [Person.objects.get(pk=person.pk).sort_name for person in persons]
    assert sort_names == ["岸田 文雄", "あべ, しんぞう", "Brun, Ada"]


def test_a_sort_name_and_a_slug_written_by_hand_stay() -> None:
    person = make_person("Hayashi Yoshimasa", sort_name="Hayashi Yoshimasa", slug="hayashi")
    person.name = "Hayashi Yoshimasa"
    person.save()
    assert (person.sort_name, person.slug) == ("Hayashi Yoshimasa", "hayashi")


def test_two_persons_of_one_name_have_two_addresses() -> None:
    assert [make_person("Ada Brun").slug for _ in range(3)] == ["ada-brun", "ada-brun-2", "ada-brun-3"]


def test_persons_stand_in_the_order_of_an_index() -> None:
    for name in ("Ada Zorn", "Zoe Abel", "Tom Lind"):
        make_person(name)
    assert [person.name for person in Person.objects.all()] == ["Zoe Abel", "Tom Lind", "Ada Zorn"]


@pytest.mark.parametrize("name", ["A" * 60 + " " + "B" * 59, "ß" * 120, "ﷺ" * 120, "𐐨" * 118 + " x"])
def test_the_longest_names_are_kept_whole(name: str) -> None:
    person = make_person(name)
    PersonName.objects.create(person=person, name=name)
    person.refresh_from_db()
    assert person.name == name
    assert set(person.sort_name.replace(",", "")) == set(name)
    assert list(Person.objects.known_as(name)) == [person]


def test_a_corrected_name_is_found_under_its_new_spelling_only() -> None:
    person = make_person("Ada Braun")
    person.name = "Ada Brun"
    person.save()
    assert list(Person.objects.known_as("Brun Ada")) == [person]
    assert not Person.objects.known_as("Ada Braun").exists()


def test_known_as_looks_for_any_of_several_names_in_every_form() -> None:
    first, second, third = make_person("Ada Brun"), make_person("Tom Lind"), make_person("Ida Falk")
    PersonName.objects.create(person=second, name="Thomas Lind", kind=PersonName.Kind.MISSPELLING)
    PersonName.objects.create(person=second, name="Tommy Lind")
    assert set(Person.objects.known_as("brun, ada", "LIND THOMAS", "Tommy Lind")) == {first, second}
    assert third not in Person.objects.known_as("", "…")


def test_misspellings_are_never_among_the_names_that_readers_see() -> None:
    person = make_person("Ada Brun")
    for kind in PersonName.Kind:
        PersonName.objects.create(person=person, name=f"Name {kind}", kind=kind)
    shown = {str(form) for form in person.also_known_as()}
    assert shown == {"Name alias", "Name former", "Name native", "Name transliteration"}


@pytest.mark.parametrize("wikidata_id", ["42", "q42", "Q0", "Q042", "Q", "Q42 ", "https://www.wikidata.org/wiki/Q42"])
def test_what_is_no_wikidata_id_is_refused_with_an_example(wikidata_id: str) -> None:
    told = refusal_of(Person(name="Ada Brun", sort_name="x", slug="x", wikidata_id=wikidata_id))
    assert "A Wikidata id is a Q and a number, like Q42." in told


def test_one_wikidata_id_belongs_to_one_person_and_none_to_many() -> None:
    make_person(wikidata_id="Q42")
    twin = Person(name="Ada Brun", sort_name="x", slug="x", wikidata_id="Q42")
    assert "Another record has this Wikidata id. Is it the same?" in refusal_of(twin)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    make_person(wikidata_id="")
    make_person(wikidata_id="")


def test_a_date_of_release_is_asked_for_by_whoever_releases_by_hand() -> None:
    person = Person(name="Ada Brun", sort_name="x", slug="x", released_by_hand=True)
    assert "Say since when this is public, or untick “released by hand”." in refusal_of(person)
    with pytest.raises(IntegrityError), transaction.atomic():
        person.save()


def test_a_form_of_a_name_is_kept_once_for_a_person_but_may_belong_to_several() -> None:
    person = make_person("Ada Brun")
    PersonName.objects.create(person=person, name="Ada Quill")
    again = PersonName(person=person, name="Ada Quill", kind=PersonName.Kind.FORMER)
    assert "This form is there already." in refusal_of(again)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    PersonName.objects.create(person=make_person("Ada Lind"), name="Ada Quill")


def test_a_name_is_not_used_until_a_day_before_it_was_used() -> None:
    person = make_person("Ada Brun")
    wrong = PersonName(person=person, name="Ada Quill", start_date=date(2020, 1, 2), end_date=date(2020, 1, 1))
    assert "The name ends before it begins." in refusal_of(wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()
    for dates in ({}, {"start_date": date(2020, 1, 1)}, {"end_date": date(2020, 1, 1)}):
        PersonName(person=person, name="Ada Quill", **dates).full_clean()
    PersonName(person=person, name="x", start_date=date(2020, 1, 1), end_date=date(2020, 1, 1)).full_clean()


def test_a_person_whom_statements_rest_on_is_not_deleted() -> None:
    person = make_public_statement().statement.speaker_person
    with pytest.raises(ProtectedError):
        person.delete()
    spoken_for = make_person()
    make_public_statement(behalf_person=spoken_for)
    with pytest.raises(ProtectedError):
        spoken_for.delete()


def test_a_person_who_held_an_office_or_into_whom_others_were_merged_is_not_deleted() -> None:
    holder, kept = make_person(), make_person()
    make_position(holder)
    make_person(merged_into=kept)
    for person in (holder, kept):
        with pytest.raises(ProtectedError):
            person.delete()


def test_a_person_on_whom_nothing_rests_goes_with_all_names() -> None:
    person = make_person()
    PersonName.objects.create(person=person, name="Ada Quill")
    person.delete()
    assert not PersonName.objects.exists()


def test_a_portrait_in_use_is_not_deleted() -> None:
    image = make_image()
    make_person(portrait=image)
    with pytest.raises(ProtectedError):
        image.delete()


def test_every_change_of_a_person_and_a_name_leaves_what_it_was_and_who_changed_it(editor: User) -> None:
    person = make_person("Ada Braun")
    form = PersonName.objects.create(person=person, name="Ada Quill")
    person.name = "Ada Brun"
    person._history_user = editor
    person.save()
    form.delete()
    assert [(row.name, str(row.history_user)) for row in person.history.all()] == [
        ("Ada Brun", "edda"),
        ("Ada Braun", "None"),
    ]
    assert [(row.name, row.get_history_type_display()) for row in PersonName.history.all()] == [
        ("Ada Quill", "Deleted"),
        ("Ada Quill", "Created"),
    ]
