from collections.abc import Iterator

import pytest

from articles.cards import faces, setting

REMEMBERING = (faces.faces, faces.runs, faces.face_for, setting.width)


@pytest.fixture(autouse=True)
def no_fonts_but_our_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Cards are the same on every machine as far as the vendored fonts reach."""
    monkeypatch.setattr(faces, "SYSTEM_FONTS", ())
    for function in REMEMBERING:
        function.cache_clear()
    yield
    for function in REMEMBERING:
        function.cache_clear()
