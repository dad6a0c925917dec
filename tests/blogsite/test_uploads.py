"""Uploaded pictures: what gets in, what is kept of it, and how it is served."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from posts import pictures
from posts.models import Image
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/posts/image/add/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def alice(client):
    user = make_user("alice", role="author")
    client.force_login(user)
    return user


def picture(kind="JPEG", size=(40, 20), mode="RGB", **options):
    out = io.BytesIO()
    Pillow.new(mode, size, 128).save(out, format=kind, **options)
    return out.getvalue()


def with_place():
    exif = Pillow.Exif()
    exif[0x010E] = "a secret description"
    exif[0x0112] = 6  # turned by 90 degrees
    exif.get_ifd(0x8825)[2] = (52.0, 30.0, 0.0)
    return picture(exif=exif.tobytes(), comment=b"a secret comment")


def upload(client, content, name="a.jpg", **fields):
    return client.post(ADD, {"file": SimpleUploadedFile(name, content), "alt": "", "caption": "", **fields})


def stored():
    return Image.objects.get()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_is_kept_as_its_own_kind(client, alice, kind):
    assert upload(client, picture(kind), name="holiday.exe").status_code in (200, 302)
    upload(client, picture(kind), name=f"holiday.{kind.lower()}")
    image = stored()
    assert image.file.name.endswith(pictures.FORMATS[kind])
    assert "holiday" not in image.file.name
    assert (image.width, image.height, image.uploaded_by) == (40, 20, alice)


def test_place_description_and_comment_are_gone_and_it_stands_upright(client, alice):
    upload(client, with_place())
    content = stored().file.read()
    kept = Pillow.open(io.BytesIO(content))
    assert not kept.getexif()
    assert b"secret" not in content
    assert kept.size == (20, 40)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", SVG),
        ("a.jpg", SVG),
        ("a.html", b"<html><script>alert(1)</script></html>"),
        ("a.png", b"<html><script>alert(1)</script></html>"),
        ("a.jpg", b""),
        ("a.jpg", b"\xff\xd8\xff\xe0 not really"),
        ("a.png", picture("PNG")[:60]),
        ("a.tiff", picture("TIFF")),
        ("a.jpg", picture("BMP")),
        ("a.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n"),
    ],
)
def test_what_is_no_picture_of_a_known_kind_is_refused(client, alice, name, content):
    response = upload(client, content, name)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["file"]
    assert not Image.objects.exists()


def test_a_bomb_of_pixels_is_refused_before_it_is_decoded(client, alice):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    assert "file" in upload(client, bomb, "a.png").context["adminform"].form.errors


@pytest.mark.parametrize(
    ("limit", "size", "fine"), [(799, (40, 20), False), (800, (40, 20), True), (801, (40, 20), True)]
)
def test_the_limit_of_pixels_below_at_and_above(client, alice, monkeypatch, limit, size, fine):
    monkeypatch.setattr(pictures, "MAX_PIXELS", limit)
    assert (upload(client, picture(size=size)).status_code == 302) is fine


@pytest.mark.parametrize(("spare", "fine"), [(-1, False), (0, True), (1, True)])
def test_the_limit_of_bytes_below_at_and_above(client, alice, monkeypatch, spare, fine):
    content = picture()
    monkeypatch.setattr(pictures, "MAX_BYTES", len(content) + spare)
    assert (upload(client, content).status_code == 302) is fine


def test_a_large_picture_is_scaled_down(client, alice, monkeypatch):
    monkeypatch.setattr(pictures, "MAX_SIDE", 20)
    upload(client, picture())
    assert (stored().width, stored().height) == (20, 10)


def test_a_script_behind_a_picture_does_not_survive(client, alice):
    upload(client, picture("GIF") + b"<script>alert(1)</script>", "a.gif")
    assert b"script" not in stored().file.read()


def test_a_picture_is_served_as_what_it_is(client, alice):
    upload(client, picture("PNG"), "a.png")
    response = client.get(stored().file.url)
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.js", "a", "a.PHP", "a.xml"])
def test_whatever_else_lies_in_the_folder_is_not_there(client, settings, name):
    (settings.MEDIA_ROOT / name).write_bytes(SVG)
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "../secret_key",
        "..%2fsecret.jpg",
        "%2e%2e/secret.jpg",
        "",
        "2026/",
        "/etc/passwd.jpg",
        "%00.jpg",
        f"{'a' * 300}.jpg",
    ],
)
def test_no_path_leads_out_of_the_folder(client, settings, path):
    (settings.MEDIA_ROOT.parent / "secret.jpg").write_bytes(b"secret")
    response = client.get(f"/media/{path}")
    assert response.status_code in (301, 302, 404)
