import io
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from PIL import Image as Drawing

from articles.checking import problems
from articles.models import Anchor, Citation, RecordLine, SearchEntry, Statement
from articles.searching.rebuilding import rebuild
from newsroom.models import Image
from people.models import Person
from tests.factories import make_article, make_citation, make_person, make_public_statement

pytestmark = pytest.mark.django_db


def check() -> str:
    """What the command prints, and whether it exits as it should."""
    out, err = io.StringIO(), io.StringIO()
    found = list(problems())
    if not found:
        call_command("check_record", stdout=out, stderr=err)
        assert "The record is sound." in out.getvalue()
        return ""
    with pytest.raises(SystemExit) as stop:
        call_command("check_record", stdout=out, stderr=err)
    assert stop.value.code == 1
    assert err.getvalue().startswith(f"{len(found)} problem")
    return out.getvalue()


def test_a_sound_record_is_called_sound() -> None:
    make_public_statement()
    make_citation(make_article(text="Words that wait."), "Words that wait", confirmed=False)
    assert check() == ""


def test_an_anchor_outside_its_text_is_found() -> None:
    citation = make_public_statement()
    Anchor.objects.update(segments=[[0, 10_000]])
    assert "its words are not inside version 1" in check()
    Anchor.objects.update(segments=[])
    assert "its words are not inside" in check()
    assert citation.pk


def test_an_anchor_in_a_version_of_another_story_is_found() -> None:
    make_public_statement()
    other = make_article(text="A long enough text for the anchor to fit into it.")
    Anchor.objects.update(revision=other.latest_revision)
    assert "stands in a version of another story" in check()


def test_a_confirmed_statement_without_words_in_the_live_story_is_found() -> None:
    citation = make_public_statement()
    Anchor.objects.all().delete()
    assert f"Citation {citation.pk} is confirmed, but its words are not in the live version" in check()


def test_a_person_public_without_a_story_is_found_and_one_hidden_with_a_story_too() -> None:
    make_person("Ada Brun", released_at=timezone.now())
    make_public_statement(person=make_person("Tom Lind"))
    Person.objects.filter(name="Tom Lind").update(released_at=None)
    told = check()
    assert "The person “Ada Brun” is public since" in told
    assert "The person “Tom Lind” is public since None" in told


def test_a_person_released_by_hand_needs_no_story() -> None:
    SearchEntry.objects.keep_names([make_person(released_at=timezone.now(), released_by_hand=True)])
    assert check() == ""


def test_a_statement_in_no_story_is_found() -> None:
    citation = make_public_statement()
    Citation.objects.filter(pk=citation.pk).delete()
    Person.objects.update(released_at=None)
    statement = Statement.objects.get()
    assert f"Statement {statement.pk} stands in no story" in check()


def test_a_line_of_the_search_that_says_something_else_is_missing_or_is_left_over_is_found() -> None:
    citation = make_public_statement()
    SearchEntry.objects.filter(kind="statement").update(text="wrong")
    assert f"the statement {citation.pk} is counted or found by is out of date: run rebuild_search" in check()
    SearchEntry.objects.filter(kind="statement").delete()
    assert f"the statement {citation.pk} is" in check()
    rebuild()
    SearchEntry.objects.create(kind="story", number=987654)
    assert "the story 987654 is" in check()


def test_a_report_that_is_counted_otherwise_than_it_stands_is_found() -> None:
    citation = make_public_statement()
    for wrong in ({"kind": "indirect"}, {"day": date(1999, 1, 1)}, {"until": timezone.now()}):
        RecordLine.objects.update(**wrong)
        assert f"the report {citation.pk} is counted or found by is out of date" in check()
        rebuild()
    RecordLine.objects.all().delete()
    assert f"the report {citation.pk} is" in check()


def test_a_picture_whose_file_is_gone_is_found() -> None:
    drawn = io.BytesIO()
    Drawing.new("RGB", (4, 3)).save(drawn, "PNG")
    image = Image.objects.create(file=ContentFile(drawn.getvalue(), name="x.png"))
    assert check() == ""
    default_storage.delete(image.file.name)
    assert f"Picture {image.pk}: its file {image.file.name} is not there" in check()
