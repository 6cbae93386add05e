"""Which face draws which letters."""

import pytest

from articles.cards.faces import FONTS, clusters, runs


def divided(text: str) -> list[tuple[str, str]]:
    return [(run.text, run.face.name) for run in runs(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The gates.", [("The gates.", "SourceSerif4")]),
        ("Ворота і брама", [("Ворота і брама", "SourceSerif4")]),
        ("«أبواب 2027»", [("«أبواب 2027»", "Amiri")]),
        ("المادة Act لن", [("المادة ", "Amiri"), ("Act ", "SourceSerif4"), ("لن", "Amiri")]),
        ("「港の門」", [("「港の門」", "NotoSerifJP")]),
        ("(港) Port", [("(港) ", "NotoSerifJP"), ("Port", "SourceSerif4")]),
        ("שערי 5", [("שערי 5", "NotoSerifHebrew")]),
        ("द्वार", [("द्वार", "NotoSerifDevanagari")]),
        ("2027", [("2027", "SourceSerif4")]),
        ("", []),
    ],
)
def test_signs_and_digits_stay_with_the_letters_beside_them(text: str, parts: list[tuple[str, str]]) -> None:
    assert divided(text) == parts


def test_a_mark_is_never_parted_from_its_letter() -> None:
    assert list(clusters("ae\u0301\u0323x")) == ["a", "e\u0301\u0323", "x"]
    assert list(clusters("می‌م")) == ["م", "ی\u200c", "م"]


def test_a_font_of_the_system_is_asked_after_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    from articles.cards import faces

    assert divided("港") == [("港", "NotoSerifJP")]
    monkeypatch.setattr(faces, "_vendored", list)
    monkeypatch.setattr(faces, "SYSTEM_FONTS", ("/nowhere/font.ttf", str(FONTS / "Amiri-Regular.ttf")))
    for function in (faces.faces, faces.runs, faces.face_for):
        function.cache_clear()
    assert divided("a أبواب") == [("a أبواب", "Amiri-Regular")]
    assert divided("港") == []
