"""Portraits and logos that a file names by their paths."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from newsroom.models import Image
from people.filing.importer import nothing_kept
from people.filing.report import CHANGED, CREATED, SAME
from people.models import Organization, Person
from tests.drawings import drawing
from tests.factories import make_image
from tests.people.officials import line_of, outcomes, parliament, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "outside.png").write_bytes(drawing())
    folder = tmp_path / "officials"
    folder.mkdir()
    (folder / "brun.png").write_bytes(drawing())
    (folder / "text.png").write_text("no picture")
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (folder / "round.png").symlink_to(folder / "round.png")
    return folder


def with_picture(path: str) -> dict[str, Any]:
    whole = parliament()
    whole["persons"][0] |= {"image": path, "image_credit": "The Parliament"}
    return whole


def test_a_portrait_goes_into_the_library(folder: Path) -> None:
    take(with_picture("brun.png"), folder=folder)
    portrait = Person.objects.get(name="Ada Brun").portrait
    assert portrait is not None
    assert (portrait.alt, portrait.credit) == ("Ada Brun", "The Parliament")
    assert portrait.history.get().history_change_reason == "imported"
    with portrait.file.open("rb") as file:
        assert file.read() == (folder / "brun.png").read_bytes()


def test_a_logo_does_too(folder: Path) -> None:
    whole = parliament()
    whole["organizations"][0]["image"] = "brun.png"
    take(whole, folder=folder)
    assert Organization.objects.get(name="House of Avalon").logo is not None
    assert outcomes(take(whole, folder=folder)) == {SAME}


def test_the_same_picture_is_not_taken_in_twice(folder: Path) -> None:
    take(with_picture("brun.png"), folder=folder)
    assert outcomes(take(with_picture("brun.png"), folder=folder)) == {SAME}
    assert Image.objects.count() == 1


def test_another_picture_takes_the_place_of_the_one_that_was_imported(folder: Path) -> None:
    take(with_picture("brun.png"), folder=folder)
    (folder / "brun.png").write_bytes(drawing(size=(50, 70)))
    assert line_of(take(with_picture("brun.png"), folder=folder), "Ada Brun").outcome == CHANGED
    assert Person.objects.get(name="Ada Brun").portrait.height == 70


def test_a_picture_that_an_editor_chose_stays(folder: Path) -> None:
    take(with_picture("brun.png"), folder=folder)
    chosen = make_image(drawing(size=(30, 40)), alt="At the quay")
    Person.objects.filter(name="Ada Brun").update(portrait=chosen)
    assert outcomes(take(with_picture("brun.png"), folder=folder)) == {SAME}
    (folder / "brun.png").write_bytes(drawing(size=(50, 70)))
    line = line_of(take(with_picture("brun.png"), folder=folder), "Ada Brun")
    assert [str(one) for one in line.differences] == ["portrait: on file “At the quay”, in the file “brun.png”"]
    assert Person.objects.get(name="Ada Brun").portrait == chosen


REFUSED = ["../outside.png", "link.png", "round.png", "/etc/hostname", "none.png", ".", "a" * 5000, "brun.png/x"]


@pytest.mark.parametrize("path", REFUSED)
def test_nothing_is_read_outside_of_the_folder(folder: Path, path: str) -> None:
    line = line_of(take(with_picture(path), folder=folder), "Ada Brun")
    assert line.outcome == CREATED
    assert len(line.warnings) == 1
    assert path in line.warnings[0]
    assert not Image.objects.exists()


def test_what_is_no_picture_fails_the_person_and_leaves_nothing(folder: Path) -> None:
    line = line_of(take(with_picture("text.png"), folder=folder), "Ada Brun")
    assert "This is not a picture we can read." in line.reason
    assert not Person.objects.filter(name="Ada Brun").exists()


def test_without_a_folder_pictures_are_left_out_and_told() -> None:
    line = line_of(take(with_picture("brun.png")), "Ada Brun")
    assert line.warnings == ("The picture brun.png is taken in only by the command import_people.",)


def test_a_dry_run_stores_no_file(folder: Path, settings: Any) -> None:
    before = sorted(Path(settings.PICTURE_ROOT).rglob("originals/*"))
    with nothing_kept():
        assert line_of(take(with_picture("brun.png"), folder=folder, dry_run=True), "Ada Brun").outcome == CREATED
    assert sorted(Path(settings.PICTURE_ROOT).rglob("originals/*")) == before


def test_the_file_of_an_import_that_died_is_the_next_ones_own(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    stored = {**settings.STORAGES["default"]["OPTIONS"], "location": tmp_path / "store"}
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": stored}}

    class Killed(BaseException):
        pass

    def killed(*arguments: Any, **named: Any) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(Image, "save", killed)
        with pytest.raises(Killed):
            take(with_picture("brun.png"), folder=folder)
    left = default_storage.listdir("originals")[1]
    take(with_picture("brun.png"), folder=folder)
    assert default_storage.listdir("originals")[1] == left == [Path(Image.objects.get().file.name).name]
