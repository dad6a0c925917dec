"""Smaller copies of a picture: made by a chore, shown to readers, gone with it."""

import io

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Pillow

from jobs.models import Chore
from posts import html, sizes
from posts.models import Image, Page, Post
from tests.factories import make_post, run_chores

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def make_image(size=(2000, 1000), mode="RGB", kind="PNG", **fields):
    out = io.BytesIO()
    Pillow.new(mode, size, 128 if mode == "L" else (40, 120, 90, 0)[: len(mode)]).save(out, format=kind)
    return Image.objects.create(file=ContentFile(out.getvalue(), name="a"), **fields)


def widths_in(folder):
    return sorted(Pillow.open(path).width for path in folder.rglob("*.webp"))


@pytest.mark.parametrize(
    ("width", "copies"),
    [(480, []), (481, [480]), (960, [480]), (1000, [480, 960]), (2000, [480, 960, 1600])],
)
def test_no_copy_is_as_large_as_the_picture(folder, width, copies):
    image = make_image((width, 300))
    run_chores("sizes")
    image.refresh_from_db()
    assert image.widths == copies
    assert widths_in(folder) == copies


def test_a_small_picture_asks_for_no_work():
    make_image((480, 480))
    assert not Chore.objects.filter(kind="sizes").exists()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_every_kind_of_picture_has_copies(folder, kind):
    make_image((600, 300), kind=kind)
    run_chores("sizes")
    assert 480 in widths_in(folder)


def test_holes_stay_holes_in_the_copies(folder):
    image = make_image((600, 300), mode="RGBA")
    run_chores("sizes")
    copy = Pillow.open(folder / sizes.name_of(image.file.name, 480))
    assert copy.convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_second_run_changes_nothing(folder):
    image = make_image()
    run_chores("sizes")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.webp")}
    Chore.request("sizes", image.pk)
    run_chores("sizes")
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.webp")} == before


def test_what_a_killed_run_left_is_written_anew(folder):
    image = make_image()
    half = folder / sizes.name_of(image.file.name, 480)
    half.write_bytes(b"half")
    run_chores("sizes")
    assert half.read_bytes().startswith(b"RIFF")


def test_a_picture_whose_file_is_gone_is_given_up(folder):
    image = make_image()
    (folder / image.file.name).unlink()
    run_chores("sizes")
    assert Chore.objects.get(kind="sizes").state == "failed"


def test_all_files_go_with_the_picture(folder):
    image = make_image()
    run_chores("sizes")
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 4
    image.delete()
    run_chores("remove-files")
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_copies_made_of_a_picture_that_was_deleted_meanwhile_are_removed(folder):
    image = make_image()
    mine = Image.objects.get(pk=image.pk)
    Image.objects.filter(pk=image.pk).delete()
    mine.make_sizes()
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_files_that_a_row_still_holds_are_left_alone(folder):
    image = make_image()
    Image.remove_files(image.file.name)
    assert (folder / image.file.name).exists()


def test_readers_get_the_sizes_once_there_are_any(client):
    image = make_image()
    post = make_post(
        html=f'<p>One</p><figure class="wide"><img src="{image.file.url}" alt="A hill"></figure>'
    )
    plain = client.get(post.get_absolute_url()).text
    assert "srcset" not in plain
    assert 'width="2000" height="1000"' in plain
    run_chores("sizes")
    page = client.get(post.get_absolute_url()).text
    base = image.file.url.removesuffix(".png")
    assert f"{base}-480.webp 480w, {base}-960.webp 960w, {base}-1600.webp 1600w, {base}.png 2000w" in page
    assert f'sizes="{sizes.PLACES["wide"]}"' in page
    assert f'src="{image.file.url}"' in page


def test_what_stands_further_down_is_loaded_late(client):
    image = make_image()
    one = f'<p><img src="{image.file.url}" alt=""></p>'
    page = client.get(make_post(html=one * 3).get_absolute_url()).text
    assert page.count('loading="lazy"') == 2
    assert page.count('decoding="async"') == 3


def test_a_size_of_the_authors_own_is_kept():
    text = '<img src="/media/2026/11/0123456789abcdef.png" alt="" width="300">'

    class Ours:
        srcset, width, height = "x 480w", 2000, 1000

    shown = sizes.dressed(text, {"2026/11/0123456789abcdef": Ours})
    assert 'width="300"' in shown
    assert "height" not in shown


def test_a_picture_elsewhere_is_shown_as_it_was_written():
    shown = sizes.dressed(
        '<img src="https://bob.example/media/2026/11/0123456789abcdef.png" alt="a&gt;b">', {}
    )
    assert (
        shown
        == '<img src="https://bob.example/media/2026/11/0123456789abcdef.png" alt="a&gt;b" decoding="async">'
    )


@pytest.mark.parametrize(
    "text",
    [
        """<p title='<img src="/media/2026/11/0123456789abcdef.png">'>a</p>""",
        """<p title='<img src=/media/2026/11/0123456789abcdef.png alt=' id='x'>a</p>""",
        "<pre>&lt;img src=&quot;/media/2026/11/0123456789abcdef.png&quot;&gt;</pre>",
    ],
)
def test_what_only_looks_like_a_picture_is_left_alone(text):
    class Ours:
        srcset, width, height = "x 480w", 2000, 1000

    safe = html.sanitise(text)
    assert sizes.dressed(safe, {"2026/11/0123456789abcdef": Ours}) == safe


def test_the_featured_picture_has_its_sizes_too(client):
    image = make_image()
    run_chores("sizes")
    post = make_post(image=image)
    assert "1600w" in client.get(post.get_absolute_url()).text
    assert 'sizes="9rem"' in client.get("/").text


def test_forty_pictures_cost_one_query(client):
    def queries(text):
        post = make_post(html=text)
        with CaptureQueriesContext(connection) as seen:
            client.get(post.get_absolute_url())
        return len(seen)

    none = queries("<p>Words</p>")
    many = queries("".join(f'<img src="{make_image((60, 40)).file.url}" alt="">' for _ in range(40)))
    assert many == none + 1


def make_page(html):
    return Page.objects.create(title="A", html=html)


@pytest.mark.parametrize("make", [make_post, make_page])
def test_a_text_knows_its_pictures_in_every_size_and_as_links(settings, make):
    shown, linked, copied, other = (make_image((600, 40)) for _ in range(4))
    holder = make(
        html=f'<p><img src="{shown.file.url}" alt=""><a href="{settings.SITE_URL}{linked.file.url}">large</a>'
        f'<img src="{copied.file.url.removesuffix(".png")}-480.webp" alt="">{other.file.url}</p>'
        f'<img src="https://bob.example{other.file.url}" alt="">'
    )
    assert set(holder.pictures.all()) == {shown, linked, copied}
    holder.html = "<p>Nothing any more.</p>"
    holder.save()
    assert not holder.pictures.exists()


def test_going_back_to_a_revision_brings_its_pictures_back():
    image = make_image((60, 40))
    post = make_post(html=f'<img src="{image.file.url}" alt="">', state="draft")
    post.html = "<p>Other words.</p>"
    post.write()
    assert not post.pictures.exists()
    Post.objects.get(pk=post.pk).go_back_to(post.revisions.last())
    assert post.pictures.get() == image
