"""A picture's own page: what it is, where it is used, and what is said before it is deleted."""

import pytest
from django.core.files.base import ContentFile

from posts.models import Image, Page
from tests.admin.test_uploads import png
from tests.factories import make_author, make_post, make_user, run_chores

pytestmark = pytest.mark.django_db
LIST = "/admin/posts/image/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def image(alice):
    return Image.objects.create(
        file=ContentFile(png((1000, 500)), name="a.png"), alt="A hill", uploaded_by=alice
    )


def showing(image, size=""):
    return (
        f'<p>See</p><img src="{image.file.url.replace(".png", size + (".webp" if size else ".png"))}" alt="">'
    )


def page_of(client, image, name="change"):
    return client.get(f"{LIST}{image.pk}/{name}/").text


def test_its_facts_and_its_whole_address_are_told(client, settings, image):
    run_chores("sizes")
    page = page_of(client, image)
    for said in ("1000 × 500, PNG", "KB", "Uploaded by alice", "480, 960 pixels wide"):
        assert said in page
    assert f'data-copy="{settings.SITE_URL}{image.file.url}"' in page


def test_a_file_that_is_gone_is_said_to_be(client, media, image):
    (media / image.file.name).unlink()
    assert "the file is missing" in page_of(client, image)


def test_words_and_caption_are_stored(client, image):
    client.post(f"{LIST}{image.pk}/change/", {"alt": "A higher hill", "caption": "In May"})
    image.refresh_from_db()
    assert (image.alt, image.caption) == ("A higher hill", "In May")


@pytest.mark.parametrize("name", ["change", "delete"])
def test_everything_that_shows_it_is_named_also_by_its_smaller_sizes(client, alice, image, name):
    client.force_login(make_user("bob", role="editor"))
    make_post("Said large", html=showing(image))
    make_post("Said small", html=showing(image, "-480"), state="draft")
    make_post("Above", image=image)
    Page.objects.create(title="About us", html=showing(image))
    make_author("Charlie", avatar=image)
    make_post("Something else", html="<p>No picture.</p>")
    page = page_of(client, image, name)
    for title in ("Said large", "Said small", "Above", "About us", "Charlie"):
        assert f">{title}</a>" in page
    assert "Something else" not in page


def test_a_draft_of_somebody_else_is_counted_and_not_named(client, image):
    make_post("Secret plan", html=showing(image), state="draft", author=make_author("Bob"))
    make_post("Out in the open", html=showing(image), author=make_author("Bob"))
    Page.objects.create(title="Hidden page", html=showing(image), published=False)
    for name in ("change", "delete"):
        page = page_of(client, image, name)
        assert "Out in the open" in page
        assert "in 2 texts that are not yours" in page
        assert "Secret plan" not in page
        assert "Hidden page" not in page


def test_unused_is_said_so(client, image):
    assert "Nowhere yet." in page_of(client, image)
    assert "It is used nowhere." in page_of(client, image, "delete")


def test_it_is_deleted_by_the_page_that_asks_and_by_nothing_less(client, image):
    client.get(f"{LIST}{image.pk}/delete/")
    assert Image.objects.exists()
    post = make_post(image=image, html=showing(image))
    client.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})
    assert not Image.objects.exists()
    post.refresh_from_db()
    assert post.image is None


def test_many_are_deleted_after_one_question(client, alice, image, django_assert_max_num_queries):
    others = [
        Image.objects.create(file=ContentFile(png(), name="a.png"), uploaded_by=alice) for _ in range(20)
    ]
    make_post("Said large", html=showing(image))
    chosen = {
        "action": "delete_selected",
        "index": "0",
        "_selected_action": [image.pk, *(o.pk for o in others)],
    }
    with django_assert_max_num_queries(22):
        page = client.post(LIST, chosen).text
    assert "Delete these 21 pictures?" in page
    assert "Said large" in page
    assert Image.objects.count() == 21
    client.post(LIST, chosen | {"post": "yes"})
    assert not Image.objects.exists()


def test_a_logo_in_many_posts_is_told_in_few_queries(client, image, alice, django_assert_max_num_queries):
    own = make_author(user=alice)
    for number in range(110):
        make_post(f"Post no. {number}", html=showing(image), author=own)
    with django_assert_max_num_queries(16):
        page = page_of(client, image)
    assert page.count("Post no. ") == 100
    assert "and 10 more" in page
