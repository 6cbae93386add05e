"""Pictures as readers get them: in fixed sizes, never the original."""

import io
import random
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.test import Client
from PIL import ExifTags
from PIL import Image as Drawing

from newsroom.models import Image
from newsroom.pictures import ENCODINGS, SPECS, BadPicture
from tests.drawings import BLUE, drawing, encoded, noise
from tests.factories import make_image

pytestmark = pytest.mark.django_db


def stored_files() -> set[Path]:
    return {path for path in Path(settings.PICTURE_ROOT).rglob("*") if path.is_file()}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("spec_name", SPECS)
def test_a_picture_is_served_in_each_of_the_fixed_sizes(client: Client, spec_name: str, encoding: str) -> None:
    response = client.get(make_image(drawing((3200, 1600))).url(spec_name, encoding))
    assert (response.status_code, response["Content-Type"]) == (200, f"image/{encoding}")
    rendition = Drawing.open(io.BytesIO(b"".join(response.streaming_content)))
    assert rendition.format == encoding.upper()
    assert rendition.size == (SPECS[spec_name].width, SPECS[spec_name].height or SPECS[spec_name].width // 2)


def test_a_rendition_is_kept_by_browsers_for_good_and_read_as_nothing_but_a_picture(client: Client) -> None:
    response = client.get(make_image().small_url)
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert {"public", "immutable", "max-age=31536000"} <= set(response["Cache-Control"].split(", "))
    assert not response.cookies


def test_a_rendition_is_drawn_once(client: Client) -> None:
    image = make_image()
    first = b"".join(client.get(image.small_url).streaming_content)
    default_storage.delete(image.file.name)
    assert b"".join(client.get(image.small_url).streaming_content) == first


@pytest.mark.parametrize(
    "spec_name", ["original", "w9999", "w480.png", "W480", "square", "160x160", " ", "%00", "..%2f"]
)
def test_s16_there_is_no_other_size(client: Client, spec_name: str) -> None:
    image = make_image()
    before = stored_files()
    for encoding in ENCODINGS:
        assert client.get(f"/pictures/{image.key}/{spec_name}.{encoding}").status_code == 404
    assert stored_files() == before


@pytest.mark.parametrize("encoding", ["png", "jpg", "jpeg", "AVIF", "webp.", "avif.webp.gif", "heic", "%00", "webp%20"])
def test_s16_there_is_no_other_encoding(client: Client, encoding: str) -> None:
    image = make_image()
    before = stored_files()
    for spec_name in SPECS:
        assert client.get(f"/pictures/{image.key}/{spec_name}.{encoding}").status_code == 404
    assert stored_files() == before


def test_s16_random_addresses_make_no_file_and_no_row(client: Client) -> None:
    make_image()
    before = stored_files()
    dice = random.Random(16)
    for _ in range(300):
        key = "".join(dice.choices("abcdefXYZ0189_-", k=16))
        spec_name = dice.choice([*SPECS, f"w{dice.randrange(10_000)}"])
        encoding = dice.choice([*ENCODINGS, "png", "jpeg"])
        assert client.get(f"/pictures/{key}/{spec_name}.{encoding}").status_code == 404
    assert stored_files() == before
    assert Image.objects.count() == 1


def test_the_original_has_no_address(client: Client) -> None:
    image = make_image(noise("JPEG"), name="harbour.jpg")
    for place in ("/", "/pictures/", "/media/", "/static/", "/static/../var/pictures/"):
        assert client.get(f"{place}{image.file.name}").status_code == 404


def test_a_rendition_is_only_read(client: Client) -> None:
    image = make_image()
    assert client.head(image.small_url).status_code == 200
    for verb in (client.post, client.put, client.delete, client.patch):
        assert verb(image.small_url).status_code == 405


@pytest.mark.parametrize("key", ["%00", "nobody-knows-this", "a%00b"])
def test_a_key_that_nobody_has_opens_nothing(client: Client, key: str) -> None:
    assert client.get(f"/pictures/{key}/w480.webp").status_code == 404


def test_a_picture_whose_file_is_gone_or_damaged_is_missing_but_not_an_error(client: Client) -> None:
    gone, damaged = make_image(), make_image()
    default_storage.delete(gone.file.name)
    Path(damaged.file.path).write_bytes(b"GIF89a, or what was left of it")
    for image in (gone, damaged):
        response = client.get(image.small_url)
        assert response.status_code == 404
        assert "immutable" not in response.headers.get("Cache-Control", "")


HOSTILE_NAMES = [
    "../../settings.py",
    "..\\..\\x.png",
    "%2e%2e/x.png",
    "/etc/passwd.png",
    "a" * 300 + ".png",
    "rtl\u202egnp.exe",
    "CON.png",
    ".htaccess",
    "trailing.png.",
    "x.jpg.php",
    "é.png",
    "e\u0301.png",
    "x.PNG",
    'x";\r\nX-Evil: 1.png',
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_s17_nothing_of_an_uploaded_name_reaches_the_store(name: str) -> None:
    image = Image(file=None)
    path = Path(image._meta.get_field("file").generate_filename(image, name))
    folder, file = path.parts
    assert folder == "originals"
    assert path.suffix in {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".tif", ".tiff", ".bin"}
    assert len(path.stem) == 32
    assert set(path.stem) <= set("0123456789abcdef")
    assert file != Path(image._meta.get_field("file").generate_filename(image, name)).name


def test_a_page_offers_every_width_there_is_and_each_of_them_opens(client: Client) -> None:
    image = make_image()
    for srcset in (image.avif_srcset, image.webp_srcset):
        offered = [part.rsplit(" ", 1) for part in srcset.split(", ")]
        assert [width for _, width in offered] == ["480w", "960w", "1600w"]
        for address, _ in offered:
            assert client.get(address).status_code == 200
    for address in [image.small_url, image.square_url, image.square_avif_url, image.medium_url, image.large_url]:
        assert client.get(address).status_code == 200


def test_a_page_lets_the_browser_choose_and_says_how_large_a_picture_will_be() -> None:
    image = make_image(drawing((1000, 500)), alt="The gates")
    first = render_to_string("_image.html", {"image": image, "sizes": "50vw"})
    later = render_to_string("_image.html", {"image": image, "sizes": "50vw", "loading": "lazy"})
    assert first.index("image/avif") < first.index("image/webp") < first.index("<img")
    assert first.count('sizes="50vw"') == 2
    assert 'width="1000" height="500" alt="The gates"' in first
    assert ('fetchpriority="high"' in first, 'loading="lazy"' in first) == (True, False)
    assert ('fetchpriority="high"' in later, 'loading="lazy"' in later) == (False, True)


def test_width_and_height_are_those_that_readers_see_however_the_camera_was_held() -> None:
    note = Drawing.Exif()
    note[ExifTags.Base.Orientation] = 6
    on_its_side = encoded(Drawing.new("RGB", (40, 30), "red"), "JPEG", exif=note)
    image = make_image(on_its_side, "phone.jpg")
    image.refresh_from_db()
    assert (image.width, image.height) == (30, 40)
    image.file = ContentFile(drawing((7, 5)), name="another.png")
    image.save()
    assert (image.width, image.height) == (7, 5)


def test_a_caption_is_changed_without_reading_the_file_again() -> None:
    image = make_image()
    default_storage.delete(image.file.name)
    image.caption = "Boats."
    image.full_clean()
    image.save()
    image.refresh_from_db()
    assert (image.caption, image.width, image.height) == ("Boats.", 40, 30)


def test_what_is_no_picture_is_not_stored_by_any_way() -> None:
    before = stored_files()
    with pytest.raises(BadPicture):
        make_image(b"<!doctype html>", "page.jpg")
    assert not Image.objects.exists()
    assert stored_files() == before


def test_a_picture_is_called_by_what_it_shows() -> None:
    assert str(make_image(alt="The harbour at dawn", caption="Boats.")) == "The harbour at dawn"
    assert str(make_image(caption="Boats wait for the tide.")) == "Boats wait for the tide."
    nameless = make_image()
    assert str(nameless) == f"Picture {nameless.pk}"


def test_a_picture_taken_in_by_its_bytes_is_in_the_library_once_and_its_file_is_written_over() -> None:
    content = drawing((40, 30))
    first = Image.keep(content, (40, 30), alt="A gate", caption="West", credit="M. Quill")
    assert Image.keep(content, (40, 30), alt="Another") == first
    assert Image.with_bytes(content) == first
    assert Image.with_bytes(drawing(colour=BLUE)) is None
    assert (first.alt, first.width, first.height) == ("A gate", 40, 30)
    assert first.make_rendition("square160")
    name = first.file.name
    first.delete()  # its file is still there, as after a process that died
    assert Image.keep(content, (40, 30)).file.name == name
