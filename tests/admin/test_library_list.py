"""The library as a list: each user's own choice, what a row tells, its order, and many deleted at once."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from posts.admin.image_list import TILES, USES
from posts.models import Image, Page, Preferences
from tests.admin.test_library import LIST, make_row
from tests.admin.test_picture_page import showing
from tests.admin.test_uploads import png
from tests.factories import make_author, make_post, make_user

pytestmark = pytest.mark.django_db
LAYOUT = f"{LIST}layout/"


@pytest.fixture
def rows(alice):
    """Three of Alice's; the choice of the list is hers."""
    Preferences.keep(alice, images="list")
    words = (("A tulip", 300), ("A rose", 2_000_000), ("", 4000))
    return Image.objects.bulk_create(
        make_row(n, alt=alt, bytes=size, uploaded_by=alice) for n, (alt, size) in enumerate(words)
    )


def order(client, query=""):
    return [image.alt for image in client.get(f"{LIST}?{query}").context["cl"].result_list]


def cell(page, name):
    return page.partition(f'class="field-{name}">')[2].partition("</td>")[0]


def test_the_choice_is_each_users_own_and_leads_back_to_the_list_as_it_was_narrowed(client, alice):
    Image.objects.bulk_create([make_row(1, uploaded_by=alice)])
    assert 'class="tiles"' in client.get(LIST).text
    answer = client.post(LAYOUT, {"layout": "list", "list": f"{LIST}?q=hill&p=2"})
    assert answer["Location"] == f"{LIST}?q=hill&p=2"
    page = client.get(LIST).text
    assert 'id="result_list"' in page
    assert 'value="list" aria-pressed="true"' in page
    client.force_login(make_user("bob", role="editor"))
    assert 'class="tiles"' in client.get(LIST).text


@pytest.mark.parametrize(
    "sent", [{}, {"layout": "x"}, {"layout": "\0"}, {"layout": "list", "list": "//bob.example/"}]
)
def test_an_odd_choice_changes_nothing_and_leads_to_no_other_place(client, alice, sent):
    assert client.post(LAYOUT, sent)["Location"] == LIST
    assert (Preferences.of(alice).get("images") == "list") == (sent.get("layout") == "list")


@pytest.mark.parametrize("kept", [[], 7, {"a": 1}, None, "nonsense"])
def test_whatever_is_kept_the_library_opens(client, alice, kept):
    Preferences.keep(alice, images=kept)
    assert 'class="tiles"' in client.get(LIST).text


def test_a_row_tells_what_is_known_of_its_picture(client, alice, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    Preferences.keep(alice, images="list")
    image = Image.objects.create(
        file=ContentFile(png((1000, 500)), name="a.png"), alt="A hill", uploaded_by=alice
    )
    assert image.bytes == (tmp_path / image.name).stat().st_size
    page = client.get(LIST).text
    assert image.name.rpartition("/")[2] in cell(page, "named")
    assert [cell(page, name) for name in ("pixels", "uploader")] == ["1000 × 500", "alice"]
    assert cell(page, "weight").endswith(("bytes", "KB"))
    assert "nowhere" in cell(page, "used")


def test_where_it_is_used_is_named_but_no_draft_of_somebody_else(client, rows):
    image = rows[2]
    for title in ("First", "Second", "Third", "Fourth"):
        make_post(title, html=showing(image))
    make_post("Secret plan", html=showing(rows[1]), state="draft", author=make_author("Bob"))
    page = client.get(LIST).text
    told = cell(page, "used")
    assert [title in told for title in ("Fourth", "Third", "Second", "First")] == [True] * USES + [False]
    assert "and 1 more" in told
    assert "in 1 text that is not yours" in page
    assert "Secret plan" not in page


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", ["", "A rose", "A tulip"]),
        ("o=1", ["", "A rose", "A tulip"]),
        ("o=-1", ["A tulip", "A rose", ""]),
        ("o=3", ["A tulip", "", "A rose"]),
        ("o=5", ["A tulip", "A rose", ""]),
        ("o=2", ["", "A rose", "A tulip"]),
    ],
)
def test_it_is_sorted_by_what_an_index_serves(client, rows, query, wanted):
    assert order(client, query) == wanted


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL sorts few rows without an index")
@pytest.mark.parametrize("field", ["alt", "bytes", "created"])
def test_an_index_serves_it(field):
    assert "images_by_" in Image.objects.order_by(f"-{field}", "-pk")[:TILES].explain()


def test_many_are_deleted_from_it_after_one_question(client, rows):
    page = client.get(LIST).text
    assert page.count('name="_selected_action"') == 3
    chosen = {"action": "delete_selected", "index": "0", "_selected_action": [row.pk for row in rows[:2]]}
    assert "Delete these 2 pictures?" in client.post(LIST, chosen).text
    assert Image.objects.count() == 3
    client.post(LIST, chosen | {"post": "yes"})
    assert Image.objects.get() == rows[2]


def test_who_may_delete_none_chooses_none(client, rows):
    user = make_user("charlie", role="author")
    user.groups.get().permissions.remove(*user.groups.get().permissions.filter(codename="delete_image"))
    Image.objects.update(uploaded_by=user)
    Preferences.keep(user, images="list")
    client.force_login(user)
    assert "_selected_action" not in client.get(LIST).text


def test_a_full_page_with_many_uses_asks_no_more_than_one_with_few(
    client, rows, alice, django_assert_max_num_queries
):
    def questions():
        with django_assert_max_num_queries(14):
            client.get(LIST)

    bob = make_author("Bob")
    for n, author in enumerate((make_author(user=alice), bob)):
        make_post(f"No. {n}", html=showing(rows[n]), author=author, image=rows[0])
    for title in ("About us", "Imprint"):
        Page.objects.create(title=title, html=showing(rows[2]))
    make_author("Charlie", avatar=rows[2])
    questions()
    many = Image.objects.bulk_create(make_row(n, uploaded_by=alice) for n in range(10, 10 + TILES))
    for n in range(10):
        make_post(f"More {n}", html="".join(map(showing, many)), author=bob, image=many[n])
    questions()
