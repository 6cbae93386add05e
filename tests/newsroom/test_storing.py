"""What one worker writes, others read whole."""

import os
import threading
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from articles.cards.showing import card_of_story
from newsroom.models import Publication
from newsroom.storing import store_whole
from tests.factories import make_article, make_image, publish


def test_a_file_has_its_name_only_when_it_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[bool, bytes]] = []
    rename = os.replace

    def watched(beside: str, path: str) -> None:
        seen.append((Path(path).exists(), Path(beside).read_bytes()))
        rename(beside, path)

    monkeypatch.setattr(os, "replace", watched)
    store_whole("whole/one.bin", b"all of it")
    assert seen == [(False, b"all of it")]
    assert (Path(settings.PICTURE_ROOT) / "whole/one.bin").read_bytes() == b"all of it"
    assert default_storage.listdir("whole")[1] == ["one.bin"]


def test_whoever_reads_while_it_is_written_again_finds_the_whole_of_the_old_or_of_the_new() -> None:
    contents = {letter * 300_000 for letter in (b"a", b"b")}
    store_whole("whole/two.bin", b"a" * 300_000)
    is_over = threading.Event()

    def write() -> None:
        for _ in range(40):
            for content in contents:
                store_whole("whole/two.bin", content)
        is_over.set()

    writer = threading.Thread(target=write)
    writer.start()
    reads = 0
    while not is_over.is_set() or not reads:
        assert (Path(settings.PICTURE_ROOT) / "whole/two.bin").read_bytes() in contents
        reads += 1
    writer.join()


@pytest.mark.django_db
def test_renditions_and_cards_are_stored_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    stored: list[Any] = []
    for module in ("newsroom.models.images", "articles.cards.showing"):
        monkeypatch.setattr(f"{module}.store_whole", lambda path, content: stored.append((path, content[:4])))
    image = make_image()
    path = image.make_rendition("w480")
    card = card_of_story(publish(make_article()), Publication.current())
    monkeypatch.setattr(type(card), "_forget_others", lambda self: None)
    card.file()
    assert stored == [(path, b"RIFF"), (card.path, b"\x89PNG")]
