"""What may be a picture here, and the renditions readers get. Pillow only.

Originals keep their metadata (GPS, camera, comments) and are never served; a rendition is drawn onto a
fresh canvas, so nothing but pixels survives.
"""

import io
import struct
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from PIL import ExifTags, Image, ImageCms, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")
MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_SIDE = 20_000

# What Pillow raises on a file that breaks off or lies about itself; its AVIF decoder raises RuntimeError.
_DAMAGED = (OSError, ValueError, SyntaxError, RuntimeError, EOFError, struct.error)


class BadPicture(ValueError):
    """Not a picture we take; the message tells an editor why and what to do."""


@dataclass(frozen=True)
class Spec:
    """A rendition: its width in pixels, and its height when it is cut to a shape."""

    width: int
    height: int | None = None


SPECS = {
    "w480": Spec(480),
    "w960": Spec(960),
    "w1600": Spec(1600),
    "square160": Spec(160, 160),
    "square480": Spec(480, 480),
}


# What renditions are saved as. AVIF at this speed is ten times as fast as at the next, and no larger.
ENCODINGS: dict[str, tuple[str, dict[str, int]]] = {
    "avif": ("AVIF", {"quality": 55, "speed": 8}),
    "webp": ("WEBP", {"quality": 80, "method": 4}),
}


def open_picture(file: BinaryIO) -> Image.Image:
    """Open without decoding; everything is refused that a worker could choke on. Raises BadPicture."""
    file.seek(0, io.SEEK_END)
    if file.tell() > MAX_BYTES:
        raise BadPicture(f"The file is larger than {MAX_BYTES // 1024**2} MB. Save it smaller and try again.")
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise BadPicture("The picture has too many pixels. Scale it down to 60 megapixels or less.") from None
    except _DAMAGED:  # among them UnidentifiedImageError
        raise BadPicture("This is not a picture we can read. Use JPEG, PNG, WebP, AVIF, GIF or TIFF.") from None
    if picture.width * picture.height > MAX_PIXELS or max(picture.size) > MAX_SIDE:
        raise BadPicture("The picture has too many pixels. Scale it down to 60 megapixels or less.")
    return picture


def suffix_of(file: BinaryIO) -> str:
    """How a file with this picture is named, by what is in it. Raises BadPicture."""
    kind = str(open_picture(file).format).lower()
    return ".jpg" if kind == "jpeg" else f".{kind}"


def upright_size(file: BinaryIO) -> tuple[int, int]:
    """Width and height as readers will see the picture, from its header. Raises BadPicture."""
    picture = open_picture(file)
    on_its_side = _turn(picture) in _ON_ITS_SIDE and picture.format != "TIFF"  # of these Pillow gives the upright size
    return picture.size[::-1] if on_its_side else picture.size


def decode(file: BinaryIO) -> Image.Image:
    """The picture upright, in sRGB, and free of metadata. Raises BadPicture."""
    picture = open_picture(file)
    profile = picture.info.get("icc_profile")
    try:
        picture.load()
        flat = _to_srgb(_opaque(_upright(picture)), profile)
    except _DAMAGED:
        raise BadPicture("The picture is damaged. Save it again and retry.") from None
    clean = Image.new("RGB", flat.size)
    clean.paste(flat)
    return clean


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE = {_TURNS[note] for note in (5, 6, 7, 8)}


def _turn(picture: Image.Image) -> Image.Transpose | None:
    """How to turn it, by the camera's note. `ImageOps.exif_transpose` writes that note anew and fails on odd ones."""
    return _TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))


def _upright(picture: Image.Image) -> Image.Image:
    turn = _turn(picture)
    return picture if turn is None else picture.transpose(turn)


def _opaque(picture: Image.Image) -> Image.Image:
    """What shines through is white; 16 bits of grey become 8, which Pillow alone would cut off at white."""
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        canvas = Image.new("RGB", seen.size, "white")
        canvas.paste(seen, mask=seen.getchannel("A"))
        return canvas
    if picture.mode.startswith("I;16"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture


def _to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB; a profile is applied to the colours it was made for, so CMYK is not turned into RGB before."""
    colours = picture if picture.mode in ("RGB", "CMYK", "L") else picture.convert("RGB")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            drawn = ImageCms.profileToProfile(colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            drawn = None  # an unreadable profile: the colours as stored are the best there is
        if drawn is not None:
            return drawn
    return colours.convert("RGB")


def render(picture: Image.Image, spec: Spec, focal_point: tuple[float, float], encoding: str = "webp") -> bytes:
    """A decoded picture by this spec, cut around the focal point (0..1, from the left and the top).

    `encoding` is one of ENCODINGS.
    """
    if spec.height:
        picture = ImageOps.fit(picture, (spec.width, spec.height), Image.Resampling.LANCZOS, centering=focal_point)
    elif picture.width > spec.width:
        height = max(1, round(picture.height * spec.width / picture.width))
        picture = picture.resize((spec.width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    name, options = ENCODINGS[encoding]
    picture.save(out, name, **options)
    return out.getvalue()
