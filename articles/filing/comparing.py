"""What a line says otherwise than what is on file under its number. Nothing here knows Django."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from os.path import commonprefix
from typing import Any

from articles.exporting.lines import defaults
from articles.exporting.records import ALL, CitationRecord, Record, Reference, StatementRecord, StoryRecord
from newsroom.dates import PartialDate
from people.filing.report import Difference

_SHOWN = 80  # so many characters of a text, from a little before it differs
_NOT_COMPARED = ("scope", "address")  # which rows are given out, and what follows from the story
_KEYS = ("number", "version")  # what the records of a list are told apart by


def is_the_same(told: Record, on_file: Record) -> bool:
    """Whether the two are one thing at different times, and not two that bear the same number."""
    if isinstance(told, StoryRecord) and isinstance(on_file, StoryRecord):
        addresses = {on_file.address, *on_file.old_addresses} - {""}
        return told.address in addresses or _made_together(told, on_file)
    if isinstance(told, StatementRecord) and isinstance(on_file, StatementRecord):
        reports = {one.number for one in told.citations} & {one.number for one in on_file.citations}
        return bool(reports) or _made_together(told, on_file)
    if isinstance(told, CitationRecord) and isinstance(on_file, CitationRecord):
        return told.story == on_file.story and _made_together(told, on_file)
    return False


def _made_together(told: Record, on_file: Record) -> bool:
    return told.created_at is not None and told.created_at == on_file.created_at


def differences(told: Record, on_file: Record) -> list[Difference]:
    """Field by field. `on_file` is of everything; a public line says nothing of what it leaves out, and of lists only
    what is in them."""
    is_whole = isinstance(told, CitationRecord) or told.scope == ALL
    return list(_compared(told, on_file, is_whole, ""))


def _compared(told: Any, on_file: Any, is_whole: bool, within: str) -> Iterator[Difference]:
    usual = defaults(told)
    for one in fields(told):
        says, has = getattr(told, one.name), getattr(on_file, one.name)
        is_left_out = not is_whole and one.name in usual and says == usual[one.name]
        if says == has or is_left_out or one.name in _NOT_COMPARED:
            continue
        label = f"{within}{one.name.replace('_', ' ')}"
        if isinstance(says, tuple):
            yield from _lists_compared(says, has, is_whole, label)
        else:
            yield Difference(label, *_shown_beside_each_other(has, says))


def _lists_compared(says: tuple[Any, ...], has: tuple[Any, ...], is_whole: bool, label: str) -> Iterator[Difference]:
    key = next((key for key in _KEYS if all(hasattr(one, key) for one in (*says, *has))), None)
    if key is None:
        if is_whole or any(one not in has for one in says):
            yield Difference(label, *(", ".join(map(_shown, some)) for some in (has, says)))
        return
    theirs, ours = ({getattr(one, key): one for one in some} for some in (says, has))
    for number in sorted({*theirs, *ours}):
        numbered = f"{label} {number}"
        if number not in ours:
            yield Difference(numbered, "", "there")
        elif number in theirs:
            yield from _compared(theirs[number], ours[number], is_whole, f"{numbered}: ")
        elif is_whole:
            yield Difference(numbered, "there", "")


def _shown_beside_each_other(has: Any, says: Any) -> tuple[str, str]:
    one, other = _shown(has), _shown(says)
    start = max(0, len(commonprefix([one, other])) - _SHOWN // 4) if max(len(one), len(other)) > _SHOWN else 0
    return one[start : start + _SHOWN], other[start : start + _SHOWN]


def _shown(value: Any) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, PartialDate):
        return value.typed()
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, Reference):
        return f"{value.name} ({value.id})" if value.id else value.name
    if is_dataclass(value):
        return ", ".join(filter(None, (_shown(getattr(value, one.name)) for one in fields(value))))
    if isinstance(value, tuple):
        return "; ".join(map(_shown, value))
    return str(value)
