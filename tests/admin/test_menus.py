"""A menu is arranged on one page: where each link leads is chosen or typed, and numbers put the links in order."""

import pytest

from posts.models import Category, Menu, MenuItem, Page
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def menu():
    menu = Menu.objects.create(place="header")
    for n, label in enumerate("abc"):
        MenuItem.objects.create(menu=menu, label=label, url=f"/{label}/", position=10 * n)
    return menu


@pytest.fixture
def editor(client):
    client.force_login(make_user(role="editor"))


def send(client, menu, new=None, **changes):
    """The form as the page holds it, with changes by the words of a link."""
    items = list(menu.items.all())
    sent = {"place": menu.place, "items-TOTAL_FORMS": len(items) + 1, "items-INITIAL_FORMS": len(items)}
    for n, item in enumerate(items):
        row = {"id": item.pk, "menu": menu.pk, "position": n + 1, "label": item.label, "url": item.url}
        sent |= {f"items-{n}-{name}": value for name, value in (row | changes.get(item.label, {})).items()}
    row = {"menu": menu.pk, "label": "", "url": "", "leads_to": "", "position": ""} | (new or {})
    sent |= {f"items-{len(items)}-{name}": value for name, value in row.items()}
    return client.post(f"/admin/posts/menu/{menu.pk}/change/", sent)


def links(menu):
    return [(item.label, item.get_absolute_url()) for item in menu.items.all()]


def labels(menu):
    return "".join(menu.items.values_list("label", flat=True))


def problems(response):
    [formset] = response.context["inline_admin_formsets"]
    return [error for form in formset.formset.forms for found in form.errors.values() for error in found]


@pytest.mark.parametrize(
    ("changes", "order"),
    [
        ({"c": {"position": 1}}, "cab"),
        ({"a": {"position": 2}}, "bac"),
        ({"a": {"position": 99}}, "bca"),
        ({"a": {"position": ""}}, "abc"),
        ({"b": {"DELETE": "on"}}, "ac"),
    ],
)
def test_a_number_leads_to_that_place(client, editor, menu, changes, order):
    assert send(client, menu, **changes).status_code == 302
    assert labels(menu) == order


def test_a_new_link_comes_last_or_where_its_number_says(client, editor, menu):
    send(client, menu, {"label": "d", "url": "https://bob.example/"})
    assert links(menu)[-1] == ("d", "https://bob.example/")
    send(client, menu, {"label": "e", "leads_to": "/archives/", "position": 2})
    assert links(menu)[1] == ("e", "/archives/")


def test_a_link_to_a_page_follows_it(client, editor, menu):
    page = Page.objects.create(title="About", slug="about")
    send(client, menu, a={"url": "", "leads_to": f"page:{page.pk}"})
    page.slug = "who-we-are"
    page.save()
    assert links(menu)[0] == ("a", "/who-we-are/")


def test_an_archive_is_chosen_by_its_name(client, editor, menu):
    category = Category.objects.create(name="Roses")
    assert b"Roses" in client.get(f"/admin/posts/menu/{menu.pk}/change/").content
    send(client, menu, a={"url": "", "leads_to": category.get_absolute_url()})
    assert links(menu)[0] == ("a", "/category/roses/")
    assert send(client, menu, a={"url": "", "leads_to": category.get_absolute_url()}).status_code == 302


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"label": "d"}, "Where does it lead? Choose above, or write an address."),
        ({"label": "d", "url": "/x/", "leads_to": "/archives/"}, "one of the two"),
        ({"label": "d", "url": "javascript:alert(1)"}, "Write an address such as"),
        ({"label": "d", "url": "x\0y"}, "Null characters"),
        ({"label": "d", "leads_to": "page:999999"}, "Select a valid choice"),
        ({"label": "d", "leads_to": "page:x"}, "Select a valid choice"),
        ({"url": "/x/"}, "required"),
        ({"label": "d" * 81, "url": "/x/"}, "at most 80"),
        ({"label": "d", "url": "/x/", "position": "-1"}, "greater than or equal to 1"),
    ],
)
def test_what_is_wrong_is_said_beside_the_link_and_nothing_is_stored(client, editor, menu, row, words):
    response = send(client, menu, row, a={"position": 3})
    assert response.status_code == 200
    assert words in " ".join(problems(response))
    assert labels(menu) == "abc"


def test_there_is_a_menu_for_each_place_and_no_more(client, editor, menu):
    assert client.get("/admin/posts/menu/add/").status_code == 200
    assert b"Add menu" in client.get("/admin/posts/menu/").content
    Menu.objects.create(place="footer")
    assert client.get("/admin/posts/menu/add/").status_code == 403
    assert b"Add menu" not in client.get("/admin/posts/menu/").content


def test_many_links_ask_no_more(client, editor, menu, django_assert_max_num_queries):
    for n in range(40):
        MenuItem.objects.create(menu=menu, label=str(n), page=Page.objects.create(title=f"Page {n}"))
    with django_assert_max_num_queries(16):
        assert client.get(f"/admin/posts/menu/{menu.pk}/change/").status_code == 200
