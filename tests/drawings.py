"""Pictures drawn for tests, as the bytes of a file."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 128, 0), (0, 0, 255), (255, 255, 255)


def encoded(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def drawing(size: tuple[int, int] = (40, 30), colour: Any = RED, kind: str = "PNG", mode: str = "RGB") -> bytes:
    """A picture of one colour."""
    return encoded(Image.new(mode, size, colour), kind)


def halves(left: Any = RED, right: Any = BLUE, size: tuple[int, int] = (400, 200)) -> bytes:
    picture = Image.new("RGB", size, left)
    picture.paste(right, (size[0] // 2, 0, *size))
    return encoded(picture)


def noise(kind: str = "JPEG", size: tuple[int, int] = (300, 200)) -> bytes:
    """A picture that does not compress: half of its file is half of its rows."""
    grey = Image.effect_noise(size, 60)
    return encoded(grey if kind == "GIF" else grey.convert("RGB"), kind)


def png_that_claims(size: tuple[int, int]) -> bytes:
    """A small file whose header claims this size: what a picture bomb looks like before it is unpacked."""
    header = b"IHDR" + struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
    pixels = b"IDAT" + zlib.compress(bytes(1000))
    chunks = [header, pixels, b"IEND"]
    packed = b"".join(struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in chunks)
    return b"\x89PNG\r\n\x1a\n" + packed


def gif_of_frames(number: int) -> bytes:
    """An animation of red frames."""
    single = encoded(Image.new("P", (8, 8), 0), "GIF")
    first_frame = single.index(b"\x2c", 13)
    return single[:first_frame] + single[first_frame:-1] * number + b";"
