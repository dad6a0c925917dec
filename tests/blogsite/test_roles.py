"""Every page of the admin by every role: what each may open, and nothing else, object by object."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group

from posts.models import Category, Image, Menu, Page, Post, Series, SiteSettings, Tag
from tests.factories import make_author, make_comment, make_post, make_subscriber, make_user

pytestmark = pytest.mark.django_db
ROLES = ("anonymous", "reader", "author", "editor", "moderator", "administrator")
OK, NO, GONE, LOGIN = 200, 403, 404, 302
# What a role may open: a list, adding, changing one of its own, changing somebody else's.
# Django answers 302 to its index for an object that is not in the user's queryset.
MATRIX = {
    #                        list add own foreign
    ("author", "posts.post"): (OK, OK, OK, LOGIN),
    ("author", "posts.image"): (OK, OK, OK, LOGIN),
    ("author", "posts.author"): (OK, NO, OK, LOGIN),
    ("author", "posts.category"): (OK, NO, OK, OK),
    ("author", "posts.tag"): (OK, OK, OK, OK),
    ("author", "posts.series"): (OK, OK, OK, OK),
    ("author", "posts.page"): (NO, NO, NO, NO),
    ("author", "posts.menu"): (NO, NO, NO, NO),
    ("editor", "posts.post"): (OK, OK, OK, OK),
    ("editor", "posts.image"): (OK, OK, OK, OK),
    ("editor", "posts.author"): (OK, OK, OK, OK),
    ("editor", "posts.category"): (OK, OK, OK, OK),
    ("editor", "posts.tag"): (OK, OK, OK, OK),
    ("editor", "posts.series"): (OK, OK, OK, OK),
    ("editor", "posts.page"): (OK, OK, OK, OK),
    ("editor", "posts.menu"): (OK, OK, OK, OK),
    ("editor", "posts.subscriber"): (OK, NO, OK, OK),
    ("administrator", "posts.subscriber"): (OK, NO, OK, OK),
    ("administrator", "posts.sitesettings"): (LOGIN, NO, LOGIN, LOGIN),  # to the first page of them
}


def expected(role, label):
    if role == "anonymous":
        return (LOGIN,) * 4
    return MATRIX.get((role, label), (OK,) * 4 if role == "administrator" else (NO,) * 4)


def shared():
    """One of what nobody owns."""
    site = SiteSettings.load()
    site.save()
    return {
        "posts.category": Category.objects.create(name="a"),
        "posts.tag": Tag.objects.create(name="a"),
        "posts.series": Series.objects.create(name="a"),
        "posts.page": Page.objects.create(title="About"),
        "posts.menu": Menu.objects.create(place="header"),
        "posts.subscriber": make_subscriber(),
        "posts.sitesettings": site,
        "auth.user": make_user("charlie"),
        "auth.group": Group.objects.get(name="Author"),
    }


def owned(author, user=None):
    """One of what somebody owns: a post, a picture and the profile itself."""
    picture = Image.objects.create(file="x.png", width=1, height=1, uploaded_by=user)
    return {"posts.post": make_post(author=author), "posts.image": picture, "posts.author": author}


def signed_in(client, role):
    if role == "anonymous":
        return None
    user = make_user("alice", role=role)
    client.force_login(user)
    return user


def labels():
    return sorted(model._meta.label_lower for model in admin.site._registry)


class TestObjects:
    @pytest.fixture(scope="class")
    @classmethod
    def stored(cls, kept):
        """A user of each role; of each role what is theirs, and what is Bob's, by the label of its model."""
        with kept():
            users = {role: make_user(role, role=role) for role in ROLES[1:]}
            alike = shared()
            own = {role: alike | owned(make_author(user=user), user) for role, user in users.items()}
            own["anonymous"] = alike | owned(make_author("Nobody"))
            yield users, own, alike | owned(make_author("Bob"))

    @pytest.fixture
    def sign_in(self, client, stored):
        """Gives what is of this role and what is not."""

        def signed_in(role):
            users, own, foreign = stored
            if role in users:
                client.force_login(users[role])
            return own[role], foreign

        return signed_in

    @pytest.mark.parametrize("label", labels())
    @pytest.mark.parametrize("role", ROLES)
    def test_each_role_opens_exactly_what_is_theirs(self, client, sign_in, role, label):
        own, foreign = sign_in(role)
        base = f"/admin/{label.replace('.', '/')}/"
        pages = (base, f"{base}add/", f"{base}{own[label].pk}/change/", f"{base}{foreign[label].pk}/change/")
        assert tuple(client.get(page).status_code for page in pages) == expected(role, label)

    @pytest.mark.parametrize("name", ["history", "delete"])
    @pytest.mark.parametrize("label", ["posts.post", "posts.image"])
    def test_the_other_pages_of_anothers_object_are_closed_to_an_author(self, client, sign_in, label, name):
        _, foreign = sign_in("author")
        row = foreign[label]
        address = f"/admin/{label.replace('.', '/')}/{row.pk}/{name}/"
        assert client.get(address).status_code in (NO, GONE, LOGIN)
        assert client.post(address, {"post": "yes"}).status_code in (NO, GONE, LOGIN)
        assert type(row).objects.filter(pk=row.pk).exists()
        if label == "posts.post":
            assert Post.objects.get(pk=row.pk).is_public


