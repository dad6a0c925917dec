"""The command that makes users."""

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from posts.models import Author

pytestmark = pytest.mark.django_db


def create(role, username="alice", password="a good password"):
    call_command("create_user", role=role, username=username, password=password, verbosity=0)
    return User.objects.get(username=username)


@pytest.mark.parametrize(
    ("role", "groups", "staff", "superuser"),
    [
        ("reader", [], False, False),
        ("author", ["Author"], True, False),
        ("editor", ["Editor"], True, False),
        ("moderator", ["Moderator"], True, False),
        ("administrator", [], True, True),
    ],
)
def test_a_role_is_a_group(role, groups, staff, superuser):
    user = create(role)
    assert list(user.groups.values_list("name", flat=True)) == groups
    assert (user.is_staff, user.is_superuser) == (staff, superuser)


def test_a_second_run_changes_role_and_password_of_the_one_user():
    create("administrator", username="bob")
    create("administrator")
    user = create("reader", password="another one")
    assert User.objects.count() == 2
    assert not user.is_superuser
    assert user.check_password("another one")


def test_the_last_administrator_stays_one_and_may_get_another_password():
    create("administrator")
    with pytest.raises(CommandError, match="last administrator"):
        create("author", password="another one")
    assert create("administrator", password="a third one").check_password("a third one")
    assert User.objects.get().is_superuser


def test_who_writes_gets_a_profile():
    create("author")
    create("moderator", username="bob")
    assert Author.objects.get().display_name == "alice"


def test_an_unknown_role_is_refused():
    with pytest.raises(CommandError):
        call_command("create_user", "--role", "king", "--username", "alice", "--password", "x")


@pytest.mark.parametrize("username", ["", "a b", "a" * 151])
def test_a_name_that_nobody_could_type_is_refused(username):
    with pytest.raises(CommandError):
        create("author", username=username)
    assert not User.objects.exists()
