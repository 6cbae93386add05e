from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.evaluating.standoff import (
    Attribution,
    MarkedText,
    StandoffError,
    read_annotations,
    read_folder,
    read_speakers,
    write_annotations,
)

TEXT = "“We wait,” Ada Brun said. “We hope.”\nShe left."
MARKED = Attribution(source=((11, 19),), cue=((20, 24),), content=((0, 10), (26, 36)), speaker="Ada Brun")


def test_what_was_written_is_read_again() -> None:
    assert read_annotations(write_annotations(TEXT, [MARKED]), len(TEXT)) == [MARKED]


def test_a_line_end_parts_a_span_so_that_each_annotation_is_one_line() -> None:
    written = write_annotations(TEXT, [Attribution((), (), ((26, 45),))])

    assert "T1\tContent 26 36;37 45\t“We hope.” She left" in written
    assert all(line.count("\t") == 2 for line in written.splitlines() if line.startswith("T"))


def test_parts_with_numbers_belong_to_one_attribution_and_damaged_lines_are_passed_over() -> None:
    lines = (
        "T1\tContent 0 10\t“We wait,”\nT2\tContent 26 36\t“We hope.”\nT3\tSource x y\tdamaged\nT4\n"
        "A1\tNegated E1\nE1\tAttribution:T9 Content:T2 Content2:T1 Source:T3\nE2\tAttribution:T9 Cue:T1\n"
    )

    assert read_annotations(lines, len(TEXT)) == [Attribution((), (), ((0, 10), (26, 36)))]


def test_an_annotation_behind_the_end_of_the_text_is_refused() -> None:
    with pytest.raises(StandoffError, match=r"a\.ann: T1 lies outside of the text"):
        read_annotations("T1\tContent 0 999\t…", len(TEXT), "a.ann")


def test_a_folder_has_texts_and_annotations_side_by_side(tmp_path: Path) -> None:
    (tmp_path / "pier.txt").write_text(TEXT)
    (tmp_path / "pier.ann").write_text(write_annotations(TEXT, [MARKED]))
    (tmp_path / "unmarked.txt").write_text("Nothing.")

    assert list(read_folder(tmp_path)) == [MarkedText("pier", TEXT, {"": [MARKED]})]


def test_or_apart_with_the_annotators_name_and_line_ends_are_kept(tmp_path: Path) -> None:
    text = TEXT.replace("\n", "\r\n")
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text/the_pier.txt").write_text(text, newline="")
    for annotator in ("a1", "b2"):
        (tmp_path / f"attributions/the_pier_{annotator}.ann").write_text(write_annotations(text, [MARKED]))

    (read,) = read_folder(tmp_path)

    assert read.text == text
    assert read.versions == {"a1": [MARKED], "b2": [MARKED]}


@pytest.mark.parametrize(
    ("files", "told"),
    [({}, "holds no annotations"), ({"pier.ann": ""}, "pier.txt is missing"), (None, "is no folder")],
)
def test_a_folder_that_cannot_be_read_says_what_is_missing(
    tmp_path: Path, files: dict[str, str] | None, told: str
) -> None:
    for name, content in (files or {}).items():
        (tmp_path / name).write_text(content)

    with pytest.raises(StandoffError, match=told):
        list(read_folder(tmp_path if files is not None else tmp_path / "nowhere"))


def test_speakers_are_noted_by_the_place_of_their_mention(tmp_path: Path) -> None:
    (tmp_path / "speakers.tsv").write_text("text\tstart\tspeaker\npier\t11\tIlse Orsk\n")
    marked = MarkedText("pier", TEXT, {"": [MARKED, Attribution((), (), ((0, 1),))]})

    marked.name_speakers(read_speakers(tmp_path / "speakers.tsv"))

    assert [one.speaker for one in marked.versions[""]] == ["Ilse Orsk", None]


def test_a_damaged_table_of_speakers_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "speakers.tsv").write_text("text\tstart\tspeaker\npier 11 Ilse Orsk\n")

    with pytest.raises(StandoffError, match="line 2: give text, start and speaker"):
        read_speakers(tmp_path / "speakers.tsv")


@given(st.text(alphabet="TE#A12 ;:\tContentSource\n", max_size=300))
def test_no_annotation_file_raises_anything_but_a_clear_error(lines: str) -> None:
    try:
        read = read_annotations(lines, 20)
    except StandoffError:
        return
    assert all(0 <= start < end <= 20 for one in read for start, end in one.content)
