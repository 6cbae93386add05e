"""YAML as plain lists, dictionaries and text, and nothing else."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from people.importing.plain_yaml import DEEPEST, read_yaml
from people.importing.records import UnreadablePeople

PLAIN: list[tuple[str, Any]] = [
    ("a: 1", {"a": "1"}),
    ("a: '1993-01-05'\nb: 1993-01-05", {"a": "1993-01-05", "b": "1993-01-05"}),
    ("- yes\n- no\n- ~\n-\n- ''", ["yes", "no", None, None, ""]),
    ("- {a: [1, {b: c}]}", [{"a": ["1", {"b": "c"}]}]),
    ("a: 1\na: 2", {"a": "2"}),
    ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
    ("? a\n: b", {"a": "b"}),
    ("", None),
    ("one\n---\ntwo", "one"),
    ("!!python/object/apply:os.system ['true']", ["true"]),
    ("a: !!timestamp 2001-01-01", {"a": "2001-01-01"}),
]


@pytest.mark.parametrize(("text", "value"), PLAIN)
def test_every_value_is_text_as_it_is_written(text: str, value: Any) -> None:
    assert read_yaml(text) == value


BOMB = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))

REFUSED = [
    (BOMB, "Line 2 repeats a part by an alias"),
    ("a: &x [*x]", "Line 1 repeats a part by an alias"),
    ("[" * (DEEPEST + 1), "is nested more than"),
    ("- " * (DEEPEST + 1), "is nested more than"),
    ("[" * 50_000, "This is not YAML"),  # libyaml's own limit
    ("a: 1\n  b: 2", "This is not YAML (line 2)."),
    ("a: [1", "This is not YAML"),
    ("? [a]\n: b", "Line 1: a key is text, not a list."),
    ("a\x00b", "This is not YAML"),
    ('"\\uD800"', ""),
    ('"\\UFFFFFFFF"', ""),
]


@pytest.mark.parametrize(("text", "told"), REFUSED)
def test_bombs_depth_and_what_is_no_yaml_are_refused(text: str, told: str) -> None:
    with pytest.raises(UnreadablePeople) as refused:
        read_yaml(text)
    assert told in str(refused.value)


@given(
    st.recursive(
        st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\x85\u2028\u2029\ufeff")),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=4),
        max_leaves=20,
    )
)
def test_what_is_written_as_yaml_is_read_as_it_was(value: Any) -> None:
    written = yaml.safe_dump(value, allow_unicode=True, default_style='"')
    assert _without_nothing(read_yaml(written)) == _without_nothing(value)


def _without_nothing(value: Any) -> Any:
    """Nothing and the word for it are the same in the style in which everything is quoted."""
    if isinstance(value, dict):
        return {key: _without_nothing(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_nothing(one) for one in value]
    return "null" if value is None else value
