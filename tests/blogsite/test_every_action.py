"""Every action of the admin by every role; an action without a row in the table fails."""

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import RequestFactory

from blogsite import second_factor_page
from comments.queue import actions
from tests.blogsite.every_action import ACTIONS, READ, Busy
from tests.blogsite.every_url import TABLE
from tests.blogsite.test_every_url import client_of, everything
from tests.blogsite.world import ROLES
from tests.factories import make_user
from trackbacks.ledger import doing, of_post

pytestmark = pytest.mark.django_db
LISTS = {route for route in TABLE if route.endswith(("_changelist", "_history"))}
UNTOLD = {"django_session", "posts_hit"}  # that somebody was here, and how often


@pytest.fixture(autouse=True)
def with_a_key(settings):
    settings.AKISMET_API_KEY = "key"


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_what_the_table_says(role):
    world = Busy()
    column = ROLES.index(role)
    answers = {name: done(world, role, action) for name, action in ACTIONS.items()}
    assert answers == {name: action.row[column] for name, action in ACTIONS.items()}


def tables():
    return {name: rows for name, rows in everything().items() if name not in UNTOLD}


def done(world, role, action):
    """Whether anything is another afterwards; it is all taken back."""
    user = world.users[role]
    with transaction.atomic():
        client = client_of(world, role)
        action.before(world, user)
        data, before = action.data(world, user), tables()
        response = client.post(action.address(world), data)
        assert response.status_code < 500
        changed = tables() != before
        transaction.set_rollback(True)
    return "y" if changed else "-"


def of_models():
    """Each choice of a list, and each save that an administrator has."""
    request = RequestFactory().get("/")
    request.user = make_user("alice", role="administrator")
    for model, its_admin in admin.site._registry.items():
        label = f"{model._meta.app_label}_{model._meta.model_name}"
        yield from (f"{label} {action}" for action in its_admin.get_actions(request))
        may = {
            verb: getattr(its_admin, f"has_{verb}_permission")(request)
            for verb in ("add", "change", "delete")
        }
        yield from (f"{label} {verb}" for verb, allowed in may.items() if allowed)


def test_every_action_that_there_is_has_a_row():
    there_are = {
        *of_models(),
        *(f"discussion {action}" for action in (*actions.OF_ROWS, *actions.OF_MANY)),
        *(f"{one} {verb}" for one in ("ping", "pings") for verb in doing.VERBS),
        *(f"panel {verb}" for verb in of_post.VERBS),
        *(f"second factor {verb}" for verb in ("begin", *second_factor_page.VERBS)),
    }
    assert there_are - set(ACTIONS) == set()


def taking_posts():
    """The addresses of the admin that do not refuse a POST to all who work there."""
    for route, (_get, post) in TABLE.items():
        if route.startswith("admin:") and set(post.split()[2:]) - {"403", "404", "405"}:
            yield route


def test_every_address_that_takes_a_post_has_an_action_or_only_reads():
    acted = {action.route for action in ACTIONS.values()}
    assert set(taking_posts()) - acted - LISTS == READ
    assert acted <= set(TABLE)


@pytest.mark.parametrize("role", ["author", "moderator", "administrator"])
def test_what_only_reads_changes_nothing_by_a_post_either(role):
    world = Busy()
    for route in READ | LISTS - {"admin:posts_sitesettings_changelist"}:
        client = client_of(world, role)
        before = tables()
        client.post(world.address(route), {"action": "approve", "post": "yes", "ids": "1"})
        assert tables() == before, route
