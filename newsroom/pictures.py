"""What may be a picture here, and the renditions readers get. Pillow only.

Originals keep their metadata (GPS, camera, comments) and are never served; a rendition is drawn onto a
fresh canvas, so nothing but pixels survives.
"""

import io
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")
MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_SIDE = 20_000


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
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise BadPicture("This is not a picture we can read. Use JPEG, PNG, WebP, AVIF, GIF or TIFF.") from None
    if picture.width * picture.height > MAX_PIXELS or max(picture.size) > MAX_SIDE:
        raise BadPicture("The picture has too many pixels. Scale it down to 60 megapixels or less.")
    return picture


def decode(file: BinaryIO) -> Image.Image:
    """The picture upright, in sRGB, and free of metadata. Raises BadPicture."""
    picture = open_picture(file)
    profile = picture.info.get("icc_profile")
    try:
        picture.load()
        picture = ImageOps.exif_transpose(picture)
        flat = picture.convert("RGB") if picture.mode != "RGBA" else _on_white(picture)
        if profile:
            flat = _to_srgb(flat, profile)
    except (OSError, ValueError, SyntaxError):
        raise BadPicture("The picture is damaged. Save it again and retry.") from None
    clean = Image.new("RGB", flat.size)
    clean.paste(flat)
    return clean


def _on_white(picture: Image.Image) -> Image.Image:
    canvas = Image.new("RGB", picture.size, "white")
    canvas.paste(picture, mask=picture.getchannel("A"))
    return canvas


def _to_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB")) or picture
    except (ImageCms.PyCMSError, OSError):
        return picture  # an unreadable profile: the colours as stored are the best there is


def render(file: BinaryIO, spec: Spec, focal_point: tuple[float, float]) -> bytes:
    """The picture as WebP of this spec, cut around the focal point (0..1, from the left and the top)."""
    picture = decode(file)
    if spec.height:
        picture = ImageOps.fit(picture, (spec.width, spec.height), Image.Resampling.LANCZOS, centering=focal_point)
    elif picture.width > spec.width:
        height = max(1, round(picture.height * spec.width / picture.width))
        picture = picture.resize((spec.width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=80, method=4)
    return out.getvalue()
