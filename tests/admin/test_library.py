"""The library of pictures: a grid in few queries, searched and narrowed; several come in at once and are described."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Pillow

from posts.admin import uploads
from posts.admin.image_list import TILES
from posts.models import Image, Page
from tests.admin.test_uploads import huge_png, png
from tests.factories import make_author, make_post, make_user

pytestmark = pytest.mark.django_db
LIST, SEVERAL, WORDS = "/admin/posts/image/", "/admin/posts/image/several/", "/admin/posts/image/words/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def make_image(alt="", **fields):
    return Image.objects.create(file=ContentFile(png(), name="a.png"), alt=alt, **fields)


def make_row(number, **fields):
    """A row without a file."""
    return Image(file=f"2026/11/{number:016x}.png", width=1600, height=900, widths=[480, 960], **fields)


def send(client, *files):
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(SEVERAL, {"files": sent}, follow=True)


def shown(client, **query):
    answer = client.get(LIST, query)
    assert answer.status_code == 200
    return {image.alt for image in answer.context["cl"].result_list}


def test_the_grid_shows_forty_in_few_queries(client, alice, django_assert_max_num_queries):
    Image.objects.bulk_create(make_row(n, alt=f"No. {n}", uploaded_by=alice) for n in range(TILES + 5))
    with django_assert_max_num_queries(10):
        page = client.get(LIST).text
    assert page.count("-480.webp") == TILES
    assert "No. 44" in page
    assert "No. 4<" not in page
    assert client.get(LIST, {"p": "2"}).text.count("-480.webp") == 5


def test_authors_see_their_own_and_editors_all(client, alice):
    make_image("Mine", uploaded_by=alice)
    make_image("Charlie's", uploaded_by=make_user("charlie", role="author"))
    assert shown(client) == {"Mine"}
    assert 'name="by"' not in client.get(LIST).text
    assert client.get(LIST, {"by": "charlie"}).status_code == 302  # there is no such choice
    client.force_login(make_user("bob", role="editor"))
    assert shown(client) == {"Mine", "Charlie's"}
    assert shown(client, by="charlie") == {"Charlie's"}


def test_a_picture_of_somebody_else_is_out_of_reach_by_its_address(client, alice):
    other = make_image("Charlie's", uploaded_by=make_user("charlie", role="author"))
    for page in ("change", "delete"):
        assert client.get(f"{LIST}{other.pk}/{page}/").status_code == 302
    assert "Charlie's" not in client.get(WORDS, {"of": other.pk}).text
    client.post(WORDS, {"of": other.pk, f"{other.pk}-alt": "Taken over"})
    client.post(
        LIST, {"action": "delete_selected", "_selected_action": other.pk, "post": "yes", "index": "0"}
    )
    other.refresh_from_db()
    assert other.alt == "Charlie's"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rose", {"A red rose"}),
        ("RED rose", {"A red rose"}),
        ("garden", {"A red rose"}),
        ("rose tulip", set()),
        ("a " * 1200, {"A red rose", "A tulip"}),
        ("%", set()),
    ],
)
def test_words_and_captions_are_searched(client, alice, words, found):
    make_image("A red rose", caption="In the garden", uploaded_by=alice)
    make_image("A tulip", uploaded_by=alice)
    assert shown(client, q=words) == found


def test_the_address_of_any_size_finds_its_picture(client, alice):
    image = make_image("A rose", uploaded_by=alice)
    make_image("A tulip", uploaded_by=alice)
    for address in (image.file.url, image.file.url.replace(".png", "-480.webp")):
        assert shown(client, q=address) == {"A rose"}


def test_those_without_words_and_those_that_nobody_uses_are_found(client, alice):
    names = ("in a post", "on a page", "featured", "avatar", "unused")
    pictures = {name: make_image(name, uploaded_by=alice) for name in names}
    make_image("", uploaded_by=alice)
    make_post(html=f'<img src="{pictures["in a post"].file.url}" alt="">', image=pictures["featured"])
    Page.objects.create(title="A", html=f'<img src="{pictures["on a page"].file.url}" alt="">')
    make_author("Bob", avatar=pictures["avatar"])
    assert shown(client, only="unsaid") == {""}
    assert shown(client, only="unused") == {"unused", ""}


def test_a_month_is_the_month_of_the_upload(client, alice):
    old = make_image("Old", uploaded_by=alice)
    make_image("New", uploaded_by=alice)
    then = timezone.now() - timedelta(days=70)
    Image.objects.filter(pk=old.pk).update(created=then)
    assert shown(client, month=f"{timezone.localtime(then):%Y-%m}") == {"Old"}
    assert client.get(LIST).text.count(f'value="{timezone.localtime():%Y-%m}"') == 1


@pytest.mark.parametrize("query", ["month=x", "month=9999-99", "month=%00", "only=x", "only=%00", "q=%00"])
def test_an_odd_choice_is_no_error(client, alice, query):
    assert client.get(f"{LIST}?{query}").status_code in (200, 302)


def test_several_come_at_once_and_what_is_good_is_kept(client, alice):
    page = send(client, ("hill.png", png()), ("broken.jpg", b"nothing"), ("bean.png", png()))
    assert Image.objects.filter(uploaded_by=alice).count() == 2
    assert "“broken.jpg”: This is no JPEG, PNG, GIF or WebP picture." in page.text
    assert "2 pictures are in the library." in page.text
    assert page.text.count("What does it show?") == 2


def zipped():
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        archive.writestr("a.jpg", "x" * 100)
    return out.getvalue()


def moving():
    frames = [Pillow.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out := io.BytesIO(), format="WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("zip.jpg", zipped(), "“zip.jpg”: This is no JPEG, PNG, GIF or WebP picture."),
        (
            "a.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
            "“a.svg”: This is no JPEG",
        ),
        ("large.png", huge_png(), "“large.png”: This picture has more than 50 megapixels."),
        ("cut.png", png((400, 400))[:-30], "“cut.png”: This picture is damaged."),
        ("empty.png", b"", "“empty.png”: This file is empty."),
        ("n" * 500 + ".jpg", b"x", "“" + "n" * uploads.NAME_LENGTH + "…”: This is no JPEG"),
        ("a\0b.jpg", b"x", "b.jpg”: This is no JPEG"),
        ("<b>.jpg", b"x", "&lt;b&gt;.jpg”: This is no JPEG"),
    ],
)
def test_each_is_refused_by_its_name_and_with_the_reason(client, alice, name, data, words):
    assert words in send(client, (name, data)).text
    assert not Image.objects.exists()


def test_what_an_animation_loses_is_said(client, alice):
    assert "“moving.webp”: Pictures here do not move" in send(client, ("moving.webp", moving())).text
    assert Image.objects.count() == 1


def test_of_a_hundred_the_first_twenty_are_kept_and_the_others_named(client, alice, monkeypatch):
    monkeypatch.setattr(uploads, "AT_ONCE", 3)
    page = send(client, *[(f"no-{n}.png", png()) for n in range(100)])
    assert Image.objects.count() == 3
    assert "“no-3.png”: Only 3 at once; please send this one again." in page.text
    assert "“no-99.png”: Only 3 at once" in page.text


def test_more_files_than_a_request_may_have_are_refused_in_words(client, alice):
    answer = send(client, *[(f"no-{n}.png", b"x") for n in range(101)])
    assert answer.status_code == 400
    assert "send fewer at once" in answer.text


def test_no_file_is_said_so(client, alice):
    assert "No file was chosen." in client.post(SEVERAL, follow=True).text


def test_words_are_stored_for_many(client, alice):
    one, two = make_image(uploaded_by=alice), make_image("Old", uploaded_by=alice)
    data = {"of": [one.pk, two.pk], f"{one.pk}-alt": "A hill", f"{two.pk}-alt": "Old"}
    assert "The words of 1 picture are saved." in client.post(WORDS, data, follow=True).text
    one.refresh_from_db()
    assert one.alt == "A hill"


@pytest.mark.parametrize(
    ("typed", "reason"), [("x" * 301, "at most 300 characters"), ("a\0b", "Null characters")]
)
def test_words_that_cannot_be_stored_are_still_there_and_nothing_is_stored(client, alice, typed, reason):
    one, two = make_image(uploaded_by=alice), make_image(uploaded_by=alice)
    data = {"of": [one.pk, two.pk], f"{one.pk}-alt": "A hill", f"{two.pk}-alt": typed}
    answer = client.post(WORDS, data)
    assert answer.status_code == 422
    assert reason in answer.text
    assert 'value="A hill"' in answer.text
    assert not Image.objects.exclude(alt="").exists()


@pytest.mark.parametrize("of", ["x", "²", "9" * 40, "-1", ""])
def test_an_odd_number_of_a_picture_is_no_error(client, alice, of):
    assert client.get(WORDS, {"of": of}).status_code == 200


def test_without_a_choice_those_that_nobody_described_are_asked_for(client, alice):
    make_image("Known", uploaded_by=alice)
    make_image(uploaded_by=alice)
    assert client.get(WORDS).text.count("What does it show?") == 1
    Image.objects.update(alt="Known")
    assert "Every picture has its words." in client.get(WORDS).text


def test_a_moderator_has_no_library(client, alice):
    client.force_login(make_user("bob", role="moderator"))
    assert [client.get(page).status_code for page in (LIST, WORDS)] == [403, 403]
    assert client.post(SEVERAL).status_code == 403


@pytest.mark.parametrize("query", [{}, {"q": "hill"}, {"only": "unused"}, {"only": "unsaid"}])
def test_ten_thousand_pictures_cost_no_more_queries(client, alice, django_assert_max_num_queries, query):
    Image.objects.bulk_create(make_row(n, alt="hill" * (n % 2), uploaded_by=alice) for n in range(10_000))
    with django_assert_max_num_queries(10):
        assert client.get(LIST, query).status_code == 200
