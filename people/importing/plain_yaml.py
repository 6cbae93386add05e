"""YAML as plain lists, dictionaries and text. Nothing here knows Django.

Built from the events of PyYAML's safe loader alone: no tag makes an object, no alias repeats anything (ten lines of
them can ask for a billion values), and nothing is nested deeper than data of officials is.
"""

from typing import Any, TypeAlias

import yaml

from people.importing.records import UnreadablePeople

DEEPEST = 40
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C where PyYAML was built with it: ten times as fast

Plain: TypeAlias = "dict[str, Any] | list[Any] | str | None"


def read_yaml(text: str) -> Plain:
    """The first document. Every value is text as it is written, or None; keys that stand twice count the last time.

    Raises UnreadablePeople for what is no YAML, and for aliases and depth.
    """
    try:
        return _build(text)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark is not None else ""
        raise UnreadablePeople(f"This is not YAML{where}.") from None
    except (RecursionError, ValueError, OverflowError):  # ValueError: a number of an escape that is no letter
        raise UnreadablePeople("This is not YAML we can read.") from None


def _build(text: str) -> Plain:
    document: list[Any] = []
    open_ones: list[tuple[dict[str, Any] | list[Any], list[str | None]]] = [(document, [])]
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise UnreadablePeople(f"{_line(event)} repeats a part by an alias (*): write it out.")
        if isinstance(event, yaml.ScalarEvent):
            _put(open_ones, _scalar(event))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if len(open_ones) > DEEPEST:
                raise UnreadablePeople(f"{_line(event)} is nested more than {DEEPEST} deep.")
            inner: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
            if _waits_for_a_key(open_ones):
                raise UnreadablePeople(f"{_line(event)}: a key is text, not a list.")
            _put(open_ones, inner)
            open_ones.append((inner, []))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            open_ones.pop()
        elif isinstance(event, yaml.DocumentEndEvent):
            break
    return document[0] if document else None


def _waits_for_a_key(open_ones: list[tuple[dict[str, Any] | list[Any], list[str | None]]]) -> bool:
    into, key = open_ones[-1]
    return isinstance(into, dict) and not key


def _put(open_ones: list[tuple[dict[str, Any] | list[Any], list[str | None]]], value: Any) -> None:
    into, key = open_ones[-1]
    if isinstance(into, list):
        into.append(value)
    elif not key:
        key.append(value)
    else:
        into[str(key.pop() or "")] = value


def _scalar(event: yaml.ScalarEvent) -> str | None:
    is_nothing = not event.style and event.value in ("", "~", "null", "Null", "NULL")
    return None if is_nothing else str(event.value)


def _line(event: yaml.Event) -> str:
    return f"Line {event.start_mark.line + 1}" if event.start_mark else "A line"
