"""What the editor asks for while a post is being written: a picture comes in, the library is looked through."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow

from posts.admin import uploads
from posts.models import Image
from tests.factories import make_user

pytestmark = pytest.mark.django_db
UPLOAD, LIBRARY = "/admin/posts/image/upload/", "/admin/posts/image/library/"


def png(size=(4, 2)):
    out = io.BytesIO()
    Pillow.new("RGB", size).save(out, format="PNG")
    return out.getvalue()


def huge_png():
    """200 megapixels in a few bytes: the header alone."""
    head = struct.pack(">IIBBBBB", 20000, 10000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", len(head))
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + struct.pack(">I", 0)
        + b"IDAT"
        + struct.pack(">I", zlib.crc32(b"IDAT"))
    )


def send(client, data, name="a.png"):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, data, content_type="image/jpeg")})


@pytest.fixture
def alice(client):
    from blogsite.roles import make_groups

    make_groups()
    user = make_user("alice", role="author")
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_picture_is_kept_and_its_address_told(client, alice):
    answer = send(client, png())
    image = Image.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "src": image.file.url,
        "width": 4,
        "height": 2,
        "alt": "",
        "id": image.pk,
        "note": "",
    }
    assert image.uploaded_by == alice


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"PK\x03\x04 a zip", "a.jpg", "This is no JPEG, PNG, GIF or WebP picture."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "a.svg", "This is no JPEG"),
        (b"", "a.png", "This file is empty."),
        (png((400, 400))[:-30], "a.png", "This picture is damaged."),
        (huge_png(), "a.png", "This picture has more than 50 megapixels."),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(client, alice, data, name, words):
    answer = send(client, data, name)
    assert answer.status_code == 422
    assert words in answer.json()["error"]
    assert not Image.objects.exists()


def test_a_request_without_a_picture_is_told_so(client, alice):
    assert client.post(UPLOAD).status_code == 422


def test_nothing_is_uploaded_by_get(client, alice):
    assert client.get(UPLOAD).status_code == 405


def test_nothing_is_uploaded_without_its_token(alice):
    from django.test import Client

    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(alice)
    assert send(guarded, png()).status_code == 403
    assert not Image.objects.exists()


def test_a_moderator_has_no_pictures(client, alice):
    client.force_login(make_user("bob", role="moderator"))
    assert send(client, png()).status_code == 403
    assert client.get(LIBRARY).status_code == 403


def test_authors_find_their_own_pictures_and_editors_all(client, alice):
    for alt, user in (("A red rose", alice), ("A tulip", make_user("charlie", role="author"))):
        Image.objects.create(file=SimpleUploadedFile("a.png", png()), alt=alt, uploaded_by=user)
    assert "A red rose" in client.get(LIBRARY).text
    assert "A tulip" not in client.get(LIBRARY).text
    client.force_login(make_user("bob", role="editor"))
    assert "A tulip" in client.get(LIBRARY).text


@pytest.mark.parametrize(
    ("query", "found"),
    [("rose", True), ("red ROSE", True), ("tulip", False), ("\0", True), ("x" * 5000, False)],
)
def test_the_library_is_searched_by_words(client, alice, query, found):
    Image.objects.create(file=SimpleUploadedFile("a.png", png()), alt="A red rose", uploaded_by=alice)
    page = client.get(LIBRARY, {"q": query}).text
    assert ("A red rose" in page) is found
    assert ("No pictures were found." in page) is not found


def test_the_library_comes_in_pages_with_one_query_each(client, alice, django_assert_max_num_queries):
    for number in range(uploads.PAGE + 1):
        Image.objects.create(file=SimpleUploadedFile("a.png", png()), alt=f"No. {number}", uploaded_by=alice)
    with django_assert_max_num_queries(6):  # session, user, two kinds of permission, language, pictures
        first = client.get(LIBRARY).text
    assert first.count("data-src=") == uploads.PAGE
    assert 'data-next="2"' in first
    second = client.get(LIBRARY, {"page": "2"}).text
    assert second.count("data-src=") == 1
    assert "data-next" not in second


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40, "²"])
def test_an_odd_page_number_is_no_error(client, alice, page):
    assert client.get(reverse("admin:posts_image_library"), {"page": page}).status_code == 200
