"""JSON of any size: one value, an array, or one value a line; broken ones told, memory bounded."""

import io
import json
import random

import pytest

from articles.importing import json_values as module
from articles.importing.json_values import BrokenValue, Value, values
from articles.importing.stories import UnreadableStory


def read(source: str | bytes) -> list[object]:
    found = values(io.BytesIO(source.encode() if isinstance(source, str) else source))
    return [one.value if isinstance(one, Value) else f"line {one.line}" for one in found]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{"a": 1}', [{"a": 1}]),
        ('\ufeff\n {\n"a": "Ä"\n}\n', [{"a": "Ä"}]),
        ("[]", []),
        (' [ {"a": 1} , {"b": 2}\n] ', [{"a": 1}, {"b": 2}]),
        ('{"a": 1}\n{"b": 2}\n\n{"c": 3}', [{"a": 1}, {"b": 2}, {"c": 3}]),
        ('{"a": 1}\n{"b": \n{"c": 3}\n', [{"a": 1}, "line 2", {"c": 3}]),
        ('{"a": \n{"b": 2}\n', ["line 1", {"b": 2}]),
        ("7", [7]),
    ],
)
def test_values_come_one_after_the_other(source: str, expected: list[object]) -> None:
    assert read(source) == expected


@pytest.mark.parametrize(
    "source", ["", "{", '[{"a": 1}', '[{"a": 1} {"b": 2}]', "[1,]", "nothing", "[" * 100_000, "9" * 5000]
)
def test_what_is_no_json_is_told(source: str) -> None:
    with pytest.raises(UnreadableStory):
        read(source)


def test_what_came_before_a_break_is_read() -> None:
    reading = values(io.BytesIO(b'[{"a": 1}, {"b": '))
    assert next(reading) == Value({"a": 1}, b'{"a": 1}')
    with pytest.raises(UnreadableStory):
        next(reading)


def test_values_are_the_same_wherever_the_file_is_cut_into_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)
    items = [{"text": "ä“\n" * chance.randint(0, 90), "n": number} for number in range(60)]
    for chunk in (1, 7, 64, 5000):
        monkeypatch.setattr(module, "CHUNK", chunk)
        assert read(json.dumps(items, ensure_ascii=False, indent=1)) == items


def test_a_value_larger_than_any_story_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_VALUE", 100_000)
    with pytest.raises(UnreadableStory, match="larger than any story"):
        read(f'["{"a" * 400_000}"]')
    with pytest.raises(UnreadableStory, match="longer than a story"):
        read(f'{{"a": 1}}\n{{"a": "{"a" * 400_000}"}}\n')


def test_a_broken_line_says_what_is_wrong() -> None:
    found = list(values(io.BytesIO(b'{"a": 1}\n{"b": nope}\n{"c": "\xff"}\n')))
    assert [one.reason for one in found if isinstance(one, BrokenValue)] == [
        "expecting value at character 6",
        "it is no UTF-8",
    ]
