"""The desk: the paper's own settings, pictures, tags, old addresses and who works here."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.models import Image, OldAddress, Publication, Tag, User
from newsroom.pictures import ENCODINGS, SPECS
from tests.desk import form_on, rows_of, send, text_of
from tests.drawings import drawing, halves, noise, png_that_claims
from tests.factories import make_article, make_image, make_person

pytestmark = pytest.mark.django_db

ADD_IMAGE = reverse("admin:newsroom_image_add")
ADD_TAG = reverse("admin:newsroom_tag_add")
ADD_ADDRESS = reverse("admin:newsroom_oldaddress_add")


def change(thing: Any) -> str:
    return reverse(f"admin:newsroom_{thing._meta.model_name}_change", args=[thing.pk])


def list_of(model: type) -> str:
    return reverse(f"admin:newsroom_{model._meta.model_name}_changelist")


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def in_charge(administrator: User) -> Client:
    """A browser in which an administrator is logged in."""
    return browser_of(administrator)


# Who may what

MAY_OPEN = [
    ("image", "changelist", "Reporter Editor Administrator"),
    ("image", "add", "Reporter Editor Administrator"),
    ("tag", "changelist", "Reporter Editor Administrator"),
    ("tag", "add", "Reporter Editor Administrator"),
    ("oldaddress", "changelist", "Editor Administrator"),
    ("oldaddress", "add", "Editor Administrator"),
    ("publication", "changelist", "Editor Administrator"),
    ("publication", "add", "Administrator"),
    ("user", "changelist", "Administrator"),
    ("user", "add", "Administrator"),
]


@pytest.mark.parametrize(("model", "page", "roles"), MAY_OPEN)
def test_each_role_opens_its_own_pages_and_no_other(model: str, page: str, roles: str) -> None:
    address = reverse(f"admin:newsroom_{model}_{page}")
    for role in ("Reporter", "Editor", "Administrator"):
        user = User.objects.create_user(role, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        expected = 200 if role in roles.split() else 403
        assert browser_of(user).get(address, follow=True).status_code == expected, role


@pytest.mark.parametrize("page", ["changelist", "add"])
def test_a_stranger_is_sent_to_the_login(client: Client, page: str) -> None:
    for model in ("image", "tag", "oldaddress", "publication", "user"):
        response = client.get(reverse(f"admin:newsroom_{model}_{page}"))
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")


def test_a_reporter_adds_pictures_and_tags_but_changes_and_deletes_none(reporter: User) -> None:
    client, image, tag = browser_of(reporter), make_image(), Tag.objects.create(name="gates")
    for thing in (image, tag):
        assert client.get(change(thing)).status_code == 200
        assert client.post(change(thing), {"alt": "x", "name": "x", "slug": "x"}).status_code == 403
        assert client.post(change(thing).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403
    tag.refresh_from_db()
    assert tag.name == "gates"


@pytest.mark.parametrize("aim", ["//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)"])
def test_s24_logging_in_leads_nowhere_else(client: Client, editor: User, aim: str) -> None:
    page = client.get(reverse("admin:login"), {"next": aim})
    given = {"login": editor.username, "password": "a long password", "next": aim}
    response = client.post(page["Location"], given)
    assert (response.status_code, response["Location"]) == (302, reverse("admin:index"))


# The publication


def test_an_administrator_writes_the_paper_down_once_and_the_history_says_who(in_charge: Client) -> None:
    add = reverse("admin:newsroom_publication_add")
    assert send(in_charge, add, name="The Tide", time_zone="Asia/Tokyo").status_code == 302
    assert in_charge.get(add).status_code == 403
    assert send(in_charge, change(Publication.objects.get()), tagline="Daily, twice.").status_code == 302
    paper = Publication.current()
    assert (paper.name, paper.tagline, paper.zone.key) == ("The Tide", "Daily, twice.", "Asia/Tokyo")
    assert [str(row.history_user) for row in paper.history.all()] == ["adam", "adam"]
    assert "adam" in text_of(in_charge.get(change(paper).replace("/change/", "/history/")))


def test_an_unknown_time_zone_is_refused_and_nothing_typed_is_lost(in_charge: Client) -> None:
    paper = Publication.objects.create(name="The Tide")
    page = send(in_charge, change(paper), time_zone="Lisbon time", imprint="Printed on the quay.")
    assert "“Lisbon time” is not a time zone. Write one like Europe/Lisbon" in text_of(page)
    assert form_on(page)["imprint"] == "Printed on the quay."


def test_nobody_deletes_the_paper_and_an_editor_only_reads_it(in_charge: Client, at_desk: Client) -> None:
    paper = Publication.objects.create(name="The Tide")
    assert in_charge.post(change(paper).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403
    assert at_desk.post(change(paper), {"name": "Mine"}).status_code == 403
    assert Publication.current().name == "The Tide"


# Pictures


def stored_files() -> set[Path]:
    return {path for path in Path(settings.PICTURE_ROOT).rglob("*") if path.is_file()}


def upload(client: Client, content: bytes, name: str = "harbour.jpg", **fields: Any) -> HttpResponse:
    given = {"file": SimpleUploadedFile(name, content, "image/jpeg"), "focal_x": "0.5", "focal_y": "0.4", **fields}
    return client.post(ADD_IMAGE, given)


def test_a_picture_is_uploaded_and_its_renditions_wait_for_readers(
    at_desk: Client, editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert upload(at_desk, noise("JPEG", (300, 200)), alt="The harbour", credit="M. Quill").status_code == 302
    image = Image.objects.get()
    assert (image.width, image.height, image.history.get().history_user) == (300, 200, editor)
    ready = [image.rendition_path(name, encoding) for name in SPECS for encoding in ENCODINGS]
    assert all(map(default_storage.exists, ready))
    page = at_desk.get(list_of(Image)).content.decode()
    assert f'<img src="{image.small_url}"' in page
    assert image.file.name not in page + at_desk.get(change(image)).content.decode()


REFUSED = {
    "an SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "x.svg", "Upload a valid image"),
    "a page called a picture": (b"<!doctype html><script>1</script>", "x.jpg", "Upload a valid image"),
    "half a picture": (noise("JPEG")[:9_000], "x.jpg", "The picture is damaged. Save it again and retry."),
    "a picture bomb": (png_that_claims((9_000, 9_000)), "x.png", "valid image|too many pixels"),
    "a bitmap": (drawing(kind="BMP"), "x.bmp", "Use JPEG, PNG, WebP, AVIF, GIF or TIFF."),
    "nothing": (b"", "x.jpg", "The submitted file is empty"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_s14_what_is_no_picture_is_refused_with_the_reason_and_leaves_no_file(
    at_desk: Client, what: str, django_capture_on_commit_callbacks: Any
) -> None:
    content, name, told = REFUSED[what]
    before = stored_files()
    with django_capture_on_commit_callbacks(execute=True):
        page = upload(at_desk, content, name, caption="Boats wait for the tide.")
    assert page.status_code == 200
    assert any(part in text_of(page) for part in told.split("|")), text_of(page)
    assert form_on(page)["caption"] == "Boats wait for the tide."
    assert not Image.objects.exists()
    assert stored_files() == before


def test_another_focal_point_gives_readers_another_picture(
    at_desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    image = make_image(halves())
    before = image.key
    with django_capture_on_commit_callbacks(execute=True):
        assert send(at_desk, change(image), focal_x="0.9").status_code == 302
    image.refresh_from_db()
    assert image.key != before
    assert Client().get(image.small_url).status_code == 200
    assert Client().get(f"/pictures/{before}/square160.webp").status_code == 404


def test_another_caption_leaves_the_picture_alone_even_when_its_file_is_lost(
    at_desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    image = make_image()
    default_storage.delete(image.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        assert send(at_desk, change(image), caption="Boats.").status_code == 302
    before = image.key
    image.refresh_from_db()
    assert (image.caption, image.key) == ("Boats.", before)


@pytest.mark.parametrize("focal", ["-0.1", "1.1", "nan", "inf", "left"])
def test_a_focal_point_lies_in_the_picture(at_desk: Client, focal: str) -> None:
    image = make_image()
    assert send(at_desk, change(image), focal_x=focal).status_code == 200
    image.refresh_from_db()
    assert image.focal_x == 0.5


def test_pictures_are_found_by_what_they_show_and_who_took_them(at_desk: Client) -> None:
    make_image(alt="The harbour", credit="M. Quill")
    make_image(alt="The pier", caption="Fog over the harbour")
    make_image(alt="A portrait")
    assert set(rows_of(at_desk.get(list_of(Image), {"q": "harbour"}))) == {"The harbour", "The pier"}
    assert rows_of(at_desk.get(list_of(Image), {"q": "quill"})) == ["The harbour"]


def test_a_picture_that_stands_in_a_story_is_not_deleted(at_desk: Client) -> None:
    image = make_image(alt="The harbour")
    make_article("Gates", lead_image=image)
    address = change(image).replace("/change/", "/delete/")
    assert "would require deleting the following protected related objects" in text_of(at_desk.get(address))
    at_desk.post(address, {"post": "yes"})
    assert Image.objects.exists()


# Tags


def test_a_tag_is_added_found_renamed_and_deleted(at_desk: Client) -> None:
    assert send(at_desk, ADD_TAG, name="Foreign policy", slug="foreign-policy").status_code == 302
    tag = Tag.objects.get()
    assert rows_of(at_desk.get(list_of(Tag), {"q": "FOREIGN"})) == ["Foreign policy"]
    assert send(at_desk, change(tag), name="foreign Policy").status_code == 302
    tag.refresh_from_db()
    assert tag.name == "foreign Policy"
    at_desk.post(change(tag).replace("/change/", "/delete/"), {"post": "yes"})
    assert not Tag.objects.exists()


def test_a_tag_in_another_spelling_is_pointed_out_and_stored_once(at_desk: Client) -> None:
    Tag.objects.create(name="Élection")
    page = send(at_desk, ADD_TAG, name="ÉLECTION", slug="another")
    assert "There is this tag already, perhaps in another spelling." in text_of(page)
    assert Tag.objects.count() == 1


# Old addresses


def test_an_address_is_written_down_as_gone(at_desk: Client) -> None:
    assert "Say where this address leads now" in text_of(send(at_desk, ADD_ADDRESS, path="/people/x/"))
    assert "Begin with a slash" in text_of(send(at_desk, ADD_ADDRESS, path="people/x/", reason="Gone."))
    assert send(at_desk, ADD_ADDRESS, path="/people/x/", reason="Never an official.").status_code == 302
    assert rows_of(at_desk.get(list_of(OldAddress), {"q": "never"})) == ["/people/x/"]


def test_ten_old_addresses_cost_as_many_queries_as_one(at_desk: Client) -> None:
    counts = []
    for number in (1, 10):
        for at in range(number):
            OldAddress.leave(f"/people/{number}-{at}/", make_person())
        with CaptureQueriesContext(connection) as queries:
            assert at_desk.get(list_of(OldAddress)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Who works here


def test_an_administrator_takes_somebody_on_and_gives_them_a_role(in_charge: Client, client: Client) -> None:
    password = "gulls over the breakwater"
    given = {"username": "nora", "usable_password": "true", "password1": password, "password2": password}
    assert in_charge.post(reverse("admin:newsroom_user_add"), given).status_code == 302
    nora = User.objects.get(username="nora")
    editors = Group.objects.get(name="Editor")
    assert send(in_charge, change(nora), groups=[editors.pk], is_staff="on").status_code == 302
    assert client.login(username="nora", password=password)
    assert client.get(list_of(OldAddress)).status_code == 200
    assert set(LogEntry.objects.filter(object_id=nora.pk).values_list("user__username", flat=True)) == {"adam"}


def test_an_administrator_does_not_make_a_superuser_nor_hand_out_single_rights(
    in_charge: Client, administrator: User, reporter: User
) -> None:
    right = Permission.objects.get(codename="delete_logentry")
    for user in (administrator, reporter):
        send(in_charge, change(user), is_superuser="on", user_permissions=[right.pk], first_name="Changed")
        user.refresh_from_db()
        assert (user.first_name, user.is_superuser, user.user_permissions.count()) == ("Changed", False, 0)


def test_an_administrator_does_not_touch_a_superuser(in_charge: Client) -> None:
    root = User.objects.create_superuser("root", password="a long password")
    before = root.password
    assert in_charge.get(change(root)).status_code == 200
    assert in_charge.post(change(root), {"username": "mine"}).status_code == 403
    assert in_charge.post(reverse("admin:auth_user_password_change", args=[root.pk]), {}).status_code == 403
    assert in_charge.post(change(root).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403
    in_charge.post(list_of(User), {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"})
    root.refresh_from_db()
    assert (root.username, root.password) == ("root", before)


def test_a_superuser_may_make_another(client: Client, reporter: User) -> None:
    client.force_login(User.objects.create_superuser("root", password="a long password"))
    send(client, change(reporter), is_superuser="on")
    reporter.refresh_from_db()
    assert reporter.is_superuser


def test_somebody_who_left_signs_nothing_any_more_but_what_they_did_stays(
    in_charge: Client, reporter: User, client: Client
) -> None:
    article = make_article("Gates", by=None, owner=reporter)
    in_charge.post(change(reporter).replace("/change/", "/delete/"), {"post": "yes"})
    assert not User.objects.filter(username="rita").exists()
    article.refresh_from_db()
    assert (str(article), article.owner) == ("Gates", None)
