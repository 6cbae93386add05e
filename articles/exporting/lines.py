"""Records as lines of JSON, and back. Nothing here knows Django.

A line says with `type` which record it is: a story, a statement, or a citation that belongs to no statement.
"""

import base64
import json
import re
import types
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, BinaryIO, Union, get_args, get_origin, get_type_hints

from articles.exporting.records import CitationRecord, Record, StatementRecord, StoryRecord
from newsroom.dates import PartialDate, read_partial_date

TYPES: dict[str, type[Record]] = {"story": StoryRecord, "statement": StatementRecord, "citation": CitationRecord}
LONGEST_LINE = 64 * 1024**2
MOST = 2**31 - 1  # what every database counts to
_OTHER_ENDS = re.compile("[\x85\u2028\u2029]")  # some programs take them for the end of a line
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


class BadLine(Exception):
    """A line that is no record. The message says what is wrong, and where in the line."""


def write_line(record: Record) -> str:
    """One line with its end. `read_line` makes the same record of it."""
    kind = next(name for name, of in TYPES.items() if isinstance(record, of))
    line = json.dumps({"type": kind, **_plain(record)}, ensure_ascii=False)
    return _OTHER_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", line) + "\n"


def read_line(line: bytes) -> Record:
    """Raises BadLine for what `write_line` does not write."""
    try:
        told = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadLine("It is not UTF-8.") from None
    except (ValueError, RecursionError):
        raise BadLine("It is not JSON: perhaps it was cut off.") from None
    kind = told.pop("type", None) if isinstance(told, dict) else None
    if not isinstance(kind, str) or kind not in TYPES:
        raise BadLine("It is neither a story, a statement nor a citation.")
    found: Record = _record(TYPES[kind], told, "")
    return found


def lines_of(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not blank with their numbers, from 1; None instead of one that is too long to be a record."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        is_whole = line.endswith(b"\n") or len(line) < LONGEST_LINE
        while not is_whole:
            rest = file.readline(LONGEST_LINE)
            is_whole = rest.endswith(b"\n") or len(rest) < LONGEST_LINE
            line = b""
        if not line:
            yield number, None
        elif line.strip():
            yield number, line


def defaults(record: Any) -> dict[str, Any]:
    """The value that each field of this record has when the line does not tell it; not for those it must tell."""
    return {one.name: one.default for one in fields(record) if one.default is not MISSING}


# From records to what JSON has


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, PartialDate):
        usual = defaults(value)
        told = ((one.name, getattr(value, one.name)) for one in fields(value))
        return {name: _plain(said) for name, said in told if name not in usual or usual[name] != said}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, PartialDate):
        return value.typed()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value


# And back. `where` is the path of a value in its line


@cache
def _hints(of: Any) -> dict[str, Any]:
    return get_type_hints(of)


def _record(of: Any, told: Any, where: str) -> Any:
    if not isinstance(told, dict):
        raise BadLine(f"{where or 'The line'}: an object is wanted.")
    hints = _hints(of)
    if unknown := [name for name in told if name not in hints]:
        raise BadLine(f"{_inside(where, str(unknown[0])[:40])}: there is no such field.")
    if missing := [one.name for one in fields(of) if one.default is MISSING and one.name not in told]:
        raise BadLine(f"{_inside(where, missing[0])} is missing.")
    return of(**{name: _value(hints[name], value, _inside(where, name)) for name, value in told.items()})


def _inside(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _value(hint: Any, told: Any, where: str) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        return _value(get_args(hint)[0], told, where)
    if get_origin(hint) is tuple:
        if not isinstance(told, list):
            raise BadLine(f"{where}: a list is wanted.")
        return tuple(_value(get_args(hint)[0], one, f"{where}[{place}]") for place, one in enumerate(told))
    if is_dataclass(hint) and hint is not PartialDate:
        return _record(hint, told, where)
    try:
        return _READERS[hint](told)
    except ValueError as problem:
        raise BadLine(f"{where}: {problem}") from None


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise ValueError("a text is wanted.")
    if _NO_TEXT.search(told):
        raise ValueError("it has signs that no text has.")
    return told


def _number(told: Any) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or not 0 <= told <= MOST:
        raise ValueError("a whole number is wanted.")
    return told


def _share(told: Any) -> float:
    if not isinstance(told, int | float) or isinstance(told, bool) or not 0 <= told <= 1:
        raise ValueError("a number from 0 to 1 is wanted.")
    return float(told)


def _yes_or_no(told: Any) -> bool:
    if not isinstance(told, bool):
        raise ValueError("true or false is wanted.")
    return told


def _day(told: Any) -> date:
    try:
        return date.fromisoformat(_text(told))
    except ValueError:
        raise ValueError("a day like 2026-03-12 is wanted.") from None


def _time(told: Any) -> datetime:
    try:
        found = datetime.fromisoformat(_text(told))
    except ValueError:
        found = datetime.min
    if found.tzinfo is None or not 1 < found.year < 9999:  # of others no page can tell in every zone
        raise ValueError("a time like 2026-03-12T08:30:00Z is wanted.")
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise ValueError("there is no such time.") from None


def _partial(told: Any) -> PartialDate:
    return read_partial_date(_text(told))


def _bytes(told: Any) -> bytes:
    try:
        return base64.b64decode(_text(told).encode("ascii", "replace"), validate=True)
    except ValueError:
        raise ValueError("bytes in base64 are wanted.") from None


_READERS: dict[Any, Any] = {
    str: _text,
    int: _number,
    float: _share,
    bool: _yes_or_no,
    date: _day,
    datetime: _time,
    PartialDate: _partial,
    bytes: _bytes,
}
