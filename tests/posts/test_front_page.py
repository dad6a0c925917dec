"""The owner puts a page at the front; the latest posts have an address of their own then."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from posts.models import Menu, MenuItem, Page
from tests.factories import make_post, make_user, set_site
from tests.posts.reading import many_posts, page, titles
from tests.posts.test_sitemap import locations

pytestmark = pytest.mark.django_db


@pytest.fixture
def about():
    about = Page.objects.create(title="About us", slug="about", html="<p>Two gardeners.</p>")
    set_site(front_page=about, posts_per_page=2)
    return about


def canonical(soup):
    return soup.select_one("link[rel=canonical]")["href"]


def test_the_page_stands_at_the_front_alone(client, about):
    front = page(client, "/")
    assert front.select_one("h1").get_text() == "About us"
    assert canonical(front) == "http://testserver/"
    assert client.get("/about/")["Location"] == "/"
    assert about.get_absolute_url() == "/"


def test_the_posts_are_at_an_address_of_their_own_with_all_their_pages(client, about):
    many_posts(3)
    first, second = page(client, "/blog/"), page(client, "/blog/page/2/")
    assert [titles(one) for one in (first, second)] == [["Post 3", "Post 2"], ["Post 1"]]
    assert canonical(first) == "http://testserver/blog/"
    assert first.select_one("main a[rel=next]")["href"] == "/blog/page/2/"
    assert second.select_one("main a[rel=prev]")["href"] == "/blog/"
    assert client.get("/page/2/")["Location"] == "/blog/page/2/"


@pytest.mark.parametrize("path", ["/blog/", "/blog/page/2/"])
def test_without_a_front_page_they_are_at_the_front_alone(client, path):
    many_posts(3)
    page(client, path, 404)


def test_while_it_is_not_published_the_latest_posts_stand_there(client, about):
    about.published = False
    about.save()
    many_posts(1)
    assert titles(page(client, "/")) == ["Post 1"]
    page(client, "/about/", 404)
    page(client, "/blog/", 404)


def test_a_deleted_page_gives_the_front_back(client, about):
    about.delete()
    many_posts(1)
    assert titles(page(client, "/")) == ["Post 1"]


def test_feeds_and_the_addresses_of_wordpress_stay(client, about):
    post = make_post("One")
    assert "One" in client.get("/feed/").content.decode()
    assert client.get(f"/?p={post.pk}")["Location"] == post.get_absolute_url()
    assert client.get("/?s=one")["Location"] == "/search/?q=one"


def test_the_sitemap_names_each_address_once(client, about):
    assert locations(client.get("/sitemap.xml")) == ["http://testserver/", "http://testserver/blog/"]


def test_a_menu_leads_to_the_front_itself(client, about, django_assert_max_num_queries):
    menu = Menu.objects.create(place="header")
    MenuItem.objects.create(menu=menu, label="About", page=about)
    with django_assert_max_num_queries(3):
        link = page(client, "/").select_one("header nav a")
    assert (link["href"], link["aria-current"]) == ("/", "page")


def test_a_missing_page_leads_to_the_posts(client, about):
    assert page(client, "/nothing/", 404).select_one('main a[href="/blog/"]')


def test_no_page_takes_the_address_of_the_posts():
    assert Page.objects.create(title="Blog").slug == "blog-2"
    with pytest.raises(ValidationError):
        Page(title="Blog", slug="blog").full_clean()


def test_the_command_knows_pages_by_their_slugs(about, capsys):
    call_command("settings", "front_page=")
    call_command("settings", "front_page=about")
    assert capsys.readouterr().out == "front_page=\nfront_page=about\n"
    with pytest.raises(CommandError, match="no page"):
        call_command("settings", "front_page=nothing")


def test_the_owner_chooses_among_what_is_published(client, about):
    Page.objects.create(title="Secret plans", published=False)
    client.force_login(make_user(role="administrator"))
    address = "/admin/posts/sitesettings/reading/"
    shown = client.get(address).content.decode()
    assert "The latest posts" in shown and "About us" in shown and "Secret plans" not in shown
    for odd in ("x", "9999", "\0"):
        assert client.post(address, {"front_page": odd, "posts_per_page": "2"}).status_code == 200
    client.post(address, {"front_page": "", "posts_per_page": "2"})
    page(client, "/blog/", 404)
