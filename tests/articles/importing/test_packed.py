"""A packed folder of stories: what is in it comes in with its pictures, and nothing of it gets anywhere else."""

import io
import stat
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing import packed as packed_module
from articles.importing.packed import is_packed_folder, unpacked
from articles.importing.reading import suffixes
from articles.importing.stories import UnreadableStory
from tests.articles.importing.packing import packed, parts_of

STORY = b"# Gates\n\nThe council met.\n"


def files_in(content: bytes, most: int = 10_000) -> dict[str, bytes]:
    with unpacked(io.BytesIO(content), suffixes(), most) as folder:
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_package_is_a_folder_and_a_word_document_is_none() -> None:
    assert is_packed_folder(io.BytesIO(packed({"gates.md": STORY})), "old.bin")
    assert not is_packed_folder(io.BytesIO(packed(parts_of())), "memo.zip")
    assert not is_packed_folder(io.BytesIO(STORY), "gates.zip")


def test_of_a_damaged_package_the_name_tells_what_it_was() -> None:
    broken = packed({"gates.md": STORY})[:-40]
    assert is_packed_folder(io.BytesIO(broken), "archive.zip")
    assert not is_packed_folder(io.BytesIO(broken), "memo.docx")


def test_what_is_of_a_known_kind_lies_in_the_folder_and_the_folder_goes_again() -> None:
    content = packed({"2019/gates.md": STORY, "notes.pages": b"x", ".hidden.md": STORY, "__MACOSX/gates.md": b"x"})
    with unpacked(io.BytesIO(content), suffixes()) as folder:
        assert [path.name for path in folder.rglob("*.*")] == ["gates.md"]
    assert not folder.exists()


def test_a_link_is_not_followed_and_not_made() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        link = zipfile.ZipInfo("secret.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(link, "/etc/passwd")
        package.writestr("gates.md", STORY)
    assert files_in(file.getvalue()) == {"gates.md": STORY}


@pytest.mark.parametrize(
    "name", ["../evil.md", "a/../../evil.md", "/etc/evil.md", "a\\..\\..\\evil.md", "\\evil.md", "C:\\evil.md"]
)
def test_a_package_that_leads_out_of_its_folder_is_refused_whole(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableStory, match="leads out of its folder"):
        files_in(packed({"gates.md": STORY, name: STORY}))


def test_a_locked_package_is_refused() -> None:
    content = bytearray(packed({"gates.md": STORY}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableStory, match="locked with a password"):
        files_in(bytes(content))


def test_sizes_are_counted_while_unpacking_whatever_the_package_says() -> None:
    bomb = packed({"zeros.txt": bytes(1_000_000)})
    assert len(bomb) < 2_000
    with pytest.raises(UnreadableStory, match="unpacks to more"):
        files_in(bomb)
    lie = bomb.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lie != bomb
    with pytest.raises(UnreadableStory):
        files_in(lie)
    with pytest.raises(UnreadableStory, match="unpacks to more"):
        files_in(packed({f"{number}.txt": bytes(3_000) for number in range(4)}))


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_module, "_MOST_MEMBERS", 2)
    with pytest.raises(UnreadableStory, match="more than 2 files"):
        files_in(packed({f"{number}.md": STORY for number in range(3)}))


def test_a_file_that_is_a_folder_at_the_same_time_is_told() -> None:
    with pytest.raises(UnreadableStory, match="was not unpacked"):
        files_in(packed({"gates.md": STORY, "gates.md/north.md": STORY}))


@given(st.binary(max_size=300), st.integers(0, 400), st.integers(0, 255))
def test_any_bytes_are_unpacked_or_refused(noise: bytes, place: int, byte: int) -> None:
    whole = bytearray(packed({"gates.md": STORY, "a/b.txt": noise}))
    whole[place % len(whole)] = byte
    for content in (b"PK\x03\x04" + noise, bytes(whole)):
        is_packed_folder(io.BytesIO(content), "archive.zip")
        with suppress(UnreadableStory):
            files_in(content)
