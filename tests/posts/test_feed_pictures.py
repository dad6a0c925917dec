"""Feeds offer each picture in one size that a feed reader can bear, with its width and height."""

import io
import json
import re

import feedparser
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Pillow

from posts.models import Image
from tests.factories import make_post, run_chores

pytestmark = pytest.mark.django_db
XML = ("feed/", "feed/atom/")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def make_image(size):
    out = io.BytesIO()
    Pillow.new("RGB", size, (40, 120, 90)).save(out, format="JPEG")
    image = Image.objects.create(file=ContentFile(out.getvalue(), name="a"))
    run_chores("sizes")
    image.refresh_from_db()
    return image


def showing(image, **attributes):
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<figure class="wide"><img src="{image.file.url}" alt="A &lt;hill&gt;"{said}></figure>'


def shown(client, form="feed/"):
    """The attributes of the pictures in the one item, as a feed reader gets them."""
    (entry,) = feedparser.parse(client.get(f"/{form}").content).entries
    pictures = re.findall("<img ([^>]*)>", entry.content[0].value)
    return [dict(re.findall(r'([a-z]+)="([^"]*)"', picture)) for picture in pictures]


@pytest.mark.parametrize("form", XML)
def test_a_large_picture_comes_as_its_largest_copy(client, folder, form):
    image = make_image((3000, 2000))
    make_post(html=showing(image))
    copy = image.file.url.replace(".jpg", "-1600.webp")
    [told] = shown(client, form)
    assert told["src"] == f"http://testserver{copy}"
    assert (told["width"], told["height"]) == ("1600", "1067")
    assert Pillow.open(folder / copy.removeprefix("/media/")).size == (1600, 1067)
    assert "hill" in told["alt"]
    assert "srcset" not in told


@pytest.mark.parametrize("size", [(400, 300), (1600, 900)])
def test_one_that_is_not_wider_comes_itself(client, size):
    image = make_image(size)
    make_post(html=showing(image))
    [told] = shown(client)
    assert told["src"] == f"http://testserver{image.file.url}"
    assert (told["width"], told["height"]) == tuple(map(str, size))


def test_while_there_are_no_copies_the_original_comes(client):
    image = make_image((3000, 2000))
    Image.objects.update(widths=[])
    make_post(html=showing(image))
    assert shown(client)[0]["src"] == f"http://testserver{image.file.url}"


def test_a_size_of_the_authors_own_is_kept(client):
    make_post(html=showing(make_image((3000, 2000)), width=300))
    [told] = shown(client)
    assert told["src"].endswith("-1600.webp")
    assert told["width"] == "300"
    assert "height" not in told


def test_links_to_the_original_and_pictures_elsewhere_stay_as_they_are(client):
    image = make_image((3000, 2000))
    make_post(html=f'<a href="{image.file.url}">large</a><img src="https://bob.example/a.jpg" alt="">')
    (entry,) = feedparser.parse(client.get("/feed/").content).entries
    assert f'href="http://testserver{image.file.url}"' in entry.content[0].value
    assert shown(client) == [{"src": "https://bob.example/a.jpg", "alt": ""}]


def test_json_names_the_picture_of_the_post_in_that_size_too(client):
    image = make_image((3000, 2000))
    make_post(html=showing(image), image=image)
    (item,) = json.loads(client.get("/feed/json/").content)["items"]
    assert item["image"] == f"http://testserver{image.moderate[0]}"
    assert item["image"].endswith("-1600.webp")
    assert image.moderate[0] in item["content_html"]


def test_nothing_of_a_locked_post_is_looked_up_or_told(client):
    make_post(html=showing(make_image((3000, 2000))), password="x")
    assert b"-1600.webp" not in client.get("/feed/").content


def test_many_pictures_cost_one_question(client):
    def questions():
        with CaptureQueriesContext(connection) as seen:
            client.get("/feed/")
        return len(seen)

    make_post("None", html="<p>Words</p>")
    before = questions()
    for n in range(5):
        make_post(f"No. {n}", html="".join(showing(make_image((60 + n, 40))) for _ in range(4)))
    assert questions() == before + 1
