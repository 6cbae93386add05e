"""Files of pictures: found beside and in the uploads, and nowhere else whatever an address says."""

from pathlib import Path

import pytest

from articles.importing import picture_files as module
from articles.importing.picture_files import FolderPictures, NoPictureFile, SentPictures


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("site/a b.png", "site/img/gate.png", "site/uploads/2019/gate.jpg", "site/uploads/whole/x-20x20.jpg"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "secret.png").write_text("secret")
    (tmp_path / "site/out.png").symlink_to(tmp_path / "secret.png")
    (tmp_path / "site/in.png").symlink_to(tmp_path / "site/img/gate.png")
    (tmp_path / "site/above").symlink_to(tmp_path)
    return tmp_path / "site"


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("img/gate.png", "site/img/gate.png"),
        ("./img/../img/gate.png".replace("/../img", ""), "site/img/gate.png"),
        ("a%20b.png", "site/a b.png"),
        ("img/gate.png?w=300#top", "site/img/gate.png"),
        ("in.png", "site/img/gate.png"),
        ("https://courier.example/wp-content/uploads/2019/gate.jpg", "site/uploads/2019/gate.jpg"),
        ("https://courier.example/wp-content/uploads/2019/gate-300x200.jpg?x=1", "site/uploads/2019/gate.jpg"),
        ("https://courier.files.example/2019/gate.jpg", "site/uploads/2019/gate.jpg"),
        ("/wp-content/uploads/2019/gate.jpg", "site/uploads/2019/gate.jpg"),
        ("//courier.example/uploads/whole/x-20x20.jpg", "site/uploads/whole/x-20x20.jpg"),
    ],
)
def test_an_address_leads_to_a_file_beside_or_in_the_uploads(site: Path, address: str, file: str) -> None:
    assert FolderPictures(site, site / "uploads").content_of(address).decode() == file


@pytest.mark.parametrize(
    "address",
    [
        "../secret.png",
        "img/../../secret.png",
        "%2e%2e/secret.png",
        "..%2fsecret.png",
        "..\\secret.png",
        "out.png",
        "above/secret.png",
        "https://courier.example/uploads/../../secret.png",
        "https://courier.example/uploads/%2e%2e/%2e%2e/secret.png",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "ftp://x.example/gate.png",
        "C:/secret.png",
        "img/gate.png\x00.txt",
        "img",
        "",
        "/",
        "?",
        "http://[bad/gate.png",
        "a" * 5000,
        "img/missing.png",
    ],
)
def test_nothing_else_is_opened_and_the_reason_is_told(site: Path, address: str) -> None:
    with pytest.raises(NoPictureFile, match=r"\w+"):
        FolderPictures(site, site / "uploads").content_of(address)


def test_without_a_folder_of_uploads_the_way_to_say_it_is_told(site: Path) -> None:
    with pytest.raises(NoPictureFile, match="--uploads"):
        FolderPictures(site).content_of("https://courier.example/uploads/2019/gate.jpg")


def test_a_file_that_is_too_large_or_may_not_be_read_is_no_picture(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 5)
    with pytest.raises(NoPictureFile, match="larger than"):
        FolderPictures(site).content_of("img/gate.png")

    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(NoPictureFile, match="Permission denied"):
        FolderPictures(site).content_of("img/gate.png")


def test_what_was_sent_along_is_found_by_its_name() -> None:
    pictures = SentPictures({"Gate.PNG": b"gate"})
    assert pictures.content_of("img/gate.png") == b"gate"
    for address in ("lost.png", "../x/..", "data:x"):
        with pytest.raises(NoPictureFile):
            pictures.content_of(address)
