"""Which letters a font can draw, read from its own table of them (`cmap`). Needs nothing but the file."""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_WHOLE_UNICODE = [(3, 10), (0, 6), (0, 4), (0, 3), (3, 1)]  # the tables worth reading, the fullest first


@cache
def letters_in(font: Path) -> frozenset[int]:
    """The code points a font has a glyph for; of a collection, its first font. Raises ValueError, OSError."""
    content = font.read_bytes()
    start = struct.unpack_from(">I", content, 12)[0] if content[:4] == b"ttcf" else 0
    try:
        table = _best_of(content, _place_of(content, start, b"cmap"))
        (kind,) = struct.unpack_from(">H", content, table)
        read = {4: _by_segments, 12: _by_groups}[kind]
        return frozenset(read(content, table))
    except (struct.error, KeyError, IndexError) as problem:
        raise ValueError(f"{font.name} does not say which letters it has") from problem


def _place_of(content: bytes, start: int, wanted: bytes) -> int:
    (tables,) = struct.unpack_from(">H", content, start + 4)
    for number in range(tables):
        name, _, place, _ = struct.unpack_from(">4sIII", content, start + 12 + 16 * number)
        if name == wanted:
            found: int = place
            return found
    raise KeyError(wanted)


def _best_of(content: bytes, cmap: int) -> int:
    (tables,) = struct.unpack_from(">H", content, cmap + 2)
    places: dict[tuple[int, int], int] = {}
    for number in range(tables):
        platform, encoding, offset = struct.unpack_from(">HHI", content, cmap + 4 + 8 * number)
        places[platform, encoding] = cmap + offset
    return next(places[kind] for kind in _WHOLE_UNICODE if kind in places)


def _by_groups(content: bytes, table: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">I", content, table + 12)
    for number in range(groups):
        first, last, glyph = struct.unpack_from(">III", content, table + 16 + 12 * number)
        yield from range(first if glyph else first + 1, min(last, 0x10FFFF) + 1)


def _by_segments(content: bytes, table: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", content, table + 6)
    count, ends = twice // 2, table + 14
    starts = ends + twice + 2
    deltas, offsets = starts + twice, starts + 2 * twice
    for number in range(count):
        at = 2 * number
        (last,), (first,) = struct.unpack_from(">H", content, ends + at), struct.unpack_from(">H", content, starts + at)
        (delta,) = struct.unpack_from(">H", content, deltas + at)
        (offset,) = struct.unpack_from(">H", content, offsets + at)
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point
            if offset:
                (glyph,) = struct.unpack_from(">H", content, offsets + at + offset + 2 * (point - first))
            if (glyph + delta) % 0x10000 if glyph or not offset else 0:
                yield point
