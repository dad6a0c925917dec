"""Your profile: what readers see of you, kept by yourself, with wrong values beside their fields."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from posts.models import Author, Image
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGE = "/admin/profile/"
RIGHT = {"display_name": "Alice Green", "bio": "Plants things.", "website": "", "email": "", "avatar": ""}


def signed_in(client, role="author", name="alice"):
    user = make_user(name, role=role)
    client.force_login(user)
    return user


def png(**options):
    out = BytesIO()
    Picture.new("RGB", (20, 20), "green").save(out, "PNG", **options)
    return SimpleUploadedFile("me.png", out.getvalue(), "image/png")


def picture_of(user):
    return Image.objects.create(file="x.png", width=1, height=1, alt="A hat", uploaded_by=user)


@pytest.mark.parametrize("role", ["author", "editor", "moderator", "administrator"])
def test_everybody_who_works_here_keeps_their_own_profile(client, role):
    user = signed_in(client, role)
    assert not Author.objects.exists() and client.get(PAGE).status_code == 200
    assert not Author.objects.exists()
    assert client.post(PAGE, {**RIGHT, "email": "alice@alice.example"})["Location"] == PAGE
    author, user = Author.objects.get(), type(user).objects.get()
    assert (author.user, author.display_name, author.bio) == (user, "Alice Green", "Plants things.")
    assert user.email == "alice@alice.example"


def test_a_profile_that_is_there_is_changed_and_keeps_its_address(client):
    author = Author.of(signed_in(client))
    client.post(PAGE, RIGHT)
    again = Author.objects.get()
    assert (again.pk, again.slug, again.display_name) == (author.pk, author.slug, "Alice Green")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", ""),
        ("display_name", "x" * 121),
        ("bio", "x" * 2001),
        ("website", "no address"),
        ("website", "javascript:alert(1)"),
        ("website", "ftp://alice.example/"),
        ("email", "nobody"),
        ("avatar", "999999"),
        ("avatar", "x"),
        ("bio", "a\x00b"),
    ],
)
def test_a_wrong_value_is_said_beside_its_field_and_the_rest_is_still_there(client, field, value):
    signed_in(client)
    response = client.post(PAGE, {**RIGHT, "bio": "Kept words.", field: value})
    assert response.status_code == 422 and list(response.context["form"].errors) == [field]
    assert "Alice Green" in response.content.decode() or field == "display_name"
    assert not Author.objects.exists()


def test_a_website_without_a_scheme_gets_one(client):
    signed_in(client)
    client.post(PAGE, {**RIGHT, "website": "alice.example"})
    assert Author.objects.get().website == "https://alice.example"


def test_a_picture_of_ones_own_library_is_chosen_and_nobody_elses(client):
    user = signed_in(client)
    mine, other = picture_of(user), picture_of(make_user("bob"))
    client.post(PAGE, {**RIGHT, "avatar": mine.pk})
    assert Author.objects.get().avatar == mine
    assert client.post(PAGE, {**RIGHT, "avatar": other.pk}).status_code == 422
    assert Author.objects.get().avatar == mine
    client.post(PAGE, RIGHT)
    assert Author.objects.get().avatar is None


def test_a_picture_that_somebody_gave_them_may_stay(client):
    user = signed_in(client)
    author = Author.of(user)
    author.avatar = picture_of(make_user("bob"))
    author.save()
    assert client.post(PAGE, {**RIGHT, "avatar": author.avatar.pk}).status_code == 302


def test_an_uploaded_picture_is_written_anew_and_kept_in_the_library(client):
    user = signed_in(client, "moderator")
    client.post(PAGE, {**RIGHT, "upload": png()})
    author = Author.objects.get()
    assert author.avatar == Image.objects.get()
    assert (author.avatar.uploaded_by, author.avatar.width) == (user, 20)


def test_what_is_no_picture_is_refused(client):
    signed_in(client)
    response = client.post(PAGE, {**RIGHT, "upload": SimpleUploadedFile("me.png", b"<svg/>")})
    assert "no JPEG" in response.context["form"].errors["upload"][0]
    assert not Image.objects.exists()


def test_what_is_kept_of_ones_ways_is_shown_to_whom_it_concerns(client):
    signed_in(client, "moderator")
    page = client.get(PAGE).content.decode()
    assert "Keys of the queue" in page and "List of posts" not in page
    signed_in(client, "author", "bob")
    assert "List of posts" in client.get(PAGE).content.decode()


def test_the_page_asks_the_database_as_often_with_many_pictures(client, django_assert_max_num_queries):
    user = signed_in(client)
    for _ in range(30):
        picture_of(user)
    with django_assert_max_num_queries(24):
        client.get(PAGE)


def test_every_page_of_the_admin_leads_to_it(client):
    signed_in(client, "moderator")
    assert f'href="{PAGE}"' in client.get("/admin/").content.decode()
