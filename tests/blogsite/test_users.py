"""Users in the admin: one role each, for administrators alone, and never without an administrator."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from blogsite import roles, second_factor
from jobs.models import Chore
from posts.chores import HANDED_OVER, hand_over
from posts.models import Author, Post
from tests.blogsite.phone import turned_on
from tests.factories import make_author, make_comment, make_post, make_user

pytestmark = pytest.mark.django_db
USERS = "/admin/auth/user/"


@pytest.fixture
def admin(client):
    user = make_user("alice", role="administrator")
    client.force_login(user)
    return user


def change(client, user, **fields):
    data = {"username": user.username, "email": "", "role": roles.role_of(user), "is_active": "on"}
    return client.post(f"{USERS}{user.pk}/change/", {**data, **fields})


def fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("role", roles.NAMES)
def test_a_new_user_has_the_role_that_was_chosen_and_nothing_more(client, admin, role):
    password = "correct horse battery"
    data = {"username": "bob", "email": "", "role": role, "password1": password, "password2": password}
    assert client.post(f"{USERS}add/", data).status_code == 302
    bob = User.objects.get(username="bob")
    assert roles.role_of(bob) == role and not bob.user_permissions.exists()
    assert (bob.is_superuser, roles.works_here(bob)) == (role == "administrator", role != "reader")
    assert Author.objects.filter(user=bob).exists() == (role in ("author", "editor", "administrator"))
    assert Client().login(username="bob", password=password)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"role": "king"}, "role"),
        ({"username": "ALICE"}, "username"),
        ({"username": ""}, "username"),
        ({"password2": "another one"}, "password2"),
        ({"password1": "short", "password2": "short"}, "password2"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(client, admin, wrong, field):
    data = {"username": "bob", "role": "author", "password1": "correct horse", "password2": "correct horse"}
    response = client.post(f"{USERS}add/", {**data, **wrong})
    assert response.status_code == 200 and field in response.context["adminform"].form.errors
    assert User.objects.count() == 1


def test_another_role_replaces_the_one_before(client, admin):
    bob = make_user("bob", role="editor")
    change(client, bob, role="moderator")
    assert [group.name for group in fresh(bob).groups.all()] == ["Moderator"]


def test_a_role_that_was_not_changed_leaves_alone_what_else_the_owner_gave(client, admin):
    bob = make_user("bob", role="author")
    bob.groups.add(Group.objects.create(name="Gardeners"))
    change(client, bob, email="bob@bob.example")
    assert {group.name for group in fresh(bob).groups.all()} == {"Author", "Gardeners"}
    assert fresh(bob).email == "bob@bob.example"


def test_who_is_switched_off_is_signed_out_everywhere(client, admin):
    bob = make_user("bob", role="author")
    other = Client()
    other.force_login(bob)
    assert other.get("/admin/").status_code == 200
    change(client, bob, is_active="")
    assert other.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    ("fields", "field"), [({"role": "author"}, "role"), ({"is_active": ""}, "is_active")]
)
def test_the_last_administrator_stays_one(client, admin, fields, field):
    make_user("bob", role="administrator", is_active=False)
    response = change(client, admin, **fields)
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors
    assert fresh(admin).is_superuser and fresh(admin).is_active


def test_the_last_administrator_is_not_deleted(client, admin):
    assert client.post(f"{USERS}{admin.pk}/delete/").status_code == 422
    assert User.objects.filter(pk=admin.pk).exists()


def test_one_of_two_administrators_may_step_down(client, admin):
    make_user("bob", role="administrator")
    change(client, admin, role="editor")
    assert roles.role_of(fresh(admin)) == "editor"
    assert client.get(USERS).status_code == 403


@pytest.mark.parametrize("role", ["author", "editor", "moderator"])
def test_nobody_else_reaches_users_or_roles_even_with_every_permission(client, role):
    bob = make_user("bob", role=role)
    bob.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    client.force_login(fresh(bob))
    for address in (
        "",
        "add/",
        *(f"{bob.pk}/{verb}/" for verb in ("change", "delete", "password", "second-factor", "history")),
    ):
        assert client.get(USERS + address).status_code == 403, address
        assert client.post(USERS + address, {"role": "administrator"}).status_code == 403, address
    assert client.get("/admin/auth/group/").status_code == 403
    assert roles.role_of(fresh(bob)) == role


def test_the_posts_of_who_is_deleted_stay_under_their_name(client, admin):
    bob = make_user("bob", role="author")
    post, comment = make_post(author=Author.of(bob)), make_comment(user=bob)
    client.post(f"{USERS}{bob.pk}/delete/")
    assert not User.objects.filter(username="bob").exists()
    assert client.get(post.get_absolute_url()).status_code == 200
    post.refresh_from_db()
    comment.refresh_from_db()
    assert (str(post.author), post.author.user, comment.user) == ("bob", None, None)


def test_or_go_to_somebody_else(client, admin):
    bob = make_user("bob", role="author")
    old, charlie = Author.of(bob), make_author("Charlie")
    for state in ("published", "draft", "trash"):
        make_post(author=old, state=state)
    client.post(f"{USERS}{bob.pk}/delete/", {"posts_to": charlie.pk})
    chore = Chore.objects.get(kind="hand-over")
    hand_over(chore.object_id)
    assert Post.objects.filter(author=charlie).count() == 3 and Author.objects.filter(pk=old.pk).exists()
    hand_over(chore.object_id)
    assert not Author.objects.filter(pk=old.pk).exists()


def test_many_posts_are_handed_over_some_at_a_time(monkeypatch):
    monkeypatch.setattr("posts.chores.HANDED_OVER", 2)
    old, charlie = make_author("Bob"), make_author("Charlie")
    for _ in range(3):
        make_post(author=old)
    old.hand_over(charlie)
    for left in (1, 0):
        hand_over(f"{old.pk} {charlie.pk}")
        assert Post.objects.filter(author=old).count() == left
    assert HANDED_OVER == 100


def test_nothing_is_handed_to_who_is_gone_meanwhile():
    post = make_post()
    hand_over(f"{post.author_id} 999999")
    assert Post.objects.get().author_id == post.author_id


@pytest.mark.parametrize("to", ["999999", "x", "own"])
def test_posts_go_to_nobody_who_is_not_there(client, admin, to):
    bob = make_user("bob", role="author")
    make_post(author=Author.of(bob))
    to = Author.of(bob).pk if to == "own" else to
    response = client.post(f"{USERS}{bob.pk}/delete/", {"posts_to": to})
    assert response.status_code == 422 and "posts_to" in response.context["form"].errors
    assert User.objects.filter(pk=bob.pk).exists()


def test_an_administrator_resets_the_second_factor_of_who_lost_it(client, admin):
    bob = make_user("bob", role="author")
    turned_on(bob)
    address = f"{USERS}{bob.pk}/second-factor/"
    assert address in client.get(f"{USERS}{bob.pk}/change/").content.decode()
    client.get(address)
    assert second_factor.is_on(bob)
    client.post(address)
    assert not second_factor.is_on(bob)
    assert "Two-factor sign-in" in client.get(f"{USERS}{bob.pk}/history/").content.decode()


@pytest.mark.parametrize(
    "address", ["999999/change/", "999999/delete/", "999999/second-factor/", "x/delete/"]
)
def test_a_user_who_is_not_there_is_no_error(client, admin, address):
    assert client.get(USERS + address).status_code in (302, 404)
    assert client.post(USERS + address).status_code in (302, 404)


def test_the_list_shows_who_is_who(client, admin):
    bob = make_user("bob", role="moderator")
    turned_on(bob)
    make_post(author=Author.of(bob))
    page = client.get(USERS).content.decode()
    for words in ("Administrator", "Moderator", "never", "/admin/posts/post/?author=bob"):
        assert words in page
    assert client.get(f"{USERS}?q=bob").context["cl"].result_count == 1


def test_the_list_asks_the_database_as_often_for_many_users(client, admin):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(USERS)
        return len(queries)

    make_post(author=Author.of(make_user("bob", role="author")))
    few = asked()
    for number in range(12):
        make_post(author=Author.of(make_user(f"charlie{number}", role="author")))
    assert asked() == few


def test_the_names_of_roles_are_fixed_and_translated(client, admin):
    from tests.factories import set_site

    group = Group.objects.get(name="Moderator")
    client.post(f"/admin/auth/group/{group.pk}/change/", {"name": "King", "permissions": []})
    assert Group.objects.filter(name="Moderator").exists()
    assert client.post(f"/admin/auth/group/{group.pk}/delete/", {"post": "yes"}).status_code == 403
    many = {"action": "delete_selected", "_selected_action": [group.pk], "post": "yes"}
    client.post("/admin/auth/group/", many)
    assert Group.objects.filter(name="Moderator").exists()
    set_site(language="de")
    assert "Moderation" in client.get("/admin/auth/group/").content.decode()
    assert "Administration" in client.get(USERS).content.decode()


def test_the_command_gives_and_takes_as_the_page_does(capsys):
    from django.core.management import call_command

    make_user("alice", role="administrator")
    for role in ("author", "administrator", "reader"):
        call_command("create_user", f"--role={role}", "--username=bob", "--password=right")
        assert roles.role_of(User.objects.get(username="bob")) == role
