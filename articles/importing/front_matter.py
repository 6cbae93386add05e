"""What stands over a text about itself: the lines between `---` (YAML) or `+++` (TOML) at the head of a file."""

import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from articles.importing.furniture import one_line

_YAML = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LONGEST = 64 * 1024
_MOST_WORDS = 100
_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})


class BrokenFrontMatter(Exception):
    """The lines at the head cannot be read; `rest` is the text behind them."""

    def __init__(self, told: str, rest: str) -> None:
        super().__init__(told)
        self.rest = rest


@dataclass(frozen=True)
class FrontMatter:
    """Keys in lower case to what was written: a text, a list, or a mapping. Asking for a missing one gives nothing."""

    values: Mapping[str, object]

    def text(self, *keys: str) -> str:
        """The first of these that is one text, on one line."""
        return next((one_line(value) for key in keys if isinstance(value := self.values.get(key), str) and value), "")

    def texts(self, *keys: str) -> tuple[str, ...]:
        """The texts of all of these, each once: a list, or one text with commas between."""
        found: list[str] = []
        for key in keys:
            value = self.values.get(key)
            parts = value if isinstance(value, list) else value.split(",") if isinstance(value, str) else []
            for part in parts[:_MOST_WORDS]:
                named = part.get("name") if isinstance(part, dict) else part
                found += [one_line(named)] if isinstance(named, str) and named.strip() else []
        return tuple(dict.fromkeys(found))

    def says(self, key: str) -> bool | None:
        """A yes or no; None where neither is written."""
        written = self.text(key).lower()
        return True if written in _TRUE else False if written in _FALSE else None

    def within(self, key: str) -> "FrontMatter":
        """The mapping under a key, empty where there is none."""
        value = self.values.get(key)
        return FrontMatter(_with_lower_keys(value) if isinstance(value, dict) else {})


def split(text: str) -> tuple[FrontMatter, str]:
    """The front matter of a text and the text without it. Raises BrokenFrontMatter."""
    for pattern, load in ((_YAML, _yaml), (_TOML, _toml)):
        if found := pattern.match(text):
            rest = text[found.end() :]
            if len(found[1]) > _LONGEST:
                raise BrokenFrontMatter("they are too long", rest)
            try:
                values = load(found[1])
            except (yaml.YAMLError, tomllib.TOMLDecodeError, RecursionError, ValueError, TypeError) as problem:
                told = str(problem).split("\n")[0][:100]
                raise BrokenFrontMatter(told, rest) from None
            return FrontMatter(_with_lower_keys(values) if isinstance(values, dict) else {}), rest
    return FrontMatter({}), text


def _yaml(lines: str) -> object:
    # this loader makes texts, lists and mappings only: no dates, no numbers, no objects
    return yaml.load(lines, Loader=yaml.BaseLoader)  # noqa: S506


def _toml(lines: str) -> object:
    return _as_written(tomllib.loads(lines))


def _with_lower_keys(values: dict[object, object]) -> dict[str, object]:
    return {str(key).lower(): value for key, value in values.items()}


def _as_written(value: object) -> object:
    """TOML's own values as the texts they were."""
    if isinstance(value, dict):
        return {key: _as_written(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_as_written(one) for one in value]
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