def test_an_author_cannot_save_over_anothers_post(client):
    signed_in(client, "author")
    post = make_post(author=make_author("Bob"))
    client.post(f"/admin/posts/post/{post.pk}/change/", {"title": "Stolen", "html": "", "state": "draft"})
    client.post("/admin/posts/post/", {"action": "trash", "_selected_action": [post.pk]})
    again = Post.objects.get()
    assert (again.title, again.state) == (post.title, "published")


def test_no_list_and_no_autocomplete_names_what_is_anothers(client):
    user = signed_in(client, "author")
    secret = make_post("A secret plan", author=make_author("Bob"), state="draft")
    Image.objects.create(file="x.png", width=1, height=1, alt="A secret picture")
    make_post("Mine", author=make_author(user=user))
    assert secret.title not in client.get("/admin/posts/post/?q=secret").content.decode()
    assert secret.title not in client.get("/admin/").content.decode()
    query = {"app_label": "posts", "model_name": "post", "field_name": "image", "term": "secret"}
    assert client.get("/admin/autocomplete/", query).json()["results"] == []
    query["field_name"] = "author"
    answer = client.get("/admin/autocomplete/", query | {"term": "Bob"})
    assert answer.status_code == NO or answer.json()["results"] == []


@pytest.mark.parametrize("role", ["author", "editor", "moderator"])
def test_nobody_below_the_administrator_gives_out_rights(client, role):
    user = signed_in(client, role)
    for address in (
        f"/admin/auth/user/{user.pk}/change/",
        "/admin/auth/user/add/",
        f"/admin/auth/user/{user.pk}/password/",
    ):
        assert client.get(address).status_code == NO
        assert client.post(address, {"is_superuser": "on"}).status_code == NO


def test_an_author_cannot_take_over_a_profile(client):
    user = signed_in(client, "author")
    make_author("Bob")
    own = make_author(user=user)
    client.post(
        f"/admin/posts/author/{own.pk}/change/",
        {"display_name": "New", "user": "", "slug": "other", "bio": "", "website": ""},
    )
    own.refresh_from_db()
    assert (own.display_name, own.user, own.slug) == ("New", user, "alice")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("anonymous", LOGIN),
        ("reader", NO),
        ("author", OK),
        ("editor", OK),
        ("moderator", OK),
        ("administrator", OK),
    ],
)
@pytest.mark.parametrize("where", ["/admin/", "/admin/discussion/", "/admin/password_change/"])
def test_the_pages_for_everybody_with_work_here(client, role, status, where):
    signed_in(client, role)
    assert client.get(where).status_code == status


@pytest.mark.parametrize(
    "where", ["/admin/jsi18n/", "/admin/autocomplete/", "/admin/posts/", "/admin/nowhere/", "/admin/r/1/1/"]
)
def test_a_reader_opens_no_admin_page_at_all(client, where):
    signed_in(client, "reader")
    assert client.get(where).status_code == NO


def test_a_moderator_meets_no_draft_in_the_queue(client):
    """What stands under a post that was withdrawn is moderated without its text."""
    signed_in(client, "moderator")
    post = make_post(html="<p>Hidden words.</p>")
    make_comment(post)
    post.withdraw()
    assert "Hidden words" not in client.get("/admin/discussion/").content.decode()


def test_a_permission_taken_from_a_group_stays_taken(client):
    from blogsite.roles import make_groups

    group = Group.objects.get(name="Author")
    group.permissions.remove(group.permissions.get(codename="publish_post"))
    make_groups()
    assert not make_user("alice", role="author").has_perm("posts.publish_post")
